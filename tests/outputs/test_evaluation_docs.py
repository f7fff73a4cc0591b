"""docs/evaluation.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from outputs.evaluation import Named, Report, SheetReport, evaluate
from outputs.evaluation.answers import FIELDS
from outputs.evaluation.citations import KEYS as CITATION_KEYS
from outputs.evaluation.estimates import Agreed, Measured
from outputs.evaluation.records import HEADER, ROW_KEYS
from outputs.evaluation.report import Change, File
from outputs.evaluation.scores import Case, Score
from outputs.evaluation.sheet import BACK, COLUMNS
from outputs.evaluation.targets import KEYS as TARGET_KEYS

PAGE = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=["snippets", "targets"])
def test_the_examples_are_gold_and_we_agree_with_them(example: str) -> None:
    report, problems = evaluate(Named("docs", example.encode()))
    assert (problems, report.cases) == ((), ())
    assert report.gold.items == len(example.splitlines())


def missing(words: list[str]) -> list[str]:
    return [word for word in words if f"`{word}`" not in PAGE]


def test_every_key_of_gold_is_described() -> None:
    assert missing([key for keys in (CITATION_KEYS | TARGET_KEYS).values() for key in keys]) == []
    assert [name for name in (*HEADER, *ROW_KEYS) if name not in PAGE] == []


def test_every_field_and_column_of_a_sheet_is_described() -> None:
    assert missing([*FIELDS, *BACK, *(column for columns in COLUMNS.values() for column in columns)]) == []


@pytest.mark.parametrize("struct", [Report, File, Score, Case, Change], ids=lambda struct: struct.__name__)
def test_every_key_of_the_report_is_described(struct: type[Report]) -> None:
    assert missing(list(struct.__struct_fields__)) == []


@pytest.mark.parametrize("struct", [SheetReport, Measured, Agreed], ids=lambda struct: struct.__name__)
def test_every_key_of_the_report_of_a_sheet_is_described(struct: type[SheetReport]) -> None:
    assert missing(list(struct.__struct_fields__)) == []
