"""What the elements of HTML do to the text in them, and which of them a page does not show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

BLOCKS = frozenset(  # on lines of their own
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure"  # noqa: SIM905
    " footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p section summary ul".split()
)
PREFORMATTED = frozenset({"pre", "xmp", "listing", "plaintext", "textarea"})
ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
TABLE_PARTS = ROW_GROUPS | {"tr", "td", "th"}
FURNITURE = frozenset({"nav", "header", "footer"})  # of the site, unless they hold a table or stand in:
CONTENT = frozenset({"article", "main", "section", "td", "th"})

_NEVER_SHOWN = frozenset(
    "head script style noscript noframes template button svg audio video canvas datalist rp rt".split()  # noqa: SIM905
)
_WHOLE_PAGE = frozenset({"html", "body"})  # where they are hidden, a script shows them later
_HIDDEN = re.compile(r"(?:^|[;\s])display\s*:\s*none", re.IGNORECASE)
_TICKS = {True: "☑", False: "□"}
_TICK_TYPES = frozenset({"checkbox", "radio"})
_TYPES_WITHOUT_TEXT = frozenset({"hidden", "button", "submit", "reset", "image", "file", "password"})
_SPAN = re.compile(r"\s*\+?(\d{1,9})")


def is_hidden(element: _Element) -> bool:
    """Whether a browser shows nothing of an element."""
    if element.tag in _NEVER_SHOWN or (element.tag == "option" and element.get("selected") is None):
        return True
    style = element.get("style")
    hides = element.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)
    return hides and element.tag not in _WHOLE_PAGE


def input_text(element: _Element) -> str:
    """What an input shows: ☑ or □ for boxes to tick, what was filled in for others."""
    kind = element.get("type", "text").lower()
    if kind in _TICK_TYPES:
        return _TICKS[element.get("checked") is not None]
    return "" if kind in _TYPES_WITHOUT_TEXT else element.get("value", "")


def span(element: _Element, attribute: str) -> int:
    """The rows or columns that a cell asks for; 1 where it does not say so in digits."""
    value = element.get(attribute)
    match = _SPAN.match(value) if value else None
    return int(match[1]) if match else 1
