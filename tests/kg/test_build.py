"""Builds: the same graph whatever the way, nothing lost, nothing kept that should not be."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from form_text import PERSON, TELEPHONE, form

import kg.build.documents
from extractors import vocabulary
from kg.build import Config, NothingUsable, Options, Watcher, build
from kg.build import recipe as recipes
from kg.store import Build, BuildError, CoverageReport, Generation

CHECKOUT = {**os.environ, "PYTHONPATH": str(Path(kg.__file__).parents[1])}
FORMS = {
    "a.txt": form(),
    "b.txt": form(unit="某区文化馆", project="展厅改造", policy="沪文〔2017〕3号", devices=12),
    "below/c.txt": form(project="读者活动", budget=52000),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FORMS.items():
        write(tmp_path / "in" / name, text)
    return tmp_path / "in"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def quads(out: Path) -> list[str]:
    with Build(out) as opened:
        return sorted(map(str, opened.store))


def shards(out: Path) -> dict[str, bytes]:
    with Build(out) as opened:
        return {path.name: path.read_bytes() for path in opened.layout.shards.iterdir()}


def log(out: Path) -> list[dict[str, object]]:
    with Build(out) as opened:
        return [msgspec.json.decode(line) for line in opened.layout.log.read_bytes().splitlines()]


def from_cache(out: Path) -> dict[str, bool]:
    return {str(each["name"]): bool(each["from_cache"]) for each in log(out) if each["event"] == "document"}


def coverage(out: Path) -> CoverageReport:
    with Build(out) as opened:
        return opened.layout.coverage_report()


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def unused(generation: Generation) -> dict[str, str]:
    return {Path(each.path).name: each.what for each in generation.unused}


class TestResult:
    def test_counts_and_inputs(self, folder: Path, out: Path) -> None:
        generation = build([folder], out)
        counts = {"documents": 3, "forms": 3, "units": 2, "projects": 3, "policies": 2, "citations": 3}
        assert counts.items() <= generation.counts.items()
        assert [(each.name, each.forms) for each in generation.inputs] == [
            ("a.txt", 1),
            ("b.txt", 1),
            ("below/c.txt", 1),
        ]
        assert generation.unused == ()

    def test_texts_and_records_are_kept(self, folder: Path, out: Path) -> None:
        inputs = {each.name: each for each in build([folder], out).inputs}
        with Build(out) as opened:
            sha256 = inputs["below/c.txt"].sha256
            (record,) = opened.layout.document_records(sha256)
            text = opened.layout.document_text(sha256)
        assert (record.source.path, record.source.sha256) == ("below/c.txt", sha256)
        assert record.project.name == "读者活动"
        [(start, end)] = record.spans["/project/name"]
        assert text[start:end] == "读者活动"

    def test_ontology_is_there_to_query(self, folder: Path, out: Path) -> None:
        build([folder], out)
        graph = kg.open(out)
        [(label,)] = graph.query("SELECT ?l { jx:BudgetUnit rdfs:label ?l FILTER(LANG(?l) = 'zh') }")
        assert str(label) == "预算单位"

    def test_no_time_or_place_in_the_graph(self, folder: Path, out: Path, tmp_path: Path) -> None:
        build([folder], out)
        text = b"".join(shards(out).values()).decode()
        assert str(tmp_path) not in text
        assert "below/" not in text

    def test_pages_are_kept_and_evidence_tells_them(
        self, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import extractors.read

        read = extractors.read.read_bytes

        def paged(data: bytes, name: str):
            document = read(data, name)
            blocks = (
                replace(block, page=1 + block.start // 300) if name.endswith("b.txt") else block
                for block in document.blocks
            )
            return replace(document, blocks=tuple(blocks))

        monkeypatch.setattr(extractors.read, "read_bytes", paged)
        inputs = {each.name: each.sha256 for each in build([folder], out).inputs}
        with Build(out) as opened:
            assert opened.layout.document_pages(inputs["a.txt"]) == ()
            starts = opened.layout.document_pages(inputs["b.txt"])
        assert [page for _, page in starts] == [1, 2]
        asked = "SELECT ?page (MIN(?start) AS ?first) { ?e a jx:Evidence ; jx:page ?page ; jx:start ?start } GROUP BY ?page"
        firsts = {int(page): int(first) for page, first in kg.open(out).query(asked)}
        assert firsts.keys() == {1, 2}
        assert firsts[2] >= starts[1][0]

    def test_coverage_is_kept(self, folder: Path, out: Path) -> None:
        write(folder / "letter.txt", "一封信，没有表。")
        write(folder / "empty.txt", b"")
        build([folder], out)
        first = coverage(out)
        build([folder], out)
        assert coverage(out) == first
        assert (first.total.documents, first.total.documents_with_forms, first.total.rows) == (4, 3, 9)
        assert [(each.name, each.coverage.counts.rows) for each in first.documents] == [
            ("a.txt", 3),
            ("b.txt", 3),
            ("below/c.txt", 3),
            ("letter.txt", 0),
        ]

    def test_base_of_iris(self, folder: Path, out: Path) -> None:
        build([folder], out, Options(Config(base="https://example.org/x/")))
        text = b"".join(shards(out).values())
        assert b"<https://example.org/x/unit/" in text
        assert b"https://w3id.org/jixiao/id/" not in text

    @pytest.mark.parametrize("base", ["", "no base", "https://example.org", "https://example.org/#"])
    def test_base_that_is_none(self, folder: Path, out: Path, base: str) -> None:
        with pytest.raises(BuildError, match="cannot be the base of IRIs"):
            build([folder], out, Options(Config(base=base)))
        assert not out.exists()


class TestSameGraph:
    """Triple for triple, and byte for byte in the shards."""

    @pytest.fixture
    def reference(self, folder: Path, tmp_path: Path) -> tuple[list[str], dict[str, bytes]]:
        build([folder], tmp_path / "reference")
        return quads(tmp_path / "reference"), shards(tmp_path / "reference")

    def test_in_any_order(self, folder: Path, out: Path, tmp_path: Path) -> None:
        files = [folder / name for name in FORMS]
        build(files, out)
        build(reversed(files), tmp_path / "reversed")
        assert shards(out) == shards(tmp_path / "reversed")
        assert quads(out) == quads(tmp_path / "reversed")

    def test_again_from_the_cache(self, folder: Path, out: Path, reference: object) -> None:
        first = build([folder], out)
        second = build([folder], out)
        assert set(from_cache(out).values()) == {True}
        assert (quads(out), shards(out)) == reference
        assert (first.graph, first.triples) == (second.graph, second.triples)

    def test_in_several_processes(self, folder: Path, out: Path, reference: object) -> None:
        build([folder], out, Options(jobs=2))
        assert (quads(out), shards(out)) == reference

    def test_elsewhere(self, folder: Path, out: Path, tmp_path: Path, reference: object) -> None:
        build([folder.rename(tmp_path / "moved")], out)
        assert (quads(out), shards(out)) == reference

    def test_after_another_graph(self, folder: Path, out: Path, reference: object) -> None:
        build([folder / "b.txt"], out)
        build([folder], out)
        assert from_cache(out) == {"a.txt": False, "b.txt": True, "below/c.txt": False}
        assert (quads(out), shards(out)) == reference

    def test_with_copies_under_other_names(
        self, folder: Path, out: Path, tmp_path: Path, reference: object
    ) -> None:
        copy = write(tmp_path / "z.txt", FORMS["a.txt"])
        generation = build([copy, folder], out)
        assert (quads(out), shards(out)) == reference
        assert generation.inputs[0].same_as == (str(copy),)

    def test_named_twice(self, folder: Path, out: Path, reference: object) -> None:
        generation = build([folder, folder / "a.txt", folder], out)
        assert (quads(out), shards(out)) == reference
        assert generation.inputs[0].same_as == ()


class TestCache:
    @pytest.mark.parametrize(
        "damage",
        [
            lambda _: b"",
            lambda data: data[: len(data) // 2],
            lambda data: data.replace("设备".encode(), "没备".encode(), 1),
            lambda data: b"\xff" + data,
            lambda _: b"null\nnull",
        ],
    )
    def test_damaged_entries_are_made_anew(self, folder: Path, out: Path, damage) -> None:
        build([folder], out)
        before, (entry, *_) = quads(out), sorted(out.glob("cache/*/*"))
        sound = entry.read_bytes()
        entry.write_bytes(damage(sound))
        build([folder], out)
        assert sum(from_cache(out).values()) == 2
        assert entry.read_bytes() == sound
        assert quads(out) == before

    def test_other_vocabulary(self, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        build([folder], out)
        monkeypatch.setattr(vocabulary, "fingerprint", lambda: "other")
        recipes.versions.cache_clear()
        build([folder], out)
        recipes.versions.cache_clear()
        assert set(from_cache(out).values()) == {False}

    def test_document_without_form_is_not_read_again(
        self, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(folder / "letter.txt", "一封信，没有表。")
        build([folder], out)
        monkeypatch.setattr(kg.build.documents, "examine", None)
        assert unused(build([folder], out)) == {"letter.txt": "no form inside"}


class TestPersonalData:
    SECRETS = tuple(word.encode() for word in (PERSON, TELEPHONE))

    def holders(self, out: Path) -> list[str]:
        return [name for name, data in everything(out).items() if any(word in data for word in self.SECRETS)]

    def test_masked_before_anything_is_stored(self, folder: Path, out: Path) -> None:
        sha256 = build([folder], out).inputs[0].sha256
        assert self.holders(out) == []
        with Build(out) as opened:
            text = opened.layout.document_text(sha256)
        assert text == FORMS["a.txt"].replace(PERSON, "█" * 3).replace(TELEPHONE, "█" * 8)

    def test_kept_on_request_and_forgotten_later(self, folder: Path, out: Path) -> None:
        sha256 = build([folder], out, Options(personal_data=True)).inputs[0].sha256
        with Build(out) as opened:
            (record,) = opened.layout.document_records(sha256)
            assert opened.layout.document_text(sha256) == FORMS["a.txt"]
        assert [contact.text for contact in record.contacts] == [PERSON, TELEPHONE]
        for _ in range(2):
            build([folder], out)
        assert self.holders(out) == []


class TestBadInput:
    def test_good_files_are_built_all_the_same(self, folder: Path, out: Path, tmp_path: Path) -> None:
        write(folder / "empty.txt", b"")
        write(folder / "letter.txt", "一封信，没有表。")
        write(folder / "rubbish.bin", bytes(range(256)) * 64)
        (tmp_path / "hollow").mkdir()
        os.mkfifo(tmp_path / "pipe")
        generation = build([folder, tmp_path / "none.txt", tmp_path / "hollow", tmp_path / "pipe"], out)
        assert unused(generation) == {
            "none.txt": "no such file or folder",
            "hollow": "holds no file that can be read",
            "pipe": "is neither a file nor a folder",
            "empty.txt": "is empty",
            "letter.txt": "no form inside",
            "rubbish.bin": "is not text in UTF-8, GB18030, Big5 or UTF-16",
        }
        assert generation.counts["forms"] == 3

    def test_encodings(self, tmp_path: Path, out: Path) -> None:
        for encoding in ("utf-8-sig", "gb18030", "utf-16"):
            write(tmp_path / "in" / f"{encoding}.txt", FORMS["a.txt"].encode(encoding))
        generation = build([tmp_path / "in"], out)
        assert (generation.counts["forms"], generation.counts["projects"]) == (3, 1)

    def test_names_that_are_not_utf8(self, tmp_path: Path, out: Path) -> None:
        for name, text in (("表.txt", FORMS["a.txt"]), ("信.txt", "")):
            write(tmp_path / "in" / os.fsdecode(name.encode("gb18030")), text)
        generation = build([tmp_path / "in"], out)
        assert [each.name for each in generation.inputs] == ["��.txt"]
        assert unused(generation) == {"��.txt": "is empty"}

    def test_build_inside_its_own_input(self, folder: Path) -> None:
        first = build([folder], folder / "out")
        second = build([folder], folder / "out")
        assert first.inputs == second.inputs
        assert second.unused == ()

    @pytest.mark.parametrize("content", ["", "一封信，没有表。"])
    def test_nothing_usable_leaves_no_trace(self, tmp_path: Path, out: Path, content: str) -> None:
        write(tmp_path / "in" / "a.txt", content)
        with pytest.raises(NothingUsable) as caught:
            build([tmp_path / "in", tmp_path / "none"], out)
        assert len(caught.value.unused) == 2
        assert not out.exists()

    def test_nothing_usable_leaves_the_last_build(self, folder: Path, out: Path, tmp_path: Path) -> None:
        build([folder], out)
        before = everything(out)
        with pytest.raises(NothingUsable):
            build([write(tmp_path / "letter.txt", "一封信，没有表。")], out)
        assert everything(out) == before

    def test_defect_in_one_document(self, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import extractors.extract

        extract = extractors.extract.extract

        def defective(document, **options):
            if document.path.endswith("b.txt"):
                raise ZeroDivisionError("one\ntwo")
            return extract(document, **options)

        monkeypatch.setattr(extractors.extract, "extract", defective)
        generation = build([folder], out)
        assert unused(generation) == {"b.txt": "ZeroDivisionError: one\ntwo"}
        assert generation.counts["forms"] == 2
        (defect,) = (each["defect"] for each in log(out) if each.get("defect"))
        assert "in defective\n" in defect

    def test_full_disk(self, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        build([folder / "a.txt"], out)
        before = quads(out)

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(kg.build.documents.cache, "put", full)
        with pytest.raises(BuildError, match=r"cannot be written \(No space left on device\)"):
            build([folder], out)
        assert quads(out) == before


class TestArchives:
    """A ZIP archive is a folder: the same documents, under names that tell the way."""

    @pytest.fixture
    def archive(self, tmp_path: Path) -> Path:
        inner = zipped({"c.txt": FORMS["below/c.txt"], "letter.txt": "一封信，没有表。"})
        files = {"z/b.txt": FORMS["b.txt"], "below.zip": inner, "a.txt": FORMS["a.txt"], "empty.txt": ""}
        return write(tmp_path / "in" / "forms.zip", zipped(files))

    def test_its_files_are_documents(self, archive: Path, out: Path) -> None:
        generation = build([archive.parent], out)
        assert [(each.name, each.forms) for each in generation.inputs] == [
            ("forms.zip!/z/b.txt", 1),
            ("forms.zip!/below.zip!/c.txt", 1),
            ("forms.zip!/a.txt", 1),
        ]
        assert {each.path: each.what for each in generation.unused} == {
            f"{archive}!/empty.txt": "is empty",
            f"{archive}!/below.zip!/letter.txt": "no form inside",
        }
        assert [each.path for each in generation.inputs] == [
            f"{archive}!/{way}" for way in ("z/b.txt", "below.zip!/c.txt", "a.txt")
        ]

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_the_graph_is_that_of_the_files(
        self, archive: Path, out: Path, tmp_path: Path, jobs: int
    ) -> None:
        for name, text in FORMS.items():
            write(tmp_path / "files" / name, text)
        build([tmp_path / "files"], tmp_path / "reference")
        build([archive], out, Options(jobs=jobs))
        assert quads(out) == quads(tmp_path / "reference")

    def test_a_copy_outside_is_the_same_document(self, archive: Path, out: Path, tmp_path: Path) -> None:
        copy = write(tmp_path / "in" / "a.txt", FORMS["a.txt"])
        generation = build([archive.parent], out)
        same = {each.name: each.same_as for each in generation.inputs if each.same_as}
        assert same == {"a.txt": (f"{archive}!/a.txt",)}
        assert generation.counts["forms"] == 3
        assert str(copy) in {each.path for each in generation.inputs}

    def test_named_twice(self, archive: Path, out: Path, tmp_path: Path) -> None:
        build([archive], tmp_path / "reference")
        generation = build([archive, archive.parent, archive], out)
        assert quads(out) == quads(tmp_path / "reference")
        assert len(generation.unused) == 2

    def test_damaged_and_empty_ones(self, folder: Path, out: Path) -> None:
        write(folder / "cut.zip", zipped({"a.txt": FORMS["a.txt"]})[:-30])
        write(folder / "hollow.zip", zipped({".debris": "x"}))
        assert unused(build([folder], out)) == {
            "cut.zip": "is damaged or no ZIP archive",
            "hollow.zip": "holds no file that can be read",
        }

    def test_one_that_changes_meanwhile(self, archive: Path, out: Path) -> None:
        class Meddler(Watcher):
            def begin(self, stage: str, _: int = 0) -> None:
                if stage == "documents":
                    write(archive, zipped({"a.txt": FORMS["a.txt"], "x.txt": FORMS["b.txt"] + "\n"}))

        with pytest.raises(NothingUsable) as caught:
            build([archive], out, watcher=Meddler())
        assert {each.what for each in caught.value.unused} == {"changed while it was being read"}

    def test_again_after_it_has_changed(self, archive: Path, out: Path) -> None:
        build([archive], out)
        write(archive, zipped({"z/b.txt": FORMS["b.txt"], "a.txt": FORMS["a.txt"] + "\n"}))
        generation = build([archive], out)
        assert [each.name for each in generation.inputs] == ["forms.zip!/z/b.txt", "forms.zip!/a.txt"]
        assert generation.unused == ()


def zipped(files: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


DIE = """
import os, signal, sys
from pathlib import Path
from kg.build import Options, build

