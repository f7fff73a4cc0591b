"""Drawing from a build what people then judge: facts (for precision) or whole forms (for recall too).

A sample of what was found can only say how much of it is right. What was missed is in no such sample: for
recall, forms are drawn whatever was found in them, and people write down all that they say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from hashlib import sha256
from operator import itemgetter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from extractors.records import to_json
from ontology.iris import Namespace, evidence
from outputs.evaluation import records
from outputs.evaluation.answers import entry, is_asked, label, written
from outputs.evaluation.facts import Fact
from outputs.evaluation.objects import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extractors.records import Record, Span
    from outputs.evaluation.facts import Field

Design = Literal["facts", "forms"]
Dimension = Literal["field", "layout"]
Stratum = tuple[str, ...]

_MERGED = ""
_LEAST = 2
"""So many of a stratum must be drawn at least, for one alone says nothing of how much they differ."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be drawn: a fact, or a form (then without one). `iri` is where its evidence is found.

    `answer` is ours, as an annotator would write it; `span` is where it stands in the document.
    """

    iri: str
    record: Record
    stratum: Stratum
    span: Span
    field: Field | None = None
    about: str = ""
    answer: str = ""


Lot = tuple[bytes, Candidate]
"""What decides who is drawn, and of whom."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn, in the order of the documents, and how many there are in every stratum."""

    candidates: tuple[Candidate, ...]
    sizes: Mapping[Stratum, int]


def layout_of(record: Record) -> str:
    """What kind of form in what kind of file: `target shanghai-2019 .docx`."""
    suffix = PurePosixPath(record.source.path).suffix.lower()
    return " ".join(filter(None, (record.form_kind, record.framework or "other", suffix)))


def asked_facts(record: Record) -> Iterator[tuple[Fact, str, Span]]:
    """The facts of a record that sheets ask about, each with the address of its value, and where it stands."""
    for placed in records.placed_facts(parse(to_json(record))):
        if is_asked(placed.fact):
            yield placed.fact, placed.pointer, _span(record, placed.pointer)
    for index, citation in enumerate(record.citations):
        number = citation.start, citation.end
        title = citation.title_start or citation.start, citation.title_end or citation.end
        for name, value, span in (("number", citation.number, number), ("title", citation.title, title)):
            if value is not None:
                yield Fact(("citations", name), (value,)), f"/citations/{index}/{name}", span


def listed(record: Record) -> dict[Field, list[str]]:
    """All that we found in a form, field by field, as an annotator would list it."""
    found: dict[Field, list[str]] = defaultdict(list)
    for fact, _, _ in asked_facts(record):
        found[fact.field].append(entry(fact))
    return found


def form_iri(record: Record, namespace: Namespace) -> str:
    """The IRI of a record's form, as in the graph."""
    return namespace.form(namespace.document(record.source.sha256), record.source.start)


def facts_of(
    all_records: Iterable[Record],
    namespace: Namespace,
    stratify: Sequence[Dimension],
    fields: Iterable[Field],
) -> Iterator[Candidate]:
    """Every fact of these fields."""
    wanted = frozenset(fields)
    for record in all_records:
        form, layout = form_iri(record, namespace), layout_of(record)
        for fact, pointer, span in asked_facts(record):
            if fact.field in wanted:
                names: dict[Dimension, str] = {"field": label(fact.field), "layout": layout}
                stratum = tuple(names[dimension] for dimension in stratify)
                yield Candidate(
                    evidence(form, pointer), record, stratum, span, fact.field, fact.about, written(fact)
                )


def forms_of(
    all_records: Iterable[Record], namespace: Namespace, stratify: Sequence[Dimension]
) -> Iterator[Candidate]:
    """Every form; a form is drawn with all its fields, so that these part nothing."""
    for record in all_records:
        stratum = (layout_of(record),) if "layout" in stratify else ()
        span = (record.source.start, record.source.end)
        yield Candidate(form_iri(record, namespace), record, stratum, span)


