"""Older formats, converted by LibreOffice where it is installed: DOC, WPS, RTF, OpenDocument, XLSB, Office 2003 XML.

LibreOffice runs without a window, with a profile of its own that is thrown away, without macros, and
without fetching what a document links to.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.document import ReadError
from extractors.read import ole
from extractors.read.archive import Archive
from extractors.read.docx import read_docx
from extractors.read.sheet import Content
from extractors.read.workbook import read_workbook

TIMEOUT = 120
"""Seconds that one conversion may take."""

_NAMES = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_WORD = ("docx", "docx:MS Word 2007 XML")
_EXCEL = ("xlsx", "xlsx:Calc MS Excel 2007 XML")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item>
</oor:items>
"""


def libreoffice() -> str | None:
    """The path of LibreOffice's program, on PATH or where installers put it; None where there is none."""
    on_path = next(filter(None, map(shutil.which, _NAMES)), None)
    return on_path or next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


def read_legacy(data: bytes, name: str) -> Content:
    """The text and blocks of a file in an older format.

    Raises `ReadError` where LibreOffice is missing or cannot read the file, and for files that nothing
    can read: those under a password, web pages saved as one file.
    """
    _refuse(data, name)
    program = libreoffice()
    if program is None:
        raise ReadError(
            name,
            "is in an older format that needs LibreOffice",
            "install it, or save the file as .docx or .xlsx",
        )
    extension, target = _EXCEL if _is_sheet(data, name) else _WORD
    converted = _converted(program, data, name, extension, target)
    return read_workbook(converted, name) if extension == "xlsx" else read_docx(converted, name)


def _refuse(data: bytes, name: str) -> None:
    if data.startswith(ole.MAGIC) and "EncryptedPackage" in ole.stream_names(data):
        raise ReadError(name, "is protected by a password", "save it without one")
    if data.lstrip()[:13].lower() == b"mime-version:":
        raise ReadError(name, "is a web page in one file (MHTML)", "save it as HTML or .docx")


def _is_sheet(data: bytes, name: str) -> bool:
    if not data.startswith(b"PK"):
        return b'progid="Excel.Sheet"' in data[:4096]
    archive = Archive(data, name)
    members = archive.members
    if "mimetype" in members:
        return b"spreadsheet" in archive.read("mimetype")
    return "xl/workbook.bin" in members


def _converted(program: str, data: bytes, name: str, extension: str, target: str) -> bytes:
    """The bytes of the file in another format. LibreOffice tells formats by content, as we do."""
    with TemporaryDirectory(prefix="kg-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        profile = work / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        source, result = work / "source", work / "out" / f"source.{extension}"
        source.write_bytes(data)
        command = [
            *(program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            f"-env:UserInstallation={profile.parent.as_uri()}",
            *("--convert-to", target, "--outdir", str(result.parent), str(source)),
        ]
        if not _finishes(command):
            raise ReadError(
                name, f"keeps LibreOffice busy for more than {TIMEOUT} s", "save it as .docx or .xlsx"
            )
        if not result.is_file():
            raise ReadError(name, "cannot be read by LibreOffice", "open it and save it as .docx or .xlsx")
        return result.read_bytes()


def _finishes(command: list[str]) -> bool:
    """Run a command to its end, or stop it and all that it started when the time is up."""
    null = subprocess.DEVNULL
    own_group = sys.platform != "win32"
    with subprocess.Popen(
        command, stdin=null, stdout=null, stderr=null, start_new_session=own_group
    ) as process:
        try:
            process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
            return False
    return True
