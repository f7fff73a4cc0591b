"""The rule book as a whole: what a person may choose of it, and what becomes of a build."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from form_text import form

from kg.build import Config, Options, build
from kg.check import check
from kg.cli import main
from kg.link.rulebook import rulebook, unknown
from kg.store import Build

if TYPE_CHECKING:
    from kg.link.rulebook import Choice
    from kg.store import Generation


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A form without a number that should have one, and whose sub-projects do not sum."""
    text = form().replace("≥40台", "若干").replace("设备添置\t100000", "设备添置\t90000")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(text, encoding="utf-8")
    return tmp_path / "in"


def built(inputs: Path, out: Path, **rules: Choice) -> Generation:
    chosen = {code.replace("_", "-"): choice for code, choice in rules.items()}
    return build([inputs], out, Options(Config(rules=chosen), jobs=1))


def told(out: Path) -> dict[str, str]:
    with Build(out) as opened:
        return {result.code: result.severity for result in check(opened.store).results}


def test_rules_as_described(inputs: Path, tmp_path: Path) -> None:
    built(inputs, tmp_path / "out")
    assert told(tmp_path / "out") == {"sum-subprojects": "error", "measure-without-number": "warning"}


def test_a_rule_is_switched_off_or_given_another_severity(inputs: Path, tmp_path: Path) -> None:
    generation = built(inputs, tmp_path / "out", sum_subprojects="info", measure_without_number="off")
    assert told(tmp_path / "out") == {"sum-subprojects": "info"}
    assert generation.rules == {"measure-without-number": "off", "sum-subprojects": "info"}
    with Build(tmp_path / "out") as opened:
        (record,) = opened.layout.all_records()
        said = opened.store.query("SELECT ?o { ?run <https://w3id.org/jixiao/ontology#options> ?o }")
        assert [each["o"].value for each in said] == ["rules=measure-without-number=off,sum-subprojects=info"]
    assert [(each.code, each.severity) for each in record.findings] == [("sum-subprojects", "info")]


def test_a_choice_changes_the_graph_and_nothing_is_read_again(inputs: Path, tmp_path: Path) -> None:
    first = built(inputs, tmp_path / "out")
    second = built(inputs, tmp_path / "out", value_missing="off")
    assert first.graph != second.graph
    assert first.recipe == second.recipe
    with Build(tmp_path / "out") as opened:
        events = map(json.loads, opened.layout.log.read_text().splitlines())
        assert [event["from_cache"] for event in events if event["event"] == "document"] == [True]
    assert built(inputs, tmp_path / "out").graph == first.graph


def test_the_configuration_file_chooses(inputs: Path, tmp_path: Path) -> None:
    (tmp_path / "jixiao.toml").write_text('[rules]\nsum-subprojects = "warning"\n')
    command = [
        "build",
        str(inputs),
        "--out",
        str(tmp_path / "out"),
        "--config",
        str(tmp_path / "jixiao.toml"),
    ]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert told(tmp_path / "out")["sum-subprojects"] == "warning"
    shown = CliRunner().invoke(main, ["info", str(tmp_path / "out")]).stdout
    assert "rule sum-subprojects" in shown


def test_findings_of_several_forms_are_chosen_too(tmp_path: Path) -> None:
    """Three forms of outputs and effects, which another project prints as well."""
    rows = "产出目标\t数量目标\t借阅册数\t≥400册\n产出目标\t质量目标\t设备合格率\t100%\n效果目标\t满意度目标"
    (tmp_path / "in").mkdir()
    for name in ("设备", "图书"):
        text = form(project=f"添置{name}").replace("效果目标\t满意度目标", rows)
        (tmp_path / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    built(tmp_path / "in", tmp_path / "out")
    assert told(tmp_path / "out") == {"copied-indicators": "info"}
    built(tmp_path / "in", tmp_path / "out", copied_indicators="warning")
    assert told(tmp_path / "out") == {"copied-indicators": "warning"}
    built(tmp_path / "in", tmp_path / "out", copied_indicators="off")
    assert told(tmp_path / "out") == {}


def test_codes_that_are_no_rules() -> None:
    assert list(unknown(["value-missing", "copied-indicators", "sum-quarters"])) == []
    assert list(unknown(["xyzzy"])) == ["'xyzzy' is no rule"]


@pytest.mark.parametrize("code", sorted(rulebook()))
def test_every_rule_has_a_name_and_four_sentences(code: str) -> None:
    rule = rulebook()[code]
    assert rule["severity"] in ("error", "warning", "info")
    assert rule["cause"] in ("source-damage", "filing", "extraction-doubt")
    assert all(rule[key] for key in ("title_zh", "title_en", "expected", "benign", "check"))
    assert any(key.startswith("printed") for key in rule)
