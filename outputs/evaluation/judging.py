"""Gold against predictions: every fact that is annotated or found, with its verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from outputs.evaluation import citations, records, targets
from outputs.evaluation.facts import Fact, compare
from outputs.evaluation.forms import pair_forms
from outputs.evaluation.gold import same_objects
from outputs.evaluation.objects import Node, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from outputs.evaluation.facts import Verdict
    from outputs.evaluation.gold import Gold, Line

Judged = tuple[str, "Verdict"]
"""The item (id of a snippet or target, project of a form), and a verdict on one of its facts."""

FORM = ("forms", "form")


def judge(gold: Gold, predictions: Sequence[Line] | None = None) -> list[Judged]:
    """Judge predictions of the same kind as the gold; without them, what our extractors find in its texts.

    Records need predictions. Raises `Malformed` where these are not what they should be.
    """
    if gold.kind == "records":
        return list(_judge_records(gold, predictions or ()))
    pairs: list[tuple[Line, Node | None]]
    if predictions is None:
        pairs = [(line, _extracted(gold, line)) for line in gold.lines]
    else:
        pairs = [
            (line, other.node if other else None) for line, other in same_objects(gold.lines, predictions)
        ]
    if gold.kind == "targets":
        return list(_judge_targets(pairs))
    return list(_judge_snippets(pairs, titles_too=not numbers_alone(gold)))


def numbers_alone(gold: Gold) -> bool:
    """Whether only citations with a number are annotated, so that those of a title alone cannot be judged."""
    cited = [citation for line in gold.lines for citation in line.node.at("citations").items()]
    return gold.kind == "snippets" and bool(cited) and all(citations.is_numbered(each) for each in cited)


def unjudged(gold: Gold, predictions: Sequence[Line]) -> int:
    """How many predicted objects nobody annotated, so that they count neither way."""
    if gold.kind != "records":
        used = {id(other) for _, other in same_objects(gold.lines, predictions) if other}
    else:
        pairs = pair_forms([line.node for line in gold.lines], [line.node for line in predictions])
        used = {id(other) for _, other in pairs if other}
    return len(predictions) - len(used)


def unpredicted(gold: Gold, predictions: Sequence[Line]) -> int:
    """How many annotated snippets or targets have no prediction, so that all they hold counts as missed."""
    if gold.kind == "records":
        return 0
    return sum(other is None for _, other in same_objects(gold.lines, predictions))


def _extracted(gold: Gold, line: Line) -> Node:
    """What our extractors find in the text of a line, in the shape of a prediction."""
    from extractors import find_citations, parse_target
    from extractors.records import to_json

    text = line.node.at("text").text() or ""
    if gold.kind == "targets":
        return parse(to_json(parse_target(text, line.node.at("indicator").text())))
    return parse(b'{"citations":' + to_json(find_citations(text)) + b"}")


def _judge_targets(pairs: Sequence[tuple[Line, Node | None]]) -> Iterator[Judged]:
    for line, node in pairs:
        facts = targets.facts(targets.readings(line.node), targets.readings(node) if node else [])
        yield from ((line.id, verdict) for verdict in compare(*facts))


def _judge_snippets(pairs: Sequence[tuple[Line, Node | None]], *, titles_too: bool) -> Iterator[Judged]:
    fields = citations.judged([each for line, _ in pairs for each in line.node.at("citations").items()])
    for line, node in pairs:
        found = node.at("citations").items() if node else []
        kept = [each for each in found if titles_too or citations.is_numbered(each)]
        gold = citations.facts(line.node.at("citations").items(), fields)
        yield from ((line.id, verdict) for verdict in compare(gold, citations.facts(kept, fields)))


def _judge_records(gold: Gold, predictions: Sequence[Line]) -> Iterator[Judged]:
    lines = {id(line.node): line for line in gold.lines}
    everywhere = frozenset(field for line in gold.lines for field in records.judged(line.node))
    for mine, other in pair_forms([line.node for line in gold.lines], [line.node for line in predictions]):
        fields = records.judged(mine) if mine else everywhere
        golds = [FORM_FACT, *_of(mine, fields)] if mine else []
        founds = [FORM_FACT, *_of(other, fields)] if other else []
        if mine and other and records.span_of(mine) != records.span_of(other):
            golds = [
                replace(fact, span=None) for fact in golds
            ]  # of another text: its offsets mean nothing here
        name = _name(mine or other, lines[id(mine)].id if mine else None)
        yield from ((name, verdict) for verdict in compare(golds, founds))


FORM_FACT = Fact(FORM, ("form",))


def _of(record: Node, fields: frozenset[tuple[str, str]]) -> list[Fact]:
    return [fact for fact in records.facts(record) if fact.field in fields]


def _name(record: Node | None, id_: str | None) -> str:
    """How a form is called in the list of cases: its id or file, and its project."""
    assert record is not None
    given = record.at("id").scalar()
    path = record.at("source").at("path").text() or f"line {id_}"
    place = str(given) if given is not None else path
    project = record.at("project").at("name").text()
    return f"{place}: {project}" if project else place
