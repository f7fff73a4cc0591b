"""Personal data: contact persons and telephone numbers, found so that they can be left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from extractors.forms.layout import lay_out
from extractors.labels import label_of, labels_of_kind
from extractors.records import Contact, Span
from extractors.rows import Row
from extractors.vocabulary import settings

_NOT_MONEY = r"(?![\d.,%万亿元])"
_AREA = r"(?:[（(]0\d{2,3}[)）]|(?<![\d.])0\d{2,3})"
_TELEPHONE = re.compile(
    rf"(?<![\d.])1[3-9]\d{{9}}{_NOT_MONEY}|{_AREA}[-－— ]?\d{{7,8}}(?:[-－—转]\d{{1,5}})?{_NOT_MONEY}"
)
_CALLED = re.compile(
    rf"(?:电话|手机|热线|传真|致电|拨打)[（(：:]{{0,2}}(?P<number>\d{{8}}(?:转\d{{1,5}})?){_NOT_MONEY}"
)
_SPACE = re.compile(r"\s|&nbsp;?")
_SUFFIX = r"(?:签名|签字|姓名|名称|(?:及|和|/|、|或)[\u4e00-\u9fff]{2,6}|[（(][^（()）\n]{1,6}[)）])?"
_IN_BRACKETS = re.compile(r"[（(，,/、 ](?P<number>\d{7,8})(?!\d)")
_NUMBER = re.compile(r"\d{7,}")


def contacts(rows: Sequence[Row], text: str) -> tuple[tuple[Contact, Span], ...]:
    """Contact persons and telephone numbers with their extents in `text`, in order, none within another.

    What stands in the cells beside a contact label counts wholly; in running text a name or a number
    behind a label and its colon; telephone numbers with an area code and of mobiles wherever they stand.
    """
    taken: list[tuple[Contact, Span]] = []
    for contact, span in sorted(_found(rows, text), key=lambda found: (found[1][0], -found[1][1])):
        if not taken or span[0] >= taken[-1][1][1]:
            taken.append((contact, span))
    return tuple(taken)


def _found(rows: Sequence[Row], text: str) -> Iterator[tuple[Contact, Span]]:
    numbers: set[str] = set()
    for contact, span in _told(rows, text):
        numbers.update(_NUMBER.findall(contact.text))
        yield contact, span
    for number in sorted(numbers):  # a telephone number once is one wherever it stands
        for match in re.finditer(rf"(?<![\d.]){number}{_NOT_MONEY}", text):
            yield Contact(label="电话", text=number), match.span()


def _told(rows: Sequence[Row], text: str) -> Iterator[tuple[Contact, Span]]:
    for field in lay_out(rows, text).fields:
        if field.label.kind == "contact":
            for value in field.values:
                yield Contact(label=field.label.words, text=value.text), value.span
    yield from _beside_likely_labels(rows)
    for pattern in (_behind_label(), _before_number()):
        for match in pattern.finditer(text):
            yield Contact(label=match["label"], text=match["value"]), match.span("value")
            if number := _IN_BRACKETS.match(text, match.end("value")):
                yield Contact(label="电话", text=number["number"]), number.span("number")
    for match in _CALLED.finditer(text):
        yield Contact(label="电话", text=match["number"]), match.span("number")
    for match in _TELEPHONE.finditer(text):
        yield Contact(label="电话", text=match[0]), match.span()


def _beside_likely_labels(rows: Sequence[Row]) -> Iterator[tuple[Contact, Span]]:
    """Cells beside what reads like a contact's label though no vocabulary lists it (项目负责人签名, 联系人/电话)."""
    for row in rows:
        label = ""
        for piece in row.pieces:
            words = _SPACE.sub("", piece.text)
            if _likely().fullmatch(words):
                label = words
            elif label_of(piece.text):
                label = ""
            elif label:
                yield Contact(label=label, text=piece.text), piece.value.span


@cache
def _likely() -> re.Pattern[str]:
    return re.compile(rf"[\u4e00-\u9fff]{{0,6}}(?:{_alternatives(labels_of_kind('contact'))}){_SUFFIX}[：:]?")


@cache
def _labels() -> str:
    return _alternatives((*labels_of_kind("contact"), *settings("names")["signatures"]))


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def _behind_label() -> re.Pattern[str]:
    """负责人：张三 and 电话：62345678 anywhere in a text; a remark may stand between (负责人（签字）：)."""
    name = r"[\u4e00-\u9fff·]{2,4}(?=[\s，。；、,;）)（(\d]|$)"
    return re.compile(
        rf"(?P<label>{_labels()}){_SUFFIX}[ \u3000]*[：:][ \u3000]*"
        rf"(?P<value>{name}|[\d－—-]{{7,16}}{_NOT_MONEY})"
    )


@cache
def _before_number() -> re.Pattern[str]:
    """联系人张三，电话 … and 联系人张三（62345678）: a name without a colon, if a telephone follows at once."""
    telephone = r"[，,、；\s]{0,2}(?:联系)?(?:电话|手机)|[（(]\d{7,8}[)）]"
    label = _alternatives(labels_of_kind("contact"))
    return re.compile(rf"(?P<label>{label})[ \u3000]?(?P<value>[\u4e00-\u9fff·]{{2,3}})(?={telephone})")
