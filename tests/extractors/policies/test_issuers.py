"""Issuer, jurisdiction and series: from the code, its year, and the names printed around it."""

import pytest

from extractors.policies import find_citations
from extractors.records import Citation
from extractors.vocabulary import table


def only(text: str) -> Citation:
    (citation,) = find_citations(text)
    return citation


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("国发〔2016〕23号", "国务院"),
        ("国办函〔2016〕23号", "国务院办公厅"),
        ("国科发火字〔1994〕304号", "国家科学技术委员会"),
        ("国科发火〔2016〕195号", "科学技术部"),
        ("国科发火〔1998〕195号", None),
        ("环发〔2003〕5号", "国家环境保护总局"),
        ("环发〔2012〕5号", "环境保护部"),
        ("中组发〔2008〕28号", "中共中央组织部"),
        ("沪委办发〔2010〕28号", "中共上海市委办公厅"),
        ("沪人〔2006〕107号", "上海市人事局"),
        ("沪科党组合〔2007〕11号", None),
        ("京政办发〔2019〕3号", "北京市人民政府办公厅"),
        ("粤府〔2020〕4号", "广东省人民政府"),
        ("浙财教〔2019〕3号", "浙江省财政厅"),
        ("渝财行〔2015〕72号", "重庆市财政局"),
        ("粤发改价格〔2004〕2831号", "广东省发展和改革委员会"),
        ("财政部令第81号", "财政部"),
        ("沪府令第30号", "上海市人民政府"),
        ("财政部 税务总局公告2020年第5号", "财政部、税务总局"),
        ("温财税〔2019〕3号", None),
        ("国医改办发〔2016〕1号", "国务院深化医药卫生体制改革领导小组办公室"),
        ("沪残联〔2018〕95号", "上海市残疾人联合会"),
        ("沪残联规〔2018〕1号", "上海市残疾人联合会"),
        ("浙妇联〔2019〕5号", "浙江省妇女联合会"),
        ("沪科协〔2019〕5号", "上海市科学技术协会"),
    ],
)
def test_the_code_names_the_issuer_at_its_date(text: str, issuer: str | None) -> None:
    assert only(text).issuer == issuer


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("科技部《国科发火字（1994）304号》文件", "科技部"),
        ("中央组织部《关于甲的意见》（中组发〔2004〕10号）", "中央组织部"),
        ("财政部财会〔2014〕6号", "财政部"),
        ("上海市财政局、上海市科委《关于甲的通知》（沪财教〔2019〕8号）", "上海市财政局、上海市科委"),
        ("国务院办公厅转发财政部《关于甲的意见》（国办发〔2015〕8号）", "国务院办公厅"),
        ("报送国务院《关于甲的请示》（沪府发〔2019〕8号）", "上海市人民政府"),
        ("《国务院办公厅关于甲的意见》", "国务院办公厅"),
        ("财政部、教育部关于印发《甲办法》的通知（财教〔2019〕5号）", "财政部、教育部"),
        ("《财政部 教育部关于甲的通知》（财教〔2019〕5号）", "财政部、教育部"),
        ("国家发展改革委、财政部联合印发发改投资〔2019〕5号", "国家发展改革委、财政部"),
        ("上海市教委转发《教育部 财政部关于甲的通知》（沪教委财〔2019〕5号）", "上海市教育委员会"),
    ],
)
def test_names_printed_beside_a_document(text: str, issuer: str) -> None:
    assert only(text).issuer == issuer


def test_a_list_shares_the_printed_issuer() -> None:
    found = find_citations("科技部《国科发火字（1994）304号和（2003）96号》文件")
    assert [(c.issuer, c.status) for c in found] == [("科技部", "resolved"), ("科技部", "inherited")]


