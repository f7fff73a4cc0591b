"""The four real forms of 2019, complete and exact: every field, every row, every finding.

The expectations were written by the program and then compared with the forms by eye, row by row; the
lengths of narratives only guard against change. They hold names, numbers and places only. The forms
themselves are not part of the repository, so that these tests run where they stand beside it.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from extractors import extract_forms
from extractors.document import MASK
from extractors.extract import extract
from extractors.read import read
from extractors.records import Record, from_json, to_json
from kg.graph import form_quads
from kg.link import link
from ontology.iris import Namespace

EXPECTED = json.loads((Path(__file__).parent / "corpus/forms-2019.expected.json").read_text(encoding="utf-8"))
FORMS = pytest.mark.parametrize("index", range(4), ids=[form["unit"]["name"] for form in EXPECTED])


@pytest.fixture(scope="module")
def seeds(shared: Path) -> Path:
    return shared / "seeds" / "forms-2019.txt"


@pytest.fixture(scope="module")
def records(seeds: Path) -> list[Record]:
    return extract_forms(seeds)


@pytest.fixture(scope="module")
def plain(records: list[Record]) -> list[dict[str, Any]]:
    return [json.loads(to_json(record)) for record in records]


def test_four_forms(records: list[Record]) -> None:
    assert [len(record.indicators) for record in records] == [21, 30, 21, 26]


@FORMS
@pytest.mark.parametrize("key", ["unit", "project", "budget"])
def test_header(plain: list[dict[str, Any]], index: int, key: str) -> None:
    expected = EXPECTED[index][key]
    assert {name: plain[index][key][name] for name in expected} == expected
    others = set(plain[index][key]) - set(expected) - {"currency"}
    assert [name for name in others if plain[index][key][name]] == []


@FORMS
def test_year_and_framework(plain: list[dict[str, Any]], index: int) -> None:
    assert (plain[index]["year"], plain[index]["framework"]) == (2019, "shanghai-2019")


@FORMS
def test_subprojects(plain: list[dict[str, Any]], index: int) -> None:
    assert [[part["name"], part["amount"]] for part in plain[index]["subprojects"]] == EXPECTED[index][
        "subprojects"
    ]


@FORMS
def test_narratives_are_whole(plain: list[dict[str, Any]], index: int) -> None:
    assert {name: len(text) for name, text in plain[index]["narratives"].items()} == EXPECTED[index][
        "narratives"
    ]


@FORMS
def test_milestones(plain: list[dict[str, Any]], index: int) -> None:
    assert [milestone["period"] for milestone in plain[index]["milestones"]] == EXPECTED[index]["milestones"]


@FORMS
def test_citations(plain: list[dict[str, Any]], index: int) -> None:
    found = [
        [c["number"] or c["title"], c["role"], c["status"], c["field"]] for c in plain[index]["citations"]
    ]
    assert found == EXPECTED[index]["citations"]


@FORMS
def test_indicators(plain: list[dict[str, Any]], index: int) -> None:
    found = []
    for row in plain[index]["indicators"]:
        target = row["target"]
        value = [target[key] for key in ("comparator", "low", "high", "unit")] if target else [None]
        found.append([row["level1"], row["level2"], row["name"], *value])
    assert found == EXPECTED[index]["indicators"]


@FORMS
def test_findings(plain: list[dict[str, Any]], index: int) -> None:
    found = sorted([finding["code"], finding["field"]] for finding in plain[index]["findings"])
    assert found == sorted(EXPECTED[index]["findings"])


def test_every_value_is_the_characters_it_came_from(seeds: Path, records: list[Record]) -> None:
    text = extract(read(seeds)).text
    for record in records:
        for citation in record.citations:
            assert text[citation.start : citation.end] == citation.surface
        for mention in record.mentions:
            assert "".join(text[mention.start : mention.end].split()) == "".join(mention.text.split())
        for i, indicator in enumerate(record.indicators):
            ((start, end),) = record.spans[f"/indicators/{i}/name"]
            assert text[start:end] == indicator.name
        assert all(
            record.source.start <= s < e <= record.source.end
            for spans in record.spans.values()
            for s, e in spans
        )


def test_contacts_are_masked_unless_asked_for(seeds: Path) -> None:
    document = read(seeds)
    extraction = extract(document)
    assert len(extraction.personal) == 4
    assert len(extraction.text) == len(document.text)
    stored = extraction.text + "".join(to_json(record).decode() for record in extraction.records)
    for start, end in extraction.personal:
        assert extraction.text[start:end] == MASK * (end - start)
        assert document.text[start:end] not in stored
    shown = extract(document, personal_data=True)
    assert [len(record.contacts or ()) for record in shown.records] == [2, 0, 0, 2]


def test_records_survive_their_json(records: list[Record]) -> None:
    for record in records:
        assert from_json(to_json(record)) == record


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_another_encoding_gives_the_same_records(
    seeds: Path, tmp_path: Path, encoding: str, records: list[Record]
) -> None:
    path = tmp_path / "forms.txt"
    path.write_bytes(seeds.read_text(encoding="utf-8").encode(encoding))
    for record, again in zip(records, extract_forms(path), strict=True):
        assert (again.indicators, again.amounts, again.narratives) == (
            record.indicators,
            record.amounts,
            record.narratives,
        )


def test_the_graph_stays_within_its_budget(seeds: Path) -> None:
    """At most 900 triples for a form of about 25 rows (docs/ontology.md), evidence and mentions included."""
    extraction = extract(read(seeds))
    corpus = link(extraction.records)
    lines = {
        line
        for record in extraction.records
        for line in form_quads(record, extraction.text, Namespace(), links=corpus.links)
    }
    rows = sum(len(record.indicators) for record in extraction.records)
    assert (rows, len(extraction.records)) == (98, 4)
    assert len(lines) / len(extraction.records) <= 900
