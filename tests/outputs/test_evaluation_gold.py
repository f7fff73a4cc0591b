"""Gold files against predictions: what counts as right, wrong, missed and spurious."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.evaluation import EvaluationError, Named, Report, against, evaluate, read_report, to_json
from outputs.evaluation.facts import Fact, compare
from outputs.evaluation.scores import scores


def named(name: str, *objects: dict[str, Any]) -> Named:
    return Named(name, "\n".join(json.dumps(each, ensure_ascii=False) for each in objects).encode())


def judged(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> Report:
    report, problems = evaluate(named("gold.jsonl", *gold), named("found.jsonl", *found))
    assert problems == ()
    return report


def counts(report: Report) -> dict[str, tuple[int, int, int]]:
    return {each.field: (each.correct, each.spurious, each.missed) for each in report.scores}


# Facts.


def fact(value: str | None, about: str = "", **more: Any) -> Fact:
    return Fact(("s", "f"), (value,), about, **more)


@pytest.mark.parametrize(
    ("gold", "found", "outcomes"),
    [
        ([fact("a")], [fact("a")], ["correct"]),
        ([fact("a")], [fact("b")], ["wrong"]),
        ([fact("a")], [], ["missed"]),
        ([], [fact("a")], ["spurious"]),
        ([fact(None)], [fact(None)], []),
        ([fact(None)], [fact("a")], ["spurious"]),
        ([fact("a")], [fact(None)], ["missed"]),
        ([fact("a", "x")], [fact("a", "y")], ["missed", "spurious"]),
        ([fact("a"), fact("b")], [fact("b"), fact("a")], ["correct", "correct"]),
        ([fact("a"), fact("a")], [fact("a")], ["correct", "missed"]),
        ([fact("a", span=(0, 3))], [fact("a", span=(2, 5))], ["correct"]),
        ([fact("a", span=(0, 3))], [fact("a", span=(3, 5))], ["missed", "spurious"]),
        ([fact("a", accepted=(("b",),))], [fact("b")], ["correct"]),
        ([fact("a", accepted=(("b",),))], [fact("c")], ["wrong"]),
        ([fact("a", accepted=((None,),))], [fact(None)], []),
        ([fact(None, accepted=(("b",),))], [fact("b")], []),
        ([fact("a", optional=True)], [fact("b")], []),
        ([fact("a", optional=True)], [], []),
        # What is optional takes nothing from what counts.
        ([fact("a", optional=True), fact("a")], [fact("a")], ["correct"]),
        ([fact("b", optional=True), fact("a")], [fact("b"), fact("a")], ["correct"]),
    ],
)
def test_outcomes(gold: list[Fact], found: list[Fact], outcomes: list[str]) -> None:
    assert [verdict.outcome for verdict in compare(gold, found)] == outcomes


FACTS = st.lists(
    st.builds(
        Fact,
        st.tuples(st.just("header"), st.sampled_from(["year", "code"])),
        st.tuples(st.sampled_from(["a", "b", "c"])),
        st.sampled_from(["", "x"]),
    ),
    max_size=8,
)


@given(FACTS, FACTS)
def test_gold_and_predictions_may_change_places(gold: list[Fact], found: list[Fact]) -> None:
    there = {each.field: each for each in scores(compare(gold, found))}
    back = {each.field: each for each in scores(compare(found, gold))}
    assert there.keys() == back.keys()
    for name, score in there.items():
        other = back[name]
        assert (score.correct, score.spurious, score.missed) == (other.correct, other.missed, other.spurious)
        assert (score.precision, score.recall, score.f1) == (other.recall, other.precision, other.f1)


@given(FACTS, st.randoms(use_true_random=False))
def test_order_changes_no_count(gold: list[Fact], random: Any) -> None:
    shuffled = list(gold)
    random.shuffle(shuffled)
    assert all(verdict.outcome == "correct" for verdict in compare(gold, shuffled))


# Target values.

TARGET = {"text": "≥90%", "comparator": ">=", "low": 90, "high": None, "unit": "%", "value_kind": "percent"}
WHOLE = "comparator + low + high + unit"


def test_our_own_extractor_is_asked_where_no_predictions_are_given() -> None:
    gold = named("gold.jsonl", {**TARGET, "indicator": "满意度"}, {**TARGET, "text": "≥80%", "id": "T2"})
    report, _ = evaluate(gold)
    assert report.predictions is None
    assert counts(report)[WHOLE] == (1, 1, 1)
    assert [(each.item, each.field, each.gold, each.found) for each in report.cases] == [
        ("T2", "low", "90", "80"),
        ("T2", WHOLE, ">= 90 – %", ">= 80 – %"),
    ]


def test_numbers_compare_by_value() -> None:
    found = Named("found.jsonl", json.dumps(TARGET).replace(" 90,", " 90.00,").encode())
    report, _ = evaluate(named("gold.jsonl", TARGET), found)
    assert counts(report)["low"] == (1, 0, 0)


def test_numbers_are_exact() -> None:
    numbers = [
        json.dumps({**TARGET, "low": 0}).replace(" 0,", f" {low},").encode()
        for low in ("0.1", "0.10000000000000001")
    ]
    report, _ = evaluate(*(Named("jsonl", each) for each in numbers))
    assert [(each.field, each.gold, each.found) for each in report.cases][:1] == [
        ("low", "0.1", "0.10000000000000001")
    ]


def test_what_is_not_annotated_is_not_judged() -> None:
    report = judged(
        [{"text": "x", "comparator": "="}], [{"text": "x", "comparator": "=", "low": 3, "unit": "次"}]
    )
    assert counts(report) == {"comparator": (1, 0, 0)}


def test_kind_may_be_called_value_kind() -> None:
    report = judged([TARGET], [{**TARGET, "value_kind": None, "kind": "percent"}])
    assert counts(report)["kind"] == (0, 0, 1)
    plain = {key: value for key, value in TARGET.items() if key != "value_kind"}
    assert counts(judged([TARGET], [{**plain, "kind": "percent"}]))["kind"] == (1, 0, 0)


def test_accepted_values_count_part_by_part() -> None:
    gold = {**TARGET, "accept_comparator": [">"], "accept_unit": [None, "百分比"]}
    found = {**TARGET, "comparator": ">", "unit": None}
    report = judged([gold], [found])
    assert counts(report)[WHOLE] == (1, 0, 0)
    assert counts(report)["comparator"] == (1, 0, 0)
    assert "unit" not in counts(report)  # where null is as good, nothing is to be found


VALUES = {"text": "", "comparator": "=", "low": 20, "high": 20, "unit": "%"}


@pytest.mark.parametrize(
    ("gold", "found", "whole"),
    [
        ([20, 8], [20, 8], (2, 0, 0)),
        ([20, 8], [8], (1, 0, 1)),
        ([20], [20, 8], (1, 1, 0)),
        ([20, 8], [8, 20], (1, 1, 1)),
        ([20, 8, 3], [20, 7, 3], (2, 1, 1)),
    ],
)
def test_several_values_are_paired_in_their_order(
    gold: list[int], found: list[int], whole: tuple[int, int, int]
) -> None:
    def target(numbers: list[int]) -> dict[str, Any]:
        first, *more = [{**VALUES, "low": number, "high": number} for number in numbers]
        return {**first, "more": more}

    assert counts(judged([target(gold)], [target(found)]))[WHOLE] == whole


# Snippets.

TEXT = "根据《科普规划》（沪科〔2018〕012号）和国发〔2016〕23号"
PLAN = {
    "surface": "沪科〔2018〕012号",
    "number_canonical": "沪科〔2018〕012号",
    "agency_code": "沪科",
    "year": 2018,
    "seq": "012",
    "title": "科普规划",
    "kind": "gov",
    "start": 9,
    "end": 21,
}
STATE = {"surface": "国发〔2016〕23号", "number": "国发〔2016〕23号", "title": None, "start": 23, "end": 34}


def snippet(*citations: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"text": TEXT, "citations": list(citations), **more}


def test_snippets_by_our_own_extractor() -> None:
    assert TEXT[9:21] == PLAN["surface"]
    report, problems = evaluate(named("gold.jsonl", snippet(PLAN, STATE)))
    assert problems == ()
    assert counts(report) == {
        "number": (2, 0, 0),
        "agency_code": (1, 1, 0),  # of the second it is not annotated: what one citation has is asked of all
        "year": (1, 1, 0),
        "serial": (1, 1, 0),
        "title": (1, 0, 0),
        "series": (1, 1, 0),
        "all": (7, 4, 0),
    }


def test_a_citation_is_found_by_its_place() -> None:
    shifted = {**STATE, "number": "发〔2016〕23号", "start": 24, "surface": "发〔2016〕23号"}
    assert counts(judged([snippet(STATE)], [snippet(shifted)]))["number"] == (0, 1, 1)
    elsewhere = {**STATE, "start": 0, "end": 2, "surface": "根据"}
    assert counts(judged([snippet(STATE)], [snippet(elsewhere)]))["number"] == (0, 1, 1)


def test_optional_citations_count_neither_way() -> None:
    optional = {**STATE, "optional": True}
    for found in ([], [STATE], [{**STATE, "title": "某通知"}]):
        assert counts(judged([snippet(optional)], [snippet(*found)])) == {}


def test_citations_of_a_title_alone_are_judged_where_such_are_annotated() -> None:
    bare = {"surface": "《科普规划》", "number": None, "title": "科普规划", "start": 2, "end": 8}
    report = judged([snippet(STATE)], [snippet(STATE, bare)])
    assert counts(report)["number"] == (1, 0, 0)
    assert "title" not in counts(report)
    assert report.notes == (
        "only citations with a number are annotated: those of a title alone were not judged",
    )
    both = judged([snippet(STATE, bare)], [snippet(STATE, bare)])
    assert (counts(both)["title"], both.notes) == ((1, 0, 0), ())


def test_objects_are_told_by_id_or_text_and_the_others_are_counted() -> None:
    gold = [snippet(STATE, id="a"), {**snippet(STATE), "text": TEXT + "。"}, {**snippet(), "text": "无"}]
    report = judged(
        gold, [{**snippet(STATE), "text": TEXT + "。"}, snippet(STATE, id="b"), snippet(STATE, id="a")]
    )
    assert counts(report)["number"] == (2, 0, 0)
    assert report.notes[1:] == (
        "1 of 3 snippets are not in found.jsonl: all they hold counts as missed",
        "1 of 3 snippets in found.jsonl are not annotated, and were not judged",
    )


# Lines that cannot be read.


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "is not JSON at column 2 (Expecting property name enclosed in double quotes)"),
        ("[]", "is not a JSON object {…}"),
        ('{"text": "x", "comparator": NaN}', "is not JSON (NaN is no number)"),
        ("[" * 100_000, "is not JSON (maximum recursion depth exceeded"),
        ('{"id": 1}', "has neither the keys of a record, nor text and citations, nor text and comparator"),
        ('{"text": "x", "citations": null}', "/citations is not a list […]"),
        ('{"text": 5, "citations": []}', "/text is not a text or null"),
        ('{"text": "x", "citations": [{"start": "0"}]}', "/citations/0/start is not a whole number or null"),
        ('{"text": "x", "citations": [{"start": 1, "end": 1}]}', "/citations/0/end is not behind its start"),
        (
            '{"text": "xyz", "citations": [{"start": 0, "end": 2, "surface": "yz"}]}',
            "/citations/0/surface is not what stands at 0-2 of the text, “xy”",
        ),
        ('{"text": "x", "comparator": "=", "low": []}', "/low is not a text, a number or null"),
        ('{"text": "x", "comparator": "=", "more": {}}', "/more is not a list […]"),
        ('{"text": "x", "comparator": "="}', "holds targets in a file of snippets"),
        ('{"project": {"name": "a"}}', "holds records in a file of snippets"),
        ('{"project": []}', "/project is not an object {…}"),
        ('{"indicators": [{"name": {}}]}', "/indicators/0/name is not a text or null"),
    ],
)
def test_malformed_lines_are_told_one_by_one(line: str, problem: str) -> None:
    good = json.dumps(snippet(PLAN))
    report, problems = evaluate(Named("gold.jsonl", f"{good}\n\n{line}\n{good}\n".encode()))
    assert report.gold.items == 2
    (told,) = problems
    assert told.startswith(f"gold.jsonl:3: {problem}")
    assert told.endswith("; correct this line")
    assert "\n" not in told


@pytest.mark.parametrize(
    ("gold", "found", "problem"),
    [
        ("", None, "gold: is empty; give one JSON object a line"),
        ("{", None, "gold:1: is not JSON at column 2"),
        (
            '{"project": {}}',
            None,
            "gold: holds records, which need something to be compared with; name a build",
        ),
        (
            '{"project": {}}',
            '{"text": "", "citations": []}',
            "found: holds snippets, and gold records; compare like",
        ),
        (b"\x00\xff\x00", None, "gold: is not text in a known encoding; save it as UTF-8"),
    ],
)
def test_files_that_cannot_be_judged(gold: str | bytes, found: str | None, problem: str) -> None:
    data = gold if isinstance(gold, bytes) else gold.encode()
    with pytest.raises(EvaluationError) as error:
        evaluate(Named("gold", data), Named("found", found.encode()) if found else None)
    assert str(error.value).startswith(problem)


# Gains and losses.


def test_gains_and_losses_against_an_earlier_run() -> None:
    gold = [TARGET, {**TARGET, "text": "≥80%", "low": 80}]
    before = judged(gold, [TARGET, {**TARGET, "text": "≥80%", "low": 8}])
    now = judged(gold, [{**TARGET, "unit": None}, {**TARGET, "text": "≥80%", "low": 80}])
    change = against(now, read_report(to_json(before), "before.json"), "before.json").change
    assert change is not None
    assert change.same_gold
    assert [(each.item, each.field) for each in change.gains] == [("2", "low"), ("2", WHOLE)]
    assert [(each.item, each.field) for each in change.losses] == [("1", "unit"), ("1", WHOLE)]
    same = against(now, now, "now.json").change
    assert same is not None
    assert (same.gains, same.losses) == ((), ())
    other = against(
        now, msgspec.structs.replace(before, gold=msgspec.structs.replace(before.gold, sha256="")), "x"
    )
    assert other.change is not None
    assert not other.change.same_gold


def test_a_report_is_not_anything() -> None:
    with pytest.raises(EvaluationError, match=r"x: is no report of kg eval GOLD"):
        read_report(b"{}", "x")
