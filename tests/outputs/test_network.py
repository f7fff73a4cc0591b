"""Networks: what is in them, out of how many projects, how central it is; written, drawn and read back."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from itertools import combinations
from pathlib import Path
from typing import Any

import matplotlib.image
import networkx
import numpy
import pandas
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.ft2font import FT2Font
from pylopdf_fonts_zh_cn import sans_path
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse
from small_corpus import CITY, LAW, NS, STATE, number, store_of

from kg.cli import main
from ontology.iris import expand
from outputs.export import ExportError
from outputs.network import Options, entity_graph, measures, project, projection, whole
from outputs.network import folding as folds
from outputs.network.figure import draw
from outputs.network.folding import alike, incidence, together
from outputs.network.kinds import PROJECTIONS, ROLES, WHOLE
from outputs.network.measures import MOST_STEPS, sampled_betweenness
from outputs.network.writing import write
from outputs.properties import representatives

HOSTILE = '=HYPERLINK("x")\x01\x1b[31m$\\frac{1}$ --><script>&\'龘\U0001f600'


def form(
    unit: str,
    name: str,
    cited: tuple[Any, ...] = (),
    used: tuple[str, ...] = (),
    year: int | None = 2019,
    complied: tuple[Any, ...] = (),
) -> dict[str, Any]:
    """A form that cites documents as its basis, or complies with them, and uses indicators."""
    return {
        "unit": unit,
        "department": None,
        "project": name,
        "year": year,
        "types": None,
        "amounts": [],
        "narratives": {"立项依据": "、".join(each["surface"] for each in (*cited, *complied))},
        "milestones": [],
        "indicators": [("产出目标", "数量目标", each, number("≥12场", ">=", 12, "场")) for each in used],
        "citations": [(each, "basis", "/narratives/立项依据") for each in cited]
        + [(each, "compliance", "/narratives/立项依据") for each in complied],
        "findings": [],
    }


FORMS = (
    form("甲馆", "展览", (STATE, CITY), ("场次", "人次")),
    form("甲馆", "讲座", (STATE,), ("场次",), complied=(LAW,)),
    form("乙馆", "借阅", (STATE, CITY), ("人次", "册数"), complied=(LAW,)),
    form("丙馆", "采购", (), ("册数",), complied=(LAW,)),
    form("丙馆", "修缮"),
    form("甲馆", "展览", (STATE,), ("场次",), year=2020),
)


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of(*FORMS)


def edges(graph: networkx.Graph) -> dict[frozenset[str], tuple[int, int | None]]:
    label = dict(graph.nodes(data="label"))
    found = graph.edges(data=True)
    return {frozenset((label[a], label[b])): (data["weight"], data.get("shared")) for a, b, data in found}


def between(*names: str) -> frozenset[str]:
    return frozenset(names)


# What is in a projection

STATE_, CITY_, LAW_ = "国发〔2016〕23号", "沪科〔2018〕12号", "中华人民共和国政府采购法"


@pytest.mark.parametrize(
    ("name", "options", "expected"),
    [
        (
            "policy-cocitation",
            Options(),
            {
                between(STATE_, CITY_): (2, None),
                between(STATE_, LAW_): (2, None),
                between(CITY_, LAW_): (1, None),
            },
        ),
        ("policy-cocitation", Options(role="basis"), {between(STATE_, CITY_): (2, None)}),
        ("policy-cocitation", Options(role="compliance"), {}),
        ("policy-cocitation", Options(year=2020), {}),
        (
            "units-by-policy",
            Options(year=2019),
            {
                between("甲馆", "乙馆"): (3, 3),
                between("甲馆", "丙馆"): (2, 1),
                between("乙馆", "丙馆"): (2, 1),
            },
        ),
        ("units-by-policy", Options(role="basis"), {between("甲馆", "乙馆"): (4, 2)}),
        (
            "units-by-indicator",
            Options(year=2019),
            {between("甲馆", "乙馆"): (2, 1), between("乙馆", "丙馆"): (2, 1)},
        ),
        (
            "indicator-cooccurrence",
            Options(),
            {between("场次", "人次"): (1, None), between("人次", "册数"): (1, None)},
        ),
        (
            "project-policy",
            Options(role="basis", year=2019),
            {
                between("展览", STATE_): (1, None),
                between("展览", CITY_): (1, None),
                between("讲座", STATE_): (1, None),
                between("借阅", STATE_): (1, None),
                between("借阅", CITY_): (1, None),
            },
        ),
        (
            "project-indicator",
            Options(year=2020),
            {between("展览", "场次"): (1, None)},
        ),
        (
            "policy-cocitation",
            Options(least_weight=2),
            {between(STATE_, CITY_): (2, None), between(STATE_, LAW_): (2, None)},
        ),
    ],
)
def test_edges_weigh_as_many_projects_as_they_stand_for(
    store: Store, name: str, options: Options, expected: dict[frozenset[str], tuple[int, int | None]]
) -> None:
    assert edges(project(store, name, options).graph) == expected


@pytest.mark.parametrize(
    ("name", "options", "basis"),
    [
        (
            "policy-cocitation",
            Options(),
            "5 of 6 projects cite a policy 引用政策文件 (2019–2020); a project that goes on is one a year 延续项目按年分别计",
        ),
        (
            "policy-cocitation",
            Options(2019, "basis"),
            "3 of 5 projects cite a policy 引用政策文件 (2019; role basis)",
        ),
        ("units-by-indicator", Options(2020), "1 of 1 projects use an indicator 使用指标 (2020)"),
    ],
)
def test_every_projection_says_out_of_how_many(store: Store, name: str, options: Options, basis: str) -> None:
    assert project(store, name, options).basis == basis


def test_nodes_tell_how_many_projects_use_them_and_when(store: Store) -> None:
    made = project(store, "policy-cocitation")
    node = {attributes["label"]: attributes for _, attributes in made.graph.nodes(data=True)}
    assert {label: each["projects"] for label, each in node.items()} == {STATE_: 4, CITY_: 2, LAW_: 3}
    assert made.by_year[node[STATE_]["iri"]] == {2019: 3, 2020: 1}
    assert made.projects_by_year == {2019: 5, 2020: 1}
    assert node[CITY_] == {
        "iri": node[CITY_]["iri"],
        "label": CITY_,
        "cls": "PolicyDocument",
        "title": "科普规划",
        "projects": 2,
    }


def test_a_basis_is_what_the_graph_writes_out(store: Store) -> None:
    written = {
        (quad.subject.value, quad.object.value)
        for quad in store.quads_for_pattern(None, NamedNode(expand("jx:hasPolicyBasis")), None)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
    }
    made = projection(store, "project-policy", role="basis")
    assert {tuple(sorted(edge)) for edge in made.edges} == {tuple(sorted(edge)) for edge in written}


def test_the_whole_is_the_entity_graph(store: Store) -> None:
    made = whole(store)
    assert networkx.utils.graphs_equal(made.graph, entity_graph(store))
    assert (made.name, made.projects, made.using) == (WHOLE, 6, None)


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("policies", Options(), "policies: no projection; choose one of project-policy, policy-cocitation"),
        ("units-by-indicator", Options(role="basis"), "has no citations of role basis"),
        ("policy-cocitation", Options(role="any"), "has no citations of role any"),
        ("policy-cocitation", Options(year=1999), "no project is of the year 1999"),
    ],
)
def test_what_there_is_none_of_is_told(store: Store, name: str, options: Options, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        project(store, name, options)


def test_an_empty_store_gives_empty_networks() -> None:
    for name in PROJECTIONS:
        made = project(Store(), name)
        assert (len(made.graph), made.projects, measures(made.graph).nodes) == (0, 0, {})


def test_the_order_of_documents_has_no_part_in_it(store: Store) -> None:
    other = store_of(*reversed(FORMS))
    for name in PROJECTIONS:
        one, two = project(store, name), project(other, name)
        assert list(one.graph.nodes(data=True)) == list(two.graph.nodes(data=True))
        assert list(one.graph.edges(data=True)) == list(two.graph.edges(data=True))
        assert measures(one.graph) == measures(two.graph)


# Merged nodes, and projects of several years


def test_a_merged_node_counts_as_the_one_that_stands_for_it() -> None:
    store = store_of(form("甲馆", "展览", (STATE, CITY)), form("乙馆", "借阅", (STATE, LAW)))
    city, law = (
        quad.subject
        for label in (CITY_, LAW_)
        for quad in store.quads_for_pattern(None, NamedNode(expand("skos:prefLabel")), Literal(label))
    )
    store.add(Quad(law, NamedNode(expand("dcterms:isReplacedBy")), city))
    assert edges(projection(store, "policy-cocitation")) == {between(STATE_, CITY_): (2, None)}


@pytest.mark.parametrize(
    ("merges", "expected"),
    [
        ([("a", "b"), ("b", "c")], {"a": "c", "b": "c"}),
        ([("b", "a"), ("a", "b"), ("x", "b")], {"b": "a", "a": "a", "x": "a"}),
        ([("a", "c"), ("a", "b")], {"a": "b"}),
    ],
)
def test_merges_are_followed_to_their_end(merges: list[tuple[str, str]], expected: dict[str, str]) -> None:
    store, replaced = Store(), NamedNode(expand("dcterms:isReplacedBy"))
    store.extend(Quad(NamedNode(f"x:{one}"), replaced, NamedNode(f"x:{into}")) for one, into in merges)
    assert representatives(store) == {f"x:{one}": f"x:{into}" for one, into in expected.items()}


def test_a_project_with_a_code_is_of_the_year_of_each_form() -> None:
    """Its indicators are those of the forms that state them, though all are of one node."""
    store = store_of(
        form("甲馆", "展览", (STATE,), ("场次",)), form("甲馆", "展览", (CITY,), ("人次",), 2020)
    )
    one, two = (
        NS.project(code=None, unit=NS.unit("甲馆", ""), name="展览", year=y, form="") for y in (2019, 2020)
    )
    for quad in list(store.quads_for_pattern(NamedNode(two), None, None)):
        store.remove(quad)
        store.add(Quad(NamedNode(one), quad.predicate, quad.object))
    for quad in list(store.quads_for_pattern(None, None, NamedNode(two))):
        store.remove(quad)
        store.add(Quad(quad.subject, quad.predicate, NamedNode(one)))
    for year, policy, indicator in ((2019, STATE_, "场次"), (2020, CITY_, "人次")):
        for name, item in (("project-policy", policy), ("project-indicator", indicator)):
            made = project(store, name, Options(year=year))
            assert edges(made.graph) == {between("展览", item): (1, None)}
            assert (made.using, made.projects) == (1, 1)


# Folding

USES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 6)), min_size=1, max_size=40)
MEMBERS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 7)), max_size=12)


@given(USES)
def test_items_used_together_are_what_networkx_projects(uses: list[tuple[int, int]]) -> None:
    graph = networkx.Graph((("project", project), ("item", item)) for project, item in uses)
    items = [node for node in graph if node[0] == "item"]
    made = networkx.bipartite.weighted_projected_graph(graph, items)
    expected = {tuple(sorted((a[1], b[1]))): data["weight"] for a, b, data in made.edges(data=True)}
    folded = together(incidence(uses, 8, 7), 100, None)
    assert {(edge.one, edge.other): edge.projects for edge in folded.edges} == expected
    assert (folded.hubs, folded.lighter) == ((), 0)


@given(USES, MEMBERS, st.integers(1, 4))
def test_groups_alike_are_counted_project_by_project(
    uses: list[tuple[int, int]], members: list[tuple[int, int]], most: int
) -> None:
    projects = {group: {p for g, p in members if g == group} for group in range(4)}
    items = {group: {i for p, i in uses if p in projects[group]} for group in range(4)}
    hubs = {i: n for i in range(7) if (n := sum(i in items[group] for group in range(4))) > most}
    expected = {}
    for one, other in combinations(range(4), 2):
        if shared := (items[one] & items[other]) - set(hubs):
            using = {p for p, i in uses if i in shared and p in projects[one] | projects[other]}
            expected[one, other] = (len(using), len(shared))
    folded = alike(incidence(uses, 8, 7), incidence(members, 4, 8), most, None)
    assert {(e.one, e.other): (e.projects, e.shared) for e in folded.edges} == expected
    assert dict(folded.hubs) == hubs


def test_what_too_many_share_joins_nothing_and_is_told(store: Store) -> None:
    made = project(store, "units-by-policy", Options(year=2019, most_shared=2))
    assert edges(made.graph) == {between("甲馆", "乙馆"): (3, 2)}
    assert made.left_out == (
        f"{LAW_}, which 3 units cite, joined nothing (more than 2; --max-shared 3 keeps it)",
    )
    busy = project(store, "policy-cocitation", Options(most_shared=2))
    assert [sentence.partition(",")[0] for sentence in busy.left_out] == ["借阅"]
    assert edges(busy.graph) == {between(STATE_, CITY_): (1, None), between(STATE_, LAW_): (1, None)}


def test_edges_left_out_for_their_weight_are_told(store: Store) -> None:
    made = project(store, "policy-cocitation", Options(least_weight=2))
    assert made.left_out == ("1 edges of a weight below 2 are left out; --min-weight 1 keeps them",)


def test_too_many_edges_lose_the_lightest(monkeypatch: pytest.MonkeyPatch) -> None:
    uses = incidence([(0, 0), (0, 1), (1, 0), (1, 1), (2, 1), (2, 2), (3, 2), (3, 3)], 4, 4)
    monkeypatch.setattr(folds, "MOST_EDGES", 2)
    folded = together(uses, 100, None)
    assert ([(e.one, e.other) for e in folded.edges], folded.least, folded.lighter) == ([(0, 1)], 2, 2)
    assert len(together(uses, 100, 1).edges) == 3


# Measures


@st.composite
def graphs(draw: st.DrawFn) -> networkx.Graph:
    size = draw(st.integers(1, 12))
    nodes = [f"n{number:02}" for number in range(size)]
    graph = networkx.Graph()
    graph.add_nodes_from(draw(st.permutations(nodes)))
    for one, other in draw(st.lists(st.sampled_from([(a, b) for a in nodes for b in nodes]), max_size=30)):
        graph.add_edge(one, other, weight=draw(st.integers(1, 5)))
    return graph


@given(graphs(), st.sampled_from([MOST_STEPS, 0]))
def test_measures_are_those_of_networkx(graph: networkx.Graph, most_steps: int) -> None:
    """Also where shortest paths are followed from a sample, which is of all nodes in a small graph."""
    found = measures(graph, most_steps=most_steps).nodes
    graph.remove_edges_from(list(networkx.selfloop_edges(graph)))
    betweenness = networkx.betweenness_centrality(graph)
    rank = networkx.pagerank(graph, tol=1e-14, max_iter=10_000)
    strength = dict(graph.degree(weight="weight"))
    assert list(found) == sorted(graph)
    for node in graph:
        assert (found[node].degree, found[node].strength) == (graph.degree(node), strength[node])
        assert found[node].betweenness == pytest.approx(betweenness[node], abs=1e-8)
        assert found[node].pagerank == pytest.approx(rank[node], abs=1e-8)


@given(graphs())
def test_communities_are_numbered_by_size_and_their_modularity_is_true(graph: networkx.Graph) -> None:
    graph.remove_edges_from(list(networkx.selfloop_edges(graph)))
    found = measures(graph)
    members: dict[int, list[str]] = {}
    for node, each in found.nodes.items():
        members.setdefault(each.community, []).append(node)
    assert [members[n] for n in range(1, found.communities + 1)] == sorted(
        members.values(), key=lambda nodes: (-len(nodes), nodes)
    )
    if graph.number_of_edges():
        modularity = networkx.community.modularity(graph, members.values(), weight="weight")
        assert found.modularity == pytest.approx(modularity, abs=1e-8)
    for nodes in members.values():
        assert networkx.is_connected(graph.subgraph(nodes))


def test_communities_are_at_least_as_good_as_those_of_networkx() -> None:
    graph = networkx.karate_club_graph()
    graph = networkx.relabel_nodes(graph, {node: f"n{node:02}" for node in graph})
    louvain = networkx.community.louvain_communities(graph, seed=1)
    found = measures(graph).modularity
    assert found is not None
    assert found >= networkx.community.modularity(graph, louvain) - 1e-9


def test_ranks_are_by_value_and_ties_by_iri() -> None:
    star = networkx.Graph([("d", "a"), ("d", "c"), ("d", "b")])
    assert measures(star).ranked("degree") == ["d", "a", "b", "c"]
    assert measures(star).nodes["d"].betweenness == 1


def test_parallel_edges_count_together() -> None:
    graph = networkx.MultiDiGraph([("a", "b"), ("b", "a"), ("a", "b"), ("c", "c")])
    found = measures(graph).nodes
    assert (found["a"].degree, found["a"].strength, found["c"].degree) == (1, 3, 0)


def test_a_sample_of_shortest_paths_estimates_betweenness() -> None:
    graph = networkx.barbell_graph(40, 1)
    matrix = networkx.to_scipy_sparse_array(graph, nodelist=sorted(graph), format="csr", dtype=float)
    estimate = sampled_betweenness(matrix, numpy.arange(0, 81, 4))
    exact = networkx.betweenness_centrality(graph)
    assert set(estimate.argsort()[-3:].tolist()) == {39, 40, 41}
    assert abs(estimate - [exact[node] for node in sorted(graph)]).max() < 0.05


# Files


@pytest.fixture(scope="module")
def hostile() -> Store:
    return store_of(
        form("甲馆" + HOSTILE, "展览", (STATE, CITY)), form("@乙馆", "借阅", (STATE, CITY, LAW), year=2020)
    )


@pytest.mark.parametrize("name", [*PROJECTIONS, WHOLE])
@pytest.mark.parametrize(("fmt", "read"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_networks_come_back_with_their_measures(
    hostile: Store, tmp_path: Path, name: str, fmt: str, read: Any
) -> None:
    made = whole(hostile) if name == WHOLE else project(hostile, name)
    found = measures(made.graph)
    assert write(made, found, tmp_path / f"g.{fmt}", NS.base) == [tmp_path / f"g.{fmt}"]
    graph = read(tmp_path / f"g.{fmt}")
    assert set(graph) == set(made.graph)
    assert graph.number_of_edges() == made.graph.number_of_edges()
    for node, each in found.nodes.items():
        for measure, value in each._asdict().items():
            assert graph.nodes[node][measure] == value
    if name != WHOLE:
        assert {frozenset((a, b)): d["weight"] for a, b, d in graph.edges(data=True)} == {
            frozenset((a, b)): d["weight"] for a, b, d in made.graph.edges(data=True)
        }


def test_tables_of_nodes_and_edges_come_back(hostile: Store, tmp_path: Path) -> None:
    made = project(hostile, "units-by-policy")
    nodes, links = write(made, measures(made.graph), tmp_path / "units.csv", NS.base)
    frame = pandas.read_csv(nodes)
    assert list(frame.columns) == [
        "iri",
        "label",
        "cls",
        "projects",
        "degree",
        "strength",
        "betweenness",
        "pagerank",
        "community",
    ]
    assert frame.iri.tolist() == list(made.graph)
    assert all(label.startswith(("'", "甲馆")) for label in frame.label)
    (edge,) = pandas.read_csv(links).to_dict("records")
    assert (edge["weight"], edge["shared"]) == (2, 2)
    assert {edge["source"], edge["target"]} == set(made.graph)


def test_statements_about_nodes_are_observations_of_one_data_set(hostile: Store, tmp_path: Path) -> None:
    made = project(hostile, "policy-cocitation", Options(role="basis"))
    found = measures(made.graph)
    write(made, found, tmp_path / "m.ttl", NS.base)
    store = Store()
    store.extend(Quad(*q.triple) for q in parse(path=str(tmp_path / "m.ttl"), format=RdfFormat.TURTLE))
    rows = store.query(
        """PREFIX jx: <https://w3id.org/jixiao/ontology#> PREFIX qb: <http://purl.org/linked-data/cube#>
        PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT * { ?o qb:dataSet ?d ; jx:measureOf ?node ; jx:degree ?degree ; jx:pageRank ?rank ; jx:projectCount ?n .
                   ?d dcterms:identifier "policy-cocitation" ; jx:citationRole ?role }"""
    )
    assert {row["node"].value: (int(row["degree"].value), float(row["rank"].value)) for row in rows} == {
        node: (each.degree, each.pagerank) for node, each in found.nodes.items()
    }


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "ttl", "csv", "svg", "png"])
def test_the_same_network_gives_the_same_file(tmp_path: Path, suffix: str) -> None:
    contents = []
    for order in (FORMS, tuple(reversed(FORMS))):
        made = project(store_of(*order), "policy-cocitation")
        target = tmp_path / f"{len(contents)}.{suffix}"
        if suffix in ("svg", "png"):
            draw(made, measures(made.graph), "pagerank", 5, "rank", target)
        else:
            write(made, measures(made.graph), target, NS.base)
        contents.append(target.read_bytes())
    assert contents[0] == contents[1]


# Figures

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"


@pytest.mark.parametrize("chart", ["rank", "time"])
def test_a_figure_draws_the_chinese_labels_as_outlines(store: Store, tmp_path: Path, chart: str) -> None:
    made = project(store, "policy-cocitation")
    draw(made, measures(made.graph), "pagerank", 3, chart, tmp_path / "f.svg")
    root = ElementTree.parse(tmp_path / "f.svg").getroot()
    outlines = {path.get("id"): path.get("d") for path in root.iter(f"{SVG}path") if path.get("id")}
    used = {use.get(XLINK, "").removeprefix("#") for use in root.iter(f"{SVG}use")}
    font = FT2Font(str(sans_path()))
    glyphs = {font.get_char_index(ord(character)) for character in STATE_ + "科普规划" + LAW_}
    assert 0 not in glyphs
    assert {f"NotoSansSC-Regular-{glyph:x}" for glyph in glyphs} <= {name for name in used if outlines[name]}
    assert "NotoSansSC-Regular-0" not in used  # .notdef
    assert root.findtext(f"{SVG}title") == "政策文件共引"
    assert STATE_ in (tmp_path / "f.svg").read_text(encoding="utf-8")


def test_labels_are_drawn_on_a_picture(store: Store, tmp_path: Path) -> None:
    """Where the labels stand there is ink, and other labels leave other ink: no row of empty boxes."""
    made = project(store, "policy-cocitation")
    found = measures(made.graph)
    draw(made, found, "pagerank", 3, "rank", tmp_path / "one.png")
    for _, attributes in made.graph.nodes(data=True):
        attributes["label"] = "".join(
            "".join(chr(ord(c) + 1) if "一" <= c < "龟" else c for c in attributes["label"])
        )
    draw(made, found, "pagerank", 3, "rank", tmp_path / "two.png")
    one, two = (
        matplotlib.image.imread(tmp_path / f"{name}.png")[..., :3].mean(axis=2) for name in ("one", "two")
    )
    left = one[: one.shape[0] * 3 // 4, : one.shape[1] // 4]
    assert 0.01 < (left < 0.5).mean() < 0.5
    width = min(one.shape[1], two.shape[1]) // 4
    height = min(one.shape[0], two.shape[0])
    assert (abs(one[:height, :width] - two[:height, :width]) > 0.5).sum() > 200


@pytest.mark.parametrize("suffix", ["svg", "png"])
@pytest.mark.parametrize("chart", ["rank", "time"])
def test_hostile_labels_are_drawn_as_they_are(
    hostile: Store, tmp_path: Path, chart: str, suffix: str
) -> None:
    made = project(hostile, "units-by-policy")
    draw(made, measures(made.graph), "degree", 5, chart, tmp_path / f"f.{suffix}")
    if suffix == "svg":
        root = ElementTree.parse(tmp_path / "f.svg").getroot()
        assert [each for each in root.iter() if each.tag.endswith("script")] == []
        assert "〓" in (tmp_path / "f.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("chart", "name", "message"),
    [
        ("rank", "f.pdf", "f.pdf: not a figure to draw; end the name in .svg or .png"),
        ("time", "f.svg", "f.svg: no time to draw; the projects of this network are not of several years"),
        ("rank", "none/f.svg", "f.svg: cannot be written"),
    ],
)
def test_what_cannot_be_drawn_is_told(tmp_path: Path, chart: str, name: str, message: str) -> None:
    made = project(store_of(FORMS[0]), "policy-cocitation")
    with pytest.raises(ExportError, match=message):
        draw(made, measures(made.graph), "degree", 5, chart, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


# The command


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("networks")
    forms = Path(__file__).parents[2] / "examples" / "forms"
    assert CliRunner().invoke(main, ["build", str(forms), "--out", str(folder / "out")]).exit_code == 0
    return folder / "out"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["network", *map(str, arguments)], prog_name="kg")


def test_a_table_ends_in_what_it_is_out_of(built: Path) -> None:
    result = run(built, "--projection", "policy-cocitation", "--top", 2, "--role", "basis")
    assert (result.exit_code, result.stderr) == (0, "")
    *_, first, second, size, basis, weight, communities = result.stdout.splitlines()
    assert (first.split()[0], second.split()[0]) == ("1", "2")
    assert size.endswith("the first 2 shown, more with --top")
    assert basis == "5 of 6 projects cite a policy 引用政策文件 (2019; role basis)"
    assert weight == "weight 权重: projects that cite both 同时引用两文件的项目数"
    assert "modularity" in communities


def test_rows_for_programs(built: Path) -> None:
    result = run(built, "--projection", "units-by-indicator", "--format", "csv", "--by", "degree")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [int(row["degree"]) for row in rows] == sorted((int(row["degree"]) for row in rows), reverse=True)
    assert result.stderr.startswith("6 of 6 projects use an indicator")
    told = json.loads(
        run(built, "--projection", "units-by-indicator", "--format", "json", "--by", "degree").stdout
    )
    assert [node["iri"] for node in told["nodes"]] == [row["iri"] for row in rows]
    assert (told["projects_using"], told["projects"], told["projects_by_year"]) == (6, 6, {"2019": 6})


def test_files_beside_the_table(built: Path, tmp_path: Path) -> None:
    out, plot = tmp_path / "w.gexf", tmp_path / "w.svg"
    result = run(built, "--projection", "whole", "--out", out, "--plot", plot)
    assert result.stdout.splitlines()[-1] == f"{out}, {plot}: written"
    assert len(networkx.read_gexf(out)) > 400


def test_what_was_left_out_is_told_on_stderr(built: Path) -> None:
    result = run(built, "--projection", "policy-cocitation", "--max-shared", 5)
    assert len(result.stderr.splitlines()) == 2
    assert all(line.startswith("left out: ") for line in result.stderr.splitlines())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--projection", "policy-cocitation", "--year", "1999"], "no project is of the year 1999"),
        (["--projection", "units-by-indicator", "--role", "basis"], "has no citations of role basis"),
        (["--projection", "whole", "--year", "2019"], "the whole graph has none"),
        (["--projection", "whole", "--out", "g.foo"], "g.foo: not a format to write; end the name in"),
        (["--projection", "whole", "--plot", "g.gif"], "g.gif: not a figure to draw"),
        (["--projection", "policies"], "is not one of"),
    ],
)
def test_mistakes_are_one_line_and_exit_code_2(built: Path, arguments: list[str], message: str) -> None:
    result = run(built, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_the_command_knows_every_projection_and_role() -> None:
    assert isinstance(main, type(main))
    options = {option.name: option for option in main.commands["network"].params}  # type: ignore[attr-defined]
    assert set(options["name"].type.choices) == {*PROJECTIONS, WHOLE}
    assert tuple(options["role"].type.choices) == ROLES
