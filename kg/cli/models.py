"""--model: which trained model, if any, finds names beside the rules; and what of that kind is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.console import complain, show_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.entities import Model


def model_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--model` and `--model-org`, None where they are not given."""
    named = click.option(
        "--model",
        "choice",
        metavar="auto|rules|NAME",
        help="A spaCy model that finds persons and places beside the rules: none (rules, as by default), spaCy's own "
        "if installed (auto), or a package or folder. 命名实体模型",
    )
    organisations = click.option(
        "--model-org",
        "organisations",
        is_flag=True,
        default=None,
        help="Let the model find organisations too. 模型也识别机构",
    )
    return named(organisations(command))


def model_of(choice: str, organisations: bool) -> Model | None:
    """The model that is meant, loaded so that what is wrong with it shows at once. Raises `ModelError`."""
    from extractors.entities.models import AUTO, ModelError, chosen, installed

    if choice == AUTO:
        complain(*(problem for problem in installed() if isinstance(problem, ModelError)))
    model = chosen(choice, organisations=organisations)
    if model:
        model.load()
    return model


def show_models() -> None:
    """What finds names here: the rules, and spaCy's models as they are installed."""
    from extractors.entities.models import OFFICIAL, ModelError, installed

    found = installed()
    rows = [
        (m.name, m.version, m.licence, " ".join(m.components)) for m in found if not isinstance(m, ModelError)
    ]
    columns = ("name", "version", "licence", "components")
    show_table("models 命名实体模型", columns, [("rules", *_rules()), *rows])
    if not rows:
        click.echo(f"none of spaCy's own is installed ({', '.join(reversed(OFFICIAL))})")
    complain(*(problem for problem in found if isinstance(problem, ModelError)))


def _rules() -> tuple[str, str, str]:
    """Version, licence and component of the rules: those of this product."""
    from kg.graph import software_version

    return software_version(), "MIT", "jixiao_entities"
