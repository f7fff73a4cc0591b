"""The word lists behind the mentions: every cell is one that the grammar knows."""

from __future__ import annotations

import pytest

from extractors.entities.lexicon import Region, lexicon
from extractors.vocabulary import table

USES = {
    *("stop", "joint", "phrase", "doing", "group", "prefix", "generic", "word"),
    *("title", "act", "settlement", "wide", "doubtful", "modifier", "field"),
}


def test_uses_of_words() -> None:
    assert {use for row in table("entity_words") for use in row["use"].split("|")} == USES


def test_a_part_follows_kinds_that_exist() -> None:
    tables = ("organisation_suffixes", "entity_organisations", "entity_bodies")
    kinds = {row["kind"] for name in tables for row in table(name)}
    named = {kind for row in table("organisation_suffixes") for kind in row["follows"].split("|") if kind}
    assert named - kinds == set()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("entity_words", "word"),
        ("entity_bodies", "body"),
        ("entity_organisations", "name"),
        ("organisation_suffixes", "suffix"),
    ],
)
def test_no_row_stands_twice(name: str, key: str) -> None:
    keys = [row[key] for row in table(name)]
    assert sorted(set(keys)) == sorted(keys)


def test_no_programme_stands_twice() -> None:
    keys = [(row["name"], row["where"], row["label"]) for row in table("entity_programmes")]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("outer", "inner", "contains"),
    [
        ("上海市", "徐汇区", True),
        ("中国", "上海", True),
        ("江苏省", "南京市", True),
        ("南京市", "江苏省", False),
        ("江苏省", "浙江省", False),
        ("上海市", "上海", False),
        ("美国", "上海", False),
        ("中国", "美国", False),
    ],
)
def test_what_lies_within_what(outer: str, inner: str, contains: bool) -> None:
    assert region(outer).contains(region(inner)) is contains


def region(name: str) -> Region:
    (token,) = lexicon().tokens(name)
    assert isinstance(token.entry, Region)
    return token.entry
