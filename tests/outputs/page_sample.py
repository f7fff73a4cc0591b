"""A small graph with everything that the page shows, and texts that try to become markup or script."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

import ontology
from ontology.iris import concept, expand

ID = "https://w3id.org/jixiao/id/"
SHA256 = "f" * 64
TEXT = (
    "上海市财政支出项目绩效目标申报表\n"
    "申报单位名称：上海市科技创业中心（盖章）\n"
    "项目名称\t全市孵化器服务\n"
    "立项依据\t<p>《关于功能定位的批复》沪科党组合（2007）第011号文件；符合合同法。另据《内部纪要》办理。</p>\n"
    "项目总预算（元）\t9700000\t项目当年预算（元）\t9700000\n"
    "科技服务活动\t≥40次（按计划完成）\n"
    "综合满意度\t\n"
)
HOSTILE = (
    "</script><script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 1'>",
    "\"'`&amp;<!--\u2028\u2029]]>",
    "\u202e反\u2066转\u2069",
    "{{ 7 * 7 }}{% raw %}",
)


@dataclass
class Sample:
    """Statements, and a store made of them."""

    quads: list[Quad] = field(default_factory=list)

    def node(self, name: str, cls: str, **facts: object) -> str:
        """A node: `jx_x` is `jx:x`; values are text, numbers of places in `ID`, or lists of them."""
        iri = ID + name
        self.say(iri, "rdf:type", NamedNode(expand(f"jx:{cls}")))
        for key, values in facts.items():
            for value in values if isinstance(values, list) else [values]:
                self.say(iri, key.replace("_", ":", 1), value)
        return iri

    def say(self, subject: str, predicate: str, value: object) -> None:
        term = NamedNode(value) if isinstance(value, str) and value.startswith("https:") else value
        literal = term if isinstance(term, NamedNode) else Literal(term)  # type: ignore[arg-type]
        self.quads.append(Quad(NamedNode(subject), NamedNode(expand(predicate)), literal))

    def evidence(self, name: str, exact: str, *about: object) -> str:
        """Evidence at the first place of `exact` in the text; for a plain fact, what it is about."""
        start = TEXT.index(exact)
        iri = self.node(
            f"form/1#{name}",
            "Evidence",
            oa_hasSource=ID + "document/1",
            jx_start=start,
            jx_end=start + len(exact),
            oa_exact=exact,
        )
        for key, value in zip(("subject", "predicate", "object"), about, strict=False):
            self.say(iri, f"rdf:{key}", value)
        return iri

    def store(self, *, backwards: bool = False) -> Store:
        """The statements beside the ontology."""
        store = Store()
        for quad in reversed(self.quads) if backwards else self.quads:
            store.add(quad)
        for name in ("jixiao.ttl", "schemes.ttl", "units.ttl"):
            store.bulk_load(path=str(ontology.path(name)), format=RdfFormat.TURTLE)
        return store


def text_of(sha256: str) -> str:
    """The text of the one document."""
    return {SHA256: TEXT}[sha256]


def sample() -> Sample:
    """One form: unit, project, sub-project, amount, two policies, two indicators, a finding."""
    made = Sample()
    document = made.node("document/1", "Document", jx_sha256=SHA256, jx_fileName="表.txt")
    unit = made.node(
        "unit/1", "BudgetUnit", skos_prefLabel="上海市科技创业中心", skos_altLabel="上海市科创中心"
    )
    project = made.node(
        "project/1", "Project", skos_prefLabel="全市孵化器服务", jx_fiscalYear=2019, jx_unit=unit
    )
    made.evidence("unit", "上海市科技创业中心", unit, expand("skos:prefLabel"), "上海市科技创业中心")
    made.evidence("project", "全市孵化器服务", project, expand("skos:prefLabel"), "全市孵化器服务")
    form = made.node(
        "form/1", "PerformanceForm", dcterms_isPartOf=document, jx_describes=project, dcterms_title="申报表"
    )
    made.node("sub-project/1", "SubProject", skos_prefLabel="创业杯评选", dcterms_isPartOf=project)
    made.node(
        "amount/1",
        "BudgetAmount",
        jx_project=project,
        jx_value=9700000,
        jx_printedLabel="项目总预算（元）",
        jx_phase=concept("phase/requested"),
        jx_evidence=made.evidence("amount", "9700000"),
    )
    _policies(made, form, project)
    _indicators(made, form, project)
    return made


def _policies(made: Sample, form: str, project: str) -> None:
    basis = made.node(
        "policy/1",
        "PolicyDocument",
        skos_prefLabel="沪科党组合〔2007〕11号",
        jx_number="沪科党组合〔2007〕011号",
        dcterms_title="关于功能定位的批复",
    )
    law = made.node("policy/2", "PolicyDocument", skos_prefLabel="中华人民共和国合同法")
    made.say(project, "jx:hasPolicyBasis", basis)
    cited = (
        ("1", "沪科党组合（2007）第011号", "basis", basis),
        ("2", "合同法", "compliance", law),
        ("3", "《内部纪要》", "basis", None),
    )
    for number, surface, role, policy in cited:
        citation = made.node(
            f"citation/{number}",
            "PolicyCitation",
            dcterms_isPartOf=form,
            jx_surface=surface,
            jx_citationRole=concept(f"citation-role/{role}"),
            jx_evidence=made.evidence(f"citation/{number}", surface),
        )
        if policy:
            made.say(citation, "jx:policy", policy)


def _indicators(made: Sample, form: str, project: str) -> None:
    quantity = concept("shanghai-2019/output/quantity")
    activities = made.node("indicator/1", "Indicator", skos_prefLabel="科技服务活动", skos_broader=quantity)
    satisfaction = made.node("indicator/2", "Indicator", skos_prefLabel="综合满意度", skos_broader=quantity)
    made.node("indicator/3", "Indicator", skos_prefLabel="无人使用的指标")
    further = made.node("target/1b", "Evidence", jx_low=20, jx_unitOfMeasure=concept("unit/copy"))
    made.node(
        "target/1",
        "Target",
        jx_project=project,
        jx_indicator=activities,
        jx_text="≥40次（按计划完成）",
        jx_comparator=concept("comparator/ge"),
        jx_low=40,
        jx_furtherValue=further,
        jx_evidence=made.evidence("target/1", "≥40次（按计划完成）"),
    )
    empty = made.node("target/2", "Target", jx_project=project, jx_indicator=satisfaction)
    made.node(
        "finding/1",
        "Finding",
        dcterms_isPartOf=form,
        jx_code="value-missing",
        jx_subject=empty,
        jx_printed="指标“综合满意度”的目标值为空。",
        jx_evidence=made.evidence("finding/1", "综合满意度"),
    )


def hostile_sample() -> Sample:
    """The same, and nodes whose every text is hostile."""
    made = sample()
    for number, text in enumerate(HOSTILE):
        project = made.node(f"project/h{number}", "Project", skos_prefLabel=text, skos_altLabel=text + "!")
        made.say(project, "jx:unit", ID + "unit/1")
        made.node(f"section/h{number}", "Section", jx_project=project, jx_heading=text, jx_text=text)
        evidence = made.node(f"form/1#h{number}", "Evidence", oa_hasSource=ID + "document/1", oa_exact=text)
        made.node(
            f"target/h{number}",
            "Target",
            jx_project=project,
            jx_indicator=ID + "indicator/1",
            jx_text=text,
            jx_evidence=evidence,
        )
    return made
