"""Which extracted form is which annotated one: by document, then by project, place or kind."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ontology.iris import normalise_name
from outputs.evaluation.records import span_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from outputs.evaluation.objects import Node

Pair = tuple["Node | None", "Node | None"]


def pair_forms(gold: Sequence[Node], found: Sequence[Node]) -> list[Pair]:
    """Every annotated form with the extracted one that it is, and what was extracted beside them.

    A document is known by sha256, else by path, else by a file name that only one has. Inside it, forms are the same
    by kind and project, else by where they begin, else by kind if one of each is left. A gold record without
    source looks for its project everywhere. Extracted forms of documents that nobody annotated are left out.
    """
    document_of = _documents(found)
    by_document: dict[Hashable, list[Node]] = defaultdict(list)
    for record in found:
        by_document[_identity(record)].append(record)
    golds: dict[Hashable, list[Node]] = defaultdict(list)
    homeless: list[Node] = []
    for record in gold:
        if _identity(record) is None:
            homeless.append(record)
        else:
            golds[_document(record, document_of)].append(record)
    pairs: list[Pair] = []
    for document, records in golds.items():
        matched, alone = _within(records, by_document.pop(document, []))
        pairs += [*matched, *((None, record) for record in alone)]
    rest = [record for records in by_document.values() for record in records]
    return pairs + _within(homeless, rest)[0]


def _within(gold: Sequence[Node], found: Sequence[Node]) -> tuple[list[Pair], list[Node]]:
    """Every annotated form with its partner or None, and the extracted ones that are left."""
    pairs: list[Pair] = []
    golds, founds = list(gold), list(found)
    for key in (_project, _place, _kind):
        mine, others = _by(golds, key), _by(founds, key)
        for value, ones in mine.items():
            candidates = others.get(value, [])
            if key is not _kind or len(ones) == len(candidates) == 1:
                pairs += zip(ones, candidates, strict=False)
        golds = [each for each in golds if all(each is not mine for mine, _ in pairs)]
        founds = [each for each in founds if all(each is not other for _, other in pairs)]
    return [*pairs, *((record, None) for record in golds)], founds


def _documents(found: Iterable[Node]) -> dict[tuple[str, str], Hashable]:
    """sha256, path or unique file name → the identity of the extracted document."""
    known: dict[tuple[str, str], Hashable] = {}
    names: dict[str, set[Hashable]] = defaultdict(set)
    for record in found:
        identity = _identity(record)
        for key in ("sha256", "path"):
            if value := _source(record, key):
                known[key, value] = identity
        names[_file_name(record)].add(identity)
    return known | {("name", name): next(iter(ids)) for name, ids in names.items() if name and len(ids) == 1}


def _document(record: Node, document_of: Mapping[tuple[str, str], Hashable]) -> Hashable:
    """The identity of the extracted document that a gold record is of, else its own."""
    keys = (
        ("sha256", _source(record, "sha256")),
        ("path", _source(record, "path")),
        ("name", _file_name(record)),
    )
    return next(
        (document_of[key, value] for key, value in keys if (key, value) in document_of), ("none", keys[1])
    )


def _by(records: Iterable[Node], key: Callable[[Node], Hashable]) -> dict[Hashable, list[Node]]:
    groups: dict[Hashable, list[Node]] = defaultdict(list)
    for record in records:
        if (value := key(record)) is not None:
            groups[value].append(record)
    return groups


def _source(record: Node, key: str) -> str:
    return record.at("source").at(key).text() or ""


def _identity(record: Node) -> Hashable:
    return _source(record, "sha256") or _source(record, "path") or None


def _file_name(record: Node) -> str:
    return PurePosixPath(_source(record, "path").replace("\\", "/")).name


def _project(record: Node) -> Hashable:
    name = record.at("project").at("name").text()
    return (_kind(record), normalise_name(name)) if name else None


def _place(record: Node) -> Hashable:
    span = span_of(record)
    return span[0] if span else None


def _kind(record: Node) -> Hashable:
    return record.at("form_kind").text() or "target"
