"""Every rule: where it speaks, and where it must not ("not when" in docs/rules.md)."""

from collections.abc import Callable

import pytest

from extractors.records import Record
from extractors.vocabulary import settings

BOX, TICK = '<input type="checkbox"/>', '<input checked="" type="checkbox"/>'
Build = Callable[..., Record]


def codes(record: Record) -> list[tuple[str, str]]:
    return [(finding.code, finding.field) for finding in record.findings]


def row(name: str, target: str, category: str = "产出目标\t质量目标") -> str:
    return f"产出目标\t数量目标\t讲座场次\t≥4场\n{category}\t{name}\t{target}"


def test_a_sound_form_has_no_findings(record_of: Build) -> None:
    assert codes(record_of()) == []


TARGET = "/indicators/1/target"

FIRES: list[tuple[dict[str, str | None], list[tuple[str, str]]]] = [
    ({"uses": f"资金用途\t信息化建设类 {BOX} 其他事业专业类 {BOX}\t"}, [("box-none", "/project/fund_uses")]),
    ({"types": "项目类型 其他一次性项目 其他经常性项目"}, [("boxes-unreadable", "/project/types")]),
    ({"period": "开始时间\t2018-02-01\t结束时间\t2018-12-20"}, [("period-outside-year", "/project/start")]),
    ({"period": "开始时间\t2020年1月1日\t结束时间\t2020年12月31日"}, [("period-outside-year", "/project/start")]),
    (
        {"prior": "同名项目上年预算额（元）\t500\t同名项目上年预算执行数（元）\t0"},
        [("prior-executed-zero", "/budget/prior_year_executed")],
    ),
    (
        {
            "types": f"项目类型\t其他一次性项目 {TICK}\t",
            "prior": "同名项目上年预算额（元）\t500\t同名项目上年预算执行数（元）\t500",
        },
        [("one-off-with-prior-budget", "/project/types")],
    ),
    ({"money": "项目总预算（元）\t400\t项目当年预算（元）\t400"}, [("sum-subprojects", "/subprojects")]),
    ({"basis": "立项依据\t根据区科委年度工作部署开展。\t"}, [("basis-without-document", "/narratives/立项依据")]),
    ({"basis": "立项依据\t\t"}, [("basis-without-document", "/narratives/立项依据")]),
    ({"goal": "项目总目标\t到2015年，建成覆盖全区的科普网络。\t"}, [("goal-year-past", "/narratives/项目总目标")]),
    (
        {"annual": "年度绩效目标\t截至2018年底完成讲座四场。\t"},
        [("goal-year-past", "/narratives/年度绩效目标")],
    ),
    ({"goal": "项目总目标\t截至2018年底，力争全区建成科普基地十个。\t"}, [("goal-year-past", "/narratives/项目总目标")]),
    ({"goal": "项目总目标\t至2018年末基本建成科普网络，普及科学知识，提升了解程度。\t"}, [("goal-year-past", "/narratives/项目总目标")]),
    *(
        ({"goal": f"项目总目标\t{words}科普网络。\t"}, [("goal-year-past", "/narratives/项目总目标")])
        for words in (
            "到2017年底前，完成",
            "到2017年12月底前，建成",
            "到2017年12月31日前，建成",
            "至2018年6月前完成",
            "到2018年6月，建成",
            "截至2017年底前，全区建成",
            "到2017年年底之前，全面建成",
        )
    ),
    ({"annual": "年度绩效目标\t提升居民科学素养。\t"}, [("goal-equals-annual", "/narratives/年度绩效目标")]),
    (
        {"overview": "项目概况\t<p>举办讲座。</p> <p>项目总目标</p> <p>提升素养。</p>\t"},
        [("label-inside-field", "/narratives/项目概况")],
    ),
    ({"plan": "项目实施计划\t2018年8-12月 落实场地；2019年3月 举办讲座\t"}, [("plan-outside-period", "/milestones/0/period")]),
    ({"plan": "项目实施计划\t2020年第一季度 结算\t"}, [("plan-outside-period", "/milestones/0/period")]),
    ({"plan": "项目实施计划\t2018年第三、四季度 落实场地\t"}, [("plan-outside-period", "/milestones/0/period")]),
    (
        {"overview": "项目概况\t配备讲师20名，包括专职讲师5名、兼职讲师12名。\t"},
        [("prose-arithmetic", "/narratives/项目概况")],
    ),
    (
        {"basis": "立项依据\t《科普工作管理办法》（沪科〔2018〕5号）和《场馆开放实施细则》（沪科〔2018〕5号）\t"},
        [("title-number-conflict", "/narratives/立项依据")],
    ),
    (
        {"basis": "立项依据\t根据科技部《国科发火字（1994）304号和（2003）96号》文件\t"},
        [("issuer-name-differs", "/narratives/立项依据")],
    ),
    ({"rows": row("讲座合格率", "")}, [("value-missing", TARGET)]),
    ({"rows": row("讲座合格率", "内容符合要求")}, [("measure-without-number", TARGET)]),
    ({"rows": row("内容符合率", "全部符合要求")}, [("measure-without-number", TARGET)]),
    ({"rows": row("听众满意度", "满意度", "效果目标\t满意度目标")}, [("measure-without-number", TARGET)]),
    *(
        ({"rows": row(name, value)}, [("measure-without-number", TARGET)])
        for name, value in [
            ("讲座合格率", "一次性验收合格"),
            ("讲座合格率", "按照2019年方案和附件1执行"),
            ("内容符合率", "1、内容符合要求；2、形式生动"),
            ("宣传有效率", "内容真实、生动"),
            ("讲座参加人数", "逐年提高"),
            ("办结率", "应办尽办"),
            ("购置设备数量", "若干"),
            ("居民知晓率", "依据《某区科普工作3年行动方案》落实"),
        ]
    ),
    ({"rows": row("推广科普品牌", "推广科普品牌。", "效果目标\t社会效益目标")}, [("value-repeats-name", TARGET)]),
    ({"rows": row("讲座合格率", "≥120%")}, [("percent-over-100", TARGET)]),
    *(
        ({"rows": row(name, value)}, [("number-damaged", TARGET)])
        for name, value in [
            ("讲座合格率", "≥929"),
            ("讲座合格率", "1OO%"),
            ("讲座合格率", "≥1 00%"),
            ("展出面积", "13459. 00平方米"),
            ("展品件数", "1,00件"),
            ("听众人数", "10，000人"),
        ]
    ),
    ({"rows": row("讲座完成率", "100%", "产出目标\t数量目标")}, [("quantity-as-rate", "/indicators/1/name")]),
    ({"rows": row("开讲及时性", "100%")}, [("measure-under-wrong-category", "/indicators/1/level2")]),
    ({"rows": row("讲座参加人次", "不低于2018年", "产出目标\t数量目标")}, [("baseline-unknown", TARGET)]),
    ({"rows": row("讲座合格率", "≤95%")}, [("polarity-conflict", TARGET)]),
    ({"rows": row("投诉率", "≥5%")}, [("polarity-conflict", TARGET)]),
    ({"rows": row("讲座听众投诉率", "＞5%")}, [("polarity-conflict", TARGET)]),
    ({"rows": row("单位成本", "≥50元", "产出目标\t成本目标")}, [("polarity-conflict", TARGET)]),
    ({"rows": row("系统稳定运行率", "≤99%")}, [("polarity-conflict", TARGET)]),
    ({"note": "备注\t\t\n见附件\t\t"}, []),
    (
        {"prior": "同名项目上年预算额（元）\t约500\t同名项目上年预算执行数（元）\t0"},
        [("amount-unreadable", "/budget/prior_year")],
    ),
    (
        {"money": "项目总预算\t0.03\t项目当年预算\t0.03", "prior": None, "parts": None},
        [("amount-unreadable", "/budget/total"), ("amount-unreadable", "/budget/current_year")],
    ),
    (
        {"parts": "\t子项目名称\t预算金额（元）\t\n\t讲座\t100\t\n\t\t200\t"},
        [("amount-unreadable", "/subprojects")],
    ),
    ({"period": "开始时间\t2019年2月30日\t结束时间\t2019-12-31"}, [("date-unreadable", "/project/start")]),
    ({"period": "项目起止时间\t分两期实施\t\t"}, [("date-unreadable", "/narratives/实施周期")]),
    ({"overview": "甲类说明\t面向社区居民。\t"}, [("text-unplaced", ""), ("text-unplaced", "")]),
    ({"money": "年度资金总额（元）\t300\n其中：当年财政拨款\t200\n上年结转资金\t0\n其他资金\t50\n"}, [("sum-sources", "/amounts")]),
    ({"money": "年度资金总额（元）\t300\n其中：当年财政拨款\t3000\n其他资金\t0\n"}, [("source-exceeds-total", "/amounts/1/value")]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), FIRES)
