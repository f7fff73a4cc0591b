"""What is exported is read back: by RDF parsers, by networkx, by pandas."""

from __future__ import annotations

import json
import random
import re
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, parse
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS
from small_corpus import EXHIBITION, NS, ONTOLOGY, READING, SCANNING, quads, record, store_of

import ontology
from extractors import parse_target
from kg.store.loading import canonical_quads, load
from ontology.iris import PREFIXES, compact, term
from outputs.delimited import escape
from outputs.export import FORMATS, ExportError, export
from outputs.network import ENTITIES, LABELS, RELATIONS, entity_graph
from outputs.tables import Column, Table, tables

if TYPE_CHECKING:
    from collections.abc import Set

RDF_FORMATS = {"ttl": RdfFormat.TURTLE, "nq": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
GRAPH_READERS = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}
HOSTILE = '=HYPERLINK("x")\x01\x0b\ufffe</data><script>&\'\U0001f600'
LIBRARY = NS.unit("甲市图书馆", "")


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of()


@pytest.fixture(scope="module")
def folder(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("export") / "tables"
    export(store, "csv", out)
    return out


def triples(store: Store) -> Set[object]:
    return {quad.triple for quad in store.quads_for_pattern(None, None, None, DefaultGraph())}


def on_disk(folder: Path, lines: list[bytes]) -> Store:
    """A store as a build makes it of those lines."""
    folder.mkdir()
    (folder / "shard.nq").write_bytes(b"".join(lines))
    load([folder / "shard.nq"], folder / "store")
    return Store.read_only(str(folder / "store"))


# RDF


@pytest.mark.parametrize("fmt", RDF_FORMATS)
def test_every_triple_comes_back(store: Store, tmp_path: Path, fmt: str) -> None:
    file = tmp_path / f"graph.{fmt}"
    export(store, fmt, file)
    assert {quad.triple for quad in parse(path=str(file), format=RDF_FORMATS[fmt])} == triples(store)


@pytest.mark.parametrize("ontology", [True, False])
@pytest.mark.parametrize("fmt", RDF_FORMATS)
def test_rdflib_reads_what_the_store_holds(store: Store, tmp_path: Path, fmt: str, ontology: bool) -> None:
    export(store, fmt, tmp_path / "graph", ontology=ontology)
    graph = Dataset().parse(tmp_path / "graph", format={"jsonld": "json-ld", "nq": "nquads"}.get(fmt, fmt))
    data = {quad.triple for quad in parse(quads_of_corpus(), RdfFormat.N_QUADS)}
    expected = {tuple(map(as_rdflib, triple)) for triple in (triples(store) if ontology else data)}
    assert {(s, p, o) for s, p, o, _ in Dataset.quads(graph)} == expected


def as_rdflib(term: Any) -> URIRef | Literal:
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    datatype = None if term.language or term.datatype.value.endswith("#string") else term.datatype.value
    return Literal(term.value, lang=term.language, datatype=datatype and URIRef(datatype))


def test_json_is_compact_and_has_a_node_a_line(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "graph.jsonld"
    export(store, "jsonld", file)
    assert json.loads(file.read_text(encoding="utf-8"))["@context"] == PREFIXES
    (line,) = (
        line
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith(f'{{"@id": "{LIBRARY}"')
    )
    assert json.loads(line.rstrip(",")) == {
        "@id": LIBRARY,
        "@type": ["jx:BudgetUnit"],
        "skos:prefLabel": ["甲市图书馆"],
    }


def test_turtle_uses_prefixes(store: Store, tmp_path: Path) -> None:
    export(store, "ttl", tmp_path / "graph.ttl")
    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert "@prefix jx: <https://w3id.org/jixiao/ontology#> ." in text
    assert re.search(rf"^<{LIBRARY}> ", text, re.MULTILINE)
    assert "a jx:BudgetUnit" in text


@pytest.mark.parametrize("fmt", RDF_FORMATS)
def test_the_data_alone(store: Store, tmp_path: Path, fmt: str) -> None:
    export(store, fmt, tmp_path / "data", ontology=False)
    data = {quad.triple for quad in parse(quads_of_corpus(), RdfFormat.N_QUADS)}
    assert {quad.triple for quad in parse(path=str(tmp_path / "data"), format=RDF_FORMATS[fmt])} == data


def quads_of_corpus() -> bytes:
    return quads(EXHIBITION, SCANNING, READING).encode()


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_same_content_gives_the_same_file(tmp_path: Path, fmt: str) -> None:
    lines = quads_of_corpus().splitlines(keepends=True)
    lines += canonical_quads(*map(ontology.path, ONTOLOGY)).splitlines(keepends=True)
    files = []
    for seed in (1, 2):
        random.Random(seed).shuffle(lines)
        export(on_disk(tmp_path / str(seed), lines), fmt, tmp_path / f"{seed}.out")
        files.append(contents(tmp_path / f"{seed}.out"))
    assert files[0] == files[1]


def contents(path: Path) -> dict[str, bytes]:
    """A file, or the files of a folder, by name."""
    found = path.iterdir() if path.is_dir() else [path.rename(path.with_name("file"))]
    return {file.name: file.read_bytes() for file in found}


# Networks


def test_nodes_are_entities_with_class_and_label(store: Store) -> None:
    graph = entity_graph(store)
    assert graph.nodes[LIBRARY] == {"iri": LIBRARY, "label": "甲市图书馆", "cls": "BudgetUnit"}
    counts = {cls: sum(node["cls"] == cls for node in dict(graph.nodes).values()) for cls in ENTITIES}
    assert counts == {
        "BudgetUnit": 3,
        "Project": 3,
        "SubProject": 2,
        "BudgetAmount": 8,
        "Goal": 1,
        "Section": 3,
        "Milestone": 1,
        "Indicator": 6,
        "IndicatorCategory": 7,  # four of the second level in use, and the three above them
        "Target": 7,
        "ActualValue": 0,
        "PolicyDocument": 3,
        "IssuingBody": 2,
        "PolicyCitation": 5,
        "Finding": 4,
        "PerformanceForm": 3,
        "Document": 3,
    }


def test_edges_are_relations_between_them(store: Store) -> None:
    graph = entity_graph(store)
    label = graph.nodes(data="label")
    found = {
        (label[source], predicate, label[target])
        for source, target, predicate in graph.edges(data="predicate")
    }
    assert found >= {
        ("科普展览", "jx:unit", "甲市科技馆"),
        ("甲市科技馆", "jx:supervisedBy", "甲市科学技术委员会"),
        ("科普展览", "jx:hasPolicyBasis", "国发〔2016〕23号"),
        ("国发〔2016〕23号", "jx:issuedBy", "国务院"),
        ("展品制作", "dcterms:isPartOf", "科普展览"),
        ("≥12场", "jx:indicator", "展览场次"),
        ("展览场次", "skos:broader", "数量目标"),
        ("数量目标", "skos:broader", "产出目标"),
        ("绩效目标申报表 2019", "jx:describes", "馆藏数字化"),
        ("预算金额（元） 700000", "jx:project", "展品制作"),
    }
    assert {key for *_, key in graph.edges(keys=True)} <= set(RELATIONS)
    assert all(key == predicate for *_, key, predicate in graph.edges(keys=True, data="predicate"))


def test_classes_may_be_chosen(store: Store) -> None:
    graph = entity_graph(store, ("BudgetUnit", "Project"))
    assert {cls for _, cls in graph.nodes(data="cls")} == {"BudgetUnit", "Project"}
    assert {predicate for *_, predicate in graph.edges(data="predicate")} == {"jx:unit", "jx:supervisedBy"}


def test_every_class_and_relation_of_the_ontology_is_thought_of() -> None:
    graph = Graph().parse(ontology.path("jixiao.ttl"))
    entities = {URIRef(term(cls)) for cls in ENTITIES}
    assert set(graph.subjects(RDF.type, OWL.Class)) - entities == {
        URIRef(term("Evidence")),
        URIRef(term("ExtractionRun")),
        URIRef(term("IndicatorConcept")),
    }
    between = {
        compact(str(one))
        for one in graph.subjects(RDF.type, OWL.ObjectProperty)
        if graph.value(one, RDFS.range) in entities or one == URIRef(term("subject"))
    }
    assert between - set(RELATIONS) == set()


def test_a_label_is_short() -> None:
    long = EXHIBITION | {
        "narratives": {},
        "citations": [],
        "milestones": [("很长的时段" * 100, "完成")],
        "findings": [],
    }
    labels = [label for _, label in entity_graph(store_of(long)).nodes(data="label")]
    assert max(map(len, labels)) == 60
    assert LABELS[0] == ("skos:prefLabel",)


@pytest.mark.parametrize("fmt", GRAPH_READERS)
def test_network_files_come_back(store: Store, tmp_path: Path, fmt: str) -> None:
    export(store, fmt, tmp_path / "graph")
    read, made = GRAPH_READERS[fmt](tmp_path / "graph"), entity_graph(store)
    assert set(read) == set(made)
    assert sorted(read.edges(data="predicate")) == sorted(made.edges(data="predicate"))
    assert {node: attributes["label"] for node, attributes in read.nodes(data=True)} == dict(
        made.nodes(data="label")
    )


@pytest.mark.parametrize("fmt", GRAPH_READERS)
def test_network_files_hold_hostile_names(tmp_path: Path, fmt: str) -> None:
    store = store_of(EXHIBITION | {"project": HOSTILE})
    export(store, fmt, tmp_path / "graph")
    read, made = GRAPH_READERS[fmt](tmp_path / "graph"), entity_graph(store)
    assert (read.number_of_nodes(), read.number_of_edges()) == (
        made.number_of_nodes(),
        made.number_of_edges(),
    )
    (label,) = (node["label"] for node in dict(read.nodes).values() if node["cls"] == "Project")
    assert label == '=HYPERLINK("x") </data><script>&\'\U0001f600'


@pytest.mark.parametrize("fmt", GRAPH_READERS)
def test_network_files_hold_facts(store: Store, tmp_path: Path, fmt: str) -> None:
    export(store, fmt, tmp_path / "graph")
    nodes = GRAPH_READERS[fmt](tmp_path / "graph").nodes
    project = nodes[
        NS.project(code=None, unit=NS.unit("甲市科技馆", ""), name="科普展览", year=2019, form="")
    ]
    assert (project["cls"], project["year"], project["types"]) == ("Project", 2019, "其他一次性项目")
    amounts = sorted(node["value"] for node in dict(nodes).values() if node["cls"] == "BudgetAmount")
    assert amounts == [0, 200000, 300000, 500000, 700000, 1000000, 1000000, 3000000]
    (target,) = (node for node in dict(nodes).values() if node.get("text") == "≥12场")
    assert (target["comparator"], target["low"], target["measure_unit"]) == (">=", 12, "场")


@pytest.mark.parametrize("fmt", GRAPH_READERS)
def test_what_xml_does_not_hold_is_left_out(tmp_path: Path, fmt: str) -> None:
    hostile = EXHIBITION | {
        "narratives": {},
        "citations": [],
        "findings": [],
        "milestones": [("一月", HOSTILE)],
    }
    export(store_of(hostile), fmt, tmp_path / "graph")
    nodes = dict(GRAPH_READERS[fmt](tmp_path / "graph").nodes)
    (text,) = (node["text"] for node in nodes.values() if node["cls"] == "Milestone")
    assert text == re.sub("[\x01\x0b\ufffe]", "", HOSTILE)


def test_an_attribute_has_one_type() -> None:
    kinds: dict[str, set[str]] = {}
    for table in tables():
        for column in table.attributes if table.name != "evidence" else ():
            kinds.setdefault(column.name, set()).add(
                {"money": "decimal"}.get(column.type, column.type)
                if column.type in ("integer", "decimal", "money")
                else "text"
            )
    assert {name: types for name, types in kinds.items() if len(types) > 1} == {}
    assert not {"iri", "label", "cls", "id", "start", "end"} & set(kinds)  # taken by nodes, or by the formats


# Tables


def read(folder: Path, name: str) -> pandas.DataFrame:
    return pandas.read_csv(folder / f"{name}.csv", keep_default_na=False, dtype=str)


def dictionary(folder: Path) -> dict[tuple[str, str], dict[str, Any]]:
    rows = read(folder, "columns").to_dict("records")
    return {(row["table"], row["column"]): row for row in rows}


def test_the_dictionary_describes_every_column(folder: Path) -> None:
    described = list(dictionary(folder))
    files = {path.stem for path in folder.glob("*.csv")} - {"columns", "about"}
    assert {table for table, _ in described} == files
    for name in files:
        assert [column for table, column in described if table == name] == list(read(folder, name).columns)
    assert all(row["zh"] and row["en"] for row in dictionary(folder).values())


def test_every_class_has_a_table() -> None:
    graph = Graph().parse(ontology.path("jixiao.ttl"))
    told = {cls for table in tables() for cls in table.classes}
    assert {compact(str(cls)) for cls in graph.subjects(RDF.type, OWL.Class)} - told == {"jx:ExtractionRun"}


def test_paths_are_made_of_known_terms() -> None:
    declared = {str(subject) for subject in Graph().parse(ontology.path("jixiao.ttl")).subjects()}
    steps = {
        step.lstrip("^")
        for table in tables()
        for column in table.columns[1:]
        for step in column.path.split("/")
    }
    unknown = {
        step for step in steps if step.startswith("jx:") and term(step.partition(":")[2]) not in declared
    }
    assert unknown == set()


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("units", 3),
        ("projects", 3),
        ("subprojects", 2),
        ("budgets", 8),
        ("texts", 4),
        ("milestones", 1),
        ("indicators", 6),
        ("targets", 7),
        ("policies", 3),
        ("issuers", 2),
        ("citations", 5),
        ("findings", 4),
        ("forms", 3),
        ("documents", 3),
    ],
)
def test_one_row_a_thing(folder: Path, name: str, rows: int) -> None:
    frame = read(folder, name)
    assert len(frame) == rows
    assert frame[frame.columns[0]].is_unique


