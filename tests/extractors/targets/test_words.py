"""The words of the target grammar: the tables keep their own form, the longest word wins."""

from typing import get_args

import pytest

from extractors.records import Comparator
from extractors.targets.units import read_unit
from extractors.targets.words import Force, fold, word_at
from extractors.vocabulary import table

# fmt: off
ROLES = {
    "change", "against", "comparison", "reference", "standing", "basis", "verb", "adverb", "determiner", "rank", "origin",
    "range", "between", "enclosed", "both", "measure", "deadline", "by", "until", "completion", "name", "vague", "negation",
    "per", "cycle", "zero", "case", "failing", "sanction",
}
# fmt: on


def test_comparators_are_in_form():
    for row in table("target_comparators"):
        assert row["place"] in ("before", "after", "inside"), row
        assert row["comparator"] in get_args(Comparator), row
        assert (row["force"] in get_args(Force)) is (row["place"] == "before"), row


def test_roles_are_in_form():
    for row in table("target_words"):
        assert row["role"] in ROLES, row
        values = {"change": ("increase", "decrease"), "against": ("", "loose")}.get(row["role"], ("",))
        is_unit = row["role"] in ("per", "cycle") and read_unit(f"次/{row['value']}", 0).end == len(
            f"次/{row['value']}"
        )
        assert is_unit or row["value"] in values, row


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("不低于90%", "不低于"),
        ("大于等于5", "大于等于"),
        ("提升到9", "提升到"),
        ("人", None),
        ("5Gbps", None),
        ("不得低于90%", "不得低于"),
        ("“十四五”时期", "“十四五”时期"),
    ],
)
def test_longest_word_wins(text, word):
    entry = word_at(text, 0)
    assert (entry.word if entry else None) == word


@pytest.mark.parametrize(
    ("text", "folded"),
    [("≥９０％（人）", "≥90%(人)"), ("１—２，３", "1-2，3"), ("〔2019〕⼆", "(2019)二"), ("①²", "①²")],
)
def test_folding_keeps_the_length(text, folded):
    assert fold(text) == folded
    assert len(folded) == len(text)
