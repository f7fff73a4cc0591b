"""The citations in a spaCy pipeline."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.policies import annotate_citations, component, resolve_citations

TEXT = "根据《甲办法》（国发〔2015〕3号）和会计法，该办法"


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("zh")
    nlp.add_pipe(component.NAME)
    return nlp


def test_spans_say_what_is_cited(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [(span.text, span.label_, span.kb_id_) for span in doc.spans["policy_citations"]] == [
        ("国发〔2015〕3号", "normative", "中央|国发|2015|3"),
        ("会计法", "law", "中华人民共和国会计法"),
        ("该办法", "normative", "中央|国发|2015|3"),
    ]
    assert [span._.citation["status"] for span in doc.spans["policy_citations"]] == [
        "resolved",
        "resolved",
        "inherited",
    ]
    assert doc[0:2]._.citation is None


def test_documents_and_html_of_a_doc(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [(each.number or each.title, len(each.citations)) for each in doc._.cited_documents] == [
        ("国发〔2015〕3号", 2),
        ("会计法", 1),
    ]
    assert doc._.citations_html == annotate_citations(TEXT, resolve_citations(TEXT))
    assert Doc(nlp.vocab, ["甲"])._.cited_documents == []


def test_settings() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe(component.NAME, config={"references": False, "role": "basis", "spans_key": "cited"})
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans["cited"]] == ["国发〔2015〕3号", "会计法"]
    assert {span._.citation["role"] for span in doc.spans["cited"]} == {"basis"}


def test_a_doc_can_be_stored(nlp: Language) -> None:
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [span._.citation for span in again.spans["policy_citations"]] == [
        span._.citation for span in doc.spans["policy_citations"]
    ]


def test_tokens_that_do_not_end_with_a_citation_are_taken_whole(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["按国发", "〔2015〕3", "号文件"], spaces=[False] * 3)
    (span,) = nlp.get_pipe(component.NAME)(doc).spans["policy_citations"]
    assert span.text == "按国发〔2015〕3号文件"
    assert span._.citation["surface"] == "国发〔2015〕3号"


@pytest.mark.parametrize("text", ["", " ", "\n", "无引用"])
def test_nothing_to_cite(nlp: Language, text: str) -> None:
    assert list(nlp(text).spans["policy_citations"]) == []