def test_keys_join(folder: Path) -> None:
    """Whatever the dictionary says an IRI is found in, it is found in."""
    keys = {table.name: set(read(folder, table.name)[table.key.name]) for table in tables()}
    for (table, column), row in dictionary(folder).items():
        if row["joins"]:
            cells = (cell for cell in read(folder, table)[column] if cell)
            found = {iri for cell in cells for iri in cell.split(" | ")}
            assert found <= set().union(*(keys[name] for name in row["joins"].split(", "))), (table, column)


def test_values_are_parsed(folder: Path) -> None:
    frame = pandas.read_csv(folder / "targets.csv").set_index("text")
    row = frame.loc["≥12场"]
    assert (row["comparator"], row["low"], row["measure_unit"], row["year"]) == (">=", 12, "场", 2019)
    assert (row["project_name"], row["indicator_name"], row["category_name"]) == (
        "科普展览",
        "展览场次",
        "数量目标",
    )
    assert frame.loc["500册", "comparator"] == "="
    assert frame["low"].dtype == float


def test_money_can_be_summed(folder: Path) -> None:
    budgets = pandas.read_csv(folder / "budgets.csv")
    asked = budgets[(budgets.scope == "annual") & (budgets.phase == "requested") & (budgets.year == 2019)]
    assert asked.value.sum() == 4200000
    projects = pandas.read_csv(folder / "projects.csv")
    joined = asked.merge(projects, left_on="owner", right_on="project")
    assert joined.groupby("unit_name").value.sum().to_dict() == {"甲市图书馆": 3200000, "甲市科技馆": 1000000}


