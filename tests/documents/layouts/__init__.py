"""The layouts of forms: which facts each prints, and where."""

from .evaluation import SELF_EVALUATION, SPLIT_VALUES
from .layout import Layout
from .ministry import ONE_YEAR, TWO_LISTS, TWO_PERIODS
from .shanghai import DISTRICT, THREE_LEVELS, TWO_LEVELS

LAYOUTS = (
    THREE_LEVELS,
    TWO_LEVELS,
    DISTRICT,
    ONE_YEAR,
    TWO_PERIODS,
    TWO_LISTS,
    SELF_EVALUATION,
    SPLIT_VALUES,
)

__all__ = ["LAYOUTS", "Layout"]
