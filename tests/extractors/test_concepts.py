"""Indicator concepts: name and category → concept or none; the rules that `indicators.tsv` keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.concepts import (
    Concept,
    concept_of,
    family_of,
    indicator_concepts,
    known_name,
    name_key,
    polarity_of,
)
from extractors.vocabulary import table

CONCEPTS = {concept.slug: concept for concept in indicator_concepts()}
ROWS = table("indicators")
KINDS = {row["kind"] for row in table("categories")}
CATEGORIES = {row["concept"] for row in table("categories")}
WORDINGS = sorted({word for concept in CONCEPTS.values() for word in (concept.name, *concept.synonyms)})

QUANTITY, QUALITY, TIMELINESS, COST = (
    f"ministry-2015/output/{kind}" for kind in ("quantity", "quality", "timeliness", "cost")
)
USERS, SOCIAL = "ministry-2021/satisfaction/service-users", "ministry-2021/benefit/social"
FINANCE, RULES = "shanghai-2019/input/finance", "shanghai-2019/input/implementation"


@pytest.mark.parametrize(
    ("name", "category", "slug"),
    [
        # Wordings of one measure
        ("预算执行率", None, "budget-execution-rate"),
        ("资金执行率", QUANTITY, "budget-execution-rate"),
        ("资金使用合规性", FINANCE, "funds-use-compliance"),
        ("资金使用规范性", FINANCE, "funds-use-compliance"),
        ("服务对象满意度", USERS, "satisfaction/service-users"),
        ("受益对象满意度", SOCIAL, "satisfaction/service-users"),
        ("完成及时性", TIMELINESS, "timeliness/completion"),
        ("项目（工程）完成及时率", TIMELINESS, "timeliness/completion"),
        ("立项依据的充分性", "shanghai-2019/influence/decision", "basis-sufficiency"),
        ("固定资产在用率", "shanghai-2019/input/assets", "fixed-asset-use-rate"),
        # Two measures, however alike
        ("培训人数", QUANTITY, "persons/training"),
        ("培训人次", QUANTITY, "person-times/training"),
        ("培训次数", QUANTITY, "events/training"),
        ("培训班次", QUANTITY, "training-classes"),
        ("完成率", QUANTITY, "completion-rate"),
        ("完成及时率", QUANTITY, "timeliness/completion"),
        ("实际完成率", QUANTITY, "completion-rate/actual"),
        ("群众满意度", USERS, "satisfaction/masses"),
        ("职工满意度", USERS, "satisfaction/staff"),
        ("社会公众满意度", USERS, "satisfaction/public"),
        ("社会公众或服务对象满意度", USERS, "satisfaction/public-or-users"),
        ("项目验收合格率", QUALITY, "acceptance-rate/projects"),
        ("工程验收合格率", QUALITY, "acceptance-rate/works"),
        ("竣工验收合格率", QUALITY, "acceptance-rate/final"),
        ("质量合格率", QUALITY, "pass-rate/quality"),
        ("质量达标率", QUALITY, "standard-rate/quality"),
        ("水质合格率", QUALITY, "pass-rate/water"),
        ("水质达标率", QUALITY, "standard-rate/water"),
        ("补助标准", COST, "support-standard"),
        ("补贴标准", COST, "subsidy-standard"),
        ("资金拨付及时率", TIMELINESS, "funds-disbursement-timeliness"),
        ("资金支付及时率", TIMELINESS, "funds-payment-timeliness"),
        ("申请专利数量", QUANTITY, "patents/filed"),
        ("授权专利数量", QUANTITY, "patents/granted"),
        ("“三公经费”控制率", None, "three-public-control-rate"),
        ("“三公经费”变动率", None, "three-public-change-rate"),
        # Where the category decides
        ("管理制度健全性", RULES, "management-system"),
        ("管理制度健全性", FINANCE, "financial-system"),
        ("管理制度健全性", "common-2020/process", "management-system"),
        ("管理制度健全性", None, None),
        ("成本", COST, "cost"),
        ("成本", "ministry-2021/cost", "cost"),
        ("成本", SOCIAL, None),
        ("成本", None, None),
        ("人数", QUANTITY, "persons"),
        ("人数", "ministry-2015/output", "persons"),
        ("人数", TIMELINESS, None),
        ("经济效益", "common-2020/benefit/project", "economic-benefit"),
        ("经济效益", SOCIAL, None),
        ("到位及时率", "common-2013/input/funding", "funds-in-place-timeliness"),
        ("到位及时率", QUANTITY, None),
        # How a name is printed
        (" ★1、培训 人数（人）", QUANTITY, "persons/training"),
        ("指标1：培训人数", QUANTITY, "persons/training"),
        ("（一）培训人数", QUANTITY, "persons/training"),
        ("③ 培训人数", QUANTITY, "persons/training"),
        ("服务对象满意度（≥95%）", USERS, "satisfaction/service-users"),
        ("服务对象满意度（≥**%）", USERS, "satisfaction/service-users"),
        ("服务对象满意度%", USERS, "satisfaction/service-users"),
        ("社会公众(服务对象)满意度", USERS, "satisfaction/public-or-users"),
        ("三公经费控制率", None, "three-public-control-rate"),
        ("7 岁以下儿童健康管理率", QUANTITY, "health-management/children-under-7"),
        ("细颗粒物(PM2.5)平均浓度", None, "pm25"),
        # None
        ("培训人数（线上）", QUANTITY, None),
        ("线上培训人数", QUANTITY, None),
        ("不合格率", QUALITY, None),
        ("服务对象不满意度", USERS, None),
        ("指标1", QUANTITY, None),
        ("", QUANTITY, None),
        ("★", QUANTITY, None),
    ],
)
def test_name_and_category_give_a_concept_or_none(name: str, category: str | None, slug: str | None) -> None:
    found = concept_of(name, category)
    assert (found.slug if found else None) == slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("参观学生满意度", "satisfaction/students"),
        ("市民对空气质量改善的满意程度", "satisfaction"),
        ("办公楼维修验收合格率", "acceptance-rate"),
        ("村内道路硬化里程", "length/hardened-roads"),
        ("线上培训人数", "persons/training"),
        ("主体班培训人次", "person-times/training"),
        ("各项工作完成及时率%", "timeliness/completion"),
        ("作物成活率（≥**%）", "survival-rate"),
        ("系统注册用户数", "registered-users"),
        ("学生不合格率", None),
        ("教师和学生满意度", "satisfaction"),
        ("教师、学生满意度", "satisfaction"),
        ("非居民满意度", "satisfaction"),
        ("平台设施设备合格率", "pass-rate"),
        ("任务未完成率", None),
        ("人员到位及时性", "timeliness"),  # 到位及时性 is one of funds only under 资金落实
        ("合同管理制度健全性", "management-system"),
        ("人均绿化面积", None),
        ("满意度", None),  # it is the family itself
        ("提升城市形象", None),
        ("人数", None),
        ("", None),
    ],
)
def test_an_unknown_name_is_narrower_than_what_it_ends_with(name: str, slug: str | None) -> None:
    found = family_of(name)
    assert (found.slug if found else None) == slug


@pytest.mark.parametrize(
    ("name", "category", "polarity"),
    [
        ("预算执行率", None, "higher"),
        ("读者满意度", USERS, "higher"),
        ("投诉率", None, "lower"),
        ("热线投诉率", None, "lower"),
        ("单位面积运维成本", COST, "lower"),
        ("成本节约率", COST, "higher"),
        ("低保标准", None, "neutral"),
        ("成本控制率", COST, "unknown"),
        ("提升城市形象", None, "unknown"),
    ],
)
def test_polarity(name: str, category: str | None, polarity: str) -> None:
    assert polarity_of(name, category) == polarity


# The vocabulary


def above(concept: Concept | None) -> Iterator[str]:
    """The slugs of a concept and of all that stand over it."""
    while concept:
        yield concept.slug
        concept = CONCEPTS[concept.broader] if concept.broader else None


def test_there_are_enough() -> None:
    assert len(CONCEPTS) >= 400


def test_no_wording_belongs_to_two_concepts_under_one_kind_of_category() -> None:
    meanings: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in ROWS:
        for word in (row["name"], *filter(None, row["synonyms"].split("|"))):
            for place in row["categories"].split("|") if row["categories"] else [*KINDS, *CATEGORIES, ""]:
                meanings[name_key(word), place].add(row["concept"])
    assert {at: slugs for at, slugs in meanings.items() if len(slugs) > 1} == {}


def test_no_wording_comes_twice() -> None:
    keys = [
        (name_key(word), row["categories"])
        for row in ROWS
        for word in (row["name"], *filter(None, row["synonyms"].split("|")))
    ]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


def test_rows_say_what_they_must() -> None:
    for row in ROWS:
        assert set(filter(None, row["categories"].split("|"))) <= KINDS | CATEGORIES, row
        assert not row["broader"] or row["broader"] in CONCEPTS, row
        further = [row["name_en"], row["polarity"], row["source"]]
        assert all(further) or (not any(further) and row["concept"] in CONCEPTS), row
    described = [row for row in ROWS if row["name_en"]]
    assert len({row["concept"] for row in described}) == len(described)
    endings = [
        name_key(word) for row in described for word in (row["name"], *row["synonyms"].split("|")) if word
    ]
    assert len(endings) == len(set(endings)), "a wording of two concepts says nothing at the end of a name"


@pytest.mark.parametrize("side", ["name", "name_en"])
def test_no_two_concepts_have_one_label(side: str) -> None:
    labels = [getattr(concept, side) for concept in CONCEPTS.values()]
    assert sorted({label for label in labels if labels.count(label) > 1}) == []


def test_nothing_stands_above_itself() -> None:
    for concept in CONCEPTS.values():
        upwards = above(concept)
        assert len([next(upwards, None) for _ in range(9)]) == 9
        assert next(upwards, None) is None, concept.slug


def test_a_concept_whose_name_ends_like_another_stands_below_it() -> None:
    strays = {
        concept.slug: family.slug
        for concept in CONCEPTS.values()
        if (family := family_of(concept.name)) and family.slug not in above(concept)
    }
    assert strays == {}


def test_polarity_does_not_turn_around_below() -> None:
    """Nothing is lower-is-better under what is higher-is-better, nor the other way: names take it from above."""
    for concept in CONCEPTS.values():
        over = {CONCEPTS[slug].polarity for slug in above(concept)}
        assert not {"higher", "lower"} <= over, concept.slug


# Properties

MARKS = st.text(st.sampled_from(" \t\u3000★▲*·"), max_size=5)
NUMBERING = st.sampled_from(["", "1、", "12. ", "(3)", "（四）", "五、", "②", "指标1：", "指标12:"])
REMARK = st.sampled_from(["", "（人）", "(%)", "（≥90%）", "（单位：万元）", "（10分）", "。", "；"])


@given(MARKS, NUMBERING, MARKS, st.sampled_from(WORDINGS), REMARK)
def test_marks_numbering_and_units_change_nothing(
    before: str, number: str, between: str, word: str, remark: str
) -> None:
    assert name_key(before + number + between + word + remark) == name_key(word)


@given(st.sampled_from(WORDINGS), st.data())
def test_white_space_beside_characters_changes_nothing(word: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(word)))
    if not (word[cut - 1 : cut].isascii() and word[cut : cut + 1].isascii()):
        assert name_key(f"{word[:cut]} \n{word[cut:]}") == name_key(word)


@given(st.text(st.sampled_from("甲乙丙丁戊己庚辛壬癸"), min_size=1), st.sampled_from(WORDINGS))
def test_a_longer_name_is_never_the_same_concept(before: str, word: str) -> None:
    assert concept_of(before + word) is None
    assert not any(concept_of(before + word, category) for category in CATEGORIES)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from([None, *sorted(CATEGORIES)]))
def test_any_name_is_read(name: str, category: str | None) -> None:
    found = concept_of(name, category)
    assert found is None or name_key(name) in {name_key(word) for word in (found.name, *found.synonyms)}
    family = family_of(name)
    assert family is None or len(name_key(name)) > 2


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("1.活动点位数量", "活动点位数量"),
        ("指标2：活动点位数量：", "活动点位数量"),
        ("★（3）活动点位 数量（个）", "活动点位数量"),
        ("活动点位达标率（≥**%）", "活动点位达标率"),
        ("活动点位达标率%", "活动点位达标率"),
        ("活动培训（人）", "活动培训（人）"),
        ("活动培训（场）", "活动培训（场）"),
        ("活动点位数量（线上）", "活动点位数量（线上）"),
        ("第2季度点位数量", "第2季度点位数量"),
        ("2019年点位数量", "2019年点位数量"),
        ("指标3", "指标3"),
        ("（人）", "（人）"),
        ("资金执行率", "预算执行率"),
        ("1.资金执行率（%）", "预算执行率"),
    ],
)
def test_the_one_name_an_indicator_is_known_by(printed: str, known: str) -> None:
    assert known_name(printed) == known_name(known) == known


@pytest.mark.parametrize(("category", "known"), [(USERS, "服务对象满意度"), (None, "服务对象满意度")])
def test_synonyms_are_known_by_their_concept(category: str | None, known: str) -> None:
    assert known_name("服务对象满意率", category) == known
