"""Reports by the folder: read each, rerun what it records, say one line about it.

No file is trusted: whatever is in it, it gets a verdict. Many files are spread over processes; what is
said stands in the order of the files.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

from .assignment import Assignment, AssignmentError, from_fragment, read_assignment
from .reading import Unreadable, read_file
from .verify import NOT_A_REPORT, Verdict, verify_report

if TYPE_CHECKING:
    from .library import Library

FEW = 16  # files that one process does sooner than it takes to start others
LEFTOVERS = {"thumbs.db", "desktop.ini", "__macosx"}  # what systems leave in a folder


class NothingToVerify(ValueError):
    """There is no file, or what was given as an assignment is none."""


def check_file(library: Library, path: str, assignment: Assignment | None = None) -> Verdict:
    """What came of the report in a file; raises nothing."""
    try:
        report = read_file(path)
    except Unreadable as error:
        return Verdict(NOT_A_REPORT, why=error.why, said=str(error))
    except OSError as error:
        return Verdict(NOT_A_REPORT, why="json", said=error.strerror or "it cannot be read")
    return verify_report(library, report, assignment)


def check_files(
    library: Library, paths: list[str], assignment: Assignment | None, workers: int
) -> Iterator[Verdict]:
    """The verdict of every file, in order; on several processes if there are many."""
    hands = min(workers, 1 + len(paths) // FEW)
    if hands < 2:
        yield from (check_file(library, path, assignment) for path in paths)
        return
    with ExitStack() as stack:
        pool = ProcessPoolExecutor(hands, get_context("spawn"))  # the same on every system
        stack.callback(pool.shutdown, wait=False, cancel_futures=True)  # also when interrupted
        work = partial(_elsewhere, library.package, assignment)
        yield from pool.map(work, paths, chunksize=4)


def _elsewhere(package: str, assignment: Assignment | None, path: str) -> Verdict:
    return check_file(importlib.import_module(package).LIBRARY, path, assignment)


def files_in(names: Iterable[str]) -> list[str]:
    """The files named, and those in the folders named and all below them, sorted; each once.

    Hidden files and what a system leaves behind do not count. Raises OSError for a name that is not there.
    """
    found: list[str] = []
    for name in names:
        if os.path.isdir(name):
            for folder, folders, files in os.walk(name):
                folders[:] = sorted(filter(_counts, folders))
                places = [os.path.join(folder, file) for file in sorted(filter(_counts, files))]
                found += filter(os.path.isfile, places)
        else:
            os.stat(name)
            found.append(name)
    if not found:
        raise NothingToVerify("There is no file to verify.")
    return list(dict.fromkeys(found))


def _counts(name: str) -> bool:
    return not name.startswith(".") and name.lower() not in LEFTOVERS


def given_assignment(text: str) -> Assignment:
    """The assignment in a file or in an address with `#a=`; raises NothingToVerify or OSError."""
    _, mark, fragment = text.partition("#a=")
    try:
        return from_fragment(fragment) if mark else read_assignment(read_file(text))
    except (AssignmentError, Unreadable) as error:
        raise NothingToVerify(f"--assignment: {error}.") from None


def line(path: str, verdict: Verdict, as_json: bool) -> str:
    """What is printed of a file: one line, whatever its name is."""
    if as_json:
        names = {"file": path, "verdict": verdict.outcome, "run": verdict.run}
        return json.dumps({**names, "why": verdict.why, "said": verdict.said})
    why = f" ({verdict.why})" if verdict.why else ""
    shown = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in path)
    encoding = sys.stdout.encoding or "utf-8"
    return f"{shown}: {verdict}{why}".encode(encoding, "backslashreplace").decode(encoding)
