"""How right the extraction is: gold files against predictions, and samples that people annotated.

`objects` reads JSON as people write it, `gold` the gold files; `citations`, `targets` and `records` say what is a fact,
`forms` which form is which, `facts` compares, `scores` counts, `report` is the result. `sampling` draws, `sheet` writes
and reads what is annotated by hand, `estimates` judges it; `statistics` is the arithmetic.
"""
