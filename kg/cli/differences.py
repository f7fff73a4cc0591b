"""kg diff: what changed between two builds, or two years inside one."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.console import complain, show_table
from kg.cli.group import SOME_UNUSABLE, verbose_option

if TYPE_CHECKING:
    from outputs.diff import Source
    from outputs.diff.model import Diff


@click.command()
@click.argument("one", type=click.Path(path_type=Path), metavar="A")
@click.argument("other", type=click.Path(path_type=Path), metavar="B", required=False)
@click.option("--years", type=(int, int), metavar="Y1 Y2", help="Two fiscal years inside A. 两个预算年度")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "html"]), default="table", show_default=True
)
@verbose_option
@click.pass_context
def diff(ctx: click.Context, one: Path, other: Path | None, years: tuple[int, int] | None, form: str) -> None:
    """Compare two builds, or two years inside one 比较: projects, budgets, indicators, targets, policies.

    A target is raised or lowered where the curated polarity of its indicator tells which number asks for more.
    html prints one page to read offline. Exit code 1 where there are differences, 0 where there are none.

    \b
    kg diff out-2023 out-2024
    kg diff out --years 2018 2019 --format html > changes.html
    """
    from kg.store import Build
    from outputs.diff import Source, compare_builds, compare_years

    if (other is None) == (years is None):
        raise click.UsageError("give two builds, or one build and --years Y1 Y2")
    if years and years[0] == years[1]:
        raise click.UsageError("--years takes two different years")
    with ExitStack() as opened:

        def source(folder: Path) -> Source:
            build = opened.enter_context(Build(folder))
            return Source(str(folder), build.store, build.generation.base, build.layout.document_text)

        if years:
            found = compare_years(source(one), *years)
        else:
            assert other
            found = compare_builds(source(one), source(other))
    _tell(found, form)
    ctx.exit(SOME_UNUSABLE if found.differences else 0)


def _tell(found: Diff, form: str) -> None:
    from outputs.diff.model import to_json
    from outputs.diff.rendering import html, rows, side, summary

    if form == "json":
        click.echo(to_json(found), nl=False)
    elif form == "html":
        click.echo(html(found), nl=False)
    else:
        sides = (side(found.before), side(found.after))
        show_table(" → ".join(sides), ("", ""), summary(found))
        columns = ("project 项目", "kind 类别", "change 变化", "what 内容", *sides)
        changes = list(rows(found))
        if changes:
            show_table("differences 变化", columns, changes)
        else:
            click.echo("no differences 没有变化")
    complain(*found.notes)
