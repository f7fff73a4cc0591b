"""What differs between builds and between years: tables of two sides and what is told of them."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode, Quad, Store
from small_corpus import CITY, LAW, NS, STATE, record, store_of

from extractors import parse_target
from kg.cli import main
from ontology.iris import expand
from outputs.diff import DiffError, Source, compare_builds, compare_years
from outputs.diff.matching import over_years
from outputs.diff.model import Diff, to_json
from outputs.diff.rendering import html, rows
from outputs.diff.snapshot import Snapshot
from outputs.diff.words import words

CITY_, LAW_ = "沪科〔2018〕12号 科普规划", "中华人民共和国政府采购法 政府采购法"


def form(
    name: str,
    year: int | None = 2019,
    unit: str = "甲馆",
    amounts: tuple[Any, ...] = (),
    targets: tuple[tuple[str, ...], ...] = (),
    cited: tuple[Any, ...] = (),
    complied: tuple[Any, ...] = (),
) -> dict[str, Any]:
    """A form: amounts of scope, year, phase, value and part; targets of indicator, text and category."""
    return {
        "unit": unit,
        "department": None,
        "project": name,
        "year": year,
        "types": None,
        "amounts": [
            (scope, when, phase, value, *(part or [None]), "预算")
            for scope, when, phase, value, *part in amounts
        ],
        "narratives": {"立项依据": "、".join(each["surface"] for each in (*cited, *complied))},
        "milestones": [],
        "indicators": [
            (
                *(where[:1] or ["产出目标"]),
                *(where[1:] or ["数量目标"]),
                indicator,
                parse_target(text) if text else None,
            )
            for indicator, text, *where in targets
        ],
        "citations": [(each, "basis", "/narratives/立项依据") for each in cited]
        + [(each, "compliance", "/narratives/立项依据") for each in complied],
        "findings": [],
    }


def source(*forms: dict[str, Any], name: str = "out", store: Store | None = None) -> Source:
    texts = {one.source.sha256: text for one, text in map(record, forms)}
    return Source(name, store or store_of(*forms), NS.base, texts.__getitem__)


def told(diff: Diff) -> list[tuple[str, str, str, str, str]]:
    """Project, what happened, to what, from what, to what."""
    found = []
    for project in diff.differences:
        side = project.after or project.before
        assert side
        if project.status != "continued":
            found.append((side.name, project.status, "", "", ""))
        for change in project.changes:
            before, after = (each.text if each else "—" for each in (change.before, change.after))
            found.append((side.name, change.change, change.subject, before, after))
    return found


# Targets

TARGETS = [
    ("观众满意度", "≥90%", "≥95%", "raised", None),
    ("观众满意度", "≥90%", "≥85%", "lowered", None),
    ("观众满意度", "≥90%", "85%", "lowered", None),
    ("观众满意度", "80-90%", "85-90%", "raised", None),
    ("观众满意度", "较上年增长5%", "较上年增长8%", "raised", None),
    ("观众满意度", "≥90%", "≥90%", None, None),
    ("观众满意度", "≥90%", "不低于90%", "reworded", None),
    ("观众满意度", "≥90%", "90%", "changed", "other-comparison"),
    ("观众满意度", "≥90%", "≤95%", "changed", "other-comparison"),
    ("观众满意度", "≥90%", ">95%", "changed", "other-comparison"),
    ("观众满意度", "≥90%", "较上年增长5%", "changed", "other-comparison"),
    ("投诉次数", "≤5次", "≤3次", "raised", None),
    ("投诉次数", "≤3次", "≤5次", "lowered", None),
    ("投诉次数", "≥3次", "≥5次", "changed", "other-comparison"),
    ("投诉率", "下降5%", "下降10%", "raised", None),
    ("投诉率", "增长5%", "增长10%", "changed", "other-comparison"),
    ("接待事项", "≥40次", "≥30次", "changed", "no-polarity"),
    ("培训人数", "≥800人", "≥0.09万人", "raised", None),
    ("培训人数", "≥800人", "≥800次", "changed", "other-unit"),
    ("铺设长度", "1.2公里", "1200米", "reworded", None),
    ("铺设长度", "1.2公里", "800米", "changed", "no-polarity"),
    ("工程质量", "合格", "优秀", "changed", "not-in-numbers"),
    ("培训人数", "", "≥800人", "changed", "not-in-numbers"),
]


@pytest.fixture(scope="module")
def targets() -> dict[str, Any]:
    """The change of the target of each case, by number."""
    before, after = (
        source(*(form(f"项目{n:02}", targets=((case[0], case[side]),)) for n, case in enumerate(TARGETS)))
        for side in (1, 2)
    )
    projects = compare_builds(before, after).projects
    return {project.after.name: project.changes for project in projects if project.after}


@pytest.mark.parametrize("number", range(len(TARGETS)), ids=lambda n: "→".join(map(str, TARGETS[n][:3])))
def test_a_target_asks_for_more_or_less_by_the_polarity_of_its_indicator(
    targets: dict[str, Any], number: int
) -> None:
    _, before, after, word, reason = TARGETS[number]
    found = [
        (c.change, c.about.get("reason"), c.before.text, c.after.text) for c in targets[f"项目{number:02}"]
    ]
    assert found == ([(word, reason, before, after)] if word else [])


def test_the_bounds_that_were_compared_are_in_the_base_unit(targets: dict[str, Any]) -> None:
    (change,) = targets["项目17"]
    assert (change.before.value, change.after.value, change.about["polarity"]) == (800, 900, "higher")


# Projects, money, indicators, policies

ANNUAL = ("annual", 2019, "requested", 1000000)
BEFORE = (
    form("展览", amounts=(ANNUAL, ("sub-project", 2019, "requested", 700000, "布展")), cited=(STATE, CITY)),
    form("讲座", amounts=(ANNUAL,), targets=(("接待场次", "≥40次"), ("观众满意度", "≥90%"))),
    form("修缮"),
    form("借阅", unit="乙馆", cited=(STATE,)),
)
AFTER = (
    form(
        "展览",
        amounts=(
            ("annual", 2019, "requested", 1200000.5),
            ("annual", 2019, "approved", 1100000),
            ("sub-project", 2019, "requested", 600000, "布展"),
        ),
        cited=(STATE,),
        complied=(LAW,),
    ),
    form("讲座", amounts=(ANNUAL,), targets=(("接待场次", "≥40次"), ("讲座场次", "≥12场"))),
    form("采购"),
    form("借阅", unit="乙馆", complied=(STATE,)),
)
EXPECTED = [
    ("借阅", "cited-otherwise", "国发〔2016〕23号", "basis", "compliance"),
    ("展览", "added", "年度 · 2019 · 批复（年初预算） · 合计", "—", "1,100,000 元"),
    ("展览", "increased", "年度 · 2019 · 申报 · 合计", "1,000,000 元", "1,200,000.50 元"),
    ("展览", "decreased", "布展 · 子项目 · 2019 · 申报 · 合计", "700,000 元", "600,000 元"),
    ("展览", "cited", LAW_, "—", "compliance"),
    ("展览", "no-longer-cited", CITY_, "basis", "—"),
    ("讲座", "dropped", "观众满意度 · 数量目标", "≥90%", "—"),
    ("讲座", "added", "讲座场次 · 数量目标", "—", "≥12场"),
    ("采购", "new", "", "", ""),
    ("修缮", "ended", "", "", ""),
]


def test_two_builds() -> None:
    diff = compare_builds(source(*BEFORE), source(*AFTER))
    assert sorted(told(diff)) == sorted(EXPECTED)
    assert diff.by_status == {"new": 1, "ended": 1, "continued": 3, "unchanged": 0}
    assert diff.by_match == {"iri": 3}


def test_seen_from_the_other_side_everything_turns() -> None:
    turned = {"new": "ended", "ended": "new", "added": "dropped", "dropped": "added"}
    turned |= {
        "increased": "decreased",
        "decreased": "increased",
        "cited": "no-longer-cited",
        "no-longer-cited": "cited",
    }
    back = told(compare_builds(source(*AFTER), source(*BEFORE)))
    assert sorted(
        (a, turned.get(b, b), c, *((e, d) if c else ("", ""))) for a, b, c, d, e in EXPECTED
    ) == sorted(back)


def test_the_order_of_documents_has_no_part_in_it() -> None:
    one = compare_builds(source(*BEFORE), source(*AFTER))
    other = compare_builds(source(*reversed(BEFORE)), source(*reversed(AFTER)))
    assert to_json(one) == to_json(other)
    assert html(one) == html(other)


def test_a_build_does_not_differ_from_itself() -> None:
    diff = compare_builds(source(*BEFORE), source(*reversed(BEFORE)))
    assert (diff.differences, diff.by_status["unchanged"]) == ((), 4)
    assert list(rows(diff)) == []


def test_another_base_makes_no_difference() -> None:
    store = Store()
    for quad in store_of(*BEFORE).quads_for_pattern(None, None, None):
        store.add(Quad(*map(rebased, quad.triple)))
    one = source(*BEFORE)
    other = Source("other", store, "https://example.org/kg/", one.texts)
    assert compare_builds(one, other).differences == ()


def rebased(term: Any) -> Any:
    if isinstance(term, NamedNode):
        return NamedNode(term.value.replace(NS.base, "https://example.org/kg/"))
    return term


def test_both_sides_show_their_place() -> None:
    diff = compare_builds(source(*BEFORE), source(*AFTER))
    (project,) = (each for each in diff.differences if each.after and each.after.name == "展览")
    change = next(each for each in project.changes if each.change == "increased")
    assert change.before
    assert change.after
    (before,), (after,) = change.before.places, change.after.places
    assert (before.file, before.exact, after.exact) == ("展览.txt", "1000000", "1200000.5")
    for place, forms in ((before, BEFORE), (after, AFTER)):
        assert record(forms[0])[1][place.start : place.end] == place.exact
        assert place.sha256 == record(forms[0])[0].source.sha256
    cited = next(each for each in project.changes if each.change == "no-longer-cited")
    assert cited.before
    assert (cited.before.places[0].exact, cited.before.places[0].before) == (
        "沪科〔2018〕12号",
        "2019\t甲馆\t展览\t国发〔2016〕23号、",
    )


def test_amounts_that_one_side_states_twice_are_not_measured() -> None:
    twice = form("展览", amounts=(ANNUAL, ("annual", 2019, "requested", 2)))
    diff = compare_builds(source(form("展览", amounts=(("annual", 2019, "requested", 5),))), source(twice))
    assert told(diff) == [("展览", "changed", "年度 · 2019 · 申报 · 合计", "5 元", "2 元 | 1,000,000 元")]


def test_who_was_merged_is_no_newcomer() -> None:
    """The second build knows that a title and a number are one document."""
    one, other = source(form("展览", cited=(LAW,))), source(form("展览", cited=(CITY,)))
    law, city = (
        next(q.object for q in s.store.quads_for_pattern(None, NamedNode(expand("jx:policy")), None))
        for s in (one, other)
    )
    assert len(told(compare_builds(one, other))) == 2
    other.store.add(Quad(law, NamedNode(expand("dcterms:isReplacedBy")), city))
    assert told(compare_builds(one, other)) == []


def test_builds_without_a_common_project_are_told() -> None:
    diff = compare_builds(source(form("展览")), source(form("展览", 2020)))
    assert [status for _, status, *_ in told(diff)] == ["new", "ended"]
    assert diff.notes == (
        "no project is in both builds; to compare years, build the documents of both together and use --years",
    )


# Indicators of another name or place


@pytest.mark.parametrize(
    ("before", "after", "expected", "matched"),
    [
        (
            ("群众满意度", "≥90%"),
            ("人民群众满意率", "≥85%"),
            "群众满意度 · 数量目标",
            "iri",  # synonyms are one indicator
        ),
        (("接待场次", "≥40次"), ("接待场次", "≥30次", "产出目标", "质量目标"), "接待场次 · 质量目标", "name"),
        (("接待场次", "≥40次"), ("接待场次", "≥30次"), "接待场次 · 数量目标", "iri"),
    ],
)
def test_what_an_indicator_was_matched_by_is_told(
    before: tuple[str, ...], after: tuple[str, ...], expected: str, matched: str
) -> None:
    diff = compare_builds(source(form("展览", targets=(before,))), source(form("展览", targets=(after,))))
    ((change,),) = (project.changes for project in diff.projects)
    assert (change.subject, change.about["matched"]) == (expected, matched)


# Years

YEARS = (
    form(
        "展览",
        2018,
        amounts=(
            ("annual", 2018, "requested", 5),
            ("annual", 2017, "approved", 4),
            ("project", None, "requested", 9),
        ),
        targets=(("完成时间", "2018年12月底前"), ("观众满意度", "≥90%")),
    ),
    form(
        "展览",
        2019,
        amounts=(
            ("annual", 2019, "requested", 6),
            ("annual", 2018, "approved", 5),
            ("project", None, "requested", 9),
        ),
        targets=(("完成时间", "2019年12月底前"), ("观众满意度", "≥95%")),
    ),
    form("第一届书展", 2018, amounts=(("annual", 2018, "approved", 5),)),
    form("第二届书展", 2019, amounts=(("annual", 2019, "requested", 5),)),
    form("修缮", 2018),
    form("修缮", 2020),
    form("采购", None),
)


def project_of(name: str, year: int, unit: str = "甲馆") -> str:
    return NS.project(code=None, unit=NS.unit(unit, ""), name=name, year=year, form="")


def continuing(*links: tuple[str, int, str, int]) -> Store:
    store = store_of(*YEARS)
    for name, year, former, former_year in links:
        one, other = NamedNode(project_of(name, year)), NamedNode(project_of(former, former_year))
        store.add(Quad(one, NamedNode(expand("jx:continues")), other))
    return store


def test_two_years_of_one_build() -> None:
    diff = compare_years(source(*YEARS), 2018, 2019)
    assert told(diff) == [
        ("展览", "increased", "年度 · 申报 · 合计", "5 元", "6 元"),
        ("展览", "raised", "观众满意度 · 数量目标", "≥90%", "≥95%"),
        ("第二届书展", "new", "", "", ""),
        ("修缮", "ended", "", "", ""),
        ("第一届书展", "ended", "", "", ""),
    ]
    assert diff.by_match == {"unit-and-name": 1}
    assert ((diff.before.year, diff.before.projects), (diff.after.year, diff.after.projects)) == (
        (2018, 3),
        (2019, 2),
    )


@pytest.mark.parametrize("turn", [False, True])
def test_a_project_that_continues_another_is_that_one_and_phases_stay_apart(turn: bool) -> None:
    store = continuing(("第二届书展", 2019, "第一届书展", 2018))
    years = (2019, 2018) if turn else (2018, 2019)
    diff = compare_years(source(*YEARS, store=store), *years)
    (project,) = (each for each in diff.projects if each.matched == "continues")
    assert [(c.change, c.about["phase"]) for c in project.changes] == (
        [("added", "approved"), ("dropped", "requested")]
        if turn
        else [("dropped", "approved"), ("added", "requested")]
    )


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ((("第二届书展", 2019, "第一届书展", 2018),), {("第一届书展", "第二届书展"), ("展览", "展览")}),
        ((("展览", 2019, "第一届书展", 2018),), {("第一届书展", "展览")}),
        ((("第二届书展", 2019, "第一届书展", 2018), ("第二届书展", 2019, "修缮", 2018)), {("展览", "展览")}),
        (
            (("第二届书展", 2019, "修缮", 2020), ("修缮", 2020, "第一届书展", 2018)),
            {("第一届书展", "第二届书展"), ("展览", "展览")},
        ),
        ((("第二届书展", 2019, "第二届书展", 2019),), {("展览", "展览")}),
    ],
)
def test_only_one_to_one_continuations_count(
    links: tuple[tuple[str, int, str, int], ...], expected: set[tuple[str, str]]
) -> None:
    store = continuing(*links)
    one, other = (Snapshot(store, lambda iri: iri, year) for year in (2018, 2019))
    pairs = over_years(one, other).pairs
    assert {(one.projects[a].name, other.projects[b].name) for a, b, _ in pairs if a and b} == expected
    assert {a for a, _, _ in pairs if a} == set(one.projects)
    assert {b for _, b, _ in pairs if b} == set(other.projects)


def test_years_apart_are_bridged_by_continuing_projects_between_them() -> None:
    forms = tuple(form(f"第{n}届", year) for n, year in (("一", 2018), ("二", 2019), ("三", 2020)))
    store = store_of(*forms)
    for later, earlier in ((("第三届", 2020), ("第二届", 2019)), (("第二届", 2019), ("第一届", 2018))):
        store.add(
            Quad(
                NamedNode(project_of(*later)),
                NamedNode(expand("jx:continues")),
                NamedNode(project_of(*earlier)),
            )
        )
    assert compare_years(source(*forms, store=store), 2018, 2020).by_match == {"continues": 1}


def test_a_project_with_a_code_is_compared_by_the_forms_of_each_year() -> None:
    forms = (
        form("展览", 2018, targets=(("观众满意度", "≥90%"),)),
        form("展览", 2019, targets=(("观众满意度", "≥95%"),)),
    )
    store = store_of(*forms)
    one, two = NamedNode(project_of("展览", 2018)), NamedNode(project_of("展览", 2019))
    for quad in list(store.quads_for_pattern(None, None, None)):
        if two in quad.triple:
            store.remove(quad)
            store.add(Quad(*(one if each == two else each for each in quad.triple)))
    diff = compare_years(source(*forms, store=store), 2018, 2019)
    assert told(diff) == [("展览", "raised", "观众满意度 · 数量目标", "≥90%", "≥95%")]
    assert diff.by_match == {"iri": 1}


def test_a_year_without_projects_is_told() -> None:
    with pytest.raises(DiffError, match="out: has no project of the year 2017; it has 2018, 2019, 2020"):
        compare_years(source(*YEARS), 2017, 2018)


# Reports

HOSTILE = "<script>alert(1)</script>\x1b[31m&\"'{{7*7}}=1"


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_shows_both_sides_and_runs_nothing() -> None:
    before = form("展览" + HOSTILE, unit=HOSTILE, targets=(("观众满意度" + HOSTILE, "≥90%"),))
    after = form("展览" + HOSTILE, unit=HOSTILE, targets=(("观众满意度" + HOSTILE, f"≥85%{HOSTILE}"),))
    text = html(compare_builds(source(before, name=HOSTILE), source(after)))
    page = Page(text)
    assert {"script", "link", "img", "iframe"}.isdisjoint(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "href")]
    assert "default-src 'none'" in dict(page.attributes)["content"] + text.replace("&#39;", "'")
    assert "<script>alert(1)</script>" in page.text
    assert "{{7*7}}" in page.text
    for shown in ("绩效目标变化 What changed", "≥90%", "≥85%", "展览", ".txt"):
        assert shown in page.text


def test_a_page_without_differences_says_so() -> None:
    assert "没有变化。No differences." in html(compare_builds(source(*BEFORE), source(*BEFORE)))


def test_json_has_everything_and_the_table_a_row_a_change() -> None:
    diff = compare_builds(source(*BEFORE), source(*AFTER))
    told_ = json.loads(to_json(diff))
    assert list(told_) == [
        "schema",
        "before",
        "after",
        "projects",
        "matched",
        "changes",
        "notes",
        "differences",
    ]
    assert sum(told_["changes"].values()) == sum(len(each["changes"]) for each in told_["differences"]) == 8
    assert len(list(rows(diff))) == len(EXPECTED)
    values = [
        c["after"]["value"] for p in told_["differences"] for c in p["changes"] if c["change"] == "increased"
    ]
    assert values == [1200000.5]


def test_every_word_is_worded_in_both_languages() -> None:
    assert all(
        zh and en for group in words().values() for word, (zh, en) in group.items() if (zh, en) != ("", "")
    )
    assert {word for *_, word, _ in TARGETS if word} <= set(words()["change"])
    assert {reason for *_, reason in TARGETS if reason} <= set(words()["reason"])


# The command


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Builds of an example form, of the same with other figures, and of both under two years."""
    folder = tmp_path_factory.mktemp("diff")
    example = Path(__file__).parents[2] / "examples" / "forms" / "agricultural-extension-centre-2019.txt"
    text = example.read_text(encoding="utf-8")
    changed = text.replace("≥85%", "≥80%").replace(
        "项目当年预算（元）\t1800000", "项目当年预算（元）\t2000000"
    )
    inputs = {
        "one": {"a.txt": text},
        "two": {"a.txt": changed},
        "both": {"a.txt": text, "b.txt": changed.replace("(2019年)", "(2020年)")},
    }
    for name, files in inputs.items():
        (folder / f"{name}-in").mkdir()
        for file, content in files.items():
            (folder / f"{name}-in" / file).write_text(content, encoding="utf-8")
        command = ["build", str(folder / f"{name}-in"), "--out", str(folder / name)]
        assert CliRunner().invoke(main, command).exit_code == 0
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)], prog_name="kg")


