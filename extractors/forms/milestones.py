"""实施计划节点: the periods that an implementation plan names, each with what is planned for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.cleaning import Value

_MONTH = r"(?:1[0-2]|0?[1-9])"
_PERIOD = re.compile(
    rf"""(?:^|(?<=[。；;：:，,\s、)）]))
    (?P<period>
        (?:(?:20\d\d)年)?(?:第?[一二三四1-4]季度|[上下]半年)
      | (?:(?:20\d\d)年)?{_MONTH}(?:月)?\s?[-—–~～至到]\s?(?:(?:20\d\d)年)?{_MONTH}月(?:份|底)?(?:之?[前后]|以前)?
      | (?:(?:20\d\d)年)?{_MONTH}月(?:份|底|[上中下]旬)?(?:之?[前后]|以前)?
    )(?!\d)""",
    re.VERBOSE,
)
# The heading of the next group ("2、某活动：", "某组：") stands behind the last node of the one before.
_HEADING_BEHIND = re.compile(
    r"(?<=[。；;])\s?\d{1,2}(?:、|[.．](?!\d))[^。；;]*$|(?<=[；;。])[^；;。，,]{2,12}[：:]\s?$"
)
_LEADING = re.compile(r"^(?:(?:完成的)?(?:主要)?工作(?:有|内容|计划)?)?[\s：:，,、]*")


@dataclass(frozen=True, slots=True)
class Node:
    """A period and its text as parts of the plan's value: half-open extents in it."""

    period: tuple[int, int]
    text: tuple[int, int]


def nodes(plan: Value) -> Iterator[Node]:
    """The nodes of a plan. A period counts at the beginning of a clause; its text runs to the next one."""
    periods = list(_PERIOD.finditer(plan.text))
    edges = [*(match.start("period") for match in periods), len(plan.text)][1:]
    for match, edge in zip(periods, edges, strict=True):
        start, end = _trimmed(plan.text, match.end("period"), edge)
        if start < end:
            yield Node(match.span("period"), (start, end))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    stretch = text[start:end]
    start += len(_LEADING.match(stretch)[0])  # type: ignore[index]
    closing = _HEADING_BEHIND.search(text, start, end)
    end = closing.start() if closing else end
    return start, start + len(text[start:end].rstrip(" ；;，,、"))
