"""PDFium's functions for what is asked about each character and object of a page."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache

_Address = ctypes.c_void_p


@cache
def call(name: str) -> Callable[..., int]:
    """A function of PDFium that takes and gives addresses as integers (0 or None: nothing).

    pypdfium2 makes an object of every pointer, which takes longer than the call itself.
    """
    import pypdfium2.raw as pdfium

    function = getattr(pdfium, name)
    result, *parameters = (_plain(kind) for kind in (function.restype, *function.argtypes))
    return ctypes.PYFUNCTYPE(result, *parameters)(address(function))


def address(pointer: object) -> int:
    """Where a pointer of pypdfium2's points."""
    return ctypes.cast(pointer, _Address).value or 0  # type: ignore[arg-type]


def _plain(kind: type) -> type:
    return _Address if issubclass(kind, ctypes._Pointer) else kind
