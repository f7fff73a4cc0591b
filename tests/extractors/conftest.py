"""A small form of our own to vary, and a reader for text."""

from collections.abc import Callable

import pytest

from extractors.document import Document
from extractors.extract import extract
from extractors.read.text import blocks
from extractors.records import Record

BOX, TICK = '<input type="checkbox"/>', '<input checked="" type="checkbox"/>'

FIELDS = {
    "unit": "申报单位名称：某区科普中心（盖章）",
    "name": "项目名称\t社区科普活动\t\t",
    "types": f"项目类型\t其他一次性项目 {BOX} 其他经常性项目 {TICK}\t\t",
    "uses": f"资金用途\t信息化建设类 {BOX} 其他事业专业类 {TICK}\t\t",
    "period": "开始时间\t2019-01-01\t结束时间\t2019-12-31",
    "overview": "项目概况\t面向社区居民举办科普讲座。\t\t",
    "basis": "立项依据\t《某区科普工作管理办法》（某科〔2018〕5号）\t\t",
    "money": "项目总预算（元）\t300\t项目当年预算（元）\t300",
    "prior": "同名项目上年预算额（元）\t0\t同名项目上年预算执行数（元）\t0",
    "parts": "\t子项目名称\t预算金额（元）\t\n项目当年投入资金构成\t讲座\t100\t\n\t展览\t200\t",
    "plan": "项目实施计划\t第一季度 落实场地\t\t",
    "goal": "项目总目标\t提升居民科学素养。\t\t",
    "annual": "年度绩效目标\t举办讲座四场。\t\t",
    "head": "一级指标\t二级指标\t三级指标\t指标目标值",
    "rows": "产出目标\t数量目标\t讲座场次\t≥4场\n效果目标\t满意度目标\t居民满意度\t≥85%",
    "note": "备注\t\t\t",
}


@pytest.fixture(scope="session")
def record_of() -> Callable[..., Record]:
    """The record of the form above with some of its lines replaced (None: left out)."""

    def build(*, title: str = "某区财政支出项目绩效目标申报表\n(2019年)", **lines: str | None) -> Record:
        shown = [line for line in ({**FIELDS, **lines}).values() if line is not None]
        text = "\n".join([title, *shown]) + "\n"
        document = Document(path="form.txt", sha256="0" * 64, text=text, blocks=blocks(text))
        (record,) = extract(document).records
        for spans in record.spans.values():
            assert all(0 <= start < end <= len(text) for start, end in spans)
        return record

    return build
