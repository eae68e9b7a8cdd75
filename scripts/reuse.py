"""A language's finished pages, kept until one of their causes changes.

The causes are everything a build reads: pages, sources, models, notebooks, the generator with its
templates, the configurations, the lock files, the Python version, the address. Of the other languages
count only the names of their pages and, of the first one, the labs, which must be the same.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from .book import Book
from .cache import digest, files_digest, source_files
from .fences import fences
from .speed import bench_file


def causes(book: Book, language: str, address: str) -> str:
    """A digest of all that the pages of a language are made from."""
    first, *_ = book.languages
    others = [one for one in book.languages if one != language]
    docs = [
        path
        for path in source_files(book.docs)
        if path.relative_to(book.docs).parts[0] not in others
    ]
    names = [
        path.relative_to(book.docs).as_posix()
        for one in others
        for path in source_files(book.docs / one)
    ]
    labs = []
    if language != first:
        for path in sorted((book.docs / first).rglob("*.md")):
            found = fences(path.read_text(encoding="utf-8"), {"lab"})
            labs.append((path.name, [fence.body for fence in found]))
    own = [
        *docs,
        *source_files(book.models_folder),
        *source_files(book.notebooks_folder),
        *book.root.glob("mkdocs*.yml"),
    ]
    return digest(
        files_digest(own, book.root),
        book.generator,
        sorted(names),
        labs,
        book.tools,
        bench.read_text() if (bench := bench_file(book)).exists() else "",
        address,
        language,
    )


def has(book: Book, language: str, key: str) -> bool:
    """Whether the pages that are kept were made from this."""
    kept = book.cache.path("pages", language)
    mark = kept.with_name(f"{language}.key")
    return mark.exists() and mark.read_text() == key and kept.is_dir()


def fetch(book: Book, language: str, key: str, into: Path) -> bool:
    """Put the kept pages where a build would; False if they were made from something else."""
    if not has(book, language, key):
        return False
    shutil.copytree(book.cache.path("pages", language), into)
    return True


def keep(book: Book, language: str, key: str, made: Path) -> None:
    """Keep the pages of a finished build in place of those before."""
    kept = book.cache.path("pages", language)
    mark = kept.with_name(f"{language}.key")
    mark.unlink(missing_ok=True)
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(made, kept)
    mark.write_text(key)
