"""What stands inside running text: citations, mentions and milestones, led back to the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from msgspec.structs import replace

from extractors.cleaning import Value
from extractors.entities import Model, find_mentions, short_forms
from extractors.forms.milestones import nodes
from extractors.forms.places import Places
from extractors.forms.schedule import Step
from extractors.policies import find_citations, resolve_titles
from extractors.records import Citation, Mention, Milestone
from extractors.vocabulary import table

_PLANS = ("/narratives/项目实施计划", "/narratives/实施方案", "/narratives/实施周期")


def citations(
    narratives: Mapping[str, Value], targets: Mapping[str, Value], places: Places, seat: str
) -> tuple[Citation, ...]:
    """The citations in narratives and then in target values (both by pointer), marked in `places`.

    A narrative gives its citations the role of its field; what a target names is to be complied with. `seat` names
    where the citing unit is. Short titles mean what they are short for; bare words (该通知) are no citations here.
    """
    roles = {
        **{pointer: _roles().get(pointer, "background") for pointer in narratives},
        **dict.fromkeys(targets, "compliance"),
    }
    found = [
        citation
        for pointer, value in (*narratives.items(), *targets.items())
        for citation in _citations(pointer, value, roles[pointer], seat, places)
    ]
    for index, citation in enumerate(found):
        places.spans[f"/citations/{index}/surface"] = ((citation.start, citation.end),)
        if citation.title_start is not None and citation.title_end is not None:
            places.spans[f"/citations/{index}/title"] = ((citation.title_start, citation.title_end),)
    return tuple(found)


def mentions(
    narratives: Mapping[str, Value], names: Iterable[str], places: Places, model: Model | None = None
) -> tuple[Mention, ...]:
    """The names in each narrative (by pointer), marked in `places`; `names` are those of the form's own bodies.

    A short form that one narrative defines (以下简称) is known in those after it.
    """
    found: list[Mention] = []
    known = list(names)
    for pointer, value in narratives.items():
        read = find_mentions(value.text, known, model)
        known += short_forms(value.text, read)
        for mention in read:
            start, end = value.span_of(mention.start, mention.end)
            places.spans[f"/mentions/{len(found)}/text"] = ((start, end),)
            found.append(replace(mention, field=pointer, start=start, end=end))
    return tuple(found)


def milestones(
    narratives: Mapping[str, Value], steps: Iterable[Step], places: Places
) -> tuple[Milestone, ...]:
    """The steps of a plan drawn as a table, then the periods that plans among the narratives (by pointer) name.

    They are marked in `places`.
    """
    found: list[Milestone] = []
    for step in steps:
        places.mark(f"/milestones/{len(found)}/period", *step.period)
        places.mark(f"/milestones/{len(found)}/text", step.text)
        found.append(Milestone(period="至".join(value.text for value in step.period), text=step.text.text))
    for plan in (narratives[pointer] for pointer in _PLANS if pointer in narratives):
        for node in nodes(plan):
            pointer = f"/milestones/{len(found)}"
            places.spans[f"{pointer}/period"] = (plan.span_of(*node.period),)
            places.spans[f"{pointer}/text"] = (plan.span_of(*node.text),)
            found.append(Milestone(period=plan.text[slice(*node.period)], text=plan.text[slice(*node.text)]))
    return tuple(found)


def _citations(pointer: str, value: Value, role: str, seat: str, places: Places) -> Iterator[Citation]:
    for citation in resolve_titles(value.text, find_citations(value.text, role=role, place=seat)):
        start, end = value.span_of(citation.start, citation.end)
        yield replace(
            citation,
            field=pointer,
            start=start,
            end=end,
            surface=places.text[start:end],
            **_title_place(citation, value),
        )


def _title_place(citation: Citation, value: Value) -> dict[str, int]:
    if citation.title_start is None or citation.title_end is None:
        return {}
    start, end = value.span_of(citation.title_start, citation.title_end)
    return {"title_start": start, "title_end": end}


@cache
def _roles() -> dict[str, str]:
    return {row["field"]: row["citation_role"] for row in table("fields") if row["citation_role"]}