def draw(candidates: Iterable[Candidate], n: int, seed: int) -> Drawn:
    """`n` of the candidates (all, if there are fewer), spread over strata as `allocate` says.

    Who is drawn follows from the seed and the IRIs alone: neither order nor machine matter. No more than `2 n`
    candidates of a stratum are held at a time.
    """
    lots: dict[Stratum, list[Lot]] = defaultdict(list)
    counts: Counter[Stratum] = Counter()
    for candidate in candidates:
        own = lots[candidate.stratum]
        counts[candidate.stratum] += 1
        own.append((sha256(f"{seed}\x1f{candidate.iri}".encode()).digest(), candidate))
        if len(own) >= 2 * n:
            own[:] = _first(own, n)
    drawn, sizes = [], {}
    shares = allocate(counts, n)
    homes = {name: home(name, shares) for name in lots}
    for stratum, share in shares.items():
        names = [name for name in lots if homes[name] == stratum]
        sizes[stratum] = sum(counts[name] for name in names)
        members = _first((lot for name in names for lot in lots[name]), share)
        drawn += [replace(candidate, stratum=stratum) for _, candidate in members]
    drawn.sort(key=lambda each: (each.record.source.path, each.record.source.start, each.span, each.iri))
    return Drawn(tuple(drawn), sizes)


def _first(lots: Iterable[Lot], n: int) -> list[Lot]:
    return sorted(lots, key=itemgetter(0))[:n]


def allocate(sizes: Mapping[Stratum, int], n: int) -> dict[Stratum, int]:
    """How many to draw of each stratum: `n` shared evenly by the first name of the strata, then by the next.

    No stratum gives more than it has; what it cannot give the others do. Where there are not two for each of several
    strata, the smallest are merged into one, which has the names that all of them share (see `home`): so everything
    has a chance to be drawn.
    """
    groups: dict[str, dict[Stratum, int]] = defaultdict(dict)
    for names, size in sizes.items():
        if names:
            groups[names[0]][names[1:]] = size
    total = min(n, sum(sizes.values()))
    wholes = {name: sum(group.values()) for name, group in groups.items()}
    if total < sum(min(_LEAST, whole) for whole in wholes.values()):
        largest = sorted(wholes, key=lambda name: (-wholes[name], name))
        for name in largest[max(0, total // _LEAST - 1) :]:
            wholes[_MERGED] = wholes.get(_MERGED, 0) + wholes.pop(name)
    if not groups or wholes.keys() == {_MERGED}:
        return {(): total}
    shares = _even(wholes, total)
    parts = {name: allocate(groups[name], shares[name]) for name in sorted(wholes) if name != _MERGED}
    merged = {(): shares[_MERGED]} if _MERGED in shares else {}
    return merged | {(name, *rest): share for name, part in parts.items() for rest, share in part.items()}


def home(names: Stratum, strata: Iterable[Stratum]) -> Stratum:
    """The stratum that a candidate with these names is drawn from: the one that has most of them, in order."""
    return max((stratum for stratum in strata if names[: len(stratum)] == stratum), key=len)


def _even(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """`n` in parts as equal as the sizes allow; what is left over goes to the greater."""
    shares: Counter[str] = Counter()
    rest = min(n, sum(sizes.values()))
    growing = sorted(sizes, key=lambda name: (-sizes[name], name))
    while rest:
        each, more = divmod(rest, len(growing))
        for place, name in enumerate(growing):
            given = min(sizes[name] - shares[name], each + (place < more))
            shares[name] += given
            rest -= given
        growing = [name for name in growing if shares[name] < sizes[name]]
    return {name: shares[name] for name in sizes}


def _span(record: Record, pointer: str) -> Span:
    """Where a value stands: its own place, else that of what it is part of, else the form's."""
    while pointer:
        if spans := record.spans.get(pointer):
            return spans[0]
        pointer = pointer.rpartition("/")[0]
    return record.source.start, record.source.end
