"""kg eval and kg sample on the command line: what is printed, where, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from form_text import form

from kg.cli import main

TARGET = {"text": "≥90%", "comparator": ">=", "low": 90, "high": None, "unit": "%", "value_kind": "percent"}


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a gold file of two targets, one of them annotated wrong."""
    monkeypatch.chdir(tmp_path)
    lines = [TARGET, {**TARGET, "id": "T2", "text": "≥80%\x1b[2J[red]"}]
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return tmp_path


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin, prog_name="kg")


@pytest.fixture
def built(place: Path) -> Path:
    (place / "in").mkdir()
    (place / "in" / "a.txt").write_text(form(), encoding="utf-8")
    assert run("build", "in", "--out", "out").exit_code == 0
    return place


class TestEval:
    def test_table(self) -> None:
        result = run("eval", "gold.jsonl")
        assert (result.exit_code, result.stderr) == (0, "")
        lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
        assert lines[0].startswith("gold.jsonl: 2 targets, extracted by ")
        row = "target comparator + low + high + unit 1 1 1 0.500 [0.095, 0.905] 0.500 [0.095, 0.905] 0.500"
        assert row in lines
        assert "T2 target: low 90 80" in lines
        assert "\x1b" not in result.stdout

    def test_json_is_what_is_saved(self, place: Path) -> None:
        result = run("eval", "gold.jsonl", "--format", "json", "--save", "now.json")
        assert result.stdout == (place / "now.json").read_text(encoding="utf-8")
        report = msgspec.json.decode(result.stdout)
        assert (report["report"], report["schema"], report["kind"]) == ("gold", 1, "targets")
        assert {each["field"] for each in report["cases"]} == {"low", "comparator + low + high + unit"}

    def test_gains_and_losses(self) -> None:
        assert run("eval", "gold.jsonl", "--save", "now.json").exit_code == 0
        result = run("eval", "gold.jsonl", "--against", "now.json")
        assert "against now.json: 0 gains, 0 losses\n" in result.stdout
        worse = json.dumps({**TARGET, "id": "T2", "low": 90}) + "\n" + json.dumps({**TARGET, "unit": None})
        result = run("eval", "gold.jsonl", "-", "--against", "now.json", stdin=worse.encode())
        assert "against now.json: 2 gains, 2 losses\n" in result.stdout

    def test_records_against_a_build_and_what_extract_prints(self, built: Path) -> None:
        extracted = run("extract", "in/a.txt").stdout
        (built / "records.jsonl").write_text(extracted.replace("某区图书馆", "某区文化馆"), encoding="utf-8")
        for arguments, stdin in [(["out"], None), (["-"], extracted.encode())]:
            result = run("eval", "records.jsonl", *arguments, "--format", "json", stdin=stdin)
            assert result.exit_code == 0
            cases = msgspec.json.decode(result.stdout)["cases"]
            assert ("unit name", "某区文化馆", "某区图书馆") in [
                (c["field"], c["gold"], c["found"]) for c in cases
            ]

    def test_bad_lines_are_told_and_the_others_judged(self, place: Path) -> None:
        with (place / "gold.jsonl").open("a", encoding="utf-8") as file:
            file.write('\n{"text": 1}\n{')
        result = run("eval", "gold.jsonl")
        assert result.exit_code == 1
        assert "2 targets" in result.stdout
        assert [line.partition(": ")[0] for line in result.stderr.splitlines()] == [
            "gold.jsonl:3",
            "gold.jsonl:4",
        ]

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["none.jsonl"], "none.jsonl: cannot be read (No such file or directory); check the path\n"),
            (["gold.jsonl", "none"], "none: cannot be read (No such file or directory); check the path\n"),
            (["gold.jsonl", "."], ".: holds no build; make it with: kg build INPUT... --out .\n"),
            (["gold.jsonl", "--against", "gold.jsonl"], "gold.jsonl: is no report of kg eval GOLD ("),
            (
                ["gold.jsonl", "--save", "none/x"],
                "none/x: cannot be written (No such file or directory); choose",
            ),
            (["gold.jsonl", "--second", "gold.jsonl"], "Usage: "),
        ],
    )
    def test_what_cannot_be_done(self, arguments: list[str], message: str) -> None:
        result = run("eval", *arguments)
        assert result.exit_code == 2
        assert result.stderr.startswith(message)


class TestSample:
    def test_from_a_sheet_to_figures(self, built: Path) -> None:
        result = run("sample", "out", "--n", "10", "--out", "sheet.csv")
        assert result.exit_code == 0
        assert result.stdout.startswith("sheet.csv: 10 of ")
        sheet = (built / "sheet.csv").read_bytes()
        assert sheet.startswith(b"\xef\xbb\xbfno,field,about,context,file,page,ours,correct,how,answer,note,")
        for arguments in (["sheet.csv"], ["sheet.csv", "out"]):
            shown = run("eval", *arguments)
            assert (shown.exit_code, shown.stderr) == (0, "")
            assert "sheet.csv: 10 rows, facts drawn from build" in shown.stdout

    def test_blind_sheets_need_their_build(self, built: Path) -> None:
        assert run("sample", "out", "--n", "9", "--blind", "--of", "forms", "--out", "b.csv").exit_code == 0
        assert b",ours," not in (built / "b.csv").read_bytes()
        result = run("eval", "b.csv")
        assert (result.exit_code, result.stderr) == (
            2,
            "b.csv: is blind; name the build that it was drawn from\n",
        )
        assert run("eval", "b.csv", "out").exit_code == 0

    def test_nobodys_work_is_overwritten(self, built: Path) -> None:
        (built / "sheet.csv").write_text("a week of work", encoding="utf-8")
        result = run("sample", "out", "--out", "sheet.csv")
        assert result.exit_code == 2
        assert result.stderr.startswith(
            "sheet.csv: exists already, and may hold answers; choose another --out"
        )
        assert (built / "sheet.csv").read_text(encoding="utf-8") == "a week of work"

    @pytest.mark.usefixtures("built")
    @pytest.mark.parametrize("words", ["field", "layout,field", "none"])
    def test_strata(self, words: str) -> None:
        assert (
            run("sample", "out", "--stratify", words, "--field", "budget", "--out", f"{words}.csv").exit_code
            == 0
        )

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--stratify", "unit"], "--stratify takes field, layout, field,layout or none; not 'unit'"),
            (["--field", "name"], "--field 'name' is none of: header: unit name, "),
            (
                ["--out", "none/x"],
                "none/x: cannot be written (No such file or directory); choose another --out",
            ),
            (["--field", "indicators: actual: text"], "out: holds no facts of these fields; ask for others"),
        ],
    )
    def test_what_cannot_be_done(self, built: Path, arguments: list[str], message: str) -> None:
        result = run("sample", "out", *arguments)
        assert result.exit_code == 2
        assert message in result.stderr
        assert not (built / "sample.csv").exists()
