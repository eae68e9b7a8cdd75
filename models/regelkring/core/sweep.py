"""A sweep: every point of a plan with every seed, with a journal to resume from.

Each result is known by its point and seed, so neither order nor interruptions show in the output.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .cluster import connect, need, results
from .journal import Journal
from .plan import Plan, SweepError, make_plan, whole
from .table import Table, run_rows, summary_rows, write_csv, write_parquet

if TYPE_CHECKING:
    from .library import Library

type Path = str | os.PathLike[str]


@dataclass(frozen=True)
class Sweep:
    """A finished sweep. `rows`: one a run; `summary`: one a point and measure, over the seeds."""

    plan: Plan
    rows: Table
    summary: Table


def run_sweep(
    library: Library,
    slug: str,
    *,
    axes: Mapping[str, object] | None = None,
    fixed: Mapping[str, object] | None = None,
    seeds: object = 1,
    first_seed: object = 1,
    scheduler: str | None = None,
    workers: object = None,
    csv: Path | None = None,
    parquet: Path | None = None,
    summary: Path | None = None,
    resume: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Sweep:
    """Every point of the axes with every seed, on Dask: in local processes, or on the cluster at `scheduler`.

    An axis is "low:high:points", "value,value,…" or a sequence of values; `fixed` sets other parameters.
    Runs go to `csv` or `parquet`, the summary over the seeds to `summary`. An interrupted sweep leaves its
    runs in a file named as the output with `.part`; `resume` takes them up. `progress` is called with the
    number of finished runs and of all runs.

    Raises UnknownModel, ParameterError or SweepError before anything is written, SweepFailed afterwards.
    """
    plan = make_plan(library.model(slug), axes or {}, fixed or {}, seeds, first_seed)
    if workers is not None and scheduler is not None:
        raise SweepError("Give workers for local processes or a scheduler, not both.")
    count = None if workers is None else whole("workers", workers, 1, 4096)
    output = _output(csv, parquet, summary, resume)
    if parquet:
        need("pyarrow.parquet")
    journal = Journal(f"{output}.part" if output else None, plan, resume)
    todo = [number for number in range(len(plan)) if number not in journal.finished]
    if todo:
        say = progress or _say_nothing
        with connect(scheduler, count) as client, journal:
            say(len(journal.finished), len(plan))
            for batch in results(client, library.package, plan, todo):
                journal.add(batch)
                say(len(journal.finished), len(plan))
    sweep = Sweep(plan, run_rows(plan, journal.finished), summary_rows(plan, journal.finished))
    if csv:
        write_csv(os.fspath(csv), sweep.rows)
    if parquet:
        write_parquet(os.fspath(parquet), sweep.rows, plan.identity())
    if summary:
        write_csv(os.fspath(summary), sweep.summary)
    journal.remove()
    return sweep


def _say_nothing(done: int, runs: int) -> None:
    pass


def _output(
    csv: Path | None,
    parquet: Path | None,
    summary: Path | None,
    resume: bool,
) -> str | None:
    """Where the runs go; raises SweepError for what cannot be written."""
    if csv and parquet:
        raise SweepError("Give csv or parquet, not both.")
    output = csv or parquet
    if resume and not output:
        raise SweepError("To resume, give the csv or parquet file that the sweep was to write.")
    for path in (path for path in (output, summary) if path):
        if os.path.isdir(path):
            raise SweepError(f"{path} is a folder, not a file to write.")
        if not os.path.isdir(os.path.dirname(os.path.abspath(path))):
            raise SweepError(f"{path} cannot be written: its folder does not exist.")
    if output and summary and os.path.abspath(output) == os.path.abspath(summary):
        raise SweepError(f"{summary} cannot hold both the runs and their summary.")
    return os.fspath(output) if output else None
