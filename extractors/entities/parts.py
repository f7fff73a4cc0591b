"""What may follow a name and belongs to it: an organisation's parts, an event's number, a firm's legal form."""

from __future__ import annotations

import re

from extractors.entities.clauses import Clause, is_word, label_and_kind
from extractors.entities.found import Found
from extractors.entities.lexicon import Body, Region, Suffix, Word

LONGEST_PART = 10
AS_SUFFIX = Suffix(
    "ORG", "bureau", core=1, joint=True, verbs=False, free=None, listed=False, follows=frozenset()
)
"""How a body counts that other words separate from its region: 东阳市 | 文化和广电旅游 | 体育局."""
ORDINAL = r"(?:第?[0-9０-９〇零一二三四五六七八九十百]{1,4}|首)届"
LONGEST_ORDINAL = 6
_ATTACHED = "附属"
_EDITION = re.compile(rf"{ORDINAL}$")
_DEPARTMENT = re.compile(r"[\u4e00-\u9fff]{2,12}?[处科部司室](?!长)")
_INSTITUTE = re.compile(r"[\u4e00-\u9fff]{2,8}?所(?![长有在以需属得谓述示列提指说用做])")
_WITH_DEPARTMENTS = frozenset(
    {
        "bureau",
        "commission",
        "department",
        "ministry",
        "state",
        "government",
        "party",
        "association",
        "university",
    }
)
_PARTNERSHIP = re.compile(r"[（(](?:特殊普通|普通|有限)合伙[）)]")


def with_parts(clause: Clause, found: Found, after: int) -> tuple[Found, int]:
    """The name with what belongs to it (复旦大学 | 附属华山医院), and the place after it."""
    if found.label == "EVENT":
        found, after = _with_longer_suffix(clause, found, after)
        edition = _EDITION.search(clause.text, max(clause.start, found.start - LONGEST_ORDINAL), found.start)
        return (found._replace(start=edition.start()) if edition else found), after
    while found.label == "ORG" and (part := _part_after(clause, found, after)) is not None:
        token = clause.tokens[part]
        found = Found(found.start, token.end, *label_and_kind(token))
        after = part + 1
    if found.label == "ORG" and found.kind in _WITH_DEPARTMENTS:
        return _with_department(clause, found, after, _DEPARTMENT)
    if found.label == "ORG" and found.kind == "academy":
        return _with_department(clause, found, after, _INSTITUTE)
    if found.kind == "company" and (form := _PARTNERSHIP.match(clause.text, found.end)):
        return found._replace(end=form.end()), after
    return found, after


def _with_longer_suffix(clause: Clause, found: Found, after: int) -> tuple[Found, int]:
    """The event with a suffix that stands right behind its own: 半程马拉松|锦标赛."""
    while after < len(clause.tokens) and (token := clause.tokens[after]).start == found.end:
        if not isinstance(token.entry, Suffix) or token.entry.label != "EVENT":
            break
        found, after = found._replace(end=token.end), after + 1
    return found, after


def _part_after(clause: Clause, found: Found, after: int) -> int | None:
    """The place of the suffix that ends a part of the organisation found."""
    if after == len(clause.tokens) or clause.tokens[after].start - found.end > LONGEST_PART:
        return None
    if (local := _local_party(clause, found, after)) is not None:
        return local
    joint: int | None = None
    attached = found.kind == "university" and clause.text.startswith(_ATTACHED, found.end, clause.end)
    for place in range(after, len(clause.tokens)):
        token = clause.tokens[place]
        if token.start - found.end > LONGEST_PART:
            return None
        match token.entry:
            case Suffix(label="ORG") as suffix:
                core = clause.text[found.end : token.start]
                follows = attached or found.kind in suffix.follows
                if found.kind == "association" and not follows and not core:
                    continue  # 博物馆学会|科技馆专业委员会
                generic = (
                    found.kind == "government" and core in clause.lexicon.generic
                )  # 市人民政府|行政服务中心
                fits = (not core or (suffix.core <= len(core) and follows)) and (
                    generic or clause.is_core(core, suffix)
                )
                whole = joint is None or (suffix.joint and clause.is_half(clause.text[found.end : joint]))
                # 大学|党委书记 names an office, not a part.
                titled = clause.lexicon.title_at(clause.text, token.start, token.end - token.start)
                return place if fits and whole and not titled and not clause.cuts(token.end) else None
            case Word("joint") if joint is None:
                joint = token.start
            case Body(levelled=False) if attached or (
                found.kind == "government" and token.start == found.end
            ):
                return place
            case Region():
                continue
            case _:
                return None
    return None


def _local_party(clause: Clause, found: Found, after: int) -> int | None:
    """The place of the committee that a party has in a place: 九三学社 | 湖南 | 省委会, 民建 | 上海 | 市委."""
    if found.kind != "party" or after + 1 >= len(clause.tokens):
        return None
    place, committee = clause.tokens[after], clause.tokens[after + 1]
    joined = place.start == found.end and committee.start == place.end
    is_committee = isinstance(committee.entry, Body) and committee.entry.kind == "party"
    return after + 1 if joined and is_committee and isinstance(place.entry, Region) else None


def _with_department(clause: Clause, found: Found, after: int, pattern: re.Pattern[str]) -> tuple[Found, int]:
    """The organisation with the department that stands right behind it (财政局 | 绩效评价处, 中科院 | 金属所)."""
    department = pattern.match(clause.text, found.end, clause.end)
    if department is None:
        return found, after
    start, end = department.span()
    place, joints = after, 0
    while place < len(clause.tokens) and clause.tokens[place].start < end:
        token = clause.tokens[place]
        joints += is_word(token, "joint")
        if joints > 1 or (is_word(token) and not (is_word(token, "joint") and token.start > start)):
            return found, after
        place += 1
    names_office = any(clause.lexicon.title_at(clause.text, at) for at in range(start, end))
    if names_office or not clause.ends_at(end, place) or clause.cuts(end):
        return found, after
    return found._replace(end=end, kind="department"), place
