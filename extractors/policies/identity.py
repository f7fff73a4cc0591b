"""When two citations mean one document: numbers by standard, titles by full name, and the key of both."""

from __future__ import annotations

import re

from extractors.policies.laws import law_named
from extractors.policies.words import full_width
from extractors.records import Citation

_LEADING_ZEROS = re.compile(r"(?<=[〕第])0+(?=\d)")
_EDITION = re.compile(r"（(?:\d{4}年)?(?:修正|修订|修正本|修订版|最新版?)）$")
# 关于印发〈甲办法〉的通知 and 甲办法 are one document: the notice puts the rules in force.
_ISSUED = re.compile(r"[^〈〉]{0,60}(?:印发|发布|公布|颁布|下发)〈(?P<core>.+)〉的?(?:通知|公告|通告|决定)?$")
_REMARK = re.compile(r"（(?:试行|暂行|修订|修订稿|修正|\d{4}年(?:版|修订|修正)?)）$")
_QUOTES = str.maketrans("《》", "〈〉")
_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ONE_WIDTH = str.maketrans({chr(ord(character) + 0xFEE0): character for character in _ALPHANUMERIC})
_BRACKETS = str.maketrans("()[]【】〔〕［］〈〉“”‘’\"'", "（）（）（）（）（）《》「」「」「」")


def standard_number(number: str) -> str:
    """A display number as GB/T 9704-2012 wants: no leading zeros (沪科党组合〔2007〕011号 is …11号), brackets
    inside its code full-width."""
    return _LEADING_ZEROS.sub("", full_width(number))


def normalise_title(title: str) -> str:
    """A title as it is compared: no 《》 around it, no white space, one kind of bracket, laws by their full name.

    Digits and letters are half-width.
    """
    compact = "".join(title.split()).translate(_ONE_WIDTH).translate(_BRACKETS)
    if compact.startswith("《") and compact.endswith("》") and compact.count("《") == 1:
        compact = compact[1:-1]
    law = law_named(compact) or law_named(_EDITION.sub("", compact))
    return law.name if law else compact


def plain_title(title: str) -> str:
    """The title of what a notice issues: no 关于印发〈…〉的通知 around it. Equal ones mean one document."""
    name = normalise_title(title).translate(_QUOTES)
    issued = _ISSUED.fullmatch(name)
    return normalise_title(issued["core"]).translate(_QUOTES) if issued else name


def core_title(title: str) -> str:
    """What a title is called for short in the same text: plain, and no （试行） behind it."""
    name = plain_title(title)
    return _REMARK.sub("", name) or name


def policy_key(citation: Citation) -> str | None:
    """The identity of the cited document; None where the citation leaves it open.

    By number: jurisdiction, agency code, year, serial without leading zeros, joined by `|`, empty where
    there is none. Without number: the normalised title.
    """
    if citation.status == "unresolved":
        return None
    if citation.number is None:
        return normalise_title(citation.title) if citation.title else None
    code = full_width("".join((citation.agency_code or "").split()).replace("、", ""))
    serial = (citation.serial or "").lstrip("0") or "0"
    return f"{citation.jurisdiction or ''}|{code}|{citation.year or ''}|{serial}"
