"""Target values: text → comparator, low, high, unit, kind (tables), and what holds for any text."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.records import Target
from extractors.targets import parse_target, states_deadline

N, P, M, D, Q = "quantity", "percent", "money", "date", "qualitative"

ONE_VALUE = [
    # ranks, half hours, signs of money, what is counted by a limit of its own
    ("前3名", "<=", None, 3, "名", N),
    ("进入全国前十名", "<=", None, 10, "名", N),
    ("排名前20%", "<=", None, 20, "%", P),
    ("半小时内", "<=", None, Decimal("0.5"), "小时", N),
    ("半个工作日内办结", "<=", None, Decimal("0.5"), "工作日", N),
    ("￥50,000", "=", 50000, 50000, "元", M),
    ("¥3.5万元", "=", 35000, 35000, "元", M),
    ("壹拾伍万元整", "=", 150000, 150000, "元", M),
    ("80分及以上的人数占比≥90%", ">=", 90, None, "%", P),
    ("24人×500元=12000元", "=", 12000, 12000, "元", M),
    # signs, words, bare numbers
    ("≥30次（计划举办沙龙不少于30次）", ">=", 30, None, "次", N),
    ("=100.00%", "=", 100, 100, "%", P),
    ("＞＝９５％", ">=", 95, None, "%", P),
    ("&gt;=95%", ">=", 95, None, "%", P),
    ("大于85%。本中心设备对外开放", ">", 85, None, "%", P),
    ("超过50家", ">", 50, None, "家", N),
    ("不得低于85%", ">=", 85, None, "%", P),
    ("< 5分钟", "<", None, 5, "分钟", N),
    ("响应时长最多不超过3秒", "<=", None, 3, "秒", N),
    ("能耗下降到1.25以下", "<=", None, Decimal("1.25"), None, N),
    ("控制在3%以内", "<=", None, 3, "%", P),
    ("95%（含）以上", ">=", 95, None, "%", P),
    ("不少于（含）5次", ">=", 5, None, "次", N),
    ("不低于总数的95%", ">=", 95, None, "%", P),
    ("至少每季度召开3次会议", ">=", 3, None, "次/季度", N),
    ("≥85.00(%)", ">=", 85, None, "%", P),
    ("3120份（订阅《某某科技》等刊物）", "=", 3120, 3120, "份", N),
    ("稳定率90%。团队保持稳定", "=", 90, 90, "%", P),
    ("100%合规（按经费办法使用）", "=", 100, 100, "%", P),
    ("100%（1.0）", "=", 100, 100, "%", P),
    ("工期为180天", "=", 180, 180, "天", N),
    ("≥150M（下载速度不小于150M）", ">=", 150, None, "M", N),
    ("≥5", ">=", 5, None, None, N),
    ("95", "=", 95, 95, None, N),
    ("满意度95", "=", 95, 95, None, N),
    ("0次", "=", 0, 0, "次", N),
    ("≥-5℃", ">=", -5, None, "℃", N),
    # about, more than, reached
    ("约30万人（覆盖全部212个学科）", "~", 300000, 300000, "人", N),
    ("回收率达到40%左右", "~", 40, 40, "%", P),
    ("约占总数的30%", "~", 30, 30, "%", P),
    ("100余家", ">", 100, None, "家", N),
    ("20多万人次", ">", 200000, None, "人次", N),
    ("培育60个以上示范点", ">=", 60, None, "个", N),
    ("由6%提高到8%", "=", 8, 8, "%", P),
    ("合格率60%提升至80%", "=", 80, 80, "%", P),
    ("力争提升到55%以上", ">=", 55, None, "%", P),
    # multipliers, money, units in brackets, composites
    ("≥10万次", ">=", 100000, None, "次", N),
    ("=5.00(万人次)", "=", 50000, 50000, "人次", N),
    ("≥2750.50(平方米)", ">=", Decimal("2750.5"), None, "平方米", N),
    ("控制在50.5万元以内", "<=", None, 505000, "元", M),
    ("1.2万亿元", "=", 1200000000000, 1200000000000, "元", M),
    ("≤300元/人·月", "<=", None, 300, "元/人·月", M),
    ("孕产妇死亡率≤18/10万", "<=", None, 18, "/10万", N),
    ("≤5/10万", "<=", None, 5, "/10万", N),
    ("不高于12.5/10万人", "<=", None, Decimal("12.5"), "/10万人", N),
    ("≤18例/10万人", "<=", None, 18, "例/10万人", N),
    ("5公里/百平方公里", "=", 5, 5, "公里/百平方公里", N),
    ("≥45张/千人", ">=", 45, None, "张/千人", N),
    ("≥2次/2个月", ">=", 2, None, "次/2个月", N),
    ("流量0.20m3/s", "=", Decimal("0.2"), Decimal("0.2"), "m3/s", N),
    ("土石方1325.2万方", "=", 13252000, 13252000, "方", N),
    ("投入1226.2万工日", "=", 12262000, 12262000, "工日", N),
    ("年发电1.5亿千瓦时", "=", 150000000, 150000000, "千瓦时", N),
    ("建成10 Pflops算力", "=", 10, 10, "Pflops", N),
    ("1,200册", "=", 1200, 1200, "册", N),
    ("≥40台(套)", ">=", 40, None, "台套", N),
    ("46台（套）", "=", 46, 46, "台套", N),
    ("260件（套）", "=", 260, 260, "件套", N),
    ("260件/套", "=", 260, 260, "件套", N),
    ("12场（次）", "=", 12, 12, "场次", N),
    ("300人（次）", "=", 300, 300, "人次", N),
    ("≥3万人（次）", ">=", 30000, None, "人次", N),
    ("300册(套）以上", ">=", 300, None, "册套", N),
    ("20家（户）", "=", 20, 20, "家", N),
    ("5个（项）", "=", 5, 5, "个", N),
    # ranges
    ("达成1-3项合作意向", "range", 1, 3, "项", N),
    ("3~5家企业上榜", "range", 3, 5, "家", N),
    ("启动1—2个重大计划", "range", 1, 2, "个", N),
    ("3-5万元", "range", 30000, 50000, "元", M),
    ("300万至500万元", "range", 3000000, 5000000, "元", M),
    ("介于5%和10%之间", "range", 5, 10, "%", P),
    ("误差≤±5%", "range", -5, 5, "%", P),
    ("正负5%", "range", -5, 5, "%", P),
    ("≥5%且≤10%", "range", 5, 10, "%", P),
    ("80%≤得分≤90%", "range", 80, 90, "%", P),
    ("不少于3天且不超过5天", "range", 3, 5, "天", N),
    ("按万分之十至十五配置", "range", 10, 15, "‱", P),
    ("三至五次", "range", 3, 5, "次", N),
    # Chinese numerals
    ("三次", "=", 3, 3, "次", N),
    ("两项", "=", 2, 2, "项", N),
    ("完成三次", "=", 3, 3, "次", N),
    ("举办三场培训", "=", 3, 3, "场", N),
    ("不少于三次专题讲座", ">=", 3, None, "次", N),
    ("百分之九十五", "=", 95, 95, "%", P),
    ("不低于四分之三", ">=", Decimal("0.75"), None, None, N),
    ("百分百", "=", 100, 100, "%", P),
    ("预约100人", "=", 100, 100, "人", N),
    ("百分之百", "=", 100, 100, "%", P),
    ("万分之一", "=", 1, 1, "‱", P),
    ("按百分之五的比例抽查", "=", 5, 5, "%", P),
    ("差错率不高于万分之0.5", "<=", None, Decimal("0.5"), "‱", P),
    ("八成以上", ">=", 80, None, "%", P),
    ("满意度不低于八成", ">=", 80, None, "%", P),
    ("达到8成", "=", 80, 80, "%", P),
    ("半数以上", ">=", 50, None, "%", P),
    ("超过一半", ">", 50, None, "%", P),
    ("不少于三分之二", ">=", Decimal("0.6666666666666666666666666667"), None, None, N),
    ("零投诉", "=", 0, 0, None, N),
    ("实现零事故", "=", 0, 0, None, N),
    ("⼆次", "=", 2, 2, "次", N),
    # so many each month, for every person
    ("每月1次", "=", 1, 1, "次/月", N),
    ("每月一次", "=", 1, 1, "次/月", N),
    ("每季度一次", "=", 1, 1, "次/季度", N),
    ("每季1次", "=", 1, 1, "次/季度", N),
    ("1次/月", "=", 1, 1, "次/月", N),
    ("≥2次/每季度", ">=", 2, None, "次/季度", N),
    ("1次每周", "=", 1, 1, "次/周", N),
    ("每年不少于4次", ">=", 4, None, "次/年", N),
    ("每年度至少2场以上", ">=", 2, None, "场/年", N),
    ("每半年一次", "=", 1, 1, "次/半年", N),
    ("半年一次", "=", 1, 1, "次/半年", N),
    ("1次/半年", "=", 1, 1, "次/半年", N),
    ("每两年一次", "=", 1, 1, "次/2年", N),
    ("每2个月1次", "=", 1, 1, "次/2个月", N),
    ("1次/2年", "=", 1, 1, "次/2年", N),
    ("一年两次", "=", 2, 2, "次/年", N),
    ("3年1次", "=", 1, 1, "次/3年", N),
    ("每学期开展1次", "=", 1, 1, "次/学期", N),
    ("每月召开例会1次", "=", 1, 1, "次/月", N),
    ("每月1-2次", "range", 1, 2, "次/月", N),
    ("每月更新不少于3篇", ">=", 3, None, "篇/月", N),
    ("每人每年1次", "=", 1, 1, "次/人·年", N),
    ("每人每月300元", "=", 300, 300, "元/人·月", M),
    ("每人300元/月", "=", 300, 300, "元/月·人", M),
    ("每户补贴不超过2万元", "<=", None, 20000, "元/户", M),
    ("每天开放8小时以上", ">=", 8, None, "小时/天", N),
    ("每周开放5天", "=", 5, 5, "天/周", N),
    ("每场不少于200人", ">=", 200, None, "人/场", N),
    ("每次50人", "=", 50, 50, "人", N),
    ("每个街道1个", "=", 1, 1, "个/街道", N),
    ("每年3月前举办1场", "=", 1, 1, "场/年", N),
    ("每年增长率7%", "=", 7, 7, "%", P),
    ("2场/季", "=", 2, 2, "场/季度", N),
    ("每月一期", "=", 1, 1, "期/月", N),
    ("每月1次/月", "=", 1, 1, "次/月", N),
    ("每年度培训任务完成率≥95%", ">=", 95, None, "%", P),
    ("每千人口拥有病床5张", "=", 5, 5, "张", N),
    ("设备完好，每两年评定一次", "=", 1, 1, "次/2年", N),
    ("每3年组织评估1次", "=", 1, 1, "次/3年", N),
    ("每两年不少于1次", ">=", 1, None, "次/2年", N),
    ("每两周巡检一次", "=", 1, 1, "次/2周", N),
    ("每半年检修一次", "=", 1, 1, "次/半年", N),
    ("每2小时巡检1次", "=", 1, 1, "次/2小时", N),
    ("每年两次考核", "=", 2, 2, "次/年", N),
    ("每季度一次检查", "=", 1, 1, "次/季度", N),
    ("每两年一次评定", "=", 1, 1, "次/2年", N),
    ("每人一份培训手册", "=", 1, 1, "份/人", N),
    ("每个行政村至少配备2名防火员", ">=", 2, None, "名/行政村", N),
    ("每季度末盘点1次", "=", 1, 1, "次/季度", N),
    ("每季度末月组织两次抽查", "=", 2, 2, "次/季度", N),
    # days and months by which something is done again and again: no length of time
    ("每月5日前报送", "qualitative", None, None, None, D),
    ("每月5日前", "qualitative", None, None, None, D),
    ("每月15日", "qualitative", None, None, None, Q),
    ("每月底前完成", "qualitative", None, None, None, D),
    ("每季度末月25日前", "qualitative", None, None, None, D),
    ("每季度首月10日前报送", "qualitative", None, None, None, D),
    ("每季度末前", "qualitative", None, None, None, D),
    ("每周五前发布", "qualitative", None, None, None, D),
    ("次年1月底前提交", "qualitative", None, None, None, D),
    # figures around the value that are none
    ("举办第21届研讨会3场", "=", 3, 3, "场", N),
    ("12345热线接通率≥95%", ">=", 95, None, "%", P),
    ("5G网络覆盖率≥90%", ">=", 90, None, "%", P),
    ("PM2.5浓度≤35微克/立方米", "<=", None, 35, "微克/立方米", N),
    ("60岁以上老人覆盖率≥90%", ">=", 90, None, "%", P),
    ("每千人口拥有3岁以下托位数达到4.5个", "=", Decimal("4.5"), Decimal("4.5"), "个", N),
    ("到2025年，培育50家以上企业", ">=", 50, None, "家", N),
    ("一期工程完工率100%", "=", 100, 100, "%", P),
    ("1、100%合规（符合办法） 2、适用（合用） 3、必需（业务相关", "=", 100, 100, "%", P),
    ("1.100%合规；2.适用", "=", 100, 100, "%", P),
    ("（≥3次）", ">=", 3, None, "次", N),
    # dates
    ("2019年12月31日前完成", "<=", None, "2019-12-31", None, D),
    ("截至2019年6月30日", "<=", None, "2019-06-30", None, D),
    ("2019-01-01至2019-12-31", "range", "2019-01-01", "2019-12-31", None, D),
    ("2021年11月底前", "<=", None, "2021-11-30", None, D),
    ("2021年11月底前完成", "<=", None, "2021-11-30", None, D),
    ("2020年2月末", "<=", None, "2020-02-29", None, D),
    ("2021年11月前", "<=", None, "2021-11", None, D),
    ("截至2021年11月", "<=", None, "2021-11-30", None, D),
    ("不晚于2021年11月", "<=", None, "2021-11-30", None, D),
    ("二〇二一年十一月底前", "<=", None, "2021-11-30", None, D),
    ("2021年底前", "<=", None, "2021-12-31", None, D),
    ("2021年内完成", "<=", None, "2021-12-31", None, D),
    ("2025年年底前", "<=", None, "2025-12-31", None, D),
    ("2021年三季度末前完成", "<=", None, "2021-09-30", None, D),
    ("2021年", "=", "2021", "2021", None, D),
    ("2021年11月完成", "=", "2021-11", "2021-11", None, D),
    ("2021年第三季度", "range", "2021-07", "2021-09", None, D),
    ("2021年上半年完成", "range", "2021-01", "2021-06", None, D),
    ("2023.07-2024.01", "range", "2023-07", "2024-01", None, D),
    ("2020年1月--2020年11月", "range", "2020-01", "2020-11", None, D),
    ("2020年1-11月", "range", "2020-01", "2020-11", None, D),
    ("2019-2021年", "range", "2019", "2021", None, D),
    ("2021年11月中旬前", "qualitative", None, None, None, D),
    ("2021年13月底前", "qualitative", None, None, None, D),
    ("12月底前", "qualitative", None, None, None, D),
    ("2023年，新增就业500人", "=", 500, 500, "人", N),
    ("2023年12月完成3场培训", "=", 3, 3, "场", N),
    ("30日内办结", "<=", None, 30, "日", N),
]

NO_VALUE = [
    "T+1日",
    "24人*12月",
    "3人×5次×100元",
    "前5年的数据",
    "合规",
    "满意度",
    "若干",
    "数十次",
    "几十个",
    "提升（报名队伍较2018年有所提升）",
    "有效（制度完备，合同合规率100%，分工明确）",
    "合格（100%）",
    "为两个领域的课题提供必需的手段（可接受第三方评估）",
    "形成一套制度",
    "零距离服务",
    "成效显著",
    "每月按时发布",
    "推进一网通办",
    "一次性验收合格",
    "完成二级等保测评",
    "第21届",
    "国发〔2016〕23号",
    "符合《上海市2019-2020年采购目录》",
    "24小时服务热线畅通",
    "7×24小时服务",
    "时间为10:00",
    "比例不低于1:3",
    "热线64839009",
    "账号6222021001116245702999",
    "全年不发生3起以上安全事故",
    "达到3A级",
    "2023年，成效显著",
    "到2025年",
    "2019、2020、2021年",
    "5-3个",
    # damaged numbers are not guessed
    "≥1 00%",
    "13459. 00平方米",
    "1,00人",
    "10，000人",
    "1OO%",
]


def bounds_of(target: Target):
    return target.comparator, target.low, target.high, target.unit, target.kind


@pytest.mark.parametrize(("text", "comparator", "low", "high", "unit", "kind"), ONE_VALUE)
def test_states_one_value(text, comparator, low, high, unit, kind):
    target = parse_target(text)
    assert bounds_of(target) == (comparator, low, high, unit, kind)
    assert (target.text, target.change, target.baseline_year, target.more) == (text, None, None, ())


@pytest.mark.parametrize("text", NO_VALUE)
def test_states_no_value(text):
    assert parse_target(text) == Target(text=text, comparator="qualitative", kind=Q)


@pytest.mark.parametrize(
    ("text", "year", "change", "low", "high", "unit", "kind"),
    [
        ("不低于2018年", 2018, None, None, None, None, N),
        ("参赛队伍数不低于2018年水平", 2018, None, None, None, None, N),
        ("与上年持平", None, None, None, None, None, N),
        ("与上年基本持平", None, None, None, None, None, N),
        ("较“十三五”时期下降3.7%", None, "decrease", Decimal("3.7"), Decimal("3.7"), "%", P),
        ("较十三五末增长5%", None, "increase", 5, 5, "%", P),
        ("达到上年水平", None, None, None, None, None, N),
        ("超过上年", None, None, None, None, None, N),
        ("较上年增长5%", None, "increase", 5, 5, "%", P),
        ("较2020年下降13.5%", 2020, "decrease", Decimal("13.5"), Decimal("13.5"), "%", P),
        ("较2018增长5%", 2018, "increase", 5, 5, "%", P),
        ("较上年降低成本5%", None, "decrease", 5, 5, "%", P),
        ("同比增长5%以上", None, "increase", 5, None, "%", P),
        ("与2018年相比，增长5%", 2018, "increase", 5, 5, "%", P),
        ("在2018年基础上增长10%", 2018, "increase", 10, 10, "%", P),
        ("到2025年，能耗较2020年下降13.5%", 2020, "decrease", Decimal("13.5"), Decimal("13.5"), "%", P),
        ("较上年同期提高2个百分点", None, "increase", 2, 2, "百分点", P),
        ("比2018年的100人增加5%", 2018, "increase", 5, 5, "%", P),
        ("每年较上年增长5场", None, "increase", 5, 5, "场/年", N),
        ("达到上年的120%", None, None, 120, 120, "%", P),
        ("不低于上年的95%", None, None, 95, None, "%", P),
        ("服务人数较2018年有所增加", 2018, "increase", None, None, None, N),
    ],
)
def test_compares_with_a_baseline(text, year, change, low, high, unit, kind):
    assert parse_target(text) == Target(
        text=text,
        comparator="baseline",
        low=low,
        high=high,
        unit=unit,
        baseline_year=year,
        change=change,
        kind=kind,
    )


@pytest.mark.parametrize(
    ("text", "comparator", "low", "high", "change"),
    [
        ("健康知识知晓率提升25%", "=", 25, 25, "increase"),
        ("年均增长7%以上", ">=", 7, None, "increase"),
        ("成本节约一成", "=", 10, 10, "decrease"),
        ("降幅不低于5%", ">=", 5, None, "decrease"),
        ("成本降低率5%", "=", 5, 5, None),
        ("较上年提高到90%以上", ">=", 90, None, None),
        ("提高满意度至95%", "=", 95, 95, None),
    ],
)
def test_tells_a_change_from_a_level(text, comparator, low, high, change):
    target = parse_target(text)
    assert (target.comparator, target.low, target.high, target.change) == (comparator, low, high, change)


@pytest.mark.parametrize(
    ("text", "first", "more"),
    [
        (
            "慰问不少于100人，宣传用品不少于20000份",
            (">=", 100, None, "人", N),
            [("宣传用品不少于20000份", (">=", 20000, None, "份", N))],
        ),
        (
            "100%。1、按预算完成购置。2、招聘平台人员15人",
            ("=", 100, 100, "%", P),
            [("招聘平台人员15人", ("=", 15, 15, "人", N))],
        ),
        (
            "（1）培训3次（2）编印手册2本",
            ("=", 3, 3, "次", N),
            [("编印手册2本", ("=", 2, 2, "本", N))],
        ),
        (
            "①完成5项②完成6项",
            ("=", 5, 5, "项", N),
            [("完成6项", ("=", 6, 6, "项", N))],
        ),
        (
            "培训3次100人。",
            ("=", 3, 3, "次", N),
            [("100人", ("=", 100, 100, "人", N))],
        ),
        (
            "3个工作日内办结率100%",
            ("=", 100, 100, "%", P),
            [("3个工作日内", ("<=", None, 3, "工作日", N))],
        ),
        (
            "2019年12月31日前完成3场培训",
            ("=", 3, 3, "场", N),
            [("2019年12月31日前", ("<=", None, "2019-12-31", None, D))],
        ),
        (
            "全年12次，每月1次",
            ("=", 12, 12, "次", N),
            [("每月1次", ("=", 1, 1, "次/月", N))],
        ),
        (
            "每年2次，每次3天",
            ("=", 2, 2, "次/年", N),
            [("每次3天", ("=", 3, 3, "天/次", N))],
        ),
        (
            "60分≤得分<80分",
            (">=", 60, None, "分", N),
            [("≤得分<80分", ("<", None, 80, "分", N))],
        ),
    ],
)
def test_several_values(text, first, more):
    target = parse_target(text)
    assert (target.text, bounds_of(target)) == (text, first)
    assert [(item.text, bounds_of(item)) for item in target.more] == more


@pytest.mark.parametrize(
    ("text", "deadline_only", "states"),
    [
        ("年内按时完成", True, True),
        ("年内按计划分批完成安装", True, True),
        ("12月底前完成", True, True),
        ("6月底前完成", True, True),
        ("当天办结", True, True),
        ("年内", True, True),
        ("第三季度完成", True, True),
        ("年内完成三次培训", False, True),
        ("3个工作日内办结", False, True),
        ("到2020年，建成平台", False, True),
        ("项目实施中及时沟通", False, False),
        ("按时完成", False, False),
        ("100%（年内按时完成）", False, False),
        ("不低于2018年", False, False),
        ("", False, False),
    ],
)
def test_deadlines(text, deadline_only, states):
    target = parse_target(text)
    assert ((target.comparator, target.kind) == ("qualitative", D)) is deadline_only
    assert states_deadline(text) is states


@pytest.mark.parametrize(
    ("text", "indicator", "low", "unit", "kind"),
    [
        ("≥3", "培训规模（万人次）", 30000, "人次", N),
        ("≥300", "投入金额(万元)", 3000000, "元", M),
        ("≥95", "满意度（%）", 95, "%", P),
        ("≥3场", "活动（次）", 3, "场", N),
        ("≥3", "展会（上海）", 3, None, N),
        ("≥85", "成活率(≥**%)", 85, "%", P),
        ("≥28.4/株", "补助成本（≤**元/株）", Decimal("28.4"), "元/株", M),
        ("29", "受益人口数≥**人", 29, "人", N),
        ("≥5", "开发数量( ≥**个 )", 5, "个", N),
        ("250万", "投入（万元）", 2500000, "元", M),
        ("15天答复率≥95%", "15天答复率", 95, "%", P),
        ("招聘20人", "招聘20人", 20, "人", N),
    ],
)
def test_the_indicator_gives_a_unit_and_hides_its_own_figures(text, indicator, low, unit, kind):
    target = parse_target(text, indicator)
    assert (target.text, target.low, target.unit, target.kind, target.more) == (text, low, unit, kind, ())


@pytest.mark.parametrize("text", ["", " ", "\u3000\n"])
def test_nothing_to_read(text):
    assert parse_target(text) == Target(text=text)


# fmt: off
PIECES = st.sampled_from([
    " ",
    "不低于", "≥", "较", "上年", "2018年", "12月底前", "2019-01-01", "提升", "提升到", "到", "约", "3", "1,000",
    "三", "百分之", "万", "%", "人", "次", "小时", "元/人", "前", "（", "）", "《", "》",
    "“", "”", "，", "。", "、", "-", "±", "+", "内", "的", "1、", "以上", "之间",
    "和", "由", "PUE", "≤",
])
# fmt: on


@settings(deadline=None)
@given(
    st.one_of(st.text(max_size=3000), st.lists(PIECES, max_size=400).map("".join)),
    st.none() | st.text(max_size=20),
)
def test_any_text_has_a_well_formed_target(text, indicator):
    target = parse_target(text, indicator)
    assert target.text == text
    assert isinstance(states_deadline(text), bool)
    for value in (target, *target.more):
        assert value.text in text
        assert_consistent(value)


def assert_consistent(target: Target) -> None:
    low, high = target.low, target.high
    given_ends = (low is not None, high is not None)
    expected = {
        ">=": (True, False), ">": (True, False), "<=": (False, True), "<": (False, True),
        "=": (True, True), "~": (True, True), "range": (True, True),
        "qualitative": (False, False), None: (False, False),
    }  # fmt: skip
    if target.comparator == "baseline":
        assert given_ends != (False, False) or target.unit is None
    else:
        assert given_ends == expected[target.comparator]
        assert target.baseline_year is None
    if target.comparator in ("=", "~"):
        assert low == high
    if target.comparator == "range":
        assert low <= high


@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(["人", "元", "平方米", "%", "个"]),
)
def test_a_number_that_we_write_comes_back(value, multiplier, unit):
    factor = {"": 1, "万": 10**4, "亿": 10**8}[multiplier]
    target = parse_target(f"≥{value}{multiplier}{unit}")
    assert bounds_of(target)[:4] == (">=", value * factor, None, unit)


@pytest.mark.parametrize(
    "piece",
    [
        "5人",
        "每两年",
        "低于5分的扣",
        "低于5分的，",
        "（",
        "(((》》)",
        "一",
        "约",
        "1 ",
        "1/",
        "5人/",
        "由5人到",
        "较上年5人",
        "举办三场",
    ],
)
def test_long_hostile_text_has_linearly_many_tokens_and_values(piece):
    text = piece * (20_000 // len(piece))
    target = parse_target(text)
    assert sum(len(value.text) for value in target.more) <= len(text)


def test_real_target_values(shared):
    lines = (shared / "real" / "target-values.jsonl").read_text(encoding="utf-8").splitlines()
    for gold in map(json.loads, lines):
        target = parse_target(gold["text"], gold["indicator"])
        for name, field in [
            ("kind", "value_kind"),
            *((n, n) for n in ("comparator", "low", "high", "unit", "baseline_year")),
        ]:
            accepted = [gold[field], *gold.get(f"accept_{name}", [])]
            accepted = [Decimal(str(value)) if isinstance(value, float) else value for value in accepted]
            assert getattr(target, name) in accepted, (gold["id"], gold["text"], name)
