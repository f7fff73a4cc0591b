"""Files written and read back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from typing import Any

from extractors.cleaning import clean
from extractors.extract import Extraction, extract
from extractors.read import read_bytes
from extractors.records import Record, to_json
from extractors.values import parse_date, parse_money

from . import docx, html, pdf, text, xlsx
from .model import Parts

WRITERS: dict[str, Callable[[Parts], bytes]] = {
    "txt": text.written,
    "html": html.written,
    "docx": docx.written,
    "xlsx": xlsx.written,
    "pdf": pdf.written,
}
_PLACES = frozenset({"start", "end", "title_start", "title_end"})
"""Offsets beside a citation, a mention or a finding."""


def read_back(parts: Parts, kind: str) -> Extraction:
    """What is extracted from the document written as a file of a kind."""
    return extract(read_bytes(WRITERS[kind](parts), f"form.{kind}"))


def without_places(record: Record) -> dict[str, Any]:
    """All that a record says, but for where it stands: neither source, spans nor offsets."""
    plain: dict[str, Any] = json.loads(to_json(record))
    del plain["source"], plain["spans"]
    for key in ("citations", "mentions", "findings"):
        plain[key] = [{k: v for k, v in entry.items() if k not in _PLACES} for entry in plain[key]]
    return plain


def misplaced(record: Record, text: str) -> list[tuple[str, Any, str]]:
    """The facts whose spans hold something else: pointer, value, what stands there."""
    plain = json.loads(to_json(record), parse_float=Decimal)
    found = []
    for pointer, spans in record.spans.items():
        value = reduce(_member, pointer.split("/")[1:], plain)
        printed = "".join(text[start:end] for start, end in spans)
        if not _says(printed, value):
            found.append((pointer, value, printed))
    return found


def _member(container: Any, key: str) -> Any:
    return (
        container[int(key)]
        if isinstance(container, list)
        else container[key.replace("~1", "/").replace("~0", "~")]
    )


def _says(printed: str, value: Any) -> bool:
    """Whether printed characters say a value: a text, tick boxes, a number, or a date, sum or year read from it."""
    words = re.sub(r"\s+", "", clean(printed).text)
    match value:
        case {"text": text} | str(text):
            return words == re.sub(r"\s+", "", text) or parse_date(printed) == text
        case list():
            return all(word in words for word in value)
    sums = (parse_money(printed, unit) for unit in ("元", "万元"))
    return value in sums or words.rstrip("%分") == str(value)
