"""A presentation becomes the start of a book: three kinds of deck, what is guessed of them, what is refused."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest
from commonsbook import COMMONS, finished, started, write_powerpoint
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import ROOT, command

from scripts.book import Book
from scripts.deck import parse_deck
from scripts.errors import BookError
from scripts.fences import without_comments
from scripts.language import check_language
from scripts.site import Site
from scripts.start.chapters import Place, chapter_text, md
from scripts.start.command import languages_of, package_name
from scripts.start.kit import kit_files, outdated
from scripts.start.markdown import markdown_sheets
from scripts.start.plan import RESERVED, Chapter, common, plan, slug
from scripts.start.sheets import MOST_LINES, Point, Sheet, deck_text, read_sheets

WORDS = Book(ROOT)


def bare(sheets: list[Sheet]) -> list[tuple[str, tuple[Point, ...]]]:
    return [(sheet.title, sheet.points) for sheet in sheets]


def test_one_deck_in_three_formats_gives_the_same_slides(tmp_path: Path) -> None:
    text = read_sheets(COMMONS / "deck.txt")
    assert len(text) == 14 and text[6].points[0] == Point(
        "The state: rules, permits, inspectors", "a."
    )
    for path in (COMMONS / "deck.md", write_powerpoint(tmp_path / "deck.pptx")):
        sheets = read_sheets(path)
        assert bare(sheets) == bare(text), path
        assert sheets[4].notes == "Say that the numbers were disputed at the time."
        assert plan(sheets) == plan(text)


WORD = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
POINT = st.builds(Point, WORD, st.sampled_from(["", "•", "-", "b."]), st.integers(0, 3))
SHEETS = st.lists(
    st.builds(Sheet, WORD, st.lists(POINT, max_size=6).map(tuple)), min_size=1, max_size=12
)


@given(SHEETS)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_written_deck_reads_back_as_the_slides_it_was_made_from(sheets: list[Sheet]) -> None:
    """But for the marks that make a line a bullet, and lines of blanks, which no deck can hold."""
    sure = [
        Sheet(
            f"T{re.sub(r'\s+', ' ', sheet.title).strip()}",
            tuple(
                Point(
                    f"p{re.sub(r'\s+', ' ', one.text).strip()}",
                    one.marker,
                    one.level if one.marker else 0,
                )
                for one in sheet.points
            ),
        )
        for sheet in sheets
    ]
    read = parse_deck(deck_text(sure))
    assert [slide.title.text for slide in read] == [sheet.title for sheet in sure]
    for slide, sheet in zip(read, sure, strict=True):
        assert not slide.boxes
        lines = [Point(line.text, line.marker, line.level) for line in slide.lines]
        assert lines == list(sheet.points)
    assert deck_text(sheets)  # whatever stands on them, it is written


@given(SHEETS, st.lists(st.sampled_from(["", "A", "B"]), max_size=12))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_every_slide_is_in_one_chapter_with_a_name_of_its_own(
    sheets: list[Sheet], sections: list[str]
) -> None:
    given = [
        Sheet(sheet.title, sheet.points, section)
        for sheet, section in zip(sheets, chain(sections, [""] * 12), strict=False)
    ]
    chapters = [chapter for part in plan(given, {"en"}) for chapter in part.chapters]
    assert [n for one in chapters for n in one.slides] == list(range(1, len(given) + 1))
    names = [chapter.slug for chapter in chapters]
    assert len(set(names)) == len(names) and not {*names} & {*RESERVED, "en"}
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)
    assert len({chapter.title for chapter in chapters}) == len(chapters)
    assert all(1 <= len(chapter.slides) <= 4 for chapter in chapters)


def test_slides_of_one_title_stay_together_and_their_chapters_get_names_apart() -> None:
    sheets = [
        Sheet("Start"),
        *[Sheet(f"Work {n}/5", (Point("x", "•"),)) for n in range(1, 6)],
        Sheet("Work"),
    ]
    (part,) = plan(sheets)
    assert [(one.slug, one.title, one.slides) for one in part.chapters] == [
        ("work", "Work", (1, 2, 3, 4)),
        ("work-2", "Work (2)", (5, 6, 7)),
    ]
    assert [common(title) for title in ("Work (2)", "Work – vervolg", "3/3", "Plan B")] == [
        *("Work", "Work", "3/3", "Plan B")
    ]
    assert [slug(title) for title in ("Één café’s straße", "日本", "a" * 99)] == [
        "een-cafes-strasse",
        "",
        "a" * 48,
    ]


def test_markdown_of_other_tools() -> None:
    text = """# Talk

## One <br> `x`
<!-- _class: lead -->
- **bold** and [link](y)
  wrapped
* star
  + deeper
1) first

| a | b |
|---|---|
| 1 | \\*2\\* |

```python
# no heading
```
Note: breathe
and smile

## Two

