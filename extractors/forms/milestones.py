"""实施计划节点: the periods that an implementation plan names, each with what is planned for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.cleaning import Value

_TO = r"\s?[-—–~～至到]+\s?"
_AND = r"\s?[、和及与]\s?"
_YEAR = r"(?:20\d\d年)"
_MONTH = r"(?:(?:1[0-2]|0?[1-9])|十[一二]?|[一二三四五六七八九])"
_QUARTER = r"第?[一二三四1-4]"
_BY = r"(?:之?[前后]|以前)?"
_DAY = rf"{_YEAR}?{_MONTH}月(?:\d{{1,2}}[日号]|份|初|底|末|[上中下]旬)?{_BY}"
# 全年 that tells how (均衡), how much (共), or whose something is (全年任务, 全年各单位): no period of a plan.
_NOT_OF_THE_YEAR = (
    "(?!度?(?:[均共总约各不无有的由]|合计|累计|平均|任务|目标|工作|计划|预算|经费|资金|活动|项目|预计"
    "|至少|最少|常态|持续))"
)
_LEAST_OF_A_YEAR = 3
"""Characters that something planned for 全年 has at least (全年实施 says nothing)."""
_POINT = r"20\d\d[./]\d{1,2}(?!\d)"
# Where a clause begins: at a mark, or behind 在, 于 and the like, or in the bracket of a stage 第一阶段（…）.
_OPENING = (
    r"(?:^|(?<=[。；;：:，,\s、)）①-⑳])|(?<=[.．])(?!\d))"
    r"(?:计划[于在]?|预计|拟于|截至|[在于到从自]|[^。；;：:，,\s（(]{0,12}阶段\s?[（(])?"
)
_PERIOD = re.compile(
    rf"""{_OPENING}
    (?P<period>
        {_YEAR}?(?:
            {_QUARTER}(?:季度)?(?:(?:{_TO}|{_AND}){_QUARTER}(?:季度)?){{0,3}}(?<=季度)
          | [上下]半年
          | 全年度?(?!龄){_NOT_OF_THE_YEAR}
          )
      | (?:20\d\d)?年[初底末内](?!部){_BY}
      | {_POINT}(?:{_TO}{_POINT})?
      | {_DAY}(?:{_TO}(?:{_DAY}|\d{{1,2}}[日号]){_BY}|{_AND}{_DAY})?
      | {_YEAR}?{_MONTH}{_TO}{_DAY}
      | 20\d\d(?:{_TO}20\d\d)?年度?(?=\s?[：:])
    )(?!\d|[一两二三]次|龄)""",
    re.VERBOSE,
)
# The heading of the next group ("2、某活动：", "某组：", "②") stands behind the last node of the one before.
_HEADING_BEHIND = re.compile(
    r"(?<=[。；;])\s?\d{1,2}(?:、|[.．](?!\d))[^。；;]*$|(?<=[；;。])[^；;。，,]{2,12}[：:]\s?$"
    r"|\s?(?:[①-⑳]|[（(][一二三四五六七八九十\d]{1,2}[)）])\s?$"
)
_LEADING = re.compile(r"^[)）]?[\s：:，,、]*(?:(?:完成的)?(?:主要)?工作(?:有|内容|计划)?)?[\s：:，,、]*")


@dataclass(frozen=True, slots=True)
class Node:
    """A period and its text as parts of the plan's value: half-open extents in it."""

    period: tuple[int, int]
    text: tuple[int, int]


def nodes(plan: Value) -> Iterator[Node]:
    """The nodes of a plan. A period counts at the beginning of a clause; its text runs to the next one.

    White space that cleaning took out between two characters begins a clause too (审计 第二季度审价).
    """
    text, places = _as_printed(plan)
    periods = list(_PERIOD.finditer(text))
    edges = [*(match.start() for match in periods), len(text)][1:]
    for match, edge in zip(periods, edges, strict=True):
        start, end = _trimmed(text, match.end("period"), edge)
        least = _LEAST_OF_A_YEAR if "全年" in match["period"] else 1
        if end - start >= least:
            yield Node(_extent(places, *match.span("period")), _extent(places, start, end))


def _as_printed(plan: Value) -> tuple[str, list[int]]:
    """The plan with a space wherever characters are left out between two of its own, and where each stands in it."""
    text, places = "", []
    for i, character in enumerate(plan.text):
        if i and plan.offsets[i] > plan.offsets[i - 1] + 1 and " " not in (character, text[-1]):
            text += " "
            places.append(i)
        text += character
        places.append(i)
    return text, places


def _extent(places: list[int], start: int, end: int) -> tuple[int, int]:
    return places[start], places[end - 1] + 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    stretch = text[start:end]
    start += len(_LEADING.match(stretch)[0])  # type: ignore[index]
    closing = _HEADING_BEHIND.search(text, start, end)
    end = closing.start() if closing else end
    return start, start + len(text[start:end].rstrip(" 。；;，,、"))
