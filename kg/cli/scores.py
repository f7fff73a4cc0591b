"""Reports of an evaluation as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.console import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from outputs.evaluation import Report, SheetReport
    from outputs.evaluation.estimates import Agreed, Measured
    from outputs.evaluation.scores import Case, Score
    from outputs.evaluation.statistics import Interval

LONGEST = 60
"""So many characters of a value are shown; the JSON report has all."""


def show(report: Report | SheetReport, cases: int) -> None:
    """The figures, and so many of the cases."""
    from outputs.evaluation import Report

    if isinstance(report, Report):
        _show_gold(report, cases)
    else:
        _show_sheet(report, cases)
    for note in report.notes:
        click.echo(f"note: {note}")


def _show_gold(report: Report, cases: int) -> None:
    against = report.predictions.name if report.predictions else f"extracted by {report.version}"
    title = f"{report.gold.name}: {report.gold.items:,} {report.kind}, {against}"
    columns = (
        "section",
        "field",
        "right 对",
        "spurious 多",
        "missed 漏",
        "precision 95 %",
        "recall 95 %",
        "F1",
    )
    show_table(title, columns, map(_score_row, report.scores))
    if report.change:
        same = "" if report.change.same_gold else "; the gold has changed since, too"
        changes = len(report.change.gains), len(report.change.losses)
        click.echo(f"against {report.change.against}: {changes[0]} gains, {changes[1]} losses{same}")
        _show_cases("gains 改进: wrong before", report.change.gains, cases)
        _show_cases("losses 退步: wrong now", report.change.losses, cases)
    _show_cases("cases 差异", report.cases, cases)


def _show_sheet(report: SheetReport, cases: int) -> None:
    title = (
        f"{report.sheet.name}: {report.sheet.items:,} rows, {report.design} drawn from build {report.build}"
    )
    columns = ("field", "measure", "right 对", "judged 判", "open 未决", "of 总体", "estimate 95 %")
    show_table(title, columns, map(_measured_row, report.measured))
    if report.agreed:
        agreement = ("field", "rows", "agreed", "kappa ± s.e.", "same answer", "F1")
        show_table("two annotators 标注者一致性", agreement, map(_agreed_row, report.agreed))
    shown = [
        (each.no, each.field, *map(_cut, (each.ours, *each.answers))) for each in report.differences[:cases]
    ]
    if shown:
        people = [f"annotator {number}" for number in range(1, len(report.differences[0].answers) + 1)]
        title = _counted("differences 差异", len(report.differences), cases)
        show_table(title, ("no", "field", "ours", *people), shown)


def _show_cases(title: str, found: Sequence[Case], most: int) -> None:
    if not found or not most:
        return
    rows = (
        (_cut(each.item), f"{each.section}: {each.field}", *map(_cut, (each.about, each.gold, each.found)))
        for each in found[:most]
    )
    show_table(_counted(title, len(found), most), ("item", "field", "about", "gold", "found"), rows)


def _counted(title: str, number: int, most: int) -> str:
    return f"{title} ({number:,})" if number <= most else f"{title} ({most} of {number:,}; more with --cases)"


def _score_row(score: Score) -> Sequence[object]:
    counts = (score.correct, score.spurious, score.missed)
    precision = _with_interval(score.precision, score.precision_interval)
    recall = _with_interval(score.recall, score.recall_interval)
    return score.section, score.field, *counts, precision, recall, _share(score.f1)


def _measured_row(each: Measured) -> Sequence[object]:
    found = each.estimate
    shown = _with_interval(found.value, found.interval) if found else "–"
    return each.field, each.measure, each.right, each.judged, each.undecided, each.population, shown


def _agreed_row(each: Agreed) -> Sequence[object]:
    kappa = each.kappa
    value = "–"
    if kappa and kappa.kappa is not None:
        value = f"{kappa.kappa:.3f} ± {kappa.standard_error or 0:.3f}"
    observed = _share(kappa.observed) if kappa else "–"
    return each.field, kappa.n if kappa else None, observed, value, _share(each.same_answer), _share(each.f1)


def _with_interval(share: float | None, interval: Interval | None) -> str:
    if share is None or interval is None:
        return "–"
    return f"{share:.3f} [{interval[0]:.3f}, {interval[1]:.3f}]"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _cut(text: str | None) -> str:
    """A value as the terminal may show it: not too long, and nothing that it would act upon."""
    if text is None:
        return "–"
    shown = "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in text[: LONGEST + 1])
    return shown if len(text) <= LONGEST else f"{shown[:LONGEST]}…"