@pytest.mark.parametrize(
    ("text", "jurisdiction", "status"),
    [
        ("国发〔2016〕23号", "中央", "resolved"),
        ("国医改办发〔2016〕1号", "中央", "resolved"),
        ("沪府规〔2016〕168号", "上海市", "resolved"),
        ("粤价函〔2004〕332号", "广东省", "resolved"),
        ("青政〔1984〕53号", "青海省", "resolved"),
        ("苏府〔2019〕1号", "苏州市", "resolved"),
        ("宁政办发〔2019〕5号", None, "ambiguous"),
        ("《自治区关于甲的通知》（宁政办发〔2019〕5号）", "宁夏回族自治区", "resolved"),
        ("南京市《关于甲的通知》（宁政办发〔2019〕5号）", "南京市", "resolved"),
        ("新出发〔2010〕3号", None, "resolved"),
        ("温财税〔2019〕3号", None, "resolved"),
        ("《上海市甲办法》", "上海市", "resolved"),
        ("《关于甲的办法》", None, "resolved"),
        ("浙江省人民政府令第300号", "浙江省", "resolved"),
        ("公告2020年第54号", None, "unresolved"),
    ],
)
def test_jurisdiction(text: str, jurisdiction: str | None, status: str) -> None:
    citation = only(text)
    assert (citation.jurisdiction, citation.status) == (jurisdiction, status)


@pytest.mark.parametrize(
    ("text", "series", "nature"),
    [
        ("沪府发〔2019〕5号", "gov", "other"),
        ("沪教委财〔2019〕5号", "gov", "other"),
        ("沪委发〔2015〕7号", "party", "other"),
        ("浙委办发〔2015〕7号", "party", "other"),
        ("沪教党〔2015〕7号", "party", "other"),
        ("财政部令第81号", "order", "rule"),
        ("国务院令第591号", "order", "administrative-regulation"),
        ("中华人民共和国主席令第十二号", "order", "law"),
        ("《甲办法》（国务院令第591号）", "order", "administrative-regulation"),
        ("海关总署公告2019年第20号", "announcement", "normative"),
        ("校党字〔1995〕12号", "institution", "other"),
        ("中设协字〔2015〕23号", "association", "other"),
        ("沪残联〔2018〕95号", "association", "other"),
        ("沪残联规〔2018〕1号", "association", "other"),
        ("中残联发〔2018〕5号", "association", "other"),
        ("青残联〔2018〕5号", "association", "other"),
        ("国医改办发〔2016〕1号", "gov", "other"),
        ("《甲规划》（沪府发〔2019〕5号）", "gov", "plan"),
        ("《甲》（沪府发〔2019〕5号）", "gov", "other"),
    ],
)
def test_series_and_nature(text: str, series: str, nature: str) -> None:
    citation = only(text)
    assert (citation.series, citation.nature) == (series, nature)


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("沪府〔2019〕1号", "上海市人民政府"),
        ("沪府发〔2019〕1号", "上海市人民政府"),
        ("沪府办〔2019〕1号", "上海市人民政府办公厅"),
        ("沪府规〔2019〕1号", "上海市人民政府"),
        ("沪委发〔2019〕1号", "中共上海市委员会"),
        ("沪委办发〔2019〕1号", "中共上海市委办公厅"),
        ("沪财预〔2019〕1号", "上海市财政局"),
        ("沪财行〔2019〕1号", "上海市财政局"),
        ("沪财教〔2019〕1号", "上海市财政局"),
        ("沪财绩〔2019〕1号", "上海市财政局"),
        ("沪科〔2019〕1号", "上海市科学技术委员会"),
        ("沪科合〔2019〕1号", "上海市科学技术委员会"),
        ("沪教委高〔2019〕1号", "上海市教育委员会"),
        ("沪发改投〔2019〕1号", "上海市发展和改革委员会"),
        ("沪人社规〔2019〕1号", "上海市人力资源和社会保障局"),
        ("沪卫规〔2019〕1号", "上海市卫生健康委员会"),
        ("沪卫〔2012〕1号", "上海市卫生局"),
        ("沪民规〔2019〕1号", "上海市民政局"),
        ("沪建标定〔2019〕1号", "上海市住房和城乡建设管理委员会"),
        ("沪水务〔2019〕1号", "上海市水务局"),
        ("沪绿容〔2019〕1号", "上海市绿化和市容管理局"),
        ("沪商务〔2019〕1号", "上海市商务委员会"),
        ("沪农委〔2017〕1号", "上海市农业委员会"),
        ("沪经信规〔2019〕1号", "上海市经济和信息化委员会"),
        ("沪文广〔2017〕1号", "上海市文化广播影视管理局"),
        ("沪国资委〔2019〕1号", "上海市国有资产监督管理委员会"),
        ("浦府〔2019〕1号", "上海市浦东新区人民政府"),
        ("徐府办〔2019〕1号", "上海市徐汇区人民政府办公室"),
        ("闵府规发〔2019〕1号", "上海市闵行区人民政府"),
        ("闸府发〔2010〕1号", "上海市闸北区人民政府"),
        ("闸府发〔2019〕1号", None),
        ("苏办发〔2021〕15号", "中共江苏省委员会办公厅"),
        ("津党发〔2021〕15号", "中共天津市委员会"),
        ("川办发〔2021〕15号", "四川省人民政府办公厅"),
        ("青发改价格〔2019〕5号", "青海省发展和改革委员会"),
        ("粤科规字〔2019〕5号", "广东省科学技术厅"),
        ("京教函〔2019〕5号", "北京市教育委员会"),
        ("穗教函〔2019〕5号", "广州市教育局"),
        ("豫环〔2015〕3号", "河南省环境保护厅"),
        ("豫环〔2018〕3号", None),
        ("豫环〔2019〕3号", "河南省生态环境厅"),
        ("皖卫〔2016〕3号", "安徽省卫生和计划生育委员会"),
        ("粤民宗〔2019〕3号", None),
        ("教高厅〔2019〕3号", "教育部办公厅"),
        ("教财司函〔2019〕3号", "教育部财务司"),
        ("环水体〔2017〕3号", "环境保护部"),
        ("农医发〔2019〕3号", "农业农村部"),
        ("国卫办医函〔2015〕3号", "国家卫生和计划生育委员会办公厅"),
        ("法〔2019〕254号", "最高人民法院"),
    ],
)
def test_a_department_series_names_its_body_in_that_year(text: str, issuer: str | None) -> None:
    assert only(text).issuer == issuer