def test_rules_speak(record_of: Build, lines: dict[str, str | None], expected: list[tuple[str, str]]) -> None:
    assert codes(record_of(**lines)) == expected


SILENT: list[dict[str, str | None]] = [
    {"rows": row("讲座人数", "≤50人", "产出目标\t数量目标")},
    {"rows": row("讲座不合格率", "≤5%")},
    {"rows": row("补助标准", "≤50元", "产出目标\t成本目标")},
    {"period": "开始时间\t\t结束时间\t"},
    {"period": "项目起止时间\t2019年1月至12月\t\t"},
    # sources of funds
    {"money": "年度资金总额（元）\t300\n其中：财政拨款\t200"},
    # a unit declared once: 33.33 + 66.66 万元 are 100.00 at their precision
    {
        "overview": "（金额单位：万元）\n项目概况\t面向社区居民举办科普讲座。\t",
        "money": "年度资金总额\t100.00\n其中：财政拨款\t33.33\n其他资金\t66.66",
        "prior": None,
        "parts": None,
    },
    {"money": "年度资金总额（万元）\t0.03\n其中：财政拨款\t0.02\n其他资金\t0.01", "prior": None, "parts": None},
    {"money": "年度资金总额（元）\t300\n其中：财政拨款\t200\n上级资金\t50\n其他资金\t100"},
    {"money": "年度资金总额（元）\t300\n财政拨款小计\t300\n一般公共预算\t300\n其他资金\t0"},
    {"money": "年度资金总额（元）\t300\n上级资金\t50\n本级财政资金\t200\n其他资金\t50"},
    # periods that merely cross years
    {"period": "开始时间\t2018-07-01\t结束时间\t2019-06-30"},
    {"period": "开始时间\t2019-07-01\t结束时间\t2021-06-30"},
    # no boxes in the layout
    {"types": None, "uses": None},
    # both zero; both spent
    {"prior": "同名项目上年预算额（元）\t500\t同名项目上年预算执行数（元）\t480"},
    # a recurring project with a prior budget
    {"prior": "同名项目上年预算额（元）\t500\t同名项目上年预算执行数（元）\t500", "types": f"项目类型\t其他经常性项目 {TICK}\t"},
    # parts without the whole, a part without amount
    {"parts": "\t子项目名称\t预算金额（元）\t\n\t讲座\t100\t\n\t展览\t\t"},
    {"parts": None},
    # a total row is no sub-project; a unit declared once holds for all sums
    {"parts": "\t子项目名称\t预算金额（元）\t\n\t讲座\t100\t\n\t展览\t200\t\n\t合计\t300\t"},
    {
        "overview": "（金额单位：万元）\n项目概况\t面向社区居民举办科普讲座。\t",
        "money": "项目总预算\t0.03\t项目当年预算\t0.03",
        "prior": None,
    },
    # 万元 rounds
    {
        "money": "项目总预算（万元）\t0.03\t项目当年预算（万元）\t0.03",
        "parts": "\t子项目名称\t预算金额（万元）\t\n\t讲座\t0.01\t\n\t展览\t0.02\t",
    },
    # a document by title, by number, by the name of a law
    {"basis": "立项依据\t按照《某区科普工作管理办法》执行。\t"},
    {"basis": "立项依据\t根据沪科〔2018〕5号文开展。\t"},
    {"basis": "立项依据\t根据科学技术普及法开展。\t"},
    {"basis": None},
    # the issuer by its short name, or by none that the vocabulary knows
    {"basis": "立项依据\t根据国家科委《国科发火字（1994）304号》\t"},
    {"basis": "立项依据\t根据科技部国科发火〔2018〕12号\t"},
    {"basis": "立项依据\t根据本中心科发〔1994〕3号\t"},
    # baselines and past successes are no goals
    {"goal": "项目总目标\t参加人次不低于2018年，并达到2018年水平。\t"},
    {"goal": "项目总目标\t到2018年底已建成科普网络，今后继续完善。\t"},
    {"goal": "项目总目标\t截至2018年底，全区建成科普基地十个，今后继续完善。\t"},
    {"goal": "项目总目标\t截止2018年末全区建成科普基地十个。\t"},
    {"goal": "项目总目标\t到2018年，全区建成了科普基地十个。\t"},
    {"goal": "项目总目标\t到2017年底前，全区已建成科普基地十个。\t"},
    {"goal": "项目总目标\t截至2018年6月，全区建成科普基地十个。\t"},
    {"goal": "项目总目标\t到2017年12月底前，建成科普网络，2019年继续完善。\t"},
    {"goal": "项目总目标\t到2019年12月底前，建成科普网络。\t"},
    {"goal": "项目总目标\t到2016年，全区科普基地达到五家，2019年继续增加。\t"},
    {"goal": "项目总目标\t至2018年底，知晓率达到八成，今年达到九成。\t"},
    {"goal": "项目总目标\t落实“到2015年，建成科普网络”的要求。\t"},
    {"goal": "项目总目标\t至2018年底，先后建成科普基地十个。\t"},
    {"goal": "项目总目标\t到2025年，建成覆盖全区的科普网络。\t"},
    {"overview": "项目概况\t到2015年，建成科普网络。\t"},
    # milestones that touch the period, or name no year
    {"plan": "项目实施计划\t2018年8月-2019年3月 落实场地\t"},
    {"plan": "项目实施计划\t2019年第一至第三季度 举办讲座\t"},
    {"plan": "项目实施计划\t2019年6-11月 举办展览；8月前 总结\t"},
    # open lists, rounding, other units
    {"overview": "项目概况\t配备讲师20名，包括专职讲师5名、兼职讲师12名等。\t"},
    {"overview": "项目概况\t覆盖居民24万人，包括成人10万人、青少年13.8万人。\t"},
    {"overview": "项目概况\t配备讲师20名，包括课程5门、展项12个。\t"},
    # titles that differ by a word
    {"basis": "立项依据\t《某区科普工作管理办法》（沪科〔2018〕5号）、《某区科普工作的管理办法》（沪科〔2018〕5号）\t"},
    # deadlines, implied kinds, qualitative indicators
    {"rows": row("讲座完成率", "12月底前全部完成")},
    {"rows": row("制度健全性", "健全（覆盖预算、采购等）", "投入和管理目标\t财务管理")},
    {"rows": row("经费增长率", "≥120%", "投入和管理目标\t财务管理")},
    {"rows": row("预算执行率", "≥110%", "投入和管理目标\t财务管理")},
    {"rows": row("成本控制率", "≤95%", "产出目标\t成本目标")},
    {"rows": row("推广科普品牌", "形成区级品牌", "效果目标\t社会效益目标")},
    # numbers in words, none at all, grades, values told in a remark; names that only end like a measure
    *(
        {"rows": row(name, value)}
        for name, value in [
            ("差错率", "万分之一"),
            ("居民知晓率", "八成以上"),
            ("居民知晓率", "半数以上"),
            ("居民知晓率", "过半"),
            ("讲座合格率", "百分之百"),
            ("讲座合格率", "合格（100%）"),
            ("投诉率", "零投诉"),
            ("投诉次数", "无投诉"),
            ("事故数", "不发生"),
            ("事故数", "杜绝重大事故"),
            ("讲座参加人数", "翻一番"),
            ("讲座参加人数", "约百人"),
            ("讲座参加人数", "数千人次"),
            ("支持率", "三分之二"),
            ("空气质量指数", "Ⅱ级"),
            ("信用等级数", "A级"),
            ("孕产妇死亡率", "≤15/10万"),
            ("培训次数", "每月一期"),
            ("办结率", "当天"),
            ("技术参数", "符合采购文件要求"),
            ("工作效率", "明显提高"),
            ("设备功率", "符合国家标准"),
        ]
    ),
    # bounds that always hold, and limits of time
    {"rows": row("讲座合格率", "≤100%")},
    {"rows": row("投诉率", "≥0")},
    {"rows": row("讲座完成率", "1个工作日内")},
    # changes and comparisons may exceed 100 %
    {"rows": row("讲座覆盖人次", "较上年增长120%")},
    {"rows": row("讲座完成场次", "达到上年的120%", "产出目标\t数量目标")},
    # a quantity that only ends like a rate
    {"rows": row("讲座频率", "每月1次", "产出目标\t数量目标")},
    # ordinary measures of inputs, nothing written as nothing, parts named, a bound of 100 %
    {"rows": row("资金到位及时率", "100%", "投入和管理目标\t资金投入管理")},
    {"prior": "同名项目上年预算额（元）\t无\t同名项目上年预算执行数（元）\t/"},
    {"parts": "\t子项目名称\t预算金额（元）\t\n\t讲座\t100\t\n\t展览\t200\t\n\t其中：布展\t50\t\n合计：\t\t300\t"},
    {"parts": "\t子项目名称\t预算金额（元）\t子项目名称\t预算金额（元）\n\t讲座\t100\t展览\t200"},
    {"parts": "\t子项目名称\t预算金额（元）\t备注\n\t讲座\t100\t2019\n\t展览\t200\t"},
    # page heads inside the form, repeated fields
    {"overview": "项目概况\t举办讲座。\t\n某区财政支出项目绩效目标申报表\n(2019年)\n申报单位名称：某区科普中心（盖章）\n"},
    # level 1 only: no level 2 to be wrong
    {
        "head": "分解目标内容\t绩效指标\t指标目标值",
        "rows": "产出目标\t讲座完成率\t100%\n\t开讲及时性\t100%\n\t综合满意度\t≥90%",
    },
]  # fmt: skip


