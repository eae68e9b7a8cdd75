"""The list for teachers: every chapter that teaches something, in the reader's language, folded."""

from __future__ import annotations

import pytest
from tiny import TinyBook

from scripts.answers import answers_list
from scripts.book import Book
from scripts.pages import Stage, read_source

TAUGHT = """\
level: {nl: bachelor, en: bachelor’s}
brief:
  nl: |
    **Tellen.** Tel de koeien.

    Schrijf op wat je ziet.
  en: |
    **Counting.** Count the cows.
rubric:
  - id: a
    weight: 2
    title: {nl: Tellen, en: Counting}
    levels: [{nl: fout, en: wrong}, {nl: half, en: half}, {nl: goed, en: right}]
  - id: b
    title: {nl: Waarom, en: Why}
    levels: [{nl: nee, en: none}, {nl: deels, en: partly}, {nl: ja, en: fully}]
  - id: c
    title: {nl: Vorm, en: Form}
    levels: [{nl: slordig, en: untidy}, {nl: leesbaar, en: legible}, {nl: mooi, en: fine}]
answers:
  - {nl: Acht., en: Eight.}
  - {nl: Veertig., en: Forty.}
"""


@pytest.fixture
def taught(tiny: TinyBook) -> Book:
    """The tiny book with something to teach."""
    path = tiny.folder / "docs/source/teaching/weide.yml"
    path.parent.mkdir()
    path.write_text(TAUGHT, encoding="utf-8")
    return Book(tiny.folder)


def test_a_chapter_has_its_brief_rubric_and_answers_in_one_language(taught: Book) -> None:
    text = answers_list(taught, "nl", "../")
    assert "## [1 Een weide](weide.md) {#weide}" in text
    assert '??? teaching "De opdracht"\n\n    **Tellen.** Tel de koeien.\n\n    Schrijf op' in text
    assert "    - **0** fout\n    - **2** half\n    - **4** goed" in text
    assert "8 punten" in text
    assert '<a href="../weide/#exercise-2">Opgave 1.2</a>.** Veertig.' in text
    assert "Eight" not in text and "Eight." in answers_list(taught, "en", "../")


def test_a_chapter_that_teaches_nothing_is_left_out(tiny: TinyBook) -> None:
    assert answers_list(Book(tiny.folder), "nl", "../") == ""


def test_the_fence_becomes_the_list(taught: Book) -> None:
    path = taught.docs / "nl" / "index.md"
    path.write_text("# Lijst\n\n```answers\n```\n", encoding="utf-8")
    stage = Stage(taught, "nl")
    source = read_source(path, "index.md", "nl")
    markdown = stage.compose(source, stage.citations([source])).markdown
    assert "```" not in markdown and "Opgave 1.1" in markdown