@pytest.mark.parametrize("name", ["budgets", "targets", "citations", "findings", "milestones", "subprojects"])
def test_evidence_is_the_source_characters(folder: Path, name: str) -> None:
    texts = {
        NS.document(one.source.sha256): text for one, text in map(record, (EXHIBITION, SCANNING, READING))
    }
    placed = [row for row in read(folder, name).to_dict("records") if row["evidence_document"]]
    assert placed
    for row in placed:
        text = texts[row["evidence_document"]]
        assert text[int(row["evidence_start"]) : int(row["evidence_end"])] == row[
            "evidence_exact"
        ].removeprefix("'")


def test_columns_of_evidence_speak_of_one_piece() -> None:
    """A value in two cells has two pieces; a row shows the first, the table of evidence both."""
    store = store_of(EXHIBITION)
    (amount,) = (row for row in table("budgets").rows(store) if row["value"] == 500000)
    second = NamedNode("https://w3id.org/jixiao/id/form/zzz#/more")
    document, start, exact = amount["evidence_document"], amount["evidence_start"], amount["evidence_exact"]
    store.update(f"""
        PREFIX jx: <{PREFIXES["jx"]}> PREFIX oa: <{PREFIXES["oa"]}>
        INSERT DATA {{ <{amount["amount"]}> jx:evidence {second} . {second} a jx:Evidence ; oa:hasSource <{document}> ;
            jx:start 0 ; jx:end 1 ; oa:exact "2" }}""")
    (again,) = (row for row in table("budgets").rows(store) if row["value"] == 500000)
    assert (again["evidence_start"], again["evidence_exact"]) == (start, exact)
    pieces = [
        row["exact"]
        for row in table("evidence").rows(store)
        if row["node"] and str(amount["amount"]) in row["node"]
    ]
    assert sorted(pieces) == ["2", "500000"]


