"""The streams of an OLE2 compound file (DOC, XLS, WPS, encrypted DOCX): their names tell what it is.

Only the directory is read; [MS-CFB] describes it.
"""

from __future__ import annotations

from struct import Struct, error, unpack_from

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOTHING = 0xFFFFFFFA  # and above: marks instead of numbers of sectors and entries
_HEADER_FAT = 109  # sectors of the allocation table that the header itself lists
_ENTRY = Struct("<64sHBBIII")  # name, bytes of it, type, colour; left, right and child entry
_ENTRY_SIZE = 128
_LONGEST_DIRECTORY = 4096  # sectors


def stream_names(data: bytes) -> frozenset[str]:
    """Names of the streams and storages at the root; empty where the directory cannot be read."""
    try:
        directory = _directory(data)
        return frozenset(_children(directory, _entry(directory, 0)[2]))
    except (error, IndexError, UnicodeDecodeError):
        return frozenset()


def _directory(data: bytes) -> bytes:
    size = 1 << min(unpack_from("<H", data, 30)[0], 12)
    table: list[int] = []
    for sector in unpack_from(f"<{_HEADER_FAT}I", data, 76):
        if sector < _NOTHING and (sector + 2) * size <= len(data):
            table += unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    chain: list[bytes] = []
    (sector,) = unpack_from("<I", data, 48)
    while sector < _NOTHING and len(chain) < _LONGEST_DIRECTORY:
        chain.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
    return b"".join(chain)


def _children(directory: bytes, root: int) -> set[str]:
    """The names in the tree of entries under `root`, each entry visited once."""
    names: set[str] = set()
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        index = waiting.pop()
        if index < _NOTHING and index not in seen:
            seen.add(index)
            name, siblings, _ = _entry(directory, index)
            names.add(name)
            waiting += siblings
    return names


def _entry(directory: bytes, index: int) -> tuple[str, tuple[int, int], int]:
    name, length, _, _, left, right, child = _ENTRY.unpack_from(directory, index * _ENTRY_SIZE)
    return name[: max(length - 2, 0)].decode("utf-16-le"), (left, right), child
