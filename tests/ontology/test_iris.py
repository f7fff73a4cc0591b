"""Identity: what makes two things one, and what does not."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology import iris
from ontology.iris import Namespace, normalise_name

NS = Namespace()
FORM = NS.form(NS.document("0" * 64), 0)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("上海市科技创业中心", "上海市科技创业中心"),
        ("上海市 科技\n创业中心", "上海市科技创业中心"),
        ("生物医药中心(上海新药中心)", "生物医药中心（上海新药中心）"),
        ("生物医药中心【上海新药中心】", "生物医药中心（上海新药中心）"),
        ('"创业杯"参赛数', "“创业杯”参赛数"),
        ("「创业杯」参赛数", "“创业杯”参赛数"),
        ("ＩＰ地址：６４个", "IP地址：64个"),
        ("中国,上海", "中国，上海"),
        ("⼦项⽬", "子项目"),
        ("脑科学—类脑", "脑科学-类脑"),
        ("零\u200b宽\ufeff", "零宽"),
        ("Bio  Forum (2019)", "Bio Forum (2019)"),
        ("〔1〕", "〔1〕"),
        ("", ""),
        (" \t ", ""),
    ],
)
def test_names(printed: str, name: str) -> None:
    assert normalise_name(printed) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [("第一人民医院", "第十人民医院"), ("2018年", "2019年"), ("ip地址", "IP地址"), ("中心、部", "中心部")],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert normalise_name(one) != normalise_name(other)


@given(st.text(max_size=80))
def test_a_name_is_normalised_once_and_for_all(text: str) -> None:
    assert normalise_name(normalise_name(text)) == normalise_name(text)


def test_names_of_any_length_take_linear_work() -> None:
    assert len(normalise_name("（" * 200_000 + "测 " * 200_000 + '"' * 200_001)) == 600_001


def test_an_iri_is_the_class_and_twenty_digits_of_the_hash_of_the_key() -> None:
    digest = sha256("上海市科技创业中心".encode()).hexdigest()
    assert NS.unit("上海市科技创业中心", FORM) == f"https://w3id.org/jixiao/id/unit/{digest[:20]}"


def test_the_base_is_no_part_of_a_key() -> None:
    other = Namespace("http://example.org/id/")
    form = other.form(other.document("0" * 64), 0)
    assert form.removeprefix(other.base) == FORM.removeprefix(NS.base)


@pytest.mark.parametrize(
    "base",
    [
        "",
        "no-scheme/",
        "https://x/id",
        "https://x/i d/",
        "https://x/<>/",
        "https://x/#",
        "https://x/#y/",
        "https://x/?a/",
    ],
)
def test_a_base_must_be_an_iri(base: str) -> None:
    with pytest.raises(ValueError, match="not a base IRI"):
        Namespace(base)


class TestProjects:
    UNIT = NS.unit("某中心", FORM)

    def project(self, **key: object) -> str:
        whole = {"code": None, "unit": self.UNIT, "name": "平台建设", "year": 2019, "form": FORM} | key
        return NS.project(**whole)  # type: ignore[arg-type]

    @pytest.mark.parametrize("key", [{"name": "平台 建设"}, {"form": "another"}])
    def test_the_same(self, key: dict[str, object]) -> None:
        assert self.project(**key) == self.project()

    @pytest.mark.parametrize("key", [{"name": "平台"}, {"year": 2020}, {"unit": "another"}, {"code": "51"}])
    def test_another(self, key: dict[str, object]) -> None:
        assert self.project(**key) != self.project()

    @pytest.mark.parametrize("missing", ["unit", "name", "year"])
    def test_one_that_lacks_part_of_its_key_is_known_by_its_form(self, missing: str) -> None:
        assert self.project(**{missing: None}) == self.project(**{missing: None, "name": None})
        assert self.project(**{missing: None}) != self.project(**{missing: None, "form": "another"})

    def test_the_code_alone_decides_where_it_is_printed(self) -> None:
        assert self.project(code="51 00", year=2020, name="x") == self.project(code="5100")


@pytest.mark.parametrize(
    ("minted", "other"),
    [
        (NS.unit(None, FORM), NS.unit(None, "another")),
        (NS.unit("a", FORM), NS.issuing_body("a")),
        (NS.section("p", "立项依据", "x"), NS.goal("p", "立项依据", "x")),
        (NS.section("p", "立项依据", "x"), NS.section("p", "立项依据", "y")),
        (NS.citation(FORM, 1), NS.citation(FORM, 2)),
        (NS.indicator("c", "人数"), NS.indicator("d", "人数")),
        (
            NS.target("p", "i", period="2019", role="target", text="1"),
            NS.target("p", "i", period="2019", role="actual", text="1"),
        ),
        (
            NS.target("p", "i", period="2019", role="target", text="1"),
            NS.target("p", "i", period="2019", role="target", text="1", part=1),
        ),
        (
            NS.amount("p", scope="annual", year=2019, phase="requested", source="total", value="1"),
            NS.amount("p", scope="annual", year=2019, phase="approved", source="total", value="1"),
        ),
        (NS.finding("r", "s", FORM, (1, 2)), NS.finding("r", "s", FORM, "/year")),
        (NS.run("1", "a"), NS.run("1", "b")),
        (NS.category("f", "ab", ""), NS.category("f", "a", "b")),
    ],
)
def test_what_differs_in_its_key_has_another_iri(minted: str, other: str) -> None:
    assert minted != other


@pytest.mark.parametrize(
    ("pointer", "mark", "fragment"),
    [
        ("/project/start", "", "/project/start"),
        ("/narratives/立项依据", "", "/narratives/%E7%AB%8B%E9%A1%B9%E4%BE%9D%E6%8D%AE"),
        ("/narratives/a~1b", "", "/narratives/a~1b"),
        ('/narratives/<"> ', "", "/narratives/%3C%22%3E%20"),
        ("/project/types", "ab12", "/project/types;ab12"),
    ],
)
def test_evidence_is_addressed_by_its_pointer(pointer: str, mark: str, fragment: str) -> None:
    assert iris.evidence(FORM, pointer, mark=mark) == f"{FORM}#{fragment}"


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (iris.term("Project"), "jx:Project"),
        ("http://www.w3.org/2004/02/skos/core#prefLabel", "skos:prefLabel"),
        ("http://example.org/x", "http://example.org/x"),
    ],
)
def test_compact_and_expand(iri: str, short: str) -> None:
    assert iris.compact(iri) == short
    if ":" in short and "//" not in short:
        assert iris.expand(short) == iri


def test_a_concept_is_ascii() -> None:
    assert iris.concept("phase/requested") == "https://w3id.org/jixiao/scheme/phase/requested"
    assert iris.concept("来源/x y").isascii()
