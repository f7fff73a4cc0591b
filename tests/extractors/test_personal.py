"""Personal data are found wherever they stand, and nothing else is taken for such.

In the tables ⟦…⟧ stands around what is to be masked; everything outside stays as it is.
"""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import MASK, Document
from extractors.extract import extract, extract_forms
from extractors.forms.personal import contacts
from extractors.read.text import blocks
from extractors.records import to_json
from extractors.rows import rows

MARKS = re.compile("⟦(.*?)⟧", re.DOTALL)


def read(text: str) -> Document:
    return Document(path="form.txt", sha256="0" * 64, text=text, blocks=blocks(text))


def shown(text: str) -> str:
    document = read(text)
    return document.masked(span for _, span in contacts(rows(document), text)).text


def check(marked: str) -> None:
    expected = MARKS.sub(lambda match: MASK * len(match[1]), marked)
    assert shown(MARKS.sub(r"\1", marked)) == expected


CELLS = [
    # to the right
    "联系人\t⟦张三⟧\t",
    "项目负责人\t\t联系人\t⟦张三⟧\t联系电话\t⟦62345678⟧",
    "联系电话\t⟦021⟧\t⟦62345678⟧",
    "联系电话\t⟦6234 5678⟧\t",
    "联系电话\t⟦021-62345678/62345679⟧\t",
    "联系人及电话\t⟦张三62345678⟧\t",
    "联系人/电话\t⟦李四/62345678⟧\t",
    "项&nbsp;目&nbsp;负&nbsp;责&nbsp;人\t⟦张三⟧\t",
    "联 系 人\t⟦张 三⟧\t联 系 电 话\t⟦138 0000 0000⟧",
    "联系人：\t⟦张三⟧\t电话：\t⟦62345678⟧",
    "单位负责人（签章）\t⟦王五⟧\t",
    "分管领导\t⟦王五⟧\t经办人\t⟦阿卜杜·热合曼⟧",
    "项目负责人姓名\t⟦欧阳修文⟧\t职务\t处长",
    "联系人\t⟦张三主任⟧\t",
    "联系人\t⟦李四 处长⟧\t",
    "联系人\t⟦张三（13800000000）⟧\t",
    "联系人\t⟦张三、李四⟧\t",
    "联系人\t⟦科研处⟧\t",
    "联系人\t⟦张三⟧\t⟦13800000000⟧\t",
    "电子邮箱\t⟦zhang.san@example.cn⟧\t",
    "身份证号\t⟦310101199001010000⟧\t微信号\t⟦zs_example⟧\tQQ\t⟦12345678⟧",
    "Tel\t⟦62345678⟧\tE-mail\t⟦a@b.cn⟧",
    "填报单位负责人\t⟦钱某⟧\t填报日期\t2018年3月1日",
    # below
    "联系人\t联系电话\n⟦张三⟧\t⟦62345678⟧\n",
    "联系人\n⟦张三⟧\n联系电话\n⟦62345678⟧\n",
    "项目负责人\t\t联系人\t\n\t⟦张三⟧\t\t⟦李四⟧\n",
    "序号\t单位\t联系人\t电话\t邮箱\n1\t甲馆\t⟦张三⟧\t⟦62345678⟧\t⟦a@b.cn⟧\n2\t乙馆\t⟦李四⟧\t⟦62345679⟧\t⟦c@d.cn⟧\n",
    "一级指标\t二级指标\t三级指标\t指标值\t责任人\n产出指标\t数量指标\t讲座场次\t≥4场\t⟦张三⟧\n\t质量指标\t合格率\t100%\t⟦李四⟧\n",
    "联系人：\n⟦张三⟧\n",
    # nothing in the cell
    "联系人\t\t项目名称\t科普活动",
    "联系人\t\t填报日期\t2019-01-01",
    "联系人\n项目名称\n科普活动\n",
    "联系电话\t\t\t",
    "联系人\t\t\n实施内容\t讲座\t\n",
    "项目负责人\t\t\n安排方式\t直接支付\t\n",
]  # fmt: skip

