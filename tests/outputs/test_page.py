"""The page as data and as bytes: what it says, and what it must never hold."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_sample import HOSTILE, ID, TEXT, hostile_sample, sample, text_of
from pyoxigraph import Store

from outputs.page import write_page
from outputs.page.labels import short_label
from outputs.page.layout import positions

HERE = Path(__file__).parent


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the text of scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[dict[str, str | None], str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))
        if tag in ("script", "style"):
            self.raw.append((dict(attributes), ""))

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][0] in ("script", "style") and self.raw:
            attributes, text = self.raw[-1]
            self.raw[-1] = (attributes, text + data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.elements.append(("/" + tag, {}))


def parsed(path: Path) -> Elements:
    parser = Elements()
    parser.feed(path.read_bytes().decode())
    parser.close()
    return parser


def content_of(path: Path) -> dict[str, Any]:
    (text,) = (text for attributes, text in parsed(path).raw if attributes.get("id") == "content")
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_page(hostile_sample().store(), path, texts=text_of)
    return path


@pytest.fixture(scope="module")
def content(page: Path) -> dict[str, Any]:
    return content_of(page)


def facts_of(content: dict[str, Any], node: str) -> list[tuple[str, str, Any, list[Any]]]:
    """(term in Chinese, name, value in Chinese, places) of every fact of a node."""
    return [readable(content, fact) for fact in numbered(content)[node][1].get("facts", [])]


def readable(content: dict[str, Any], fact: dict[str, Any]) -> tuple[str, str, Any, list[Any]]:
    return (
        zh(content, fact["term"]),
        fact.get("name", ""),
        zh(content, fact.get("value", "")),
        fact.get("places", []),
    )


def zh(content: dict[str, Any], value: Any) -> Any:
    return content["terms"][value][0] if isinstance(value, int) else value


def numbered(content: dict[str, Any]) -> dict[str, tuple[int, dict[str, Any]]]:
    return {node["iri"].removeprefix(ID): (number, node) for number, node in enumerate(content["nodes"])}


def relations(content: dict[str, Any]) -> dict[tuple[str, str], list[str]]:
    """Pairs of labels → the relations between them, in Chinese."""
    label = [node["label"] for node in content["nodes"]]
    return {
        (label[edge["source"]], label[edge["target"]]): [zh(content, fact["term"]) for fact in edge["facts"]]
        for edge in content["edges"]
    }


# What the page says


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("全市孵化器服务", "上海市科技创业中心", ["申报单位"]),
        ("全市孵化器服务", "沪科党组合〔2007〕11号", ["立项依据"]),
        ("全市孵化器服务", "中华人民共和国合同法", ["合规"]),
        ("全市孵化器服务", "科技服务活动", ["目标值"]),
        ("创业杯评选", "全市孵化器服务", ["所在"]),
        ("科技服务活动", "数量目标", ["上级类别"]),
        ("数量目标", "产出目标", ["上级类别"]),
        ("申报表", "全市孵化器服务", ["所述项目"]),
        ("申报表", "表.txt", ["所在"]),
        ("指标没有目标值", "全市孵化器服务", ["所涉对象"]),
        ("指标没有目标值", "综合满意度", ["所涉对象"]),
    ],
)
def test_an_edge_is_named_in_the_words_of_the_ontology(
    content: dict[str, Any], source: str, target: str, expected: list[str]
) -> None:
    assert relations(content)[source, target] == expected


def test_a_fact_comes_with_its_exact_place_and_the_sentence_around_it(content: dict[str, Any]) -> None:
    start = TEXT.index("上海市科技创业中心")
    place = [0, start, start + 9, "上海市科技创业中心", "申报单位名称：", "（盖章）", 0]
    names = [fact for fact in facts_of(content, "unit/1") if fact[0] == "名称"]
    assert names == [("名称", "", "上海市科技创业中心", [place])]
    assert content["documents"][0] == "表.txt"


def test_tags_around_a_place_are_not_shown_but_the_place_itself_is_exact(content: dict[str, Any]) -> None:
    (fact,) = [fact for fact in facts_of(content, "project/1") if fact[0] == "政策引用"]
    _, name, _, (place,) = fact
    assert (name, place[3:6]) == ("《内部纪要》", ["《内部纪要》", "另据", "办理。"])


def test_a_place_tells_its_page(tmp_path: Path) -> None:
    made = sample()
    made.say(f"{ID}form/1#amount", "jx:page", 12)
    write_page(made.store(), tmp_path / "page.html")
    told = {term: places for term, _, _, places in facts_of(content_of(tmp_path / "page.html"), "project/1")}
    assert [place[-1] for place in told["预算金额"]] == [12]
    assert [place[-1] for place in told["名称"]] == [0]


def test_what_belongs_to_a_project_is_told_with_it(content: dict[str, Any]) -> None:
    told = {(term, name): value for term, name, value, _ in facts_of(content, "project/1")}
    assert told["预算金额", "项目总预算（元）"] == "9,700,000 元"
    assert told["预算年度", ""] == "2019"


def test_a_target_shows_its_parsed_values_beside_its_text(content: dict[str, Any]) -> None:
    number = {node["label"]: number for number, node in enumerate(content["nodes"])}
    ends = (number["全市孵化器服务"], number["科技服务活动"])
    (edge,) = [edge for edge in content["edges"] if (edge["source"], edge["target"]) == ends]
    (fact,) = edge["facts"]
    assert fact["value"] == "≥40次（按计划完成）"
    notes = {zh(content, term): zh(content, note) for term, note in fact["notes"]}
    assert notes == {"比较方式": "不低于", "下限": "40", "另一数值": "20 份"}


def test_the_legend_counts_each_class_and_leaves_out_concepts_that_nothing_uses(
    content: dict[str, Any],
) -> None:
    counts = {zh(content, entry["term"]): (entry["shown"], entry["on"]) for entry in content["legend"]}
    assert counts == {
        "预算单位": (1, True),
        "项目": (1 + len(HOSTILE), True),
        "政策文件": (2, True),
        "指标": (2, True),
        "子项目": (1, False),
        "指标类别": (2, False),
        "发文机关": (0, False),
        "绩效目标表": (1, False),
        "源文件": (1, False),
        "待核事项": (1, False),
    }


def test_a_policy_is_found_by_its_printed_number_and_by_its_title(content: dict[str, Any]) -> None:
    _, policy = numbered(content)["policy/1"]
    assert policy["also"] == ["关于功能定位的批复", "沪科党组合〔2007〕011号"]


def test_without_texts_the_exact_words_stand_alone(tmp_path: Path) -> None:
    write_page(sample().store(), tmp_path / "page.html")
    names = [fact for fact in facts_of(content_of(tmp_path / "page.html"), "unit/1") if fact[0] == "名称"]
    assert [place[3:] for place in names[0][3]] == [["上海市科技创业中心", "", "", 0]]


def test_beyond_the_cap_the_most_connected_are_kept_and_the_rest_is_counted(tmp_path: Path) -> None:
    made = sample()
    for number in range(50):
        made.node(f"policy/x{number}", "PolicyDocument", skos_prefLabel=f"文件{number}")
    summary = write_page(made.store(), tmp_path / "page.html", cap=5)
    content = content_of(tmp_path / "page.html")
    assert content["nodes"][0]["label"] == "全市孵化器服务"
    assert (summary.nodes, summary.all_nodes) == (5, 62)
    assert sum(entry["total"] for entry in content["legend"]) == 62
    assert summary.edges == len(content["edges"]) > 0


def test_an_empty_graph_gives_a_page_that_says_so(tmp_path: Path) -> None:
    summary = write_page(Store(), tmp_path / "page.html")
    assert (summary.nodes, summary.edges, summary.all_nodes) == (0, 0, 0)
    assert content_of(tmp_path / "page.html")["nodes"] == []


# What the page is


def test_the_same_graph_gives_the_same_bytes_whatever_its_order(page: Path, tmp_path: Path) -> None:
    write_page(hostile_sample().store(backwards=True), tmp_path / "again.html", texts=text_of)
    assert (tmp_path / "again.html").read_bytes() == page.read_bytes()


def test_the_same_graph_gives_the_same_bytes_in_another_process(page: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from page_sample import hostile_sample, text_of\n"
        "from outputs.page import write_page\n"
        "write_page(hostile_sample().store(), Path(sys.argv[1]), texts=text_of)"
    )
    environment = os.environ | {"PYTHONHASHSEED": "1", "PYTHONPATH": f"{HERE}{os.pathsep}{HERE.parents[1]}"}
    other = tmp_path / "other.html"
    subprocess.run([sys.executable, "-c", code, str(other)], check=True, env=environment)
    assert other.read_bytes() == page.read_bytes()


def test_the_summary_tells_the_size_in_bytes(tmp_path: Path) -> None:
    summary = write_page(sample().store(), tmp_path / "page.html")
    assert summary.size == (tmp_path / "page.html").stat().st_size < 700_000


def test_the_page_declares_utf_8_and_loads_nothing(page: Path) -> None:
    elements = parsed(page).elements
    assert ("meta", {"charset": "utf-8"}) in elements
    assert {tag for tag, _ in elements} <= {
        *("html", "head", "meta", "title", "style", "/style", "body", "header", "h1", "p", "div", "button"),
        *("input", "ul", "main", "section", "aside", "script", "/script"),
    }
    loading = {"src", "href", "srcset", "data", "action", "formaction", "poster", "background", "style"}
    assert not [attributes for _, attributes in elements if loading & attributes.keys()]
    style = parsed(page).raw[0][1]
    assert "@import" not in style
    assert "url(" not in style


def test_nothing_but_the_scripts_and_style_of_the_page_may_run(page: Path) -> None:
    found = parsed(page)
    (policy,) = (
        attributes["content"] or ""
        for tag, attributes in found.elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    directives = dict(directive.split(" ", 1) for directive in policy.split("; "))
    style, *scripts = (text for attributes, text in found.raw if attributes.get("type") != "application/json")
    assert directives == {
        "default-src": "'none'",
        "script-src": " ".join(map(integrity, scripts)),
        "style-src": integrity(style),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert len(scripts) == 5


def integrity(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def test_no_text_of_a_document_is_markup(page: Path, content: dict[str, Any]) -> None:
    labels = {node["label"] for node in content["nodes"]}
    assert labels >= set(HOSTILE)
    raw = page.read_text(encoding="utf-8")
    data = raw[raw.index('id="content">') + len('id="content">') :].split("</script>", 1)[0]
    assert not re.search("[<>&\u2028\u2029]", data)
    assert raw.count("</script") == 6
    assert "<!--" not in raw
    assert [tag for tag, _ in parsed(page).elements].count("script") == 6


def test_a_title_is_escaped(tmp_path: Path) -> None:
    write_page(sample().store(), tmp_path / "page.html", title=HOSTILE[0])
    assert [tag for tag, _ in parsed(tmp_path / "page.html").elements].count("script") == 6


def test_the_picture_stands_still(content: dict[str, Any]) -> None:
    network = content["network"]
    assert network["options"]["physics"] == {"enabled": False}
    places = [(node["x"], node["y"]) for node in network["nodes"]]
    assert all(isinstance(x, int) and isinstance(y, int) for x, y in places)
    assert len(set(places)) == len(places) == len(content["nodes"])


def test_a_file_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        write_page(sample().store(), tmp_path / "nowhere" / "page.html")


# Labels and places in the picture


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("", ""),
        ("预算执行率", "预算执行率"),
        ("沪科党组合〔2007〕11号", "沪科党组合\n〔2007〕11号"),
        ("国科发火字〔1994〕304号", "国科发火字\n〔1994〕304号"),
        ("上海市研发公共服务平台管理中心", "上海市研发公共服\n务平台管理中心"),
        ("上海市政府集中采购目录和采购限额标准及其说明", "上海市政府集中采购目\n录和采购限额标准及…"),
        ("a" * 60, "a" * 18 + "\n" + "a" * 17 + "…"),
        ("反\u202e转\u0007了", "反转了"),
        ("两 \n 行", "两 行"),
    ],
)
def test_a_label_takes_at_most_two_short_lines(label: str, expected: str) -> None:
    assert short_label(label) == expected


GRAPHS = {
    "nothing": nx.empty_graph(0),
    "one": nx.empty_graph(1),
    "lonely": nx.empty_graph(50),
    "pairs": nx.disjoint_union_all([nx.path_graph(2)] * 30),
    "star": nx.star_graph(300),
    "clique": nx.complete_graph(60),
    "tree": nx.balanced_tree(4, 4),
    "communities": nx.connected_caveman_graph(12, 9),
}


@pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS.keys())
@pytest.mark.parametrize("visible", [1.0, 0.5, 0.0])
def test_every_node_has_room_for_its_label(graph: nx.Graph, visible: float) -> None:
    first = [node for node in graph if node < visible * len(graph)]
    places = positions(graph, first, [1.0] * len(graph))
    assert places.keys() == set(graph)
    assert all(apart(*pair) >= 0.98 for pair in combinations(places.values(), 2))


@settings(deadline=None, max_examples=40)
@given(
    edges=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60), first=st.integers(0, 31)
)
def test_any_graph_is_placed_the_same_way_twice(edges: list[tuple[int, int]], first: int) -> None:
    graph = nx.empty_graph(31)
    graph.add_edges_from((one, other) for one, other in edges if one != other)
    again = nx.empty_graph(31)
    again.add_edges_from(reversed(list(graph.edges)))
    places = positions(graph, range(first), [1.0] * 31)
    assert places == positions(again, range(first), [1.0] * 31)
    assert all(apart(*pair) >= 0.98 for pair in combinations(places.values(), 2))


def apart(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The distance of two nodes, in the room that a node with its label takes (124 × 70 pixels)."""
    return math.hypot((one[0] - other[0]) / 124, (one[1] - other[1]) / 70)
