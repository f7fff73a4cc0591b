"""The pages: from a request to what a template shows."""

from __future__ import annotations

import csv
import io
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kg.build.names import SEARCHED
from ontology.iris import expand, term
from outputs.examples import examples as example_queries
from outputs.explorer import data
from outputs.explorer.document import excerpt
from outputs.explorer.entity import Describer
from outputs.explorer.neighbours import Neighbours
from outputs.explorer.reading import Reading
from outputs.page.settings import view
from outputs.sparql import description
from outputs.sparql.messages import Task
from outputs.sparql.negotiation import OFFERED, choose
from outputs.sparql.protocol import Refusal, asked

if TYPE_CHECKING:
    from starlette.requests import Request

    from outputs.sparql.pool import Limits
    from outputs.sparql.serving import Serving

FOLDER = Path(__file__).parent
MOST_HITS = 50
MOST_ROWS = 1000
MOST_BESIDE = 40
MOST_DRAWN = 2000
_LANGUAGES = ("zh", "en")
_HTML = ("text/html", "application/xhtml+xml")


class Pages:
    """Handlers of requests for people, over what `serving` serves; queries keep within `limits`."""

    def __init__(self, serving: Serving, limits: Limits) -> None:
        self._serving, self._limits = serving, limits

    async def home(self, request: Request) -> Response:
        reading = self._reading()
        graph, counts = reading.graph(), reading.build.generation.counts
        labels = {name: graph.term_labels(expand(curie)) for name, curie in description.COUNTED.items()}
        examples = list(example_queries().values())
        return _page(request, "home.html", counts=counts, labels=labels, examples=examples)

    async def search(self, request: Request) -> Response:
        text, cls = request.query_params.get("q", ""), request.query_params.get("class") or None
        reading = self._reading()
        found = await run_in_threadpool(reading.find, text, cls, MOST_HITS)
        hits = [(hit, reading.path(hit.iri)) for hit in found.hits]
        return _page(
            request, "search.html", text=text, cls=cls, found=found, hits=hits, classes=_class_labels(reading)
        )

    async def identified(self, request: Request) -> Response:
        """An entity's own address leads to its page or to its data, whichever is wanted (303)."""
        local = "{kind}/{name}".format(**request.path_params)
        accept = request.headers.get("accept", "")
        format_ = choose(accept, OFFERED["graph"])
        if any(each in accept for each in _HTML) or not format_ or accept in ("", "*/*"):
            return RedirectResponse(f"/page/{local}", 303, {"Vary": "Accept"})
        suffix = next(suffix for suffix, writer in data.FORMATS.items() if writer == format_.writer)
        return RedirectResponse(f"/data/{local}.{suffix}", 303, {"Vary": "Accept"})

    async def entity(self, request: Request) -> Response:
        reading = self._reading()
        graph, iri = reading.graph(), reading.iri(**request.path_params)
        standing = reading.standing(graph, iri)
        if standing != iri and (path := reading.path(standing)):
            return RedirectResponse(path, 301)
        entity = await run_in_threadpool(Describer(reading).describe, iri)
        if entity is None:
            return _page(request, "missing.html", 404)
        return _page(
            request, "entity.html", entity=entity, local="{kind}/{name}".format(**request.path_params)
        )

    async def graph(self, request: Request) -> Response:
        """The neighbourhood of an entity: drawn where scripts run, as a table in any case."""
        reading = self._reading()
        iri = reading.iri(**request.path_params)
        found = await run_in_threadpool(Neighbours(reading).of, iri, MOST_BESIDE)
        if found is None:
            return _page(request, "missing.html", 404)
        graph = reading.graph()
        drawn = [
            {"label": graph.term_labels(look.iri), "color": look.color, "size": look.size}
            for look in view().classes
        ]
        script = "/static/built/graph.js" if (FOLDER / "static" / "built" / "graph.js").is_file() else None
        return _page(
            request,
            "graph.html",
            centre=found.centre,
            beside=found.beside,
            total=found.total,
            drawn=drawn,
            words=_words()["drawn"],
            script=script,
        )

    async def neighbours(self, request: Request) -> Response:
        """A neighbourhood for the script of the graph view."""
        reading, most = self._reading(), _number(request.query_params.get("most")) or MOST_BESIDE
        iri = reading.iri(**request.path_params)
        found = await run_in_threadpool(Neighbours(reading).of, iri, min(most, MOST_DRAWN))
        if found is None:
            return Response(status_code=404)
        return Response(msgspec.json.encode(found), media_type="application/json")

    async def data(self, request: Request) -> Response:
        reading, suffix = self._reading(), request.path_params["suffix"]
        iri = reading.iri(request.path_params["kind"], request.path_params["name"])
        body = data.described(reading.build.store, iri, suffix) if suffix in data.FORMATS else None
        if body is None:
            return _page(request, "missing.html", 404)
        return Response(
            body, media_type=data.rdf_format(suffix).media_type, headers={"Access-Control-Allow-Origin": "*"}
        )

    async def document(self, request: Request) -> Response:
        reading = self._reading()
        start, end = (_number(request.query_params.get(name)) for name in ("start", "end"))
        iri = reading.iri("document", request.path_params["name"])
        shown = await run_in_threadpool(excerpt, reading, iri, start, end)
        return (
            _page(request, "document.html", excerpt=shown) if shown else _page(request, "missing.html", 404)
        )

    async def query(self, request: Request) -> Response:
        """A form for a query, and its answer; the query runs where all queries run."""
        example = example_queries().get(request.query_params.get("example", ""))
        text = request.query_params.get("query") or (example.sparql if example else "")
        rows: list[list[str]] = []
        reason = None
        if text:
            try:
                rows = await self._rows(text)
            except Refusal as refusal:
                reason = refusal.reason
        shown = [[(cell, self._reading().path(cell)) for cell in row] for row in rows[1 : MOST_ROWS + 1]]
        return _page(
            request,
            "query.html",
            text=text,
            reason=reason,
            columns=rows[0] if rows else [],
            rows=shown,
            total=max(0, len(rows) - 1),
            examples=list(example_queries().values()),
        )

    async def described(self, _: Request) -> Response:
        return RedirectResponse("/sparql", 303)

    async def examples(self, request: Request) -> Response:
        format_ = choose(request.headers.get("accept"), OFFERED["graph"]) or OFFERED["graph"][0]
        return Response(description.examples(format_), media_type=format_.media_type)

    async def _rows(self, text: str) -> list[list[str]]:
        """The answer as rows, the names of columns first."""
        query = asked("GET", urlencode({"query": text}).encode(), None, b"")
        assert query
        if query.kind == "truth":
            answer = await self._serving.current().pool.answer(Task(text, "JSON", self._limits.most_bytes))
            return [["answer"], [str(b'"boolean":true' in answer.body).lower()]]
        writer = "CSV" if query.kind == "rows" else "TURTLE"
        answer = await self._serving.current().pool.answer(Task(text, writer, self._limits.most_bytes))
        if answer.state != "done":
            raise Refusal(400, answer.reason)
        body = answer.body.decode()
        return list(csv.reader(io.StringIO(body))) if writer == "CSV" else [["turtle"], [body]]

    def _reading(self) -> Reading:
        return Reading(self._serving.current().build)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else 0


