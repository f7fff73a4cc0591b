"""Numerals, exactly."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.targets.numbers import LONGEST_FIGURE, read_multiplier, read_numeral, times
from extractors.targets.words import fold

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("0", "0", None),
        ("100.00", "100", None),
        ("13459.50", "13459.5", None),
        ("1,234,567.8", "1234567.8", None),
        ("1/4", "0.25", None),
        ("十", "10", None),
        ("十二", "12", None),
        ("两百零五", "205", None),
        ("一千五", "1500", None),
        ("一千零五", "1005", None),
        ("一百一十", "110", None),
        ("三万五", "35000", None),
        ("三万五千", "35000", None),
        ("一亿二千万", "120000000", None),
        ("一万亿", "1000000000000", None),
        ("贰拾叁", "23", None),
        ("九十八点五", "98.5", None),
        ("四分之三", "0.75", None),
        ("百分之九十五", "95", "%"),
        ("百分之95.5", "95.5", "%"),
        ("百分之百", "100", "%"),
        ("千分之三", "3", "‰"),
        ("万分之一", "1", "‱"),
        ("十万分之三", "0.00003", None),
        ("八成", "80", "%"),
        ("7.5成", "75", "%"),
        ("半数", "50", "%"),
        ("一半", "50", "%"),
    ],
)
def test_reads_numerals(text, value, unit):
    numeral = read_numeral(text, 0)
    assert (numeral.value, numeral.end, numeral.unit) == (Decimal(value), len(text), unit)
    assert "E" not in str(numeral.value)


@pytest.mark.parametrize(
    "text",
    ["", "人", "1,00", "1.2.3", "两三", "十百", "万", "百", "三五", "九零后", "1" * (LONGEST_FIGURE + 1)],
)
def test_broken_numerals_are_none(text):
    assert read_numeral(text, 0) is None


def test_a_fraction_that_does_not_end_has_28_digits():
    assert read_numeral("1/3", 0).value == Decimal("0." + "3" * 28)


@pytest.mark.parametrize(
    ("text", "factor", "length"), [("万", 10**4, 1), ("千万元", 10**7, 2), ("万亿", 10**12, 2), ("元", 1, 0)]
)
def test_reads_multipliers(text, factor, length):
    assert read_multiplier(text, 0) == (factor, length)


@given(st.decimals(min_value=0, max_value=10**12, places=4), st.booleans(), st.booleans())
def test_arabic_numerals_that_we_write_read_back_exactly(value, grouped, wide):
    text = f"{value:,}" if grouped else f"{value}"
    if wide:
        text = text.translate({ord(str(digit)): ord("０") + digit for digit in range(10)})
    numeral = read_numeral(fold(text), 0)
    assert (numeral.value, numeral.end) == (value, len(text))


@given(st.integers(min_value=0, max_value=10**12))
def test_chinese_numerals_that_we_write_read_back_exactly(number):
    text = in_chinese(number)
    numeral = read_numeral(text, 0)
    assert (numeral.value, numeral.end) == (number, len(text)), text


@given(st.decimals(min_value=0, max_value=10**6, places=3), st.sampled_from([10**4, 10**8, 10**12]))
def test_multiplication_is_exact(value, factor):
    assert times(value, Decimal(factor)) == value * factor


def in_chinese(number: int) -> str:
    """A whole number below 10**16 in Chinese numerals."""
    for place, mark in ((10**8, "亿"), (10**4, "万")):
        if number >= place:
            high, low = divmod(number, place)
            gap = "零" if 0 < low < place // 10 else ""
            return in_chinese(high) + mark + gap + (in_chinese(low) if low else "")
    text, gap = "", False
    for place, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + mark
        gap = not digit
    return text or "零"
