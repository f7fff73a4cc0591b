"""Intervals and agreement against published figures, and what must hold for any."""

from __future__ import annotations

import random
from collections import Counter
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.evaluation.sampling import allocate, home
from outputs.evaluation.statistics import clustered, cohen, f1, stratified, wilson


# Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
@pytest.mark.parametrize(
    ("successes", "n", "interval"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
        (29, 29, (0.8830, 1.0)),
    ],
)
def test_wilson_as_published(successes: int, n: int, interval: tuple[float, float]) -> None:
    assert tuple(round(bound, 4) for bound in wilson(successes / n, n)) == interval


@given(n=st.integers(1, 10**6), data=st.data())
def test_wilson_holds_the_share_and_stays_within_0_and_1(n: int, data: st.DataObject) -> None:
    share = data.draw(st.integers(0, n)) / n
    low, high = wilson(share, n)
    assert 0 <= low <= share <= high <= 1
    mirrored = wilson(1 - share, n)
    assert (mirrored[0], mirrored[1]) == pytest.approx((1 - high, 1 - low), abs=1e-9)


def test_nothing_seen_says_nothing() -> None:
    assert wilson(0.5, 0) == (0.0, 1.0)
    assert stratified([]) is None
    assert stratified([(10, 0, 0)]) is None
    assert clustered([]) is None
    assert cohen([]) is None
    assert f1(0, 0, 0) is None


@given(*[st.integers(0, 1000)] * 3)
def test_f1_is_symmetric_and_the_harmonic_mean(correct: int, spurious: int, missed: int) -> None:
    value = f1(correct, spurious, missed)
    assert value == f1(correct, missed, spurious)
    if correct:
        precision, recall = correct / (correct + spurious), correct / (correct + missed)
        assert value == pytest.approx(2 * precision * recall / (precision + recall))


# Strata.


def test_one_stratum_is_a_simple_sample() -> None:
    found = stratified([(1000, 50, 40)])
    assert found is not None
    assert found.value == 0.8
    assert found.effective_size == pytest.approx(49)  # n - 1 in the variance
    assert found.interval == wilson(0.8, found.effective_size)


def test_strata_count_by_their_size_not_by_their_rows() -> None:
    found = stratified([(900, 50, 50), (100, 50, 25)])
    assert found is not None
    assert found.value == pytest.approx(0.95)
    # Unweighted it would be 75 of 100. V = 0.1² × 0.25 / 49; Kish: 1 / (0.81 / 50 + 0.01 / 50) is the smaller size.
    assert found.effective_size == pytest.approx(min(1 / (0.82 / 50), 0.95 * 0.05 / (0.01 * 0.25 / 49)))


@given(
    st.lists(
        st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(n, 500), st.just(n), st.integers(0, n)))
    )
)
def test_stratified_estimates_are_means_inside_their_interval(strata: list[tuple[int, int, int]]) -> None:
    found = stratified(strata)
    assert (found is None) == (not strata)
    if found:
        shares = [successes / n for _, n, successes in strata]
        assert min(shares) - 1e-9 <= found.value <= max(shares) + 1e-9
        assert 0 <= found.interval[0] <= found.value <= found.interval[1] <= 1
        assert found.effective_size <= sum(n for _, n, _ in strata) + 1e-6


def test_what_errs_together_counts_less() -> None:
    apart = clustered([(1, 1, int(i < 90)) for i in range(100)])
    together = clustered([(1, 10, 10 if i < 9 else 0) for i in range(10)])
    assert apart is not None
    assert together is not None
    assert apart.value == together.value == 0.9
    assert apart.effective_size == pytest.approx(99)
    assert together.effective_size == pytest.approx(9)


def test_clusters_count_by_their_weight() -> None:
    found = clustered([(3, 10, 10), (1, 10, 0)])
    assert found is not None
    assert found.value == 0.75


@pytest.mark.parametrize(
    ("sizes", "shares", "drawn"),
    [
        ((900, 100), (0.99, 0.6), (20, 20)),
        ((500, 300, 200), (0.95, 0.9, 0.8), (30, 30, 30)),
        ((1000,) * 10, (0.98,) * 5 + (0.9,) * 5, (20,) * 10),
        ((5000, 50, 50), (0.7, 0.98, 0.5), (10, 10, 10)),
    ],
)
def test_stratified_intervals_hold_the_truth_as_often_as_they_say(
    sizes: tuple[int, ...], shares: tuple[float, ...], drawn: tuple[int, ...]
) -> None:
    chance = random.Random(1)
    strata = [[i < size * share for i in range(size)] for size, share in zip(sizes, shares, strict=True)]
    truth = sum(map(sum, strata)) / sum(sizes)
    held = 0
    for _ in range(1000):
        samples = [chance.sample(stratum, n) for stratum, n in zip(strata, drawn, strict=True)]
        found = stratified((size, len(each), sum(each)) for size, each in zip(sizes, samples, strict=True))
        held += found is not None and found.interval[0] <= truth <= found.interval[1]
    assert held >= 900  # nominally 950; small samples come in steps


