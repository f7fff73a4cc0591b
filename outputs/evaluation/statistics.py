"""What a paper cites: proportions with Wilson intervals, weighted over strata, and Cohen's kappa.

- Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference. JASA 22, 209-212.
- Cohen, J. (1960): A coefficient of agreement for nominal scales. Educ. Psychol. Meas. 20, 37-46.
- Kish, L. (1965): Survey Sampling. Wiley: the effective size of a weighted sample.
- Korn, E. L., Graubard, B. I. (1998): Confidence intervals for proportions with small expected number of
  positive counts estimated from survey data. Survey Methodology 24, 193-201: an interval at the effective size.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Z = NormalDist().inv_cdf(0.975)
"""Two-sided 95 %."""

Interval = tuple[float, float]


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """A proportion, its 95 % interval, and the size of the simple random sample that would be as sure."""

    value: float
    interval: Interval
    effective_size: float


class Kappa(msgspec.Struct, frozen=True, kw_only=True):
    """Agreement of two annotators over `n` items, beyond chance.

    `observed` and `expected` are shares of agreement; `kappa` and its `standard_error` are None where all
    verdicts are one and the same, for then chance explains everything.
    """

    n: int
    observed: float
    expected: float
    kappa: float | None
    standard_error: float | None


def ratio(part: float, whole: float) -> float | None:
    """`part / whole`; None where there is nothing to divide by."""
    return part / whole if whole else None


def f1(correct: int, spurious: int, missed: int) -> float | None:
    """The harmonic mean of precision and recall; None where nothing is annotated and nothing was found."""
    return ratio(2 * correct, 2 * correct + spurious + missed)


def wilson(share: float, n: float, z: float = Z) -> Interval:
    """The score interval of a proportion observed in `n` trials, which may be an effective size."""
    if n <= 0:
        return 0.0, 1.0
    centre = share + z * z / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if share <= 0 else max(0.0, (centre - spread) / scale)
    high = 1.0 if share >= 1 else min(1.0, (centre + spread) / scale)
    return low, high


def stratified(strata: Iterable[tuple[int, int, int]]) -> Estimate | None:
    """A proportion in a population of strata, each given as (size, drawn, successes among the drawn).

    `p = sum W_h p_h` with `W_h = N_h / N`. The effective size is the smaller of Kish's `1 / sum(W_h^2 / n_h)` and
    `p (1 - p) / V` with `V = sum W_h^2 p_h (1 - p_h) / (n_h - 1)`; no gain is claimed from a stratum's being all
    drawn. Strata of which nothing was drawn are left out; None where that are all.
    """
    drawn = [(size, n, successes) for size, n, successes in strata if n]
    if not drawn:
        return None
    population = sum(size for size, _, _ in drawn)
    weights = [size / population for size, _, _ in drawn]
    shares = [successes / n for _, n, successes in drawn]
    share = min(1.0, sum(size * successes / n for size, n, successes in drawn) / population)
    counts = [n for _, n, _ in drawn]
    size = 1 / sum(weight**2 / n for weight, n in zip(weights, counts, strict=True))
    variance = sum(
        weight**2 * part * (1 - part) / (n - 1)
        for weight, part, n in zip(weights, shares, counts, strict=True)
        if n > 1
    )
    return _estimate(share, size, variance)


def clustered(clusters: Sequence[tuple[float, int, int]]) -> Estimate | None:
    """A ratio over whole clusters (forms), each given as (weight, cases, successes among its cases).

    `p = sum w_i y_i / sum w_i x_i`, with the linearised variance between clusters
    `V = m / (m - 1) * sum (w_i (y_i - p x_i))^2 / (sum w_i x_i)^2` (Cochran 1977, section 6.4), never
    taken for surer than Kish's size of as many single cases. None without cases.
    """
    total = sum(weight * cases for weight, cases, _ in clusters)
    if not total:
        return None
    share = min(1.0, sum(weight * successes for weight, _, successes in clusters) / total)
    size = total**2 / sum(weight**2 * cases for weight, cases, _ in clusters)
    variance = 0.0
    if (m := len(clusters)) > 1:
        squares = sum((weight * (right - share * cases)) ** 2 for weight, cases, right in clusters)
        variance = m / (m - 1) * squares / total**2
    return _estimate(share, size, variance)


def _estimate(share: float, size: float, variance: float) -> Estimate:
    """The estimate with Wilson's interval at the smaller of two effective sizes."""
    if variance > 0 and 0 < share < 1:
        size = min(size, share * (1 - share) / variance)
    return Estimate(value=share, interval=wilson(share, size), effective_size=size)


def cohen(pairs: Iterable[tuple[object, object]]) -> Kappa | None:
    """Cohen's kappa of two annotators' verdicts on the same items; None without items.

    `kappa = (p_o - p_e) / (1 - p_e)`, standard error `sqrt(p_o (1 - p_o) / (n (1 - p_e)^2))` (Cohen 1960).
    """
    table = list(pairs)
    if not table:
        return None
    n = len(table)
    firsts, seconds = [first for first, _ in table], [second for _, second in table]
    observed = sum(first == second for first, second in table) / n
    expected = sum(firsts.count(verdict) * seconds.count(verdict) for verdict in set(firsts)) / n**2
    if expected >= 1:
        return Kappa(n=n, observed=observed, expected=expected, kappa=None, standard_error=None)
    return Kappa(
        n=n,
        observed=observed,
        expected=expected,
        kappa=(observed - expected) / (1 - expected),
        standard_error=sqrt(observed * (1 - observed) / n) / (1 - expected),
    )
