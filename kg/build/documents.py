"""The work on one document: from its file, or from the cache, to its text and records in a generation."""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass, field
from dataclasses import replace as renamed
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from extractors.document import ReadError
from kg import engines
from kg.build import cache
from kg.build.cache import Extracted, Read
from kg.build.inputs import Found, Source
from kg.link.rulebook import chosen
from kg.store import Layout, Unused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from extractors.coverage import Coverage
    from extractors.document import Document
    from extractors.entities import Model
    from extractors.records import Record
    from kg.link.rulebook import Choice


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be used; `defect` is the traceback where the fault is ours."""

    unused: Unused
    defect: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A document to extract, where its results go, and where its extraction may be kept already.

    `rules` says what becomes of findings; what is kept in the cache has them all.
    """

    source: Source
    layout: Layout
    entry: Path
    personal_data: bool
    model: Model | None = None
    rules: Mapping[str, Choice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document in a build; `coverage` is there where it could be read."""

    source: Source
    forms: int = 0
    coverage: Coverage | None = None
    from_cache: bool = False
    seconds: float = 0.0
    failure: Failure | None = None


def process(task: Task) -> Outcome:
    """Write the text and records of one document into the generation, extracting it if need be."""
    started = time.perf_counter()
    kept = cache.get(task.entry)
    result = kept or examine(task.source.file, task.personal_data, task.source.sha256, task.model)
    if isinstance(result, Failure):
        return Outcome(task.source, failure=result)
    if not kept:
        cache.put(task.entry, result)
    if result.records:
        named = _named(result.records, task.source.name, task.rules)
        task.layout.put_document(task.source.sha256, result.read.text, result.read.pages, named)
    return Outcome(
        task.source,
        forms=len(result.records),
        coverage=result.read.coverage,
        from_cache=kept is not None,
        seconds=time.perf_counter() - started,
        failure=None if result.records else without_form(task.source.file, result.read.coverage),
    )


def died(task: Task) -> Outcome:
    """The outcome of a document whose process was lost."""
    return Outcome(task.source, failure=lost(task.source.file))


def examine(
    file: Found, personal_data: bool, sha256: str | None = None, model: Model | None = None
) -> Extracted | Failure:
    """Read and extract one document, whose content must still be the one with that hash if it is given."""
    from extractors.coverage import coverage
    from extractors.extract import extract

    try:
        document = _document(file)
        if sha256 and document.sha256 != sha256:
            return _failure(file, "changed while it was being read", "build again")
        extraction = extract(renamed(document, path=file.shown), personal_data=personal_data, model=model)
        covered = coverage(document, extraction)
    except ReadError as error:
        return _failure(file, error.what, error.remedy)
    except Exception as error:  # one document must not cost the others, whatever it brings to light
        return _failure(file, f"{type(error).__name__}: {error}", _REPORT, traceback.format_exc())
    return Extracted(Read(extraction.text, extraction.pages, covered), extraction.records)


def _document(file: Found) -> Document:
    from extractors.archives import member_at
    from extractors.read import read, read_bytes

    if file.inside:
        return read_bytes(member_at(file.path, file.inside.position), file.shown)
    return read(file.path)


def examinations(
    files: Sequence[Found], personal_data: bool, jobs: int, model: Model | None = None
) -> Iterator[Extracted | Failure]:
    """What `examine` says of each of several documents, in their order."""
    return engines.run(partial(examine, personal_data=personal_data, model=model), files, jobs, lost)


def without_form(file: Found, coverage: Coverage) -> Failure:
    """A document that was read, and is none of ours; or one whose forms are left aside."""
    left = [gap for gap in coverage.gaps if gap.kind in _ASIDE]
    if not left:
        return _failure(file, "no form inside", "see what was read with: kg text FILE")
    first, count = left[0], coverage.counts.aside
    place = f"at character {first.start}" if first.page is None else f"on page {first.page}"
    what = f"no form inside that records are made of: {_ASIDE[first.kind]} {place}"
    return _failure(
        file, what, "it is left aside" if count == 1 else f"it and {count - 1} more are left aside"
    )


_ASIDE = {
    "monitoring": "one of monitoring (绩效监控)",
    "whole-department": "one of a department as a whole (部门整体)",
    "run-together": "one whose cells run together (粘连)",
}


def lost(file: Found) -> Failure:
    """A document whose process died."""
    what = "the process that read it died, perhaps for want of memory"
    return _failure(file, what, _REPORT, defect=what)


_REPORT = "a defect of this program: please report it, with the file if you can"


def _failure(file: Found, what: str, remedy: str, defect: str | None = None) -> Failure:
    return Failure(Unused(path=file.shown, what=what, remedy=remedy), defect)


def _named(records: Iterable[Record], name: str, rules: Mapping[str, Choice]) -> list[Record]:
    """The records under the name that the document has in this build, with the findings that were chosen."""
    return [
        replace(
            record,
            source=replace(record.source, path=name),
            findings=chosen(record.findings, rules) if rules else record.findings,
        )
        for record in records
    ]
