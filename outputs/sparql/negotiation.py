"""Which media type an answer is sent in: HTTP's proactive negotiation (RFC 9110, 12.5) over what we can write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Kind = Literal["rows", "truth", "graph"]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an answer: `media_type` as sent, `writer` the name that pyoxigraph has for it."""

    media_type: str
    writer: str


_ROWS = (
    Format("application/sparql-results+json", "JSON"),
    Format("application/json", "JSON"),
    Format("application/sparql-results+xml", "XML"),
    Format("application/xml", "XML"),
    Format("text/csv; charset=utf-8", "CSV"),
    Format("text/tab-separated-values; charset=utf-8", "TSV"),
)
OFFERED: dict[Kind, tuple[Format, ...]] = {
    "rows": _ROWS,
    "truth": _ROWS[:4],
    "graph": (
        Format("text/turtle; charset=utf-8", "TURTLE"),
        Format("application/n-triples", "N_TRIPLES"),
        Format("application/ld+json", "JSON_LD"),
        Format("application/rdf+xml", "RDF_XML"),
    ),
}
"""What each kind of answer can be sent as, the best liked first (CSV and TSV are for rows alone)."""


@dataclass(frozen=True, slots=True)
class _Range:
    name: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """How closely the range names the type: 0 not at all, 3 exactly."""
        if self.name == media_type:
            return 3
        main = media_type.partition("/")[0]
        return {f"{main}/*": 2, "*/*": 1}.get(self.name, 0)


def choose(accept: str | None, offered: Sequence[Format]) -> Format | None:
    """The format of `offered` that an Accept header likes best; None where it takes none of them.

    No header takes anything. Of formats liked equally the first is chosen.
    """
    ranges = list(_ranges(accept)) if accept and accept.strip() else [_Range("*/*", 1.0)]
    qualities = [_quality(format_.media_type.partition(";")[0], ranges) for format_ in offered]
    best = max(qualities, default=0.0)
    return offered[qualities.index(best)] if best > 0 else None


def accepts_gzip(header: str | None) -> bool:
    """Whether an Accept-Encoding header allows gzip."""
    codings = {each.name: each.quality for each in _ranges(header or "")}
    return codings.get("gzip", codings.get("*", 0.0)) > 0


def _quality(media_type: str, ranges: Sequence[_Range]) -> float:
    """That of the closest range, as the header ranks them."""
    closest = max(ranges, key=lambda each: each.specificity(media_type))
    return closest.quality if closest.specificity(media_type) else 0.0


def _ranges(header: str) -> Iterable[_Range]:
    for item in header.split(","):
        name, *parameters = (part.strip().lower() for part in item.split(";"))
        if name:
            weights = (
                value for key, _, value in (p.partition("=") for p in parameters) if key.strip() == "q"
            )
            yield _Range(name, _weight(next(weights, "1")))


def _weight(text: str) -> float:
    """A weight between 0 and 1; one that cannot be read wants nothing."""
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