@pytest.mark.parametrize(
    ("text", "place", "issuer", "status"),
    [
        ("奉府发〔2020〕5号", "", None, "ambiguous"),
        ("《奉贤区甲办法》（奉府发〔2020〕5号）", "", "上海市奉贤区人民政府", "resolved"),
        ("奉新县人民政府奉府发〔2020〕5号", "", "奉新县人民政府", "resolved"),
        ("奉府发〔2020〕5号", "上海市奉贤区教育局", "上海市奉贤区人民政府", "resolved"),
        ("崇府〔2010〕5号", "", None, "ambiguous"),
        ("崇府〔2010〕5号", "上海市甲中心", "上海市崇明县人民政府", "resolved"),
        ("崇府〔2019〕5号", "上海市甲中心", "上海市崇明区人民政府", "resolved"),
        ("宁政办发〔2019〕5号", "南京市甲局", "南京市人民政府办公厅", "resolved"),
        ("宁政办发〔2019〕5号", "上海市甲局", None, "ambiguous"),
    ],
)
def test_the_place_of_the_citing_body_decides_between_places(
    text: str, place: str, issuer: str | None, status: str
) -> None:
    (citation,) = find_citations(text, place=place)
    assert (citation.issuer, citation.status) == (issuer, status)


def test_every_successor_and_year_in_the_table_can_be_read() -> None:
    rows = table("agencies")
    assert len({(row["code"], row["name"]) for row in rows}) == len(rows) >= 400
    for row in rows:
        assert row["source"], f"{row['code']} {row['name']} says not why it stands there"
        assert int(row["valid_from"] or 0) <= int(row["valid_to"] or 9999), row["code"]
