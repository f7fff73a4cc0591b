"""What is typed → what is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.searching import Found, Index, Named, folded, write

ENTITIES = (
    Named("p1", "Project", "科技创业苗圃", ("科技创业苗圃（二期）",)),
    Named("p2", "Project", "科技小巨人工程"),
    Named("p3", "Project", "全国科普日 Science Day"),
    Named("u1", "BudgetUnit", "上海市科技创业中心", ("市创业中心",)),
    Named("d1", "PolicyDocument", "沪科党组合〔2007〕11号", ("关于同意设立中心的批复",)),
    Named("d2", "PolicyDocument", "沪科合〔2018〕11号"),
    Named("x1", "Indicator", '满意度 " OR 1=1 --%_*'),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    path = tmp_path_factory.mktemp("search") / "search.db"
    write(path, ENTITIES)
    return Index(path)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("科技", ["p1", "p2", "u1"]),
        ("创业", ["u1", "p1"]),
        ("创业中心", ["u1"]),
        ("市创业中心", ["u1"]),
        ("二期", ["p1"]),
        ("科", ["p1", "p2", "u1", "d2", "d1", "p3"]),
        ("science day", ["p3"]),
        ("ＳＣＩＥＮＣＥ", ["p3"]),
        ("kjcy", ["p1", "u1"]),
        ("kjxjr", ["p2"]),
        ("沪科党组合(2007)11", ["d1"]),
        ("〔2018〕11号", ["d2"]),
        ("批复", ["d1"]),
        ("科巨", []),
        ("小科", []),
        ('满意度 " OR', ["x1"]),
        ('"', []),
        ("%", []),
        ("*", []),
        ("pairs:科技", []),
        ("NEAR(科技)", []),
        ("", []),
        ("   ", []),
    ],
)
def test_what_is_typed_is_found_in_any_name(index: Index, text: str, expected: list[str]) -> None:
    found = index.find(text)
    assert [hit.iri for hit in found.hits] == expected
    assert found.total == len(expected)


def test_the_name_itself_goes_before_names_that_begin_with_it_and_others(tmp_path: Path) -> None:
    names = {"a": "北京市教育局", "b": "教育局", "c": "教育局信息中心", "d": "教育局二处"}
    write(tmp_path / "search.db", [Named(iri, "BudgetUnit", name) for iri, name in names.items()])
    assert [hit.iri for hit in Index(tmp_path / "search.db").find("教育局").hits] == ["b", "d", "c", "a"]


def test_one_class_alone_can_be_asked_for_and_all_are_counted(index: Index) -> None:
    found = index.find("科技", cls="BudgetUnit")
    assert [hit.iri for hit in found.hits] == ["u1"]
    assert found.counts == {"Project": 2, "BudgetUnit": 1}


def test_no_more_hits_are_given_than_asked_for(index: Index) -> None:
    found = index.find("科", most=2)
    assert (len(found.hits), found.total) == (2, 6)


def test_a_hit_tells_the_name_it_was_found_by(index: Index) -> None:
    (hit,) = index.find("二期").hits
    assert (hit.label, hit.name) == ("科技创业苗圃", "科技创业苗圃（二期）")


@given(st.text(max_size=12))
def test_any_text_finds_just_the_names_that_hold_it(index: Index, text: str) -> None:
    found: Found = index.find(text)
    wanted = folded(text)
    names = {entity.iri: [folded(name) for name in (entity.label, *entity.others)] for entity in ENTITIES}
    holding = {iri for iri, each in names.items() if wanted and any(wanted in name for name in each)}
    by_initials = {hit.iri for hit in found.hits} - holding
    assert holding <= {hit.iri for hit in found.hits}
    assert not by_initials or re.fullmatch("[a-z0-9]+", wanted)
