"""kg links: what was merged and why, and what a person should look at."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.console import show_table
from kg.cli.group import verbose_option

_LONGEST = 60


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "tsv"]), default="table", show_default=True
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(["unit", "project", "policy"]),
    help="Only links of this kind; may be repeated. 只列此类",
)
@click.option("--review", is_flag=True, help="Pairs that may be one, for you to decide. 待人工判断")
@verbose_option
def links(folder: Path, form: str, kinds: tuple[str, ...], review: bool) -> None:
    """List what was merged, why, and what says so 关联结果.

    As tsv, it is a file of decisions to fill in (same or different) and to give to kg build --links.

    \b
    kg links out
    kg links out --kind unit --review
    kg links out --review --format tsv > links.tsv
    """
    from kg.store import Build
    from outputs.links import as_decisions, as_json, merged, to_review

    with Build(folder) as build:
        pairs = to_review(build, kinds) if review else merged(build, kinds)
    if form == "json":
        click.echo(as_json(pairs), nl=False)
    elif form == "tsv":
        click.echo(as_decisions(pairs), nl=False)
    elif review:
        rows = [(each.kind, each.one, each.other, each.score, "；".join(each.reasons)) for each in pairs]
        show_table("", ("kind", "one", "other", "score", "reasons"), rows)
    else:
        shown = [
            (each.kind, each.one, each.other, "；".join(each.reasons), _first(each.evidence))
            for each in pairs
        ]
        show_table("", ("kind", "merged", "into", "reasons", "printed"), shown)


def _first(evidence: tuple[tuple[str, str], ...]) -> str:
    """The first place, and how many more there are."""
    if not evidence:
        return ""
    file, exact = evidence[0]
    line = " ".join(exact.split())
    more = f" (+{len(evidence) - 1})" if len(evidence) > 1 else ""
    return f"{file}: {line[: _LONGEST - 1] + '…' if len(line) > _LONGEST else line}{more}"