def test_intervals_over_forms_hold_the_truth_as_often_as_they_say() -> None:
    chance = random.Random(1)
    rates = [chance.betavariate(9, 1) for _ in range(2000)]
    forms = [(20, sum(chance.random() < rate for _ in range(20))) for rate in rates]
    truth = sum(right for _, right in forms) / sum(cases for cases, _ in forms)
    held = 0
    for _ in range(1000):
        found = clustered([(1, *form) for form in chance.sample(forms, 30)])
        held += found is not None and found.interval[0] <= truth <= found.interval[1]
    assert held >= 920


# Agreement.


def verdicts(both: int, first: int, second: int, neither: int) -> list[tuple[bool, bool]]:
    table = {(True, True): both, (True, False): first, (False, True): second, (False, False): neither}
    return list(Counter(table).elements())


@pytest.mark.parametrize(
    ("table", "kappa"),
    [((20, 5, 10, 15), 0.4), ((45, 15, 25, 15), 0.1304), ((25, 35, 5, 35), 0.2593), ((0, 10, 10, 0), -1.0)],
)
def test_kappa_as_published(table: tuple[int, int, int, int], kappa: float) -> None:
    found = cohen(verdicts(*table))
    assert found is not None
    assert found.kappa is not None
    assert round(found.kappa, 4) == kappa


def test_standard_error_of_kappa() -> None:
    found = cohen(verdicts(20, 5, 10, 15))
    assert found is not None
    assert (found.n, found.observed, found.expected) == (50, 0.7, 0.5)
    assert found.standard_error == pytest.approx(sqrt(0.7 * 0.3 / (50 * 0.5**2)))


def test_kappa_is_undefined_where_everybody_says_the_same() -> None:
    found = cohen([(True, True)] * 5)
    assert found is not None
    assert (found.kappa, found.observed) == (None, 1.0)


@given(*[st.integers(0, 50)] * 4)
def test_kappa_is_symmetric_and_at_most_1(a: int, b: int, c: int, d: int) -> None:
    one, other = cohen(verdicts(a, b, c, d)), cohen(verdicts(a, c, b, d))
    assert one == other
    if one and one.kappa is not None:
        assert -1 - 1e-9 <= one.kappa <= 1


# Who is drawn of whom.

NAMES = st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"))


@pytest.mark.parametrize(
    ("sizes", "n", "shares"),
    [
        ({("a",): 100, ("b",): 100}, 20, {("a",): 10, ("b",): 10}),
        ({("a",): 3, ("b",): 100}, 20, {("a",): 3, ("b",): 17}),
        ({("a",): 50, ("b",): 100}, 21, {("a",): 10, ("b",): 11}),
        ({("a",): 3, ("b",): 4}, 20, {("a",): 3, ("b",): 4}),
        ({("a", "x"): 9, ("a", "y"): 9, ("b", "x"): 9}, 16, {("a", "x"): 4, ("a", "y"): 4, ("b", "x"): 8}),
        # Not two for each of the layouts of a: one stratum; nor for each field: one for everything.
        ({("a", "x"): 9, ("a", "y"): 9, ("b", "x"): 9}, 6, {("a",): 3, ("b", "x"): 3}),
        ({("a", "x"): 9, ("a", "y"): 9, ("b", "x"): 9}, 3, {(): 3}),
        # Room for the largest layout and one stratum of the rest.
        ({("a", "x"): 9, ("a", "y"): 5, ("a", "z"): 4}, 5, {("a", "x"): 2, ("a",): 3}),
        ({("x",): 90, ("y",): 5, ("z",): 1, ("w",): 1}, 5, {("x",): 3, (): 2}),
        ({(): 9}, 4, {(): 4}),
        ({}, 4, {(): 0}),
    ],
)
def test_allocation(sizes: dict[tuple[str, ...], int], n: int, shares: dict[tuple[str, ...], int]) -> None:
    assert allocate(sizes, n) == shares


@given(st.dictionaries(NAMES, st.integers(1, 60), min_size=1), st.integers(1, 200))
def test_every_fact_has_a_chance_and_every_stratum_two_rows(
    sizes: dict[tuple[str, ...], int], n: int
) -> None:
    shares = allocate(sizes, n)
    assert sum(shares.values()) == min(n, sum(sizes.values()))
    homes = {names: home(names, shares) for names in sizes}
    held = {stratum: sum(sizes[names] for names in sizes if homes[names] == stratum) for stratum in shares}
    assert sum(held.values()) == sum(sizes.values())  # each fact is in one stratum
    assert all(min(2, held[stratum], n) <= share <= held[stratum] for stratum, share in shares.items())
