"""Rules about the documents a form cites."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.forms.assemble import Form
from extractors.policies.agencies import names_under
from extractors.policies.issuers import origin
from extractors.policies.laws import law_named
from extractors.policies.likeness import alike, title_key
from extractors.records import Citation
from extractors.rules.doubt import Doubt, Rule
from extractors.vocabulary import table


def title_number_conflict(form: Form) -> Iterator[Doubt]:
    """One number with two titles, or one title with two numbers. Not when titles differ by a word or two."""
    by_number: dict[str, Citation] = {}
    by_title: dict[str, Citation] = {}
    for citation in form.record.citations:
        if not citation.number_standard or not citation.title:
            continue
        title = title_key(citation.title)
        same_number = by_number.setdefault(citation.number_standard, citation)
        same_title = by_title.setdefault(title, citation)
        if same_title.number_standard != citation.number_standard:
            yield _conflict(same_title, citation)
        elif not alike(same_number.title or "", citation.title):
            yield _conflict(same_number, citation)


def issuer_name_differs(form: Form) -> Iterator[Doubt]:
    """The issuer is printed by a name that its body did not yet, or no longer, have when it issued."""
    for citation in form.record.citations:
        if not (citation.agency_code and citation.year and citation.issuer):
            continue
        expected = origin(citation.agency_code, citation.year).issuer
        known = citation.issuer in names_under(citation.agency_code)
        if expected and known and citation.issuer not in _names_of(expected):
            words = {
                "surface": citation.number,
                "issuer": citation.issuer,
                "year": citation.year,
                "expected_issuer": expected,
            }
            span = (citation.start, citation.end)
            yield Doubt("issuer-name-differs", citation.field or "", words, span=span)


def law_out_of_force(form: Form) -> Iterator[Doubt]:
    """A law that went out of force before the form's year. Not where its successor is cited, too, or as background."""
    year = form.record.year
    named = [(citation, law_named(citation.title or "")) for citation in form.record.citations]
    cited = {law.name for _, law in named if law}
    told: set[str] = set()
    for citation, law in named:
        if not (year and law and law.repealed) or citation.role not in ("basis", "compliance"):
            continue
        last_day = law.repealed if len(law.repealed) > len("2021") else f"{law.repealed}-12-31"
        if last_day <= f"{year}-01-01" and law.successor not in cited and law.name not in told:
            told.add(law.name)
            successor = f"，由《{law.successor}》代替" if law.successor else ""
            words = {"surface": citation.title, "date": law.repealed, "successor": successor, "year": year}
            yield Doubt("law-out-of-force", citation.field or "", words, span=(citation.start, citation.end))


def _names_of(body: str) -> set[str]:
    shorts = (row["short_names"].split("、") for row in table("agencies") if row["name"] == body)
    return {body}.union(*shorts)


def _conflict(one: Citation, other: Citation) -> Doubt:
    printed = f"前文为{one.number}《{one.title}》，此处为{other.number}《{other.title}》。"
    return Doubt(
        "title-number-conflict", other.field or "", {"printed": printed}, span=(other.start, other.end)
    )


RULES: tuple[Rule, ...] = (title_number_conflict, issuer_name_differs, law_out_of_force)
