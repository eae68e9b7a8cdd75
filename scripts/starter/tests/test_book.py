"""The sources of the book hang together: deck, outline, pages, citations, links, labs, words."""

from __future__ import annotations

from scripts.book import Book
from scripts.site import Site
from scripts.start.kit import outdated


def test_no_mistake_in_any_language(book: Book) -> None:
    for language in book.languages:
        Site(book, language).check()


def test_the_kit_is_the_generators(book: Book) -> None:
    assert outdated(book) == [], "python -m scripts kit brings it up to date"


def test_every_chapter_says_what_it_is_about(book: Book) -> None:
    for language in book.languages:
        for name, page in Site(book, language).written.items():
            assert page.meta.get("description"), f"{language}/{name} has no description"
