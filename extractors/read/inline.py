"""What a Word paragraph prints: its runs, fields, tick boxes and symbols as one text.

Left out: deleted and hidden text, instructions of fields, page numbers, marks of notes, phonetic
guides, prompts of controls nobody filled, automatic list numbers (Word computes them, the file does
not hold them).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.read.ooxml import attribute, child, is_on, local, number
from extractors.read.symbols import decoded

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TICKED, _EMPTY = "☑", "□"
_BOXES = frozenset("☐☑☒□■▢✓✔√○●◉")
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BEFORE = {"den": "/", "sup": "^"}  # of formulas: 1/2 must not read 12
_DROPPED = frozenset({"pPr", "rPr", "del", "moveFrom", "delText", "rt", "pgNum", "ffData"})
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})
_PICTURES = frozenset({"drawing", "pict", "object"})
_WHITE = str.maketrans("\t\r\n", "   ", "\xad")  # white space in XML is no tab and no line break


def chosen(alternatives: Element) -> Element:
    """The version of `mc:AlternateContent` that is read; the other one says the same in older words."""
    return next(iter(alternatives), alternatives)


def hidden_styles(styles: Element) -> frozenset[str]:
    """Ids of the styles that hide text, by themselves or by the style they rest on."""
    if next(styles.iter("{*}vanish"), None) is None:
        return frozenset()
    own = {attribute(style, "styleId") or "": style for style in styles if local(style) == "style"}

    def hides(style: Element | None, depth: int) -> bool:
        switch = child(style, "rPr", "vanish")
        base = own.get(attribute(child(style, "basedOn"), "val") or "")
        return (
            is_on(switch) if switch is not None else depth > 0 and base is not None and hides(base, depth - 1)
        )

    return frozenset(name for name, style in own.items() if hides(style, depth=20))


@dataclass(slots=True)
class _Field:
    """A field that has begun: what it is told to do, and whether text in it is printed."""

    instruction: str = ""
    shows: bool = False


@dataclass(slots=True)
class Line:
    """A paragraph in the making: its text and the text boxes anchored in it.

    `hidden`: ids of the styles that hide text.
    """

    hidden: frozenset[str]
    boxes: list[Element] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)
    _font: str | None = None
    _hides: bool = False

    @property
    def text(self) -> str:
        """What has been read so far: a tab a `\\t`, a line break a `\\n`."""
        return "".join(self._parts)

    def read(self, paragraph: Element) -> Line:
        """Add what a `w:p` prints."""
        self._hides = attribute(child(paragraph, "pPr", "pStyle"), "val") in self.hidden
        self._walk(paragraph)
        return self

    def _walk(self, parent: Element) -> None:
        for element in parent:
            kind = local(element)
            if kind == "t":
                self._add(decoded((element.text or "").translate(_WHITE), self._font))
            elif kind == "r":
                self._run(element)
            elif kind in _CHARACTERS:
                self._add(_CHARACTERS[kind])
            elif kind not in _DROPPED:
                self._special(kind, element)

    def _special(self, kind: str, element: Element) -> None:
        if kind == "sym":
            self._symbol(element)
        elif kind == "fldChar":
            self._switch(element)
        elif kind == "instrText":
            if self._fields:
                self._fields[-1].instruction += element.text or ""
        elif kind == "fldSimple":
            self._begin_result(_Field(attribute(element, "instr") or ""))
            self._walk(element)
            self._fields.pop()
        elif kind == "sdt":
            self._control(element)
        elif kind in _PICTURES:
            self.boxes.extend(_text_boxes(element))
        elif kind == "AlternateContent":
            self._walk(chosen(element))
        else:  # hyperlinks, insertions, formulas: only what is in them counts
            self._add(_BEFORE.get(kind, ""))
            self._walk(element)

    def _add(self, text: str) -> None:
        if text and not self._hides and self._shows:
            self._parts.append(text)

    @property
    def _shows(self) -> bool:
        return not self._fields or self._fields[-1].shows

    def _run(self, run: Element) -> None:
        outer = self._hides, self._font
        properties = child(run, "rPr")
        if properties is not None:
            self._hides = self._is_hidden(properties)
            self._font = attribute(child(properties, "rFonts"), "ascii")
        self._walk(run)
        self._hides, self._font = outer

    def _is_hidden(self, properties: Element) -> bool:
        switch = child(properties, "vanish")
        if switch is not None:
            return is_on(switch)
        return self._hides or attribute(child(properties, "rStyle"), "val") in self.hidden

    def _symbol(self, element: Element) -> None:
        try:
            sign = chr(int(attribute(element, "char") or "", 16))
        except (ValueError, OverflowError):
            return
        if not 0xD800 <= ord(sign) < 0xE000:
            self._add(decoded(sign, attribute(element, "font")))

    def _switch(self, mark: Element) -> None:
        """Begin, turn or end a field; one that began in an earlier paragraph is not known here and shows."""
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self._add(_form_field(child(mark, "ffData")))
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._begin_result(self._fields.pop())
        elif self._fields and kind == "end":
            self._fields.pop()

    def _begin_result(self, opened: _Field) -> None:
        opened.shows = self._shows and not set(opened.instruction.split()[:1]) & _PAGE_FIELDS
        self._fields.append(opened)

    def _control(self, control: Element) -> None:
        """A content control: a tick box prints its sign, or says its state where the sign is no box."""
        properties, content = child(control, "sdtPr"), child(control, "sdtContent")
        if content is None or is_on(child(properties, "showingPlcHdr")):
            return
        before = len(self._parts)
        self._walk(content)
        box = child(properties, "checkbox")
        if box is not None and not _BOXES & set("".join(self._parts[before:])):
            del self._parts[before:]
            self._add(_TICKED if is_on(child(box, "checked")) else _EMPTY)


def _form_field(data: Element | None) -> str:
    """What a field of an old form shows that has no text: a tick box, or the choice made from a list."""
    box, choice = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        state = child(box, "checked")
        return _TICKED if is_on(child(box, "default") if state is None else state) else _EMPTY
    if choice is not None:
        entries = [attribute(entry, "val") or "" for entry in choice if local(entry) == "listEntry"]
        index = child(choice, "result")
        wanted = number(attribute(child(choice, "default") if index is None else index, "val"), 0, 10_000)
        return entries[wanted] if wanted < len(entries) else ""
    return ""


def _text_boxes(picture: Element) -> Iterator[Element]:
    for element in picture:
        kind = local(element)
        if kind == "txbxContent":
            yield element
        elif kind == "AlternateContent":
            yield from _text_boxes(chosen(element))
        else:
            yield from _text_boxes(element)