def test_differences_are_exit_code_1_and_none_is_0(builds: Path) -> None:
    result = run(builds / "one", builds / "two")
    assert (result.exit_code, result.stderr) == (1, "")
    assert re.search(
        r"预算 budget +增加 increased +年度 · 2019 · 申报 · 合计 +1,800,000 元 +2,000,000 元", result.stdout
    )
    assert re.search(r"指标 indicator +要求降低 lowered +菜农满意度 · 满意度目标 +≥85% +≥80%", result.stdout)
    same = run(builds / "one", builds / "one")
    assert (same.exit_code, same.stderr) == (0, "")
    assert same.stdout.splitlines()[-1] == "no differences 没有变化"


def test_years_inside_a_build(builds: Path) -> None:
    result = run(builds / "both", "--years", 2019, 2020, "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["matched"] in ({"unit-and-name": 1}, {"continues": 1})
    assert json.loads(result.stdout)["changes"] == {"budget increased": 1, "indicator lowered": 1}
    page = run(builds / "both", "--years", 2019, 2020, "--format", "html")
    assert (page.exit_code, page.stdout[:15]) == (1, "<!doctype html>")
    assert "≥80%" in page.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["one"], "give two builds, or one build and --years Y1 Y2"),
        (["one", "two", "--years", "2018", "2019"], "give two builds, or one build and --years Y1 Y2"),
        (["one", "--years", "2019", "2019"], "--years takes two different years"),
        (["both", "--years", "2018", "2019"], "has no project of the year 2018; it has 2019, 2020"),
        (["one", "none"], "none"),
    ],
)
def test_mistakes_are_one_line_and_exit_code_2(
    builds: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(builds)
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
