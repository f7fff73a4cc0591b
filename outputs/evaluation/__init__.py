"""How right the extraction is: gold files against predictions, and samples that people annotated.

`objects` reads JSON as people write it, `gold` the gold files; `citations`, `targets` and `records` say what is a fact,
`forms` which form is which, `facts` compares, `scores` counts, `report` is the result. `sampling` draws, `sheet` writes
and reads what is annotated by hand, `estimates` judges it; `statistics` is the arithmetic.
"""

from outputs.evaluation.gold import EvaluationError
from outputs.evaluation.inputs import Named
from outputs.evaluation.report import Report, SheetReport, against, read_report, to_json
from outputs.evaluation.run import evaluate
from outputs.evaluation.samples import evaluate_sheet, sample

__all__ = [
    "EvaluationError",
    "Named",
    "Report",
    "SheetReport",
    "against",
    "evaluate",
    "evaluate_sheet",
    "read_report",
    "sample",
    "to_json",
]
