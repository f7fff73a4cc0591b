"""kg query, kg view, kg check, kg export: what a build tells."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.console import complain, output, show_table
from kg.cli.group import verbose_option

if TYPE_CHECKING:
    from kg.check import Report
    from kg.store import Build

DIR = click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")


@click.command()
@DIR
@click.argument("wanted", required=False, metavar="QUERY|FILE|NAME")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "ttl"]), default="table", show_default=True
)
@verbose_option
def query(folder: Path, wanted: str | None, form: str) -> None:
    """Ask a build in SPARQL 1.1 以 SPARQL 查询.

    Give a query, a file with one, or the name of an example; with none of them, the examples are listed.

    \b
    kg query out
    kg query out "SELECT ?name { ?p a jx:Project ; skos:prefLabel ?name }"
    """
    from kg.store import Build
    from outputs import query as queries
    from outputs import results

    with Build(folder) as build:
        if wanted is None:
            _list_examples()
            return
        result = queries.run(build.store, queries.find(wanted), build.generation.base)
        results.write(result, form, sys.stdout.buffer, terminal=sys.stdout.isatty())


@click.command()
@DIR
@click.option(
    "--out", default="graph.html", show_default=True, type=click.Path(path_type=Path), metavar="FILE"
)
@verbose_option
def view(folder: Path, out: Path) -> None:
    """Write the graph as one HTML page to browse offline 生成可浏览网页.

    \b
    kg view out --out graph.html
    """
    from kg.store import Build, BuildError
    from outputs.page import write_page

    with Build(folder) as build:
        try:
            page = write_page(build.store, out, texts=build.layout.document_text)
        except OSError as error:
            if error.filename != str(out):
                raise
            raise BuildError(out, f"cannot be written ({error.strerror})", "choose another --out") from error
    click.echo(
        f"{out}: {page.nodes:,} of {page.all_nodes:,} nodes, {page.edges:,} edges; open it in a browser"
    )


@click.command()
@DIR
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "html", "xlsx"]),
    default="table",
    show_default=True,
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write html or xlsx; otherwise findings.html or findings.xlsx. 输出文件",
)
@verbose_option
@click.pass_context
def check(ctx: click.Context, folder: Path, form: str, out: Path | None) -> None:
    """List what a person should look at 待核事项; exit code 1 where something is an error.

    html is one page that works offline, xlsx a workbook; both show each finding in its sentence.

    \b
    kg check out --format json
    kg check out --format html --out findings.html
    """
    from kg import check as checks
    from kg.store import Build

    is_file = form in ("html", "xlsx")
    if out and not is_file:
        raise click.UsageError(f"--out is for html and xlsx; {form} is printed")
    with Build(folder) as build:
        report = checks.check(build.store)
        if is_file:
            _write_report(build, report, form, out or Path(f"findings.{form}"))
    if form == "json":
        click.echo(checks.to_json(report), nl=False)
    elif form == "table":
        checks.render_table(report, output())
    ctx.exit(report.exit_code)


def _write_report(build: Build, report: Report, form: str, out: Path) -> None:
    from outputs import findings
    from outputs.export import whole_file
    from outputs.provenance import about

    write = findings.write_html if form == "html" else findings.write_xlsx
    with whole_file(out) as file:
        notes = write(report, build.layout.document_text, about(build.generation), file)
    complain(*notes)
    click.echo(f"{out}: {len(report.results):,} findings, {len(report.by_code)} rules")


@click.command()
@DIR
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice(["ttl", "nq", "jsonld", "graphml", "gexf", "csv", "parquet", "xlsx"]),
    help="csv and parquet write a folder of tables, xlsx a workbook of them.",
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="PATH", help="Where to. 输出路径"
)
@click.option("--bom", is_flag=True, help="CSV with a byte-order mark, which Excel wants. 便于 Excel 打开")
@verbose_option
def export(folder: Path, form: str, out: Path, bom: bool) -> None:
    """Write the graph for other programs 导出 (RDF, Gephi, tables).

    \b
    kg export out --format graphml --out graph.graphml
    kg export out --format csv --bom --out tables
    kg export out --format xlsx --out tables.xlsx
    """
    from kg.store import Build
    from outputs import export as exports
    from outputs.provenance import about

    if bom and form != "csv":
        raise click.UsageError(f"--bom is for --format csv; {form} has no byte-order mark")
    with Build(folder) as build:
        notes = exports.export(build.store, form, out, about=about(build.generation), mark=bom)
    complain(*notes)
    click.echo(f"{out}: written")


def _list_examples() -> None:
    from outputs.examples import examples

    rows = [(each.name, each.label.get("zh"), each.label.get("en")) for each in examples().values()]
    show_table("", ("name", "问题", "question"), rows)
