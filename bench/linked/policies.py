"""Official documents, those that are taken for each other, and how they are cited."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random
from typing import TYPE_CHECKING

from extractors.records import Citation
from linked import spelling
from linked.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_IN_GROUP = 4
_POPULAR, _OF_A_BLOCK, _UNITS_OF_A_BLOCK = 60, 8, 6
_SERIALS = 1780
_TITLE_STRIDE = 1571
"""A prime, by which titles are gone through, so that no two groups share one soon."""


@dataclass(frozen=True, slots=True)
class Document:
    """An official document; one without serial has no number. `short` is what it calls itself for short (人才30条)."""

    truth: int
    title: str
    code: str | None
    jurisdiction: str | None
    issuer: str | None
    year: int | None
    serial: int | None
    short: str | None
    trap: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, not yet placed, and what it truly cites; `defines`: the document's short name is told beside it."""

    citation: Citation
    truth: Hashable
    way: str
    impossible: bool = False
    defines: str | None = None


def chosen(unit: int, rng: Random) -> list[int]:
    """The numbers of the documents that a project of a unit rests on: popular ones, and some of its neighbourhood."""
    block = unit // _UNITS_OF_A_BLOCK
    own = range(_POPULAR + _IN_GROUP * block, _POPULAR + _IN_GROUP * block + _OF_A_BLOCK)
    weights = [1 / (rank + 1) for rank in range(_POPULAR)]
    drawn = rng.choices(range(_POPULAR), weights, k=rng.choice((0, 1, 1, 2))) + rng.sample(
        own, rng.choice((1, 2))
    )
    return list(dict.fromkeys(drawn))


@lru_cache(maxsize=1 << 14)
def document(number: int, seed: int) -> Document:
    """The document of a number. Four in a row are easily confused."""
    group, member = divmod(number, _IN_GROUP)
    rng = Random(f"{seed} policies {group}")
    about = words()["policies"]
    code, jurisdiction, issuer = rng.choice(about["codes"])
    title, topic = _title(group, jurisdiction)
    year, serial = rng.randint(2008, 2018), number % _SERIALS + 1
    base = Document(number, title, code, jurisdiction, issuer, year, serial, _short(topic, group, rng))
    if member == 0:
        return base
    if member == 1:
        sibling = rng.choice(about["siblings"]).format(title=title)
        return Document(number, sibling, code, jurisdiction, issuer, year, serial, None, "sibling")
    place = "" if jurisdiction == "中央" else jurisdiction
    annual = place + about["annual"].format(year=year + member - 2, topic=topic)
    if member == 2 or group % 2:
        return Document(
            number, annual, code, jurisdiction, issuer, year + member - 2, serial, None, "year-twin"
        )
    return _look_alike(number, base, group, rng)


def cited(document: Document, rng: Random) -> Cited:
    """One citation of a document as some form prints it."""
    wanted = rng.choices(("both", "number", "title", "short", "wrong-number"), (46, 20, 30, 3, 1))[0]
    if document.serial is None:
        return _by_title(document, rng)
    if wanted == "short" and document.short:
        return Cited(
            _citation(document, f"《{document.short}》", title=document.short), document.truth, "short-name"
        )
    if wanted == "title":
        return _by_title(document, rng)
    title, way = _spelt(document, rng) if wanted != "number" else (None, "number")
    if wanted == "wrong-number":
        serial = document.serial + _SERIALS
        return Cited(_numbered(document, serial, title, rng), ("wrong", document.truth), "wrong-number")
    citation = _numbered(document, document.serial, title, rng)
    defines = document.short if title and document.short and rng.random() < 0.4 else None
    is_open = citation.status == "ambiguous"
    return Cited(citation, document.truth, "open-jurisdiction" if is_open else way, is_open, defines)


