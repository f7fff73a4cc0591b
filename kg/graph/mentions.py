"""Units and issuing bodies that a form's running text names: each once, with the first place it does so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.frame import fact_at
from kg.graph.ntriples import iri
from kg.graph.projects import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.graph.frame import Frame
    from kg.graph.links import Body


def mention_lines(frame: Frame) -> Iterator[str]:
    """The bodies that the form mentions besides its own unit; no persons, whatever a body is called."""
    told, place = {frame.unit}, place_of(frame.record)
    for index, mention in enumerate(frame.record.mentions):
        body = frame.links.body(place, mention.text) if mention.label == "ORG" else None
        subject = _iri(frame, body) if body else None
        if subject and subject not in told:
            told.add(subject)
            span = (mention.start, mention.end)
            yield from fact_at(frame, frame.form, "jx:mentions", iri(subject), f"/mentions/{index}", span)


def _iri(frame: Frame, body: Body) -> str:
    if body.kind == "unit":
        return frame.ns.unit(body.name, frame.form)
    return frame.ns.issuing_body(body.name)