def die_at(place):
    module, _, name = place.rpartition(":")
    after = name.endswith("+")
    name = name.rstrip("+")
    owner = __import__(module, fromlist=["_"])
    *outer, name = name.split(".")
    for part in outer:
        owner = getattr(owner, part)
    work = getattr(owner, name)
    def dying(*arguments, **options):
        if after:
            work(*arguments, **options)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(owner, name, dying)

if __name__ == "__main__":
    die_at(sys.argv[1])
    build([Path(sys.argv[2])], Path(sys.argv[3]), Options(jobs=int(sys.argv[4])))
"""


class TestKilled:
    """A build that is killed at any moment leaves the last good one answering."""

    @pytest.mark.parametrize(
        ("place", "committed"),
        [
            ("kg.store.layout:Layout.create", False),
            ("kg.store.layout:Layout.create+", False),
            ("kg.build.pipeline:engines.run", False),
            ("kg.build.report:Log.document", False),
            ("kg.build.shards:link", False),
            ("kg.build.shards:_write+", False),
            ("kg.build.shards:load", False),
            ("kg.build.shards:load+", False),
            ("kg.store.directory:_make_durable", False),
            ("kg.store.directory:manifests.replace", False),
            ("kg.store.directory:manifests.replace+", True),
            ("kg.store.directory:readers.in_use", True),
            ("kg.store.directory:shutil.rmtree", True),
            ("kg.store.directory:BuildDirectory._drop_extractions+", True),
        ],
    )
    def test_at_a_point(self, folder: Path, out: Path, place: str, committed: bool) -> None:
        for name in ("a.txt", "below/c.txt"):
            build([folder / name], out)
        last, ids = quads(out), self.generations(out)
        write(folder / "d.txt", form(project="阅览室改造"))
        self.die(folder, out, place)
        after = quads(out)
        assert (after == last) is not committed
        build([folder], out)
        assert (quads(out) == after) is committed
        assert len(self.generations(out)) == 2
        assert not list(out.glob("cache/*/*.[0-9]*"))
        assert not (self.generations(out) & ids) or not committed

    def test_processes_do_not_outlive_their_parent(self, folder: Path, out: Path) -> None:
        self.die(folder, out, "kg.build.report:Log.document", jobs=2)
        build([folder], out)
        assert len(self.generations(out)) == 1

    def test_first_build(self, folder: Path, out: Path) -> None:
        self.die(folder, out, "kg.build.shards:load")
        with pytest.raises(BuildError, match="holds no build; make it with: kg build"):
            Build(out)
        build([folder], out)
        assert set(from_cache(out).values()) == {True}
        assert len(self.generations(out)) == 1

    def test_interrupted(self, folder: Path, out: Path) -> None:
        build([folder / "a.txt"], out)
        before = everything(out / "generations"), (out / "manifest.json").read_bytes()

        class Impatient(Watcher):
            def begin(self, stage: str, _: int = 0) -> None:
                if stage == "store":
                    raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            build([folder], out, watcher=Impatient())
        assert (everything(out / "generations"), (out / "manifest.json").read_bytes()) == before

    @staticmethod
    def die(folder: Path, out: Path, place: str, jobs: int = 1) -> None:
        """Build in a process that kills itself at a place; all that it started is gone on return."""
        script = write(folder.parent / "die.py", DIE)
        arguments = [sys.executable, script, place, folder, out, str(jobs)]
        ended = subprocess.run(arguments, env=CHECKOUT, stdout=subprocess.PIPE, timeout=60, check=False)
        assert ended.returncode == -signal.SIGKILL

    @staticmethod
    def generations(out: Path) -> set[str]:
        return {path.name for path in (out / "generations").iterdir()}
