"""Requests of the SPARQL 1.1 Protocol: from HTTP to the query that is asked (W3C, section 2.1).

Pure functions: no network, no store.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from outputs.guard import QueryError, require_readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outputs.sparql.negotiation import Kind

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
LARGEST_REQUEST = 1 << 20
"""Bytes of a request's body: a query of that length is none that a person wrote."""

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_KINDS: dict[str, Kind] = {"SELECT": "rows", "ASK": "truth", "CONSTRUCT": "graph", "DESCRIBE": "graph"}


class Refusal(Exception):  # noqa: N818 (an answer, not an error of ours)
    """A request that is answered with an HTTP status of 400 or more, and one line that says why."""

    def __init__(self, status: int, reason: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.status, self.reason, self.headers = status, reason, dict(headers or {})


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the data it is asked of; without graphs it is asked of the default graph of the build."""

    query: str
    kind: Kind
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Parameters:
    values: dict[str, list[str]] = field(default_factory=dict)

    def one(self, name: str) -> str | None:
        found = self.values.get(name, [])
        if len(found) > 1:
            raise Refusal(400, f"{name} is given {len(found)} times; give it once")
        return found[0] if found else None

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(self.values.get(name, ()))


def require_method(method: str) -> None:
    """Raise `Refusal` (405) for a method that the protocol does not have."""
    if method not in METHODS:
        raise Refusal(405, f"{method} is not understood here; use GET or POST", {"Allow": ", ".join(METHODS)})


def asked(method: str, query_string: bytes, content_type: str | None, body: bytes) -> Asked | None:
    """What a request asks; None for a GET or HEAD without a query, which wants the service description.

    Raises `Refusal`.
    """
    parameters = _parameters(query_string, "the query string")
    if method in ("GET", "HEAD"):
        return _asked(parameters, parameters.one("query"))
    media_type = (content_type or "").partition(";")[0].strip().lower()
    if media_type == _FORM:
        form = _parameters(body, "the form")
        return _require(_asked(form, form.one("query")))
    if media_type == _DIRECT:
        return _require(_asked(parameters, _text(body)))
    given = f"{media_type} is" if media_type else "no Content-Type is"
    raise Refusal(415, f"{given} not understood for a POST; send {_DIRECT} or {_FORM}")


def _asked(parameters: _Parameters, query: str | None) -> Asked | None:
    if "update" in parameters.values:
        raise Refusal(400, "an update; a build is read-only")
    if query is None:
        return None
    try:
        form = require_readable(query, datasets=True)
    except QueryError as error:
        raise Refusal(400, str(error)) from None
    return Asked(query, _KINDS[form], parameters.all("default-graph-uri"), parameters.all("named-graph-uri"))


def _require(asked: Asked | None) -> Asked:
    if asked is None:
        raise Refusal(400, "there is no query; give one as the parameter query")
    return asked


def _parameters(encoded: bytes, where: str) -> _Parameters:
    values: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000
        )
    except ValueError:
        raise Refusal(400, f"{where} is not UTF-8, percent-encoded") from None
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return _Parameters(values)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "the query is not UTF-8") from None
