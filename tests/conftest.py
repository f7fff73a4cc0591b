"""Fixtures that every test may use."""

from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run; `--hypothesis-profile=explore` looks for new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("repeatable")

ROOT = Path(__file__).parents[1]


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Files built for a test are named by their parameter: their bytes (a ZIP holds the time) differ by process."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real documents that stand beside a checkout, where there are any; they are never part of it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no folder of real documents beside this checkout")
    return folder


@pytest.fixture(scope="session")
def site_with_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for `sys.path` with a small trained model, installed under the name of spaCy's own."""
    from spacy_models import install, trained

    folder = tmp_path_factory.mktemp("site")
    install(trained(), folder, "zh_core_web_sm", "3.8.0")
    return folder
