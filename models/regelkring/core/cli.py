"""The command line: list, describe, run, sweep, verify."""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import os
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import BrokenExecutor
from typing import TYPE_CHECKING, NoReturn

from .check import NothingToVerify, check_files, files_in, given_assignment, line
from .cluster import SweepFailed
from .library import UnknownModel
from .parameters import ParameterError
from .plan import SweepError
from .table import text_table
from .verify import REPRODUCED
from .words import measures

if TYPE_CHECKING:
    from .library import Library

PACKAGE = __name__.split(".")[0]
AXIS = "given as NAME=LOW:HIGH:POINTS or as NAME=VALUE,VALUE,…"
FAILED, MISUSED, INTERRUPTED = 1, 2, 130


class Misuse(ValueError):
    """The words of a command are wrong."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the usage."""

    def error(self, message: str) -> NoReturn:
        raise Misuse(f"{message} (see {self.prog} --help)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0, or 2 with one sentence on standard error and nothing written.

    A sweep that breaks off returns 1, one that is interrupted 130; both can be resumed. `verify` returns 1
    when a report is not reproduced.
    """
    library: Library = importlib.import_module(PACKAGE).LIBRARY
    try:
        asked, rest = _parser().parse_known_args(arguments)
        if rest and asked.command != "run":
            raise ParameterError(rest[0], "", f"an option of {PACKAGE} {asked.command}")
        return int(asked.act(library, asked, rest))
    except (Misuse, ParameterError, UnknownModel, SweepError, NothingToVerify, OSError) as error:
        print(f"{PACKAGE}: {error}", file=sys.stderr)
        return MISUSED
    except SweepFailed as error:
        print(f"{PACKAGE}: {error} Finished runs are kept: add --resume.", file=sys.stderr)
        return FAILED
    except BrokenExecutor:
        print(f"{PACKAGE}: a process was ended from outside; try --workers 1.", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        kept = " Finished runs are kept: add --resume." if asked.command == "sweep" else ""
        print(f"{PACKAGE}: interrupted.{kept}", file=sys.stderr)
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = Parser(PACKAGE, allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)

    listing = commands.add_parser("list", help="the models, one a line")
    listing.set_defaults(act=_list)

    describe = commands.add_parser("describe", help="a model's card")
    describe.set_defaults(act=_describe)

    run = commands.add_parser(
        "run", help="one run: --PARAMETER VALUE for each parameter", allow_abbrev=False
    )
    run.add_argument("--seed", default="1")
    run.add_argument("--json", action="store_true", help="print one JSON object")
    run.add_argument("--rows", action="store_true", help="with --json: the rows as well")
    run.add_argument("--csv", metavar="FILE", help="write the rows to FILE")
    run.set_defaults(act=_run)

    sweep = commands.add_parser(
        "sweep", help="many runs: points of parameters x seeds", allow_abbrev=False
    )
    sweep.add_argument(
        "--axis", action="append", default=[], metavar="NAME=LOW:HIGH:POINTS",
        help="evenly spread points, or NAME=VALUE,VALUE,…; more axes: all combinations",
    )  # fmt: skip
    sweep.add_argument(
        "--set", nargs="+", action="extend", default=[], metavar="NAME=VALUE",
        help="other parameters that are not at their defaults",
    )  # fmt: skip
    sweep.add_argument("--seeds", required=True, metavar="N", help="seeds at each point")
    sweep.add_argument("--first-seed", default="1", metavar="SEED")
    place = sweep.add_mutually_exclusive_group()
    place.add_argument("--scheduler", metavar="ADDRESS", help="a Dask cluster, as tcp://HOST:PORT")
    place.add_argument("--workers", metavar="N", help="local processes, one a core by default")
    output = sweep.add_mutually_exclusive_group(required=True)
    output.add_argument("--csv", metavar="FILE", help="write the runs to FILE")
    output.add_argument("--parquet", metavar="FILE", help="the same as Parquet")
    sweep.add_argument("--summary", metavar="FILE", help="write the printed table as CSV")
    sweep.add_argument("--resume", action="store_true", help="go on with what FILE.part has")
    sweep.add_argument("--progress", action="store_true", help="also when not on a terminal")
    sweep.set_defaults(act=_sweep)

    verify = commands.add_parser("verify", help="rerun reports and compare")
    verify.add_argument("files", nargs="+", metavar="FILE|FOLDER")
    verify.add_argument("--json", action="store_true", help="print one JSON object a file")
    verify.add_argument(
        "--assignment", metavar="FILE|ADDRESS",
        help="check against this assignment, not against the one that a report carries",
    )  # fmt: skip
    verify.add_argument("--workers", metavar="N", help="processes, one a core by default")
    verify.set_defaults(act=_verify)

    for command in (describe, run, sweep):
        command.add_argument("slug")
    for command in (listing, describe, run):
        command.add_argument("--lang", choices=("nl", "en"), default="en")
    return parser


def _list(library: Library, asked: argparse.Namespace, _: list[str]) -> int:
    width = max(map(len, library.slugs()))
    for model in library.models():
        print(f"{model.slug:{width}}  {model.title.in_language(asked.lang)}")
    return 0


def _describe(library: Library, asked: argparse.Namespace, _: list[str]) -> int:
    print(library.describe(asked.slug, asked.lang), end="")
    return 0


def _run(library: Library, asked: argparse.Namespace, rest: list[str]) -> int:
    run = library.run(asked.slug, seed=asked.seed, **_values(rest))
    if asked.csv:
        with open(asked.csv, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(run.rows[0]))
            writer.writeheader()
            writer.writerows(run.rows)
    if asked.json:
        print(json.dumps(run.as_dict(asked.rows), ensure_ascii=False))
    else:
        for label, value in measures(library.model(run.model), run.summary, asked.lang).items():
            print(f"{label}: {value}")
        print(f"fingerprint: {run.fingerprint}")
    return 0


def _values(rest: list[str]) -> dict[str, str]:
    """`--name value` or `--name=value`, hyphens as underscores; raises ParameterError for anything else."""
    values: dict[str, str] = {}
    words = iter(rest)
    for word in words:
        name, equals, value = word.partition("=")
        key = name[2:].replace("-", "_")
        if not name.startswith("--") or not key:
            raise ParameterError(word, "", "given as --name value")
        if not equals:
            value = next(words, "")
            if not value:
                raise ParameterError(key, "", "followed by a value")
        values[key] = value
    return values


def _sweep(library: Library, asked: argparse.Namespace, _: list[str]) -> int:
    progress = _Progress() if asked.progress or sys.stderr.isatty() else None
    try:
        sweep = library.sweep(
            asked.slug,
            axes=_pairs(asked.axis, "axis", AXIS),
            fixed=_pairs(asked.set, "set", "given as NAME=VALUE"),
            seeds=asked.seeds,
            first_seed=asked.first_seed,
            scheduler=asked.scheduler,
            workers=asked.workers,
            csv=asked.csv,
            parquet=asked.parquet,
            summary=asked.summary,
            resume=asked.resume,
            progress=progress,
        )
    finally:
        if progress:
            progress.end()
    print(text_table(sweep.summary), end="")
    return 0


def _pairs(words: Iterable[str], option: str, form: str) -> dict[str, str]:
    """`name=value` words by name, hyphens as underscores; raises ParameterError or SweepError."""
    pairs: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        key = name.replace("-", "_")
        if not equals or not key:
            raise ParameterError(f"--{option}", word, form)
        if key in pairs:
            raise SweepError(f"--{option} names {key} twice.")
        pairs[key] = value
    return pairs


class _Progress:
    """A bar on standard error: one line that is redrawn on a terminal, a line for each tenth elsewhere."""

    WIDTH = 30

    def __init__(self) -> None:
        self._redraws, self._under_way, self._tenth = sys.stderr.isatty(), False, -1

    def __call__(self, done: int, runs: int) -> None:
        full = self.WIDTH * done // runs
        line = f"[{'#' * full}{'.' * (self.WIDTH - full)}] {done} of {runs} runs"
        if self._redraws:
            self._under_way = True
            print(f"\r{line}", end="", file=sys.stderr, flush=True)
        elif self._tenth != 10 * done // runs:
            self._tenth = 10 * done // runs
            print(line, file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line as it is; what is said next stands below it."""
        if self._under_way:
            print(file=sys.stderr)


def _verify(library: Library, asked: argparse.Namespace, _: list[str]) -> int:
    workers = asked.workers or str(os.cpu_count() or 1)
    if not workers.isascii() or not workers.isdecimal() or not 1 <= int(workers[:6]) <= 512:
        raise Misuse(f"--workers must be a whole number from 1 to 512, not {workers!r}.")
    paths = files_in(asked.files)
    assignment = given_assignment(asked.assignment) if asked.assignment else None
    good = True
    verdicts = check_files(library, paths, assignment, int(workers))
    for path, verdict in zip(paths, verdicts, strict=True):
        good = good and verdict.outcome == REPRODUCED
        print(line(path, verdict, asked.json), flush=True)
    return 0 if good else FAILED
