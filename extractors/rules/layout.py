"""Doubts about the reading itself: boxes, rows and text that found no place."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.forms.assemble import Form
from extractors.labels import label_for
from extractors.rules.doubt import Doubt, Rule, words_of


def box_none(form: Form) -> Iterator[Doubt]:
    """Visible boxes of which none is ticked."""
    rule = words_of("box-none")
    for field, boxes in form.boxes.items():
        if boxes.visible and not boxes.ticked:
            boxless = "、".join(form.text[slice(*span)] for span in boxes.boxless)
            benign = rule["benign_boxless"].format(boxless=boxless) if boxless else rule["benign_default"]
            yield Doubt(
                "box-none", field, {"label": label_for(field), "visible": boxes.visible, "benign": benign}
            )


def boxes_unreadable(form: Form) -> Iterator[Doubt]:
    """Options are listed, and no box is left in the text."""
    for field, boxes in form.boxes.items():
        if not boxes.visible and not boxes.ticked:
            yield Doubt("boxes-unreadable", field, {"label": label_for(field)})


def row_unplaced(form: Form) -> Iterator[Doubt]:
    """Indicator rows whose cells could be given to columns only with doubt."""
    for index in form.doubtful:
        field = f"/indicators/{index}/name"
        row = form.record.indicators[index]
        words = [row.name, row.target.text if row.target else None]
        yield Doubt("row-unplaced", field, {"row": " ".join(filter(None, words))})


def amount_unreadable(form: Form) -> Iterator[Doubt]:
    """A sum of money that is no number, names no unit, or belongs to no name."""
    for entry in form.unread:
        if entry.printed and not entry.is_blank:
            other = "/subprojects" if entry.scope == "sub-project" else "/amounts"
            pointer = f"/budget/{entry.budget}" if entry.budget else other
            words = {"label": entry.label, "value": entry.printed.text}
            yield Doubt("amount-unreadable", pointer, words, span=entry.printed.span)


def row_at_page_break(form: Form) -> Iterator[Doubt]:
    """Texts at the head of a page that may begin a row or go on with the one above the break."""
    for start, end in form.breaks:
        fields = (
            pointer
            for pointer, spans in form.record.spans.items()
            if any(start < until and since < end for since, until in spans)
        )
        yield Doubt(
            "row-at-page-break", next(fields, ""), {"snippet": form.text[start:end]}, span=(start, end)
        )


def text_unplaced(form: Form) -> Iterator[Doubt]:
    """Text inside the form that no label explains."""
    for stray in form.strays:
        yield Doubt("text-unplaced", "", {"snippet": stray.text}, span=stray.span)


RULES: tuple[Rule, ...] = (
    box_none,
    boxes_unreadable,
    row_unplaced,
    amount_unreadable,
    row_at_page_break,
    text_unplaced,
)
