"""The page in Chromium with the network off: what a reader sees and does."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from page_sample import HOSTILE, ID, hostile_sample, text_of

from outputs.page import write_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page

PROJECT, UNIT, POLICY = "全市孵化器服务", "上海市科技创业中心", "沪科党组合〔2007〕11号"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine: install the Debian package chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browser") / "graph.html"
    write_page(hostile_sample().store(), path, texts=text_of)
    return path


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    """The page, opened; at the end it has asked for nothing but itself and complained about nothing."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_offline(True)
    requests: list[str] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page = context.new_page()
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(file.as_uri())
    page.wait_for_selector("#graph canvas")
    yield page
    assert page.evaluate("window.hacked") is None
    assert {request.partition("#")[0] for request in requests} == {file.as_uri()}
    assert complaints == []
    context.close()


def search(page: Page, text: str) -> list[str]:
    page.fill("#query", text)
    return page.locator("#hits button > bdi").all_inner_texts()


def click_on(page: Page, label: str) -> None:
    """A click on the mark of a node in the picture, once the picture has come to rest."""
    page.mouse.click(*at_rest(page, label))


def at_rest(page: Page, label: str) -> tuple[float, float]:
    """Where a node stands on the screen: after a change of size the picture is fitted anew, a little later."""
    place = place_of(page, label)
    for _ in range(50):
        page.wait_for_timeout(150)
        before, place = place, place_of(page, label)
        if place == before:
            return place
    raise AssertionError(f"{label} does not come to rest")


def place_of(page: Page, label: str) -> tuple[float, float]:
    x, y = page.evaluate(
        """label => {
            const id = nodes.findIndex((node) => node.label === label);
            const { x, y } = network.canvasToDOM(network.getPosition(id));
            const { left, top } = document.getElementById("graph").getBoundingClientRect();
            return [x + left, y + top];
        }""",
        label,
    )
    return x, y


def click_between(page: Page, source: str, target: str) -> None:
    """A click on the middle of the line between two nodes."""
    x, y = page.evaluate(
        """ends => {
            const [a, b] = ends.map((label) => network.getPosition(nodes.findIndex((node) => node.label === label)));
            const { x, y } = network.canvasToDOM({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
            const { left, top } = document.getElementById("graph").getBoundingClientRect();
            return [x + left, y + top];
        }""",
        [source, target],
    )
    page.mouse.click(x, y)


def title(page: Page) -> str:
    """The heading of the panel, once the picture has told the click from a double click."""
    page.wait_for_selector("#panel h2 bdi")
    return page.inner_text("#panel h2 bdi")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("孵化器", PROJECT),
        ("创业中心", UNIT),
        ("科创中心", UNIT),
        ("沪科党组合(2007)011", POLICY),
        ("功能定位", POLICY),
        ("quantity", "数量目标"),
    ],
)
def test_search_finds_any_part_of_any_name(page: Page, text: str, label: str) -> None:
    assert search(page, text) == [label]
    assert page.inner_text("#hit-count") == "1 个结果"


def test_search_says_when_it_finds_nothing(page: Page) -> None:
    assert search(page, "没有这样的名称") == []
    assert page.inner_text("#hit-count") == "没有找到"


def test_enter_moves_to_the_first_hit(page: Page) -> None:
    page.fill("#query", "孵化器")
    page.press("#query", "Enter")
    assert title(page) == PROJECT
    assert page.is_hidden("#found")
    x, y = page.evaluate("[network.getViewPosition(), network.getPosition(network.getSelectedNodes()[0])]")
    assert (round(x["x"]), round(x["y"])) == (y["x"], y["y"])


def test_hits_are_reached_by_keyboard(page: Page) -> None:
    search(page, "满意度")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.evaluate("document.activeElement.querySelector('bdi').textContent")
    page.keyboard.press("Enter")
    assert title(page) == chosen == "综合满意度"


def test_a_hit_of_a_hidden_class_shows_the_class(page: Page) -> None:
    assert page.get_attribute("#legend button:has-text('子项目')", "aria-pressed") == "false"
    search(page, "创业杯")
    page.press("#query", "Enter")
    assert title(page) == "创业杯评选"
    assert page.get_attribute("#legend button:has-text('子项目')", "aria-pressed") == "true"


def test_a_click_shows_facts_and_the_exact_source_sentence(page: Page) -> None:
    click_on(page, PROJECT)
    assert title(page) == PROJECT
    panel = page.inner_text("#panel")
    assert "9,700,000 元" in panel
    assert page.locator("#panel figure", has_text="全市孵化器服务").locator("mark").all_inner_texts() == [
        PROJECT
    ]
    assert "项目名称 全市孵化器服务" in " ".join(page.locator("#panel blockquote").first.inner_text().split())
    assert "表.txt · " in page.locator("#panel figcaption").first.inner_text()


