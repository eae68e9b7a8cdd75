"""The command line: list, describe, run, verify."""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .library import UnknownModel
from .parameters import ParameterError
from .verify import REPRODUCED
from .words import measures

if TYPE_CHECKING:
    from .library import Library

PACKAGE = __name__.split(".")[0]
MISUSED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0, or 2 with one sentence on standard error and nothing written."""
    library: Library = importlib.import_module(PACKAGE).LIBRARY
    asked, rest = _parser().parse_known_args(arguments)
    try:
        if rest and asked.command != "run":
            raise ParameterError(rest[0], "", f"an option of {PACKAGE} {asked.command}")
        return int(asked.act(library, asked, rest))
    except (ParameterError, UnknownModel, OSError) as error:
        print(f"{PACKAGE}: {error}", file=sys.stderr)
        return MISUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(PACKAGE, allow_abbrev=False)
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

    verify = commands.add_parser("verify", help="rerun reports and compare")
    verify.add_argument("files", nargs="+", metavar="FILE")
    verify.set_defaults(act=_verify)

    for command in (describe, run):
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


def _verify(library: Library, asked: argparse.Namespace, _: list[str]) -> int:
    good = True
    for path in asked.files:
        try:
            with open(path, encoding="utf-8") as file:
                report = json.load(file)
        except (ValueError, RecursionError):
            report = None
        verdict = library.verify(report)
        good = good and verdict.outcome == REPRODUCED
        print(f"{path}: {verdict}")
    return 0 if good else 1
