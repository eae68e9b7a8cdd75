"""Words that hang on a model: labels, help, units, card, presets. Each stands in every language of the book."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .book import Book
from .errors import BookError


def check_model_words(book: Book) -> list[BookError]:
    """An error for each text of a model that lacks a language of the book."""
    errors = []
    for slug in book.library.slugs():
        path = book.model_source(slug)
        rows = path.read_text(encoding="utf-8").split("\n")
        for given in texts(book.library.model(slug), tuple(book.languages)):
            there = [text for text in given.values() if text]
            missing = [language for language in book.languages if not given.get(language)]
            if there and missing:
                start = there[0][:30]
                row = next((n for n, line in enumerate(rows, 1) if start in line), 1)
                message = f"{start!r} has no words in {', '.join(missing)}"
                errors.append(BookError(message, path, row))
    return errors


def texts(thing: Any, languages: Sequence[str]) -> Iterator[dict[str, str]]:
    """The texts that hang on a model, by language: those of the book, and those of any other it has."""
    if isinstance(thing, str):
        return
    if all(isinstance(getattr(thing, language, None), str) for language in languages):
        words = dataclasses.asdict(thing) if dataclasses.is_dataclass(thing) else {}  # type: ignore[arg-type]
        yield {name: text for name, text in words.items() if len(name) == 2}
    elif isinstance(thing, type) and hasattr(thing, "specs"):
        yield from texts(thing.specs(), languages)
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from texts(value, languages)
    elif isinstance(thing, Sequence):
        for value in thing:
            yield from texts(value, languages)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from texts(getattr(thing, field.name), languages)
