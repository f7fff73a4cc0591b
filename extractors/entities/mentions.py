"""Mentions of named entities in plain text."""

from __future__ import annotations

import re
from functools import cache

from extractors.entities.grammar import Clause
from extractors.entities.lexicon import lexicon
from extractors.records import Mention
from extractors.vocabulary import table

# 工信部联产业〔2019〕218号: what stands before the year is the code of a document, not an organisation.
_YEAR_OF_NUMBER = r"\s?[〔﹝［\[【（(]\s?[0-9０-９]{2,4}\s?[〕﹞］\]】）)]\s?[第字0-9０-９]"
_LONGEST_CODE = 10


def find_mentions(text: str) -> list[Mention]:
    """The organisations (ORG), places (GPE, LOC), programmes and events named in `text`, in order.

    They never overlap, and `text[start:end]` is the name. What stands in 《》 is a title, not a mention.
    """
    words = lexicon()
    mentions = []
    for piece in _pieces().finditer(text):
        if piece["programme"]:
            mentions.append(_mention(text, *piece.span("programme"), "PROGRAM"))
        elif piece["clause"]:
            start, end = piece.span("clause")
            limit = end - _LONGEST_CODE if piece["numbered"] else end
            clause = Clause(text, start, words.tokens(text, start, end), words)
            mentions += [_mention(text, *found[:3]) for found in clause.names() if found.end <= limit]
    return mentions


def _mention(text: str, start: int, end: int, label: str) -> Mention:
    return Mention(text=text[start:end], label=label, source="rule", start=start, end=end)


@cache
def _pieces() -> re.Pattern[str]:
    """A title, a programme between quotation marks, or a clause: letters and digits without punctuation."""
    rows = table("entity_programmes")
    quoted = "|".join(re.escape(row["name"]) for row in rows if row["where"] == "quoted")
    endings = "|".join(re.escape(row["name"]) for row in rows if row["where"] == "ending")
    return re.compile(
        rf"《[^《》]{{0,200}}》"
        rf"|“(?P<programme>{quoted}|\w{{1,20}}(?:{endings}))”"
        rf"|(?P<clause>[\w·]+)(?P<numbered>{_YEAR_OF_NUMBER})?"
    )