Setext is text
---
> quoted
"""
    talk, one, two = markdown_sheets(text)
    assert (talk.title, talk.points) == ("Talk", ())
    assert one.title == "One x" and one.notes == "breathe and smile"
    assert one.points == (
        Point("bold and link wrapped", "•"),
        Point("star", "•"),
        Point("deeper", "•", 1),
        Point("1) first"),
        Point("a · b", "•"),
        Point("1 · *2*", "•"),
        Point("# no heading"),
    )
    assert two.points == (Point("Setext is text"), Point("quoted"))


def test_powerpoint_has_tables_groups_and_slides_that_do_not_count(tmp_path: Path) -> None:
    from pptx import Presentation
    from pptx.util import Inches

    presentation = Presentation()
    title_only, blank = presentation.slide_layouts[5], presentation.slide_layouts[6]
    slide = presentation.slides.add_slide(title_only)
    slide.shapes.title.text = "Water\vshared"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for at, text in enumerate(("farm", "hours", "Upper", "6")):
        table.cell(at // 2, at % 2).text = text
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = "In a group"
    presentation.slides.add_slide(blank)  # a picture, say
    hidden = presentation.slides.add_slide(title_only)
    hidden.shapes.title.text = "Not shown"
    hidden._element.set("show", "0")
    untitled = presentation.slides.add_slide(blank)
    untitled.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = "Only a box"
    presentation.save(str(tmp_path / "deck.pptx"))
    assert read_sheets(tmp_path / "deck.pptx") == [
        Sheet(
            "Water shared",
            (Point("farm · hours", "•"), Point("Upper · 6", "•"), Point("In a group")),
        ),
        Sheet("Only a box"),
    ]


def empty_powerpoint(path: Path) -> None:
    from pptx import Presentation

    presentation = Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[6])
    presentation.save(str(path))


HUGE = "All\n\n" + "\n\n".join(f"• line {n}" for n in range(MOST_LINES + 1))
BAD: dict[str, tuple[str, bytes | None, str]] = {
    "empty": ("deck.txt", b" \n\n\n\n\n", "the deck has no slide with text on it"),
    "empty Markdown": (
        "deck.md",
        b"---\nmarp: true\n---\n\n---\n",
        "the deck has no slide with text on it",
    ),
    "binary": ("deck.txt", b"a\x00b", "the deck is not text: it has control characters"),
    "not UTF-8": ("deck.md", b"# ok\n\xff\xfe", ":2: the deck is not text in UTF-8"),
    "one huge slide": (
        "deck.txt",
        HUGE.encode(),
        "slide 1 ('All') has 41 lines, more than the 40 that fit on one",
    ),
    "another format": ("deck.pdf", b"%PDF", "a deck is a .txt, .md or .pptx file"),
    "no PowerPoint": ("deck.pptx", b"PK no", "the deck is not a presentation of PowerPoint"),
    "missing": ("deck.txt", None, "there is no such deck"),
    "only pictures": (
        "deck.pptx",
        b"",
        "no slide has text on it; words in a picture cannot be read",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_deck_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    file, data, said = BAD[name]
    path = tmp_path / file
    if name == "only pictures":
        empty_powerpoint(path)
    elif data is not None:
        path.write_bytes(data)
    with pytest.raises(BookError) as caught:
        read_sheets(path)
    assert said in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--languages", "de"], "there are no words in 'de' yet: choose from en, nl, or add"),
        (["--languages", "en,en"], "name each language once"),
        (["--deck", "deck.txt", "deck.md"], "2 decks for 1 language(s)"),
        (["--package", "json"], "'json' cannot be the name of a package"),
        (
            ["--languages", "en,nl", "--deck", "deck.txt", "other.txt"],
            "1 slides, but the original has 14",
        ),
    ],
)
def test_what_cannot_be_started_is_refused_and_nothing_is_written(
    tmp_path: Path, words: list[str], said: str
) -> None:
    (tmp_path / "other.txt").write_text("One slide\n\n• no more\n")
    found = {
        "deck.txt": COMMONS / "deck.txt",
        "deck.md": COMMONS / "deck.md",
        "other.txt": tmp_path / "other.txt",
    }
    asked = [str(found.get(word, word)) for word in words]
    if "--deck" not in asked:
        asked += ["--deck", str(COMMONS / "deck.txt")]
    done = command(tmp_path, "new", str(tmp_path / "book"), *asked)
    assert done.returncode == 1 and said in done.stderr and done.stderr.count("\n") == 1
    assert not (tmp_path / "book").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("dear")
    done = command(tmp_path, "new", str(tmp_path), "--deck", str(COMMONS / "deck.txt"))
    assert done.returncode == 1 and "this is not an empty folder" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter"]


def test_names_of_packages() -> None:
    assert package_name("", "The tragedy of the commons") == "tragedy_commons"
    assert package_name("", "日本") == "book" and package_name("", "JSON") == "json_models"
    assert languages_of(WORDS, "nl, en") == ("nl", "en")


def complaints(folder: Path) -> list[BookError]:
    """What is wrong with a book's sources, found here rather than by a process of its own."""
    book = Book(folder)
    found = []
    for language in book.languages:
        try:
            Site(book, language).check()
        except BookError as error:
            found.append(error)
    return found


