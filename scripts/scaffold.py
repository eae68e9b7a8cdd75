"""Make the chapters that the outline names and the docs lack, in every language."""

from __future__ import annotations

from pathlib import Path

from .book import Book


def scaffold(book: Book) -> list[Path]:
    """Write missing chapters, each with its slide cards in order; returns what was written."""
    made = []
    for chapter in book.outline.chapters():
        for language in book.languages:
            path = book.docs / language / f"{chapter.slug}.md"
            if path.exists():
                continue
            cards = "\n".join(f"```slide\n{placed.slide}\n```\n" for placed in chapter.slides)
            text = (
                f"---\ndescription: {book.say('scaffold.description', language)}\n---\n\n"
                f"{book.say('scaffold.text', language)}\n\n{cards}"
            )
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            made.append(path)
    return made
