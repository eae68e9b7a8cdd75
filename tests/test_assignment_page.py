"""What the build tells the pages of assignments about the book."""

from __future__ import annotations

from pathlib import Path

from scripts.assignment import chapter_data, exercises, student_page
from scripts.book import Book


def test_exercises_are_the_numbered_items_under_their_heading() -> None:
    text = (
        "# T\n\n1. not this\n\n## Opgaven {#exercises}\n\n"
        "1. Zoek *de kleinste* [waarde](x.md) in `rij`\n   over twee regels [@bron2000].\n"
        "2. Nog een.\n\n## Verder\n\n1. x\n"
    )
    assert exercises(text, "Opgaven") == [
        "Zoek de kleinste waarde in rij over twee regels.",
        "Nog een.",
    ]
    assert exercises(text, "Anders") == []


def test_every_chapter_offers_its_labs_and_exercises_in_both_languages(root: Path) -> None:
    book = Book(root)
    assert student_page(book.docs / "nl") == "opdracht"
    for chapter in book.outline.chapters():
        dutch, english = (chapter_data(book, chapter, language) for language in ("nl", "en"))
        assert len(dutch["exercises"]) == len(english["exercises"]) > 0, chapter.slug
        assert [one["model"] for one in dutch["labs"]] == [one["model"] for one in english["labs"]]
        assert [one["id"] for one in dutch["rubric"]] == [one["id"] for one in english["rubric"]]


def test_a_book_without_such_a_page_has_none(tmp_path: Path) -> None:
    assert student_page(tmp_path) == ""
