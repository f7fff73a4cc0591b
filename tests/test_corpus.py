"""The example documents against what a careful reader finds in them (`tests/corpus/documents`), file by file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from documents.reading import misplaced
from documents.write_examples import FILES, FOLDER, content

from extractors.extract import Extraction, extract
from extractors.read import read, read_bytes
from extractors.records import Indicator, Record, Target

EXPECTED = Path(__file__).with_name("corpus") / "documents"

each_file = pytest.mark.parametrize("name", sorted(FILES))


@cache
def expected(name: str) -> list[dict[str, Any]]:
    text = (EXPECTED / f"{Path(name).stem}.expected.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text, parse_float=Decimal)
    return found


@cache
def extracted(name: str) -> Extraction:
    return extract(read(FOLDER / name))


def pairs(name: str) -> Iterator[tuple[Record, dict[str, Any]]]:
    """Each form of a file with what it should be; there must be as many."""
    return zip(extracted(name).records, expected(name), strict=True)


def test_every_document_has_an_expectation() -> None:
    stems = {Path(name).stem for name in FILES}
    assert {path.name.removesuffix(".expected.json") for path in EXPECTED.iterdir()} == stems
    assert {path.name for path in FOLDER.iterdir()} == set(FILES)


@each_file
def test_the_file_is_the_one_that_the_drawing_gives(name: str) -> None:
    """Word for word; its bytes may differ with the libraries that wrote it."""
    written = read_bytes(content(name), name)
    kept = read(FOLDER / name)
    assert (kept.text, kept.blocks) == (written.text, written.blocks)


@each_file
def test_head(name: str) -> None:
    for record, want in pairs(name):
        assert (record.form_kind, record.form_title, record.year) == (
            want["form_kind"],
            want["form_title"],
            want["year"],
        )
        assert (record.framework, record.department) == (want["framework"], want["department"])
        assert {"name": record.unit.name, "aliases": list(record.unit.aliases)} == want["unit"]
        assert printed_of(record) == want["project"]
        if name.endswith(".pdf"):
            assert record.source.page == want.get("page", 1)


@each_file
def test_money(name: str) -> None:
    for record, want in pairs(name):
        amounts = [[a.scope, a.fiscal_year, a.phase, a.source, a.value] for a in record.amounts]
        assert amounts == want["amounts"]
        assert [[part.name, part.amount] for part in record.subprojects] == want.get("subprojects", [])


@each_file
def test_narratives(name: str) -> None:
    for record, want in pairs(name):
        assert record.narratives == want["narratives"]


@each_file
def test_indicators(name: str) -> None:
    for record, want in pairs(name):
        columns = want["columns"]
        assert [cells(row, columns) for row in record.indicators] == want["indicators"]
        others = {"target_whole_period", "actual", "weight", "score", "deviation"} - set(columns)
        assert not any(getattr(row, column) for row in record.indicators for column in others)


@each_file
def test_points(name: str) -> None:
    for record, want in pairs(name):
        points = {key: getattr(record.evaluation, key) for key in want.get("evaluation", ())}
        assert points == want.get("evaluation", {})
        assert bool(record.evaluation) or "evaluation" not in want


@each_file
def test_every_fact_stands_where_its_span_says(name: str) -> None:
    found = extracted(name)
    assert [misplaced(record, found.text) for record in found.records] == [[]] * len(found.records)


@each_file
def test_nothing_is_doubted_and_nobody_named(name: str) -> None:
    found = extracted(name)
    assert not [f for record in found.records for f in record.findings if f.cause == "extraction-doubt"]
    assert not [word for word in ("张某某", "李某某", "021-00000000") if word in repr(found)]


def printed_of(record: Record) -> dict[str, Any]:
    """What the form says of its project."""
    found = {key: getattr(record.project, key) for key in record.project.__struct_fields__}
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in found.items()
        if value is not None
    }


def cells(row: Indicator, columns: list[str]) -> list[Any]:
    values = (getattr(row, column) for column in columns)
    return [value.text if isinstance(value, Target) else value for value in values]
