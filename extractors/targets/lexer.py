"""From the text of a target value to tokens, in one pass from left to right.

Brackets are opaque (a remark never decides a value), save one directly after a number that holds
nothing but its unit. Figures that are no quantity (codes, times of day, products, list numbers,
numbers that damage has torn apart) become prose: none of their digits is read as a value.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from extractors.targets.dates import Date, read_date
from extractors.targets.numbers import CHINESE_NUMERALS
from extractors.targets.quantities import SIGNS, none, read_quantity, read_second_share, read_yuan
from extractors.targets.tokens import Break, Prose, Quantity, Remark, Token, Word
from extractors.targets.words import Entry, first_characters, word_at, words_with

_STRONG, _WEAK = frozenset("。；;！!？?\n\r"), frozenset("，,、：:")
_STOP = re.compile(r"\.(?![0-9A-Za-z])")
_ITEM = re.compile(r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s?(?:[、)]|\.(?![0-9]))\s?(?=\S)")
_ENCLOSED_ITEM = re.compile(r"\((?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\)\s?(?=\S)|[①-⒛㈠-㈩]")
_ENCLOSED_STARTS = frozenset("(") | {chr(code) for code in (*range(0x2460, 0x249C), *range(0x3220, 0x322A))}
_TIGHT_ITEM = re.compile(rf"[0-9]{{1,2}}\.(?=\S)|{_ITEM.pattern}")
_TIGHT_LIST = re.compile(r"\s*1\.[0-9].*?[;；。，,)\s]2\.[^0-9]", re.DOTALL)
_LATIN = re.compile(r"[A-Za-z]+(?:[-./_&+]?[A-Za-z0-9]+)*")
_NO_QUANTITY = re.compile(
    r"[0-9]+(?:\.[0-9]+)?\s?[×*xX✕:：^+]\s?[0-9][0-9.]*"  # products, sums, ratios, times of day
    r"|[0-9]+(?:\.[0-9]+)?(?:[一-鿿][一-鿿/]{0,7}\s?[×*✕xX]\s?[0-9]+(?:\.[0-9]+)?)+"  # 24人*12月, 3人×5次×100元
    r"|[0-9][0-9.,]*(?:\s+\.?[0-9][0-9.,]*)+"  # torn apart by a space
    r"|[0-9]{1,3}(?:，[0-9]{3})+(?![0-9])"  # a comma that may part digits or clauses
    r"|0[0-9][0-9.,]*"  # codes
    r"|[0-9]+(?:[-/.][0-9]+){2,}(?![0-9]*[千万])"  # telephone numbers, versions, but not 12.5/10万
)
_BARE_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?![0-9.,%])")
_FIGURE = re.compile(f"[0-9][0-9.,/]*|[{''.join(sorted(CHINESE_NUMERALS))}]+")
_FIGURE_STARTS = frozenset("0123456789半") | CHINESE_NUMERALS
_YUAN = frozenset("￥¥")
_SIGN_STARTS = frozenset(sign[0] for sign in SIGNS)
_PAIRS = {")": "(", "》": "《", "”": "“", "」": "「", "』": "『"}  # closing sign: opening sign
_OPENING = frozenset(_PAIRS.values())
_BRACKET = re.compile(f"[{re.escape(''.join(_PAIRS) + ''.join(_PAIRS.values()))}]")


def tokenize(text: str) -> list[Token]:
    """The tokens of a folded text in order; white space between them is none."""
    return _Lexer(text).run()


def states_nothing(text: str) -> bool:
    """Whether a folded text holds nothing that a value or deadline is made of: no numeral, no word for none or time."""
    return _may_state().search(text) is None


def matching_brackets(text: str) -> dict[int, int]:
    """Where the bracket that opens at each position of a folded text ends, its closing sign included.

    Round brackets that never close reach to the end of the text, 《 and “ that never close are none.
    """
    if _BRACKET.search(text) is None:
        return {}
    ends: dict[int, int] = {}
    opened: list[int] = []
    open_kinds: Counter[str] = Counter()
    for bracket in _BRACKET.finditer(text):
        position, character = bracket.start(), bracket[0]
        if character in _OPENING:
            opened.append(position)
            open_kinds[character] += 1
        elif open_kinds[opening := _PAIRS.get(character, "")]:
            while text[start := opened.pop()] != opening:
                open_kinds[text[start]] -= 1
            open_kinds[opening] -= 1
            ends[start] = position + 1
    return ends | {start: len(text) for start in opened if text[start] == "("}


@cache
def _plain_prose() -> re.Pattern[str]:
    """Characters that no token begins with."""
    special = first_characters() | _FIGURE_STARTS | _STRONG | _WEAK | set(".±-正￥¥") | _OPENING
    return re.compile(rf"[^\sA-Za-z①-⒛㈠-㈩{re.escape(''.join(sorted(special)))}]+")


@cache
def _may_state() -> re.Pattern[str]:
    words = words_with("comparison", "reference", "deadline", "zero")
    # Alternatives that all begin with a character of their own let `re` skip to the next of these.
    return re.compile("|".join(map(re.escape, (*sorted(_FIGURE_STARTS), *words))))


class _Lexer:
    """One pass over a folded text; `_tokens` is what has been read so far."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._brackets = matching_brackets(text)
        self._item = _TIGHT_ITEM if _TIGHT_LIST.match(text) else _ITEM
        self._tokens: list[Token] = []

    def run(self) -> list[Token]:
        text, tokens, plain_prose = self._text, self._tokens, _plain_prose()
        position = 0
        while position < len(text):
            if plain := plain_prose.match(text, position):
                token: Token = Prose(position, plain.end())
            elif text[position].isspace() and text[position] not in _STRONG:
                position += 1
                continue
            else:
                token = self._token(position)
            position = token.end
            if (
                isinstance(token, Prose)
                and tokens
                and isinstance(last := tokens[-1], Prose)
                and last.end == token.start
            ):
                tokens[-1] = Prose(last.start, token.end)
            else:
                tokens.append(token)
        return tokens

    @property
    def _last(self) -> Token | None:
        return self._tokens[-1] if self._tokens else None

    def _token(self, at: int) -> Token:
        text, character = self._text, self._text[at]
        if character in _STRONG or character in _WEAK or (character == "." and _STOP.match(text, at)):
            return Break(at, at + 1, strong=character not in _WEAK)
        if character in _ENCLOSED_STARTS and (item := _ENCLOSED_ITEM.match(text, at)):
            return Break(at, item.end(), strong=True)
        if at in self._brackets:
            entry = word_at(text, at)  # “十二五”时期 is a word, not a remark
            return self._word(at, entry) if entry else Remark(at, self._brackets[at])
        if character in _FIGURE_STARTS and self._begins_clause() and (item := self._item.match(text, at)):
            return Break(at, item.end(), strong=True)
        if character in _SIGN_STARTS and self._is_sign(at):
            return read_quantity(text, at, self._brackets) or Prose(at, at + 1)
        if character in _YUAN and (sum_of_money := read_yuan(text, at, self._brackets)):
            return sum_of_money
        if entry := word_at(text, at):
            return self._word(at, entry)
        if character in _FIGURE_STARTS:
            return self._figure(at)
        latin = _LATIN.match(text, at)
        return Prose(at, latin.end() if latin else at + 1)

    def _word(self, at: int, entry: Entry) -> Token:
        """A word; a quantity where it says none (零投诉), or is a name elsewhere and counted here (每月一期)."""
        end = at + len(entry.word)
        if "zero" in entry.roles:
            return none(at, end)
        counted = "name" in entry.roles and self._after_role("per")
        return (counted and read_quantity(self._text, at, self._brackets)) or Word(at, end, entry)

    def _begins_clause(self) -> bool:
        return not self._tokens or isinstance(self._last, Break | Remark)

    def _is_sign(self, at: int) -> bool:
        """Whether the sign of a number stands here: ± and 正负 anywhere, a minus only after a comparator."""
        sign = next((sign for sign in SIGNS if self._text.startswith(sign, at)), None)
        if sign is None or not self._text[at + len(sign) : at + len(sign) + 1].isdigit():
            return False
        after_comparator = isinstance(last := self._last, Word) and last.entry.before is not None
        return sign != "-" or after_comparator

    def _after_role(self, role: str) -> bool:
        return isinstance(last := self._last, Word) and last.has(role)

    def _rest_of_shares(self, at: int) -> Quantity | None:
        """The second of two shares whose kind only the first one says (万分之十至十五)."""
        first = self._tokens[-2] if len(self._tokens) > 1 and self._after_role("range") else None
        if not isinstance(first, Quantity) or first.script != "share":
            return None
        return read_second_share(self._text, at, first)

    def _figure(self, at: int) -> Token:
        if date := read_date(self._text, at):
            return date
        if self._after_role("against") and (year := _BARE_YEAR.match(self._text, at)):
            return Date(at, year.end(), year[0], year=int(year[0]))
        torn = _NO_QUANTITY.match(self._text, at)
        if torn is None and (
            quantity := self._rest_of_shares(at) or read_quantity(self._text, at, self._brackets)
        ):
            return quantity
        figure = torn or _FIGURE.match(self._text, at)
        end = figure.end() if figure else at + 1
        latin = _LATIN.match(self._text, end)
        return Prose(at, latin.end() if latin else end)
