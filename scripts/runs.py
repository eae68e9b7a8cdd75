"""Runs of models that pages show, kept under all that they depend on."""

from __future__ import annotations

import ast
import pickle
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .book import Book
from .cache import digest

STAGE = digest(Path(__file__))


def kept_run(book: Book, slug: str, seed: int = 1, values: Mapping[str, Any] | None = None) -> Any:
    """The model's run, made once for its model, seed and values."""
    asked = dict(values or {})
    assert book.library  # what is kept names classes of the package
    key = digest(causes(book, slug), book.tools, slug, seed, asked)
    if key not in book.runs:
        data = book.cache.made(
            "runs", key, lambda: pickle.dumps(book.library.run(slug, seed=seed, **asked))
        )
        book.runs[key] = pickle.loads(data)  # written by ourselves, below the book's own folder
    return book.runs[key]


def causes(book: Book, slug: str) -> dict[str, str]:
    """The files of the package that a run of the model depends on, each with a digest of its content."""
    found = book.causes.get(slug)
    if found is None:
        found = book.causes[slug] = {
            str(path.relative_to(book.models_folder)): digest(path)
            for path in causes_of(book, slug)
        }
    return found


def causes_of(book: Book, slug: str) -> list[Path]:
    """Its own module, the kit, and what these import."""
    package = book.models_folder / book.package
    found: set[Path] = set()
    waiting = [book.model_source(slug), *(package / "core").glob("*.py")]
    while waiting:
        path = waiting.pop()
        if path not in found and path.exists():
            found.add(path)
            waiting += _imports(book, path)
    return sorted(found)


def _imports(book: Book, path: Path) -> list[Path]:
    """The files of the package that a file may import by name."""
    folder = book.models_folder
    text = path.read_text(encoding="utf-8")
    key = digest(STAGE, str(path.relative_to(folder)), text, book.package, book.tools)
    kept = book.cache.get_json("imports", key)
    if kept is None:
        found = dict.fromkeys(_named(path, text, folder / book.package))
        kept = [str(one.relative_to(folder)) for one in found]
        book.cache.put_json("imports", key, kept)
    return [folder / name for name in kept]


def _named(path: Path, text: str, package: Path) -> Iterator[Path]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            base = package
            split = [one.name.split(".") for one in node.names]
            names = [one[1:] for one in split if one[0] == package.name]
        elif isinstance(node, ast.ImportFrom):
            stem = (node.module or "").split(".") if node.module else []
            if not node.level and stem[:1] != [package.name]:
                continue
            base = path.parents[node.level - 1] if node.level else package
            stem = stem if node.level else stem[1:]
            names = [[*stem, one.name] for one in node.names]
        else:
            continue
        for name in names:
            for end in range(1, len(name) + 1):
                yield base.joinpath(*name[:end]).with_suffix(".py")
                yield base.joinpath(*name[:end], "__init__.py")
