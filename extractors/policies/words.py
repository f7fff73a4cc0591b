"""Word lists and character classes that the readers of this package share."""

from __future__ import annotations

import re
from functools import cache

from extractors.vocabulary import table

HAN = r"\u3400-\u9fff"
DIGIT = "0-9０-９"
OPENING = "〔﹝［[【（(﹙〈＜<〖「『｛{"
CLOSING = "〕﹞］]】）)﹚〉＞>〗」』｝}"
OPEN = f"[{re.escape(OPENING)}]"
CLOSE = f"[{re.escape(CLOSING)}]"
# Spaces and line breaks, which scraping puts anywhere; a tab only beside a line break (indentation), for else it
# ends a table cell.
GAP = r"(?:[^\S\n\r]{0,200}+[\n\r]\s{0,200}+|[^\S\t]{0,200}+)"


_WIDTHS = str.maketrans("()", "（）")


def full_width(code: str) -> str:
    """A code or number with the brackets inside it full-width, as it is compared; printed ones have either width."""
    return code.translate(_WIDTHS)


def is_han(character: str) -> bool:
    """Whether `character` is a Chinese character."""
    return "\u3400" <= character <= "\u9fff"


@cache
def words(use: str) -> tuple[str, ...]:
    """The words listed for `use` in `policy_words.tsv`, longest first."""
    listed = next(row["words"] for row in table("policy_words") if row["use"] == use)
    return tuple(sorted(listed.split("、"), key=lambda word: (-len(word), word)))


@cache
def pattern(use: str) -> re.Pattern[str]:
    """A pattern for any of the words listed for `use`, the longest where several fit."""
    return re.compile("|".join(map(re.escape, words(use))))
