"""The pages as they are served: what a reader sees, follows and cannot break."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

import pytest
from served_build import EXAMPLES, Server, served

from kg.build import build
from kg.store import Build
from outputs import explorer, query

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = "<script>alert(1)</script>\"'&{{7*7}}<img src=x onerror=alert(2)>"
FORM = sorted(EXAMPLES.glob("*.txt"))[0]
KINDS = (
    "Project",
    "BudgetUnit",
    "PolicyDocument",
    "Indicator",
    "PerformanceForm",
    "Document",
    "PolicyCitation",
)


def first(folder: Path, cls: str) -> str:
    """The path of one entity of a class, without /id."""
    with Build(folder) as opened:
        answer = query.run(opened.store, f"SELECT ?x {{ ?x a jx:{cls} }} ORDER BY ?x LIMIT 1").answer
        iri: str = next(iter(answer))["x"].value  # type: ignore[call-overload,index]
        return iri.removeprefix(opened.generation.base)


@pytest.mark.parametrize(
    "path", ["/", "/search?q=" + quote("科技"), "/query", "/query?example=most-cited-policies"]
)
def test_pages_are_there_in_both_languages(server: Server, path: str) -> None:
    joint = "&" if "?" in path else "?"
    zh, en = server.ask(path=path + joint + "lang=zh"), server.ask(path=path + joint + "lang=en")
    assert (zh.status, en.status) == (200, 200)
    assert '<html lang="zh-CN">' in zh.text
    assert '<html lang="en">' in en.text


@pytest.mark.parametrize("cls", KINDS)
def test_every_kind_of_entity_has_a_page_and_its_data(server: Server, cls: str) -> None:
    local = first(server.folder, cls)
    page = server.ask(path=f"/page/{local}")
    assert page.status == 200
    assert f"https://w3id.org/jixiao/id/{local}" in page.text
    for suffix in ("ttl", "jsonld", "nt", "rdf"):
        assert server.ask(path=f"/data/{local}.{suffix}").status == 200


@pytest.mark.parametrize(
    ("accept", "leads_to"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "/page/{local}"),
        ("*/*", "/page/{local}"),
        ("text/turtle", "/data/{local}.ttl"),
        ("application/ld+json", "/data/{local}.jsonld"),
        ("application/n-triples", "/data/{local}.nt"),
        ("application/rdf+xml", "/data/{local}.rdf"),
    ],
)
def test_an_address_leads_to_what_is_wanted(server: Server, accept: str, leads_to: str) -> None:
    local = first(server.folder, "Project")
    answer = server.ask(path=f"/id/{local}", Accept=accept)
    assert (answer.status, answer.headers["location"]) == (303, leads_to.format(local=local))


def test_data_hold_the_evidence(server: Server) -> None:
    from rdflib import Graph

    local = first(server.folder, "Project")
    graph = Graph().parse(data=server.ask(path=f"/data/{local}.ttl").body, format="turtle")
    told = graph.query(
        "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX oa: <http://www.w3.org/ns/oa#> "
        "PREFIX schema: <https://schema.org/> SELECT ?exact { ?e rdf:predicate schema:startDate ; oa:exact ?exact }"
    )
    assert [re.fullmatch(r"\d{4}.\d\d.\d\d", str(row[0])) is not None for row in told] == [True]


def test_a_fact_leads_to_its_characters(server: Server) -> None:
    """Every mark of a project's page, followed, shows the very characters of the evidence."""
    page = server.ask(path=f"/page/{first(server.folder, 'Project')}").text
    marks = re.findall(r'href="(/text/[0-9a-f]+)\?start=(\d+)&amp;end=(\d+)#place"', page)
    assert len(marks) > 20
    for path, start, end in marks[:10]:
        text = server.ask(path=f"{path}?start={start}&end={end}").text
        marked = re.search(r'<mark id="place">(.*?)</mark>', text, re.DOTALL)
        assert marked
        assert marked[1].strip()


@pytest.mark.parametrize(
    "path",
    [
        "/page/project/0000",
        "/data/project/0000.ttl",
        "/text/0000",
        "/page/project/..%2f..%2fmanifest",
        "/data/project/x.exe",
        "/static/../pages.py",
        "/nothing",
    ],
)
def test_what_is_not_there_is_not_found(server: Server, path: str) -> None:
    assert server.ask(path=path).status == 404


