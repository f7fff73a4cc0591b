"""What a form was printed as decides how its rows are found again 版式."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.forms.cut_labels import with_whole_labels
from extractors.forms.stream import reflow
from extractors.rows import Row
from extractors.tables.lines import logical_rows


def form_rows(rows: Sequence[Row], text: str) -> tuple[Row, ...]:
    """The rows of a form as a table would have them: lines set in columns, and cells one a line, become rows again.

    Labels that a page break cut are whole.
    """
    rows = tuple(with_whole_labels(rows))
    grids = {row.grid for row in rows if row.grid}
    return logical_rows(rows, text) if grids == {"aligned"} else reflow(rows, text)
