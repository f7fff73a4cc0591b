"""The page of a text with its citations marked."""

from lxml import html

from extractors.policies import resolve_citations
from outputs.citations import page

TEXT = "按《<img src=x onerror=alert(1)>办法》（国发〔2015〕3号）和会计法，该办法\r\n</div></body>"


def test_the_text_stands_whole_and_nothing_in_it_is_markup() -> None:
    root = html.document_fromstring(page("</title><script>", TEXT, resolve_citations(TEXT)))
    assert root.get_element_by_id("text").text_content() == TEXT
    assert root.findall(".//script") == root.findall(".//img") == []
    assert root.findtext(".//title") == "</title><script>"


def test_documents_lead_to_their_citations() -> None:
    root = html.document_fromstring(page("a.txt", TEXT, resolve_citations(TEXT)))
    rows = root.findall(".//tbody/tr")
    assert [row.findtext("td") for row in rows] == ["国发〔2015〕3号", ""]
    links = [[link.get("href") for link in row.iter("a")] for row in rows]
    assert links == [["#citation-1", "#citation-3"], ["#citation-2"]]
    for link in root.iter("a"):
        assert root.get_element_by_id(link.get("href").removeprefix("#")).tag == "mark"


def test_nothing_is_loaded_or_run() -> None:
    shown = page("a.txt", TEXT, resolve_citations(TEXT))
    assert "default-src 'none'" in shown
    assert "://" not in shown
