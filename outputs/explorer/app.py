"""The web application over a build: its routes, and what holds for every answer."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from outputs.sparql import description
from outputs.sparql.endpoint import Endpoint
from outputs.sparql.negotiation import OFFERED, choose
from outputs.sparql.pool import Limits
from outputs.sparql.serving import Serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    b"content-security-policy": b"default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
}
"""Headers of every answer: nothing is asked of another host, and nothing is guessed to be what it is not."""


def application(folder: Path, limits: Limits | None = None) -> Starlette:
    """The application over the build in `folder`, its current generation at any time.

    Raises `BuildError` where there is none.
    """
    bounds = limits or Limits()
    serving = Serving(folder, bounds)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await serving.close()

    routes = [
        Route("/", _home),
        Route("/sparql", Endpoint(serving, bounds)),
        Route("/.well-known/void", _described),
        Route("/.well-known/sparql-examples", _examples),
    ]
    return Starlette(routes=routes, lifespan=lifespan, middleware=[Middleware(_Headers)])


async def _home(_: Request) -> Response:
    return RedirectResponse("/sparql", 303)


async def _described(_: Request) -> Response:
    return RedirectResponse("/sparql", 303)


async def _examples(request: Request) -> Response:
    format_ = choose(request.headers.get("accept"), OFFERED["graph"]) or OFFERED["graph"][0]
    return Response(description.examples(format_), media_type=format_.media_type)


class _Headers:
    """Adds the headers of every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_ALWAYS.items()]
            await send(message)

        await self._app(scope, receive, with_headers)
