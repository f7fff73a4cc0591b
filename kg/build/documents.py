"""The work on one document: from its file, or from the cache, to its text and records in a generation."""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass
from dataclasses import replace as renamed
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from extractors.document import ReadError
from kg import engines
from kg.build import cache
from kg.build.cache import Extracted
from kg.build.inputs import Source, printable
from kg.store import Layout, Unused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from extractors.records import Record


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be used; `defect` is the traceback where the fault is ours."""

    unused: Unused
    defect: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A document to extract, where its results go, and where its extraction may be kept already."""

    source: Source
    layout: Layout
    entry: Path
    personal_data: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document in a build."""

    source: Source
    forms: int = 0
    from_cache: bool = False
    seconds: float = 0.0
    failure: Failure | None = None


def process(task: Task) -> Outcome:
    """Write the text and records of one document into the generation, extracting it if need be."""
    started = time.perf_counter()
    kept = cache.get(task.entry)
    result = kept or examine(task.source.path, task.personal_data, task.source.sha256)
    if isinstance(result, Failure):
        return Outcome(task.source, failure=result)
    if not kept:
        cache.put(task.entry, result)
    if result.records:
        task.layout.put_document(task.source.sha256, result.text, _named(result.records, task.source.name))
    return Outcome(
        task.source,
        forms=len(result.records),
        from_cache=kept is not None,
        seconds=time.perf_counter() - started,
        failure=None if result.records else without_form(task.source.path),
    )


def died(task: Task) -> Outcome:
    """The outcome of a document whose process was lost."""
    return Outcome(task.source, failure=lost(task.source.path))


def examine(path: Path, personal_data: bool, sha256: str | None = None) -> Extracted | Failure:
    """Read and extract one document, whose content must still be the one with that hash if it is given."""
    from extractors.extract import extract
    from extractors.read import read

    try:
        document = read(path)
        if sha256 and document.sha256 != sha256:
            return _failure(path, "changed while it was being read", "build again")
        extraction = extract(renamed(document, path=printable(path)), personal_data=personal_data)
    except ReadError as error:
        return _failure(path, error.what, error.remedy)
    except Exception as error:  # one document must not cost the others, whatever it brings to light
        return _failure(path, f"{type(error).__name__}: {error}", _REPORT, traceback.format_exc())
    return Extracted(extraction.text, extraction.records)


def examinations(paths: Sequence[Path], personal_data: bool, jobs: int) -> Iterator[Extracted | Failure]:
    """What `examine` says of each of several documents, in their order."""
    return engines.run(partial(examine, personal_data=personal_data), paths, jobs, lost)


def without_form(path: Path) -> Failure:
    """A document that was read, and is none of ours."""
    return _failure(path, "no form inside", "see what was read with: kg text FILE")


def lost(path: Path) -> Failure:
    """A document whose process died."""
    what = "the process that read it died, perhaps for want of memory"
    return _failure(path, what, _REPORT, defect=what)


_REPORT = "a defect of this program: please report it, with the file if you can"


def _failure(path: Path, what: str, remedy: str, defect: str | None = None) -> Failure:
    return Failure(Unused(path=printable(path), what=what, remedy=remedy), defect)


def _named(records: Iterable[Record], name: str) -> list[Record]:
    """The records under the name that the document has in this build."""
    return [replace(record, source=replace(record.source, path=name)) for record in records]
