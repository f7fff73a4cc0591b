"""HTML as offices publish it."""

from __future__ import annotations

from html import escape
from itertools import chain

from .model import Cell, Line, PageBreak, Part, Parts, Table
from .text import with_tags


def written(parts: Parts, encoding: str = "utf-8") -> bytes:
    """A page with nothing but the document."""
    return page(body(parts), encoding)


def page(content: str, encoding: str = "utf-8", title: str = "绩效目标公开") -> bytes:
    """A page around some content; its encoding is declared in it."""
    head = f'<head><meta charset="{encoding}"><title>{title}</title></head>'
    return f"<!DOCTYPE html>\n<html>{head}\n<body>\n{content}\n</body></html>\n".encode(encoding)


def published(parts: Parts, encoding: str = "utf-8") -> bytes:
    """The document in an office's web page: menus and links around it, everything laid out by tables."""
    menu = "".join(
        f"<li><a href='#'>{words}</a></li>" for words in ("首页", "机构概况", "政务公开", "办事服务")
    )
    aside = "<ul><li><a href='#'>2023年度部门决算公开</a></li><li><a href='#'>2022年项目支出绩效自评</a></li></ul>"
    tools = "<p>发布时间：2023-03-01　来源：计划财务处　【字体：大 中 小】　浏览次数：128</p>"
    layout = f"<table><tr><td>{aside}</td><td><table><tr><td>{tools}{body(parts)}</td></tr></table></td></tr></table>"
    footer = "<div>主办单位：计划财务处　网站标识码：0000000000</div>"
    return page(f"<nav><ul>{menu}</ul></nav>\n{layout}\n<footer>{footer}</footer>", encoding)


def body(parts: Parts) -> str:
    """The elements of the document."""
    return "\n".join(map(_element, parts))


def _element(part: Part) -> str:
    match part:
        case Table():
            return "\n".join(chain(["<table>"], (_row(cells) for _, cells in part.rows()), ["</table>"]))
        case Line(text, "title"):
            return f"<h2>{_marked_up(text)}</h2>"
        case Line(text):
            return f"<p>{_marked_up(text)}</p>"
        case PageBreak():
            return "<hr>"


def _row(cells: list[Cell]) -> str:
    return f"<tr>{''.join(map(_cell, cells))}</tr>"


def _cell(cell: Cell) -> str:
    down = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    across = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    return f"<td{down}{across}>{_marked_up(cell.text)}</td>"


def _marked_up(text: str) -> str:
    return with_tags(escape(text, quote=False)).replace("\n", "<br>\n")
