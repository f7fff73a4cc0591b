"""The whole way: inputs → documents → records → links → shards → store → commit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.vocabulary import use_local
from kg import engines
from kg.build import shards
from kg.build.config import Config, namespace
from kg.build.documents import Outcome, Task, died, process
from kg.build.inputs import Source, distinct, find
from kg.build.recipe import recipe, versions
from kg.build.report import Log, Watcher
from kg.link.decisions import Decisions, read_decisions
from kg.link.rulebook import said
from kg.store import BuildDirectory, BuildError, Covered, Generation, Input, Layout, Unused, claim
from kg.store.directory import REVIEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractors.entities import Model
    from kg.build.shards import Graph

_WORTH_PROCESSES = 2 << 20
"""Bytes of documents from which several processes gain more than their start costs (seconds each)."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. Without a number of `jobs` there are as many as the work is worth."""

    config: Config = field(default_factory=Config)
    personal_data: bool = False
    jobs: int | None = None
    model: Model | None = None

    @property
    def recipe(self) -> str:
        """The recipe of extractions with these options."""
        return recipe(self.personal_data, self.model.identity if self.model else "")

    @property
    def said(self) -> str:
        """What stands in the graph of the options that decide what is extracted and told."""
        model = f"model={self.model.identity}" if self.model else ""
        rules = f"rules={said(self.config.rules)}" if self.config.rules else ""
        return " ".join(filter(None, ("personal-data" if self.personal_data else "", model, rules)))


class NothingUsable(Exception):  # noqa: N818 (it is about the inputs)
    """No input holds a form, and nothing was built. `defects` are tracebacks, where that is our fault."""

    def __init__(self, unused: Iterable[Unused], defects: Iterable[str] = ()) -> None:
        super().__init__("no input holds a form")
        self.unused, self.defects = tuple(unused), tuple(defects)


def build(
    inputs: Iterable[Path], out: Path, options: Options | None = None, watcher: Watcher | None = None
) -> Generation:
    """Build the graph of the documents in `inputs` in the directory `out`, and commit it.

    What could not be used, decisions on links included, is told in the generation. Raises `NothingUsable`
    where nothing could, `BuildError` where `out` cannot be written or the decisions cannot be read, and
    `VocabularyError` where local tables are not as they must be; then and at any other end, the last build
    stands.
    """
    started = datetime.now(UTC)
    options = options or Options()
    minting = namespace(options.config.base)
    if options.config.vocabulary:
        use_local(Path(options.config.vocabulary))
    decisions = _decisions(options.config.links, out)
    files, missing = find(inputs, leave_out=out)
    sources, unopened = distinct(files)
    unused = [*missing, *unopened]
    if not sources:
        raise NothingUsable(unused)
    with claim(out) as directory:
        with directory.draft() as draft, draft.log.open("wb") as file:
            log = Log(file, watcher or Watcher())
            outcomes = _extract(sources, directory, draft, options, log)
            _require_forms(outcomes, unused, directory, options)
            draft.put_coverage(_covered(outcomes))
            graph = shards.write(draft, minting, decisions, options.said, log, options.config.rules)
        generation = _describe(draft, started, options, outcomes, unused, graph)
        directory.commit(generation)
    return generation


def _decisions(links: str | None, out: Path) -> Decisions:
    """What persons decided. A build writes its own review list, which is therefore no place for decisions."""
    if links is None:
        return Decisions()
    path = Path(links)
    if path.resolve() == (out / REVIEW).resolve():
        what = "is written anew by every build"
        raise BuildError(path, what, "give a copy of it as --links, beside the inputs")
    return read_decisions(path)


def _extract(
    sources: Sequence[Source], directory: BuildDirectory, draft: Layout, options: Options, log: Log
) -> list[Outcome]:
    """Put text and records of all documents into the generation and into the cache."""
    made_after = options.recipe
    tasks = [
        Task(
            source,
            draft,
            directory.entry(made_after, source.sha256),
            options.personal_data,
            options.model,
            options.config.rules,
        )
        for source in sources
    ]
    log.begin("documents", len(tasks))
    outcomes = []
    for outcome in engines.run(process, tasks, options.jobs or _jobs(tasks), died):
        log.document(outcome)
        outcomes.append(outcome)
    return outcomes


def _jobs(tasks: Sequence[Task]) -> int:
    """As many as there are processors if there is much to extract, else one."""
    new = sum(task.source.size for task in tasks if not task.entry.exists())
    return engines.processors() if new >= _WORTH_PROCESSES else 1


def _require_forms(
    outcomes: Sequence[Outcome], unused: Sequence[Unused], directory: BuildDirectory, options: Options
) -> None:
    """Raise `NothingUsable` where no document holds a form, and leave nothing of them behind."""
    if any(outcome.forms for outcome in outcomes):
        return
    for outcome in outcomes:
        if not outcome.from_cache:
            entry = directory.entry(options.recipe, outcome.source.sha256)
            entry.unlink(missing_ok=True)
    failures = [outcome.failure for outcome in outcomes if outcome.failure]
    defects = (failure.defect for failure in failures if failure.defect)
    raise NothingUsable((*unused, *(failure.unused for failure in failures)), defects)


def _covered(outcomes: Iterable[Outcome]) -> Iterator[Covered]:
    """What was recognised in each document that could be read."""
    for outcome in outcomes:
        if outcome.coverage:
            source = outcome.source
            yield Covered(name=source.name, sha256=source.sha256, coverage=outcome.coverage)


def _describe(
    draft: Layout,
    started: datetime,
    options: Options,
    outcomes: Sequence[Outcome],
    unused: Sequence[Unused],
    graph: Graph,
) -> Generation:
    failed = (outcome.failure.unused for outcome in outcomes if outcome.failure)
    return Generation(
        id=draft.folder.name,
        created=started.isoformat(timespec="seconds"),
        seconds=round((datetime.now(UTC) - started).total_seconds(), 3),
        graph=graph.fingerprint,
        triples=graph.triples,
        counts=graph.counts,
        base=options.config.base,
        personal_data=options.personal_data,
        recipe=options.recipe,
        model=options.model.identity if options.model else "",
        rules=dict(sorted(options.config.rules.items())),
        versions=versions(),
        inputs=tuple(_input(outcome) for outcome in outcomes if outcome.forms),
        unused=(*unused, *failed, *graph.unused),
    )


def _input(outcome: Outcome) -> Input:
    source = outcome.source
    return Input(
        path=source.file.absolute,
        name=source.name,
        sha256=source.sha256,
        bytes=source.size,
        forms=outcome.forms,
        same_as=source.same_as,
    )
