"""Parts of an Office Open XML file (DOCX, XLSX): found by their relations, parsed without trust.

Elements and attributes are told by their local names: files of the strict and the transitional
standard differ in nothing else but the namespaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from posixpath import join, normpath, split
from typing import TYPE_CHECKING, Any

from extractors.document import ReadError
from extractors.read.archive import Archive, damaged

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# No entities, no network, and libxml2's own limits of depth and length stay on.
_HARDENED: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_OFF = frozenset({"0", "false", "off"})


class Package:
    """An Office Open XML file in memory. Raises `ReadError` where it is damaged."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._archive = Archive(data, name)
        self._members = {member.lower(): member for member in reversed(self._archive.members)}

    def main(self, usual: str) -> str:
        """The path of the part that the file is about; the `usual` one where no relation names it."""
        return next(iter(self.related("", "officeDocument").values()), usual)

    def related(self, part: str, kind: str) -> dict[str, str]:
        """Paths by relation id of the parts of a kind (`styles`, `worksheet`) that belong to `part`."""
        folder, file = split(part)
        relations = join(folder, "_rels", f"{file}.rels")
        if relations.lower() not in self._members:
            return {}
        return {
            relation.get("Id", ""): normpath(join("/", folder, relation.get("Target", ""))).lstrip("/")
            for relation in self.root(relations)
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External"
        }

    def root(self, path: str) -> Element:
        """The root element of a part."""
        from lxml import etree

        data = self._read(path)
        try:
            root = etree.fromstring(data, etree.XMLParser(**_HARDENED))
        except etree.XMLSyntaxError:
            raise damaged(self.name, f"{path} is no sound XML") from None
        self._refuse_dtd(root)
        return root

    def elements(self, path: str, *names: str) -> Iterator[Element]:
        """Every element of the given local names in a part as it ends; each is emptied after its turn."""
        from lxml import etree

        found = etree.iterparse(
            BytesIO(self._read(path)), events=("end",), tag=[f"{{*}}{name}" for name in names], **_HARDENED
        )
        try:
            for index, (_, element) in enumerate(found):
                if index == 0:
                    self._refuse_dtd(element)
                yield element
                element.clear()
        except etree.XMLSyntaxError:
            raise damaged(self.name, f"{path} is no sound XML") from None

    def _read(self, path: str) -> bytes:
        return self._archive.read(self._members.get(path.lower(), path))

    def _refuse_dtd(self, element: Element) -> None:
        if element.getroottree().docinfo.internalDTD is not None:
            raise ReadError(
                self.name, "declares entities, as no Office program does", "open it and save it anew"
            )


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return _local(str(element.tag))


@lru_cache(4096)
def _local(name: str) -> str:
    return name.rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by its local name; None where it or the element is missing."""
    if element is None:
        return None
    return next((str(value) for key, value in element.items() if _local(str(key)) == name), None)


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of the first child … by local names, one a level."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(f"{{*}}{name}"), None)
    return element


def is_on(switch: Element | None) -> bool:
    """Whether a switch (`<w:vanish/>`, `w:val="0"`) is there and turned on."""
    return switch is not None and attribute(switch, "val") not in _OFF


def number(text: str | None, default: int, most: int) -> int:
    """A whole number from 0 to `most`; the default where the text is none."""
    plain = text.strip() if text else ""
    return min(int(plain), most) if plain.isascii() and plain.isdigit() and len(plain) < 10 else default
