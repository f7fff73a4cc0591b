"""The report of findings as a page and as a workbook: rule by rule, each in its sentence, and nothing runs in it."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import shutil
from typing import TYPE_CHECKING, Any

import msgspec
import openpyxl
import pytest
from lxml import html
from small_corpus import EXHIBITION, READING, SCANNING, record, store_of

from kg.check import check
from outputs.findings import write_html, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.check import Report

ABOUT = {"graph": "0f" * 32}
HOSTILE = '=HYPERLINK("x")</mark><script>alert(1)</script>&{{7*7}}\x01'


def texts_of(*forms: dict[str, Any]) -> Callable[[str], str]:
    kept: Mapping[str, str] = {one.source.sha256: text for one, text in map(record, forms)}

    def text(sha256: str) -> str:
        if sha256 not in kept:
            raise FileNotFoundError(sha256)
        return kept[sha256]

    return text


TEXTS = texts_of(EXHIBITION, SCANNING, READING)


@pytest.fixture(scope="module")
def report() -> Report:
    return check(store_of())


def page_of(report: Report, texts: Callable[[str], str] = TEXTS) -> str:
    output = io.BytesIO()
    write_html(report, texts, ABOUT, output)
    return output.getvalue().decode()


def book_of(report: Report, texts: Callable[[str], str] = TEXTS) -> tuple[openpyxl.Workbook, tuple[str, ...]]:
    output = io.BytesIO()
    notes = write_xlsx(report, texts, ABOUT, output)
    return openpyxl.load_workbook(output), notes


def cells(book: openpyxl.Workbook, sheet: str) -> list[dict[str, Any]]:
    header, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip((str(name).split()[0] for name in header), row, strict=True)) for row in rows]


def test_rules_stand_in_order_with_their_names(report: Report) -> None:
    tree = html.fromstring(page_of(report))
    headings = [" ".join(h.text_content().split()) for h in tree.xpath("//section/h2")]
    assert headings == [
        "立项依据没有文件 Basis names no document",
        "一次性项目有上年预算 One-off project with a prior-year budget",
        "指标没有目标值 Indicator without a target value",
        "选项框无法辨认 Tick boxes unreadable",
        "核对的图 What was checked",
    ]
    assert ABOUT["graph"] in tree.text_content()
    assert len(tree.xpath("//article")) == len(report.results) == 4


def test_a_finding_is_marked_in_its_sentence_with_four_sentences() -> None:
    span = ("国发〔2016〕23号", "/narratives/立项依据")
    one, text = record(EXHIBITION)
    start = text.index(span[0])
    finding = {"place": {"start": start, "end": start + len(span[0]), "exact": span[0]}}
    first, *_ = check(store_of(EXHIBITION)).results
    place = msgspec.structs.replace(first.place, **finding["place"]) if first.place else None
    report = type(check(store_of(EXHIBITION)))((msgspec.structs.replace(first, place=place),))
    (quote,) = html.fromstring(page_of(report, texts_of(EXHIBITION))).xpath("//blockquote")
    assert quote.text_content() == "根据国发〔2016〕23号和《科普规划》（沪科〔2018〕12号）办展。"
    assert quote.xpath("./mark")[0].text_content() == "国发〔2016〕23号"
    (row,) = cells(book_of(report, texts_of(EXHIBITION))[0], "findings")
    assert row["sentence"] == quote.text_content()
    assert one.source.path == row["file"]
    (shown,) = html.fromstring(page_of(report, texts_of(EXHIBITION))).xpath("//article/dl")
    assert [dd.text_content() for dd in shown.xpath("./dd")][:4] == [first.printed, "预期", "无害", "核对"]


def test_without_the_text_the_characters_stand_alone(report: Report) -> None:
    quotes = html.fromstring(page_of(report, texts_of())).xpath("//blockquote")
    assert [quote.text_content() for quote in quotes] == [
        result.place.exact for result in report.results if result.place and result.place.exact
    ]


def test_nothing_of_a_document_is_markup_or_formula() -> None:
    form = READING | {"project": HOSTILE, "unit": HOSTILE, "narratives": {"立项依据": HOSTILE}}
    report = check(store_of(form))
    page = page_of(report, texts_of(form))
    tree = html.fromstring(page)
    assert tree.xpath("//script | //img | //iframe | //@onclick | //@style") == []
    assert tree.xpath("//a/@href") == [f"#{name}" for name in tree.xpath("//section/@id")]
    assert HOSTILE.replace("\x01", "") in tree.text_content().replace("\x01", "")
    assert "49" not in page.split("</style>")[1].replace("#", "")
    book, _ = book_of(report, texts_of(form))
    for sheet in book:
        values = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert not [cell for cell in values if cell.data_type == "f" or cell.hyperlink]
        assert not [cell for cell in values if str(cell.value)[0] in "=+@"]


def test_the_page_may_load_and_run_nothing(report: Report) -> None:
    page = page_of(report)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    (policy,) = html.fromstring(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"https?:|url\(|@import", page.replace("https://w3id.org/", ""))


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    outputs = [io.BytesIO(), io.BytesIO()]
    for output in outputs:
        write_xlsx(report, TEXTS, ABOUT, output)
    assert outputs[0].getvalue() == outputs[1].getvalue()
    assert page_of(report) == page_of(report)


def test_a_workbook_has_a_row_a_finding_and_a_row_a_rule(report: Report) -> None:
    book, notes = book_of(report)
    assert notes == ()
    assert [row["code"] for row in cells(book, "findings")] == [result.code for result in report.results]
    assert [(row["code"], row["findings"]) for row in cells(book, "rules")] == list(report.by_code.items())
    assert {row["property"]: row["value"] for row in cells(book, "about")} == ABOUT
    assert book["findings"].freeze_panes == "A2"


def test_a_broken_shape_is_told_as_well() -> None:
    store = store_of(READING)
    store.update("PREFIX jx: <https://w3id.org/jixiao/ontology#> DELETE WHERE { ?document jx:sha256 ?hash }")
    tree = html.fromstring(page_of(check(store), texts_of(READING)))
    assert "图不符合形状 The graph breaks a shape" in {
        " ".join(h.text_content().split()) for h in tree.xpath("//h2")
    }


def test_nothing_to_look_at() -> None:
    tree = html.fromstring(page_of(check(store_of(READING | {"findings": []}))))
    assert "没有待核事项" in tree.text_content()


def test_a_reader_hides_severities_and_rules(report: Report, tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine: install the Debian package chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    (tmp_path / "findings.html").write_text(page_of(report), encoding="utf-8")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto((tmp_path / "findings.html").as_uri())
        seen = [page.locator("article:visible").count()]
        page.uncheck("#severity-info")
        seen.append(page.locator("article:visible").count())
        page.uncheck("#rule-0")
        seen.append(page.locator("article:visible").count())
        browser.close()
    assert (seen, complaints) == ([4, 3, 2], [])
