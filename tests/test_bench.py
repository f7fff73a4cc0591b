"""Generated forms say what they were made to say: an extraction of a whole corpus, fact by fact."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from extractors.document import Document
from extractors.extract import extract
from extractors.read.text import blocks

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

from corpus import files, write  # noqa: E402 (bench/ is no package of the product)

if TYPE_CHECKING:
    from extractors.records import Record

FORMS, SEED = 60, 7


def pairs() -> list[tuple[str, Any, Record]]:
    """Each generated form with the record read from it."""
    found = []
    for file in files(FORMS, SEED):
        document = Document(path=file.name, sha256="0" * 64, text=file.text, blocks=blocks(file.text))
        records = extract(document).records
        assert len(records) == len(file.forms)
        found += [(file.name, form, record) for form, record in zip(file.forms, records, strict=True)]
    return found


CASES = pytest.mark.parametrize(
    ("form", "record"), [(form, record) for _, form, record in pairs()], ids=[name for name, _, _ in pairs()]
)


@CASES
def test_head_and_money(form: Any, record: Record) -> None:
    assert (record.unit.name, record.year, record.project.name) == (form.unit, form.year, form.project)
    assert record.unit.aliases == ((form.second_name,) if form.second_name else ())
    assert (record.project.start, record.project.end) == (form.start.isoformat(), form.end.isoformat())
    assert (record.project.types, record.project.fund_uses) == (form.types, form.fund_uses)
    budget = record.budget
    assert (budget.total, budget.current_year) == (form.total, form.current)
    assert (budget.prior_year, budget.prior_year_executed) == (form.prior, form.executed)
    assert tuple((part.name, part.amount) for part in record.subprojects) == form.parts


@CASES
def test_rows(form: Any, record: Record) -> None:
    assert [(row.level1, row.level2, row.name) for row in record.indicators] == [
        (row.level1, row.level2, row.name) for row in form.rows
    ]
    found = [
        (t.text, t.comparator, t.low, t.high, t.unit) if (t := row.target) else None
        for row in record.indicators
    ]
    values = (row.value for row in form.rows)
    assert found == [(v.text, v.comparator, v.low, v.high, v.unit) if v else None for v in values]


@CASES
def test_basis_plan_and_findings(form: Any, record: Record) -> None:
    cited = [(citation.number, citation.title) for citation in record.citations if citation.role == "basis"]
    assert cited == [(citation.number, citation.title) for citation in form.cited]
    assert tuple(milestone.period for milestone in record.milestones) == form.periods
    doubts = ["row-unplaced"] if "row-unplaced" in (codes := [f.code for f in record.findings]) else []
    assert not doubts or form.damage
    assert sorted(code for code in codes if code not in doubts) == sorted(form.findings)


def test_the_same_numbers_give_the_same_corpus(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(25, tmp_path / name, seed=3)
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")
    )
    assert one == two
    assert [file.name for file in files(25, 3)] == sorted(one)


def test_a_smaller_corpus_is_the_beginning_of_a_larger_one() -> None:
    assert [file.text for file in files(30, 5)] == [file.text for file in files(60, 5)][
        : len(list(files(30, 5)))
    ]


def test_the_command(tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(ROOT / "bench/corpus.py"),
        "--forms",
        "10",
        "--out",
        str(tmp_path / "corpus"),
    ]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)
    assert shown.stdout.strip().endswith("10 forms in 10 files")
    assert len(list((tmp_path / "corpus").iterdir())) == 10
