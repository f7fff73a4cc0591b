"""A comparison for people: as rows of a table, and as one page that loads nothing and prints well."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from outputs.diff.words import worded
from outputs.properties import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outputs.diff.model import Change, Compared, Diff, ProjectDiff, Stated


class Row(NamedTuple):
    """A difference as a line of a table."""

    project: str
    kind: str
    change: str
    subject: str
    before: str
    after: str


def rows(diff: Diff) -> Iterator[Row]:
    """A row for each project that is new or ended, and for each change of one that continues."""
    for project in diff.differences:
        name = one_line(named(project))
        if project.status != "continued":
            yield Row(name, worded("status", project.status), "", "", "", "")
        for change in project.changes:
            yield Row(
                name,
                worded("kind", change.kind),
                worded("change", change.change),
                one_line(change.subject),
                _shown(change.before),
                _shown(change.after),
            )


def named(project: ProjectDiff) -> str:
    """What a project is called, with what it was called, and its unit."""
    now = project.after or project.before
    assert now
    was = project.before.name if project.before and project.after else now.name
    name = now.name or now.iri.rpartition("/")[2]
    renamed = f"（{was}）" if was != now.name else ""
    return f"{name}{renamed} · {now.unit}" if now.unit else f"{name}{renamed}"


def side(compared: Compared) -> str:
    """A side in words: the build, and the year where one was asked for."""
    return f"{compared.build} {compared.year}" if compared.year else compared.build


def summary(diff: Diff) -> list[tuple[str, int]]:
    """What was counted: projects by status, by what they were matched, changes by kind and word."""
    counted = [(worded("status", word), number) for word, number in diff.by_status.items()]
    counted += [
        (f"依据 matched by: {worded('matched', word)}", number) for word, number in diff.by_match.items()
    ]
    for key, number in diff.by_change.items():
        kind, _, word = key.partition(" ")
        counted.append((f"{worded('kind', kind)}: {worded('change', word)}", number))
    return counted


def qualified(change: Change) -> str:
    """What is to be known of a change besides: how its sides were matched, why no more can be said."""
    told = []
    if change.about.get("period") == "project":
        told.append("全周期目标 of the whole period")
    if change.change in ("raised", "lowered"):
        told.append(worded("polarity", change.about["polarity"]))
    if matched := worded("matched-indicator", change.about.get("matched") or "iri"):
        told.append(matched)
    if reason := change.about.get("reason"):
        told.append(worded("reason", reason))
    return "；".join(told)


def html(diff: Diff) -> str:
    """The comparison as a page: nothing from documents is markup in it, and it asks for nothing."""
    from jinja2 import Environment, StrictUndefined

    style = _source("page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(_source("page.html")).render(
        diff=diff,
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        side=side,
        named=named,
        summary=summary(diff),
        qualified=qualified,
        worded=worded,
    )


def _shown(stated: Stated | None) -> str:
    return "" if stated is None else one_line(stated.text) or "（空）"


def _source(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")
