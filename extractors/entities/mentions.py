"""Mentions of named entities in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

from extractors.entities.clauses import Clause
from extractors.entities.figures import find_dates, find_money
from extractors.entities.found import Found, Room
from extractors.entities.grammar import names as names_of
from extractors.entities.known import defined, known_names
from extractors.entities.lexicon import Token, lexicon
from extractors.entities.models import Model
from extractors.entities.persons import again, find_persons
from extractors.entities.places import Kind, kinds, with_places
from extractors.policies.numbers import bare_numbers, bracketed_numbers
from extractors.policies.titles import titles
from extractors.records import Mention
from extractors.vocabulary import table


def find_mentions(text: str, names: Iterable[str] = (), model: Model | None = None) -> list[Mention]:
    """The organisations (ORG), places (GPE, LOC), persons, programmes, events, dates and sums of money in `text`.

    In order; they never overlap, and `text[start:end]` is the name. `names` are organisations known from elsewhere,
    such as a form's own unit. Where several readings compete, the first of this list wins: titles in 《》 and
    document numbers (no mentions themselves), known names and short forms that the text defines (以下简称), what
    the grammar of names reads, dates and money, persons; and last, with source `model`, what a trained `model` sees
    where all these leave room.
    """
    room = Room(len(text))
    for start, end in _citations(text):
        room.take(start, end)
    read = [found for found in _names(text, room) if room.free(found.start, found.end)]
    found = room.settle(known_names(text, read, names))
    for finder in (iter(read), find_dates(text), find_money(text)):
        found += room.settle(finder)
    people = room.settle(find_persons(text))
    found += [*people, *room.settle(again(text, people))]
    if model:
        found += room.settle(model.find(text))
    return [_mention(text, each) for each in sorted(found)]


def short_forms(text: str, mentions: Iterable[Mention]) -> list[str]:
    """The short forms (以下简称) that `text` gives to organisations among its `mentions`."""
    read = [Found(m.start, m.end, m.label, "known") for m in mentions if m.label == "ORG"]
    return list(defined(text, read))


def _mention(text: str, found: Found) -> Mention:
    start, end, label, kind = found
    source = "model" if kind == "model" else "rule"
    return Mention(text=text[start:end], label=label, source=source, start=start, end=end)


def _citations(text: str) -> Iterator[tuple[int, int]]:
    """Where titles, with their brackets, and document numbers stand."""
    for title in titles(text):
        yield title.start - 1, title.end + 1
    for number in chain(bracketed_numbers(text), bare_numbers(text)):
        yield number.start, number.end


def _names(text: str, room: Room) -> Iterator[Found]:
    """What the grammar reads outside titles."""
    words = lexicon()
    tokens, towns = words.tokens(text), kinds(text)
    token = town = 0
    for piece in _pieces().finditer(text):
        label = piece.lastgroup
        if label != "clause":
            if label:
                yield Found(*piece.span(label), label, "programme")
            continue
        start, end = piece.span()
        token, last = _from_to(tokens, token, start, end)
        town, last_town = _from_to(towns, town, start, end)
        inside = tokens[token:last]
        if (town < last_town or any(word.entry.begins for word in inside)) and room.free(start, start + 1):
            found = with_places(text, start, inside, towns[town:last_town], words)
            yield from names_of(Clause(text, start, end, found, words))
        token, town = last, last_town


def _from_to(places: Sequence[Token | Kind], at: int, start: int, end: int) -> tuple[int, int]:
    """From which to which index of `places`, from `at` on, they stand in `[start, end)`."""
    while at < len(places) and places[at].start < start:
        at += 1
    last = at
    while last < len(places) and places[last].start < end:
        last += 1
    return at, last


@cache
def _pieces() -> re.Pattern[str]:
    """A programme or event between quotation marks, or a clause: letters and digits without punctuation.

    A firm may have a place in brackets in its name, and that is no end of a clause.
    """
    rows = table("entity_programmes")
    quoted = "|".join(
        rf"“(?P<{label}>{_quoted(rows, label)})”" for label in sorted({row["label"] for row in rows})
    )
    place = r"[（(][\u4e00-\u9fff]{2,6}[）)](?=[\u4e00-\u9fff]{0,20}(?:公司|集团))"
    return re.compile(rf"{quoted}|(?P<clause>[\w·]+(?:{place}[\w·]+)?)")


def _quoted(rows: Iterable[dict[str, str]], label: str) -> str:
    """What is a name between quotation marks: one of the list, or whatever has one of its endings."""
    mine = [row for row in rows if row["label"] == label]
    whole = [re.escape(row["name"]) for row in mine if row["where"] in ("quoted", "anywhere")]
    endings = "|".join(re.escape(row["name"]) for row in mine if row["where"] == "ending")
    behind = "|".join(re.escape(row["name"]) for row in mine if row["where"] == "behind")
    others = r"(?:、?“\w{1,12}”){0,5}等?(?:\w{0,2}[项大])?"
    named = [rf"\w{{1,12}}(?=”{others}(?:{behind}))"] if behind else []
    return "|".join([*whole, rf"\w{{1,20}}(?:{endings})", *named])
