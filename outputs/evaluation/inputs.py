"""Files as they come: bytes with a name."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from extractors.document import ReadError
from extractors.read import read_bytes
from extractors.read.encoding import decode
from outputs.evaluation.gold import EvaluationError
from outputs.evaluation.report import File
from outputs.evaluation.sheet import Sheet, read_sheet

if TYPE_CHECKING:
    from pathlib import Path

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Named:
    """The bytes of a file, and how it is called."""

    name: str
    data: bytes

    @classmethod
    def read(cls, path: Path) -> Self:
        """The file at a path. Raises `EvaluationError`."""
        try:
            return cls(str(path), path.read_bytes())
        except OSError as error:
            raise EvaluationError(f"{path}: cannot be read ({error.strerror}); check the path") from None

    def text(self) -> str:
        """Its text, in whatever encoding. Raises `EvaluationError`."""
        text = decode(self.data)
        if text is None:
            raise EvaluationError(f"{self.name}: is not text in a known encoding; save it as UTF-8")
        return text

    def file(self, items: int) -> File:
        """How a report refers to it."""
        return File(name=self.name, sha256=sha256(self.data).hexdigest(), items=items)

    @property
    def is_workbook(self) -> bool:
        return self.data.startswith(_WORKBOOKS)

    @property
    def is_sheet(self) -> bool:
        """Whether it is an annotated sheet rather than JSON Lines."""
        return self.is_workbook or not (decode(self.data) or "{").lstrip().startswith("{")

    def sheet(self) -> Sheet:
        """The sheet that it holds, be it CSV or a workbook. Raises `EvaluationError`."""
        if not self.is_workbook:
            return read_sheet(self.text(), self.name)
        try:
            return read_sheet(read_bytes(self.data, self.name), self.name)
        except ReadError as error:
            raise EvaluationError(str(error)) from None
