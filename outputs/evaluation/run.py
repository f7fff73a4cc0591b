"""Gold files: from bytes, or an open build, to a report."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from extractors.records import to_json
from outputs.evaluation.gold import EvaluationError, Gold, Line, read_lines
from outputs.evaluation.inputs import Named
from outputs.evaluation.judging import judge, numbers_alone, unjudged, unpredicted
from outputs.evaluation.objects import parse
from outputs.evaluation.report import File, Report, make_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store import Build


def evaluate(gold: Named, predictions: Named | Build | None = None) -> tuple[Report, tuple[str, ...]]:
    """Judge predictions by a gold file; without them, what our extractors find in the texts of the gold.

    Gives the report, and one line for each line of the files that could not be read. Raises `EvaluationError`.
    """
    annotated = read_lines(gold.text(), gold.name)
    found, file = _predictions(predictions)
    if found is None and annotated.kind == "records":
        what = f"{gold.name}: holds records, which need something to be compared with"
        raise EvaluationError(f"{what}; name a build, or what kg extract printed")
    if found and found.kind != annotated.kind:
        what = f"{found.name}: holds {found.kind}, and {gold.name} {annotated.kind}"
        raise EvaluationError(f"{what}; compare like with like")
    report = make_report(
        judge(annotated, found.lines if found else None),
        version=version("jixiao-kg"),
        kind=annotated.kind,
        gold=gold.file(len(annotated.lines)),
        predictions=file,
        notes=_notes(annotated, found),
    )
    return report, annotated.problems + (found.problems if found else ())


def _predictions(source: Named | Build | None) -> tuple[Gold | None, File | None]:
    if source is None:
        return None, None
    if isinstance(source, Named):
        found = read_lines(source.text(), source.name)
        return found, source.file(len(found.lines))
    name = str(source.folder)
    records = [parse(to_json(record)) for record in source.layout.all_records()]
    lines = tuple(Line(str(number), number, node) for number, node in enumerate(records, 1))
    file = File(name=name, sha256=source.generation.graph, items=len(lines))
    return Gold(name, "records", lines, ()), file


def _notes(gold: Gold, found: Gold | None) -> Iterator[str]:
    """What the figures leave out, or count in a way that is not plain to see."""
    if numbers_alone(gold):
        yield "only citations with a number are annotated: those of a title alone were not judged"
    if found and (number := unpredicted(gold, found.lines)):
        yield f"{number:,} of {len(gold.lines):,} {gold.kind} are not in {found.name}: all they hold counts as missed"
    if found and (number := unjudged(gold, found.lines)):
        yield f"{number:,} of {len(found.lines):,} {found.kind} in {found.name} are not annotated, and were not judged"
