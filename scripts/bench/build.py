"""How long a build takes: nothing cached, nothing changed, one chapter changed, one model changed."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from ..book import GENERATOR, Book
from .result import Result, middle

SHARED = ("docs", "models", "notebooks", "mkdocs.yml")


def bench(book: Book) -> Iterator[Result]:
    """Seconds, each against its budget, in a copy of the book."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "book"
        for name in (*SHARED, *(f"mkdocs.{one}.yml" for one in book.languages[1:])):
            source = book.root / name
            if source.is_dir():
                ignore = shutil.ignore_patterns("__pycache__")
                shutil.copytree(source, copy / name, ignore=ignore)
            else:
                text = source.read_text().replace("scripts/hook.py", str(GENERATOR / "hook.py"))
                (copy / name).write_text(text)
        yield Result("build, nothing cached", _build(copy), "s", 180)
        yield Result("build, nothing changed", middle([_build(copy) for _ in range(3)]), "s", 3)
        chapter = next(book.outline.chapters()).slug
        page = copy / "docs" / book.languages[0] / f"{chapter}.md"
        yield Result("build, one chapter changed", _changed(copy, page, "\nNog een zin.\n"), "s", 5)
        model = copy / "models" / book.package / book.model_source(book.library.slugs()[0]).name
        yield Result("build, one model changed", _changed(copy, model, "\n# changed\n"), "s", 20)


def _changed(copy: Path, path: Path, more: str) -> float:
    """The median of three builds, each after a change to that file."""
    times = []
    for _ in range(3):
        path.write_text(path.read_text() + more)
        times.append(_build(copy))
    return middle(times)


def _build(folder: Path) -> float:
    start = perf_counter()
    subprocess.run(
        [sys.executable, "-m", "scripts", "--root", str(folder), "build"],
        cwd=GENERATOR.parent, check=True, capture_output=True,
    )  # fmt: skip
    return perf_counter() - start