def table(name: str) -> Table:
    return next(each for each in tables() if each.name == name)


def test_numbers_and_dates_stay_what_they_are(folder: Path) -> None:
    parsers = {"integer": int, "decimal": Decimal, "money": Decimal, "day": date.fromisoformat}
    told = set()
    for (name, column), row in dictionary(folder).items():
        if parser := parsers.get(row["type"]):
            cells = [cell for cell in read(folder, name)[column] if cell]
            assert [str(parser(cell)) for cell in cells] == cells
            told |= {row["type"]} if cells else set()
    assert told == set(parsers)


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("2021年11月底前", "", "2021-11-30"),
        ("2021年第三季度", "2021-07", "2021-09"),
        ("2021年", "2021", "2021"),
    ],
)
def test_a_date_is_as_precise_as_printed(tmp_path: Path, printed: str, low: str, high: str) -> None:
    row = ("产出目标", "时效目标", "完成时间", parse_target(printed))
    export(store_of(READING | {"indicators": [row]}), "csv", tmp_path / "tables")
    (target,) = read(tmp_path / "tables", "targets").to_dict("records")
    assert (target["low_date"], target["high_date"]) == (low, high)


@pytest.mark.parametrize("text", [HOSTILE, "\r=1+1\r\n第二行\r", "\t", 'a"b,c\n', "+86\u2028\x85", "'", "@@"])
def test_a_hostile_text_comes_back_in_its_own_row(tmp_path: Path, text: str) -> None:
    hostile = {"narratives": {}, "citations": [], "findings": [], "milestones": [("一月", text)]}
    export(store_of(EXHIBITION | hostile), "csv", tmp_path / "tables")
    frame = read(tmp_path / "tables", "milestones")
    assert [cell.removeprefix("'") for cell in frame["text"]] == [text]
    assert frame["text"][0][0] not in "=+-@\t\r"


