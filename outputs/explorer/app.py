"""The web application over a build: its routes, and what holds for every answer."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from outputs.explorer.pages import FOLDER, Pages
from outputs.sparql.endpoint import Endpoint
from outputs.sparql.pool import Limits
from outputs.sparql.serving import Serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    b"content-security-policy": (
        b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
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
    pages = Pages(serving, bounds)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await serving.close()

    routes = [
        Route("/", pages.home),
        Route("/search", pages.search),
        Route("/id/{kind}/{name}", pages.identified),
        Route("/page/{kind}/{name}", pages.entity),
        Route("/graph/{kind}/{name}", pages.graph),
        Route("/beside/{kind}/{name}", pages.neighbours),
        Route("/data/{kind}/{name}.{suffix}", pages.data),
        Route("/text/{name}", pages.document),
        Route("/query", pages.query),
        Route("/sparql", Endpoint(serving, bounds)),
        Route("/.well-known/void", pages.described),
        Route("/.well-known/sparql-examples", pages.examples),
        Mount("/static", StaticFiles(directory=FOLDER / "static")),
    ]
    return Starlette(routes=routes, lifespan=lifespan, middleware=[Middleware(_Headers)])


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
