"""Which citations in different forms mean one document, what a person is asked, and what contradictions are told."""

from __future__ import annotations

import random
from itertools import permutations

import msgspec
import pytest
from specimen import specimen

from extractors.records import Citation, Record
from kg.graph.citations import policy_of
from kg.link import Corpus, link, link_quads
from kg.link.nearby import nearby
from ontology.iris import Namespace

NS = Namespace()
NOTICE = "关于加强科普场馆建设工作的意见"
RULES = "科普场馆建设专项资金管理办法"
Cited = tuple[str | None, str | None]
"""A number as `code|serial`, and a title."""


def cite(cited: Cited, start: int, jurisdiction: str | None = "上海市") -> Citation:
    code, _, serial = (cited[0] or "").partition("|")
    number = f"{code}〔2015〕{serial}号" if cited[0] else None
    return Citation(
        surface=number or f"《{cited[1]}》",
        number=number,
        number_standard=number,
        agency_code=code or None,
        year=2015 if number else None,
        serial=serial or None,
        jurisdiction=jurisdiction if number else None,
        title=cited[1],
        nature="normative",
        role="basis",
        field="/narratives/立项依据",
        start=start,
        end=start + 5,
    )


def forms(*each: list[Cited], text: str = "") -> list[Record]:
    """A form for each list of what it cites, all of one project; `text` is their 立项依据."""
    base = specimen(1)[0]
    return [
        msgspec.structs.replace(
            base,
            source=msgspec.structs.replace(base.source, sha256=f"{number:064}"),
            citations=tuple(cite(one, 10 * place) for place, one in enumerate(cited)),
            narratives={"立项依据": text},
            findings=(),
        )
        for number, cited in enumerate(each)
    ]


def documents(corpus: Corpus, records: list[Record]) -> int:
    """How many documents are left of what is cited."""
    keys = (policy_of(citation) for record in records for citation in record.citations)
    return len({corpus.links.same_policy.get(key, key) for key in keys if key})


@pytest.mark.parametrize(
    ("cited", "count"),
    [
        ([(None, NOTICE), (None, "关于进一步加强科普场馆建设的意见")], 1),
        ([(None, RULES), (None, f"关于印发《{RULES}》的通知")], 1),
        ([("沪科|30", RULES), (None, f"上海市科委关于印发〈{RULES}〉的通知")], 1),
        ([("沪科|30", f"关于印发《{RULES}》的通知"), (None, RULES)], 1),
        ([("沪科|30", RULES), ("沪科|30", "科普场馆建设专项经费管理办法"), (None, RULES)], 1),
        ([("沪科|30", RULES), ("沪科|30", f"{RULES}（试行）"), (None, f"{RULES}（试行）")], 1),
        ([("沪科|30", NOTICE), (None, "关于切实加强科普场馆建设工作的意见"), (None, NOTICE)], 1),
        ([("沪科|30", RULES), (None, f"{RULES}（试行）")], 2),
        ([(None, RULES), (None, f"{RULES}（暂行）")], 2),
        ([(None, RULES), (None, f"{RULES}实施细则")], 2),
        ([(None, RULES), (None, f"关于{RULES}的补充通知")], 2),
        ([(None, RULES), (None, f"{RULES}（2019年修订）")], 2),
        ([(None, "关于做好2018年科普工作的通知"), (None, "关于做好2019年科普工作的通知")], 2),
        ([(None, f"上海市{RULES}"), (None, f"北京市{RULES}")], 2),
        ([(None, RULES), (None, "科普场馆建设专项经费管理办法")], 2),
        ([("沪科|30", RULES), ("沪科|31", NOTICE), (None, RULES), (None, NOTICE)], 2),
        ([("沪科|30", RULES), ("沪科|31", RULES), (None, RULES)], 3),
        ([("沪科字|30", RULES), ("沪科|30", NOTICE)], 2),
    ],
)
def test_what_is_one_document(cited: list[Cited], count: int) -> None:
    apart = forms(*([one] for one in cited))
    assert documents(link(apart), apart) == count


def test_one_slip_among_many_parts_what_they_unite_and_is_told() -> None:
    records = forms(*[[("沪科|30", RULES)]] * 10, [("沪科|3", RULES)], [(None, RULES)])
    corpus = link(records)
    assert documents(corpus, records) == 3
    assert [(f.form.sha256[-2:], f.finding.code) for f in corpus.findings] == [
        ("00", "title-number-conflict"),
        ("10", "title-number-conflict"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (("沪科|30", RULES), ("沪科|31", RULES), 2),
        (("沪科|30", RULES), ("沪科|30", NOTICE), 2),
        (("沪科|30", RULES), ("沪科|30", "科普场馆建设专项经费管理办法"), 0),
        (("沪科|30", RULES), ("沪科|30", f"{RULES}（试行）"), 0),
        (("沪科|30", RULES), ("沪科|31", NOTICE), 0),
        (("沪科|30", RULES), ("沪科|30", None), 0),
    ],
)
def test_contradictions_are_told_on_both_sides(one: Cited, other: Cited, told: int) -> None:
    found = [f for f in link(forms([one], [other])).findings if f.finding.code == "title-number-conflict"]
    assert len(found) == told
    assert [f.form.sha256 for f in found] == [f"{number:064}" for number in range(told)]
    if found:
        assert found[0].evidence == ("/citations/0",)
        assert all(words in found[0].finding.printed for words in filter(None, (*one[1:], *other[1:])))


