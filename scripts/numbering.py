"""Stage 5d: what a chapter's exercises, figures and labs are called, and where they can be pointed at.

A number is the chapter's and the place in it ("8.2"); the anchor is the kind in English and the place
(`#exercise-2`, `#figure-1`, `#lab-1`), the same in every language, so that a link survives a translation.
Slides are a chapter's figures; a lab keeps the anchor it has always had.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from .errors import BookError
from .fences import fences, outside_fences
from .links import HEADING

if TYPE_CHECKING:
    from .book import Book
    from .pages import Composed, Source

ITEM = re.compile(r"^(?P<mark>\d+[.)][ \t]+)(?P<text>\S.*)$")


@dataclass(frozen=True)
class Figure:
    """What a figure is called, and its anchor."""

    name: str
    anchor: str


def figure(book: Book, source: Source, place: int) -> Figure:
    """The name and the anchor of the figure that comes `place`-th in a chapter."""
    assert source.chapter
    number = f"{source.chapter.number}.{place}"
    return Figure(book.say("figure.name", source.language, number=number), f"figure-{place}")


def exercises(markdown: str, heading: str) -> Iterator[tuple[int, str]]:
    """Line number and text of each exercise: the numbered items under the heading of that name."""
    inside = False
    for number, line in outside_fences(markdown):
        if title := HEADING.match(line):
            inside = title["text"] == heading
        elif inside and (item := ITEM.match(line)):
            yield number, item["text"]


def exercise_count(book: Book, source: Source) -> int:
    """How many exercises a page has."""
    heading = book.say("exercises.heading", source.language)
    return len(list(exercises(source.markdown, heading)))


def number_exercises(book: Book, source: Source, composed: Composed) -> None:
    """Name each exercise of a chapter, with an anchor that is also the link to itself."""
    assert source.chapter
    heading = book.say("exercises.heading", source.language)
    lines = composed.markdown.split("\n")
    for place, (row, text) in enumerate(exercises(composed.markdown, heading), 1):
        number = f"{source.chapter.number}.{place}"
        name = escape(book.say("exercise.name", source.language, number=number))
        anchor = f"exercise-{place}"
        link = f'<a class="exercise-number" id="{anchor}" href="#{anchor}">{name}</a>'
        lines[row - 1] = lines[row - 1].removesuffix(text) + f"{composed.keep(link)} {text}"
    composed.markdown = "\n".join(lines)


def anchors_of(book: Book, source: Source) -> set[str]:
    """The anchors that numbering gives a page, for whoever checks links to it."""
    if source.chapter is None:
        return set()
    figures = len(source.chapter.slides)
    found = {f"figure-{place}" for place in range(1, figures + 1)}
    found |= {f"exercise-{place}" for place in range(1, exercise_count(book, source) + 1)}
    labs = len(list(fences(source.markdown, {"lab"})))
    return found | {f"lab-{place}" for place in range(1, labs + 1)}


def check_exercises(book: Book, here: Source, there: Source) -> list[BookError]:
    """An error if a chapter has other exercises than in the book's first language."""
    mine, theirs = exercise_count(book, here), exercise_count(book, there)
    if mine == theirs:
        return []
    message = f"{mine} exercises stand here, {theirs} in {there.path}"
    return [BookError(message, here.path, 1)]
