"""Facts of records, gold or extracted: one table of what is compared, for evaluation and for samples alike.

Only what a record has is a fact of it: a gold record may leave out any key, and that field is not judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outputs.evaluation import citations
from outputs.evaluation.facts import Fact, Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outputs.evaluation.facts import Span
    from outputs.evaluation.objects import Node

HEADER = {
    "form kind": ("form_kind",),
    "year": ("year",),
    "unit name": ("unit", "name"),
    "department": ("department",),
    "project name": ("project", "name"),
    "code": ("project", "code"),
    "start": ("project", "start"),
    "end": ("project", "end"),
}
"""Field → where it stands in a record."""

AMOUNT_KEYS = ("scope", "fiscal_year", "phase", "source", "name")
VALUE_KEYS = ("comparator", "low", "high", "unit")
TARGETS = {"target": "target", "target_whole_period": "target of the whole period", "actual": "actual"}
"""Key of an indicator → how the field is called."""

ROW_KEYS = ("level1", "level2", "weight", "score")


FIELDS: tuple[Field, ...] = (
    ("forms", "form"),
    *(("header", name) for name in HEADER),
    ("budget", "budget"),
    ("sub-projects", "sub-projects"),
    ("narratives", "text"),
    ("milestones", "period"),
    ("milestones", "text"),
    ("indicators", "name"),
    *(("indicators", key) for key in ROW_KEYS),
    *(("indicators", f"{called}: {part}") for called in TARGETS.values() for part in ("text", "value")),
    ("findings", "findings"),
)
"""All fields of records beside those of citations, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact, and the address of its value in the record."""

    fact: Fact
    pointer: str


def judged(record: Node) -> frozenset[Field]:
    """The fields that a gold record is about: those it has, and of a list those that one of its items has.

    An empty list is about all of its fields: there are none.
    """
    fields = {("header", name) for name, keys in HEADER.items() if _down(record, keys[:-1]).has(keys[-1])}
    for key, section in (("amounts", "budget"), ("subprojects", "sub-projects"), ("findings", "findings")):
        if record.has(key):
            fields.add((section, section))
    if record.has("narratives"):
        fields.add(("narratives", "text"))
    if record.has("milestones"):
        fields |= {("milestones", "period"), ("milestones", "text")}
    if record.has("indicators"):
        fields |= _judged_of_rows(record.at("indicators").items())
    if record.has("citations"):
        fields |= citations.judged(record.at("citations").items())
    return frozenset(fields)


def facts(record: Node) -> list[Fact]:
    """All facts of a record. Raises `Malformed`."""
    placed = [each.fact for each in placed_facts(record)]
    found = record.at("citations").items()
    return placed + citations.facts(found, frozenset((citations.SECTION, name) for name in citations.KEYS))


def placed_facts(record: Node) -> Iterator[Placed]:
    """The facts of a record beside its citations, with their addresses. Raises `Malformed`."""
    for name, keys in HEADER.items():
        yield _placed(("header", name), _down(record, keys))
    for amount in record.at("amounts").items():
        about = " ".join(str(part) for key in AMOUNT_KEYS if (part := amount.at(key).scalar()) is not None)
        yield _placed(("budget", "budget"), amount.at("value"), about)
    for sub in record.at("subprojects").items():
        yield _placed(("sub-projects", "sub-projects"), sub.at("amount"), _text(sub.at("name")))
    for heading, text in record.at("narratives").entries():
        yield _placed(("narratives", "text"), text, heading)
    for milestone in record.at("milestones").items():
        yield _placed(("milestones", "period"), milestone.at("period"))
        yield _placed(("milestones", "text"), milestone.at("text"), _text(milestone.at("period")))
    for row in record.at("indicators").items():
        yield from _row(row)
    for finding in record.at("findings").items():
        yield _placed(("findings", "findings"), finding.at("code"), _text(finding.at("field")))


def _row(row: Node) -> Iterator[Placed]:
    """An indicator: its name, and what is said about the indicator of that name."""
    name = _text(row.at("name"))
    yield _placed(("indicators", "name"), row.at("name"))
    for key in ROW_KEYS:
        yield _placed(("indicators", key), row.at(key), name)
    for key, called in TARGETS.items():
        target = row.at(key)
        yield _placed(("indicators", f"{called}: text"), target.at("text"), name)
        value = tuple(target.at(part).scalar() for part in VALUE_KEYS)
        yield Placed(Fact(("indicators", f"{called}: value"), value, name), target.pointer)


def _judged_of_rows(rows: Sequence[Node]) -> set[Field]:
    def has(key: str, *inner: str) -> bool:
        return not rows or any(row.has(key) and (not inner or _has_any(row.at(key), inner)) for row in rows)

    fields = {("indicators", key) for key in ("name", *ROW_KEYS) if has(key)}
    for key, called in TARGETS.items():
        fields |= {("indicators", f"{called}: text")} if has(key, "text") else set()
        fields |= {("indicators", f"{called}: value")} if has(key, *VALUE_KEYS) else set()
    return fields


def _has_any(target: Node, keys: Sequence[str]) -> bool:
    """Whether a target is annotated in one of these keys; one that is null says that there is none."""
    return target.value is None or any(target.has(key) for key in keys)


def _placed(field: Field, node: Node, about: str = "") -> Placed:
    return Placed(Fact(field, (node.scalar(),), about), node.pointer)


def _down(node: Node, keys: Sequence[str]) -> Node:
    for key in keys:
        node = node.at(key)
    return node


def _text(node: Node) -> str:
    return node.text() or ""


def span_of(record: Node) -> Span | None:
    """The extent of the form in its document, where the record says it. Raises `Malformed`."""
    source = record.at("source")
    start, end = source.at("start").whole(), source.at("end").whole()
    return None if start is None or end is None else (start, end)
