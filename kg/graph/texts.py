"""Running text: goals, other narratives, milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.frame import supported
from kg.graph.ntriples import decimal, iri, node, string

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.frame import Frame

GOALS = frozenset({"项目总目标", "年度绩效目标"})
"""The narratives that are goals; the names are those of the record."""


def text_lines(frame: Frame) -> Iterator[str]:
    """Every narrative of a form as a goal or a section, and its milestones."""
    for heading, text in frame.record.narratives.items():
        if text:
            yield from _narrative(frame, heading, text)
    yield from _milestones(frame)


def _narrative(frame: Frame, heading: str, text: str) -> Iterator[str]:
    is_goal = heading in GOALS
    mint = frame.ns.goal if is_goal else frame.ns.section
    subject = mint(frame.project, heading, text)
    yield from node(
        subject,
        "jx:Goal" if is_goal else "jx:Section",
        ("jx:project", iri(frame.project)),
        ("jx:heading", string(heading)),
        ("jx:text", string(text)),
    )
    pointer = "/narratives/" + heading.replace("~", "~0").replace("/", "~1")
    yield from supported(frame, subject, pointer)


def _milestones(frame: Frame) -> Iterator[str]:
    for index, milestone in enumerate(frame.record.milestones):
        subject = frame.ns.milestone(frame.project, milestone.period, milestone.text)
        pointer = f"/milestones/{index}"
        yield from node(
            subject,
            "jx:Milestone",
            ("jx:project", iri(frame.project)),
            ("jx:period", string(milestone.period)),
            ("jx:text", string(milestone.text)),
            ("jx:value", decimal(milestone.amount)),
        )
        yield from supported(frame, subject, f"{pointer}/text", pointer)
