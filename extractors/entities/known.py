"""Names known beforehand: those of the form's own fields, and short forms that the text itself defines.

红河州数据发展中心（以下简称“州数据发展中心”）
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import ahocorasick

from extractors.entities.found import Found
from extractors.entities.lexicon import lexicon

_DEFINITION = re.compile(
    r"[（(]\s?(?:以下|下)?(?:统称|简称|合称)为?[:：]?\s?(?P<names>[^（）()《》，,。；;\n]{2,40})[）)]"
)
_QUOTED = re.compile(r"[“\"「](?P<name>[^“”\"「」]{2,20})[”\"」]")
_QUOTATION_MARKS = '‘’“”"「」'
_DEFINABLE = ("ORG", "EVENT", "PROGRAM")
_SHORTEST = 3
_UNNAMED = tuple("我本该各其")


def known_names(text: str, read: Sequence[Found], names: Iterable[str] = ()) -> Iterator[Found]:
    """Where known `names`, and the short forms of what was `read` in `text` (in order), stand in it.

    A known name inside a longer one that was read is no mention of its own.
    """
    known = dict.fromkeys(filter(is_telling, names), "ORG") | defined(text, read)
    if not known:
        return
    automaton = ahocorasick.Automaton()
    for name, label in known.items():
        automaton.add_word(name, (len(name), label))
    automaton.make_automaton()
    starts = [found.start for found in read]
    for last, (length, label) in automaton.iter_long(text):
        start, end = last + 1 - length, last + 1
        at = bisect_right(starts, start) - 1
        if at < 0 or read[at].end < end or (read[at].start, read[at].end) == (start, end):
            yield Found(start, end, label, "known")


def defined(text: str, read: Iterable[Found]) -> dict[str, str]:
    """The short forms that `text` gives to the names read in it, each with its label."""
    labels = {found.end: found.label for found in read if found.label in _DEFINABLE}
    short: dict[str, str] = {}
    for match in _DEFINITION.finditer(text):
        if label := labels.get(match.start()):
            quoted = [quote["name"] for quote in _QUOTED.finditer(match["names"])]
            candidates = quoted or [match["names"].strip(_QUOTATION_MARKS)]
            short |= dict.fromkeys(filter(is_telling, candidates), label)
    return short


def is_telling(name: str) -> bool:
    """Whether a name says whom it means wherever it stands (not 中心, 我局, 公司)."""
    return len(name) >= _SHORTEST and not name.startswith(_UNNAMED) and name not in lexicon().common
