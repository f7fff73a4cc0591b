"""The endpoint itself: an ASGI application that answers the requests of the SPARQL 1.1 Protocol."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from outputs.sparql import description
from outputs.sparql.messages import Task
from outputs.sparql.negotiation import OFFERED, accepts_gzip, choose
from outputs.sparql.protocol import LARGEST_REQUEST, METHODS, Refusal, asked, require_method

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from outputs.sparql.negotiation import Format, Kind
    from outputs.sparql.pool import Limits
    from outputs.sparql.protocol import Asked
    from outputs.sparql.serving import Served, Serving

_WORTH_PACKING = 1024
"""Bytes of an answer from which gzip is worth its time."""

_FOR_EVERYONE = {"Access-Control-Allow-Origin": "*"}
_PREFLIGHT = {
    **_FOR_EVERYONE,
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
    "Allow": ", ".join(METHODS),
}


class Endpoint:
    """`/sparql` over what `serving` serves, each query within `limits`."""

    def __init__(self, serving: Serving, limits: Limits) -> None:
        self._serving, self._limits = serving, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await self._answered(request)
        except Refusal as refusal:
            headers = {**_FOR_EVERYONE, **refusal.headers}
            response = PlainTextResponse(refusal.reason + "\n", refusal.status, headers)
        await response(scope, receive, send)

    async def _answered(self, request: Request) -> Response:
        require_method(request.method)
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT)
        body = await _body(request) if request.method == "POST" else b""
        served, headers = self._serving.current(), request.headers
        query_string, media_type = request.scope["query_string"], headers.get("content-type")
        key = (query_string, media_type, body, headers.get("accept"))
        known = served.answers.get(key)
        if known is None:
            query = asked(request.method, query_string, media_type, body)
            known = await self._known(request, served, query)
            served.answers.put(key, known)
        return _response(request, *known)

    async def _known(self, request: Request, served: Served, query: Asked | None) -> tuple[Format, bytes]:
        if query is None:
            format_ = _format(request, "graph")
            return format_, description.serialised(served.build, str(request.url), format_)
        format_ = _format(request, query.kind)
        most = self._limits.most_bytes
        task = Task(query.query, format_.writer, most, query.default_graphs, query.named_graphs)
        answer = await served.pool.answer(task)
        if answer.state != "done":
            raise Refusal(400 if answer.state == "wrong" else 503, answer.reason)
        return format_, answer.body


async def _body(request: Request) -> bytes:
    """The body of a request, as far as one may be. Raises `Refusal` (413) for more."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_REQUEST:
            raise Refusal(413, f"the request is larger than {LARGEST_REQUEST:,} bytes")
    return bytes(body)


def _format(request: Request, kind: Kind) -> Format:
    offered = OFFERED[kind]
    format_ = choose(request.headers.get("accept"), offered)
    if format_ is None:
        names = ", ".join(each.media_type.partition(";")[0] for each in offered)
        raise Refusal(406, f"no format that is accepted can be sent; there are {names}")
    return format_


def _response(request: Request, format_: Format, body: bytes) -> Response:
    headers = {**_FOR_EVERYONE, "Vary": "Accept, Accept-Encoding"}
    if len(body) >= _WORTH_PACKING and accepts_gzip(request.headers.get("accept-encoding")):
        body = gzip.compress(body, compresslevel=1, mtime=0)
        headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(body))
    content = b"" if request.method == "HEAD" else body
    return Response(content, headers=headers, media_type=format_.media_type)
