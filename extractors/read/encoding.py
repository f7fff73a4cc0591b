"""Which encoding a text file is in: by its mark, by being valid UTF-8, else by what reads as Chinese."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("gb18030", "big5", "utf-16-le", "utf-16-be")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# The most frequent characters of government prose: a wrong decoding yields rare ones instead.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民"
    "得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社"
    "义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并"
    "提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强"
    "项目标绩效预算单位名称金额支财申报表依据概况科技服务上海市实施指标满意率完成年度"
)
_PLAUSIBLE_SHARE = 0.25
_TOLERATED = 0.002  # share of stray control characters or broken bytes in what is still a text


def decode(data: bytes) -> str | None:
    """The text of `data` without its byte order mark, line endings unchanged; None if it is no text.

    A few broken bytes (a download cut short, a damaged disk) become U+FFFD each.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if (text := _decoded(data, "utf-8")) is not None:
        return text
    texts = [text for encoding in _CANDIDATES if (text := _decoded(data, encoding)) is not None]
    best = max(texts, key=_plausibility, default="")
    if _plausibility(best) >= _PLAUSIBLE_SHARE:
        return best
    mended = [_mended(data, encoding) for encoding in ("utf-8", "gb18030")]
    return max((text for text in mended if text), key=_plausibility, default=None)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if len(_CONTROL.findall(text)) > len(text) * _TOLERATED else text


def _mended(data: bytes, encoding: str) -> str | None:
    text = data.decode(encoding, errors="replace")
    strange = text.count("\ufffd") + len(_CONTROL.findall(text))
    sound = strange <= max(1, len(text) * _TOLERATED) and _plausibility(text) >= _PLAUSIBLE_SHARE
    return text if sound else None


def _plausibility(text: str) -> float:
    """The share of frequent characters among the Han characters; 0 where there are hardly any."""
    han = _HAN.findall(text)
    if not han or len(han) < len(text) / 20:
        return 0.0
    return sum(character in _FREQUENT for character in han) / len(han)