def _class_labels(reading: Reading) -> dict[str, tuple[str, str]]:
    graph = reading.graph()
    return {cls: graph.term_labels(term(cls)) for cls in SEARCHED}


def _page(request: Request, template: str, status: int = 200, **shown: object) -> Response:
    """A page in the reader's language: the one in the address, else that of the browser, else Chinese."""
    language = request.query_params.get("lang") or request.cookies.get("lang") or _preferred(request)
    language = language if language in _LANGUAGES else "zh"
    chosen = _LANGUAGES.index(language)
    parameters = {**request.query_params, "lang": _LANGUAGES[1 - chosen]}
    body = (
        _templates()
        .get_template(template)
        .render(
            language=language,
            chosen=chosen,
            t=lambda word, **values: _words()[word][chosen].format(**values),
            other=f"{request.url.path}?{urlencode(parameters)}",
            looks={look.iri: look for look in view().classes},
            address=str(request.base_url).rstrip("/"),
            **shown,
        )
    )
    response = HTMLResponse(body, status)
    if "lang" in request.query_params:
        response.set_cookie("lang", language, samesite="strict", httponly=True)
    return response


def _preferred(request: Request) -> str:
    wanted = request.headers.get("accept-language", "").lower()
    return "en" if wanted.startswith("en") else "zh"


@cache
def _words() -> dict[str, Any]:
    """Each word in Chinese and English; those of the graph view's script under `drawn`."""
    return tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(FOLDER / "templates")
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
