"""A process that answers queries over one store, one after the other, until its input ends or it is killed.

`python -m outputs.sparql.worker STORE BASE SECONDS`: tasks come on standard input, answers leave on standard
output. No query can take the web process with it: one that runs too long or needs too much ends this process.
"""

from __future__ import annotations

import signal
import sys
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from outputs.diagnosis import explained
from outputs.examples import prefixes
from outputs.sparql.messages import HEADER, READY, Answer, Task, framed

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer
    from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Store

    _Default = list[NamedNode | BlankNode | DefaultGraph]
    _Dataset = tuple[_Default | None, list[NamedNode | BlankNode] | None]


class _TooLargeError(Exception):
    pass


class _Spool(BytesIO):
    """A file in memory that holds so many bytes and no more."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, piece: Buffer) -> int:
        if self.tell() + len(memoryview(piece)) > self._most:
            raise _TooLargeError
        return super().write(piece)


def main(store: str, base: str, seconds: str) -> None:
    """Answer what comes; `seconds` is when a query is given up, should nobody be left to kill this process."""
    from pyoxigraph import Store

    opened, known = Store.read_only(store), prefixes(base)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sink.write(READY)
    sink.flush()
    while task := _next(source):
        with _Alarm(float(seconds)):
            answer = answered(opened, task, known)
        sink.write(framed(answer))
        sink.flush()


def answered(store: Store, task: Task, known: dict[str, str]) -> Answer:
    """The answer to one task; `known` are prefixes that need not be declared."""
    from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, serialize

    spool = _Spool(task.most_bytes)
    try:
        default, named = _dataset(task)
        found = store.query(task.query, prefixes=known, default_graph=default, named_graphs=named)
        if isinstance(found, QueryTriples):
            serialize(found, spool, getattr(RdfFormat, task.writer), prefixes=known)
        else:
            found.serialize(spool, getattr(QueryResultsFormat, task.writer))
    except _TooLargeError:
        return Answer("too-large", reason=f"the answer is larger than {task.most_bytes:,} bytes; add a LIMIT")
    except (SyntaxError, ValueError, RuntimeError) as error:
        return Answer("wrong", reason=str(explained(task.query, error, known)))
    return Answer("done", spool.getvalue())


def _dataset(task: Task) -> _Dataset:
    """The graphs that a request names, default and named; None for those of the build."""
    from pyoxigraph import NamedNode

    if not (task.default_graphs or task.named_graphs):
        return None, None
    return [NamedNode(each) for each in task.default_graphs], [NamedNode(each) for each in task.named_graphs]


def _next(source: BinaryIO) -> Task | None:
    header = source.read(HEADER)
    if len(header) < HEADER:
        return None
    return msgspec.msgpack.decode(source.read(int.from_bytes(header, "big")), type=Task)


class _Alarm:
    """While a query runs, the process ends after its time (not on Windows, where only its parent ends it)."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        self._set(self._seconds)

    def __exit__(self, *_: object) -> None:
        self._set(0)

    def _set(self, seconds: float) -> None:
        # The signal's own effect is to end the process, within native code as well.
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main(*sys.argv[1:])
