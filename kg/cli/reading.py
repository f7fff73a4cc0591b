"""kg extract, kg text, kg cite: what is read from documents, without building anything."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.console import complain, show_table
from kg.cli.group import NOTHING_USABLE, SOME_UNUSABLE, verbose_option
from kg.cli.models import model_of, model_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.policies import CitedDocument


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="INPUT...")
@click.option(
    "--format", type=click.Choice(["jsonl"]), default="jsonl", show_default=True, expose_value=False
)
@click.option(
    "--with-personal-data",
    "personal_data",
    is_flag=True,
    help="Also contact persons and telephone numbers. 包括联系人与电话",
)
@model_options
@click.option("-j", "--jobs", type=click.IntRange(min=1), default=1, metavar="N", help="Processes. 进程数")
@verbose_option
@click.pass_context
def extract(
    ctx: click.Context,
    inputs: tuple[Path, ...],
    personal_data: bool,
    choice: str | None,
    organisations: bool | None,
    jobs: int,
) -> None:
    """Print the records of files, folders and ZIP archives 抽取记录, one JSON object a form.

    \b
    kg extract examples/forms > records.jsonl
    """
    from extractors.records import to_json
    from kg.build.documents import Failure, examinations, without_form
    from kg.build.inputs import find

    model = model_of(choice or "rules", bool(organisations))
    files, unused = find(inputs)
    complain(*unused)
    problems, forms = len(unused), 0
    for file, result in zip(files, examinations(files, personal_data, jobs, model), strict=True):
        if not isinstance(result, Failure) and not result.records:
            result = without_form(file, result.read.coverage)
        if isinstance(result, Failure):
            complain(result.unused)
            problems += 1
            continue
        for record in result.records:
            click.echo(to_json(record).decode())
            forms += 1
    ctx.exit(NOTHING_USABLE if not forms else SOME_UNUSABLE if problems else 0)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@verbose_option
def text(file: Path) -> None:
    """Print the text of a document 打印文本, to which all offsets refer.

    \b
    kg text form.txt
    kg text 'forms.zip!/folder/form.docx'
    """
    from extractors.archives import read_named

    sys.stdout.write(read_named(file).text)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE|-")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "html"]), default="table", show_default=True
)
@click.option(
    "--documents", is_flag=True, help="The distinct documents instead of every citation. 汇总到文件"
)
@click.option(
    "--references/--no-references",
    default=True,
    show_default=True,
    help="Also what refers back to a document: 该通知, 同上, 36号文. 回指",
)
@click.option(
    "--vocabulary",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Local tables (agencies.tsv, laws.tsv …) beside the program's own. 本地词表",
)
@verbose_option
def cite(file: Path, form: str, documents: bool, references: bool, vocabulary: Path | None) -> None:
    """Find the citations of official documents in any text 识别政策引用.

    A reference to a document named before (该通知, 《评选办法》 after 以下简称) is `inherited`: it carries number and
    title of the document it means, and is no further document. html prints the text with its citations marked.

    \b
    echo 根据沪府规〔2016〕168号，按该文件 | kg cite -
    kg cite --documents report.docx
    kg cite --format html notice.txt > notice.html
    """
    from extractors.policies import aggregate_citations, find_citations, resolve_citations
    from extractors.records import to_json
    from extractors.vocabulary import use_local

    if vocabulary:
        use_local(vocabulary)
    content = _content(file)
    citations = resolve_citations(content) if references else find_citations(content)
    if form == "html":
        from outputs.citations import page

        click.echo(page(str(file), content, citations))
    elif form == "json":
        click.echo(to_json(aggregate_citations(citations) if documents else citations).decode())
    elif documents:
        _show_documents(aggregate_citations(citations))
    else:
        columns = ("start", "surface", "number", "title", "issuer", "nature", "status")
        show_table("", columns, [[getattr(each, column) for column in columns] for each in citations])


def _show_documents(documents: Sequence[CitedDocument]) -> None:
    columns = ("citations", "number", "title", "issuer", "jurisdiction", "nature")
    rows = [(len(each.citations), *(getattr(each, c) for c in columns[1:])) for each in documents]
    show_table("", columns, rows)


def _content(file: Path) -> str:
    from extractors.archives import read_named
    from extractors.document import ReadError
    from extractors.read.encoding import decode

    if str(file) != "-":
        return read_named(file).text
    content = decode(sys.stdin.buffer.read())
    if content is None:
        raise ReadError("-", "is not text in a known encoding", "convert it to UTF-8")
    return content
