"""Damaged numbers are found as printed; whole ones, codes and names are let alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.targets import damaged_number, parse_target


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("≥1 00%", "1 00%"),
        ("合格率1OO%", "1OO%"),
        ("≥9O％", "9O％"),
        ("l00%", "l00%"),
        ("13459. 00平方米", "13459. 00平方米"),
        ("共1,00人", "1,00人"),
        ("10，000人", "10，000人"),
        ("≥100%", None),
        ("1,000人", None),
        ("3场，500人次", None),
        ("2019 年", None),
        ("V1.0 2套", None),
        ("IO口3个", None),
        ("12345 热线", None),
        ("优良", None),
    ],
)
def test_damaged_numbers(text, found):
    assert damaged_number(text) == found


@given(st.text(alphabet="0123456789 ,，.OlI%人", max_size=200))
def test_what_is_found_is_printed(text):
    assert (found := damaged_number(text)) is None or found in text


@pytest.mark.parametrize("text", ["≥1 00%", "1OO%", "1,00人", "10，000人"])
def test_nothing_is_repaired(text):
    target = parse_target(text)
    assert (target.text, target.comparator, target.low, target.high) == (text, "qualitative", None, None)


@pytest.mark.parametrize("piece", ["0 ", "0O", "1,", "O", "0 .", "1，000"])
def test_long_hostile_text(piece):
    assert damaged_number(piece * 50_000) is None
