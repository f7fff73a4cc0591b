"""Titles: which number they belong to, what they name, and what is no document at all."""

import pytest

from extractors.policies import NATURES, classify_title, find_citations


def cited(text: str) -> list[tuple[str | None, str | None]]:
    return [(c.number, c.title) for c in find_citations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《甲办法》（国发〔2015〕3号）", [("国发〔2015〕3号", "甲办法")]),
        ("《甲办法》国发〔2015〕3号", [("国发〔2015〕3号", "甲办法")]),
        ("《甲办法》（试行）（国发〔2015〕3号）", [("国发〔2015〕3号", "甲办法")]),
        ("印发《甲办法》的通知（国发〔2015〕3号）", [("国发〔2015〕3号", "甲办法")]),
        ("《甲办法》（财政部财会〔2014〕6号）", [("财会〔2014〕6号", "甲办法")]),
        ("《甲办法》（以下简称《办法》）（国发〔2015〕3号）", [("国发〔2015〕3号", "甲办法")]),
        ("《甲办法》（国发〔2015〕3号，以下简称《办法》）", [("国发〔2015〕3号", "甲办法")]),
        ("《甲通知（国发〔2015〕3号）》", [("国发〔2015〕3号", "甲通知")]),
        ("国发〔2015〕3号《甲办法》", [("国发〔2015〕3号", "甲办法")]),
        ("国发〔2015〕3号文件《甲办法》", [("国发〔2015〕3号", "甲办法")]),
        (
            "《甲》国发〔2015〕3号《乙》国发〔2016〕4号",
            [("国发〔2015〕3号", "甲"), ("国发〔2016〕4号", "乙")],
        ),
        (
            "国发〔2015〕3号《甲》、国发〔2016〕4号《乙》",
            [("国发〔2015〕3号", "甲"), ("国发〔2016〕4号", "乙")],
        ),
        (
            "《甲》（国发〔2015〕3号）、《乙》（国发〔2016〕4号）",
            [("国发〔2015〕3号", "甲"), ("国发〔2016〕4号", "乙")],
        ),
        ("《甲办法》（根据国发〔2015〕3号制定）", [(None, "甲办法"), ("国发〔2015〕3号", None)]),
        ("《甲办法》。国发〔2015〕3号", [(None, "甲办法"), ("国发〔2015〕3号", None)]),
        ("《国发（2015）3号和（2016）4号》", [("国发〔2015〕3号", None), ("国发〔2016〕4号", None)]),
        (
            "《关于印发〈甲办法〉的通知》（国发〔2015〕3号）",
            [("国发〔2015〕3号", "关于印发〈甲办法〉的通知")],
        ),
        (
            "《关于印发《甲办法》的通知》（国发〔2015〕3号）",
            [("国发〔2015〕3号", "关于印发《甲办法》的通知")],
        ),
        ("《没有结尾 按《甲办法》（国发〔2015〕3号）", [("国发〔2015〕3号", "甲办法")]),
        ("国发〔2015〕3号《没有结尾", [("国发〔2015〕3号", None)]),
        ("《关于推进\n甲工作的意见》（国发〔2015〕3号）", [("国发〔2015〕3号", "关于推进甲工作的意见")]),
        ("《财政部 教育部通知》（财教〔2021〕3号）", [("财教〔2021〕3号", "财政部 教育部通知")]),
    ],
)
def test_titles_in_brackets(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert cited(text) == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("关于甲机关迁址的请示（国函〔1996〕82号）收悉", "关于甲机关迁址的请示"),
        ("国务院关于取消审批项目的决定（国发【2003】5号", "国务院关于取消审批项目的决定"),
        ("根据国务院关于取消审批项目的决定（国发〔2003〕5号）要求", "国务院关于取消审批项目的决定"),
        (
            "按财政部办公厅教育部办公厅关于甲的通知（财教〔2017〕71号）",
            "财政部办公厅教育部办公厅关于甲的通知",
        ),
        ("财政部、教育部关于甲的通知（财教〔2017〕71号）", "财政部、教育部关于甲的通知"),
        ("支付业务管理办法 — 人民银行公告〔2015〕第43号", "支付业务管理办法"),
        ("1. 支付业务管理办法（试行）（银发〔2015〕43号）", "支付业务管理办法（试行）"),
        ("国办发〔2012〕14号 机关公文处理工作条例", "机关公文处理工作条例"),
        ("- 沪府发〔2019〕5号 关于印发行动计划的通知", "关于印发行动计划的通知"),
        ("请严格执行有关规定（沪府发〔2019〕5号）", None),
        ("居民生活电价表（川发改价格〔2012〕560号）", None),
        ("两办转发（中办发〔2010〕5号）", None),
        ("按要求，做好管理办法（沪府发〔2019〕5号）", None),
        ("国发〔2012〕14号 附件2", None),
    ],
)
def test_titles_without_brackets(text: str, title: str | None) -> None:
    (citation,) = find_citations(text)
    assert citation.title == title
    if title:
        assert text[citation.title_start : citation.title_end] == title