@pytest.mark.parametrize(
    ("year", "basis", "told"),
    [
        (2022, "根据《中华人民共和国合同法》和《科普工作管理办法》开展。", ["合同法"]),
        (2021, "根据合同法开展。", ["合同法"]),
        (2022, "根据《合同法》开展，并按照合同法执行。", ["合同法"]),
        (2020, "根据《合同法》开展。", []),
        (2022, "根据《民法典》（原《合同法》）开展。", []),
        (2022, "根据《科学技术普及法》开展。", []),
    ],
)
def test_a_law_is_in_force_or_not_in_the_year_of_the_form(
    record_of: Build, year: int, basis: str, told: list[str]
) -> None:
    record = record_of(
        title=f"某区财政支出项目绩效目标申报表\n({year}年)",
        basis=f"立项依据\t{basis}\t\t",
        period=f"开始时间\t{year}-01-01\t结束时间\t{year}-12-31",
    )
    found = [finding for finding in record.findings if finding.code == "law-out-of-force"]
    assert [law for law in told if law in found[0].printed] == told if told else found == []
    assert len(found) == len(told)


@pytest.mark.parametrize("lines", SILENT)
def test_rules_keep_silent(record_of: Build, lines: dict[str, str | None]) -> None:
    assert codes(record_of(**lines)) == []


