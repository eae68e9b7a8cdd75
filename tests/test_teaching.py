"""What a chapter gives to those who teach with it: read whole, and every mistake named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny import TinyBook

from scripts.book import Book
from scripts.checkdata import Choice, LabTask, Match, ModelRun, Numeric, Order, Until
from scripts.errors import BookError
from scripts.language import check_language

FILE = "docs/source/teaching/weide.yml"
WHOLE = """\
level: {nl: "bachelor, jaar 2", en: "bachelor’s, year 2"}
prerequisites: []
brief:
  nl: |
    Tel de koeien.

    Schrijf op wat je ziet.
  en: |
    Count the cows.

    Write down what you see.
rubric:
  - id: count
    weight: 2
    title: {nl: Tellen, en: Counting}
    levels:
      - {nl: fout, en: wrong}
      - {nl: half, en: half}
      - {nl: goed, en: right}
  - id: why
    title: {nl: Waarom, en: Why}
    levels: [{nl: nee, en: "no"}, {nl: deels, en: partly}, {nl: grotendeels, en: mostly}, {nl: ja, en: "yes"}]
  - {id: form, weight: 1, title: {nl: Vorm, en: Form}, levels: [{nl: a, en: a}, {nl: b, en: b}, {nl: c, en: c}]}
answers:
  - {nl: Acht., en: Eight.}
checks:
  - id: farmers
    kind: choice
    question: {nl: "Hoeveel boeren?", en: "How many farmers?"}
    options:
      - {text: {nl: acht, en: eight}, right: true, why: {nl: Zo begint het., en: So it begins.}}
      - {text: {nl: negen, en: nine}, why: {nl: Er is er geen bij., en: None has come.}}
  - id: cows
    kind: numeric
    question: {nl: "Hoeveel koeien?", en: "How many cows?"}
    answer: 43
    tolerance: 2
    unit: {nl: koeien, en: cows}
    low: 0
    high: 500
    from: {model: cows, values: {farmers: 8}, seed: 1, measure: cows_final}
    why: {nl: Tel ze., en: Count them.}
  - id: years
    kind: order
    question: {nl: "Wat komt eerst?", en: "What comes first?"}
    items: [{nl: koe, en: cow}, {nl: melk, en: milk}, {nl: kaas, en: cheese}]
    why: {nl: Zonder koe geen kaas., en: No cheese without a cow.}
  - id: pairs
    kind: match
    question: {nl: "Wie hoort bij wie?", en: "Who belongs to whom?"}
    pairs:
      - {left: {nl: boer, en: farmer}, right: {nl: koe, en: cow}}
      - {left: {nl: visser, en: fisher}, right: {nl: vis, en: fish}}
    why: {nl: Ieder het zijne., en: To each his own.}
  - id: herd
    kind: lab
    question: {nl: Maak de kudde groot., en: Make the herd large.}
    model: cows
    controls: [farmers]
    values: {chance: 0.4}
    seed: 7
    until: {measure: cows_final, above: 100}
    why: {nl: Meer boeren., en: More farmers.}