def _title(group: int, jurisdiction: str) -> tuple[str, str]:
    about, topics = words()["policies"], _topics()
    which = group * _TITLE_STRIDE % (len(topics) * len(about["frames"]))
    topic = topics[which % len(topics)]
    title = about["frames"][which // len(topics)].format(topic=topic)
    return ("" if jurisdiction == "中央" or title.startswith("关于") else jurisdiction) + title, topic


@cache
def _topics() -> tuple[str, ...]:
    return tuple(topic + kind for topic in words()["topics"] for kind in words()["policies"]["kinds"])


def _short(topic: str, group: int, rng: Random) -> str | None:
    return f"{topic[:4]}{group % 90 + 10}条" if rng.random() < 0.3 else None


def _look_alike(number: int, base: Document, group: int, rng: Random) -> Document:
    """The same number of a namesake's series, the number with 字, or the same rules of another place."""
    about = words()["policies"]
    namesakes = [row for row in about["codes"] if row[0] == base.code and row[1] != base.jurisdiction]
    title, _ = _title(group + 5000, base.jurisdiction or "")
    if namesakes:
        code, jurisdiction, issuer = namesakes[0]
        return Document(
            number,
            f"{jurisdiction}{title}",
            code,
            jurisdiction,
            issuer,
            base.year,
            group * 4 % _SERIALS + 1,
            None,
            "namesake",
        )
    if base.code in about["with_zi"]:
        return Document(
            number,
            title,
            f"{base.code}字",
            base.jurisdiction,
            base.issuer,
            base.year,
            base.serial,
            None,
            "with-字",
        )
    others = [row for row in about["codes"] if row[1] not in ("中央", base.jurisdiction)]
    code, jurisdiction, issuer = rng.choice(others)
    plain = base.title.removeprefix(base.jurisdiction or "")
    if plain.startswith("关于"):
        return Document(number, f"{jurisdiction}{title}", None, None, None, None, None, None, "no-number")
    return Document(
        number,
        jurisdiction + plain,
        code,
        jurisdiction,
        issuer,
        base.year,
        number % _SERIALS + 1,
        None,
        "place-twin",
    )


def _by_title(document: Document, rng: Random) -> Cited:
    title, way = _spelt(document, rng)
    return Cited(_citation(document, f"《{title}》", title=title), document.truth, way)


def _spelt(document: Document, rng: Random) -> tuple[str, str]:
    way = rng.choices(list(_WAYS), [share for share, _ in _WAYS.values()])[0]
    title = _WAYS[way][1](document, rng)
    return (title, way) if title and title != document.title else (document.title, document.trap or "plain")


def _numbered(document: Document, serial: int, title: str | None, rng: Random) -> Citation:
    """A number in one of its notations; jurisdictions of codes that two bodies use are not always known."""
    padded = f"{serial:03}" if rng.random() < 0.15 else str(serial)
    standard = f"{document.code}〔{document.year}〕{serial}号"
    surface = rng.choice(("{c}〔{y}〕{s}号", "{c}[{y}]{s}号", "{c}（{y}）第{s}号", "{c}【{y}】{s}号")).format(
        c=document.code, y=document.year, s=padded
    )
    codes = [row[0] for row in words()["policies"]["codes"]]
    is_open = codes.count(document.code) > 1 and title is None and rng.random() < 0.15
    return Citation(
        surface=surface,
        number=f"{document.code}〔{document.year}〕{padded}号",
        number_standard=standard,
        agency_code=document.code,
        year=document.year,
        serial=padded,
        jurisdiction=None if is_open else document.jurisdiction,
        title=title,
        issuer=None if is_open else document.issuer,
        series="gov",
        nature="normative" if title else "other",
        role="basis",
        status="ambiguous" if is_open else "resolved",
        start=0,
        end=0,
    )


def _citation(document: Document, surface: str, title: str) -> Citation:
    nature = "plan" if document.title.endswith(("规划", "计划", "方案")) else "normative"
    return Citation(surface=surface, title=title, nature=nature, role="basis", start=0, end=0)


def _wrapped(document: Document, rng: Random) -> str | None:
    if "关于" in document.title or document.issuer is None:
        return None
    pattern: str = rng.choice(words()["policies"]["wraps"])
    return pattern.format(title=document.title, issuer=document.issuer)


def _by_a_word(document: Document, _: Random) -> str | None:
    for old, new in words()["policies"]["small"]:
        if old in document.title:
            return document.title.replace(old, new, 1)
    return None


_WAYS: dict[str, tuple[float, Callable[[Document, Random], str | None]]] = {
    "plain": (0.72, lambda document, _: document.title),
    "wrapped": (0.09, _wrapped),
    "by-a-word": (0.07, _by_a_word),
    "blanks": (0.06, lambda document, rng: spelling.spaced(document.title, rng)),
    "width": (0.03, lambda document, rng: spelling.other_width(document.title, rng)),
    "misread": (0.01, lambda document, rng: spelling.misread(document.title, rng)),
}
