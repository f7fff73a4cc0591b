"""Personal data: contact persons and telephone numbers, found so that they can be left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.forms.layout import lay_out
from extractors.records import Contact, Span
from extractors.rows import Row

_NOT_MONEY = r"(?![\d.,%万亿元])"
_TELEPHONE = re.compile(
    rf"(?<![\d.])(?:1[3-9]\d{{9}}|0\d{{2,3}}[-－—]\d{{7,8}}){_NOT_MONEY}"
    rf"|(?<=电话)[:：]?\s*(?P<local>\d{{7,8}}){_NOT_MONEY}"
)


def contacts(rows: Sequence[Row], text: str) -> tuple[tuple[Contact, Span], ...]:
    """Contact persons and telephone numbers with their extents in `text`, in order.

    What stands beside a contact label counts wholly; telephone numbers wherever they stand.
    """
    found = {
        value.span: Contact(label=field.label.words, text=value.text)
        for field in lay_out(rows, text).fields
        if field.label.kind == "contact"
        for value in field.values
    }
    for match in _TELEPHONE.finditer(text):
        span = match.span("local") if match["local"] else match.span()
        if not any(start <= span[0] < end for start, end in found):
            found[span] = Contact(label="电话", text=text[slice(*span)])
    return tuple((found[span], span) for span in sorted(found))
