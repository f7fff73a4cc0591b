"""Samples: drawn from a build, filled in by people, and turned into figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pandas
import pytest

import kg.build
from kg.store import Build
from outputs.evaluation import EvaluationError, Named, SheetReport, evaluate_sheet, sample
from outputs.evaluation.answers import ASKED, FIELDS, canonical, canonical_entry
from outputs.evaluation.sampling import Design

Rows = list[dict[str, str]]
FORMS = Path(__file__).parents[2] / "examples" / "forms"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("build") / "out"
    kg.build.build([FORMS / "history-museum-2019.txt", FORMS / "standards-institute-2019.txt"], out)
    return out


@pytest.fixture
def build(folder: Path) -> Iterator[Build]:
    with Build(folder) as opened:
        yield opened


def rows_of(
    build: Build, n: int = 40, *, design: Design = "facts", blind: bool = False, seed: int = 0
) -> Rows:
    data, _ = sample(build, n, design=design, blind=blind, seed=seed)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def saved(rows: Rows, encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    output = io.StringIO(newline="")
    writer = csv.DictWriter(output, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return output.getvalue().encode(encoding)


def judged(rows: Rows, build: Build | None = None, second: Rows | None = None) -> SheetReport:
    other = Named("second.csv", saved(second)) if second else None
    return evaluate_sheet(Named("sheet.csv", saved(rows)), build, other)


def truth(build: Build, rows: Rows, design: Design = "facts") -> dict[tuple[str, str], str]:
    """What we say to each question: what a person who agrees with us would type."""
    opened = rows_of(build, 10_000, design=design)
    answers = {(row["fact"], row["field"]): row["ours"].removeprefix("'") for row in opened}
    return {(row["fact"], row["field"]): answers[row["fact"], row["field"]] for row in rows}


def answered(build: Build, rows: Rows, design: Design = "facts") -> Rows:
    known = truth(build, rows, design)
    return [{**row, "answer": known[row["fact"], row["field"]] or "none"} for row in rows]


# The sheet.


def test_a_blind_sheet_asks_the_same_and_holds_no_answer(build: Build) -> None:
    opened, blind = rows_of(build), rows_of(build, blind=True)
    assert [row["fact"] for row in opened] == [row["fact"] for row in blind]
    assert not {"ours", "correct"} & set(blind[0])
    for row, hidden in zip(opened, blind, strict=True):
        assert f"⟦{row['ours']}⟧".replace("'", "") not in hidden["context"]
        assert hidden["context"].count("⟦?⟧") == 1


def test_an_open_sheet_shows_the_evidence_in_its_place(build: Build) -> None:
    rows = [row for row in rows_of(build) if row["field"] in ("header: unit name", "citations: number")]
    assert rows
    for row in rows:
        marked = row["context"].partition("⟦")[2].partition("⟧")[0]
        field = FIELDS[row["field"]]
        assert canonical(field, row["ours"]) in canonical(field, marked)


def test_ids_lead_back_to_the_evidence_in_the_graph(build: Build) -> None:
    rows = rows_of(build, 1000)
    query = "ASK { <%s> a <https://w3id.org/jixiao/ontology#Evidence> }"
    headers = [row["fact"] for row in rows if row["field"] == "header: unit name"]
    assert headers
    assert all(build.store.query(query % fact) for fact in headers)
    forms = {row["fact"] for row in rows_of(build, design="forms")}
    kind = "ASK { <%s> a <https://w3id.org/jixiao/ontology#PerformanceForm> }"
    assert all(build.store.query(kind % form) for form in forms)


def test_the_seed_decides_and_nothing_else(build: Build) -> None:
    assert sample(build, 30)[0] == sample(build, 30)[0]
    assert {row["fact"] for row in rows_of(build, 30)} != {row["fact"] for row in rows_of(build, 30, seed=1)}


def test_everything_can_be_drawn(build: Build) -> None:
    data, drawn = sample(build, 10_000)
    assert len(drawn.candidates) == sum(drawn.sizes.values())
    assert len({each.iri for each in drawn.candidates}) == len(drawn.candidates)
    frame = pandas.read_csv(io.BytesIO(data))
    assert len(frame) == len(drawn.candidates)
    assert set(frame["field"]) <= set(FIELDS)


def test_excel_sees_no_formula(build: Build) -> None:
    values = [row for row in rows_of(build, 1000) if row["field"] == "indicators: target: value"]
    assert any(row["ours"].startswith("'=") for row in values)
    for row in rows_of(build, 1000):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row.values())


def test_one_field_alone(build: Build) -> None:
    _, drawn = sample(build, 10, fields=[("citations", "number")])
    assert {each.field for each in drawn.candidates} == {("citations", "number")}
    with pytest.raises(EvaluationError, match="holds no facts of these fields"):
        sample(build, 10, fields=[("indicators", "actual: text")])


# Judging.


def test_who_agrees_with_us_finds_us_right(build: Build) -> None:
    report = judged(answered(build, rows_of(build, blind=True)), build)
    assert (report.differences, report.agreed, report.notes) == ((), (), ())
    assert all(each.right == each.judged for each in report.measured)
    total = report.measured[-1]
    assert (total.field, total.measure, total.judged, total.undecided) == ("all", "precision", 40, 0)
    assert total.population == sum(sample(build, 40)[1].sizes.values())
    assert total.estimate is not None
    assert total.estimate.value == 1
    assert 0.8 < total.estimate.interval[0] < total.estimate.interval[1] == 1


@pytest.mark.parametrize(
    ("answer", "right", "open_"), [("none", 39, 0), ("另一个", 39, 0), ("?", 39, 1), ("", 39, 1)]
)
def test_other_answers(build: Build, answer: str, right: int, open_: int) -> None:
    rows = answered(build, rows_of(build, blind=True))
    rows[0] = {**rows[0], "answer": answer}
    report = judged(rows, build)
    total = report.measured[-1]
    assert (total.right, total.judged, total.undecided) == (right, 40 - open_, open_)
    assert len(report.differences) == 1 - open_


@pytest.mark.parametrize(
    ("word", "right"), [("y", 1), ("Y", 1), ("是", 1), ("对", 1), ("n", 0), ("错", 0), ("0", 0)]
)
def test_right_or_wrong_may_be_said_where_our_answer_is_shown(build: Build, word: str, right: int) -> None:
    rows = rows_of(build)
    rows[0] = {**rows[0], "correct": word}
    total = judged(rows).measured[-1]  # an open sheet needs no build
    assert (total.right, total.judged) == (right, 1)


def test_strata_weigh_as_they_are_large(build: Build) -> None:
    rows = rows_of(build, 60)
    for row in rows:
        row["correct"] = "n" if row["field"] == "header: unit name" else "y"
    total = judged(rows).measured[-1]
    sizes = {row["stratum"]: int(row["size"]) for row in rows}
    wrong = {row["stratum"]: int(row["size"]) for row in rows if row["correct"] == "n"}
    assert total.estimate is not None
    assert total.estimate.value == pytest.approx(1 - sum(wrong.values()) / sum(sizes.values()))
    assert total.estimate.value != pytest.approx(total.right / total.judged)


def test_without_strata_of_its_own_a_field_is_a_ratio(build: Build) -> None:
    data, _ = sample(build, 60, stratify=[])
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    names = [row for row in rows if row["field"] == "indicators: name"]
    for row in rows:
        row["correct"] = "n" if row is names[0] else "y"
    measured = {each.field: each.estimate for each in judged(rows).measured}
    estimate = measured["indicators: name"]
    assert estimate is not None
    assert estimate.value == pytest.approx(1 - 1 / len(names))


# Whole forms: recall.


def test_forms_tell_what_was_missed(build: Build) -> None:
    rows = answered(build, rows_of(build, 10, design="forms", blind=True), "forms")
    cited = next(row for row in rows if row["field"] == "citations: number" and row["answer"] != "none")
    cited["answer"] += "\n沪府办〔2017〕1号"
    measured = {(each.field, each.measure): each for each in judged(rows, build).measured}
    recall, precision = (measured["citations: number", name] for name in ("recall", "precision"))
    assert recall.judged == recall.right + 1
    assert precision.judged == precision.right == recall.right
    assert recall.estimate is not None
    assert recall.estimate.value == pytest.approx(recall.right / recall.judged)
    assert measured["all", "recall"].judged == measured["all", "recall"].right + 1


def test_what_an_annotator_does_not_list_is_spurious(build: Build) -> None:
    rows = answered(build, rows_of(build, 10, design="forms", blind=True), "forms")
    named = next(row for row in rows if row["field"] == "indicators: name")
    lost, _, named["answer"] = named["answer"].partition("\n")
    report = judged(rows, build)
    measured = {(each.field, each.measure): each for each in report.measured}
    precision = measured["indicators: name", "precision"]
    assert precision.judged == precision.right + 1
    assert [(each.no, each.ours, each.answers) for each in report.differences] == [
        (named["no"], canonical_entry(FIELDS["indicators: name"], lost), ("",))
    ]


def test_an_empty_cell_is_no_answer(build: Build) -> None:
    report = judged(rows_of(build, 10, design="forms", blind=True), build)
    assert {(each.judged, each.population, each.estimate) for each in report.measured} == {(0, 0, None)}


def test_a_stratum_without_answers_is_no_part_of_what_is_told(build: Build) -> None:
    rows = answered(build, rows_of(build, 60, blind=True))
    sizes = {row["stratum"]: int(row["size"]) for row in rows}
    silent = rows[0]["stratum"]
    report = judged([{**row, "answer": ""} if row["stratum"] == silent else row for row in rows], build)
    assert report.measured[-1].population == sum(sizes.values()) - sizes[silent]


def test_lists_may_be_held_against_another_build_and_samples_of_facts_may_not(
    build: Build, tmp_path: Path
) -> None:
    listed = answered(build, rows_of(build, 10, design="forms", blind=True), "forms")
    facts = rows_of(build, blind=True)
    kg.build.build([FORMS / "history-museum-2019.txt"], tmp_path / "other")
    with Build(tmp_path / "other") as other:
        report = judged(listed, other)
        (note,) = report.notes
        assert note.endswith(
            f"annotated forms are not in {tmp_path / 'other'}: all they say counts as missed"
        )
        assert report.measured[-1].right < report.measured[-1].judged
        with pytest.raises(EvaluationError, match=r"sheet\.csv: was drawn from another build than"):
            judged(facts, other)


# Two annotators.


def disagree(rows: Rows) -> Rows:
    """The same sheet by somebody who calls every fourth answer wrong."""
    return [
        {**row, "answer": "none" if number % 4 == 0 else row["answer"]} for number, row in enumerate(rows)
    ]


def columns(rows: Rows, second: Rows) -> Rows:
    return [{**row, "answer_2": other["answer"]} for row, other in zip(rows, second, strict=True)]


@pytest.mark.parametrize("together", [True, False])
def test_two_annotators(build: Build, together: bool) -> None:
    first = disagree(answered(build, rows_of(build, blind=True)))
    second = answered(build, rows_of(build, blind=True))
    second[:4] = first[:4]
    report = (
        judged(columns(first, second), build) if together else judged(first, build, list(reversed(second)))
    )
    total = report.agreed[-1]
    assert total.kappa is not None
    # 40 rows: 1 wrong for both, 9 for the first alone, 30 right for both.
    assert (total.kappa.n, total.kappa.observed) == (40, 31 / 40)
    expected = (10 * 1 + 30 * 39) / 1600
    assert total.kappa.expected == pytest.approx(expected)
    assert total.kappa.kappa == pytest.approx((31 / 40 - expected) / (1 - expected))
    assert total.same_answer == 31 / 40
    assert report.measured[-1].right == 30
    assert len(report.differences) == 10


def test_two_annotators_of_forms(build: Build) -> None:
    first = answered(build, rows_of(build, 10, design="forms", blind=True), "forms")
    second = [{**row} for row in first]
    row = next(row for row in second if row["field"] == "indicators: name")
    row["answer"] = row["answer"].partition("\n")[2]
    agreed = {each.field: each for each in judged(first, build, second).agreed}
    assert agreed["header: unit name"].f1 == 1
    names = sum(len(row["answer"].split("\n")) for row in first if row["field"] == "indicators: name")
    assert agreed["indicators: name"].f1 == pytest.approx(2 * (names - 1) / (2 * names - 1))


# However it was saved.


def as_workbook(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(list(rows[0]))
    for row in rows:
        page.append(
            [int(cell) if cell.isdecimal() and name == "size" else cell for name, cell in row.items()]
        )
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


@pytest.mark.parametrize(
    "save",
    [
        saved,
        lambda rows: saved(rows, "gb18030"),
        lambda rows: saved(rows, "utf-8-sig", ";"),
        lambda rows: saved(rows, "utf-16", "\t"),
        as_workbook,
    ],
    ids=["utf-8", "gb18030", "semicolons", "unicode text", "xlsx"],
)
@pytest.mark.parametrize("design", ["facts", "forms"])
def test_sheets_come_back_in_many_ways(build: Build, save: Callable[[Rows], bytes], design: Design) -> None:
    rows = answered(build, rows_of(build, 1000, design=design, blind=True), design)
    report = evaluate_sheet(Named("sheet", save(rows)), build)
    assert report.differences == ()
    assert report.measured[-1].right == report.measured[-1].judged > 0


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"correct": "maybe"}, "sheet.csv: row 1: correct is “maybe”; write y or n"),
        (
            {"field": "name"},
            "sheet.csv: row 1: field is “name”; copy it from the sheet as kg sample wrote it",
        ),
        ({"size": "many"}, "sheet.csv: row 1: size is “many”; copy it from the sheet as kg sample wrote it"),
        ({"size": "0"}, "sheet.csv: row 1: size is “0”; copy it from the sheet as kg sample wrote it"),
        (
            {"answer": "3.3E+20"},
            "sheet.csv: row 1: answer is “3.3E+20”; a spreadsheet has changed it: type it again",
        ),
        (
            {"answer": "Jan-19"},
            "sheet.csv: row 1: answer is “Jan-19”; a spreadsheet has changed it: type it again",
        ),
        (
            {"ours": "3.3E+20"},
            "sheet.csv: row 1: ours is “3.3E+20”; a spreadsheet has changed it: name the build, too",
        ),
        ({"build": "x"}, "sheet.csv: mixes sheets of several builds; evaluate each by itself"),
    ],
)
def test_what_was_spoilt_is_told(build: Build, change: dict[str, str], problem: str) -> None:
    rows = rows_of(build)
    rows[0] = {**rows[0], **change}
    with pytest.raises(EvaluationError) as error:
        judged(rows)
    assert str(error.value).startswith(problem)


def test_what_is_no_sheet(build: Build) -> None:
    rows = rows_of(build, blind=True)
    with pytest.raises(EvaluationError, match="is blind; name the build that it was drawn from"):
        judged(rows)
    with pytest.raises(EvaluationError, match=r"second\.csv: does not ask what sheet\.csv asks"):
        judged(rows, build, rows[1:])
    for content, problem in [
        (b"a,b\n1,2\n", "it lacks the column no"),
        (b"\xd0\xcf\x11\xe0 broken", "x: "),
        (",".join(rows[0]).encode(), "x: has no rows"),
        (
            saved([{name: cell for name, cell in row.items() if name != "fact"} for row in rows]),
            "the column fact",
        ),
    ]:
        with pytest.raises(EvaluationError) as error:
            evaluate_sheet(Named("x", content), build)
        assert problem in str(error.value)


# Answers.


@pytest.mark.parametrize(
    ("label", "typed", "ours"),
    [
        ("budget", "9,700,000元", "9700000"),
        ("budget", "９７０ ０００.50", "970000.5"),
        ("header: start", "2019/1/1", "2019-01-01"),
        ("header: start", "2019年1月1日", "2019-01-01"),
        ("header: start", "2019-01-01 00:00:00", "2019-01-01"),
        ("header: end", "2019/12", "2019-12"),
        ("header: unit name", "甲市 科技馆(本级)", "甲市科技馆（本级）"),
        ("citations: number", "沪科［2018］12号", "沪科〔2018〕12号"),
        ("indicators: target: value", "≥90%", ">= 90 %"),
        ("indicators: target: value", ">=90.0 ％", ">= 90 %"),
        ("indicators: target: value", "range 3 5个", "range 3 5 个"),
        ("indicators: target: value", "Qualitative", "qualitative"),
        ("indicators: target: value", "≤ 2019/12/1", "<= 2019-12-01"),
        ("indicators: target: value", "= 1,200 元/人", "= 1200 元/人"),
        ("indicators: target: value", "baseline", "baseline"),
    ],
)
def test_spellings_of_one_answer(label: str, typed: str, ours: str) -> None:
    assert canonical(FIELDS[label], typed) == canonical(FIELDS[label], ours)


@pytest.mark.parametrize(
    ("label", "typed", "ours"),
    [
        ("budget", "970", "9700000"),
        ("budget", "970万", "9700000"),
        ("header: start", "2019-01", "2019-01-01"),
        ("header: unit name", "甲市科技馆", "乙市科技馆"),
        ("citations: number", "沪科〔2018〕12号", "沪科〔2018〕012号"),
        ("indicators: target: value", "> 90 %", ">= 90 %"),
        ("indicators: target: value", ">= 90", ">= 90 %"),
        ("indicators: target: value", "range 3 5 个", "range 5 3 个"),
    ],
)
def test_other_answers_are_other_answers(label: str, typed: str, ours: str) -> None:
    assert canonical(FIELDS[label], typed) != canonical(FIELDS[label], ours)


def test_every_answer_of_ours_is_its_own(build: Build) -> None:
    for row in rows_of(build, 10_000):
        field = FIELDS[row["field"]]
        assert field in ASKED
        once = canonical(field, row["ours"])
        assert once
        assert canonical(field, once) == once
