"""A served build, as a process of its own, the way users start it; and HTTP as it goes over the wire."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode, urlsplit

EXAMPLES = Path(__file__).parents[3] / "examples" / "forms"


@dataclass(frozen=True)
class Answer:
    """An HTTP response, read to its end."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Server:
    """Where `kg serve` listens, and the build it serves."""

    address: str
    folder: Path

    @property
    def endpoint(self) -> str:
        return self.address + "/sparql"

    def ask(
        self,
        method: str = "GET",
        path: str = "/sparql",
        parameters: list[tuple[str, str]] | None = None,
        body: bytes | None = None,
        **headers: str,
    ) -> Answer:
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        query_string = "?" + urlencode(parameters) if parameters else ""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path + query_string, body, named)
            response: HTTPResponse = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def query(self, sparql: str, **headers: str) -> Answer:
        return self.ask(parameters=[("query", sparql)], **headers)


def served(folder: Path, *options: str) -> Iterator[Server]:
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stderr
    try:
        said = process.stderr.readline()
        address = re.search(r"http://[\d.:]+", said)
        assert address, said + process.stderr.read()
        yield Server(address[0], folder)
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stderr.close()