def test_texts_are_whole_and_no_formula(folder: Path) -> None:
    (goal,) = (row for row in read(folder, "texts").to_dict("records") if row["class"] == "Goal")
    assert goal["text"] == "'=办好展览，\t迎接观众。"


def column(type_: str) -> Column:
    return Column("table", "column", "path", type_, "", "", "")


@pytest.mark.parametrize(
    ("type_", "cell", "expected"),
    [
        ("text", "=1+1", "'=1+1"),
        ("text", "+86", "'+86"),
        ("text", "-5%", "'-5%"),
        ("text", "@x", "'@x"),
        ("text", "\tx", "'\tx"),
        ("texts", "＝100% | x", "'＝100% | x"),
        ("text", "'quoted'", "''quoted'"),
        ("text", "≥3家", "≥3家"),
        ("decimal", Decimal("-5.50"), "-5.50"),
        ("decimal", Decimal("1E+6"), "1000000"),
        ("integer", -3, "-3"),
        ("word", "=", "="),
        ("text", None, ""),
    ],
)
def test_a_cell_is_never_a_formula(type_: str, cell: Any, expected: str) -> None:
    assert escape(column(type_), cell) == expected


@given(st.text(min_size=1))
def test_an_escaped_text_can_be_had_back(text: str) -> None:
    written = escape(column("text"), text)
    assert written[0] not in "=+-@\t\r＝＋－＠"
    assert written.removeprefix("'") == text


