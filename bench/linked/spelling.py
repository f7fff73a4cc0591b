"""How one name comes to be printed differently: by width, by blanks, by a slip of recognition, in other characters.

Each takes a name and a source of chance and returns another spelling, or None where the name offers no place for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linked.wording import words

if TYPE_CHECKING:
    from random import Random

_WIDE = str.maketrans("0123456789()-", "０１２３４５６７８９（）－")
_NARROW = str.maketrans("（）“”：，", '()"":,')
_TELLING = "一二三四五六七八九十东西南北上下前后左右中大小0123456789"


def spaced(name: str, rng: Random) -> str | None:
    """A blank or two inside, as justified cells have."""
    places = sorted(rng.sample(range(1, len(name)), min(2, len(name) - 1)))
    return "".join((" " if place in places else "") + character for place, character in enumerate(name))


def other_width(name: str, _: Random) -> str | None:
    """Digits, brackets and signs in their other width."""
    changed = name.translate(_NARROW if name.translate(_NARROW) != name else _WIDE)
    return changed if changed != name else None


def misread(name: str, rng: Random) -> str | None:
    """One character taken for one that looks like it; never one that tells names apart (一, 东, 2)."""
    pairs = [pair for pair in words()["spelling"]["lookalikes"] if name.count(pair[0]) == 1]
    pairs = [pair for pair in pairs if pair[0] not in _TELLING]
    if not pairs:
        return None
    right, wrong = rng.choice(pairs)
    return name.replace(right, wrong)


def traditional(name: str, _: Random) -> str | None:
    """In traditional characters, as far as the file knows them."""
    table = str.maketrans(dict(words()["spelling"]["traditional"]))
    changed = name.translate(table)
    return changed if changed != name else None
