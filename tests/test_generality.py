"""The generator serves any book: no name of this one stands in its code."""

from __future__ import annotations

import re
from pathlib import Path

from scripts.book import GENERATOR, Book

COMMON = {"What went wrong", "What to do"}  # titles of parts that are everyday words too
KINDS = {
    ".py",
    ".ts",
    ".mjs",
    ".mts",
    ".css",
    ".html",
    ".j2",
    ".xml",
    ".json",
    ".sh",
    ".txt",
    ".yml",
    ".md",
    "",
}


def names(book: Book) -> set[str]:
    """What this book is called and what it calls its parts, chapters and models."""
    outline = book.outline
    found = {book.package, *outline.title.values(), *outline.subtitle.values()}
    found |= {
        word for chapter in outline.chapters() for word in (chapter.slug, *chapter.title.values())
    }
    found |= {word for part in outline.parts for word in part.title.values()}
    for slug in book.library.slugs():
        found |= {slug, slug.replace("-", "_")}
    return found - COMMON


def test_no_name_of_this_book_stands_in_the_generator(root: Path) -> None:
    wanted = sorted(names(Book(root)))
    assert "tweebenig" in wanted and "rule_growth" in wanted and "Vier recepten" in wanted
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, wanted))})(?![\w-])", re.I)
    met = []
    for path in sorted(GENERATOR.rglob("*")):
        if path.is_file() and path.suffix in KINDS and "__pycache__" not in path.parts:
            for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
                met += [f"{path}:{number}: {found[0]}" for found in pattern.finditer(line)]
    assert met == []