def test_one_lost_value_is_damage_of_the_source(record_of: Build) -> None:
    record = record_of(rows="产出目标\t数量目标\t讲座场次\t≥4场\n\t效果目标\t满意度目标\t居民满意度")
    (finding,) = record.findings
    assert (finding.code, finding.cause) == ("value-missing", "source-damage")
    assert record.absent["/indicators/1/target"] == "not-found"


def test_four_sentences_and_a_place(record_of: Build) -> None:
    record = record_of(
        basis="立项依据\t在国家科普能力重大项目和区委七次全会精神指导下，根据全民科学素质行动规划，开展活动。\t"
    )
    (finding,) = record.findings
    assert finding.printed == (
        "立项依据未见文号、《标题》或法律名称，提到的是：国家科普能力重大项目、区委七次全会、全民科学素质行动规划。"
    )
    assert finding.expected == "立项依据应列出政策文件的文号、标题或法律名称。"
    assert (finding.start, finding.end) == record.spans["/narratives/立项依据"][0]


@pytest.mark.parametrize("code", sorted(settings("rules")))
def test_rule_book_is_complete_and_accuses_nobody(code: str) -> None:
    rule = settings("rules")[code]
    sentences = [rule[key] for key in ("printed", "expected", "benign", "check")]
    assert rule["severity"] in ("error", "warning", "info")
    assert rule["cause"] in ("source-damage", "filing", "extraction-doubt")
    assert rule["title_zh"]
    assert rule["title_en"]
    assert not any(word in sentence for sentence in sentences for word in ("虚报", "违规", "造假", "骗取"))


