"""Figures of a network: which nodes rank first, and how they fared over the years.

Drawn by matplotlib without a display, in a font that comes with the product (Noto Sans SC). The same network gives the
same file. What the font lacks is drawn as 〓, as printers do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outputs.export import ExportError
from outputs.graphxml import xml_text
from outputs.network.report import name_of
from outputs.whole import whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from outputs.network.measures import Measures
    from outputs.network.projecting import Network

SUFFIXES = (".svg", ".png")
MOST_LINES = 8
"""More lines than this nobody can tell apart."""

MEASURES = {
    "pagerank": "PageRank",
    "strength": "加权度 strength",
    "degree": "度 degree",
    "betweenness": "中介中心性 betweenness",
}
"""What may be ranked by, as the axis calls it."""

_LACKING = "〓"
_LONGEST_LABEL = 30
_LINE = 110
_COLORS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#5b5b5b", "#000000")
_MARKERS = "osD^vP*X"
_SETTINGS: Any = {
    "svg.hashsalt": "jixiao-kg",
    "svg.fonttype": "path",
    "text.parse_math": False,
    "axes.unicode_minus": False,
}


def draw(network: Network, found: Measures, by: str, top: int, chart: str, target: Path) -> None:
    """Draw the `top` nodes by a measure (`rank`), or the share of each year's projects that use them (`time`, at
    most eight). Raises `ExportError` where it cannot be written, or there is nothing to draw."""
    require_format(target)
    nodes = found.ranked(by)[:top]
    if not nodes:
        raise ExportError(f"{target}: nothing to draw; the network has no nodes")
    if chart == "time" and len(network.projects_by_year) < 2:
        raise ExportError(f"{target}: no time to draw; the projects of this network are not of several years")
    try:
        _save(network, found, by, nodes, chart, target)
    except OSError as error:
        remedy = "name a file in a folder that you may write to"
        raise ExportError(f"{target}: cannot be written ({error.strerror}); {remedy}") from error


def require_format(target: Path) -> None:
    """Raises `ExportError` where `target` does not end like a figure."""
    if target.suffix.lower() not in SUFFIXES:
        raise ExportError(f"{target}: not a figure to draw; end the name in {' or '.join(SUFFIXES)}")


def _save(network: Network, found: Measures, by: str, nodes: Sequence[str], chart: str, target: Path) -> None:
    import matplotlib
    from matplotlib.figure import Figure

    shown = _Writing()
    with matplotlib.rc_context(_SETTINGS):
        bars = len(nodes) if chart == "rank" else 12
        figure = Figure(figsize=(9, 2.2 + 0.32 * bars), dpi=150, layout="constrained")
        axes = figure.add_subplot()
        if chart == "rank":
            _rank(axes, network, found, by, nodes, shown)
        else:
            _time(axes, network, nodes[:MOST_LINES], shown)
        axes.set_title(shown(f"{network.zh} · {network.en}"), loc="left", fontsize=12)
        notes = (network.basis, f"边的权重 weight: {network.weight}", *network.left_out)
        figure.supxlabel("\n".join(_folded(shown(note)) for note in notes), fontsize=7, x=0.01, ha="left")
        _use_font(figure)
        described = "; ".join(shown(name_of(network, node)) for node in nodes)
        if target.suffix.lower() == ".svg":
            metadata = {
                "Title": shown(network.zh),
                "Description": described,
                "Date": None,
                "Creator": "jixiao-kg",
            }
        else:
            metadata = {"Software": "jixiao-kg"}
        with whole(target) as output:
            figure.savefig(output, format=target.suffix.lower()[1:], metadata=metadata)


def _rank(
    axes: Axes, network: Network, found: Measures, by: str, nodes: Sequence[str], shown: _Writing
) -> None:
    values = [getattr(found.nodes[node], by) for node in nodes]
    places = range(len(nodes))
    axes.barh(places, values, color=_COLORS[0])
    for place, value in zip(places, values, strict=True):
        axes.annotate(
            f"{value:.4g}", (value, place), xytext=(3, 0), textcoords="offset points", va="center", fontsize=8
        )
    axes.set_yticks(places, [_cut(shown(name_of(network, node))) for node in nodes], fontsize=9)
    axes.invert_yaxis()
    size = len(network.graph)
    axes.set_xlabel(f"{MEASURES[by]}（前 {len(nodes)} 个，共 {size} 个节点 top {len(nodes)} of {size}）")
    axes.margins(x=0.12, y=0.02)
    axes.spines[["top", "right"]].set_visible(False)


def _time(axes: Axes, network: Network, nodes: Sequence[str], shown: _Writing) -> None:
    years = list(network.projects_by_year)
    for number, node in enumerate(nodes):
        of_year = network.by_year.get(node, {})
        shares = [100 * of_year.get(year, 0) / network.projects_by_year[year] for year in years]
        label = _cut(shown(name_of(network, node)))
        axes.plot(years, shares, color=_COLORS[number], marker=_MARKERS[number], label=label)
    axes.set_xticks(years, [f"{year}\n共 {network.projects_by_year[year]} 个项目" for year in years])
    axes.set_ylabel("占当年项目的比重 % share of the year's projects")
    axes.set_ylim(bottom=0)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=8, loc="upper left", bbox_to_anchor=(1, 1), frameon=False)


class _Writing:
    """Text as the font can draw it, in one line."""

    def __init__(self) -> None:
        from matplotlib.ft2font import FT2Font
        from pylopdf_fonts_zh_cn import sans_path

        self._drawn = FT2Font(str(sans_path())).get_charmap()

    def __call__(self, text: str) -> str:
        return "".join(c if ord(c) in self._drawn else _LACKING for c in " ".join(xml_text(text).split()))


def _use_font(figure: Figure) -> None:
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Text
    from pylopdf_fonts_zh_cn import sans_path

    for each in figure.findobj(Text):
        each.set_fontproperties(FontProperties(fname=str(sans_path()), size=each.get_fontsize()))


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"


def _folded(note: str) -> str:
    """The note in lines that fit the figure; a Chinese character is two columns wide."""
    from rich.cells import chop_cells

    return "\n".join(chop_cells(note, _LINE))
