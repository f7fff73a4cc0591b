"""Gold files: JSON Lines of records, of snippets with citations, or of target values."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from outputs.evaluation import citations, records, targets
from outputs.evaluation.objects import Malformed, Node, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["records", "snippets", "targets"]

_OF_RECORDS = ("project", "unit", "indicators", "amounts", "narratives", "form_kind")


@dataclass(frozen=True, slots=True)
class Line:
    """An annotated object: its id (else its number in the file), and where it stands."""

    id: str
    number: int
    node: Node


@dataclass(frozen=True, slots=True)
class Gold:
    """What a file holds, all of one kind, and one line a problem for what it could not be read for."""

    name: str
    kind: Kind
    lines: tuple[Line, ...]
    problems: tuple[str, ...]


class EvaluationError(Exception):
    """What cannot be judged: one line that says which file, what is wrong, what to do."""


def read_lines(text: str, name: str) -> Gold:
    """The objects of a JSON Lines file, of the kind of its first good line.

    Raises `EvaluationError` where there is none.
    """
    kind: Kind | None = None
    lines: list[Line] = []
    problems: list[str] = []
    for number, content in enumerate(text.split("\n"), 1):
        if not content.strip():
            continue
        try:
            node = parse(content)
            own = _kind(node)
            _check(own, node)
            kind = kind or own
            if own != kind:
                raise Malformed(f"holds {own} in a file of {kind}")
            lines.append(Line(_id(node, number), number, node))
        except Malformed as problem:
            problems.append(f"{name}:{number}: {problem}; correct this line")
    if kind is None:
        found = problems[0] if problems else f"{name}: is empty; give one JSON object a line"
        raise EvaluationError(found)
    return Gold(name, kind, tuple(lines), tuple(problems))


def _kind(node: Node) -> Kind:
    if node.has("text"):
        if node.has("citations"):
            return "snippets"
        if node.has("comparator"):
            return "targets"
    elif any(node.has(key) for key in _OF_RECORDS):
        return "records"
    raise Malformed("has neither the keys of a record, nor text and citations, nor text and comparator")


def _id(node: Node, number: int) -> str:
    given = node.at("id").scalar()
    return str(number) if given is None else str(given)


def _check(kind: Kind, node: Node) -> None:
    """Read everything once. Raises `Malformed` where a value is not what it should be."""
    if kind == "records":
        records.facts(node)
        records.judged(node)
    elif kind == "targets":
        _required_text(node)
        node.at("indicator").text()
        targets.readings(node)
    else:
        _check_snippet(node)


def _check_snippet(node: Node) -> None:
    text = _required_text(node)
    cited = node.at("citations")
    if cited.value is None:
        cited.refuse("a list […]")
    for citation in cited.items():
        citations.facts([citation], citations.judged([]))
        start, end = citation.at("start").whole(), citation.at("end").whole()
        surface = citation.at("surface").text()
        if None not in (start, end, surface) and text[start:end] != surface:
            citation.at("surface").refuse(f"what stands at {start}-{end} of the text, “{text[start:end]}”")


def _required_text(node: Node) -> str:
    text = node.at("text").text()
    if text is None:
        node.at("text").refuse("a text")
    return text


def same_objects(gold: Sequence[Line], found: Sequence[Line]) -> list[tuple[Line, Line | None]]:
    """Every annotated object with the predicted one of its id, else the next one of the same text and indicator."""
    by_id = {line.node.at("id").scalar(): line for line in found if line.node.has("id")}
    pairs = [(line, by_id.get(line.node.at("id").scalar()) if line.node.has("id") else None) for line in gold]
    taken = {id(other) for _, other in pairs if other}
    waiting: dict[tuple[str | None, str | None], deque[Line]] = defaultdict(deque)
    for line in found:
        if id(line) not in taken:
            waiting[_words(line)].append(line)
    return [
        (line, other or (waiting[_words(line)].popleft() if waiting[_words(line)] else None))
        for line, other in pairs
    ]


def _words(line: Line) -> tuple[str | None, str | None]:
    return line.node.at("text").text(), line.node.at("indicator").text()
