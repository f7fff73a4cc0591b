"""From the content of a page to its HTML: one file that asks for nothing when it is opened."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from outputs.page.settings import source

if TYPE_CHECKING:
    from outputs.page.content import Content

_SCRIPTS = [f"static/{name}.js" for name in ("content", "picture", "panel", "controls")]
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def html(content: Content, title: str) -> str:
    """The page. No text of `content` can become markup or script in it."""
    scripts = [_vis_network(), *map(source, _SCRIPTS)]
    style = source("static/page.css")
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(source("static/page.html")).render(
        title=title,
        policy=_policy(scripts, style),
        style=Markup(style),
        scripts=[Markup(script) for script in scripts],
        content=Markup(_json(content)),
    )


def _json(content: Content) -> str:
    """JSON without a character that ends a script element, opens markup or ends a line of JavaScript."""
    return msgspec.json.encode(content).decode().translate(_ESCAPES)


def _policy(scripts: list[str], style: str) -> str:
    """A Content-Security-Policy under which nothing but these scripts and this style has any effect."""
    script_hashes = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {script_hashes}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


@cache
def _vis_network() -> str:
    """The drawing library that pyvis brings, without the address of its source map."""
    folder = files("pyvis") / "lib"
    newest = max(entry.name for entry in folder.iterdir() if entry.name.startswith("vis-"))
    code = (folder / newest / "vis-network.min.js").read_text(encoding="utf-8")
    return re.sub(r"\n//# sourceMappingURL=.*\s*$", "\n", code)