def test_a_document_shows_the_sentences_that_cite_it(page: Page) -> None:
    click_on(page, POLICY)
    assert title(page) == POLICY
    assert page.locator("#panel mark").all_inner_texts() == ["沪科党组合（2007）第011号"]


def test_a_click_on_a_line_shows_the_relation_and_its_source(page: Page) -> None:
    click_between(page, PROJECT, POLICY)
    page.wait_for_selector("#panel .ends")
    assert page.locator("#panel .ends bdi").all_inner_texts() == [PROJECT, POLICY]
    assert page.locator("#panel dt").all_inner_texts() == ["立项依据"]
    assert page.inner_text("#panel mark") == "沪科党组合（2007）第011号"
    assert (
        page.inner_text("#panel blockquote")
        == "立项依据 《关于功能定位的批复》沪科党组合（2007）第011号文件；"
    )


def test_neighbours_lead_on_and_the_address_leads_back(page: Page, file: Path) -> None:
    click_on(page, UNIT)
    assert title(page) == UNIT
    page.click(f"#panel .rows button:has-text('{PROJECT}')")
    assert title(page) == PROJECT
    assert page.url == f"{file.as_uri()}#{ID.replace(':', '%3A').replace('/', '%2F')}project%2F1"
    page.reload()
    page.wait_for_selector("#panel h2 bdi")
    assert title(page) == PROJECT


def test_a_line_is_reached_by_keyboard_from_its_node(page: Page) -> None:
    click_on(page, PROJECT)
    title(page)
    page.locator("#panel .rows li", has_text=POLICY).locator(".more").press("Enter")
    assert page.locator("#panel .ends bdi").all_inner_texts() == [PROJECT, POLICY]


def test_the_legend_hides_and_shows_a_class(page: Page) -> None:
    def visible() -> list[str]:
        return page.evaluate("nodeView.get().map(({ id }) => legend[nodes[id].kind].term).map(term)")

    assert set(visible()) == {"预算单位", "项目", "政策文件", "指标"}
    page.click("#legend button:has-text('指标')")
    assert set(visible()) == {"预算单位", "项目", "政策文件"}
    page.click("#legend button:has-text('待核事项')")
    assert set(visible()) == {"预算单位", "项目", "政策文件", "待核事项"}
    assert page.evaluate("edgeView.get().every(({ from, to }) => isVisible(from) && isVisible(to))")


def test_the_panel_stays_when_its_node_is_hidden(page: Page) -> None:
    click_on(page, UNIT)
    assert title(page) == UNIT
    page.click("#legend button:has-text('预算单位')")
    page.click("#language")
    assert title(page) == UNIT


def test_an_address_that_means_nothing_opens_the_page(page: Page) -> None:
    page.evaluate("location.hash = '#%E0%A4%A'")
    page.wait_for_timeout(100)
    assert page.inner_text("#panel h2") == "联系最多"


def test_lines_are_labelled_in_the_language_of_the_page(page: Page) -> None:
    labels = "[...new Set(edgeView.get().map(({ label }) => label))].sort()"
    assert page.evaluate(labels) == ["合规", "申报单位", "目标值", "立项依据"]
    page.click("#language")
    assert page.evaluate(labels) == ["compliance", "has policy basis", "target", "unit"]
    assert page.get_attribute("html", "lang") == "en"
    assert page.get_attribute("#query", "placeholder") == "Search names, aliases, numbers…"


def test_the_picture_stands_still(page: Page) -> None:
    before = page.evaluate("network.getPositions()")
    page.wait_for_timeout(500)
    assert page.evaluate("network.getPositions()") == before
    wanted = page.evaluate("Object.fromEntries(nodeView.get().map(({ id, x, y }) => [id, { x, y }]))")
    assert before == wanted
    assert page.evaluate("network.physics.physicsEnabled") is False


def test_hostile_text_is_only_text(page: Page) -> None:
    for text in HOSTILE:
        page.evaluate("text => goTo(nodes.findIndex((node) => node.label === text))", text)
        assert page.evaluate("document.querySelector('#panel h2 bdi').textContent") == text
        assert page.evaluate(
            "[...document.querySelectorAll('#panel mark')].every((mark) => !mark.children.length)"
        )
        page.locator("#panel .more").first.click()
        search(page, text.strip()[:8])
    assert page.locator("#panel img, #panel script, #hits img, #hits script").count() == 0


def test_it_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 740})
    click_on(page, PROJECT)
    title(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert page.evaluate("document.getElementById('panel').getBoundingClientRect().width") <= 375


def test_it_prints_what_is_shown(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.is_hidden("#query")
    assert page.is_visible("#graph canvas")
    assert page.is_hidden("#legend button:has-text('待核事项')")
