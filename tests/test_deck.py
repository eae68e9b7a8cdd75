"""The deck: what the text of a presentation means."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.book import Book
from scripts.deck import parse_deck, read_deck, same_shape
from scripts.errors import BookError
from scripts.placement import lines_of

BREAK = "\n\n\n\n"


@pytest.fixture(scope="module")
def book(root: Path) -> Book:
    return Book(root)


def texts(slide: object) -> list[str]:
    return [line.verbatim for line in slide.lines]  # type: ignore[attr-defined]


def test_the_deck_has_24_slides(book: Book) -> None:
    deck = book.decks["nl"]
    assert [slide.number for slide in deck] == list(range(1, 25))
    assert deck[7].title.text == "Wat te doen?" and deck[7].lines == []


def test_a_wrapped_bullet_is_joined(book: Book) -> None:
    first = book.decks["nl"][0].lines[0]
    assert first.verbatim == "• Burgerschap werd gekweekt doordat men het met elkaar moest oplossen"


def test_slide_7_has_its_title_at_the_end(book: Book) -> None:
    slide = book.decks["nl"][6]
    assert slide.title.text == "21de eeuw"
    assert len(slide.lines) == 5 and all(line.marker == "•" for line in slide.lines)


def test_slide_3_is_two_boxes(book: Book) -> None:
    slide = book.decks["nl"][2]
    assert slide.boxes
    assert [slide.title.text, *texts(slide)] == [
        "Verstatelijking",
        "Overheid neemt grotere rol in",
        "Vermarkting",
        "Markt neemt taken van de overheid over",
    ]
    assert sum(one.boxes for one in book.decks["nl"]) == 1


def test_nested_bullets_keep_their_level(book: Book) -> None:
    assert [line.level for line in book.decks["nl"][10].lines] == [0] * 5 + [1] * 3 + [0] * 2
    assert [line.level for line in parse_deck("T\n\n• a\n  • b\n    - c\n• d")[0].lines] == [
        0,
        1,
        2,
        0,
    ]


def test_the_design_lab_of_slide_11_stands_in_its_own_chapter(book: Book) -> None:
    placed = {
        chapter.slug: lines_of(book.decks["nl"], chapter.slides[0])
        for chapter in book.outline.chapters()
        if chapter.slides and chapter.slides[0].slide == 11
    }
    titled, lines = placed["ontwerplab"]
    assert not titled
    assert [line.text for line in lines] == [
        "Designlab: pak een beleidsveld",
        "Herontwerp het tbv collectieve zelfsturing",
    ]
    assert placed["regelkringen"][0] and len(placed["regelkringen"][1]) == 8


def test_every_line_of_the_file_is_on_a_slide(book: Book, root: Path) -> None:
    """Verbatim: put together again, the lines are the file, but for white space."""
    text = (root / "docs/source/presentation.txt").read_text()
    seen = " ".join(
        line.verbatim for slide in book.decks["nl"] for line in [slide.title, *slide.lines]
    )
    assert sorted(seen.split()) == sorted(text.split())


def test_the_translation_has_the_same_shape(book: Book) -> None:
    with pytest.raises(
        BookError, match=r"presentation\.en\.txt: 1 slides, but the original has 24"
    ):
        same_shape(book.decks["nl"], parse_deck("One"), Path("presentation.en.txt"))


@pytest.mark.parametrize(
    ("text", "title", "lines"),
    [
        ("Title\nText", "Title", ["Text"]),
        ("Title \nand more\n• a", "Title and more", ["• a"]),
        ("Title\n• a\nb\n\nc", "Title", ["• a b", "c"]),
        ("Title\n\na. one\nb. two", "Title", ["a. one", "b. two"]),
        ("• a\n\nTitle", "Title", ["• a"]),
        ("• a\n• b", "a", ["• b"]),
        ("A\n\nB\n\nC", "A", ["B", "C"]),
    ],
)
def test_small_slides(text: str, title: str, lines: list[str]) -> None:
    (slide,) = parse_deck(text)
    assert slide.title.text == title and texts(slide) == lines


def test_rows_count_from_1_in_the_file() -> None:
    one, two = parse_deck(f"A\n\n• b{BREAK}C\n\n• d\n")
    assert (one.title.row, one.lines[0].row, two.title.row, two.lines[0].row) == (1, 3, 7, 9)


@pytest.mark.parametrize("text", ["", "\n\n\n\n", " \n\t\n"])
def test_nothing_gives_no_slides(text: str) -> None:
    assert parse_deck(text) == []


def test_an_empty_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "deck.txt"
    path.write_text("\n")
    with pytest.raises(BookError, match="no slides"):
        read_deck(path)


word = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
block = st.lists(word, min_size=1, max_size=4).map(" ".join)


@given(st.lists(st.tuples(block, st.lists(block, max_size=5)), min_size=1, max_size=6))
def test_slides_written_out_are_read_back(slides: list[tuple[str, list[str]]]) -> None:
    text = BREAK.join(
        "\n\n".join([title, *(f"• {one}" for one in lines)]) for title, lines in slides
    )
    read = parse_deck(text)
    assert [(one.title.text, [line.text for line in one.lines]) for one in read] == slides


@given(st.text(max_size=400))
def test_no_text_breaks_the_parser_and_none_is_lost(text: str) -> None:
    """Every word of any text is on some slide; a bullet's marker counts as a word."""
    deck = parse_deck(text)
    seen = " ".join(line.verbatim for one in deck for line in [one.title, *one.lines])
    assert sorted(seen.split()) == sorted(text.replace("\f", " ").split())
