"""A lesson with every kind of self-check, and packs that are broken in one way each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from tiny import TinyBook

from scripts.book import Book
from scripts.labfence import LabFence
from scripts.packs.archive import MANIFEST, unpack
from scripts.packs.lesson import Lesson, lesson_of
from scripts.pages import read_source
from scripts.site import labs_of
from scripts.teaching import read_teaching

TEACHING = """\
level: {nl: "bachelor", en: "bachelor"}
prerequisites: []
brief:
  nl: |
    **Tel de koeien.** Zie [het begin](index.md), en schrijf op wat < 3 is & waarom.
  en: |
    **Count the cows.** See [the start](index.md), and write down what is < 3 & why.
rubric:
  - id: count
    weight: 2
    title: {nl: Tellen, en: Counting}
    levels: &levels [{nl: slecht, en: bad}, {nl: matig, en: fair}, {nl: goed, en: good}]
  - {id: say, weight: 1, title: {nl: Zeggen, en: Saying}, levels: *levels}
  - {id: ask, weight: 1, title: {nl: Vragen, en: Asking}, levels: *levels}
checks:
  - id: one
    kind: choice
    question: {nl: "Hoeveel *boeren* & koeien?", en: "How many *farmers* & cows?"}
    options:
      - {text: {nl: acht, en: eight}, right: true, why: {nl: "Ja: 8 < 9.", en: "Yes: 8 < 9."}}
      - {text: {nl: negen, en: nine}, why: {nl: Nee., en: No.}}
      - {text: {nl: tien, en: ten}, why: {nl: Ook niet., en: Neither.}}
  - id: two
    kind: choice
    question: {nl: "Is een koe een dier?", en: "Is a cow an animal?"}
    options:
      - {text: {nl: ja, en: "yes"}, right: true, why: {nl: Zeker., en: Sure.}}
      - {text: {nl: nee, en: "no"}, why: {nl: Toch wel., en: It is.}}
  - id: several
    kind: choice
    question: {nl: "Wat eet gras?", en: "What eats grass?"}
    options:
      - {text: {nl: koe, en: cow}, right: true, why: {nl: Ja., en: Yes.}}
      - {text: {nl: schaap, en: sheep}, right: true, why: {nl: Ja., en: Yes.}}
      - {text: {nl: wolf, en: wolf}, why: {nl: Nee., en: No.}}
  - id: number
    kind: numeric
    question: {nl: "Welk deel?", en: "What share?"}
    answer: 0.48
    tolerance: 0.02
    unit: {nl: koe, en: cow}
    why: {nl: Tel maar., en: Count them.}
  - id: steps
    kind: order
    question: {nl: "Zet op volgorde.", en: "Put in order."}
    items: [{nl: kalf, en: calf}, {nl: pink, en: heifer}, {nl: koe, en: cow}, {nl: biefstuk, en: steak}]
    why: {nl: Zo gaat het., en: So it goes.}
  - id: pairs
    kind: match
    question: {nl: "Wat hoort bij elkaar?", en: "What belongs together?"}
    pairs:
      - {left: {nl: koe, en: cow}, right: {nl: kalf, en: calf}}
      - {left: {nl: schaap, en: sheep}, right: {nl: lam, en: lamb}}
      - {left: {nl: paard, en: horse}, right: {nl: veulen, en: foal}}
    why: {nl: Jongen., en: Young.}
  - id: lab
    kind: lab
    question: {nl: "Maak er veel.", en: "Make many."}
    model: cows
    controls: [farmers, chance]
    seed: 1
    until: {measure: cows_final, above: 100}
    why: {nl: Meer boeren., en: More farmers.}
"""


def taught(tiny: TinyBook) -> Book:
    """The tiny book with teaching."""
    path = tiny.folder / "docs/source/teaching/weide.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEACHING, encoding="utf-8")
    return Book(tiny.folder)


def lesson(book: Book, language: str, slug: str = "weide") -> Lesson:
    """The lesson of a chapter."""
    path = book.docs / language / f"{slug}.md"
    source = read_source(path, path.name, language, book.outline.chapter(slug))
    labs = [one for one in labs_of(book, source) if isinstance(one, LabFence)]
    ids = [f"lab-{number}" for number in range(1, len(labs) + 1)]
    return lesson_of(book, source, labs, read_teaching(book, slug), ids)


def swap(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    """A break: another text in a file; the old one must be there."""

    def broken(files: dict[str, bytes]) -> None:
        text = files[name].decode()
        assert old in text, (name, old)
        files[name] = text.replace(old, new, 1).encode()

    return broken


def manifest(old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    """The same in the manifest."""
    return swap(MANIFEST, old, new)


def without(name: str) -> Callable[[dict[str, bytes]], None]:
    """A break: a file that is not there."""

    def broken(files: dict[str, bytes]) -> None:
        del files[name]

    return broken


def extra(name: str, text: str = "x") -> Callable[[dict[str, bytes]], None]:
    """A break: a file more."""

    def broken(files: dict[str, bytes]) -> None:
        files[name] = text.encode()

    return broken


def broken(data: bytes, how: Callable[[dict[str, bytes]], None]) -> bytes:
    """A pack with something broken in it; not compressed, for some are large."""
    files = unpack(data)
    how(files)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return buffer.getvalue()


def doubled(data: bytes, name: str) -> bytes:
    """A pack in which a file stands twice."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as opened:
        opened.writestr(name, "again")
    return buffer.getvalue()
