"""The spaCy component: the same names as spans of a Doc."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.entities import component, find_mentions, pipeline

TEXT = "由上海市引进海外高层次人才工作小组领导，在中共上海市委组织部指导下，面向长三角实施“千人计划”。"


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("zh")
    nlp.add_pipe(component.jixiao_entities.__name__)
    return nlp


def test_entities_of_a_blank_pipeline(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("上海市引进海外高层次人才工作小组", "ORG"),
        ("中共上海市委组织部", "ORG"),
        ("长三角", "LOC"),
        ("千人计划", "PROGRAM"),
    ]
    assert list(doc.spans["jixiao"]) == list(doc.ents)


def test_characters_are_those_of_the_mentions(nlp: Language) -> None:
    doc = nlp(TEXT)
    found = [(span.start_char, span.end_char) for span in doc.spans["jixiao"]]
    assert found == [(mention.start, mention.end) for mention in find_mentions(TEXT)]


def test_entities_found_before_stay_where_ours_leave_room(nlp: Language) -> None:
    words = ["上海市财政局", "和", "甲公司"]
    doc = Doc(nlp.vocab, words=words, spaces=[False] * 3)
    doc.ents = [Span(doc, 0, 1, label="GPE"), Span(doc, 2, 3, label="ORG")]
    doc = component.jixiao_entities(doc)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("上海市财政局", "ORG"), ("甲公司", "ORG")]


def test_a_name_that_cuts_a_token_is_left_out(nlp: Language) -> None:
    doc = component.jixiao_entities(Doc(nlp.vocab, words=["在上海市", "财政局"], spaces=[False, False]))
    assert list(doc.ents) == []


def test_the_pipeline_is_what_its_name_says(tmp_path: Path) -> None:
    pipeline.save(tmp_path / "new" / "zh_jixiao")
    nlp = spacy.load(tmp_path / "new" / "zh_jixiao")
    assert (nlp.lang, nlp.meta["name"], nlp.meta["license"]) == ("zh", "jixiao", "MIT")
    assert nlp.pipe_names[-1] == "jixiao_entities"
    assert set(nlp.pipe_names) <= set(pipeline.COMPONENTS)
    assert [token.text for token in nlp.make_doc("上海A")] == ["上", "海", "A"]
    assert next((ent.text, ent.label_) for ent in nlp(TEXT).ents) == (
        "上海市引进海外高层次人才工作小组",
        "ORG",
    )


def test_a_saved_pipeline_finds_its_components_where_nothing_is_imported(tmp_path: Path) -> None:
    pipeline.save(tmp_path / "zh_jixiao")
    script = "import spacy; print([e.text for e in spacy.load('zh_jixiao')('报送市财政局').ents])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.strip() == "['市财政局']"


def test_a_saved_pipeline_opens_again(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "zh_jixiao")
    assert [ent.text for ent in spacy.load(tmp_path / "zh_jixiao")("报送市财政局").ents] == ["市财政局"]
