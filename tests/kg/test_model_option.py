"""--model: names of a trained model in records and builds, and what a build says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from form_text import PERSON as CONTACT
from form_text import form
from spacy_models import PERSON, PLACE, squat

from extractors.entities.models import chosen
from kg.build import Options, build
from kg.cli import main
from kg.store import Build

SEEN = f"{PERSON}到{PLACE}访问"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, site_with_model: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a form that names somebody whom only the model knows."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(site_with_model))
    (tmp_path / "a.txt").write_text(
        form().replace("改善阅读条件。", f"改善阅读条件。\n{SEEN}四海书社"), encoding="utf-8"
    )
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="kg")


def mentions(result: Result) -> list[tuple[str, str, str]]:
    return [(m["text"], m["label"], m["source"]) for m in json.loads(result.stdout)["mentions"]]


def sources(result: Result) -> set[str]:
    return {source for _, _, source in mentions(result)}


class TestExtract:
    def test_rules_alone_unless_asked(self) -> None:
        assert run("extract", "a.txt").stdout == run("extract", "a.txt", "--model", "rules").stdout
        assert "model" not in sources(run("extract", "a.txt"))

    @pytest.mark.parametrize("choice", ["auto", "zh_core_web_sm"])
    def test_names_of_the_model_with_their_characters(self, choice: str) -> None:
        result = run("extract", "a.txt", "--model", choice)
        assert (result.exit_code, result.stderr) == (0, "")
        assert (PERSON, "PERSON", "model") in mentions(result)
        text = Path("a.txt").read_text(encoding="utf-8")
        for mention in json.loads(result.stdout)["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]

    def test_contact_persons_stay_out(self, place: Path) -> None:
        form_text = (place / "a.txt").read_text(encoding="utf-8").replace(CONTACT, PERSON)
        (place / "a.txt").write_text(
            form_text.replace(SEEN, f"由{PERSON}负责；{PERSON}主任"), encoding="utf-8"
        )
        assert PERSON not in run("extract", "a.txt", "--model", "auto").stdout

    @pytest.mark.parametrize("command", [["extract", "a.txt"], ["build", "a.txt", "--out", "out"]])
    def test_a_model_that_is_none(self, command: list[str], place: Path) -> None:
        result = run(*command, "--model", "zh_core_web_lg")
        assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)
        assert "github.com/explosion/spacy-models" in result.stderr
        assert not (place / "out").exists()


class TestBuild:
    def test_a_model_makes_another_recipe_and_another_run(self, place: Path) -> None:
        rules = build([place / "a.txt"], place / "rules")
        with_model = build([place / "a.txt"], place / "out", Options(model=chosen("auto")))
        with_bodies = build(
            [place / "a.txt"], place / "out", Options(model=chosen("auto", organisations=True))
        )
        assert len({generation.recipe for generation in (rules, with_model, with_bodies)}) == 3
        assert (rules.model, with_model.model.partition(":")[0]) == ("", "zh_core_web_sm-3.8.0")
        assert with_bodies.model.startswith("zh_core_web_sm-3.8.0+ORG:")
        with Build(place / "out") as opened:
            options = [str(quad.object) for quad in opened.store if "options" in str(quad.predicate)]
        assert any(f"model={with_bodies.model}" in each for each in options)

    def test_no_person_stands_in_the_graph(self, place: Path) -> None:
        build([place / "a.txt"], place / "out", Options(model=chosen("auto")))
        with Build(place / "out") as opened:
            (record,) = opened.layout.all_records()
            assert PERSON in {mention.text for mention in record.mentions}
            assert not any(
                quad.object.value == PERSON for quad in opened.store if hasattr(quad.object, "value")
            )

    def test_settings_of_a_file(self, place: Path) -> None:
        (place / "jixiao.toml").write_text('model = "auto"\nmodel_org = true\n')
        assert run("build", "a.txt", "--out", "out", "--config", "jixiao.toml").exit_code == 0
        assert "zh_core_web_sm-3.8.0+ORG" in run("info", "out").stdout
        assert (
            run("build", "a.txt", "--out", "out", "--config", "jixiao.toml", "--model", "rules").exit_code
            == 0
        )
        assert "zh_core_web_sm" not in run("info", "out").stdout


class TestInfo:
    def test_what_is_installed(self) -> None:
        lines = run("info", "--models").stdout.splitlines()
        assert [line.split()[0] for line in lines if line.startswith((" rules", " zh_"))] == [
            "rules",
            "zh_core_web_sm",
        ]
        assert any("3.8.0" in line and "MIT" in line and "ner" in line for line in lines)

    def test_a_taken_name_is_told(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        squat(place / "site", "zh_core_web_trf", "999.9.9")
        monkeypatch.syspath_prepend(str(place / "site"))
        result = run("info", "--models")
        assert result.exit_code == 0
        assert "zh_core_web_trf: version 999.9.9 is not spaCy's model" in result.stderr

    def test_what_a_build_used(self) -> None:
        assert run("build", "a.txt", "--out", "out", "--model", "auto").exit_code == 0
        assert run("info", "out", "--models").stdout.splitlines()[-1].startswith("out: zh_core_web_sm-3.8.0:")

    def test_a_folder_is_needed_for_the_rest(self) -> None:
        assert run("info").exit_code == 2
