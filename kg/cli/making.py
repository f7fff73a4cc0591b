"""kg build, kg info: making a build, and what one is made of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.console import complain, show_table
from kg.cli.coverage import show_coverage, show_totals
from kg.cli.group import NOTHING_USABLE, SOME_UNUSABLE, defect, verbose_option
from kg.cli.models import model_of, model_options, show_models

if TYPE_CHECKING:
    from kg.build import Config, NothingUsable
    from kg.store import CoverageReport, Generation

LABELS = {
    "documents": "documents 源文件",
    "forms": "forms 绩效目标表",
    "units": "units 预算单位",
    "projects": "projects 项目",
    "indicators": "indicators 指标",
    "policies": "policies 政策文件",
    "citations": "citations 政策引用",
    "findings": "findings 待核事项",
}


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="INPUT...")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where to. 输出目录"
)
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Settings (TOML). 配置文件")
@click.option("--base", metavar="IRI", help="What the IRIs of data begin with. 数据 IRI 前缀")
@click.option(
    "--with-personal-data",
    "personal_data",
    is_flag=True,
    help="Keep contact persons and telephone numbers, which are masked otherwise. 保留联系人与电话",
)
@click.option(
    "--links",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Decisions on what is the same and what is not (TSV). 人工关联决定",
)
@model_options
@click.option("-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes. 进程数")
@verbose_option
@click.pass_context
def build(
    ctx: click.Context,
    inputs: tuple[Path, ...],
    out: Path,
    config: Path | None,
    base: str | None,
    personal_data: bool,
    links: Path | None,
    choice: str | None,
    organisations: bool | None,
    jobs: int | None,
) -> None:
    """Build a knowledge graph from files, folders and ZIP archives 生成知识图谱.

    DIR keeps the last two builds; a build that fails or is stopped leaves the last one as it was.
    Documents that have not changed are not read again.

    \b
    kg build examples/forms --out out
    """
    from kg.build import NothingUsable, Options
    from kg.build import build as make
    from kg.cli.progress import watching
    from kg.store import Build

    settings = _settings_of(
        config, base=base, links=str(links) if links else None, model=choice, model_org=organisations
    )
    model = model_of(settings.model, settings.model_org)
    try:
        with watching() as watcher:
            generation = make(inputs, out, Options(settings, personal_data, jobs, model), watcher)
    except NothingUsable as nothing:
        ctx.exit(_tell_nothing(nothing))
    with Build(out) as opened:
        covered = opened.layout.coverage_report().total
    _tell_found(generation)
    show_totals(covered)
    _tell_name(generation, out)
    complain(*generation.unused)
    ctx.exit(SOME_UNUSABLE if generation.unused else 0)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR", required=False)
@click.option("--models", is_flag=True, help="What finds names here, and in the build. 命名实体模型")
@click.option(
    "--coverage",
    "covered",
    is_flag=True,
    help="What was recognised in each document, and what was not. 覆盖情况",
)
@click.option("--cite", "citing", is_flag=True, help="How to cite the build in a paper. 引用方式")
@click.option(
    "--measured",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="With --cite: error rates, as kg eval SHEET DIR --save wrote them. 已测错误率",
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@verbose_option
def info(
    folder: Path | None, models: bool, covered: bool, citing: bool, measured: Path | None, form: str
) -> None:
    """Print what a build holds and what it was made of 图谱内容与来源.

    --cite says what a paper should: hashes of the graph and of its inputs, versions, date, documents read, recognised,
    declared and excluded, known error rates; as text with a BibTeX entry, or as JSON with CSL.

    \b
    kg info out
    kg info out --coverage
    kg info out --cite
    kg info --models
    """
    from kg.store import Build

    if measured and not citing:
        raise click.UsageError("--measured is for --cite")
    if models:
        show_models()
    if folder is None:
        if models:
            return
        raise click.UsageError("Missing argument 'DIR'.")
    if citing:
        _cite(folder, measured, form)
        return
    with Build(folder) as opened:
        generation = opened.generation
        report = opened.layout.coverage_report() if covered else None
    if models:
        click.echo(f"{folder}: {generation.model or 'rules'}")
    elif form == "json":
        _print_json(report or generation)
    elif report:
        show_coverage(report)
    else:
        _tell_all(generation, folder)


def _cite(folder: Path, measured: Path | None, form: str) -> None:
    from kg.store import Build
    from outputs import citing
    from outputs.evaluation import Named

    rates = Named.read(measured) if measured else None
    with Build(folder) as opened:
        cited = citing.cite(opened, rates.data if rates else None, rates.name if rates else "")
    click.echo(citing.to_json(cited) if form == "json" else citing.to_text(cited), nl=False)


def _settings_of(file: Path | None, **given: str | bool | None) -> Config:
    """The settings of the configuration file, and over them what the command line gives."""
    from msgspec.structs import replace

    from kg.build import Config
    from kg.build.config import load

    settings = load(file) if file else Config()
    return replace(settings, **{name: value for name, value in given.items() if value is not None})


def _tell_nothing(nothing: NothingUsable) -> int:
    complain(*nothing.unused)
    return defect("\n".join(nothing.defects)) if nothing.defects else NOTHING_USABLE


def _tell_found(generation: Generation) -> None:
    rows = [(LABELS[name], number) for name, number in generation.counts.items()]
    show_table("", ("", "found"), rows)


def _tell_name(generation: Generation, folder: Path) -> None:
    click.echo(f"{folder}: generation {generation.id}, {generation.triples:,} triples")


def _tell_all(generation: Generation, folder: Path) -> None:
    _tell_found(generation)
    _tell_name(generation, folder)
    show_table("made with 版本", ("", ""), [*_settings(generation), *generation.versions.items()])
    inputs = [(each.name, each.forms, each.sha256[:16], each.path) for each in generation.inputs]
    show_table("inputs 输入", ("name", "forms", "sha256", "path"), inputs)
    if generation.unused:
        rows = [(each.path, each.what, each.remedy) for each in generation.unused]
        show_table("not used 未能使用", ("path", "what", "to do"), rows)


def _print_json(about: Generation | CoverageReport) -> None:
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(about), indent=2).decode())


def _settings(generation: Generation) -> list[tuple[str, object]]:
    return [
        ("created", generation.created),
        ("seconds", generation.seconds),
        ("graph", generation.graph),
        ("base", generation.base),
        ("personal data", "kept" if generation.personal_data else "masked"),
        ("model", generation.model or "rules"),
        *((f"rule {code}", choice) for code, choice in generation.rules.items()),
    ]
