"""Labels short enough for the picture."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

LINE = 10
"""Chinese characters in one of the two lines of a label."""

_KEPT_TOGETHER = re.compile(r"[A-Za-z0-9]{2}|.[〕）》”」，。、；：]|[〔（《“「].", re.DOTALL)


def short_label(label: str) -> str:
    """At most two lines of about equal length, without characters that steer how text runs."""
    text = "".join(c for c in " ".join(label.split()) if unicodedata.category(c) not in ("Cc", "Cf"))
    ends = list(accumulate(map(_width, text), initial=0.0))
    if ends[-1] <= LINE:
        return text
    cut = _middle(text, ends)
    last = bisect_right(ends, ends[cut] + LINE) - 1
    rest = text[cut:] if last == len(text) else f"{text[cut : last - 1]}…"
    return f"{text[:cut]}\n{rest}"


def _middle(text: str, ends: list[float]) -> int:
    """Where to break a text whose characters end at `ends`: near its middle, within the first line."""
    longest = bisect_right(ends, LINE) - 1
    wanted = min(LINE, ends[-1] / 2)
    breaks = [cut for cut in range(1, longest + 1) if not _KEPT_TOGETHER.match(text, cut - 1)]
    return min(reversed(breaks), key=lambda cut: abs(ends[cut] - wanted), default=longest)


def _width(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.55
