"""Building: from files to a committed generation."""

from kg.build.config import Config
from kg.build.pipeline import NothingUsable, Options, build
from kg.build.report import Watcher

__all__ = ["Config", "NothingUsable", "Options", "Watcher", "build"]
