"""What happens where a condition is met (低于80分的扣减费用) is no target; what only looks so keeps its value."""

import pytest

from extractors.records import Target
from extractors.targets import parse_target

SANCTIONS = [
    "考核得分低于80分的扣减运维费",
    "评分低于60分的予以清退",
    "超过3次投诉的解除合同",
    "逾期30天以上的取消资格",
    "满意度低于85%的，扣减当季服务费",
    "满意度达不到90%的，扣除履约保证金10%",
    "合格率未达到95%的，限期整改",
    "得分在60分以下的，终止合同",
    "考核不足70分的单位不予续聘",
    "出勤率小于90%的，按合同扣款500元",
    "连续2次考核不合格的企业予以淘汰",
    "累计3次未整改的，由甲方解除合同",
    "发生1起以上安全事故的，一票否决",
    "响应时间超过2小时的，每次扣500元",
    "完成率低于80%的项目不再安排后续资金",
    "未完成10场演出的，退还已拨经费",
    "得分<60分的，取消下年度申报资格",
    "年检不合格率大于5%的不再拨付尾款",
    "评价低于70分的，下年度核减预算20%",
    "低于80分的，每低1分，扣减服务费1%",
    "迟到3次以上的，通报批评",
    "故障率高于2%的，追究供应商责任",
    "评分低于60分则终止服务",
    "逾期15天未整改的予以处罚",
    "验收得分少于75分的，重新招标",
]

VALUES = [
    ("低于5%的", "<", 5, "%"),
    ("差错率低于1%的水平", "<", 1, "%"),
    ("服务企业超过100家的规模", ">", 100, "家"),
    ("不低于80分的优良水平", ">=", 80, "分"),
    ("不超过3次的投诉", "<=", 3, "次"),
    ("达到90%以上的满意度", ">=", 90, "%"),
    ("超过50家的科技型企业", ">", 50, "家"),
    ("覆盖超过30个街镇的居民", ">", 30, "个"),
    ("整改率超过95%", ">", 95, "%"),
    ("单位成本低于5万元的标准", "<", 50000, "元"),
    ("解除合同不超过3份", "<=", 3, "份"),
    ("清退不合格企业20家", "=", 20, "家"),
    ("取消证明事项10项", "=", 10, "项"),
    ("扣除率≤5%", "<=", 5, "%"),
    ("限期整改完成率≥95%", ">=", 95, "%"),
    ("通报问题整改率100%", "=", 100, "%"),
    ("超期未办件低于3件", "<", 3, "件"),
    ("不足60分的考生少于5人", "<", 5, "人"),
    ("处罚案件超过100件", ">", 100, "件"),
    ("培训100人，不合格的予以补考", "=", 100, "人"),
    ("每年考核2次，低于80分的扣减服务费", "=", 2, "次/年"),
    ("满意度≥90%；低于90%的扣减服务费5%", ">=", 90, "%"),
    ("得分80分以上（低于80分的扣减费用）", ">=", 80, "分"),
    ("评分低于60分的予以清退。培训3场", "=", 3, "场"),
    ("合格率低于5%的企业数≤3家", "<=", 3, "家"),
    ("人口超过5万人的街镇覆盖率≥90%", ">=", 90, "%"),
]


@pytest.mark.parametrize("text", SANCTIONS)
def test_a_condition_with_a_sanction_is_no_value(text: str) -> None:
    assert parse_target(text) == Target(text=text, comparator="qualitative", kind="qualitative")


@pytest.mark.parametrize(("text", "comparator", "number", "unit"), VALUES)
def test_a_value_without_sanction_stays(text: str, comparator: str, number: int, unit: str) -> None:
    target = parse_target(text)
    bounds = {bound for bound in (target.low, target.high) if bound is not None}
    assert (target.comparator, bounds, target.unit, target.more) == (comparator, {number}, unit, ())
