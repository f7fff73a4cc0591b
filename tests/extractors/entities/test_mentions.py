"""Mentions of organisations, places, programmes and events: text → what is named in it."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.entities import find_mentions

ORGANISATIONS = [
    # region + body
    ("项目由上海市财政局审批。", ["上海市财政局"]),
    ("在市科委的支持下开展", ["市科委"]),
    ("经区发改委批复同意", ["区发改委"]),
    ("浙江省科技厅与杭州市科技局联合发布", ["浙江省科技厅", "杭州市科技局"]),
    ("江苏省南京市玄武区教育局", ["江苏省南京市玄武区教育局"]),
    ("新疆维吾尔自治区人民政府办公厅转发", ["新疆维吾尔自治区人民政府办公厅"]),
    (
        "上海市发展和改革委员会、上海市经济和信息化委员会",
        ["上海市发展和改革委员会", "上海市经济和信息化委员会"],
    ),
    ("向上海市人民代表大会报告", ["上海市人民代表大会"]),
    ("上海市嘉定区安亭镇人民政府", ["上海市嘉定区安亭镇人民政府"]),
    ("上海市徐汇区天平路街道办事处实施", ["上海市徐汇区天平路街道办事处"]),
    # committees of the party
    ("中共上海市委组织部牵头", ["中共上海市委组织部"]),
    ("在市委组织部指导下", ["市委组织部"]),
    ("市委市政府已确定", ["市委", "市政府"]),
    ("十一届上海市委四次全会", ["上海市委"]),
    ("中共中央、国务院印发", ["中共中央", "国务院"]),
    ("中共中央国务院印发", ["中共中央", "国务院"]),
    ("九三学社湖南省委会主委", ["九三学社湖南省委会"]),
    ("民建上海市委副主委", ["民建上海市委"]),
    # parts of governments, academies and associations
    ("设立岳阳市人民政府国有资产监督管理委员会。", ["岳阳市人民政府国有资产监督管理委员会"]),
    ("南京市人民政府行政服务中心、省经信委", ["南京市人民政府行政服务中心", "省经信委"]),
    ("中科院金属所、中科院上海硅酸盐所", ["中科院金属所", "中科院上海硅酸盐所"]),
    ("中科院在所需经费中列支", ["中科院"]),
    ("中国自然科学博物馆学会科技馆专业委员会承办", ["中国自然科学博物馆学会科技馆专业委员会"]),
    ("省工业经济和信息化研究院院长", ["省工业经济和信息化研究院"]),
    ("广东省科学院与中国科技馆共建", ["广东省科学院", "中国科技馆"]),
    # region + core + suffix
    ("支持上海市科技创业中心建设", ["上海市科技创业中心"]),
    ("上海脑科学与类脑研究中心承担", ["上海脑科学与类脑研究中心"]),
    ("上海图书馆和上海博物馆", ["上海图书馆", "上海博物馆"]),
    ("委托上海市计量测试技术研究院检测", ["上海市计量测试技术研究院"]),
    ("上海市中心血站", ["上海市中心血站"]),
    ("上海市大学生科技创业基金会", ["上海市大学生科技创业基金会"]),
    ("由上海市引进海外高层次人才工作小组领导", ["上海市引进海外高层次人才工作小组"]),
    ("上海市推进科技创新中心建设领导小组会议", ["上海市推进科技创新中心建设领导小组"]),
    ("上海市政府采购中心", ["上海市政府采购中心"]),
    ("四川省疾病预防控制中心", ["四川省疾病预防控制中心"]),
    # known names and their parts
    ("与国家知识产权局合作", ["国家知识产权局"]),
    ("科技部、财政部、教育部", ["科技部", "财政部", "教育部"]),
    ("复旦大学附属华山医院", ["复旦大学附属华山医院"]),
    ("上海交通大学医学院附属瑞金医院等", ["上海交通大学医学院附属瑞金医院"]),
    ("中国科学院上海药物研究所", ["中国科学院上海药物研究所"]),
    ("国家税务总局上海市税务局公告", ["国家税务总局上海市税务局"]),
    ("购买中国电信专线", ["中国电信"]),
    ("中华人民共和国财政部", ["中华人民共和国财政部"]),
    ("与杭州师范大学附属医院合作", ["杭州师范大学附属医院"]),
    ("红河州数据发展中心", ["红河州数据发展中心"]),
    ("浙江省企业联合会和浙江省企业家协会", ["浙江省企业联合会", "浙江省企业家协会"]),
    ("普陀区桃浦镇社区卫生服务中心和普陀区人民医院", ["普陀区桃浦镇社区卫生服务中心", "普陀区人民医院"]),
    ("（上海新药研究开发中心）", ["上海新药研究开发中心"]),
    ("中标单位：华建数字科技有限公司", ["华建数字科技有限公司"]),
]

WHOLE_NAMES = [
    # a level, or a level and a session, begins it
    ("由市畜牧技术推广中心承办", ["市畜牧技术推广中心"]),
    ("县文化和广电旅游体育局负责", ["县文化和广电旅游体育局"]),
    ("经省十三届人大审议", ["省十三届人大"]),
    ("浮山县第十六届人民代表大会第四次会议", ["浮山县第十六届人民代表大会"]),
    ("珠海市第九届人民代表大会常务委员会", ["珠海市第九届人民代表大会常务委员会"]),
    # the party by its full names
    ("中共云县县委宣传部主管", ["中共云县县委宣传部"]),
    ("中国共产党云县委员会宣传部", ["中国共产党云县委员会宣传部"]),
    ("县委网络安全和信息化委员会的决定", ["县委网络安全和信息化委员会"]),
    ("共青团省委主办", ["共青团省委"]),
    ("市委市政府和县委的领导", ["市委", "市政府", "县委"]),
    # departments, working groups, attached schools
    ("由区科协科普部组织", ["区科协科普部"]),
    ("省教育厅职业教育与成人教育处印发", ["省教育厅职业教育与成人教育处"]),
    ("市财政局绩效评价工作组到场", ["市财政局绩效评价工作组"]),
    ("复旦大学附属徐汇区实验小学", ["复旦大学附属徐汇区实验小学"]),
    ("同济大学党委书记出席", ["同济大学"]),
    ("中国科学院大学公共政策与管理学院", ["中国科学院大学公共政策与管理学院"]),
    # towns, subdistricts, zones
    ("鹤山市宅梧镇人民政府", ["鹤山市宅梧镇人民政府"]),
    ("浦江镇科协、浦江镇人民政府", ["浦江镇科协", "浦江镇人民政府"]),
    ("潞邑街道办事处设六个科室", ["潞邑街道办事处"]),
    ("与雄安新区管委会签署协议", ["雄安新区管委会"]),
    # places in brackets, legal forms
    ("中标单位：巧编（上海）教育科技有限公司", ["巧编（上海）教育科技有限公司"]),
    ("重药控股（甘肃）医药有限公司、上海医药集团", ["重药控股（甘肃）医药有限公司", "上海医药集团"]),
    ("委托湖南天行会计师事务所（普通合伙）评价", ["湖南天行会计师事务所（普通合伙）"]),
    # names without a region
    ("安贞医院通州院区、宣武医院房山院区", ["安贞医院通州院区", "宣武医院房山院区"]),
    ("在英林中学举行", ["英林中学"]),
    ("湖北经济学院与北京市科学技术研究院", ["湖北经济学院", "北京市科学技术研究院"]),
]

NO_ORGANISATION = [
    "佑安家园新院区",
    "我省共发行政府专项债券",
    "定点医院和乡镇医院",
    "县级集中式饮用水水源地水质监测站",
    "投入三万元用于扶持非国有博物馆",
    "教务处、学生处、人事处",
    "各乡镇政府和街道",
    "示范县和贫困县",
    "风景名胜区党委书记",
    "增资某某建设有限公司",
    "江苏省工程研究中心",
    "各区疾病预防控制中心",
    "上海科学会堂",
    "广东省2026年度选调优秀大学毕业生",
    "上海市中心的交通",
    "建设上海科创中心",
    "具有全球影响力的科技创新中心",
    "上海国际金融中心建设",
    "上海大学生创业",
    "市政府采购网站",
    "城市委托建设",
    "超市财政补贴",
    "上海三家医院",
    "上海公立医院",
    "上海企业与高校的研究中心",
    "购买呼叫中心服务",
    "项目管理办公室",
    "各区财政部门",
    "中国银行业",
    "全市科研院所",
    "科委及中心领导",
    "第三方有限公司",
]

OTHERS = [
    ("辐射长三角、服务全国", [("长三角", "LOC")]),
    ("来自中国、美国、英国和德国", [(name, "GPE") for name in ("中国", "美国", "英国", "德国")]),
    ("上海市徐汇区的企业", [("上海市徐汇区", "GPE")]),
    ("在浦东新区和崇明区", [("浦东新区", "GPE"), ("崇明区", "GPE")]),
    ("江苏浙江两省", [("江苏", "GPE"), ("浙江", "GPE")]),
    ("其中国家级项目", []),
    ("发展中国家", []),
    ("沿海地区", []),
    ("北京东路与南京西路", []),
    ("本市“千人计划”、“领军人才”等", [("千人计划", "PROGRAM"), ("领军人才", "PROGRAM")]),
    ("入选国家重点研发计划", [("国家重点研发计划", "PROGRAM")]),
    ("“白玉兰工程”首批对象", [("白玉兰工程", "PROGRAM")]),
    ("“一站式”服务", []),
    ("举办中国创新创业大赛（上海赛区）", [("中国创新创业大赛", "EVENT"), ("上海", "GPE")]),
    ("第21届上海国际生物技术与医药研讨会", [("第21届上海国际生物技术与医药研讨会", "EVENT")]),
    (
        "第三届中国国际进口博览会和世界人工智能大会",
        [("第三届中国国际进口博览会", "EVENT"), ("世界人工智能大会", "EVENT")],
    ),
    ("位于鹤山市宅梧镇荷村", [("鹤山市宅梧镇荷村", "GPE")]),
    ("铜盂镇、海门镇等", [("铜盂镇", "GPE"), ("海门镇", "GPE")]),
    ("在中山街道启动", [("中山街道", "GPE")]),
    ("特色小镇、古镇、行政村和美丽乡村", []),
    ("习近平新时代中国特色社会主义思想", []),
    ("第七届世界军人运动会和首届进博会", [("第七届世界军人运动会", "EVENT"), ("首届进博会", "EVENT")]),
    ("世界田联半程马拉松锦标赛", [("世界田联半程马拉松锦标赛", "EVENT")]),
    ("“全国科普日”活动", [("全国科普日", "EVENT")]),
    ("“粤菜师傅”“广东技工”三项工程", [("粤菜师傅", "PROGRAM"), ("广东技工", "PROGRAM")]),
    ("《上海市科学技术委员会章程》", []),
    ("按照工信部联产业〔2019〕218号执行", []),
    ("国办发（2015）38号文", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), ORGANISATIONS)
def test_organisations(text: str, expected: list[str]) -> None:
    assert [(m.text, m.label) for m in find_mentions(text)] == [(name, "ORG") for name in expected]


@pytest.mark.parametrize(("text", "expected"), WHOLE_NAMES)
def test_organisations_whole(text: str, expected: list[str]) -> None:
    assert [m.text for m in find_mentions(text) if m.label == "ORG"] == expected


@pytest.mark.parametrize("text", NO_ORGANISATION)
def test_what_is_no_organisation(text: str) -> None:
    assert [m.text for m in find_mentions(text) if m.label == "ORG"] == []


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_places_programmes_events(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.text, m.label) for m in find_mentions(text)] == expected


FIGURES = [
    ("2018年11月5日至10日", ["2018年11月5日至10日"], []),
    ("2020-2022年度与2023年7-8月", ["2020-2022年度", "2023年7-8月"], []),
    ("自2018年7月至2019年6月", ["2018年7月至2019年6月"], []),
    (
        "11月中旬、2021年末、2023年第三季度、2022年上半年",
        ["11月中旬", "2021年末", "2023年第三季度", "2022年上半年"],
        [],
    ),
    ("二○一一年五月三十日", ["二○一一年五月三十日"], []),
    ("2019-01-01至2019/12/31", ["2019-01-01", "2019/12/31"], []),
    ("历时3个月，“十三五”期间，去年", [], []),
    ("12月底前", ["12月底"], []),
    ("拨付1,484.6万元和４.9亿美元", [], ["1,484.6万元", "４.9亿美元"]),
    ("每人3-5万元，共三百二十万元", [], ["3-5万元", "三百二十万元"]),
    ("4600余万元；12000元/亩", [], ["4600余万元", "12000元"]),
    ("5多元化、2元素、1.5万人", [], []),
]

PERSONS = [
    ("校长姜某明，副校长李越、林立刚出席", ["姜某明", "李越", "林立刚"]),
    ("浦江镇副镇长陈红铭等参加", ["陈红铭"]),
    ("贯彻习近平总书记重要讲话精神", ["习近平"]),
    ("市审计局局长 罗增庆", ["罗增庆"]),
    ("农学院王建国教授任首席专家。王建国指出", ["王建国", "王建国"]),
    ("市领导叶林、李向阳、马聪参加", ["叶林", "李向阳", "马聪"]),
    ("主任向大会报告", []),
    ("局长高度重视，书记安排部署", []),
    ("高级教授、客座教授、特聘教授", []),
    ("苏州市长、温州市长", []),
    ("及时获取专家意见", []),
    ("万名科学家", []),
    ("金融办主任", []),
    ("张三今天来了", []),
]


def found_as(text: str, label: str) -> list[str]:
    return [m.text for m in find_mentions(text) if m.label == label]


@pytest.mark.parametrize(("text", "dates", "money"), FIGURES)
def test_dates_and_money(text: str, dates: list[str], money: list[str]) -> None:
    assert (found_as(text, "DATE"), found_as(text, "MONEY")) == (dates, money)


@pytest.mark.parametrize(("text", "persons"), PERSONS)
def test_persons(text: str, persons: list[str]) -> None:
    assert found_as(text, "PERSON") == persons


KNOWN = [
    (
        "红河州数据发展中心（以下简称“州数据云”）设立，州数据云负责。",
        [],
        ["红河州数据发展中心", "州数据云", "州数据云"],
    ),
    ("上海化工研究院（简称“化工院”），化工院转制", [], ["上海化工研究院", "化工院", "化工院"]),
    ("上海图书馆（下称本馆），本馆开放", [], ["上海图书馆"]),
    ("上海图书馆（以下简称中心），中心开放", [], ["上海图书馆"]),
    ("四海书社供货", ["四海书社"], ["四海书社"]),
    ("上海四海书社有限公司供货", ["四海书社"], ["上海四海书社有限公司"]),
    ("《四海书社章程》", ["四海书社"], []),
    ("中心供货", ["中心", ""], []),
]


@pytest.mark.parametrize(("text", "names", "expected"), KNOWN)
def test_known_names_and_short_forms(text: str, names: list[str], expected: list[str]) -> None:
    assert [m.text for m in find_mentions(text, names) if m.label == "ORG"] == expected


PIECES = [
    *"的和与、，。（）《》“”【2019】 \n\tA",
    *(
        "上海",
        "上海市",
        "徐汇区",
        "中国",
        "市委",
        "组织部",
        "科技",
        "创业",
        "中心",
        "大学",
        "有限公司",
        "中共",
    ),
    *(
        "镇",
        "村",
        "街道",
        "主任",
        "王小明",
        "2019年",
        "3月",
        "5万元",
        "（以下简称“",
        "”）",
        "首届",
        "县",
        "委员会",
    ),
    *("附属", "医院", "财政局", "第二届", "论坛", "千人计划", "由", "推进", "领导小组", "国务院", "🙂", "𠮷"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text())
def test_spans_are_exact_and_never_overlap(text: str) -> None:
    mentions = find_mentions(text)
    assert all(m.text == text[m.start : m.end] for m in mentions)
    assert all(first.end <= second.start for first, second in pairwise(mentions))


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join), st.sampled_from("，。\n；"))
def test_a_sentence_is_read_alike_wherever_it_stands(text: str, mark: str) -> None:
    """Punctuation ends every name, so what follows changes nothing."""
    text = text.replace("《", "").replace("“", "")
    found = [(m.text, m.label) for m in find_mentions(text)]
    assert [(m.text, m.label) for m in find_mentions(text + mark + text)] == found * 2


HOSTILE = [
    "《",
    "“",
    "上海",
    "上海市科技",
    "市",
    "第1届",
    "〔20",
    "中共",
    "与上海",
    "镇",
    "大赛",
    "主任王甲、",
    "1",
    "2019-",
    "（简称“",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_repetition_is_read_to_its_end(unit: str) -> None:
    text = unit * 20_000 + "。国家知识产权局"
    assert find_mentions(text)[-1].text == "国家知识产权局"


def test_spacy_is_not_imported() -> None:
    script = "import sys; from extractors.entities import find_mentions as f; f('上海'); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