RUNNING = [
    "联系人：⟦张三⟧、⟦李四⟧",
    "联系人：⟦张三⟧  联系电话：⟦021-62345678⟧",
    "联系人：⟦张三⟧联系电话：⟦62345678⟧",
    "联系人：⟦张 三⟧　联 系 电 话：⟦62345678⟧",
    "联 系 人：⟦欧阳 修文⟧",
    "项目负责人：⟦王五⟧（⟦13800000000⟧）",
    "项目负责人（签字）：⟦王五⟧\t",
    "项目负责人签名：⟦张三⟧",
    "填报人：⟦张三⟧审核人：⟦李四⟧",
    "填报人：⟦张三⟧填报日期：2019年3月1日",
    "填报单位负责人：⟦钱某⟧　填报日期：2018年3月1日",
    "单位负责人：⟦张三⟧　财务负责人：⟦李四⟧　经办人：⟦王五⟧　分管领导：⟦赵六⟧",
    "制表：⟦王五⟧　审核：⟦李四⟧",
    "制表人 ⟦王五⟧ 审核人 ⟦李四⟧ 2019年3月",
    "负责人：⟦张三⟧主任",
    "负责人：⟦欧阳修文⟧处长，电话⟦62345678⟧",
    "联系人：⟦古丽娜尔·买买提⟧，⟦62345678⟧",
    "联系人及联系方式：⟦李四⟧，⟦62345678⟧",
    "联系人：⟦张三⟧ ⟦13800000000⟧，⟦021-62345678转801⟧",
    "联系人⟦张三⟧同志，电话⟦6234-5678⟧",
    "联系人：⟦Jack Smith⟧",
    "备注\t联系人⟦王五⟧，电话⟦62345678⟧\t",
    "备注\t填报：⟦王五⟧（⟦62345678⟧）\t",
    "项目概况\t由负责人：⟦李某⟧，电话：⟦62345678⟧ 答复\t",
    "项目概况\t项目组长：⟦王五⟧，组员：⟦李四⟧、⟦赵六⟧，每月碰头。\t",
    "<p>联系人：<b>⟦张三⟧</b></p>\t",
    # a name and its number
    "咨询⟦张三⟧⟦13800000000⟧",
    "（⟦张三⟧⟦021-62345678⟧）",
    "⟦张三⟧：⟦138-0000-0000⟧",
    "请联系⟦欧阳修文⟧（⟦13800000000⟧）。",
    # numbers anywhere
    "项目概况\t详情请联系⟦13900000000⟧。\t",
    "备注\t有疑问请致电⟦62345678转802⟧。\t",
    "咨询热线⟦（021）62345678转801⟧",
    "咨询 ⟦021 62345678⟧",
    "咨询 ⟦021 6234 5678⟧、⟦138 0000 0000⟧",
    "⟦+86-21-62345678⟧，⟦+86 13800000000⟧",
    "Tel:⟦62345678⟧ Fax: ⟦62345679⟧",
    "TEL：⟦13800000000⟧",
    "电话：⟦62345678/62345679⟧，⟦62345678⟧ ⟦62345679⟧",
    "咨询⟦010-62345678/62345679⟧、⟦010-62345678、62345679⟧",
    "电话：⟦６２３４５６７８⟧",
    "联系电话：⟦6234567⟧",
    "手机：⟦13800000000⟧ 传真：⟦0512-62345678⟧",
    "材料发至 ⟦zhang.san@mail.example.com.cn⟧ 即可",
    "邮箱：⟦a@b.cn⟧；E-mail：⟦a_b-c@d.org⟧",
    "身份证号：⟦11010519491231002X⟧",
    "微信：⟦zs_example⟧，QQ：⟦12345678⟧",
    # once a number or a person, always the same
    "联系电话\t⟦62345678⟧\n备注\t夜间仍拨⟦62345678⟧\t",
    "联系人\t⟦张三⟧\n备注\t⟦张三⟧\t\n",
    "联系人\t⟦张三⟧\n备注\t由⟦张三⟧负责，⟦张三⟧同志不在时顺延\t\n",
    "联系人\t⟦高原⟧\n项目概况\t高原地区科普，提高原有水平。\t\n",
    "联系人\t⟦高建设⟧\n项目概况\t提高建设水平，高建设标准。\t\n",
    "联系人\t⟦科研处⟧\n项目概况\t由科研处负责，科研处，科研处。\t\n",
]  # fmt: skip

