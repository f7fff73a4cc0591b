"""How every command begins and ends: its exit code, and what is said when something goes wrong.

0 good · 1 built, but some inputs could not be used · 2 usage, or nothing usable · 3 a defect of ours ·
130 interrupted
"""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING, Any

import click

from kg.cli.console import VERBOSE, complain, is_verbose, silence_stdout, use_utf8, write_log

if TYPE_CHECKING:
    from collections.abc import Callable

SOME_UNUSABLE, NOTHING_USABLE, DEFECT, INTERRUPTED = 1, 2, 3, 130


class Commands(click.Group):
    """A group whose commands end as the contract says; a traceback is never shown unasked."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        use_utf8()  # before any help is printed
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except (KeyboardInterrupt, click.Abort):
            complain("interrupted")
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            silence_stdout()
            ctx.exit(0)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except Exception as error:
            ctx.exit(_explain(error))
        return result


def _explain(error: Exception) -> int:
    """Say what went wrong; the exit code. Only what is not foreseen counts as a defect."""
    from extractors.document import ReadError
    from extractors.entities.models import ModelError
    from extractors.vocabulary import VocabularyError
    from kg.store import BuildError
    from outputs.diff import DiffError
    from outputs.evaluation.gold import EvaluationError
    from outputs.export import ExportError
    from outputs.guard import QueryError

    details = "".join(traceback.format_exception(error))
    if is_verbose():
        click.echo(details, err=True)
    foreseen = (
        BuildError,
        DiffError,
        EvaluationError,
        ExportError,
        ModelError,
        QueryError,
        ReadError,
        VocabularyError,
    )
    if isinstance(error, foreseen):
        complain(error)
        return NOTHING_USABLE
    return defect(details, type(error).__name__)


def defect(details: str, name: str = "") -> int:
    """Say that something is wrong with this program, and where the traceback lies; the exit code."""
    complain(f"internal error {name}; please report it, with the log {write_log(details)}")
    return DEFECT


def verbose_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`-v`, which commands find by `is_verbose()`."""

    def note(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            ctx.find_root().meta[VERBOSE] = True

    return click.option(
        "-v",
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=note,
        help="Say more on stderr. 详细输出",
    )(command)
