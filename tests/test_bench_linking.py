"""The measures of linking on clusterings small enough to count by hand; the corpus says what it was made to say."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

import pytest

from ontology.iris import normalise_name

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

from linked.corpus import forms  # noqa: E402
from linked.policies import document  # noqa: E402
from linked.scoring import Mention, b_cubed, by_way, growth, links, pairs, spellings  # noqa: E402
from linked.units import units  # noqa: E402


def mentions(truth: str, found: str) -> list[Mention]:
    return [Mention(one, other) for one, other in zip(truth, found, strict=True)]


@pytest.mark.parametrize(
    ("truth", "found", "pairwise", "cubed"),
    [
        ("aabb", "xxyy", (1, 1), (1, 1)),
        ("aabb", "xxxx", (1 / 3, 1), (1 / 2, 1)),
        ("aabb", "wxyz", (1, 0), (1, 1 / 2)),
        ("aaab", "xxyy", (1 / 2, 1 / 3), (3 / 4, (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)),
        ("abcd", "wxyz", (1, 1), (1, 1)),
        ("", "", (1, 1), (1, 1)),
    ],
)
def test_clusters(truth: str, found: str, pairwise: tuple[float, float], cubed: tuple[float, float]) -> None:
    rate = pairs(mentions(truth, found))
    assert (rate.precision, rate.recall) == pytest.approx(pairwise)
    assert b_cubed(mentions(truth, found)) == pytest.approx(cubed)


def test_links_are_directed() -> None:
    rate = links({(1, 2), (2, 3)}, {(1, 2), (3, 2)})
    assert (rate.right, rate.precision, rate.recall) == (1, 1 / 2, 1 / 2)


def test_a_spelling_counts_once() -> None:
    found = [
        Mention("a", "x", "甲"),
        Mention("a", "x", "甲"),
        Mention("a", "x", "乙"),
        Mention("b", "x", "甲"),
    ]
    assert len(spellings(found)) == 3


def test_ways_that_keep_apart_and_that_bring_strangers() -> None:
    found = [
        *[Mention("a", "x")] * 3,
        Mention("a", "y", way="typo"),
        Mention("b", "x", way="trap"),
        Mention("b", "z", way="plain"),
        Mention("b", "z", way="plain"),
    ]
    assert by_way(found) == {"plain": (5, 0, 0), "typo": (1, 1, 0), "trap": (1, 1, 1)}


@pytest.mark.parametrize(
    ("seconds", "exponent"), [([(1, 1.0), (4, 4.0)], 1), ([(4, 16.0), (2, 4.0), (1, 1.0)], 2)]
)
def test_growth(seconds: list[tuple[int, float]], exponent: float) -> None:
    assert growth(seconds) == pytest.approx(exponent)


FORMS = 400
CORPUS = list(forms(FORMS, 3))


def test_a_smaller_corpus_is_the_beginning_of_a_larger_one() -> None:
    assert [form.record for form in forms(120, 3)] == [form.record for form in CORPUS[:120]]


def test_what_a_form_says_stands_where_it_says() -> None:
    texts: dict[str, str] = {}
    for form in CORPUS:
        record = form.record
        assert (
            texts.setdefault(record.source.sha256, form.text[: record.source.end])
            == form.text[: len(texts[record.source.sha256])]
        )
        for citation in record.citations:
            assert form.text[citation.start : citation.end] == citation.surface
            if citation.title:
                assert form.text[citation.title_start : citation.title_end] == citation.title
        for mention in record.mentions:
            assert form.text[mention.start : mention.end] == mention.text
        ((start, end),) = record.spans["/narratives/立项依据"]
        assert form.text[start:end] == record.narratives["立项依据"]


def test_no_two_documents_share_a_number_and_no_two_units_a_name() -> None:
    every = [document(number, 3) for number in range(1700)]
    numbers = [(d.code, d.jurisdiction, d.year, d.serial) for d in every if d.serial]
    assert len(set(numbers)) == len(numbers)
    assert len({normalise_name(d.title) for d in every}) == len(every)
    names = [unit.name for unit in islice(units(3), 2000)]
    assert len(set(names)) == len(names)


def test_the_truth_scores_as_the_truth() -> None:
    told = [Mention(form.project.truth, form.project.truth) for form in CORPUS]
    assert pairs(told).precision == pairs(told).recall == 1
    assert len({form.unit.truth for form in CORPUS}) > FORMS // 10


def test_what_nothing_tells_is_rare() -> None:
    every = [told for form in CORPUS for told in (form.unit, form.project, *form.citations, *form.rows)]
    assert sum(told.impossible for told in every) < len(every) / 100
