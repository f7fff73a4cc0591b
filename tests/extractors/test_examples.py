"""The example forms, field by field against what a careful reader finds in them (tests/corpus/forms)."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors import extract_forms
from extractors.records import Record

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "forms"
EXPECTED = ROOT / "tests" / "corpus" / "forms"

NAMES = sorted(path.stem for path in EXAMPLES.glob("*.txt"))


@cache
def expected(name: str) -> list[dict[str, Any]]:
    return json.loads((EXPECTED / f"{name}.expected.json").read_text(encoding="utf-8"))


FORMS = [(name, place) for name in NAMES for place in range(len(expected(name)))]
each_form = pytest.mark.parametrize(("name", "place"), FORMS)


@cache
def extracted(name: str) -> list[Record]:
    return extract_forms(EXAMPLES / f"{name}.txt")


def test_every_example_has_an_expectation() -> None:
    assert sorted(path.name.removesuffix(".expected.json") for path in EXPECTED.glob("*.json")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_number_of_forms(name: str) -> None:
    assert len(extracted(name)) == len(expected(name))


@each_form
def test_header(name: str, place: int) -> None:
    record, want = extracted(name)[place], expected(name)[place]
    project = record.project
    assert record.year == want["year"]
    assert {"name": record.unit.name, "aliases": list(record.unit.aliases)} == want["unit"]
    assert {
        "name": project.name,
        "start": project.start,
        "end": project.end,
        "types": as_list(project.types),
        "fund_uses": as_list(project.fund_uses),
    } == want["project"]


@each_form
def test_money(name: str, place: int) -> None:
    record, want = extracted(name)[place], expected(name)[place]
    assert {key: getattr(record.budget, key) for key in want["budget"]} == want["budget"]
    assert [[part.name, part.amount] for part in record.subprojects] == want["subprojects"]


@each_form
def test_indicators(name: str, place: int) -> None:
    rows = extracted(name)[place].indicators
    assert [[row.level1, row.level2, row.name, row.target and row.target.text] for row in rows] == expected(
        name
    )[place]["indicators"]


@each_form
def test_citations(name: str, place: int) -> None:
    """Those marked optional (laws named without 《》) may be missing."""
    found = Counter((c.number, c.title, c.role, c.field) for c in extracted(name)[place].citations)
    wanted, optional = Counter(), Counter()
    for row in expected(name)[place]["citations"]:
        kind = optional if row.get("optional") else wanted
        kind[row["number"], row["title"], row["role"], row["field"]] += 1
    assert found - optional == wanted


@each_form
def test_findings(name: str, place: int) -> None:
    found = sorted([finding.code, finding.field] for finding in extracted(name)[place].findings)
    assert found == expected(name)[place]["findings"]


@pytest.mark.parametrize("name", NAMES)
def test_contacts_are_nowhere_in_the_records(name: str) -> None:
    records = repr(extracted(name))
    assert not [word for word in ("张某某", "李某某", "021-00000000") if word in records]


def as_list(values: tuple[str, ...] | None) -> list[str] | None:
    return None if values is None else list(values)
