"""`python -m scripts new FOLDER --deck DECK…`: start a book in a new folder."""

from __future__ import annotations

import argparse
import importlib.util
import keyword
import re
import sys
from datetime import date
from pathlib import Path

from ..book import GENERATOR, Book
from ..deck import parse_deck, same_shape
from ..errors import BookError
from .files import LINKS, Start, book_files, way
from .plan import Chapter, free_slug, plan, slug
from .sheets import Sheet, clean, deck_text, read_sheets, read_text


def new_arguments(command: argparse.ArgumentParser) -> None:
    """What `new` may be told."""
    command.add_argument("folder", type=Path, help="where the book comes: a new or empty folder")
    command.add_argument(
        "--deck",
        type=Path,
        nargs="+",
        required=True,
        help="the presentation (.txt, .md or .pptx); more than one: the same in each of the languages",
    )
    command.add_argument(
        "--languages", default="en", help="of the book, the first one first: en, nl or en,nl"
    )
    command.add_argument("--title", default="", help="of the book (the title of the first slide)")
    command.add_argument("--package", default="", help="name of the package with the book's models")


def new(words: Book, asked: argparse.Namespace) -> int:
    """Write a book into a new folder and say what to do with it; `words` is any book, to say things with."""
    folder = asked.folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BookError("this is not an empty folder; a new book needs one of its own", folder)
    if GENERATOR in (folder, *folder.parents):
        raise BookError("a book does not belong among the generator's scripts", folder)
    start = start_of(words, asked, date.today())
    files = book_files(start, way(folder), words)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    sheets = start.decks[start.first]
    chapters = start.chapters()
    print(
        f"{folder}: {len(sheets)} slides in {len(chapters)} chapters, languages {asked.languages}"
    )
    for language in start.languages[1:]:
        if language not in start.texts:
            print(
                f"docs/source/presentation.{language}.txt is not translated yet; do it line by line"
            )
    print("next: make serve, or make test (README.md says how to go on)")
    return 0


def start_of(words: Book, asked: argparse.Namespace, day: date) -> Start:
    """What the book is made from; raises BookError for what cannot be."""
    languages = languages_of(words, asked.languages)
    first = languages[0]
    if len(asked.deck) > len(languages):
        raise BookError(
            f"{len(asked.deck)} decks for {len(languages)} language(s): give one for each"
        )
    decks, texts = {}, {}
    for language, path in zip(languages, asked.deck, strict=False):
        decks[language] = read_sheets(path)
        given = path.suffix.lower() == ".txt"
        texts[language] = read_text(path) if given else deck_text(decks[language])
        same_shape(parse_deck(texts[first]), parse_deck(texts[language]), path)
    sheets: list[Sheet] = decks[first]
    title = clean(asked.title) or sheets[0].title
    own = {words.say(f"start.page.{one}", first) for one in LINKS}
    lab = words.say("start.lab", first)
    taken = own | {slug(lab)} | set(languages)
    parts = tuple(plan(sheets, taken))
    rest = Chapter(free_slug(lab, own | set(languages)), lab, ())
    package = package_name(asked.package, title)
    return Start(title, package, languages, decks, texts, parts, rest, day)


def languages_of(words: Book, given: str) -> tuple[str, ...]:
    """The languages asked for; raises BookError for one in which the generator says nothing."""
    known = sorted(set.intersection(*(set(said) for said in words.strings.values())))
    languages = tuple(filter(None, re.split(r"[,\s]+", given.strip().lower())))
    for language in languages:
        if language not in known:
            raise BookError(
                f"there are no words in {language!r} yet: choose from {', '.join(known)}, or add "
                f"{language!r} to every *words.json of the generator"
            )
    if not languages or len(set(languages)) < len(languages):
        raise BookError(f"name each language once, as in --languages {','.join(known)}")
    return languages


def package_name(given: str, title: str) -> str:
    """A name for the package of models that Python can import and nothing else has."""
    if given:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", given) or not free(given):
            raise BookError(f"{given!r} cannot be the name of a package: small letters, not taken")
        return given
    words = [
        word
        for word in slug(title, 60).split("-")
        if word not in ("the", "a", "an", "of", "de", "het", "een")
    ]
    name = re.sub(r"^\d+_?", "", "_".join(words[:2])) or "book"
    return name if free(name) else f"{name}_models"


def free(name: str) -> bool:
    """Whether no module that the generator or Python has goes by that name."""
    if keyword.iskeyword(name) or name in sys.stdlib_module_names or name == "tests":
        return False
    return importlib.util.find_spec(name) is None
