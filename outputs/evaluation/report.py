"""What an evaluation tells, as one object that is printed, saved, and compared with a later one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

import msgspec

from outputs.evaluation.estimates import Agreed, Difference, Measured
from outputs.evaluation.gold import EvaluationError
from outputs.evaluation.scores import Case, Score, case, scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from outputs.evaluation.judging import Judged

REPORT_SCHEMA = 1


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file that took part: its name, the sha256 of its bytes, and how many objects it holds."""

    name: str
    sha256: str
    items: int


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Against an earlier run: what was wrong and is no more, what is wrong now and was not.

    `same_gold` is false where the gold has changed in between, so that some of it is the annotators' doing.
    """

    against: str
    same_gold: bool
    gains: tuple[Case, ...]
    losses: tuple[Case, ...]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Scores by field and the differing cases. `predictions` is null where our extractors made them on the fly."""

    schema: int = REPORT_SCHEMA
    report: Literal["gold"] = "gold"
    version: str
    kind: str
    gold: File
    predictions: File | None
    scores: tuple[Score, ...]
    cases: tuple[Case, ...]
    notes: tuple[str, ...] = ()
    change: Change | None = None


class SheetReport(msgspec.Struct, frozen=True, kw_only=True):
    """What an annotated sheet says. `build` is the hash of the graph that the sheet was drawn from."""

    schema: int = REPORT_SCHEMA
    report: Literal["sheet"] = "sheet"
    version: str
    design: str
    build: str
    sheet: File
    second: File | None
    measured: tuple[Measured, ...]
    agreed: tuple[Agreed, ...]
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()


def make_report(
    judged: Sequence[Judged],
    *,
    version: str,
    kind: str,
    gold: File,
    predictions: File | None,
    notes: Iterable[str],
) -> Report:
    """The report of a run."""
    return Report(
        version=version,
        kind=kind,
        gold=gold,
        predictions=predictions,
        scores=tuple(scores(verdict for _, verdict in judged)),
        cases=tuple(case(item, verdict) for item, verdict in judged if verdict.outcome != "correct"),
        notes=tuple(notes),
    )


def against(report: Report, earlier: Report, name: str) -> Report:
    """The report with gains and losses against an earlier one."""
    now, before = Counter(report.cases), Counter(earlier.cases)
    change = Change(
        against=name,
        same_gold=report.gold.sha256 == earlier.gold.sha256,
        gains=tuple((before - now).elements()),
        losses=tuple((now - before).elements()),
    )
    return msgspec.structs.replace(report, change=change)


def read_report(data: bytes, name: str) -> Report:
    """A report that was saved. Raises `EvaluationError`."""
    try:
        return msgspec.json.decode(data, type=Report)
    except msgspec.DecodeError as error:
        what = f"{name}: is no report of kg eval GOLD ({error}); give a file written with --save"
        raise EvaluationError(what) from None


def to_json(report: msgspec.Struct) -> bytes:
    """A report as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n"
