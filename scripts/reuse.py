"""A language's finished pages, kept until one of their causes changes.

The causes are everything a build reads: pages, sources, models, notebooks, the generator with its
templates, the configurations, the lock files, the Python version, the address. Of the other languages
count only the names of their pages and, of the first one, the labs, which must be the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from .book import GENERATOR, Book
from .cache import digest, files_digest
from .fences import fences
from .speed import bench_file


def causes(book: Book, language: str, address: str) -> str:
    """A digest of all that the pages of a language are made from."""
    first, *_ = book.languages
    others = [one for one in book.languages if one != language]
    docs = [
        path for path in _files(book.docs) if path.relative_to(book.docs).parts[0] not in others
    ]
    names = [
        path.relative_to(book.docs).as_posix() for one in others for path in _files(book.docs / one)
    ]
    labs = []
    if language != first:
        for path in sorted((book.docs / first).rglob("*.md")):
            found = fences(path.read_text(encoding="utf-8"), {"lab"})
            labs.append((path.name, [fence.body for fence in found]))
    own = [
        *docs,
        *_files(book.models_folder),
        *_files(book.notebooks_folder),
        *book.root.glob("mkdocs*.yml"),
    ]
    return digest(
        files_digest(own, book.root),
        files_digest(_files(GENERATOR), GENERATOR),
        sorted(names),
        labs,
        book.tools,
        bench.read_text() if (bench := bench_file(book)).exists() else "",
        address,
        language,
    )


def _files(folder: Path) -> list[Path]:
    """All files below a folder that are not made by running Python."""
    found: Iterable[Path] = folder.rglob("*") if folder.exists() else []
    return [
        path
        for path in found
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    ]


def fetch(book: Book, language: str, key: str, into: Path) -> bool:
    """Put the kept pages where a build would; False if they were made from something else."""
    kept = book.cache.path("pages", language)
    mark = kept.with_name(f"{language}.key")
    if not mark.exists() or mark.read_text() != key or not kept.is_dir():
        return False
    shutil.copytree(kept, into)
    return True


def keep(book: Book, language: str, key: str, made: Path) -> None:
    """Keep the pages of a finished build in place of those before."""
    kept = book.cache.path("pages", language)
    mark = kept.with_name(f"{language}.key")
    mark.unlink(missing_ok=True)
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(made, kept)
    mark.write_text(key)
