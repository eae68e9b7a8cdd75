"""Language care: this book has no fault, and each kind of fault is found and named with file and line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tiny import TinyBook

from scripts.book import Book
from scripts.language import check_language, differing, missing_words
from scripts.pages import Source, read_source
from scripts.readertext import Passage, markdown, page, passages, plain, spoken, words_of
from scripts.spelling import misspelt, read_list, words_in
from scripts.typography import faults

NAME = Path("page.md")


def passage(language: str, text: str) -> Passage:
    return next(markdown(text, NAME, 6, language))


@pytest.mark.long
def test_this_book_has_no_fault(root: Path) -> None:
    """Run `python -m scripts.language` to see the faults; names go into docs/source/words.*.txt."""
    assert [str(fault) for fault in check_language(Book(root))] == []


def test_the_lists_hold_no_word_twice(root: Path) -> None:
    for path in (root / "docs/source").glob("words.*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines()
        words = [line for line in lines if line and not line.startswith("#")]
        assert len(words) == len(read_list(path)), path


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("nl", 'Hij zei "nee".', "a straight quotation mark"),
        ("nl", "zo'n weide", "a straight apostrophe"),
        ("en", "the farmer's cow", "a straight apostrophe"),
        ("nl", "Kijk uit!", "an exclamation mark"),
        ("nl", "twee  spaties", "two spaces"),
        ("nl", "Het kost € 8 per koe.", "€ wants a no-break space"),
        ("nl", "Het kost €8 per koe.", "€ wants a no-break space"),
        ("en", "It costs € 8 a cow.", "€ wants no space"),
        ("nl", "Er bleef 0.46 over.", "decimals want a comma"),
        ("nl", "Er bleef 1.2345 over.", "decimals want a comma"),
        ("en", "There was 0,46 left.", "decimals want a point"),
        ("en", "He said “no”.", "a double quotation mark in English"),
    ],
)
def test_a_fault_of_typography(language: str, text: str, said: str) -> None:
    found = [str(fault) for fault in faults(passage(language, text))]
    assert len(found) == 1 and found[0].startswith(f"page.md:7: {said}")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Hij zei “nee”, zo’n ‘nee’, voor €\u00a08,5 miljard of 1.234,5."),
        ("nl", "In 9.834 gevallen, met Python 3.12, WCAG 2.2 en Naamsvermelding 4.0, zie Lab 2.1."),
        ("nl", "Op 3/4, 10.000.000 keer, van 2014–2015, `a  b!` en [@key1999, p. 3.4]."),
        ("nl", "| a  | b |"),
        ("nl", '!!! turn "Wiens probleem is het nu?"'),
        ("nl", "Bij \\(a!  = 0.5\\) geldt het."),
        ("en", "He said ‘no, “no”, no’, for €8.5 billion or 1,234.5 of 10,000."),
        ("en", 'See <b title="x!">this</b> [page](x.md#a!b) at https://x.org/1.2,3\'4'),
    ],
)
def test_what_is_right(language: str, text: str) -> None:
    assert [str(fault) for fault in faults(passage(language, text))] == []


def test_a_page_is_read_with_its_lines() -> None:
    text = (
        "# A *head*\n\n```python\ncode = 'no'\n```\n\n- an item [@a2000] of [it](x.md).\n\n$$\nx = y\n$$\n\n"
        '!!! box "The title"\n    Inside.\n\n| one | two |\n|---|---|\n\nWord {#id data-forms="a"}\n:   Meaning.\n'
    )
    found = [(one.line, one.text) for one in markdown(text, NAME, 2, "en")]
    assert found == [
        (3, "A \ue000head\ue001"),
        (9, "an item of it."),
        (15, "The title"),
        (16, "Inside."),
        (18, "one \n two"),
        (21, "Word"),
        (22, "Meaning."),
    ]


def test_words_know_whether_they_are_marked() -> None:
    assert words_in(plain("’t Is *ad hoc*, “so to say”, zo'n 19de x-as *qY*")) == [
        ("’t", False),
        ("Is", False),
        ("hoc", True),
        ("say", True),
        ("zo’n", False),
        ("x-as", False),
    ]


def test_spelling(tmp_path: Path) -> None:
    lists = {"nl": tmp_path / "words.nl.txt", "en": tmp_path / "words.en.txt"}
    own = {"nl": {"Ostrom", "regelwoudje"}, "en": set[str]()}
    good = [
        passage("nl", "Ostroms regelwoudje, Regelwoudje en *everybody* in zo’n re-integratie."),
        passage("en", "The neighbour’s colour, and the *burgerschap* of “brede schouders”."),
    ]
    assert misspelt(good, own, lists) == []
    bad = [passage("nl", "Het burgerschpa van Ostrim."), passage("en", "The color of everybdoy.")]
    assert [str(error) for error in misspelt(bad, own, lists)] == [
        f"page.md:7: '{word}' is no word; if it is a name or a term, it goes into {name}"
        for word, name in (
            ("burgerschpa", "words.nl.txt"),
            ("Ostrim", "words.nl.txt"),
            ("color", "words.en.txt"),
            ("everybdoy", "words.en.txt"),
        )
    ]


def test_a_missing_language_of_a_key(tmp_path: Path) -> None:
    path = tmp_path / "words.json"
    path.write_text('{\n  "a": {"nl": "x", "en": "y"},\n  "b": {"nl": "x"}\n}', encoding="utf-8")
    assert [str(error) for error in missing_words(path, ["nl", "en"])] == [
        f"{path}:3: b has no words in en"
    ]


def test_chapters_that_differ() -> None:
    def source(language: str, text: str) -> Source:
        return Source("a.md", Path(f"{language}/a.md"), language, {}, text, 4)

    one = source("nl", "## Een\n\nVan @a2000 [@b2001; @b2001].\n\n### Twee\n")
    assert differing(one, source("en", "## One\n\nBy @b2001 [@a2000; @b2001].\n\n### Two\n")) == []
    other = source("en", "## One\n\nBy [@b2001; @c2002].\n\n## Two\n")
    assert [str(error) for error in differing(one, other)] == [
        "en/a.md:1: its headings are not those of nl/a.md: ## ## instead of ## ###",
        "en/a.md:7: cites a2000 0 times, and nl/a.md 1 times",
        "en/a.md:7: cites b2001 1 times, and nl/a.md 2 times",
        "en/a.md:7: cites c2002 1 times, and nl/a.md 0 times",
    ]


def test_all_that_is_read_is_there(tiny: TinyBook) -> None:
    """Front matter, prose, questions of labs, notebooks, models, and the generator's own words."""
    tiny.edit(
        "docs/nl/weide.md",
        "controls: [farmers]",
        "controls: [farmers]\npredict:\n  question: Hoeveel koeien?\n  measure: cows_final\n"
        "  options: [{label: weinig, below: 3}, {label: veel}]",
    )
    book = Book(tiny.folder)
    found = {(one.path.name, one.language, one.text): one.line for one in passages(book)}
    assert found["weide.md", "nl", "Over een weide."] == 2
    assert found["weide.md", "nl", "Tellen tot acht"] == 4
    assert found["weide.md", "nl", "Acht boeren."] == 7
    assert found["weide.md", "nl", "Hoeveel koeien?"] == 17
    assert found["weide.md", "nl", "veel"] == 19
    assert found["cows.py", "en", "Counting cows"] == 12
    for text in ("Boeren", "Hoeveel.", "Meer koeien.", "Koeien aan het eind", "Proef.", "Jaar"):
        assert found["cows.py", "nl", text] > 1
    assert ("words.json", "en", "Slides") in found and ("outline.yml", "en", "A meadow") in found


def test_a_line_that_cannot_be_found_is_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"a": "b"}), encoding="utf-8")
    assert [one.line for one in spoken(path, "", {"nl": "nergens"})] == [1]
    assert list(words_of(3, path, ["nl", "en"])) == []
    page_path = tmp_path / "p.md"
    page_path.write_text("---\ntitle: Naam\n---\n\nTekst.\n", encoding="utf-8")
    assert [(one.line, one.text) for one in page(page_path, "nl")] == [(2, "Naam"), (5, "Tekst.")]
    assert read_source(page_path, "p.md", "nl").offset == 3
