"""From what uses what to what has something in common: products of sparse matrices.

A thing that many share joins all of them with one another, and their pairs grow with its square. So what more than
`most` share joins nothing, and is told; and where more than `MOST_EDGES` pairs remain, the lightest are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scipy.sparse import csr_array

MOST_EDGES = 500_000
"""More edges than this no program draws, and no person reads."""


class Edge(NamedTuple):
    """Two nodes by their places in the list; how many projects and how many shared things join them."""

    one: int
    other: int
    projects: int
    shared: int


@dataclass(frozen=True, slots=True)
class Folded:
    """The edges in order; the things (by place) left out as joining too many, each with how many it would join;
    the least weight that was kept, and how many lighter edges were left out for it."""

    edges: tuple[Edge, ...]
    hubs: tuple[tuple[int, int], ...]
    least: int
    lighter: int


def incidence(pairs: Iterable[tuple[int, int]], rows: int, columns: int) -> csr_array:
    """A matrix of 0 and 1 with a 1 for each pair of a row and a column."""
    import numpy
    from scipy.sparse import csr_array

    places = numpy.array(sorted(set(pairs)), dtype=numpy.int64).reshape(-1, 2)
    ones = numpy.ones(len(places), dtype=numpy.int32)
    return csr_array((ones, (places[:, 0], places[:, 1])), shape=(rows, columns))


def together(uses: csr_array, most: int, least: int | None) -> Folded:
    """What is used by the same project: `uses` is projects × items; too busy projects are left out.

    `shared` is the number of projects, too.
    """
    hubs, kept = _without_hubs(uses, most)
    joined = kept.T @ kept
    return _folded(joined, joined, hubs, least)


def alike(uses: csr_array, groups: csr_array, most: int, least: int | None) -> Folded:
    """Groups whose projects use the same: `uses` is projects × items, `groups` is groups × projects.

    An edge counts the projects of either group that use an item which both use, and such items. Items that
    too many groups use are left out.
    """
    of_groups = _ones(groups @ uses)
    hubs, of_items = _without_hubs(of_groups.T.tocsr(), most)
    shared = of_items.T.tocsr()
    using = _ones(uses @ of_items)
    of_one = groups @ using
    of_both = groups @ _ones(using.multiply(groups.T).tocsr())
    return _folded(of_one + of_one.T - of_both, shared @ shared.T, hubs, least)


def _without_hubs(rows: csr_array, most: int) -> tuple[list[tuple[int, int]], csr_array]:
    """The rows with more than `most` entries and how many these have, and the matrix without them."""
    import numpy
    from scipy.sparse import diags_array

    sizes = numpy.diff(rows.indptr)
    hubs = [(int(row), int(sizes[row])) for row in numpy.flatnonzero(sizes > most)]
    keep = diags_array((sizes <= most).astype(numpy.int32), dtype=numpy.int32)
    kept = (keep @ rows).tocsr()
    kept.eliminate_zeros()
    return hubs, kept


def _ones(matrix: csr_array) -> csr_array:
    matrix = matrix.tocsr()
    matrix.eliminate_zeros()
    matrix.data[:] = 1
    return matrix


def _folded(
    projects: csr_array, shared: csr_array, hubs: Sequence[tuple[int, int]], least: int | None
) -> Folded:
    import numpy
    from scipy.sparse import triu

    upper = triu(projects, k=1, format="csr")
    upper.eliminate_zeros()
    threshold = least or _threshold(upper.data)
    lighter = int((upper.data < threshold).sum())
    upper.data[upper.data < threshold] = 0
    upper.eliminate_zeros()
    both = shared.multiply(_ones(upper.copy())).tocsr()
    upper.sort_indices()
    both.sort_indices()
    ones = numpy.repeat(numpy.arange(upper.shape[0]), numpy.diff(upper.indptr))
    columns = (ones.tolist(), upper.indices.tolist(), upper.data.tolist(), both.data.tolist())
    return Folded(tuple(map(Edge, *columns)), tuple(hubs), threshold, lighter)


def _threshold(weights: Sequence[int]) -> int:
    """The least weight from which on there are no more than `MOST_EDGES` (one weight is always kept)."""
    import numpy

    if len(weights) <= MOST_EDGES:
        return 1
    counts = numpy.bincount(weights)
    heavier = numpy.cumsum(counts[::-1])[::-1]
    fitting = numpy.flatnonzero(heavier <= MOST_EDGES)
    return int(min(fitting[0] if len(fitting) else len(counts) - 1, len(counts) - 1))