def test_what_one_form_shows_is_left_to_its_own_rule() -> None:
    assert not link(forms([("沪科|30", RULES), ("沪科|31", RULES)])).findings


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ((None, RULES), (None, "科普场馆建设专项经费管理办法"), "similar-title"),
        (("沪科|30", RULES), (None, "科普场馆建设专项经费管理办法"), "similar-title"),
        (("沪科|30", None), ("沪科字|30", None), "code-with-zi"),
        (("沪科|30", RULES), ("沪科|31", "科普场馆建设专项经费管理办法"), None),
        ((None, RULES), (None, f"{RULES}（试行）"), None),
        ((None, RULES), (None, NOTICE), None),
    ],
)
def test_what_a_person_is_asked(one: Cited, other: Cited, reason: str | None) -> None:
    found = [each for each in link(forms([one], [other])).candidates if each.kind == "policy"]
    assert [each.reasons for each in found] == ([(reason,)] if reason else [])


def test_a_number_of_an_unknown_place_is_asked_about_and_not_merged() -> None:
    records = forms([("宁政办发|12", None)], [("宁政办发|12", None)])
    (opened,) = records[1].citations
    opened = msgspec.structs.replace(opened, jurisdiction=None, status="ambiguous")
    corpus = link([records[0], msgspec.structs.replace(records[1], citations=(opened,))])
    assert not corpus.links.same_policy
    assert [each.reasons for each in corpus.candidates] == [("open-jurisdiction",)]


GIVEN = "根据《关于深化人才改革的意见》（沪科〔2015〕30号）（以下简称“人才30条”）实施。"


class TestShortNames:
    def test_one_that_another_form_gives(self) -> None:
        (defining,) = forms([("沪科|30", "关于深化人才改革的意见")], text=GIVEN)
        (_, other) = forms([], [(None, "人才30条")])
        assert documents(link([defining, other]), [defining, other]) == 1
        assert documents(link([other]), [other]) == 1

    def test_one_that_is_given_to_two_documents(self) -> None:
        one, two = forms(
            [("沪科|30", None)], [("沪科|31", None)], text="按沪科〔2015〕30号（简称“人才30条”）。"
        )
        two = msgspec.structs.replace(two, narratives={"立项依据": "按沪科〔2015〕31号（简称“人才30条”）。"})
        *_, other = forms([], [], [(None, "人才30条")])
        assert documents(link([one, two, other]), [one, two, other]) == 3

    def test_one_that_names_a_kind_of_document_only(self) -> None:
        (one,) = forms([("沪科|30", None)], text="按沪科〔2015〕30号（以下简称《资金管理办法》）。")
        (_, other) = forms([], [(None, "资金管理办法")])
        assert documents(link([one, other]), [one, other]) == 2

    @pytest.mark.parametrize(("unit", "count"), [("上海市某馆", 1), ("北京市某馆", 2)])
    def test_one_that_a_city_knows_its_document_by(self, unit: str, count: int) -> None:
        one, other = forms([("沪委发|19", None)], [(None, "人才30条")])
        (cited,) = one.citations
        cited = msgspec.structs.replace(cited, year=2016)
        records = [
            msgspec.structs.replace(
                each, citations=citations, unit=msgspec.structs.replace(each.unit, name=unit), form_title=None
            )
            for each, citations in ((one, (cited,)), (other, other.citations))
        ]
        assert documents(link(records), records) == count


def test_the_order_of_forms_has_no_part_in_it() -> None:
    records = [
        *forms(
            [("沪科|30", RULES), (None, NOTICE)],
            [("沪科|31", RULES), ("沪科|30", None)],
            [(None, "关于进一步加强科普场馆建设的意见"), (None, "科普场馆建设专项经费管理办法")],
            [("沪科字|30", "关于深化人才改革的意见"), (None, "人才30条")],
            text=GIVEN,
        )
    ]
    first, *others = (link(order) for order in permutations(records))
    lines = list(link_quads(first, NS))
    assert lines
    assert all(list(link_quads(other, NS)) == lines for other in others)
    assert all(set(other.candidates) == set(first.candidates) for other in others)


class TestNearby:
    def test_names_that_share_a_rare_pair_of_characters(self) -> None:
        names = ["科普场馆管理办法", "科普场馆管理方法", "水利管理办法", "档案"]
        assert ("科普场馆管理办法", "科普场馆管理方法") in list(nearby(names))
        assert list(nearby(reversed(names))) == list(nearby(names))
        assert not [pair for pair in nearby(names) if "档案" in pair]

    def test_pairs_grow_with_the_names(self) -> None:
        rng = random.Random(7)
        names = ["".join(rng.choices("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未", k=12)) for _ in range(4000)]
        half, whole = len(list(nearby(names[:2000]))), len(list(nearby(names)))
        assert whole < 4000 * 120
        assert whole <= 3 * max(half, 4000)
