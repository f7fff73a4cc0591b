"""The command `kg`. Only click is imported until a command runs, so that `kg --help` is quick."""

from __future__ import annotations

import click

from kg.cli import asking, differences, judging, linking, making, networks, reading, serving
from kg.cli.group import Commands, verbose_option


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jixiao-kg", prog_name="kg")
@verbose_option
def main() -> None:
    """Knowledge graphs of Chinese budget-performance documents (绩效目标申报表 and their kin).

    Units 单位, projects 项目, indicators 指标 and policy bases 立项依据, each fact with its sentence.

    \b
    kg build examples/forms --out out    make a graph
    kg info out                          what it holds
    kg view out                          browse it
    """


for command in (
    making.build,
    making.info,
    asking.query,
    asking.view,
    asking.check,
    asking.export,
    linking.links,
    networks.network,
    differences.diff,
    serving.serve,
    reading.extract,
    reading.text,
    reading.cite,
    judging.sample,
    judging.evaluate,
):
    main.add_command(command)
