"""The one place that mints or compacts an IRI.

A node's IRI is `base + class + "/" + 20 hex digits of sha256(key)`, where the key holds what makes the
thing itself and nothing else: no path, no time, no order. The parts of a key are joined by U+001F; an
IRI inside a key counts without its base, so a build under another base has the same hashes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

PREFIXES = {
    "jx": "https://w3id.org/jixiao/ontology#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "m8g": "http://data.europa.eu/m8g/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
SCHEMES = "https://w3id.org/jixiao/scheme/"
DEFAULT_BASE = "https://w3id.org/jixiao/id/"

_NOT_IN_BASE = re.compile(r'[\x00-\x20<>"{}|^`\\#?]')
_OPENING, _CLOSING = "([{〔【〖［﹝❲", ")]}〕】〗］﹞❳"
_BRACKETS = str.maketrans(_OPENING + _CLOSING, "（" * len(_OPENING) + "）" * len(_CLOSING))
_CHINESE_FORMS = str.maketrans({",": "，", ":": "：", ";": "；", "?": "？", "!": "！"})
_QUOTES = str.maketrans(dict.fromkeys("“”„‟＂「」『』", '"'))
_QUOTED = re.compile(r'"([^"]*)"')
_DASHES = re.compile(r"[‐‑‒–—―−－]+")
_CJK = r"[⺀-〿㐀-䶿一-鿿豈-﫿︰-﹏（），：；？！“”\U00020000-\U0003ffff]"
_IDEOGRAPH = re.compile(r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]")
_SPACE_BESIDE_CJK = re.compile(rf"(?<={_CJK})\s+|\s+(?={_CJK})")


def expand(curie: str) -> str:
    """`skos:prefLabel` as a whole IRI. Raises `KeyError` for a prefix that is not in `PREFIXES`."""
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


def compact(iri: str) -> str:
    """The IRI with a known prefix (`skos:prefLabel`), or as it is."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def term(name: str) -> str:
    """The IRI of a class or property of our own ontology."""
    return PREFIXES["jx"] + name


def concept(slug: str) -> str:
    """The IRI of a concept (`phase/requested`) or scheme (`phase`) of `schemes.ttl`."""
    return SCHEMES + quote(slug, safe="/")


def evidence(form: str, pointer: str, *, mark: str = "") -> str:
    """The IRI of the evidence for the fact at `pointer` in a form.

    `mark` tells several apart that stand in one field: it is appended after a semicolon.
    """
    return f"{form}#{quote(pointer, safe='/')}" + (f";{mark}" if mark else "")


def fact_mark(predicate: str, obj: str) -> str:
    """The `mark` of one of several facts in one field: a hash of predicate and object."""
    return _digest((predicate, obj))[:8]


def normalise_name(name: str) -> str:
    """The one spelling under which a unit, project or indicator is known; idempotent.

    Full-width letters and digits become half-width and radicals their characters (NFKC), format
    characters vanish, white space beside a Chinese character vanishes and is one blank elsewhere; in a
    Chinese name all brackets become （）, quotation marks “” in pairs, dashes `-`, and `,:;?!` full-width.
    Upper and lower case stay.
    """
    text = unicodedata.normalize("NFKC", name.translate(_QUOTES))
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc") or c.isspace())
    text = _DASHES.sub("-", text)
    if _IDEOGRAPH.search(text):
        text = _QUOTED.sub(r"“\1”", text.translate(_BRACKETS).translate(_CHINESE_FORMS))
        text = _SPACE_BESIDE_CJK.sub("", text)
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Namespace:
    """Mints the IRIs of data under `base`, which ends in `/` (the fragment is for evidence).

    Every method takes the identity key of one kind of node and returns its IRI; names need not be
    normalised before. Raises `ValueError` for a base that is not an absolute IRI.
    """

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if ":" not in self.base or not self.base.endswith("/") or _NOT_IN_BASE.search(self.base):
            raise ValueError(f"not a base IRI that ends in /: {self.base!r}")

    def document(self, digest: str) -> str:
        """源文件, by the sha256 of its bytes."""
        return self._mint("document", digest)

    def form(self, document: str, start: int) -> str:
        """绩效目标表, by where it begins in its document."""
        return self._mint("form", document, start)

    def unit(self, name: str | None, form: str) -> str:
        """预算单位, by name; one without a name is known by its form alone."""
        return self._mint("unit", normalise_name(name) if name else form)

    def issuing_body(self, name: str) -> str:
        """发文机关, by name."""
        return self._mint("issuing-body", normalise_name(name))

    def project(
        self, *, code: str | None, unit: str | None, name: str | None, year: int | None, form: str
    ) -> str:
        """项目, by its printed code, else by unit, name and year; by its form where one is missing."""
        if code:
            return self._mint("project", "".join(code.split()))
        if unit and name and year:
            return self._mint("project", unit, normalise_name(name), year)
        return self._mint("project", form)

    def sub_project(self, project: str, name: str) -> str:
        """子项目, by name within its project."""
        return self._mint("sub-project", project, normalise_name(name))

    def amount(
        self, project: str, *, scope: str, year: int | None, phase: str, source: str, value: str
    ) -> str:
        """预算金额, by what it is an amount of and its value in canonical form."""
        return self._mint("amount", project, scope, year, phase, source, value)

    def policy(self, key: str) -> str:
        """政策文件, by the key that `extractors.policies.identity` gives."""
        return self._mint("policy", key)

    def citation(self, form: str, start: int) -> str:
        """政策引用, by its place."""
        return self._mint("citation", form, start)

    def category(self, framework: str | None, *levels: str | None) -> str:
        """A category that no scheme knows, by framework and the level names as printed."""
        return self._mint("category", framework, *(normalise_name(level or "") for level in levels))

    def indicator(self, category: str, name: str) -> str:
        """指标, by category concept and name."""
        return self._mint("indicator", category, normalise_name(name))

    def target(
        self, project: str, indicator: str, *, period: str, role: str, text: str, part: int = 0
    ) -> str:
        """目标值 (role `target`) or 完成值 (`actual`); `part` counts the further values of one text."""
        return self._mint("target", project, indicator, period, role, text, *([part] if part else []))

    def section(self, project: str, heading: str, text: str) -> str:
        """说明文字, by project, heading and text."""
        return self._mint("section", project, heading, _digest((text,)))

    def goal(self, project: str, heading: str, text: str) -> str:
        """绩效目标, by project, heading and text."""
        return self._mint("goal", project, heading, _digest((text,)))

    def milestone(self, project: str, period: str, text: str) -> str:
        """实施计划节点, by project, period and text."""
        return self._mint("milestone", project, period, _digest((text,)))

    def finding(self, rule: str, subject: str, form: str, place: tuple[int, int] | str) -> str:
        """待核事项, by rule, subject and span in a form (the pointer where nothing is printed)."""
        where = place if isinstance(place, str) else "{}-{}".format(*place)
        return self._mint("finding", rule, subject, form, where)

    def run(self, *versions: str) -> str:
        """抽取运行, by versions and options."""
        return self._mint("run", *versions)

    def network(self, name: str, *, year: int | None, role: str | None) -> str:
        """A network of nodes, by the name of the projection, its year and role of citations."""
        return self._mint("network", name, year, role)

    def measure(self, network: str, node: str) -> str:
        """What was measured of a node in a network."""
        return self._mint("measure", network, node)

    def _mint(self, kind: str, *key: str | int | None) -> str:
        parts = ("" if part is None else str(part).removeprefix(self.base) for part in key)
        return f"{self.base}{kind}/{_digest(tuple(parts))[:20]}"


def _digest(parts: tuple[str, ...]) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()
