"""Titles 表名: which rows name a form, a narrative, or another table of a book."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from extractors.cleaning import Value, part_of
from extractors.labels import label_of
from extractors.rows import Row
from extractors.vocabulary import settings, table

# One character for one, so that offsets hold; the digits of a Chinese year (二〇一九年) are never numerals here.
DIGITS = str.maketrans("０１２３４５６７８９〇零一二三四五六七八九", "0123456789" + "00123456789")

_LONGEST_TITLE = 60
_YEAR = re.compile(r"[（(]?\s*(?:19|20)\d\d\s*年?度?\s*[)）]?")
_REMARKS = re.compile(r"(?:\s*[（(][^（()）]*[)）])+\s*$")  # …申报表（新增项目）
_NARRATIVE = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]+[)）]?[、.．]?\s*)?[“”]?(?!项目经费|项目情况)(?P<name>.+?)[“”]?(?:项目)?(?:经费情况|情况)说明"
)
_PROSE = re.compile(r"[，。；！？：:]|……|\.{3}")


def kind_of_title(row: Row) -> str | None:
    """The kind of form that a row is the title of, or `other` for another table's; None if it is no title.

    `monitoring` and `whole-department` are forms too, that no record is made of.
    """
    is_title = len(row.pieces) == 1 and len(row.pieces[0].text) <= _LONGEST_TITLE
    return _kind_of(row.pieces[0].text) if is_title else None


@lru_cache(maxsize=1 << 12)  # each row is asked several times, and heads of pages come again
def _kind_of(text: str) -> str | None:
    title = _REMARKS.sub("", _YEAR.sub("", text.translate(DIGITS))).replace(" ", "")
    found = next((kind for ending, kind, words in _endings() if _ends(title, ending, words)), None)
    if found in ("other", "narrative") and (_PROSE.search(title) or label_of(title)):
        return None
    return found


def begins_title(rows: Sequence[Row], index: int) -> bool:
    """Whether the row before the title at `index` is its first line (上海市财政支出项目 | 绩效目标申报表)."""
    words = {ending for ending, _, _ in _endings()}
    if index == 0 or rows[index].pieces[0].text not in words or rows[index - 1].tabular:
        return False
    above = rows[index - 1].pieces[0].text
    return len(above) <= _LONGEST_TITLE // 2 and above.endswith(tuple(settings("tables")["title_heads"]))


def project_in(title: Value | None) -> Value | None:
    """The project that a narrative's title names (甲工程项目经费情况说明); None where it names a year or nothing."""
    found = _NARRATIVE.fullmatch(title.text) if title else None
    if title is None or found is None or _YEAR.search(found["name"]):
        return None
    return part_of(title, *found.span("name"))


def _ends(title: str, ending: str, words: Sequence[str]) -> bool:
    return title.endswith(ending) and (not words or any(word in title for word in words))


@cache
def _endings() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple(
        (row["ending"], row["form_kind"], tuple(filter(None, row["words"].split("|"))))
        for row in table("form_titles")
    )
