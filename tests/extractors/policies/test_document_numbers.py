"""Numbers of official documents in every notation, and numbers that are something else."""

import pytest

from extractors.policies import find_citations


def numbers(text: str) -> list[tuple[str, str | None]]:
    return [(c.surface, c.number) for c in find_citations(text) if c.number]


def test_a_code_begins_behind_the_kind_of_document_named_before_it() -> None:
    text = "根据某区规划的批复和普发改投【2017】89号文《关于某工程的批复》"
    assert numbers(text) == [("普发改投【2017】89号", "普发改投〔2017〕89号")]


@pytest.mark.parametrize(
    ("surface", "number"),
    [
        ("沪府发〔2019〕5号", "沪府发〔2019〕5号"),
        ("沪府发﹝2019﹞5号", "沪府发〔2019〕5号"),
        ("沪府发［2019］5号", "沪府发〔2019〕5号"),
        ("沪府发[2019]5号", "沪府发〔2019〕5号"),
        ("沪府发【2019】5号", "沪府发〔2019〕5号"),
        ("沪府发（2019）5号", "沪府发〔2019〕5号"),
        ("沪府发(2019)5号", "沪府发〔2019〕5号"),
        ("沪府发〈2019〉5号", "沪府发〔2019〕5号"),
        ("沪府发[2019)5号", "沪府发〔2019〕5号"),
        ("沪府发2019】5号", "沪府发〔2019〕5号"),
        ("沪府发〔2019 5号", "沪府发〔2019〕5号"),
        ("沪府发2019年第5号", "沪府发〔2019〕5号"),
        ("沪府发2019年5号", "沪府发〔2019〕5号"),
        ("沪府发〔2019年〕5号", "沪府发〔2019〕5号"),
        ("沪府发〔２０１９〕００５号", "沪府发〔2019〕005号"),
        ("沪 府 发 〔2019〕 5 号", "沪府发〔2019〕5号"),
        ("沪府\n发〔2019〕\n5号", "沪府发〔2019〕5号"),
        ("沪府发〔<b>2019</b>〕5号", "沪府发〔2019〕5号"),
        ("沪府发〔2019〕第5号", "沪府发〔2019〕5号"),
        ("沪科字（2007）第011号", "沪科字〔2007〕011号"),
        ("鞍阀字［2018］第1-5号", "鞍阀字〔2018〕1-5号"),
        ("（94）财税字第12号", "财税字〔1994〕12号"),
        ("〔1992〕后生字第47号", "后生字〔1992〕47号"),
        ("（1985）国发143号", "国发〔1985〕143号"),
        ("国函（86）44号", "国函〔1986〕44号"),
        ("法（研）发〔1987〕32号", "法（研）发〔1987〕32号"),
        ("宁发改价格(管理)〔2023〕7 号", "宁发改价格(管理)〔2023〕7号"),
        ("宁发改价格【管理】〔2023〕7 号", "宁发改价格（管理）〔2023〕7号"),
        ("财政部令第81号", "财政部令第81号"),
        ("财政部令（第81号", "财政部令第81号"),
        ("财政部第87号令", "财政部令第87号"),
        ("财政部87号令", "财政部令第87号"),
        ("沪府令30号", "沪府令第30号"),
        ("中华人民共和国国务院令第 591 号", "国务院令第591号"),
        ("中华人民共和国主席令第十二号", "主席令第12号"),
        ("中国人民银行令〔2019〕第1号", "中国人民银行令〔2019〕1号"),
        ("浙江省人民政府令 第 300 号", "浙江省人民政府令第300号"),
        ("国务院、中央军事委员会令第425号", "国务院、中央军事委员会令第425号"),
        ("国家税务总局公告2020年第5号", "国家税务总局公告2020年第5号"),
        ("财政部 税务总局公告2020年第45号", "财政部税务总局公告2020年第45号"),
        ("税务总局2020年第13号公告", "税务总局公告2020年第13号"),
        ("国家药监局通告2019年第15号", "国家药监局通告2019年第15号"),
        ("证监会公告〔2012〕44号", "证监会公告〔2012〕44号"),
        ("公告 2020年 第54号", "公告2020年第54号"),
    ],
)
@pytest.mark.parametrize("frame", ["{}", "（{}）", "依据：{}等文件。", "《实施办法》（{}）"])
def test_notations(surface: str, number: str, frame: str) -> None:
    assert numbers(frame.format(surface)) == [(surface, number)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("根据沪府规【2016】168号文执行", "沪府规"),
        ("为贯彻落实国办发〔2018〕26号精神", "国办发"),
        ("按照渝财行〔2015〕72号文件", "渝财行"),
        ("依据财政部财会〔2014〕6号", "财会"),
        ("上海市人民政府沪府发〔2019〕9号", "沪府发"),
        ("上海市财政局沪财教〔2019〕9号", "沪财教"),
        ("云南省云政发〔2019〕9号", "云政发"),
        ("国家发展改革委办公厅发改办价格〔2019〕8号", "发改办价格"),
        ("上海市教育考试院 沪教考院中招〔2026〕3号", "沪教考院中招"),
        ("国务院 国发〔2019〕8号", "国发"),
        ("2019年5月1日沪府发〔2019〕8号", "沪府发"),
        ("特急财预〔2019〕8号", "财预"),
        ("工信部联产业〔2019〕218号", "工信部联产业"),
        ("沪经信规〔2019〕8号", "沪经信规"),
        ("同政发〔2019〕8号", "同政发"),
        ("国发〔2019〕8号和财税〔2019〕3号", "财税"),
        ("温财税〔2019〕3号", "温财税"),
    ],
)
def test_where_the_code_begins(text: str, code: str) -> None:
    assert find_citations(text)[-1].agency_code == code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青政〔1984〕53号、131号和156号", ["青政〔1984〕53号", "青政〔1984〕131号", "青政〔1984〕156号"]),
        ("国科发火字（1994）304号和（2003）96号", ["国科发火字〔1994〕304号", "国科发火字〔2003〕96号"]),
        (
            "财会〔2014〕6号、〔2019〕6号/16号、〔2023〕21号",
            ["财会〔2014〕6号", "财会〔2019〕6号", "财会〔2019〕16号", "财会〔2023〕21号"],
        ),
        ("中办发〔2014〕6、7号", ["中办发〔2014〕6号", "中办发〔2014〕7号"]),
        ("国务院令第591号、第645号", ["国务院令第591号", "国务院令第645号"]),
        (
            "财政部 税务总局2020年第13号、24号公告",
            ["财政部税务总局公告2020年第13号", "财政部税务总局公告2020年第24号"],
        ),
    ],
)
def test_lists_share_code_and_year(text: str, expected: list[str]) -> None:
    found = find_citations(text)
    assert [citation.number for citation in found] == expected
    assert [citation.status for citation in found] == ["resolved"] + ["inherited"] * (len(expected) - 1)


