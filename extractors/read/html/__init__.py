"""HTML pages and fragments, as browsers would show them: running text as lines, tables as grids.

Markup need not be well formed. What a page does not show (scripts, hidden elements) and what only
surrounds it (navigation) is not part of the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.document import ReadError
from extractors.read.html.charset import decode_page
from extractors.read.html.layout import lay_out
from extractors.read.html.page import flow_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from extractors.read.sheet import Content


def read_html(data: bytes, name: str) -> Content:
    """The text and blocks of a page; `name` is for the error, a `ReadError`, where it shows no text."""
    text = decode_page(data)
    if text is None:
        raise ReadError(name, "is a page in an encoding nobody can tell", "save it as UTF-8 first")
    root = _parsed(text, name)
    content = lay_out(flow_of(root)) if root is not None else ("", ())
    if not content[1]:
        raise ReadError(name, "is a page that shows no text", "save the page as it looks once it has loaded")
    return content


def _parsed(text: str, name: str) -> _Element | None:
    from lxml import etree

    # The limits that are lifted here are those of a text's length; the depth stays limited.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    markup = text.replace("\0", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(markup, parser)
    except etree.XMLSyntaxError:  # nothing but comments or white space
        return None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise ReadError(name, "has elements within elements thousands deep", "save it as text first")
    return root
