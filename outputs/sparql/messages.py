"""What the web process and its workers say to each other: one message a length and that many bytes of MessagePack."""

from __future__ import annotations

from typing import Literal

import msgspec

HEADER = 8
"""Bytes of the length before each message, big-endian."""


READY = b"ready\n"
"""What a worker says once, when it can take tasks."""


class Task(msgspec.Struct, frozen=True):
    """A query to answer as `writer` (a name of pyoxigraph's formats) in at most `most_bytes` bytes."""

    query: str
    writer: str
    most_bytes: int
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class Answer(msgspec.Struct, frozen=True):
    """What came of a task: the whole `body`, or why there is none in one line, `reason`."""

    state: Literal["done", "wrong", "too-large"]
    body: bytes = b""
    reason: str = ""


def framed(message: Task | Answer) -> bytes:
    """The message as it is sent."""
    encoded = msgspec.msgpack.encode(message)
    return len(encoded).to_bytes(HEADER, "big") + encoded