def test_text_is_never_a_pattern_or_a_template(record_of: Build) -> None:
    record = record_of(rows=row("{name}合格率", "{x}\\s.*(?"))
    (finding,) = record.findings
    assert finding.printed == "指标“{name}合格率”的目标值为“{x}\\s.*(?”。"


@pytest.mark.parametrize(("points", "expected"), [("45", []), ("40", [("weights-sum", "/indicators")])])
def test_points_of_a_self_evaluation(record_of: Build, points: str, expected: list[tuple[str, str]]) -> None:
    record = record_of(
        title="项目支出绩效自评表\n（2019年度）",
        money="项目资金（元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\n\t年度资金总额\t300\t300\t300\t10\n",
        prior=None,
        parts=None,
        head="一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分",
        rows=f"产出指标\t数量指标\t讲座场次\t≥4场\t4场\t{points}\t45\n效益指标\t社会效益指标\t居民知晓率\t≥85%\t90%\t45\t45\n总分\t\t\t\t\t100\t90",
    )
    assert codes(record) == expected


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("", "blank"),
        ("—", "blank"),
        ("/", "blank"),
        ("无", "blank"),
        ("－－", "blank"),
        ("约500", "unreadable"),
    ],
)
def test_a_sum_that_says_nothing_is_blank(record_of: Build, printed: str, reason: str) -> None:
    record = record_of(
        prior=f"同名项目上年预算额（元）\t{printed}\t同名项目上年预算执行数（元）\t0",
        parts=f"\t子项目名称\t预算金额（元）\t\n\t讲座\t100\t\n\t展览\t{printed}\t",
    )
    assert record.absent["/budget/prior_year"] == record.absent["/subprojects/1/amount"] == reason
    assert ("amount-unreadable" in dict(codes(record))) is (reason == "unreadable")