"""


@pytest.fixture
def taught(tiny: TinyBook) -> TinyBook:
    """The tiny book with all that a teaching file can hold."""
    path = tiny.folder / FILE
    path.parent.mkdir()
    path.write_text(WHOLE, encoding="utf-8")
    return tiny


def test_everything_is_read(taught: TinyBook) -> None:
    read = Book(taught.folder).teaching["weide"]
    assert read.level == {"nl": "bachelor, jaar 2", "en": "bachelor’s, year 2"}
    assert read.brief["en"] == "Count the cows.\n\nWrite down what you see."
    assert [(one.id, one.weight, one.points) for one in read.rubric] == [
        ("count", 2, 4),
        ("why", 1, 3),
        ("form", 1, 2),
    ]
    assert read.points == 9
    assert read.answers == ({"nl": "Acht.", "en": "Eight."},)
    choice, numeric, order, match, lab = read.checks
    assert isinstance(choice, Choice) and not choice.several
    assert [one.right for one in choice.options] == [True, False]
    assert isinstance(numeric, Numeric) and numeric.answer == 43 and numeric.high == 500
    assert numeric.source == ModelRun("cows", {}, 1, "cows_final")  # 8 is the model's own value
    assert isinstance(order, Order) and [one["nl"] for one in order.items] == [
        "koe",
        "melk",
        "kaas",
    ]
    assert isinstance(match, Match) and match.pairs[1].right["en"] == "fish"
    assert isinstance(lab, LabTask) and lab.until == Until("cows_final", above=100)
    assert (lab.values, lab.controls, lab.seed) == ({"chance": 0.4}, ("farmers",), 7)
    assert [one.kind for one in read.checks] == ["choice", "numeric", "order", "match", "lab"]


def test_file_and_keys_are_optional(tiny: TinyBook) -> None:
    read = Book(tiny.folder).teaching["weide"]
    assert (read.level, read.checks, read.rubric, read.points) == ({}, (), (), 0)
    (tiny.folder / FILE).parent.mkdir()
    (tiny.folder / FILE).write_text("prerequisites: []\n")
    assert Book(tiny.folder).teaching["weide"].prerequisites == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("level: {nl", "levels: {nl", 1, "unknown key 'levels'"),
        ("level: {nl", "level: {de: x, nl", 1, "unknown language 'de'"),
        (', en: "bachelor’s, year 2"', "", 1, "no text in 'en'"),
        ("{nl: Acht., en: Eight.}", "{nl: Acht., en: 8}", 25, "put it in quotes"),
        ("prerequisites: []", "prerequisites: [wei]", 2, "there is no chapter 'wei'"),
        ("prerequisites: []", "prerequisites: [weide]", 2, "cannot be its own"),
        ("weight: 2", "weight: 0", 14, "weight is a whole number"),
        ("    weight: 2\n", "    points: 2\n", 14, "unknown key 'points'"),
        ("  - id: why\n", "  - id: count\n", 20, "'count' stands here twice"),
        ("      - {nl: half, en: half}\n", "", 16, "three or four levels"),
        ("id: farmers", "id: De boeren", 27, "an id of small letters"),
        ("  - id: cows\n", "  - id: farmers\n", 33, "'farmers' stands here twice"),
        ("kind: choice", "kind: multiple", 28, "kind is one of"),
        ("kind: choice", "kind: order", 30, "unknown key 'options'"),
        (
            '    question: {nl: "Hoeveel boeren?", en: "How many farmers?"}\n',
            "",
            27,
            "has no question",
        ),
        ("right: true", "right: false", 30, "no option is right"),
        ("right: true", "right: 1", 31, "true or false"),
        ("nl: negen, en: nine}", "nl: negen, en: nine}, right: true", 30, "every option is right"),
        ("en: nine", "en: eight", 32, "'eight' stands here twice"),
        (", why: {nl: Er is er geen bij., en: None has come.}", "", 32, "has no why"),
        ("answer: 43", "answer: veel", 36, "a number"),
        ("answer: 43", "answer: .nan", 36, "a number"),
        ("answer: 43", "answer: 600", 36, "not from low to high"),
        ("tolerance: 2", "tolerance: -2", 37, "not below zero"),
        ("{model: cows, values", "{model: koeien, values", 41, "there is no model 'koeien'"),
        ("measure: cows_final}\n    why", "measure: herd}\n    why", 41, "no measure 'herd'"),
        ("{farmers: 8}", "{farmers: 80}", 41, "from 1 to 50"),
        ("{farmers: 8}", "{sheep: 8}", 41, "sheep must be a parameter"),
        (", {nl: kaas, en: cheese}]", "]", 46, "at least three items"),
        ("right: {nl: vis, en: fish}", "right: {nl: vis, en: cow}", 53, "'cow' stands here twice"),
        ("model: cows\n", "model: sheep\n", 58, "there is no model 'sheep'"),
        ("controls: [farmers]", "controls: [boeren]", 59, "no parameter 'boeren'"),
        ("{chance: 0.4}", "{chance: 4}", 60, "from 0 to 1"),
        ("seed: 7", "seed: 0", 61, "seed is a whole number"),
        ("above: 100", "over: 100", 62, "unknown key 'over'"),
        (", above: 100", "", 62, "one of above, below and between"),
        ("above: 100", "between: [3, 1]", 62, "the lower one first"),
        ("model: cows\n", "model: cows\n    model: cows\n", 59, "stands here twice"),
        ("brief:", "brief: [", 2, "not YAML"),
    ],
)
def test_mistakes_name_their_line(
    taught: TinyBook, old: str, new: str, line: int, message: str
) -> None:
    taught.edit(FILE, old, new)
    with pytest.raises(BookError) as caught:
        assert Book(taught.folder).teaching
    said = str(caught.value)
    if message != "not YAML":
        assert f"weide.yml:{line}: " in said, said
    assert message in said, said


def test_all_mistakes_come_at_once(taught: TinyBook) -> None:
    taught.edit(FILE, "level: {nl", "levels: {nl")
    taught.edit(FILE, "answer: 43", "answer: veel")
    taught.edit(FILE, "seed: 7", "seed: 0")
    with pytest.raises(BookError) as caught:
        assert Book(taught.folder).teaching
    assert len(str(caught.value).splitlines()) == 3


def test_a_file_of_no_chapter_is_a_mistake(taught: TinyBook) -> None:
    path = taught.folder / FILE
    path.with_name("wei.yml").write_text("prerequisites: []\n")
    with pytest.raises(BookError, match=r"wei\.yml:1: there is no chapter 'wei'"):
        assert Book(taught.folder).teaching


def test_prerequisites_do_not_go_round(taught: TinyBook) -> None:
    second = "      - {slug: dorp, title: {nl: Dorp, en: Village}}\n"
    outline = taught.folder / "docs/source/outline.yml"
    outline.write_text(outline.read_text() + second)
    taught.edit(FILE, "prerequisites: []", "prerequisites: [dorp]")
    (taught.folder / FILE).with_name("dorp.yml").write_text("prerequisites: [weide]\n")
    with pytest.raises(BookError, match=r"yml:2: .*circle: weide → dorp → weide"):
        assert Book(taught.folder).teaching


def test_texts_are_checked_like_all_others(taught: TinyBook) -> None:
    taught.edit(FILE, "    Schrijf op wat je ziet.", "    Schrijf op wat je zziett, dus 1.5 koe.")
    taught.edit(FILE, "{nl: Tel ze., en: Count them.}", '{nl: Tel ze., en: Dont count "them".}')
    found = [str(one) for one in check_language(Book(taught.folder)) if FILE in str(one)]
    assert any("weide.yml:7: 'zziett' is no word" in one for one in found), found
    assert any("weide.yml:7: decimals want a comma" in one for one in found), found
    assert any("weide.yml:42: a straight quotation mark" in one for one in found), found


def test_the_books_own_files_are_right(root: Path) -> None:
    book = Book(root)
    assert set(book.teaching) == {chapter.slug for chapter in book.outline.chapters()}