@pytest.mark.parametrize(
    ("title", "nature"),
    [
        ("中华人民共和国政府采购法", "law"),
        ("会计法", "law"),
        ("固废法", "law"),
        ("甲促进法", "law"),
        ("中华人民共和国政府采购法实施条例", "administrative-regulation"),
        ("博物馆条例", "administrative-regulation"),
        ("水下文物保护管理条例（2022年修订）", "administrative-regulation"),
        ("中华人民共和国甲管理条例", "administrative-regulation"),
        ("甲法实施条例", "administrative-regulation"),
        ("城市甲管理条例", "normative"),
        ("文献采访工作条例", "normative"),
        ("无锡市甲条例", "local-regulation"),
        ("深圳经济特区甲条例", "local-regulation"),
        ("海南自由贸易港甲条例", "local-regulation"),
        ("北川羌族自治县甲条例", "local-regulation"),
        ("上海市实施〈中华人民共和国甲法〉办法", "local-regulation"),
        ("上海市实施《中华人民共和国甲法》办法", "local-regulation"),
        ("上海市实施<甲法>若干规定（修正）", "local-regulation"),
        ("广西壮族自治区实施中华人民共和国甲法办法", "local-regulation"),
        ("上海市甲管理办法", "normative"),
        ("上海市实施〈甲条例〉办法", "normative"),
        ("关于实施〈甲法〉办法", "normative"),
        ("信访工作条例", "normative"),
        ("广东省环境保护条例", "local-regulation"),
        ("中国共产党纪律处分条例", "normative"),
        ("政府采购货物和服务招标投标管理办法", "rule"),
        ("上海市财政项目支出绩效目标管理办法（试行）", "normative"),
        ("关于推进甲工作的实施意见", "normative"),
        ("上海市2019-2020年政府采购集中采购目录和采购限额标准", "normative"),
        ("甲行动计划（2019-2022年）", "plan"),
        ("“十三五”科技创新规划", "plan"),
        ("系统推进全面创新改革试验方案", "plan"),
        ("关于甲中心功能定位的批复", "mandate"),
        ("关于同意设立甲中心的批复", "mandate"),
        ("甲局主要职责内设机构和人员编制规定", "mandate"),
        ("关于甲工程可行性研究报告的批复", "approval"),
        ("关于甲项目设立的批复", "approval"),
        ("在甲大会上的讲话", "meeting-or-speech"),
        ("甲设备验收规程", "standard"),
        ("关于甲机关迁址的请示", "other"),
        ("上海科技报", "periodical"),
        ("甲年鉴", "book"),
        ("甲技术服务协议", "agreement"),
        ("甲安装许可证", "licence"),
        ("绩效目标申报表", "form"),
        ("华东科技", "work"),
        ("甲工作法", "work"),
        ("研究方法", "work"),
        ("", "work"),
    ],
)
def test_what_a_title_names(title: str, nature: str) -> None:
    assert classify_title(title) == nature


@pytest.mark.parametrize(
    ("title", "before", "after", "kind"),
    [
        ("华东科技", "征订", "", "periodical"),
        ("华东科技", "", "杂志", "periodical"),
        ("甲名录", "完成两本", "", "deliverable"),
        ("甲名录系列", "推出", "", "deliverable"),
        ("甲管理办法", "编制了", "", "deliverable"),
        ("甲管理办法", "根据", "完成编制", "normative"),
        ("甲名录", "按照", "执行", "normative"),
        ("关于甲的意见", "完成", "规定的任务", "normative"),
        ("甲规划", "完成", "编制", "deliverable"),
        ("会计法", "出版", "", "law"),
        ("湄公河专项行动", "拍摄电影", "", "film"),
        ("甲办法", "签订", "", "agreement"),
        ("固定资产分类与代码", "", "（GB/T14885-2010）等", "standard"),
        ("民用建筑设计规范", "", "(GB 50352-2019)", "standard"),
        ("甲技术规程", "按照JGJ 33-2012", "", "standard"),
        ("党政机关公文格式", "执行GB/T 9704—2012", "", "standard"),
        ("甲办法", "使用ERP2", "（试行）", "normative"),
    ],
)
def test_the_words_beside_a_title_decide(title: str, before: str, after: str, kind: str) -> None:
    assert classify_title(title, before, after) == kind


@pytest.mark.parametrize(
    "text",
    [
        "征订《甲科技报》、《乙孵化器》、《丙科技》杂志",
        "推出《国际人才引才名录系列》，完成三本《国际人才引才名录》",
        "编制《年度实施方案》和《工作指南》",
        "与公司签订《技术服务协议》",
        "阅读《红楼梦》，购买《辞海》",
        "（以下简称《管理办法》）",
        "《》《 》",
    ],
)
def test_what_is_no_official_document_is_not_cited(text: str) -> None:
    assert find_citations(text) == []


def test_a_title_alone_is_cited_with_its_brackets() -> None:
    text = "和《关于深化改革的实施意见》（人才30条），"
    (citation,) = find_citations(text)
    assert citation.surface == text[citation.start : citation.end] == "《关于深化改革的实施意见》"
    assert text[citation.title_start : citation.title_end] == citation.title == "关于深化改革的实施意见"
    assert (citation.number, citation.series, citation.nature) == (None, "none", "normative")


def test_a_title_that_names_only_a_genre_is_unresolved() -> None:
    assert [(c.title, c.status) for c in find_citations("按照《办法》执行")] == [("办法", "unresolved")]


def test_natures_are_words_of_the_contract() -> None:
    assert "mandate" in NATURES
    assert "periodical" not in NATURES
