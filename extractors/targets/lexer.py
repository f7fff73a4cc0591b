"""From the text of a target value to tokens, in one pass from left to right.

Brackets are opaque (a remark never decides a value), save one directly after a number that holds
nothing but its unit. Figures that are no quantity (codes, times of day, products, list numbers,
numbers that damage has torn apart) become prose: none of their digits is read as a value.
"""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.targets.dates import read_date
from extractors.targets.numbers import CHINESE_NUMERALS, Numeral, read_multiplier, read_numeral
from extractors.targets.tokens import Break, Prose, Quantity, Remark, Token, Word
from extractors.targets.units import PrintedUnit, UnitConcept, read_unit
from extractors.targets.words import fold, word_at

_STRONG, _WEAK = frozenset("。；;！!？?\n\r"), frozenset("，,、：:")
_STOP = re.compile(r"\.(?![0-9A-Za-z])")
_ITEM = re.compile(r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s?(?:[、)]|\.(?![0-9]))\s?(?=\S)|[①-⒛㈠-㈩]")
_TIGHT_ITEM = re.compile(r"[0-9]{1,2}\.(?=\S)")
_TIGHT_LIST = re.compile(r"\s*1\.[0-9].*?[;；。，,)\s]2\.[^0-9]", re.DOTALL)
_LATIN = re.compile(r"[A-Za-z]+(?:[-./_&]?[A-Za-z0-9]+)*")
_NO_QUANTITY = re.compile(
    r"[0-9]+(?:\.[0-9]+)?\s?[×*xX✕:：^]\s?[0-9][0-9.]*"  # products, ratios, times of day
    r"|[0-9][0-9.,]*(?:\s+\.?[0-9][0-9.,]*)+"  # torn apart by a space
    r"|0[0-9][0-9.,]*"  # codes
    r"|[0-9]+(?:[-/.][0-9]+){2,}"  # telephone numbers, versions
)
_FIGURES = re.compile(f"[0-9][0-9.,/]*|[{''.join(sorted(CHINESE_NUMERALS))}]+")
_FIGURE_START = frozenset("0123456789") | CHINESE_NUMERALS
_PAIRS = {")": "(", "》": "《", "”": "“", "」": "「", "』": "『"}


def tokenize(text: str, opaque: str | None = None) -> list[Token]:
    """The tokens of `text`; where the words `opaque` first occur they are prose, whatever they hold."""
    folded = fold(text)
    hidden = folded.find(fold(opaque)) if opaque else -1
    return _Lexer(folded, hidden, hidden + len(opaque or "")).run()


class _Lexer:
    """One pass over a folded text; `_tokens` is what has been read so far."""

    def __init__(self, text: str, hidden_start: int, hidden_end: int) -> None:
        self._text = text
        self._hidden = Prose(hidden_start, hidden_end)
        self._closing = matching_brackets(text)
        self._item = _TIGHT_ITEM if _TIGHT_LIST.match(text) else _ITEM
        self._tokens: list[Token] = []

    def run(self) -> list[Token]:
        """All tokens, in order; white space between them is none."""
        position = 0
        while position < len(self._text):
            token = self._token(position)
            if token is None:
                position += 1
                continue
            last = self._last
            if isinstance(token, Prose) and isinstance(last, Prose) and last.end == token.start:
                self._tokens[-1] = Prose(last.start, token.end)
            else:
                self._tokens.append(token)
            position = token.end
        return self._tokens

    @property
    def _last(self) -> Token | None:
        return self._tokens[-1] if self._tokens else None

    def _token(self, at: int) -> Token | None:
        text, character = self._text, self._text[at]
        if at == self._hidden.start:
            return self._hidden
        if plain := _plain_prose().match(text, at):
            return Prose(at, plain.end())
        if character in _STRONG or character in _WEAK or _STOP.match(text, at):
            return Break(at, at + 1, strong=character not in _WEAK)
        if character.isspace():
            return None
        if at in self._closing:
            return Remark(at, self._closing[at])
        if item := self._list_item(at):
            return item
        if self._signed(at):
            return self._quantity(at, at + 1, character) or Prose(at, at + 1)
        if entry := word_at(text, at):
            return Word(at, at + len(entry.word), entry)
        if character in _FIGURE_START:
            return self._figure(at)
        latin = _LATIN.match(text, at)
        return Prose(at, latin.end() if latin else at + 1)

    def _list_item(self, at: int) -> Break | None:
        if isinstance(self._last, Break | Remark | None):
            match = self._item.match(self._text, at) or _ITEM.match(self._text, at)
            return match and Break(at, match.end(), strong=True)
        return None

    def _signed(self, at: int) -> bool:
        """Whether a sign of a number stands here: ± anywhere, a minus only after a comparator."""
        if not self._text[at + 1 : at + 2].isdigit():
            return False
        after_comparator = isinstance(self._last, Word) and self._last.entry.before is not None
        return self._text[at] == "±" or (self._text[at] == "-" and after_comparator)

    def _figure(self, at: int) -> Token:
        if date := read_date(self._text, at):
            return date
        if quantity := None if (torn := _NO_QUANTITY.match(self._text, at)) else self._quantity(at, at, ""):
            return quantity
        run = torn or _FIGURES.match(self._text, at)
        end = run.end() if run else at + 1
        latin = _LATIN.match(self._text, end)
        return Prose(at, latin.end() if latin else end)

    def _quantity(self, start: int, at: int, sign: str) -> Quantity | None:
        """The quantity whose numeral begins at `at`; None where it is part of a code or of plain prose."""
        text = self._text
        numeral = read_numeral(text, at)
        if numeral is None or _CONTINUED.match(text, numeral.end):
            return None
        amount = self._measured(numeral)
        if amount.unit is None:
            whole_word = numeral.script == "chinese" and numeral.value == numeral.value.to_integral_value()
            if whole_word or _LATIN.match(text, amount.end):
                return None
        figure = -numeral.value if sign == "-" else numeral.value
        return replace(amount, start=start, figure=figure, tolerance=sign == "±")

    def _measured(self, numeral: Numeral) -> Quantity:
        """The numeral with what follows it: 余, multiplier, 多, unit, a unit in brackets."""
        text, at, factor, inside = self._text, numeral.end, Decimal(1), None
        unit = read_unit(text, self._after_space(at)) if numeral.unit is None else None
        if unit is None:
            inside, at = self._inside(at)
            factor, at = read_multiplier(text, self._after_space(at) if numeral.script == "arabic" else at)
            second, at = self._inside(at)
            inside = inside or second
            unit = read_unit(text, self._after_space(at))
        if unit is not None:
            at = unit.end
        elif bracketed := self._bracketed_unit(at):
            factor, unit, at = factor * bracketed[0], bracketed[1], bracketed[2]
        name = numeral.unit or (unit.name if unit else None)
        concept = unit_concept(name) if numeral.unit else unit and unit.concept
        return Quantity(0, at, numeral.value, factor, name, concept, numeral.script, inside)