NOTHING = [
    "\t\t资助材料审核\t≥95%",
    "\t\t责任人落实率\t100%",
    "数量指标\t热线电话\t≥3部",
    "数量指标\t联系人\t≥5人",
    "立项决策\t项目负责人\t明确",
    "项目概况\t审核材料12000000份，联系人由街道指定\t",
    "项目概况\t负责人：由馆长担任，统筹全部工作\t",
    "项目概况\t责任人：落实到位。审核：通过。\t",
    "项目概况\t负责人应当及时报告，审核人员全部到岗，经办人项目清单。\t",
    "项目总预算（元）\t13900000000\t\n",
    "项目总预算（元）\t13800000000.00\t\n",
    "\t子项目名称\t预算金额（元）\n\t讲座\t13900000000\n",
    "\t子项目名称\t预算金额（元）\n\t电话及网络服务费\t1200000\n",
    "预算13900000000元，计13800000000.00，合13900000000 元",
    "便民服务热线\t1600000\t",
    "12345热线接听1600000次",
    "专利号139000000001",
    "合同编号：13900000000，账号13900000000",
    "项目编码\t13900000000\t",
    "项目编码\t51000021R000000019951\t",
    "统一社会信用代码\t91310000132211037N\t",
    "310101201900000012345678",
    "电话会议召开62340000次",
    "2019-01-01至2019-12-31，20190101",
    "0.02162340000",
    "沪科〔2018〕021号、第13900号",
    "微信公众号：keji_pub，微信推文100篇",
    "单价@12.5元",
    "填报日期：2019年3月1日",
    "电话咨询、走访，周一至周五",
]  # fmt: skip


@pytest.mark.parametrize("marked", CELLS)
def test_beside_and_below_labels(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("marked", RUNNING)
def test_in_running_text(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_not_personal_stays(text: str) -> None:
    check(text)


@given(st.text(alphabet="联系人电话负责：: 张某0123456789-（）、@.a\t\n", max_size=80))
def test_spans_are_in_order_and_apart(text: str) -> None:
    document = read(text)
    spans = [span for _, span in contacts(rows(document), text)]
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(
    st.sampled_from(["联系人", "项目负责人", "填报人", "财务负责人"]),
    st.sampled_from(["张三", "欧阳修文", "买买提·艾力", "王 五"]),
    st.sampled_from(["13800000000", "021-62345678", "6234 5678", "a.b@example.cn"]),
    st.sampled_from(["{label}\t{name}\t联系电话\t{number}", "{label}：{name}，{number}", "{label}\n{name}\n电话\n{number}\n"]),
    st.sampled_from(["", "备注\t无\t\n", "项目名称：科普活动\n"]),
)  # fmt: skip
def test_names_and_numbers_never_stay(label: str, name: str, number: str, shape: str, before: str) -> None:
    left = shown(before + shape.format(label=label, name=name, number=number))
    assert name not in left
    assert number not in left
    assert before in left


@pytest.mark.parametrize(
    "piece",
    ["联系人", "张", "1", "138", "a@", "联系人：张三、", "张 ", "0", "- ", "（", "微信：a", "电话1", "联 "],
)
def test_long_hostile_text_is_only_looked_at_piece_by_piece(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    document = read(text)
    assert all(0 <= start < end <= len(text) for _, (start, end) in contacts(rows(document), text))


FORM = (
    "某区绩效目标申报表\n(2019年)\n申报单位名称：某区图书馆\n项目名称\t阅读推广\n联系人\t张某某\t联系电话\t13900000000\n"
    "开始时间\t2019-01-01\n项目概况\t有疑问请致电13900000000。\n"
)


def test_masked_at_equal_length_before_anything_is_read(tmp_path: Path) -> None:
    extraction = extract(read(FORM))
    assert len(extraction.text) == len(FORM)
    assert extraction.text.count(MASK) == 3 + 11 + 11
    (record,) = extraction.records
    assert record.narratives["项目概况"] == f"有疑问请致电{MASK * 11}。"
    assert b"contacts" not in to_json(record)
    path = tmp_path / "form.txt"
    path.write_text(FORM, encoding="utf-8")
    (shown,) = extract_forms(path, personal_data=True)
    assert [contact.text for contact in shown.contacts or ()] == ["张某某", "13900000000", "13900000000"]


def test_whoever_asks_is_told_what_each_is() -> None:
    text = "联系人：张三（13800000000），a@b.cn"
    document = read(text)
    told = [(contact.label, contact.text) for contact, _ in contacts(rows(document), text)]
    assert told == [("联系人", "张三"), ("电话", "13800000000"), ("邮箱", "a@b.cn")]
