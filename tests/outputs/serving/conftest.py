"""A server for the tests of one module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from served_build import EXAMPLES, Server, served

from kg.build import build


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The examples, built and served; a query has two seconds."""
    folder = tmp_path_factory.mktemp("served") / "out"
    build([EXAMPLES], folder)
    yield from served(folder, "--timeout", "2")
