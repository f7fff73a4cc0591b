"""A page that shows a text with its citations marked, and the documents they mean. It loads and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from extractors.policies import CitedDocument, aggregate_citations, annotate_citations
from extractors.records import Citation

_STYLE = """
body { font: 16px/1.7 system-ui, sans-serif; color: #1b1b1b; background: #fff }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
#text { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #ccc; border-radius: .3rem; padding: 1rem }
mark { background: #cfe3ff; color: inherit; border-bottom: 2px solid #1f5fbf }
mark:target { outline: 3px solid #b35900 }
mark[data-status=inherited] { background: #e2f3df; border-bottom: 2px solid #2d7a24 }
mark[data-status=ambiguous], mark[data-status=unresolved] { background: #fde7cf; border-bottom: 2px dashed #b35900 }
.cited-title { border-bottom: 2px dotted #1f5fbf }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 }
th, td { border-bottom: 1px solid #ccc; padding: .3rem .5rem; text-align: left; vertical-align: top }
"""
_HEADINGS = ("文号 number", "标题 title", "发文机关 issuer", "类别 nature", "引用 citations")


def page(name: str, text: str, citations: Sequence[Citation]) -> str:
    """The HTML page of `text`, called `name`; nothing from either is markup in it."""
    documents = aggregate_citations(citations)
    numbers = {id(citation): n for n, citation in enumerate(citations, 1)}
    rows = "\n".join(_row(document, numbers) for document in documents)
    heads = "".join(f"<th scope=col>{heading}</th>" for heading in _HEADINGS)
    return f"""<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{escape(name)}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{escape(name)}</h1>
<p>{len(citations)} 处引用 citations · {len(documents)} 份文件 documents</p>
<div id="text">{annotate_citations(text, citations)}</div>
<table>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>"""


def _row(document: CitedDocument, numbers: dict[int, int]) -> str:
    cells = (
        "、".join(document.numbers),
        "、".join(f"《{title}》" for title in document.titles),
        document.issuer or "",
        document.nature,
    )
    places = " ".join(_links(numbers[id(each.citation)] for each in document.citations))
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + f"<td>{places}</td></tr>"


def _links(numbers: Iterable[int]) -> Iterator[str]:
    return (f'<a href="#citation-{n}">{n}</a>' for n in numbers)
