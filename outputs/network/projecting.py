"""From a store to a projection, and out of how many projects it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from outputs.network.entities import entity_graph
from outputs.network.joining import join
from outputs.network.kinds import PROJECTIONS, ROLES, WHOLE
from outputs.network.uses import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx
    from pyoxigraph import Store

    from outputs.network.kinds import Kind
    from outputs.network.uses import Use, Uses

MOST_SHARED = 500
"""What more than this share joins nothing."""

_USE = {"policies": "cite a policy 引用政策文件", "indicators": "use an indicator 使用指标"}


@dataclass(frozen=True, slots=True)
class Options:
    """Of which fiscal year, and of citations of which role; None for all.

    What more than `most_shared` share joins nothing. Edges below `least_weight` are left out; None leaves out the
    lightest only where there would be too many.
    """

    year: int | None = None
    role: str | None = None
    most_shared: int = MOST_SHARED
    least_weight: int | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """A graph, and what it was made of; `zh`, `en` and `weight` say in words what it is and what its edges count.

    `using` of `projects` projects use anything at all (None for the whole, which `basis` describes). `by_year` says
    how many projects of each year use a node, out of `projects_by_year`. `left_out` has a sentence for everything
    that is not in the graph.
    """

    name: str
    zh: str
    en: str
    weight: str
    options: Options
    graph: networkx.Graph
    using: int | None
    projects: int
    basis: str
    projects_by_year: dict[int, int] = field(default_factory=dict)
    by_year: dict[str, dict[int, int]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def whole(store: Store) -> Network:
    """All entities of `store` and their relations."""
    graph = entity_graph(store)
    projects = sum(cls == "Project" for _, cls in graph.nodes(data="cls"))
    return Network(
        name=WHOLE,
        zh="全部实体与关系",
        en="all entities and their relations",
        weight="relations between the two 两者间的关系数",
        options=Options(),
        graph=graph,
        using=None,
        projects=projects,
        basis=f"{len(graph):,} entities, {projects:,} projects among them 全部年度",
    )


def project(store: Store, name: str, options: Options | None = None) -> Network:
    """The projection `name` of the graph in `store`. Raises `ValueError` for what there is none of."""
    options = options or Options()
    if name not in PROJECTIONS:
        raise ValueError(f"{name}: no projection; choose one of {', '.join(PROJECTIONS)}")
    kind = PROJECTIONS[name]
    if options.role and (options.role not in ROLES or kind.used != "policies"):
        raise ValueError(f"{name} has no citations of role {options.role}")
    uses = uses_of(store, kind.used, options.year, options.role)
    if options.year and options.year not in uses.projects_by_year:
        raise ValueError(f"no project is of the year {options.year}")
    joined = join(store, kind, uses, options.most_shared, options.least_weight)
    counts, by_year = _counted(kind, uses)
    for node, attributes in joined.graph.nodes(data=True):
        attributes["projects"] = counts[node]
    joined.graph.graph.update(name=name, counts=kind.weight)
    using = len({use.project for use in uses.uses})
    return Network(
        name=name,
        zh=kind.zh,
        en=kind.en,
        weight=kind.weight,
        options=options,
        graph=joined.graph,
        using=using,
        projects=uses.projects,
        basis=_basis(kind, options, using, uses),
        projects_by_year=uses.projects_by_year,
        by_year=by_year,
        left_out=joined.left_out,
    )


def _basis(kind: Kind, options: Options, using: int, uses: Uses) -> str:
    years = list(uses.projects_by_year)
    period = f"{years[0]}–{years[-1]}" if len(years) > 1 else f"{years[0]}" if years else "no year stated"
    role = f"; role {options.role}" if options.role else ""
    told = f"{using:,} of {uses.projects:,} projects {_USE[kind.used]} ({period}{role})"
    return told + ("; a project that goes on is one a year 延续项目按年分别计" if len(years) > 1 else "")


def _counted(kind: Kind, uses: Uses) -> tuple[dict[str, int], dict[str, dict[int, int]]]:
    """How many projects use each node, or are its own: ever, and by year."""
    ever: defaultdict[str, set[str]] = defaultdict(set)
    yearly: defaultdict[str, defaultdict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for use in uses.uses:
        for node in _nodes_of(use, kind, uses):
            ever[node].add(use.project)
            if use.year is not None:
                yearly[node][use.year].add(use.project)
    by_year = {
        node: {year: len(projects) for year, projects in sorted(years.items())}
        for node, years in yearly.items()
    }
    return {node: len(projects) for node, projects in ever.items()}, by_year


def _nodes_of(use: Use, kind: Kind, uses: Uses) -> Iterator[str]:
    if kind.nodes == "units":
        yield from uses.units.get(use.project, ())
        return
    yield use.item
    if kind.nodes == "pairs":
        yield use.project
