"""kg network: who is linked with whom, and who is central."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.console import complain, show_table
from kg.cli.group import verbose_option

if TYPE_CHECKING:
    from outputs.network import Measures, Network

_NAMES = (
    "policy-cocitation",
    "project-policy",
    "units-by-policy",
    "indicator-cooccurrence",
    "project-indicator",
    "units-by-indicator",
    "whole",
)
_MEASURES = ("pagerank", "strength", "degree", "betweenness")
_SHOWN = 20


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--projection", "name", type=click.Choice(_NAMES), required=True, help="What is linked. 网络类型"
)
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="The first N nodes. 前 N 个")
@click.option(
    "--by", type=click.Choice(_MEASURES), default="pagerank", show_default=True, help="Ranked by. 排序指标"
)
@click.option("--year", type=int, metavar="Y", help="Only this fiscal year. 预算年度")
@click.option(
    "--role",
    type=click.Choice(["basis", "compliance", "background", "deliverable"]),
    help="Only citations of this role; all without it. 引用角色",
)
@click.option(
    "--max-shared",
    "most_shared",
    type=click.IntRange(min=2),
    default=500,
    show_default=True,
    help="What more than so many share joins none of them. 共用上限",
)
@click.option(
    "--min-weight",
    "least_weight",
    type=click.IntRange(min=1),
    metavar="N",
    help="Lighter edges are left out. 最小权重",
)
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also write the network: .graphml, .gexf, .csv or .ttl. 输出文件",
)
@click.option(
    "--plot", type=click.Path(path_type=Path), metavar="FILE", help="Also draw a figure: .svg or .png. 图"
)
@click.option(
    "--chart",
    type=click.Choice(["rank", "time"]),
    default="rank",
    show_default=True,
    help="What the figure shows: the first nodes, or their years. 排名或历年",
)
@verbose_option
def network(
    folder: Path,
    name: str,
    top: int | None,
    by: str,
    year: int | None,
    role: str | None,
    most_shared: int,
    least_weight: int | None,
    form: str,
    out: Path | None,
    plot: Path | None,
    chart: str,
) -> None:
    """Project the graph and measure its nodes 网络分析: degree, betweenness, PageRank, communities.

    An edge weighs as many projects as it stands for; what the network is made of, and out of how many projects,
    is said below the table.

    \b
    kg network out --projection policy-cocitation --top 20
    kg network out --projection units-by-policy --role basis --out units.gexf
    kg network out --projection project-policy --plot policies.svg --chart time
    """
    from kg.store import Build
    from outputs.network import Options, figure, measures, project, whole, writing

    if out:
        writing.require_format(out)
    if plot:
        figure.require_format(plot)
    if name == "whole" and (year or role or least_weight):
        raise click.UsageError("--year, --role and --min-weight choose among uses; the whole graph has none")
    with Build(folder) as build:
        options = Options(year, role, most_shared, least_weight)
        try:
            made = whole(build.store) if name == "whole" else project(build.store, name, options)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        found = measures(made.graph)
        written = writing.write(made, found, out, build.generation.base) if out else []
        if plot:
            figure.draw(made, found, by, top or _SHOWN, chart, plot)
            written.append(plot)
    complain(*(f"left out: {each}" for each in made.left_out))
    _tell(made, found, by, top, form)
    if written:
        click.echo(f"{', '.join(map(str, written))}: written", err=form != "table")


def _tell(made: Network, found: Measures, by: str, top: int | None, form: str) -> None:
    from outputs.network.report import to_json
    from outputs.network.writing import write_nodes

    nodes = found.ranked(by)[:top]
    if form == "json":
        click.echo(to_json(made, found, nodes), nl=False)
    elif form == "csv":
        write_nodes(made, found, nodes, sys.stdout.buffer)
        complain(made.basis, f"weight: {made.weight}", _communities(found))
    else:
        _show(made, found, nodes[: top or _SHOWN])


def _show(made: Network, found: Measures, nodes: list[str]) -> None:
    from outputs.network.report import name_of

    measures = ("degree 度", "strength 加权度", "betweenness", "PageRank", "community 社群")
    rows = []
    for number, node in enumerate(nodes, 1):
        of, projects = found.nodes[node], made.graph.nodes[node].get("projects")
        measured = (of.degree, int(of.strength), f"{of.betweenness:.4f}", f"{of.pagerank:.4f}", of.community)
        rows.append((number, name_of(made, node), projects, *measured))
    show_table(f"{made.name} {made.zh} · {made.en}", ("", "node 节点", "projects 项目", *measures), rows)
    size = f"{len(made.graph):,} nodes 节点, {made.graph.number_of_edges():,} edges 边"
    more = f"; the first {len(nodes):,} shown, more with --top" if len(nodes) < len(made.graph) else ""
    click.echo(f"{size}{more}")
    click.echo(made.basis)
    click.echo(f"weight 权重: {made.weight}")
    click.echo(_communities(found))


def _communities(found: Measures) -> str:
    quality = f", modularity {found.modularity:.3f}" if found.modularity is not None else ""
    told = f"{found.communities:,} communities 社群{quality}"
    if found.pivots:
        told += f"; betweenness estimated from the shortest paths of {found.pivots:,} nodes 抽样估计"
    return told