@pytest.mark.parametrize(
    "query_string", ["start=-5&end=3", "start=9999999999&end=1", "start=x&end=", "start=²&end=1"]
)
def test_places_that_are_none_do_no_harm(server: Server, query_string: str) -> None:
    local = first(server.folder, "Document").replace("document/", "/text/")
    assert server.ask(path=f"{local}?{quote(query_string, safe='=&')}").status == 200


def test_a_query_that_cannot_be_read_is_told_on_its_page(server: Server) -> None:
    answer = server.ask(path="/query", parameters=[("query", "SELECT ?x { ?x nonsense }")])
    assert answer.status == 200
    assert 'role="alert"' in answer.text
    assert "line 1" in answer.text


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A form whose names are markup, script and template."""
    folder = tmp_path_factory.mktemp("hostile")
    text = FORM.read_text(encoding="utf-8")
    name = re.search(r"项目名称[：:\t ]+(\S+)", text)
    assert name
    # Entities are read in values, so that the name of the project is that very text.
    (folder / "form.txt").write_text(text.replace(name[1], name[1] + escape(HOSTILE)), encoding="utf-8")
    build([folder / "form.txt"], folder / "out")
    yield from served(folder / "out")


def test_texts_never_become_markup(hostile: Server) -> None:
    local = first(hostile.folder, "Project")
    for path in (f"/page/{local}", "/search?q=" + quote(HOSTILE), "/query?query=" + quote(HOSTILE)):
        text = hostile.ask(path=path).text
        assert "<script" not in text
        assert "<img" not in text
        assert escape(HOSTILE[:8]) in text


FRONTEND = Path(explorer.__file__).parent / "frontend"
AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine: install the Debian package chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--enable-unsafe-swiftshader"]
        )
        yield browser
        browser.close()


def test_no_page_asks_another_host(server: Server, browser: Browser) -> None:
    """Nothing is requested but from this server, and the browser complains of nothing."""
    asked: list[str] = []
    complaints: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(server.address)
    page.get_by_role("searchbox").fill("科技")
    page.get_by_role("searchbox").press("Enter")
    page.locator(".hits a").first.click()
    assert page.locator("h1").inner_text()
    page.goto(f"{server.address}/page/{first(server.folder, 'Project')}")
    page.locator("a.source").first.click()
    assert page.locator("mark#place").is_visible()
    page.close()
    assert {url for url in asked if not url.startswith((server.address, "data:"))} == set()
    assert complaints == []


@pytest.mark.skipif(not AXE.is_file(), reason="the scripts of the pages were not built: make frontend")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_break_no_rule_of_accessibility(
    server: Server, browser: Browser, scheme: Literal["light", "dark"]
) -> None:
    """WCAG 2.2 AA, as axe checks it."""
    page = browser.new_page(bypass_csp=True, color_scheme=scheme)
    local = first(server.folder, "Project")
    document = first(server.folder, "Document").replace("document/", "")
    paths = [
        "/",
        "/search?q=" + quote("科技"),
        f"/page/{local}",
        f"/graph/{local}",
        "/query?example=goals",
        f"/text/{document}?start=5&end=9",
    ]
    for path in paths:
        page.goto(server.address + path)
        page.wait_for_load_state("networkidle")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(
            "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })"
        )
        broken = [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]]
        assert (path, broken) == (path, [])
    page.close()


@pytest.mark.skipif(not AXE.is_file(), reason="the scripts of the pages were not built: make frontend")
def test_the_graph_grows_by_keyboard_and_steps_can_be_taken_back(server: Server, browser: Browser) -> None:
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{server.address}/graph/{first(server.folder, 'PolicyDocument')}")
    status, drawing = page.locator("#graph [role=status]"), page.get_by_role("application")
    status.wait_for()
    before = status.inner_text()
    drawing.focus()
    drawing.press("ArrowRight")
    drawing.press("Enter")
    page.wait_for_function(
        "before => document.querySelector('#graph [role=status]').innerText.length > 0 && document.querySelector('#graph [role=status]').innerText !== before",
        arg=before,
    )
    grown = nodes(status.inner_text())
    assert grown > nodes(before)
    drawing.press("z")
    assert nodes(status.inner_text()) == nodes(before)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == '"from","relation","to"'
    assert len(lines) > 1
    assert faults == []
    page.close()


def nodes(status: str) -> int:
    counted = re.search(r"(\d+) (?:个节点|nodes)", status)
    assert counted, status
    return int(counted[1])
