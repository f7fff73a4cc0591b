"""Gold records against extracted ones: which form is which, and every field that is compared."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from small_corpus import EXHIBITION, READING, SCANNING, record

import kg.build
from extractors.records import to_json
from kg.store import Build
from outputs.evaluation import Named, Report, evaluate

RECORDS: list[dict[str, Any]] = [
    json.loads(to_json(record(form)[0])) for form in (EXHIBITION, SCANNING, READING)
]
FIRST = RECORDS[0]


def named(name: str, objects: list[dict[str, Any]]) -> Named:
    return Named(name, "\n".join(map(json.dumps, objects)).encode())


def judged(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> Report:
    report, problems = evaluate(named("gold", gold), named("found", found))
    assert problems == ()
    return report


def with_(pointer: str, value: object, base: dict[str, Any] = FIRST) -> dict[str, Any]:
    """A copy of a record with another value at an address."""
    changed = deepcopy(base)
    *way, last = pointer.split("/")[1:]
    node: Any = changed
    for key in way:
        node = node[int(key)] if isinstance(node, list) else node[key]
    node[int(last) if isinstance(node, list) else last] = value
    return changed


def test_what_was_extracted_agrees_with_itself() -> None:
    report = judged(RECORDS, RECORDS)
    assert (report.cases, report.notes) == ((), ())
    assert {each.f1 for each in report.scores} == {1.0}
    (forms,) = (each.correct for each in report.scores if each.section == "forms")
    assert forms == 3


@pytest.mark.parametrize(
    ("pointer", "value", "cases"),
    [
        ("/unit/name", "乙市科技馆", [("header", "unit name", "", "甲市科技馆", "乙市科技馆")]),
        ("/unit/name", None, [("header", "unit name", "", "甲市科技馆", None)]),
        ("/project/code", "0001", [("header", "code", "", None, "0001")]),
        ("/year", 2020, [("header", "year", "", "2019", "2020")]),
        (
            "/amounts/0/value",
            10000000,
            [("budget", "budget", "project requested total", "1000000", "10000000")],
        ),
        (
            "/amounts/0/phase",
            "approved",
            [
                ("budget", "budget", "project requested total", "1000000", None),
                ("budget", "budget", "project approved total", None, "1000000"),
            ],
        ),
        ("/subprojects/0/amount", 7, [("sub-projects", "sub-projects", "展品制作", "700000", "7")]),
        (
            "/narratives/立项依据",
            "无",
            [("narratives", "text", "立项依据", FIRST["narratives"]["立项依据"], "无")],
        ),
        ("/milestones/0/text", "布展", [("milestones", "text", "第一季度", "完成布展", "布展")]),
        ("/indicators/0/level1", None, [("indicators", "level1", "展览场次", "产出目标", None)]),
        (
            "/indicators/0/target/low",
            13,
            [("indicators", "target: value", "展览场次", ">= 12 – 场", ">= 13 – 场")],
        ),
        (
            "/indicators/0/target/text",
            "≥13场",
            [("indicators", "target: text", "展览场次", "≥12场", "≥13场")],
        ),
        ("/citations/0/role", "background", [("citations", "role", "", "basis", "background")]),
        ("/findings", [], None),
    ],
)
def test_one_wrong_value_is_one_difference(
    pointer: str, value: object, cases: list[tuple[object, ...]] | None
) -> None:
    report = judged([FIRST], [with_(pointer, value)])
    told = [(each.section, each.field, each.about, each.gold, each.found) for each in report.cases]
    if cases is None:
        assert {section for section, *_ in told} == {"findings"}
    else:
        assert told == cases


def test_a_wrong_name_costs_what_is_said_about_it() -> None:
    report = judged([FIRST], [with_("/indicators/0/name", "展览数")])
    assert {each.field for each in report.cases} == {
        "name",
        "level1",
        "level2",
        "target: text",
        "target: value",
    }


def test_a_partial_record_is_judged_for_what_it_says() -> None:
    gold = {
        "project": {"name": FIRST["project"]["name"]},
        "indicators": [{"name": "展览场次", "target": {"text": "≥12场"}}],
    }
    report = judged([gold], [FIRST])
    assert {(each.section, each.field) for each in report.scores if each.field != "all"} == {
        ("forms", "form"),
        ("header", "project name"),
        ("indicators", "name"),
        ("indicators", "target: text"),
    }
    assert {each.recall for each in report.scores} == {1.0}


def test_an_empty_list_says_that_there_are_none() -> None:
    report = judged([{**FIRST, "indicators": []}], [FIRST])
    rows = {each.field: each for each in report.scores if each.section == "indicators"}
    assert rows["name"].spurious == len(FIRST["indicators"])


# Which form is which.


def source(**values: object) -> dict[str, Any]:
    return {"path": "a.txt", "sha256": "1" * 64, "page": None, "start": 0, "end": 10, **values}


def form(project: str | None, source_: dict[str, Any] | None = None, kind: str = "target") -> dict[str, Any]:
    found: dict[str, Any] = {"form_kind": kind, "project": {"name": project}}
    return found if source_ is None else {**found, "source": source_}


@pytest.mark.parametrize(
    ("gold", "found", "forms"),
    [
        ([form("甲", source())], [form("甲", source())], (1, 0, 0)),
        ([form("甲", source())], [form("甲", source(sha256="2" * 64, path="b.txt"))], (0, 0, 1)),
        # The path where the bytes have changed, the file name where the folder has.
        ([form("甲", source(sha256=None))], [form("甲", source())], (1, 0, 0)),
        ([form("甲", source(sha256=None, path="in/a.txt"))], [form("甲", source(path="a.txt"))], (1, 0, 0)),
        (
            [form("甲", source(sha256=None, path="a.txt"))],
            [form("甲", source(path="x/a.txt")), form("甲", source(path="y/a.txt", sha256="2" * 64))],
            (0, 0, 1),
        ),
        # A wrong name is a wrong name, not another form.
        ([form("甲", source(start=5))], [form("乙", source(start=5))], (1, 0, 0)),
        ([form("甲", source(start=5))], [form("乙", source(start=9))], (1, 0, 0)),
        ([form("甲", source())], [form("乙", source(), kind="narrative")], (1, 0, 0)),
        ([form("甲", source())], [form("乙", source(start=9), kind="narrative")], (0, 1, 1)),
        # Forms beside the annotated ones: in its document they should not be there, in others nobody has looked.
        ([form("甲", source())], [form("甲", source()), form("乙", source(start=50))], (1, 1, 0)),
        (
            [form("甲", source())],
            [form("甲", source()), form("乙", source(sha256="3" * 64, path="c"))],
            (1, 0, 0),
        ),
        # Written by hand, without a source.
        ([form("甲")], [form("乙", source()), form(" 甲 ", source(start=20))], (1, 0, 0)),
        ([form("甲")], [form("乙", source()), form("丙", source(start=20))], (0, 0, 1)),
    ],
)
def test_forms(gold: list[dict[str, Any]], found: list[dict[str, Any]], forms: tuple[int, int, int]) -> None:
    scores = {each.section: each for each in judged(gold, found).scores}
    assert (scores["forms"].correct, scores["forms"].spurious, scores["forms"].missed) == forms


def test_a_form_that_was_not_found_costs_all_its_facts() -> None:
    report = judged(RECORDS, RECORDS[:2])
    names = [each for each in report.scores if (each.section, each.field) == ("indicators", "name")]
    assert names[0].missed == len(RECORDS[2]["indicators"])


def test_forms_that_nobody_annotated_are_counted() -> None:
    notes = judged(RECORDS[:1], RECORDS).notes
    assert notes == ("2 of 3 records in found are not annotated, and were not judged",)


def test_a_build_is_judged_as_it_is(tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "examples" / "forms" / "history-museum-2019.txt"
    kg.build.build([example], tmp_path / "out")
    with Build(tmp_path / "out") as build:
        gold = [json.loads(to_json(each)) for each in build.layout.all_records()]
        gold[0]["unit"]["name"] = "另一个单位"
        report, problems = evaluate(named("gold", gold), build)
        assert problems == ()
        assert [(each.field, each.gold) for each in report.cases] == [("unit name", "另一个单位")]
        assert report.predictions is not None
        assert report.predictions.sha256 == build.generation.graph


def test_citations_are_found_again_where_the_text_is_laid_out_anew() -> None:
    moved = deepcopy(FIRST)
    moved["source"]["end"] += 100
    for citation in moved["citations"]:
        citation["start"] += 100
        citation["end"] += 100
    assert judged([FIRST], [moved]).cases == ()
