"""What the graph says is the same: read off the lines that are written, as a user finds them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from kg.graph import form_quads
from kg.link import link_quads
from linked.scoring import Mention
from ontology.iris import Namespace, expand

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from kg.link import Corpus
    from linked.corpus import Form, Told

_NS = Namespace()
_WANTED = {
    f"<{expand(name)}>": name
    for name in (
        "jx:describes", "jx:unit", "jx:supervisedBy", "jx:department", "jx:policy", "jx:indicator", "jx:text",
        "jx:mentions", "jx:continues", "dcterms:isReplacedBy",
    )
}  # fmt: skip


@dataclass(slots=True)
class Answers:
    """The mentions of each kind, links over the years by form, and how many units are their own department."""

    mentions: dict[str, list[Mention]]
    continues: tuple[set[tuple[Hashable, Hashable]], set[tuple[Hashable, Hashable]]]
    named: tuple[int, int, int]
    self_supervised: int


def answers(forms: Sequence[Form], corpus: Corpus) -> Answers:
    """What `corpus`, linked from the forms' records, makes of them."""
    links = list(_lines(link_quads(corpus, _NS)))
    replaced = {subject: obj for subject, name, obj in links if name == "dcterms:isReplacedBy"}
    kinds: defaultdict[str, list[Mention]] = defaultdict(list)
    policies: list[tuple[Mention, bool, bool]] = []
    projects: list[str] = []
    bodies: list[tuple[Told, str | None]] = []
    aliases = {(form.unit.truth, alias) for form in forms for alias in form.record.unit.aliases}
    own_department = 0
    for number, form in enumerate(forms):
        read = _Read(form, corpus, replaced)
        projects.append(read.project)
        unit = form.unit
        is_untold = unit.known_by is not None and (unit.truth, unit.known_by) not in aliases
        kinds["units"].append(_mention(unit._replace(impossible=unit.impossible or is_untold), read.unit))
        kinds["projects"].append(_mention(form.project, (read.project, form.record.year)))
        if form.department and read.department:
            kinds["departments"].append(_mention(form.department, read.department))
            own_department += read.department == read.unit
        for index, (told, citation) in enumerate(zip(form.citations, form.record.citations, strict=True)):
            mention = _mention(told, read.policies.get(index) or (number, index))
            policies.append((mention, citation.number is not None, citation.title is not None))
        for index, told in enumerate(form.rows):
            kinds["indicators"].append(_mention(told, read.rows[index]))
        if form.mention:
            bodies.append((form.mention, read.mention))
    edges = [(subject, obj) for subject, name, obj in links if name == "jx:continues"]
    return Answers(
        mentions={**kinds, "policies": list(_tellable(policies))},
        continues=(_true_links(forms), _found_links(forms, projects, edges, replaced)),
        named=_named(bodies, kinds["units"]),
        self_supervised=own_department,
    )


def _tellable(citations: Sequence[tuple[Mention, bool, bool]]) -> Iterator[Mention]:
    """A document whose number and title never stand together is two, for all that can be known."""
    joined = {mention.truth for mention, has_number, has_title in citations if has_number and has_title}
    for mention, has_number, _ in citations:
        truth = mention.truth if mention.truth in joined else (mention.truth, has_number)
        yield replace(mention, truth=truth)


class _Read:
    """The nodes that the lines of one form lead to."""

    def __init__(self, form: Form, corpus: Corpus, replaced: Mapping[str, str]) -> None:
        record = form.record
        quads = form_quads(record, form.text, _NS, links=corpus.links)
        subject = _NS.form(_NS.document(record.source.sha256), record.source.start)
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for node, name, obj in _lines(quads):
            found[name][node] = obj

        def final(node: str | None) -> str | None:
            while node in replaced:
                node = replaced[node]
            return node

        self.project = final(found["jx:describes"][subject]) or ""
        self.unit = final(next(iter(found["jx:unit"].values()), None))
        departments = [*found["jx:supervisedBy"].values(), *found["jx:department"].values()]
        self.department = final(next(iter(departments), None))
        self.mention = final(found["jx:mentions"].get(subject))
        self.policies = {
            index: final(found["jx:policy"].get(_NS.citation(subject, citation.start)))
            for index, citation in enumerate(record.citations)
        }
        by_text = {
            found["jx:text"].get(node): final(indicator) for node, indicator in found["jx:indicator"].items()
        }
        self.rows = [by_text.get(row.target.text if row.target else None) for row in record.indicators]


def _lines(quads: Iterable[str]) -> Iterable[tuple[str, str, str]]:
    """Subject, property and object of the lines that matter."""
    for line in quads:
        subject, predicate, rest = line.split(" ", 2)
        if name := _WANTED.get(predicate):
            yield subject[1:-1], name, rest.removesuffix(" .\n")[1:-1]


def _mention(told: Told, found: Hashable) -> Mention:
    return Mention(told.truth, found, told.printed, told.way, told.impossible)


def _true_links(forms: Sequence[Form]) -> set[tuple[Hashable, Hashable]]:
    of: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number, form in enumerate(forms):
        of[form.line, form.record.year].append(number)
    return {
        pair
        for (line, year), later in of.items()
        for pair in product(later, of.get((line, (year or 0) - 1), ()))
    }


def _found_links(
    forms: Sequence[Form],
    projects: Sequence[str],
    edges: Iterable[tuple[str, str]],
    replaced: Mapping[str, str],
) -> set[tuple[Hashable, Hashable]]:
    """Forms of one project in two years running, or of two that `jx:continues` links."""
    of: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for number, (form, project) in enumerate(zip(forms, projects, strict=True)):
        of[project, form.record.year or 0].append(number)
    pairs = {(project, project) for project in projects} | {
        (replaced.get(later, later), replaced.get(earlier, earlier)) for later, earlier in edges
    }
    years = sorted({form.record.year or 0 for form in forms})
    return {
        pair
        for later, earlier in pairs
        for year in years
        for pair in product(of.get((later, year), ()), of.get((earlier, year - 1), ()))
    }


def _named(bodies: Iterable[tuple[Told, str | None]], units: Iterable[Mention]) -> tuple[int, int, int]:
    """Of names in running text: rightly led to a unit, led to any body, and those that mean a unit with forms."""
    owners: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    filing: set[Hashable] = set()
    for mention in units:
        owners[mention.found].add(mention.truth)
        filing.add(mention.truth)
    listed = [(told, node) for told, node in bodies]
    right = sum(owners.get(node) == {told.truth} for told, node in listed if node)
    return right, sum(node is not None for _, node in listed), sum(told.truth in filing for told, _ in listed)