def test_an_order_after_another_keeps_its_own_name() -> None:
    text = "国家教育委员会令第8号、国家体育运动委员会令第11号发布"
    assert numbers(text) == [
        ("国家教育委员会令第8号", "国家教育委员会令第8号"),
        ("国家体育运动委员会令第11号", "国家体育运动委员会令第11号"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "（2019）沪01民终123号",
        "（2007）朝民初字第18230号民事判决",
        "（2003）民一终字第5号",
        "(2018)京0113执3909号",
        "沪劳人仲（2019）办字第12号",
        "国核安证字Z（21）28号",
        "证监许可〔2019〕123号",
        "京（2019）朝不动产权第00123号",
        "沪房地浦字（2008）第012345号",
        "建字第（2019）12号",
        "沪ICP备20190001号-1",
        "合同编号（2019）第12号",
        "采购合同〔2019〕第12号",
        "发票（2019）第12号",
        "账号（2019）第123号",
        "附件（12）第3号",
        "应急预案（2019）3号",
        "云计算（2019）第3号",
        "电话（021）64830000",
        "GB/T 14885-2010、DB31/T 1108-2018",
        "HAD 501/02-2018",
        "2019年第3号楼",
        "1号机组、2号机组，虹口路3号楼",
        "国务院第76次常务会议",
        "国务院[1973]教字XX号文件",
        "公务员考核规定（试行）（中组发〔2007...",
        "第3号令",
        "本办法自2019年第3号公告施行",
        "（2019）3号",
        "沪府发〔1219〕3号",
    ],
)
def test_other_numbers_are_no_citations(text: str) -> None:
    assert numbers(text) == []


def test_a_cell_boundary_is_never_crossed() -> None:
    assert numbers("沪府发\t〔2019〕5号") == []


def test_fields_of_one_citation() -> None:
    text = "《关于甲中心功能定位的批复》沪科党组合（2007）第011号文件"
    (citation,) = find_citations(text, role="basis")
    assert citation.surface == text[citation.start : citation.end] == "沪科党组合（2007）第011号"
    assert citation.number == "沪科党组合〔2007〕011号"
    assert citation.number_standard == "沪科党组合〔2007〕11号"
    assert (citation.agency_code, citation.year, citation.serial) == ("沪科党组合", 2007, "011")
    assert citation.title == "关于甲中心功能定位的批复"
    assert text[citation.title_start : citation.title_end] == citation.title
    assert (citation.jurisdiction, citation.issuer) == ("上海市", None)
    assert (citation.series, citation.nature, citation.role) == ("party", "mandate", "basis")
    assert citation.status == "resolved"


def test_the_same_document_cited_twice_is_two_citations() -> None:
    found = find_citations("按沪人【2006】107号，又按沪人【2006】107号")
    assert [(c.start, c.number) for c in found] == [(1, "沪人〔2006〕107号"), (16, "沪人〔2006〕107号")]


def test_citations_come_in_order_of_start() -> None:
    text = "符合会计法，按《审计法》和沪府发〔2019〕5号，并按财政部令第81号"
    assert [c.surface for c in find_citations(text)] == [
        "会计法",
        "《审计法》",
        "沪府发〔2019〕5号",
        "财政部令第81号",
    ]
