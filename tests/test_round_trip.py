"""The same form as text, HTML, Word, Excel and PDF gives the same record, and that what was put in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from documents.drawing import FORMS, drawn
from documents.facts import Form, put_in, read_from
from documents.layouts import LAYOUTS, Layout
from documents.model import Parts, Table
from documents.reading import WRITERS, misplaced, read_back, without_places
from documents.strategies import forms
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

DRAWN = sorted(path.stem for path in FORMS.glob("*.txt"))

each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
# A failing form is small enough to read as it is; to make it smaller would take minutes for each format.
few = settings(max_examples=6, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("kind", [kind for kind in WRITERS if kind != "docx"])
def test_a_form_gives_the_same_record_in_every_format(name: str, kind: str) -> None:
    in_word, other = ([without_places(r) for r in read_back(drawn(name), k).records] for k in ("docx", kind))
    assert other == in_word


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("kind", WRITERS)
def test_every_fact_stands_where_its_span_says(name: str, kind: str) -> None:
    found = read_back(drawn(name), kind)
    for record in found.records:
        assert misplaced(record, found.text) == []
        assert all(found.text[cited.start : cited.end] == cited.surface for cited in record.citations)


@pytest.mark.parametrize("kind", WRITERS)
@each_layout
def test_what_is_put_in_is_read_back(layout: Layout, kind: str) -> None:
    @few
    @given(forms(layout))
    def check(form: Form) -> None:
        assert_read_back(form, layout.draw(form), kind)

    check()


@pytest.mark.parametrize("headings", ["once", "on every page"])
@each_layout
def test_tables_run_over_page_breaks(layout: Layout, headings: str) -> None:
    @few
    @given(forms(layout, rows_of_a_category=8))
    def check(form: Form) -> None:
        parts = layout.draw(form)
        if headings == "once":
            parts = [replace(part, heading=None) if isinstance(part, Table) else part for part in parts]
        assert_read_back(form, parts, "pdf")

    check()


@pytest.mark.parametrize("kind", WRITERS)
def test_forms_of_several_layouts_in_one_document(kind: str) -> None:
    @few
    @given(st.lists(st.sampled_from(LAYOUTS).flatmap(drawn_by), min_size=2, max_size=3))
    def check(forms_in_order: list[tuple[Form, Parts]]) -> None:
        parts = [part for _, form_parts in forms_in_order for part in form_parts]
        found = read_back(parts, kind)
        assert [read_from(record) for record in found.records] == [put_in(form) for form, _ in forms_in_order]

    check()


def drawn_by(layout: Layout) -> st.SearchStrategy[tuple[Form, Parts]]:
    return forms(layout, rows_of_a_category=2).map(lambda form: (form, layout.draw(form)))


def assert_read_back(form: Form, parts: Parts, kind: str) -> None:
    found = read_back(parts, kind)
    assert [read_from(record) for record in found.records] == [put_in(form)]
    assert misplaced(found.records[0], found.text) == []
