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

NO_ORGANISATION = [
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
    ("《上海市科学技术委员会章程》", []),
    ("按照工信部联产业〔2019〕218号执行", []),
    ("国办发（2015）38号文", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), ORGANISATIONS)
def test_organisations(text: str, expected: list[str]) -> None:
    assert [(m.text, m.label) for m in find_mentions(text)] == [(name, "ORG") for name in expected]


@pytest.mark.parametrize("text", NO_ORGANISATION)
def test_what_is_no_organisation(text: str) -> None:
    assert [m.text for m in find_mentions(text) if m.label == "ORG"] == []


@pytest.mark.parametrize(("text", "expected"), OTHERS)
def test_places_programmes_events(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.text, m.label) for m in find_mentions(text)] == expected


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


@pytest.mark.parametrize("unit", ["《", "“", "上海", "上海市科技", "市", "第1届", "〔20", "中共", "与上海"])
def test_hostile_repetition_is_read_to_its_end(unit: str) -> None:
    text = unit * 20_000 + "。国家知识产权局"
    assert find_mentions(text)[-1].text == "国家知识产权局"


def test_spacy_is_not_imported() -> None:
    script = "import sys; from extractors.entities import find_mentions as f; f('上海'); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
