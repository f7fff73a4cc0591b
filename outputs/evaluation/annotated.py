"""What annotators said in a sheet, row by row: a verdict on one fact, or all facts of one field of a form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outputs.evaluation.answers import FIELDS, NONE, SPOILT, UNDECIDED, canonical, canonical_entry
from outputs.evaluation.gold import EvaluationError

if TYPE_CHECKING:
    from outputs.evaluation.facts import Field
    from outputs.evaluation.sheet import Sheet

Cells = Mapping[str, str]
Ours = Callable[[Cells], Sequence[str]]
"""What we answered to the question of a row: several answers if it asks for all, none if there are none."""

YES = frozenset({"y", "yes", "1", "true", "是", "对", "正确", "√", "✓"})
NO = frozenset({"n", "no", "0", "false", "否", "错", "错误", "不对", "×", "✗"})
_SECOND = ("answer", "correct", "note")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One annotator on one fact of ours: right, wrong, or None (not judged). `answer` is what was typed, `typed` in
    one spelling; both are empty where only right or wrong was said."""

    right: bool | None
    answer: str
    typed: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One annotator on one field of a form: every fact in one spelling, how often; None where nothing was said."""

    facts: Counter[str] | None

    def common(self, ours: Counter[str]) -> int:
        """How many of them we found."""
        return (self.facts & ours).total() if self.facts is not None else 0


@dataclass(frozen=True, slots=True)
class Question:
    """A row of a sheet: what is asked where, how many the drawn ones stand for, and our answers as typed."""

    no: str
    label: str
    field: Field
    fact: str
    stratum: str
    size: int
    ours: tuple[str, ...]

    def listing(self) -> Counter[str]:
        """Our answers in one spelling."""
        return Counter(canonical_entry(self.field, line) for line in self.ours)


def annotators(sheet: Sheet, second: Sheet | None) -> list[Sequence[Cells]]:
    """The rows once for each annotator: of two sheets, or of one with columns `answer_2` and `correct_2`.

    Raises `EvaluationError` where two sheets do not ask the same.
    """
    if second is None:
        if not any(row.get(f"{name}_2") for row in sheet.rows for name in _SECOND[:2]):
            return [sheet.rows]
        return [
            sheet.rows,
            [{**row, **{name: row.get(f"{name}_2", "") for name in _SECOND}} for row in sheet.rows],
        ]
    others = {(row["fact"], row["field"]): row for row in second.rows}
    keys = [(row["fact"], row["field"]) for row in sheet.rows]
    if set(keys) != set(others) or second.build != sheet.build:
        what = f"{second.name}: does not ask what {sheet.name} asks"
        raise EvaluationError(f"{what}; give two copies of one sheet, each filled in by one person")
    return [sheet.rows, [others[key] for key in keys]]


def question(row: Cells, name: str, ours: Ours) -> Question:
    """What a row asks. Raises `EvaluationError` where a column that leads back has been changed."""
    if row["field"] not in FIELDS:
        raise EvaluationError(_refusal(name, row, "field", "copy it from the sheet as kg sample wrote it"))
    if not row["size"].isdecimal() or not int(row["size"]):
        raise EvaluationError(_refusal(name, row, "size", "copy it from the sheet as kg sample wrote it"))
    given = tuple(ours(row))
    if any(map(SPOILT.fullmatch, given)):
        raise EvaluationError(
            _refusal(name, row, "ours", "a spreadsheet has changed it: name the build, too")
        )
    return Question(
        row["no"], row["field"], FIELDS[row["field"]], row["fact"], row["stratum"], int(row["size"]), given
    )


def judgement(row: Cells, question_: Question, name: str) -> Judgement:
    """What an annotator says of a fact: in `correct`, or else by an answer that is ours or another one."""
    answer, correct = _answer(row, name), row.get("correct", "").lower()
    typed = (
        canonical(question_.field, answer)
        if answer and answer.lower() not in NONE | UNDECIDED
        else answer.lower()
    )
    if correct in UNDECIDED or answer.lower() in UNDECIDED or not (correct or answer):
        return Judgement(None, answer, typed)
    if correct:
        if correct not in YES | NO:
            raise EvaluationError(_refusal(name, row, "correct", "write y or n"))
        return Judgement(correct in YES, answer, typed)
    is_ours = any(canonical(question_.field, ours) == typed for ours in question_.ours)
    return Judgement(answer.lower() not in NONE and is_ours, answer, typed)


def listing(row: Cells, question_: Question, name: str) -> Listing:
    """All facts that an annotator lists."""
    answer = _answer(row, name)
    if not answer or answer.lower() in UNDECIDED:
        return Listing(None)
    if answer.lower() in NONE:
        return Listing(Counter())
    lines = (line.strip() for line in answer.splitlines())
    return Listing(Counter(canonical_entry(question_.field, line) for line in lines if line))


def _answer(row: Cells, name: str) -> str:
    if any(map(SPOILT.fullmatch, row["answer"].splitlines())):
        remedy = "a spreadsheet has changed it: type it again with an apostrophe before it"
        raise EvaluationError(_refusal(name, row, "answer", remedy))
    return row["answer"]


def _refusal(name: str, row: Cells, column: str, remedy: str) -> str:
    return f"{name}: row {row['no']}: {column} is “{row.get(column, '')[:40]}”; {remedy}"
