"""Trained models under the rules: which are taken, which refused, and what they add."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest
import spacy
from spacy_models import BODY, PERSON, PLACE, edit_meta, squat

from extractors.entities import find_mentions, models
from extractors.entities.models import Model, ModelError, chosen, installed

TEXT = f"{PERSON}到{PLACE}访问{BODY}"


@pytest.fixture
def model(site_with_model: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    monkeypatch.syspath_prepend(str(site_with_model))
    found = chosen("auto")
    assert found is not None
    return found


def found(text: str, model: Model | None) -> list[tuple[str, str, str]]:
    return [(m.text, m.label, m.source) for m in find_mentions(text, model=model)]


def test_without_a_model_nothing_is_found_in_the_text() -> None:
    assert chosen("rules") is None
    assert found(TEXT, None) == []


def test_auto_takes_an_official_model(model: Model) -> None:
    assert (model.name, model.version, model.licence) == ("zh_core_web_sm", "3.8.0", "MIT")
    assert model.components == ("ner",)


def test_persons_and_places_of_the_model_are_merged(model: Model) -> None:
    assert found(TEXT, model) == [(PERSON, "PERSON", "model"), (PLACE, "GPE", "model")]


def test_organisations_of_the_model_only_if_asked_for(model: Model) -> None:
    with_bodies = chosen("auto", organisations=True)
    assert found(TEXT, with_bodies)[2] == (BODY, "ORG", "model")
    assert with_bodies is not None
    assert with_bodies.identity != model.identity


def test_the_rules_stand_above_the_model(model: Model) -> None:
    assert [(e.text, e.label_) for e in model.load()("上海市财政局来了").ents] == [("上海市财政局", "GPE")]
    assert found("上海市财政局来了", model) == [("上海市财政局", "ORG", "rule")]


def test_no_mention_inside_a_title(model: Model) -> None:
    assert found(f"《{PERSON}来了》", model) == []


def test_a_package_is_known_by_its_name_or_by_its_folder(model: Model) -> None:
    assert chosen("zh_core_web_sm") == chosen("zh-core-web-sm") == model
    by_folder = chosen(model.folder)
    assert by_folder is not None
    assert found(TEXT, by_folder) == found(TEXT, model)


def test_a_model_goes_to_other_processes(model: Model) -> None:
    assert pickle.loads(pickle.dumps(model)) == model


def test_a_name_taken_on_pypi_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    squat(tmp_path, "zh_core_web_sm", "999.9.9")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert spacy.util.is_package("zh_core_web_sm")
    with pytest.raises(
        ModelError, match=r"999\.9\.9 is not spaCy's model.*github\.com/explosion/spacy-models"
    ):
        chosen("zh_core_web_sm")
    assert chosen("auto") is None
    assert [str(each) for each in installed() if isinstance(each, ModelError)] != []


def test_auto_goes_by_a_taken_name_to_the_next_model(
    site_with_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    squat(tmp_path, "zh_core_web_lg", "999.9.9")
    for folder in (site_with_model, tmp_path):
        monkeypatch.syspath_prepend(str(folder))
    taken = chosen("auto")
    assert taken is not None
    assert taken.name == "zh_core_web_sm"


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"lang": "en"}, "for the language en"),
        ({"pipeline": ["tagger"]}, "no component ner"),
        ({"lang": 3}, "no spaCy pipeline"),
    ],
)
def test_what_is_no_chinese_model_is_refused(
    model: Model, tmp_path: Path, changes: dict[str, object], what: str
) -> None:
    shutil.copytree(model.folder, tmp_path / "model")
    edit_meta(tmp_path / "model", **changes)
    with pytest.raises(ModelError, match=what):
        chosen(str(tmp_path / "model"))


@pytest.mark.parametrize(
    "name", ["zh_nothing", "no/such/folder", "os", "..", "", "a b", "\0", "zh_core_web_md"]
)
def test_what_is_not_there_is_said_in_one_line(name: str) -> None:
    with pytest.raises(ModelError) as error:
        chosen(name)
    assert "\n" not in str(error.value)


def test_a_model_that_does_not_load_is_said_in_one_line(model: Model, tmp_path: Path) -> None:
    shutil.copytree(model.folder, tmp_path / "broken")
    (tmp_path / "broken" / "config.cfg").write_text("[nlp]\nlang = 'zh'\npipeline = ['nonsense']\n")
    broken = chosen(str(tmp_path / "broken"))
    assert broken is not None
    with pytest.raises(ModelError, match="cannot be loaded") as error:
        broken.load()
    assert "\n" not in str(error.value)


def test_other_files_make_another_identity(model: Model, tmp_path: Path) -> None:
    shutil.copytree(model.folder, tmp_path / "other")
    first = chosen(str(tmp_path / "other"))
    weights = tmp_path / "other" / "ner" / "model"
    weights.write_bytes(weights.read_bytes() + b"\0")
    second = chosen(str(tmp_path / "other"))
    assert first is not None
    assert second is not None
    assert first.identity != second.identity


def test_official_names_are_spacys() -> None:
    assert {name.removeprefix("zh_core_web_") for name in models.OFFICIAL} == {"sm", "md", "lg", "trf"}
