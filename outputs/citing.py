"""How to cite a build: what it is, what it was made of, and how often it is known to err.

What nobody has measured or said is told as unknown, with what would tell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from extractors.rules.books import declared
from outputs.evaluation import EvaluationError, SheetReport
from outputs.provenance import about

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.coverage import Counts
    from kg.store import Build

SCHEMA = 1
_UNKNOWN_RATES = "unknown; draw a sample and judge it: kg sample DIR, then kg eval SHEET DIR --save FILE"
_UNSAFE = re.compile(r"[{}\\%#$&_^~]")
_HASH_SHOWN = 12


class Documents(msgspec.Struct, frozen=True, kw_only=True):
    """How many documents were read, how many of them hold forms, and how many inputs could not be used.

    `declared` is how many forms those with forms say they hold, as far as they say so (`declaring` of them); None
    where none does. `forms_aside` were recognised and left aside.
    """

    read: int
    with_forms: int
    forms: int
    declared: int | None
    declaring: int
    excluded: int
    forms_aside: int


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """A measured precision or recall of a field, with its 95 % interval; `judged` facts or forms it rests on."""

    field: str
    measure: str
    value: float | None
    interval: tuple[float, float] | None
    judged: int


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """What a paper says of a build. `made_of` holds the hashes and versions, `rates` is None where unknown."""

    schema: int = SCHEMA
    title: str
    date: str
    made_of: dict[str, str]
    documents: Documents
    counts: dict[str, int]
    triples: int
    rates: tuple[Rate, ...] | None


def cite(build: Build, measured: bytes | None = None, name: str = "") -> Citation:
    """What is to be said of a build; `measured` is a report that `kg eval SHEET DIR --save` wrote, in the file `name`.

    Raises `EvaluationError` where that is none, or one of another build.
    """
    generation = build.generation
    return Citation(
        title=f"jixiao-kg graph {generation.graph[:_HASH_SHOWN]}",
        date=generation.created[:10],
        made_of=about(generation),
        documents=_documents(build, build.layout.coverage_report().total),
        counts=generation.counts,
        triples=generation.triples,
        rates=None if measured is None else _rates(measured, name, generation.graph),
    )


def to_text(citation: Citation) -> str:
    """For people: line by line, and a BibTeX entry."""
    return "\n".join([*_lines(citation), "", bibtex(citation)]) + "\n"


def to_json(citation: Citation) -> str:
    """For programs: everything, with `csl` (CSL-JSON, which Zotero and pandoc read) and `bibtex` beside it."""
    whole = {**msgspec.to_builtins(citation), "csl": csl(citation), "bibtex": bibtex(citation)}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"


def bibtex(citation: Citation) -> str:
    """A BibTeX entry, without an author: who built it is not known here."""
    fields = {
        "title": citation.title,
        "year": citation.date[:4],
        "month": str(int(citation.date[5:7])),
        "howpublished": f"jixiao-kg {citation.made_of['jixiao-kg']}",
        "note": _note(citation),
    }
    body = ",\n".join(f"  {name} = {{{_UNSAFE.sub(_escaped, value)}}}" for name, value in fields.items())
    return f"@misc{{jixiao-{citation.made_of['graph'][:_HASH_SHOWN]},\n{body}\n}}"


def csl(citation: Citation) -> dict[str, Any]:
    """The item of CSL-JSON."""
    return {
        "id": f"jixiao-{citation.made_of['graph'][:_HASH_SHOWN]}",
        "type": "dataset",
        "title": citation.title,
        "version": citation.made_of["graph"],
        "issued": {"date-parts": [[int(part) for part in citation.date.split("-")]]},
        "medium": f"jixiao-kg {citation.made_of['jixiao-kg']}",
        "note": _note(citation),
    }


def _documents(build: Build, counts: Counts) -> Documents:
    said = []
    for sha256 in build.layout.documents():
        forms = [(each.source.start, each.source.end) for each in build.layout.document_records(sha256)]
        if found := declared(build.layout.document_text(sha256), forms):
            said.append(found.forms)
    return Documents(
        read=counts.documents,
        with_forms=counts.documents_with_forms,
        forms=counts.target_forms + counts.self_evaluations + counts.narratives,
        declared=sum(said) if said else None,
        declaring=len(said),
        excluded=len(build.generation.unused),
        forms_aside=counts.aside,
    )


def _rates(data: bytes, name: str, graph: str) -> tuple[Rate, ...]:
    try:
        report = msgspec.json.decode(data, type=SheetReport)
    except msgspec.DecodeError as error:
        what = f"{name}: is no report of an annotated sheet ({error})"
        raise EvaluationError(f"{what}; write one with: kg eval SHEET DIR --save FILE") from None
    if not report.build or not graph.startswith(report.build):  # a sheet holds the first digits
        what = f"{name}: was measured on build {report.build[:_HASH_SHOWN]}, this is {graph[:_HASH_SHOWN]}"
        raise EvaluationError(f"{what}; draw a sample of this build with: kg sample")
    return tuple(
        Rate(
            field=each.field,
            measure=each.measure,
            value=each.estimate.value if each.estimate else None,
            interval=each.estimate.interval if each.estimate else None,
            judged=each.judged,
        )
        for each in report.measured
    )


def _note(citation: Citation) -> str:
    made, documents = citation.made_of, citation.documents
    parts = [
        f"graph {made['graph']}",
        f"inputs {made['inputs']}",
        f"vocabulary {made['vocabulary']}",
        f"{documents.read} documents read, {documents.with_forms} with {documents.forms} forms",
        f"{documents.excluded} inputs excluded",
        "error rates unknown" if citation.rates is None else "error rates measured",
    ]
    return "; ".join(parts)


def _lines(citation: Citation) -> Iterator[str]:
    documents = citation.documents
    yield citation.title
    yield f"date 日期: {citation.date}"
    yield from (f"{name}: {value}" for name, value in citation.made_of.items())
    yield f"triples: {citation.triples}"
    yield from (f"{name}: {number}" for name, number in citation.counts.items())
    yield f"documents read 读取文件: {documents.read}"
    yield f"recognised 含表文件: {documents.with_forms}, with {documents.forms} forms"
    if documents.declared is None:
        yield "forms declared 文件自述的表数: unknown; the documents do not say"
    else:
        yield f"forms declared 文件自述的表数: {documents.declared}, by {documents.declaring} documents"
    yield f"excluded 未采用: {documents.excluded} inputs, {documents.forms_aside} forms of other kinds"
    if citation.rates is None:
        yield f"error rates 错误率: {_UNKNOWN_RATES}"
        return
    for rate in citation.rates:
        shown = (
            "unknown"
            if rate.value is None or rate.interval is None
            else _with_interval(rate.value, rate.interval)
        )
        yield f"{rate.measure} of {rate.field}: {shown} ({rate.judged} judged)"


def _with_interval(value: float, interval: tuple[float, float]) -> str:
    return f"{value:.3f} [{interval[0]:.3f}, {interval[1]:.3f}]"


def _escaped(found: re.Match[str]) -> str:
    return {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}.get(found[0], "\\" + found[0])