HOSTILE = """\
# Cows & <script>alert(1)</script>

A *talk* by "me"

## `code` [link](nowhere.md) {{seed}} $$x$$

- @hardin1968 [@none] zfragment0z
- ``` and -- > and --> and {# no #}

Note: ends --> <b>here</b>

## 1. Introduction: a "quote", a | pipe \\ and #tag

- x

## 日本語

## ???

- _a_ __b__ ~c~
"""


@pytest.mark.build
@pytest.mark.long
@pytest.mark.parametrize("kind", ["txt", "md", "pptx", "hostile"])
def test_a_book_fresh_from_its_deck_has_no_mistake(tmp_path: Path, kind: str) -> None:
    languages = {"txt": "en", "md": "nl", "pptx": "nl,en", "hostile": "en,nl"}[kind]
    deck = COMMONS / f"deck.{kind}"
    if kind == "pptx":
        deck = write_powerpoint(tmp_path / "deck.pptx")
    if kind == "hostile":
        deck = tmp_path / "deck.md"
        deck.write_text(HOSTILE)
    folder = started(
        tmp_path / "book", "--languages", languages, "--package", f"new_{kind}", deck=deck
    )
    assert complaints(folder) == []
    book = Book(folder)
    assert [len(deck) for deck in book.decks.values()] == [5 if kind == "hostile" else 14] * len(
        book.languages
    )
    if kind == "txt":
        kept = folder / "docs/source/presentation.txt"
        assert kept.read_text() == deck.read_text()  # word for word
    pages = [page for one in book.languages for page in Site(book, one).written.values()]
    assert pages and not any(
        "<!--" in page.markdown or "script>" in page.markdown for page in pages
    )
    assert not any("{{" in page.markdown for page in pages) or kind == "hostile"
    starter = re.compile(
        r"/(about|over|[a-z-]+-mouth|[a-z-]+-mond|rumour)\.(md|py)$"
    )  # the others quote the deck
    own = [error for error in check_language(book) if starter.search(str(error.path))]
    assert kind == "hostile" or own == []


@pytest.mark.build
@pytest.mark.long
def test_the_finished_book_has_no_mistake_and_is_well_spelt(tmp_path: Path) -> None:
    folder = finished(tmp_path / "book")
    assert complaints(folder) == [] and check_language(Book(folder)) == []


def test_the_kit_goes_along_whole_and_without_a_name_of_this_book() -> None:
    files = kit_files("p")
    assert "models/p/core/library.py" in files and len(files) > 15
    package, slugs = WORDS.package, WORDS.library.slugs()
    for name, data in files.items():
        for word in (package, *(one for one in slugs if "-" in one)):
            assert word not in data.decode(), (name, word)


def test_a_kit_that_fell_behind_is_named_and_renewed(tmp_path: Path) -> None:
    folder = started(tmp_path / "book", "--package", "behind")
    book = Book(folder)
    assert outdated(book) == []
    (folder / "models/behind/core/run.py").write_text("old")
    (folder / "models/behind/core/exact.py").unlink()
    (folder / "models/behind/core/gone.py").write_text("no longer there")
    names = [f"models/behind/core/{name}.py" for name in ("exact", "gone", "run")]
    assert outdated(book) == names
    done = command(folder, "kit")
    assert done.stdout == "".join(f"changed: {name}\n" for name in names)
    assert outdated(book) == [] and not (folder / "models/behind/core/gone.py").exists()


def test_a_chapter_leads_from_slide_to_slide() -> None:
    one, two = (Point("a", "•"),), (Point("a", "•"), Point("b", "•"))
    sheets = [
        Sheet("A talk", (Point("on a day"),)),
        Sheet("Why?", one),
        Sheet("Why?", two, notes="so -->"),
        Sheet("End"),
    ]
    chapter, following = Chapter("why", "Why?", (1, 2, 3, 4)), Chapter("more", "More", (5,))

    def say(key: str, **values: object) -> str:
        return WORDS.say(key, "en", **values)

    text = chapter_text(chapter, sheets, say, Place(1, following))
    told = [line for line in without_comments(text.partition("---\n\n")[2]).split("\n") if line]
    assert [line for line in told if line[0] not in "`-" and not line.isdigit()] == [
        "This chapter follows four slides, from *A talk* to *End*.",
        "The talk opens with its title.",
        "Then comes *Why?*",
        "One line has to do the work here.",
        "The next slide goes on under the same title.",
        "There are two lines, in the speaker’s order.",
        "From here the presentation goes on to *End*.",
        "The slide has a title and nothing else; the rest was told.",
        "This goes on in [More](more.md).",
        "## To discuss",
    ]
    assert "speaker’s notes: so –›" in text and text.count("<!--") == text.count("-->") == 5
    assert 'description: "Slides 1 to 4 of the presentation: A talk, Why? and End."' in text


def test_titles_are_words_and_not_markup() -> None:
    import markdown

    title = r'a*b*_c_ `d` [e](f) <i>g</i> #h & @i $j$ | ~k~ "l" {m} \n 1+1!'
    html = markdown.markdown(f"x {md(title)}")
    import lxml.html

    assert lxml.html.fromstring(html).text_content() == f"x {title}"
