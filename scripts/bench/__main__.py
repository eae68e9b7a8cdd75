"""`python -m scripts.bench`: measure the models and the site on this machine; print and keep the results."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from ..book import Book
from . import browser, build, models
from .result import Result, mean, table

ROUNDS = {
    "browser": 3
}  # the others take their medians within one; a build from nothing takes minutes


def main() -> int:
    """Run the benches named on the command line (models, browser, build), or all."""
    book = Book(Path.cwd())
    benches = {"models": models.bench, "browser": browser.bench, "build": build.bench}
    wanted = sys.argv[1:] or list(benches)
    results: list[Result] = []
    for name in wanted:
        rounds: list[list[Result]] = []
        for _ in range(ROUNDS.get(name, 1)):
            rounds.append([])
            for result in benches[name](book):
                print(result, flush=True)
                rounds[-1].append(result)
        results += map(mean, zip(*rounds, strict=True))
    target = book.root / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    entries = [result.as_dict() for result in results]
    target.write_text(json.dumps([*entries, machine()], indent=1), encoding="utf-8")
    print(table(results))
    missed = [result for result in results if result.ok is False]
    print(f"{len(results)} measured, {len(missed)} over budget; kept in {target}")
    return 0


def machine() -> dict[str, object]:
    """What was measured on, as one more entry."""
    words = ", ".join(_facts())
    return {"what": "machine", "value": words, "unit": "", "budget": None, "ok": None}


def _facts() -> Iterator[str]:
    yield f"{os.cpu_count()} cores"
    yield platform.platform()
    yield f"Python {platform.python_version()}"


if __name__ == "__main__":
    raise SystemExit(main())
