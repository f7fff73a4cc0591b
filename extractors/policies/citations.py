"""What was found, as `Citation`s: display forms, issuer, jurisdiction, series, nature and status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractors.cleaning import clean
from extractors.policies.agencies import body_names, jurisdiction_named, names_under
from extractors.policies.bodies import bodies_at_end, joint_bodies
from extractors.policies.identity import standard_number
from extractors.policies.issuers import Origin, origin
from extractors.policies.laws import Law, law_named
from extractors.policies.numbers import Number
from extractors.policies.titles import NATURES, Title, classify_title, is_bare_genre, trimmed
from extractors.policies.words import words
from extractors.records import Citation

Status = Literal["resolved", "inherited", "ambiguous", "unresolved"]
_CONTEXT = 60
_NEARBY = 20


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a text from outside: the role of its citations, and words that name where it was written."""

    role: str
    place: str = ""


def by_number(
    text: str, seen: str, numbers: Sequence[Number], titles: Mapping[Number, Title], setting: Setting
) -> Iterator[Citation]:
    """A citation for each number; `seen` is `text` with its tags blanked out, where names are looked for."""
    context = ""
    for number in numbers:
        title = titles.get(number)
        title = trimmed(text, title) if title else None
        name = printed_title(text, title) if title else None
        if not number.inherited:
            begin = title.start if title and title.start < number.start else number.start
            context = seen[max(0, begin - _CONTEXT) : begin]
        known = _origin(number, name, context, setting.place)
        yield Citation(
            surface=text[number.start : number.end],
            start=number.start,
            end=number.end,
            number=number.display,
            number_standard=standard_number(number.display),
            agency_code=number.code,
            year=number.year,
            serial=number.serial,
            title=name,
            title_start=title.start if title else None,
            title_end=title.end if title else None,
            jurisdiction=known.jurisdiction,
            issuer=known.issuer,
            series=known.series,
            nature=_nature(known, name),
            role=setting.role,
            status=_status(number, known),
        )


def by_title(text: str, title: Title, nature: str, role: str) -> Citation:
    """A citation of a 《title》 without number."""
    name = printed_title(text, title)
    law = law_named(name)
    inside = trimmed(text, title)
    return Citation(
        surface=text[title.start - 1 : title.end + 1],
        start=title.start - 1,
        end=title.end + 1,
        title=name,
        title_start=inside.start,
        title_end=inside.end,
        jurisdiction=law.jurisdiction if law else jurisdiction_named(name),
        issuer=_issuer_in_title(name),
        nature=nature,
        role=role,
        status="unresolved" if is_bare_genre(name) else "resolved",
    )


def by_law_name(text: str, start: int, end: int, law: Law, role: str) -> Citation:
    """A citation of a law named without 《》: its surface and title are the words as printed."""
    name = text[start:end]
    return Citation(
        surface=name,
        start=start,
        end=end,
        title=name,
        title_start=start,
        title_end=end,
        jurisdiction=law.jurisdiction,
        nature=law.nature,
        role=role,
    )


def printed_title(text: str, title: Title) -> str:
    """A title as printed; only tags and broken lines are mended (spaces may part joint issuers)."""
    printed = text[title.start : title.end].strip()
    return clean(printed).text if any(mark in printed for mark in "\n\r<") else printed


def _origin(number: Number, title: str | None, context: str, place_of_text: str) -> Origin:
    """What the code tells, completed by what title and `context`, the characters before the document, say."""
    known = origin(number.code, number.year, (title or "", context[-_NEARBY:]))
    if known.ambiguous and place_of_text:
        known = origin(number.code, number.year, (place_of_text,))
    if number.issuer:
        place = jurisdiction_named(number.issuer)
        return replace(known, issuer=number.issuer, jurisdiction=place, ambiguous=False)
    printed = bodies_at_end(context) or "、".join(joint_bodies((title or "").partition("关于")[0]))
    place = known.jurisdiction
    if place is None and not known.ambiguous:
        place = jurisdiction_named(printed or "") or jurisdiction_named(title or "")
    issuer = known.issuer or _issuer_in_title(title or "")
    if printed and _can_issue(printed, number.code, known, place):
        issuer = printed
    return replace(known, issuer=issuer, jurisdiction=place)


def _can_issue(printed: str, code: str, known: Origin, place: str | None) -> bool:
    """Whether the bodies printed before a document issued it: one of elsewhere, or one that never used the
    code where its issuer is known, stands there for another reason (报送, 转发)."""
    if known.issuer:
        return not names_under(code).isdisjoint(printed.split("、"))
    return jurisdiction_named(printed) in (None, place)


def _nature(known: Origin, title: str | None) -> str:
    own = classify_title(title) if title else "other"
    if known.series == "order" and known.nature:
        return known.nature
    if own in NATURES and own != "other":
        return own
    return known.nature or "other"


def _status(number: Number, known: Origin) -> Status:
    if number.code in words("announcement"):
        return "unresolved"
    if known.ambiguous:
        return "ambiguous"
    return "inherited" if number.inherited else "resolved"


def _issuer_in_title(title: str) -> str | None:
    """The body with which a title begins: 国务院办公厅关于…."""
    head, about, _ = title.partition("关于")
    return head if about and head in body_names() else None
