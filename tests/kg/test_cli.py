"""The command line: what is printed, where, and with which exit code."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from form_text import PERSON, form

import kg.build
from kg.cli import main
from kg.cli.console import show_table
from kg.store import Build

CHECKOUT = {**os.environ, "PYTHONPATH": str(Path(kg.__file__).parents[1])}
ASCII = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with two forms in `in`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(form(), encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(form(project="展厅改造", devices=12), encoding="gb18030")
    return tmp_path


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin, prog_name="kg")


def start(*arguments: str, env: dict[str, str] | None = None, **options) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kg", *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env={**CHECKOUT, **(env or {})}, **pipes, **options)


def cells(table: str) -> dict[str, str]:
    """The rows of a two-column table: all but the last word → the last."""
    return {" ".join(row.split()[:-1]): row.split()[-1] for row in table.splitlines() if len(row.split()) > 1}


class TestBuild:
    def test_summary(self) -> None:
        result = run("build", "in", "--out", "out")
        assert (result.exit_code, result.stderr) == (0, "")
        found = cells(result.stdout)
        assert [found[name] for name in ("units 预算单位", "projects 项目", "policies 政策文件")] == [
            "1",
            "2",
            "1",
        ]
        assert found["indicators 指标"] == "3"
        assert "findings 待核事项" in found
        assert result.stdout.splitlines()[-1].startswith("out: generation 0001-")

    def test_one_line_a_problem(self, place: Path) -> None:
        (place / "in" / "c.txt").write_bytes(b"")
        result = run("build", "none.txt", "in", "--out", "out")
        assert result.exit_code == 1
        assert result.stderr.splitlines() == [
            "none.txt: no such file or folder; check the path",
            "in/c.txt: is empty; check how it was downloaded or saved",
        ]
        assert cells(result.stdout)["projects 项目"] == "2"

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["none.txt", "--out", "out"], "none.txt: no such file or folder; check the path\n"),
            (["in", "--out", "in/a.txt"], "in/a.txt: is a file, not a directory; choose another --out\n"),
            (
                ["in", "--out", "in/a.txt/out"],
                "in/a.txt/out: cannot be written (Not a directory); choose another --out\n",
            ),
            (
                ["in", "--out", "."],
                ".: holds other files (in); choose a new or empty directory as --out\n",
            ),
            (
                ["in", "--out", "out", "--config", "none.toml"],
                "none.toml: cannot be read (No such file or directory); check the path given as --config\n",
            ),
            (
                ["in", "--out", "out", "--base", "ftp"],
                "ftp: cannot be the base of IRIs; "
                "give an absolute IRI that ends in /, such as https://w3id.org/jixiao/id/\n",
            ),
        ],
    )
    def test_nothing_built(self, place: Path, arguments: list[str], message: str) -> None:
        result = run("build", *arguments)
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)
        assert sorted(path.name for path in place.iterdir()) == ["in"]

    @pytest.mark.parametrize("arguments", [["build"], ["build", "in"], ["build", "in", "--out"], ["bild"]])
    def test_usage(self, arguments: list[str]) -> None:
        result = run(*arguments)
        assert result.exit_code == 2
        assert "Error: " in result.stderr

    @pytest.mark.parametrize(
        ("settings", "message"),
        [
            (
                'bose = "x"',
                "is not a configuration (Object contains unknown field `bose`); what may be set: base, vocabulary, links, model, model_org, rules",
            ),
            (
                "base = 1",
                "is not a configuration (Expected `str`, got `int` - at `$.base`); what may be set: base, vocabulary, links, model, model_org, rules",
            ),
        ],
    )
    def test_bad_configuration(self, place: Path, settings: str, message: str) -> None:
        (place / "jixiao.toml").write_text(settings)
        result = run("build", "in", "--out", "out", "--config", "jixiao.toml")
        assert (result.exit_code, result.stderr) == (2, f"jixiao.toml: {message}\n")

    @pytest.mark.parametrize(
        ("rules", "message"),
        [
            (
                'sum-subproject = "off"',
                "[rules]: 'sum-subproject' is no rule (did you mean sum-subprojects?); docs/rules.md lists the rules",
            ),
            (
                'value-missing = "loud"',
                "is not a configuration (Invalid enum value 'loud' - at `$.rules[...]`); "
                "what may be set: base, vocabulary, links, model, model_org, rules",
            ),
        ],
    )
    def test_a_rule_that_is_none(self, place: Path, rules: str, message: str) -> None:
        (place / "jixiao.toml").write_text(f"[rules]\n{rules}\n")
        result = run("build", "in", "--out", "out", "--config", "jixiao.toml")
        assert (result.exit_code, result.stderr) == (2, f"jixiao.toml: {message}\n")

    def test_configuration(self, place: Path) -> None:
        (place / "jixiao.toml").write_text('base = "https://example.org/x/"\n')
        assert run("build", "in", "--out", "out", "--config", "jixiao.toml").exit_code == 0
        [(project,)] = kg.open("out").query("SELECT ?p { ?p a jx:Project ; skos:prefLabel '展厅改造' }")
        assert str(project).startswith("https://example.org/x/project/")

    def test_file_name_cannot_steer_the_terminal(self, place: Path) -> None:
        (place / "in" / "\x1b[2J\n.txt").write_bytes(b"")
        result = run("build", "in", "--out", "out")
        assert result.stderr == "in/\\x1b[2J\\n.txt: is empty; check how it was downloaded or saved\n"

    def test_text_of_a_document_cannot_steer_the_terminal(self, capsys: pytest.CaptureFixture[str]) -> None:
        show_table("标题\x1b[31m", ("列\x07",), [("甲\x1b[2J\x9b办法\u202e\x00",), ("一\n二\u3000三",)])
        shown = capsys.readouterr().out
        assert all(c.isprintable() or c in "\n\u3000" for c in shown)
        assert all(
            words in shown
            for words in ("标题\\x1b[31m", "列\\x07", "甲\\x1b[2J\\x9b办法\\u202e\\x00", "二\u3000三")
        )

    def test_verbose(self) -> None:
        result = run("build", "in", "--out", "out", "-v")
        lines = result.stderr.splitlines()
        assert lines[0] == "reading documents 读取文件: 2"
        assert lines[1].startswith("  a.txt: 1 forms, ")
        assert (
            run("-v", "build", "in", "--out", "out").stderr.splitlines()[1]
            == "  a.txt: 1 forms, from the cache"
        )

    def test_utf8_on_every_platform(self, place: Path) -> None:
        with start("build", "in", "--out", "out", env=ASCII, cwd=place) as process:
            out, err = process.communicate()
        assert (process.returncode, err) == (0, b"")
        assert "projects 项目" in out.decode()


class TestEnds:
    def test_defect(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def defective(*_: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(tempfile, "tempdir", str(place))
        monkeypatch.setattr(kg.build, "build", defective)
        result = run("build", "in", "--out", "out")
        (log,) = place.glob("kg-*.log")
        assert result.exit_code == 3
        assert result.stderr == f"internal error ZeroDivisionError; please report it, with the log {log}\n"
        assert "in defective\n" in log.read_text()

    def test_defect_in_every_document(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import extractors.extract

        monkeypatch.setattr(tempfile, "tempdir", str(place))
        monkeypatch.setattr(extractors.extract, "extract", None)
        result = run("build", "in/a.txt", "--out", "out")
        (log,) = place.glob("kg-*.log")
        assert result.exit_code == 3
        assert str(log) in result.stderr.splitlines()[-1]
        assert "TypeError" in log.read_text()

    def test_interrupted(self) -> None:
        with start("cite", "-", stdin=subprocess.PIPE) as process:
            process.stdin.write("根据".encode())
            process.stdin.flush()
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(timeout=2)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate()
        assert (process.returncode, err) == (130, b"interrupted\n")

    def test_reader_of_a_pipe_has_gone(self, place: Path) -> None:
        for number in range(40):
            (place / "in" / f"{number}.txt").write_text(form(project=f"项目{number}"), encoding="utf-8")
        with start("extract", "in", cwd=place) as process:
            process.stdout.read(1)
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0


class TestInfo:
    def test_content(self, place: Path) -> None:
        (place / "empty.txt").write_bytes(b"")
        run("build", "in", "empty.txt", "--out", "out")
        result = run("info", "out")
        assert result.exit_code == 0
        found = cells(result.stdout)
        assert found["projects 项目"] == "2"
        assert found["base"] == "https://w3id.org/jixiao/id/"
        assert found["personal data"] == "masked"
        assert str(place / "in" / "b.txt") in result.stdout
        assert "check how it was downloaded or saved" in result.stdout
        for name in ("extractors", "vocabulary", "python"):
            assert name in found

    def test_coverage(self, place: Path) -> None:
        text = form(project="读者活动").replace("备注\t无", "备注\t见第7号")
        (place / "in" / "c.txt").write_text(text, encoding="utf-8")
        built = run("build", "in", "--out", "out").stdout.partition("coverage 覆盖")[2].rpartition("out: ")[0]
        shown = run("info", "out", "--coverage").stdout
        assert cells(built).items() <= cells(shown).items()
        found = cells(built)
        assert (found["files read 读取文件 3"], found["indicator rows 指标行"]) == ("3", "9")
        assert found["…号 not cited 未识别的文号"] == "1"
        assert shown.splitlines()[-1].split() == [
            "…号",
            "文号",
            "c.txt",
            str(text.index("见第7号")),
            "见第7号",
        ]

    def test_json(self) -> None:
        run("build", "in", "--out", "out")
        about = msgspec.json.decode(run("info", "out", "--format", "json").stdout)
        assert about["counts"]["projects"] == 2
        covered = msgspec.json.decode(run("info", "out", "--coverage", "--format", "json").stdout)
        assert covered["total"]["rows"] == 6
        assert [each["name"] for each in covered["documents"]] == ["a.txt", "b.txt"]

    def test_coverage_of_an_older_build(self, place: Path) -> None:
        run("build", "in", "--out", "out")
        (kept,) = place.glob("out/generations/*/coverage.json")
        kept.unlink()
        result = run("info", "out", "--coverage")
        assert (result.exit_code, result.stderr) == (
            2,
            f"{kept.parent.relative_to(place)}: was built by a version that kept no coverage; build again\n",
        )


class TestExtract:
    def test_one_object_a_form(self) -> None:
        result = run("extract", "in", "--format", "jsonl")
        assert (result.exit_code, result.stderr) == (0, "")
        records = [msgspec.json.decode(line) for line in result.stdout.splitlines()]
        found = [
            (each["source"]["path"], each["project"]["name"], each["budget"]["total"]) for each in records
        ]
        assert found == [("in/a.txt", "图书室设备添置", 100000), ("in/b.txt", "展厅改造", 100000)]
        assert "contacts" not in records[0]

    def test_personal_data_on_request(self) -> None:
        assert PERSON not in run("extract", "in").stdout
        assert run("extract", "in/a.txt", "--with-personal-data").stdout.count(PERSON) == 1

    def test_same_in_several_processes(self) -> None:
        assert run("extract", "in", "-j", "2").stdout == run("extract", "in").stdout

    def test_files_in_an_archive(self, place: Path) -> None:
        with zipfile.ZipFile(place / "all.zip", "w") as archive:
            archive.write(place / "in" / "a.txt", "表/a.txt")
            archive.writestr("b.txt", b"")
        result = run("extract", "all.zip")
        (record,) = map(msgspec.json.decode, result.stdout.splitlines())
        assert record["source"]["path"] == "all.zip!/表/a.txt"
        assert (result.exit_code, result.stderr) == (
            1,
            "all.zip!/b.txt: is empty; check how it was downloaded or saved\n",
        )

    @pytest.mark.parametrize(("inputs", "code"), [(["in", "letter.txt"], 1), (["letter.txt"], 2)])
    def test_what_holds_no_form(self, place: Path, inputs: list[str], code: int) -> None:
        (place / "letter.txt").write_text("一封信，没有表。", encoding="utf-8")
        result = run("extract", *inputs)
        assert result.exit_code == code
        assert result.stderr == "letter.txt: no form inside; see what was read with: kg text FILE\n"
        assert len(result.stdout.splitlines()) == 2 * (len(inputs) - 1)


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_exactly_the_text(self, place: Path, encoding: str) -> None:
        text = "绩效目标申报表\r\n\r\n年度绩效目标\t完成\n末行"
        (place / "a.txt").write_bytes(text.encode(encoding))
        with start("text", "a.txt", cwd=place, env=ASCII) as process:
            out, err = process.communicate()
        assert (process.returncode, out.decode(), err) == (0, text, b"")

    def test_of_a_file_in_an_archive(self, place: Path) -> None:
        with zipfile.ZipFile(place / "all.zip", "w") as archive:
            archive.write(place / "in" / "b.txt", "表/b.txt")
        assert run("text", "all.zip!/表/b.txt").stdout == run("text", "in/b.txt").stdout
        assert run("cite", "all.zip!/表/b.txt").stdout == run("cite", "in/b.txt").stdout
        result = run("text", "all.zip!/b.txt")
        assert (result.exit_code, result.stderr) == (
            2,
            "all.zip!/b.txt: no such file in the archive; see its files with: kg extract all.zip\n",
        )

    def test_unreadable(self) -> None:
        result = run("text", "none.txt")
        assert (result.exit_code, result.stderr) == (2, "none.txt: no such file; check the path\n")


class TestCite:
    TEXT = "根据沪府规〔2016〕168号文，开展工作。"

    def test_json(self) -> None:
        result = run("cite", "-", "--format", "json", stdin=self.TEXT.encode())
        (citation,) = msgspec.json.decode(result.stdout)
        assert (citation["surface"], citation["start"]) == ("沪府规〔2016〕168号", 2)

    def test_table(self, place: Path) -> None:
        (place / "a.txt").write_text(self.TEXT, encoding="gb18030")
        result = run("cite", "a.txt")
        assert result.stdout.splitlines()[-1].split()[:3] == [
            "2",
            "沪府规〔2016〕168号",
            "沪府规〔2016〕168号",
        ]

    def test_nothing_found_is_no_error(self) -> None:
        assert run("cite", "-", stdin="没有引用".encode()).exit_code == 0

    @pytest.mark.parametrize(
        ("option", "statuses"),
        [("--references", ["resolved", "inherited"]), ("--no-references", ["resolved"])],
    )
    def test_references(self, option: str, statuses: list[str]) -> None:
        text = "根据沪府规〔2016〕168号，按该文件".encode()
        result = run("cite", "-", "--format", "json", option, stdin=text)
        assert [citation["status"] for citation in msgspec.json.decode(result.stdout)] == statuses

    def test_documents(self) -> None:
        text = "沪府规〔2016〕168号和沪府规[2016]168号".encode()
        (document,) = msgspec.json.decode(
            run("cite", "-", "--documents", "--format", "json", stdin=text).stdout
        )
        assert (document["number"], len(document["citations"])) == ("沪府规〔2016〕168号", 2)
        shown = run("cite", "-", "--documents", stdin=text).stdout.splitlines()[-1].split()
        assert shown == ["2", "沪府规〔2016〕168号", "上海市人民政府", "上海市", "other"]

    def test_html(self) -> None:
        text = "按《<b onclick=x>办法》（国发〔2015〕3号）".encode()
        result = run("cite", "-", "--format", "html", stdin=text)
        assert result.exit_code == 0
        assert "<b " not in result.stdout
        assert '<mark id="citation-1"' in result.stdout

    def test_local_codes(self, place: Path) -> None:
        (place / "local").mkdir()
        (place / "local" / "agencies.tsv").write_text("code\tname\n甲乙\t甲乙市人民政府\n", encoding="utf-8")
        (place / "a.txt").write_text("根据甲乙〔2016〕168号", encoding="utf-8")
        process = start("cite", "a.txt", "--vocabulary", "local", cwd=place)
        out, err = process.communicate()
        assert ("甲乙市人民政府" in out.decode(), err) == (True, b"")

    def test_local_codes_that_are_none(self) -> None:
        result = run("cite", "-", "--vocabulary", "nowhere", stdin=b"")
        assert (result.exit_code, result.stderr) == (2, "nowhere: no folder of vocabulary tables\n")


class TestAsk:
    @pytest.fixture(autouse=True)
    def built(self, place: Path) -> None:
        text = form(project="读者活动").replace("设备添置\t100000", "设备添置\t99000")
        (place / "in" / "c.txt").write_text(text, encoding="utf-8")
        assert run("build", "in", "--out", "out").exit_code == 0

    NAMES = "SELECT ?name { ?p a jx:Project ; skos:prefLabel ?name } ORDER BY ?name"

    def test_query(self) -> None:
        result = run("query", "out", self.NAMES, "--format", "csv")
        assert (result.exit_code, result.stdout) == (0, "name\n图书室设备添置\n展厅改造\n读者活动\n")

    def test_query_from_file(self, place: Path) -> None:
        (place / "names.rq").write_text(self.NAMES, encoding="utf-8")
        assert run("query", "out", "names.rq").stdout == run("query", "out", self.NAMES).stdout

    @pytest.mark.parametrize(
        ("query", "message"),
        [
            (
                "SELECT ?x {",
                "line 1, column 12: this cannot be read (at the end); the { of line 1, column 11 is still open",
            ),
            (
                "DELETE WHERE { ?s ?p ?o }",
                "line 1, column 1: DELETE is an update; a build is read-only (at “DELETE WHERE { ?s ?p ?o }”)",
            ),
        ],
    )
    def test_bad_query(self, query: str, message: str) -> None:
        result = run("query", "out", query)
        assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{message}\n")

    def test_view(self, place: Path) -> None:
        result = run("view", "out", "--out", "graph.html")
        assert result.exit_code == 0
        assert result.stdout.startswith("graph.html: ")
        assert "图书室设备添置" in (place / "graph.html").read_text(encoding="utf-8")

    def test_check(self) -> None:
        result = run("check", "out", "--format", "json")
        found = msgspec.json.decode(result.stdout)
        assert (result.exit_code, found["codes"]) == (1, {"sum-subprojects": 1})
        assert "sum-subprojects (1)" in run("check", "out").stdout

    @pytest.mark.parametrize(("form", "begins"), [("html", b"<!DOCTYPE html>"), ("xlsx", b"PK")])
    def test_check_as_a_file(self, place: Path, form: str, begins: bytes) -> None:
        result = run("check", "out", "--format", form)
        assert (result.exit_code, result.stdout) == (1, f"findings.{form}: 1 findings, 1 rules\n")
        assert (place / f"findings.{form}").read_bytes().startswith(begins)
        assert run("check", "out", "--format", form, "--out", "none/a").stderr.startswith(
            "none/a: cannot be written"
        )

    def test_a_printed_check_is_no_file(self) -> None:
        assert (
            "--out is for html and xlsx; json is printed"
            in run("check", "out", "--format", "json", "--out", "a").stderr
        )

    def test_export(self, place: Path) -> None:
        result = run("export", "out", "--format", "nq", "--out", "graph.nq")
        assert (result.exit_code, result.stdout) == (0, "graph.nq: written\n")
        with (place / "graph.nq").open("rb") as lines:
            assert sum(1 for _ in lines) == Build(place / "out").generation.triples

    @pytest.mark.parametrize(
        ("options", "begins"), [([], b"property,"), (["--bom"], b"\xef\xbb\xbfproperty,")]
    )
    def test_export_of_tables(self, place: Path, options: list[str], begins: bytes) -> None:
        result = run("export", "out", "--format", "csv", *options, "--out", "tables")
        assert (result.exit_code, result.stdout, result.stderr) == (0, "tables: written\n", "")
        header, graph, *_ = (place / "tables" / "about.csv").read_bytes().splitlines()
        assert header == begins + b"value"
        assert graph.decode() == f"graph,{Build(place / 'out').generation.graph}"

    def test_a_byte_order_mark_is_for_csv(self) -> None:
        result = run("export", "out", "--format", "xlsx", "--bom", "--out", "tables.xlsx")
        assert result.exit_code == 2
        assert "--bom is for --format csv; xlsx has no byte-order mark" in result.stderr

    @pytest.mark.parametrize(
        "arguments",
        [["view", "out", "--out", "none/a"], ["export", "out", "--format", "ttl", "--out", "none/a"]],
    )
    def test_unwritable(self, arguments: list[str]) -> None:
        result = run(*arguments)
        assert result.exit_code == 2
        assert result.stderr.startswith("none/a: cannot be written (No such file or directory); ")

    @pytest.mark.parametrize("command", ["query", "view", "check", "info"])
    def test_no_build(self, command: str) -> None:
        result = run(command, "in")
        assert result.exit_code == 2
        assert result.stderr == "in: holds no build; make it with: kg build INPUT... --out in\n"


class TestStart:
    def test_help_in_any_locale(self) -> None:
        with start("--help", env=ASCII) as process:
            out, err = process.communicate()
        assert (process.returncode, err) == (0, b"")
        assert "项目" in out.decode()

    def test_help_imports_next_to_nothing(self) -> None:
        program = (
            "import sys\nfrom kg.cli import main\n"
            "try: main(['--help'])\nexcept SystemExit: pass\n"
            "heavy = {'rdflib', 'spacy', 'networkx', 'pyoxigraph', 'rich', 'msgspec', 'extractors'}\n"
            "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
        )
        command = [sys.executable, "-c", program]
        result = subprocess.run(command, env=CHECKOUT, capture_output=True, text=True, check=True)
        assert result.stderr == "[]\n"

    @pytest.mark.parametrize("command", sorted(main.commands))
    def test_every_command_has_help(self, command: str) -> None:
        result = run(command, "--help")
        assert result.exit_code == 0
        assert result.stdout.startswith(f"Usage: kg {command} ")
        assert main.commands[command].get_short_help_str(limit=200)
