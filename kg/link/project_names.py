"""The name of a project as it is compared with others of its unit, within a year and over the years."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kg.link.spelling import compared, words

_YEAR = re.compile(r"((?:19|20)\d\d)(?:年度?)?")


class ProjectName(NamedTuple):
    """A project's name in a form of a year.

    `same` is what equal names share within a year; `short` is that without the form's own year and idle words
    behind. `yearly` has years as steps from the form's year, and `edition` has numbers of editions out.
    """

    same: str
    short: str
    yearly: str
    edition: str
    number: int | None


@cache
def project_name(name: str, year: int | None) -> ProjectName:
    """The parts of a normalised name."""
    same = compared(name)
    yearly = _YEAR.sub(lambda found: f"〔{int(found[1]) - (year or 0)}〕", same)
    numbers = _edition().findall(yearly)
    return ProjectName(
        same=same,
        short=_without_idle(yearly.replace("〔0〕", "")),
        yearly=yearly,
        edition=_edition().sub("〔〕", yearly),
        number=int(numbers[0]) if len(numbers) == 1 else None,
    )


def _without_idle(text: str) -> str:
    ends = sorted(words()["projects"]["idle_ends"], key=len, reverse=True)
    return next((text[: -len(end)] for end in ends if text.endswith(end) and len(text) > len(end) + 1), text)


@cache
def _edition() -> re.Pattern[str]:
    return re.compile(rf"第?(\d{{1,3}})(?:{'|'.join(words()['projects']['editions'])})")
