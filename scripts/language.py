"""Care for language: spelling, typography, and the same things said in every language.

`python -m scripts.language` prints what it finds; nothing is changed.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

from .book import GENERATOR, Book, word_files
from .citations import citations_in, keys_of
from .errors import BookError
from .fences import outside_fences
from .pages import Source, read_source
from .readertext import passages
from .spelling import misspelt, read_list
from .typography import faults


def check_language(book: Book) -> list[BookError]:
    """Everything found in a book and in the generator's own words."""
    # The generator's own words are looked at with its own book, whose lists have its terms.
    own_words = book.root == GENERATOR.parent
    all_of_it = [one for one in passages(book) if own_words or GENERATOR not in one.path.parents]
    lists = {language: book.source / f"words.{language}.txt" for language in book.languages}
    own = {language: read_list(path) for language, path in lists.items()}
    errors = misspelt(all_of_it, own, lists)
    errors += [fault for passage in all_of_it for fault in faults(passage)]
    for path in word_files():
        errors += missing_words(path, book.languages)
    first, *others = book.languages
    for path in sorted((book.docs / first).rglob("*.md")):
        name = str(path.relative_to(book.docs / first))
        for language in others:
            there = book.docs / language / name
            if there.exists():
                one, other = read_source(path, name, first), read_source(there, name, language)
                errors += differing(one, other)
    return errors


def missing_words(path: Path, languages: list[str]) -> list[BookError]:
    """An error for each key of a file of words that lacks a language."""
    text = path.read_text(encoding="utf-8")
    return [
        BookError(
            f"{key} has no words in {language}",
            path,
            text[: text.index(f'"{key}"')].count("\n") + 1,
        )
        for key, words in json.loads(text).items()
        for language in languages
        if not words.get(language)
    ]


def differing(one: Source, other: Source) -> list[BookError]:
    """Errors where two languages of a page differ in headings or in what they cite."""
    errors = []
    levels = [headings(source) for source in (one, other)]
    if levels[0] != levels[1]:
        message = f"its headings are not those of {one.path}: {levels[1]} instead of {levels[0]}"
        errors.append(BookError(message, other.path, 1))
    here, there = cited(other), cited(one)
    for key in sorted(here | there):
        if here[key] != there[key]:
            message = f"cites {key} {here[key]} times, and {one.path} {there[key]} times"
            errors.append(
                BookError(message, other.path, first_line(other if here[key] else one, key))
            )
    return errors


def headings(source: Source) -> str:
    """The levels of a page's headings, in order: "# ## ##"."""
    found = [re.match(r"#+(?= )", line) for _, line in outside_fences(source.markdown)]
    return " ".join(match[0] for match in found if match)


def cited(source: Source) -> Counter[str]:
    """How often a page cites each key."""
    return Counter(key for _, text in citations_in(source.markdown) for key in keys_of(text))


def first_line(source: Source, key: str) -> int:
    """The line of a page in which a key is first cited."""
    lines = (line for line, text in citations_in(source.markdown) if key in keys_of(text))
    return source.offset + next(lines, 1)


if __name__ == "__main__":
    found = check_language(Book(Path.cwd()))
    print("\n".join(map(str, found)) or "no fault found")
    sys.exit(bool(found))