# What goes wrong


def test_a_format_that_is_not_one(store: Store, tmp_path: Path) -> None:
    expected = "pdf: not a format to export; choose one of ttl, nq, jsonld, graphml, gexf, csv, parquet, xlsx"
    with pytest.raises(ExportError, match=expected):
        export(store, "pdf", tmp_path / "graph.pdf")


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_place_that_cannot_be_written(store: Store, tmp_path: Path, fmt: str) -> None:
    with pytest.raises(
        ExportError, match=r"cannot be written \(No such file or directory\); name a f"
    ) as raised:
        export(store, fmt, tmp_path / "none" / "graph")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_place_that_is_taken_by_the_other_kind(store: Store, tmp_path: Path, fmt: str) -> None:
    taken = tmp_path / "taken"
    if fmt in ("csv", "parquet"):
        taken.write_text("mine", encoding="utf-8")
    else:
        taken.mkdir()
    with pytest.raises(ExportError, match="taken: cannot be written"):
        export(store, fmt, taken)
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_file_that_was_there_stays_until_the_new_one_is_whole(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "graph.jsonld"
    file.write_text("before", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("outputs.jsonld.write", fail)
    with pytest.raises(ExportError, match="No space left on device"):
        export(store, "jsonld", file)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [
        ("graph.jsonld", "before")
    ]


@pytest.mark.parametrize("is_there", [True, False])
def test_tables_appear_together_or_not_at_all(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    out = tmp_path / "tables"
    if is_there:
        out.mkdir()
        (out / "notes.txt").touch()
    written = Table.rows

    def fail(table: Table, *args: Any) -> Any:
        if table.name == "targets":
            raise OSError(28, "No space left on device")
        return written(table, *args)

    monkeypatch.setattr(Table, "rows", fail)
    with pytest.raises(
        ExportError, match=r"tables: cannot be written \(No space left on device\); name a folder"
    ):
        export(store, "csv", out)
    assert [path.name for path in tmp_path.rglob("*")] == (["tables", "notes.txt"] if is_there else [])


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege")
def test_a_link_is_followed_and_stays(store: Store, tmp_path: Path) -> None:
    link, file = tmp_path / "link", tmp_path / "file"
    file.touch()
    link.symlink_to(file)
    export(store, "nq", link)
    assert link.is_symlink()
    assert len(file.read_bytes().splitlines()) == len(store)
