"""Steps a second of every model at its defaults, in CPython and in Pyodide; Schelling against Mesa."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from ..book import GENERATOR, Book
from ..runtime import PYODIDE, build_wheel
from .result import Result, middle

PROGRAM = """
import importlib, json, sys
from time import perf_counter
library = importlib.import_module(sys.argv[1]).LIBRARY
found = {}
for slug in library.slugs():
    times = []
    for seed in range(1, 4):
        start = perf_counter()
        rows = library.run(slug, seed=seed).rows
        times.append(perf_counter() - start)
    found[slug] = [len(rows), sorted(times)[1]]
print(json.dumps(found))
"""


def bench(book: Book) -> Iterator[Result]:
    """Milliseconds a default run, and how much slower Pyodide is."""
    native = _native(book)
    inside = _inside(book)
    for slug, (steps, seconds) in native.items():
        yield Result(f"{slug}: CPython", steps / seconds, "steps/s")
        yield Result(f"{slug}: Pyodide", steps / inside[slug][1], "steps/s")
        yield Result(f"{slug}: a default run in Pyodide", 1000 * inside[slug][1], "ms", 300)
        yield Result(f"{slug}: Pyodide to CPython", inside[slug][1] / seconds, "x")
    if compared := book.outline.bench.get("schelling"):
        yield from _mesa(book, compared)


def _native(book: Book) -> dict[str, Any]:
    import contextlib
    import io
    import sys

    assert book.library
    output = io.StringIO()
    arguments, sys.argv = sys.argv, ["bench", book.package]
    with contextlib.redirect_stdout(output):
        exec(PROGRAM, {})
    sys.argv = arguments
    found: dict[str, Any] = json.loads(output.getvalue())
    return found


def _inside(book: Book) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "main.py"
        program.write_text(PROGRAM)
        done = subprocess.run(
            ["node", str(GENERATOR / "browser/pyrun.mjs"), "--pyodide", str(PYODIDE),
             "--wheel", str(build_wheel(book)), str(program), book.package],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _mesa(book: Book, slug: str) -> Iterator[Result]:
    """Schelling's model at the same size, density and wish: rounds a second against Mesa's own example."""
    try:
        from mesa.examples.basic.schelling.model import Schelling, SchellingScenario
    except ImportError:
        print("mesa is not installed: no comparison (make bench installs it)")
        return
    size, rounds, ours, theirs = 30, 30, [], []
    for seed in range(1, 6):
        start = perf_counter()
        book.library.run(slug, seed=seed, size=size, full=0.8, wanted=0.4, rounds=rounds)
        ours.append(perf_counter() - start)
        scenario = SchellingScenario(width=size, height=size, density=0.8, homophily=0.4, rng=seed)
        start = perf_counter()
        model = Schelling(scenario)
        for _ in range(rounds):
            model.step()
        theirs.append(perf_counter() - start)
    yield Result(f"{slug}: Mesa's time to ours, same run", middle(theirs) / middle(ours), "x")
