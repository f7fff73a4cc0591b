"""What claims unite, what keeps them apart, and that their order has no part in it."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.projects import FormPlace, ProjectKey
from kg.link.clusters import Clusters
from kg.link.merges import Address, Claim, order

PLACE = Address(FormPlace("a" * 64, 0), "/unit/name")


def claim(pair: str, reason: str = "rule", rank: int = 1) -> Claim[str]:
    return Claim(pair[0], pair[1], (reason,), rank=rank)


def clusters(*pairs: str, apart: str = "", mark: dict[str, str] | None = None) -> Clusters[str]:
    kept = [(pair[0], pair[1]) for pair in apart.split()]
    return Clusters("unit", [claim(pair) for pair in pairs], kept, mark.get if mark else None)


@pytest.mark.parametrize(
    ("pairs", "apart", "together", "refused"),
    [
        (("ab",), "", "ab c", 0),
        (("ba", "cb"), "", "abc", 0),
        (("ab", "cd", "bc"), "", "abcd", 0),
        (("ab", "bc"), "ac", "ab c", 1),  # what comes first is believed
        (("ab", "bc", "cd"), "ad", "abc d", 1),
        (("ab",), "ab", "a b", 1),
        (("ab", "ab"), "", "ab", 0),
        (("ac", "bd", "cd"), "ab", "ac bd", 1),
    ],
)
def test_clusters(pairs: tuple[str, ...], apart: str, together: str, refused: int) -> None:
    for shuffled in permutations(pairs):
        found = clusters(*shuffled, apart=apart)
        for group in together.split():
            assert {found.root(key) for key in group} == {min(group)}
            assert found.members(group[0]) == sorted(group)
        assert len(found.refused) == refused


def test_a_cluster_has_one_mark_unless_a_person_says_so() -> None:
    marks = {"a": "1", "c": "2"}
    found = clusters("ab", "bc", mark=marks)
    assert (found.root("b"), found.root("c"), len(found.refused)) == ("a", "c", 1)
    found = Clusters("unit", [claim("bc", rank=0), claim("ab", rank=0)], (), marks.get)
    assert found.root("c") == "a"


def test_a_merge_says_all_that_speaks_for_it() -> None:
    claims = [Claim("b", "a", ("code",), (PLACE,), rank=2), claim("ab", "alias"), claim("bc", "name")]
    first, second = Clusters("unit", claims).merges()
    assert (first.member, first.into, first.reasons) == ("b", "a", ("alias", "name", "code"))
    assert first.places == (PLACE,)
    assert (second.member, second.into, second.reasons) == ("c", "a", ("name",))


@given(st.lists(st.tuples(*[st.sampled_from("abcdefgh")] * 2, st.integers(0, 2))), st.randoms())
def test_the_order_of_claims_has_no_part_in_it(pairs: list[tuple[str, str, int]], random: object) -> None:
    claims = [claim(one + other, rank=rank) for one, other, rank in pairs if one != other]
    apart = [("a", "h"), ("b", "g")]
    found = list(Clusters("unit", claims, apart).merges())
    random.shuffle(claims)  # type: ignore[attr-defined]
    assert list(Clusters("unit", claims, apart).merges()) == found
    roots = Clusters("unit", claims, apart)
    assert all(roots.root(one) != roots.root(other) for one, other in apart)


def test_what_is_known_best_stands_for_the_rest() -> None:
    coded = ProjectKey(code="510000")
    named = ProjectKey(unit="甲局", name="乙", year=2019)
    alone = ProjectKey(form=FormPlace("0" * 64, 7))
    assert sorted([alone, named, coded], key=order) == [coded, named, alone]
