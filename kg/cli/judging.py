"""kg sample, kg eval: how right the extraction is, by what people annotated."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.console import complain
from kg.cli.group import SOME_UNUSABLE, verbose_option

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from kg.store import Build
    from outputs.evaluation import Named, Report, SheetReport
    from outputs.evaluation.facts import Field
    from outputs.evaluation.sampling import Dimension


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--n", "size", type=click.IntRange(min=1), default=200, show_default=True, help="How many. 样本量"
)
@click.option(
    "--of",
    "design",
    type=click.Choice(["facts", "forms"]),
    default="facts",
    show_default=True,
    help="facts: how much of what was found is right (precision). forms: also how much was missed (recall). 抽样单位",
)
@click.option(
    "--stratify",
    default="field,layout",
    show_default=True,
    metavar="WORDS",
    help="field, layout, both, or none. 分层",
)
@click.option(
    "--field", "labels", multiple=True, metavar="NAME", help="Only this field; may be repeated. 只抽此项"
)
@click.option("--blind", is_flag=True, help="Without our answers. 盲标")
@click.option("--seed", type=int, default=0, show_default=True, help="Another sample. 随机种子")
@click.option(
    "--out", default="sample.csv", show_default=True, type=click.Path(path_type=Path), metavar="FILE"
)
@verbose_option
def sample(
    folder: Path,
    size: int,
    design: str,
    stratify: str,
    labels: tuple[str, ...],
    blind: bool,
    seed: int,
    out: Path,
) -> None:
    """Draw a sample of a build and write the sheet to annotate by hand 抽样待标注.

    The sheet is CSV for Excel. Fill in its column `answer`, and give it to kg eval.

    \b
    kg sample out --n 200 --blind --out sheet.csv
    kg eval sheet.csv out
    """
    from kg.store import Build
    from outputs import evaluation

    with Build(folder) as build:
        data, drawn = evaluation.sample(
            build,
            size,
            design="forms" if design == "forms" else "facts",
            stratify=_dimensions(stratify),
            fields=[_field(label) for label in labels],
            blind=blind,
            seed=seed,
        )
    _write_new(out, data)
    population, strata = sum(drawn.sizes.values()), len(drawn.sizes)
    spread = f"spread over {strata:,} strata" if strata > 1 else "drawn from all alike"
    click.echo(f"{out}: {len(drawn.candidates):,} of {population:,} {design}, {spread}")


@click.command("eval")
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("predictions", required=False, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--second",
    type=click.Path(path_type=Path),
    metavar="SHEET",
    help="The second annotator's sheet. 第二标注者",
)
@click.option(
    "--against",
    "earlier",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Gains and losses since. 与上次比较",
)
@click.option(
    "--save", type=click.Path(path_type=Path), metavar="FILE", help="Keep the report (JSON). 保存结果"
)
@click.option(
    "--cases",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="How many to show. 显示差异条数",
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@verbose_option
@click.pass_context
def evaluate(
    ctx: click.Context,
    gold: Path,
    predictions: Path | None,
    second: Path | None,
    earlier: Path | None,
    save: Path | None,
    cases: int,
    form: str,
) -> None:
    """Judge by what people annotated 评测: precision, recall, F1 by field, and where they differ.

    GOLD is a file of records, of snippets with citations or of target values (JSON Lines), or a sheet of kg sample.
    PREDICTIONS is a build, what kg extract printed, or - for stdin. Without it, the texts in GOLD are read anew.

    \b
    kg eval gold.jsonl --save now.json
    kg eval gold.jsonl --against now.json
    kg eval gold-records.jsonl out
    """
    from outputs import evaluation

    source = evaluation.Named.read(gold)
    before = evaluation.Named.read(earlier) if earlier else None
    other = evaluation.Named.read(second) if second else None
    problems: tuple[str, ...] = ()
    report: evaluation.Report | evaluation.SheetReport
    with _opened(predictions) as given:
        if source.is_sheet:
            _refuse("--against" if before else None, "compares runs over gold files; GOLD is a sheet")
            if isinstance(given, evaluation.Named):
                raise click.UsageError("a sheet is judged against a build, or by itself if it is not blind")
            report = evaluation.evaluate_sheet(source, given, other)
        else:
            _refuse("--second" if other else None, "is another annotator's sheet; GOLD is none")
            report, problems = evaluation.evaluate(source, given)
            if before:
                earlier_report = evaluation.read_report(before.data, before.name)
                report = evaluation.against(report, earlier_report, before.name)
    _tell(report, save, form, cases)
    complain(*problems)
    ctx.exit(SOME_UNUSABLE if problems else 0)


def _tell(report: Report | SheetReport, save: Path | None, form: str, cases: int) -> None:
    from kg.cli.scores import show
    from outputs.evaluation import EvaluationError, to_json

    content = to_json(report)
    if form == "json":
        click.echo(content.decode(), nl=False)
    else:
        show(report, cases)
    try:
        if save:
            save.write_bytes(content)
    except OSError as error:
        raise EvaluationError(
            f"{save}: cannot be written ({error.strerror}); choose another --save"
        ) from error


def _opened(path: Path | None) -> AbstractContextManager[Build | Named | None]:
    """The predictions: a build, a file, what comes on stdin, or none."""
    from kg.store import Build
    from outputs.evaluation import Named

    if path is None:
        return nullcontext(None)
    if str(path) == "-":
        return nullcontext(Named("-", sys.stdin.buffer.read()))
    return Build(path) if path.is_dir() else nullcontext(Named.read(path))


def _refuse(option: str | None, why: str) -> None:
    if option:
        raise click.UsageError(f"{option} {why}")


def _dimensions(words: str) -> list[Dimension]:
    """`field,layout` as what to stratify by, in that order."""
    known: dict[str, Dimension] = {"field": "field", "layout": "layout"}
    names = [] if words.strip() == "none" else [word.strip() for word in words.split(",")]
    for name in names:
        if name not in known:
            raise click.UsageError(f"--stratify takes field, layout, field,layout or none; not {name!r}")
    return [known[name] for name in dict.fromkeys(names)]


def _field(name: str) -> Field:
    from outputs.evaluation.answers import FIELDS

    if name not in FIELDS:
        raise click.UsageError(f"--field {name!r} is none of: {', '.join(FIELDS)}")
    return FIELDS[name]


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that does not exist: one that does may hold a week of somebody's work."""
    from outputs.evaluation import EvaluationError

    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        what = f"{path}: exists already, and may hold answers"
        raise EvaluationError(f"{what}; choose another --out, or delete it") from None
    except OSError as error:
        raise EvaluationError(
            f"{path}: cannot be written ({error.strerror}); choose another --out"
        ) from error
