"""The directory of a build: what is committed stands, what is not leaves no trace, what is read stays."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from filelock import FileLock
from rdflib import RDF, RDFS, Literal, URIRef

import kg
from kg.store import Build, BuildError, Generation, Layout, claim
from kg.store import manifest as manifests
from kg.store.loading import canonical_quads, fingerprint, load
from kg.store.readonly import ReadOnlyError

A, B = URIRef("https://example.org/a"), URIRef("https://example.org/b")
LINE = '<https://example.org/a> <http://www.w3.org/2000/01/rdf-schema#label> "{}" .\n'


def generation(draft: Layout, recipe: str = "r1") -> Generation:
    return Generation(
        id=draft.folder.name,
        created="2020-01-01T00:00:00+00:00",
        seconds=1.0,
        graph="0",
        triples=1,
        counts={"units": 1},
        base="https://example.org/",
        personal_data=False,
        recipe=recipe,
        versions={},
        inputs=(),
        unused=(),
    )


def fill(draft: Layout, label: str) -> None:
    (draft.shards / "a.nq").write_text(LINE.format(label), encoding="utf-8")
    load([draft.shards / "a.nq"], draft.store)


def make(folder: Path, label: str, recipe: str = "r1") -> str:
    """Commit a generation with one triple; its id."""
    with claim(folder) as directory:
        with directory.draft() as draft:
            fill(draft, label)
        directory.commit(generation(draft, recipe))
    return draft.folder.name


def label(folder: Path) -> str:
    with Build(folder) as build:
        return str(build.graph().value(A, RDFS.label))


def generations(folder: Path) -> set[str]:
    return {path.name for path in (folder / "generations").iterdir()}


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class TestCommit:
    def test_two_generations_are_kept(self, tmp_path: Path) -> None:
        ids = [make(tmp_path / "out", name) for name in ("一", "二", "三")]
        assert generations(tmp_path / "out") == set(ids[1:])
        assert [name[:5] for name in ids] == ["0001-", "0002-", "0003-"]
        assert label(tmp_path / "out") == "三"
        assert manifests.read(tmp_path / "out").generation == ids[2]

    def test_manifest_is_readable_by_any_json_parser(self, tmp_path: Path) -> None:
        made = make(tmp_path, "一")
        content = msgspec.json.decode((tmp_path / "manifest.json").read_bytes())
        assert (content["schema"], content["generation"]) == (1, made)
        assert [each["id"] for each in content["generations"]] == [made]

    def test_error_leaves_last_build(self, tmp_path: Path) -> None:
        made = make(tmp_path, "一")

        def failing() -> None:
            with claim(tmp_path) as directory, directory.draft() as draft:
                fill(draft, "二")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            failing()
        assert (label(tmp_path), generations(tmp_path)) == ("一", {made})

    def test_leftovers_of_a_dead_build_are_deleted(self, tmp_path: Path) -> None:
        made = make(tmp_path, "一")
        (tmp_path / "generations" / "0002-dead00" / "store").mkdir(parents=True)
        second = make(tmp_path, "二")
        assert generations(tmp_path) == {made, second}

    def test_extractions_by_other_recipes_go_with_their_generation(self, tmp_path: Path) -> None:
        def extractions() -> list[str]:
            return sorted(
                path.relative_to(tmp_path / "cache").as_posix() for path in tmp_path.glob("cache/*/*")
            )

        for recipe in ("r1", "r2"):
            with claim(tmp_path) as directory:
                entry = directory.entry(recipe, "5a")
                entry.parent.mkdir(parents=True)
                entry.write_text("kept")
                entry.with_suffix(".4711").write_text("half written")
            make(tmp_path, recipe, recipe)
            assert (tmp_path / "cache" / recipe / "5a.jsonl").exists()
        assert extractions() == ["r1/5a.jsonl", "r2/5a.jsonl"]
        make(tmp_path, "三", "r2")
        assert extractions() == ["r2/5a.jsonl"]


class TestClaim:
    def test_nothing_built_leaves_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(ZeroDivisionError), claim(tmp_path / "a" / "b") as directory, directory.draft():
            raise ZeroDivisionError
        assert list(tmp_path.iterdir()) == []

    def test_one_builder_at_a_time(self, tmp_path: Path) -> None:
        program = (
            "import sys; from pathlib import Path; from kg.store import claim, BuildError\n"
            "try:\n"
            "    with claim(Path(sys.argv[1])): print('claimed')\n"
            "except BuildError as error: print(error)"
        )
        with claim(tmp_path):
            second = subprocess.run([sys.executable, "-c", program, tmp_path], capture_output=True, text=True)
        assert second.stdout == (
            f"{tmp_path}: another build is being made there; wait for it, or choose another --out\n"
        )

    def test_lock_of_a_dead_builder_does_not_hold(self, tmp_path: Path) -> None:
        program = (
            "import os, sys; from filelock import FileLock; FileLock(sys.argv[1]).acquire(); os._exit(9)"
        )
        subprocess.run([sys.executable, "-c", program, tmp_path / "lock"], check=False)
        make(tmp_path, "一")
        assert label(tmp_path) == "一"

    def test_foreign_folder_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "thesis.docx").write_text("")
        with pytest.raises(BuildError, match=r"holds other files \(thesis\.docx\); choose a new or empty"):
            make(tmp_path, "一")
        assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]

    @pytest.mark.parametrize(
        ("out", "message"),
        [("file", "is a file, not a directory"), ("file/below", r"cannot be written \(Not a directory\)")],
    )
    def test_unwritable_place(self, tmp_path: Path, out: str, message: str) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(BuildError, match=message):
            make(tmp_path / out, "一")

    def test_full_disk_is_told_as_such(self, tmp_path: Path) -> None:
        with (
            pytest.raises(BuildError, match=r"cannot be written \(No space left on device\); choose"),
            claim(tmp_path),
        ):
            raise OSError(28, os.strerror(28))


class TestReading:
    def test_generation_in_use_is_not_deleted(self, tmp_path: Path) -> None:
        first = make(tmp_path, "一")
        with Build(tmp_path) as build:
            rest = [make(tmp_path, name) for name in ("二", "三", "四")]
            assert generations(tmp_path) == {first, *rest[1:]}
            assert str(build.graph().value(A, RDFS.label)) == "一"
        last = make(tmp_path, "五")
        assert generations(tmp_path) == {rest[2], last}
        assert list((tmp_path / "readers").iterdir()) == []

    def test_generation_in_use_by_another_process(self, tmp_path: Path) -> None:
        first = make(tmp_path, "一")
        program = (
            "import sys, kg; graph = kg.open(sys.argv[1])\n"
            "print(flush=True); sys.stdin.readline(); print(len(graph))"
        )
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        with subprocess.Popen([sys.executable, "-c", program, tmp_path], **pipes) as reader:
            assert reader.stdout.readline() == "\n"
            for name in ("二", "三"):
                make(tmp_path, name)
            assert first in generations(tmp_path)
            assert reader.communicate("\n")[0] == "1\n"
        make(tmp_path, "四")
        assert first not in generations(tmp_path)

    def test_mark_of_a_dead_reader_does_not_hold(self, tmp_path: Path) -> None:
        first = make(tmp_path, "一")
        program = "import os, sys, kg; kg.open(sys.argv[1]); os._exit(9)"
        subprocess.run([sys.executable, "-c", program, tmp_path], check=False)
        assert len(list((tmp_path / "readers").iterdir())) == 1
        for name in ("二", "三"):
            make(tmp_path, name)
        assert first not in generations(tmp_path)
        assert list((tmp_path / "readers").iterdir()) == []

    def test_commit_between_reading_the_manifest_and_marking(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make(tmp_path, "一")
        once = iter(["二", "三"])
        mark = kg.store.readers.mark

        def late(folder: Path, generation: str) -> object:
            for name in once:
                make(tmp_path, name)
            return mark(folder, generation)

        monkeypatch.setattr(kg.store.readers, "mark", late)
        assert label(tmp_path) == "三"

    def test_reading_writes_nothing_into_a_generation(self, tmp_path: Path) -> None:
        made = make(tmp_path, "一")
        before = contents(tmp_path / "generations" / made)
        with Build(tmp_path) as build:
            assert len(build.graph()) == 1
            assert [str(row.o) for row in build.graph().query("SELECT ?o { ?s rdfs:label ?o }")] == ["一"]
        assert contents(tmp_path / "generations" / made) == before

    def test_build_that_cannot_be_marked_is_read_all_the_same(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make(tmp_path, "一")

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(30, "Read-only file system")

        monkeypatch.setattr(FileLock, "acquire", refuse)
        assert label(tmp_path) == "一"

    @pytest.mark.parametrize(
        ("manifest", "message"),
        [
            (None, r"holds no build; make it with: kg build INPUT\.\.\. --out .*"),
            ('{"schema": 0}', r"was built with schema 0, this version reads 1; make it with: kg build .*"),
            ('{"schema": 99}', r"was built with schema 99, newer than 1; upgrade jixiao-kg"),
            ("{", r"manifest\.json: is damaged \(.*\); make it with: kg build .*"),
            ('{"schema": 1}', r"manifest\.json: is damaged \(.*`generation`\); make it with: kg build .*"),
        ],
    )
    def test_what_cannot_be_read_is_told_in_one_line(
        self, tmp_path: Path, manifest: str | None, message: str
    ) -> None:
        if manifest:
            (tmp_path / "manifest.json").write_text(manifest)
        with pytest.raises(BuildError, match=message) as caught:
            Build(tmp_path)
        assert "\n" not in str(caught.value)

    def test_older_build_is_replaced_by_a_new_one(self, tmp_path: Path) -> None:
        make(tmp_path, "一")
        (tmp_path / "manifest.json").write_text('{"schema": 0}')
        second = make(tmp_path, "二")
        assert (label(tmp_path), generations(tmp_path)) == ("二", {second})


class TestOpen:
    def test_graph_answers_sparql_with_our_prefixes(self, tmp_path: Path) -> None:
        make(tmp_path, "一")
        graph = kg.open(tmp_path)
        assert (A, RDFS.label, Literal("一")) in graph
        assert len(graph) == 1
        assert bool(graph.query("ASK { ?x rdfs:label '一' FILTER NOT EXISTS { ?x a jx:Project } }"))

    @pytest.mark.parametrize(
        "change",
        [
            lambda graph: graph.add((A, RDF.type, B)),
            lambda graph: graph.addN([(A, RDF.type, B, graph)]),
            lambda graph: graph.remove((A, None, None)),
            lambda graph: graph.set((A, RDFS.label, Literal("二"))),
            lambda graph: graph.update("DELETE WHERE { ?s ?p ?o }"),
            lambda graph: graph.parse(data="<a:a> <a:a> <a:a> .", format="nt"),
            lambda graph: graph.store.add_graph(graph),
            lambda graph: graph.store.remove_graph(graph),
            lambda graph: graph.destroy("anything"),
        ],
    )
    def test_every_change_is_refused(self, tmp_path: Path, change) -> None:
        make(tmp_path, "一")
        graph = kg.open(tmp_path)
        with pytest.raises(ReadOnlyError, match="a build is read-only"):
            change(graph)
        assert [(s, p, str(o)) for s, p, o in graph] == [(A, RDFS.label, "一")]

    def test_graph_let_go_lets_go_of_its_generation(self, tmp_path: Path) -> None:
        make(tmp_path, "一")
        graph = kg.open(tmp_path)
        assert len(list((tmp_path / "readers").iterdir())) == 1
        del graph
        gc.collect()
        assert list((tmp_path / "readers").iterdir()) == []


class TestLoading:
    def test_shards_are_loaded_as_one_graph(self, tmp_path: Path) -> None:
        lines = {
            "a": LINE.format("一"),
            "b": LINE.format("二") + LINE.format("一"),
            "empty": "",
            "c": LINE.format("三"),
        }
        for name, text in lines.items():
            (tmp_path / f"{name}.nq").write_text(text, encoding="utf-8")
        assert load(sorted(tmp_path.glob("*.nq")), tmp_path / "store") == 3

    def test_fingerprint_is_of_contents_not_of_order(self, tmp_path: Path) -> None:
        first, second = tmp_path / "a.nq", tmp_path / "b.nq"
        first.write_text(LINE.format("一"), encoding="utf-8")
        second.write_text("")
        before = fingerprint([first, second])
        assert fingerprint([second, first]) == before
        second.write_text(LINE.format("二"), encoding="utf-8")
        assert fingerprint([first, second]) != before

    def test_turtle_has_one_form_whatever_its_order(self, tmp_path: Path) -> None:
        lists = "<a:x> <a:p> ( 1 [ <a:q> '\u2028' ] ) .", "<a:y> <a:p> [] ."
        forms = []
        for number, text in enumerate((lists, lists[::-1])):
            file = tmp_path / f"{number}.ttl"
            file.write_text("\n".join(text), encoding="utf-8")
            forms.append(canonical_quads(file))
        assert forms[0] == forms[1]
        assert forms[0].count(b" .\n") == 7
