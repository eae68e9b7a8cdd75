"""What a chapter gives to those who teach with it: docs/source/teaching/<chapter>.yml, read and checked.

The file is optional and so is every key in it. Texts stand in all languages of the book.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .checkdata import Check
from .checkreader import CheckReader
from .demands import list_of, needed, no_doubles, only, read_id, read_words
from .errors import BookError, BookErrors, raise_all
from .marked import Marked, read_marked
from .outline import Words

if TYPE_CHECKING:
    from .book import Book

KEYS = ("level", "prerequisites", "brief", "rubric", "answers", "checks")


@dataclass(frozen=True)
class Criterion:
    """One row of a rubric; its levels go from worst to best."""

    id: str
    weight: int
    title: Words
    levels: tuple[Words, ...]

    @property
    def points(self) -> int:
        """What the best level is worth; the worst is worth nothing."""
        return self.weight * (len(self.levels) - 1)


@dataclass(frozen=True)
class Teaching:
    """All that is said of one chapter. What is not said is empty."""

    chapter: str
    path: Path
    level: Words
    prerequisites: tuple[str, ...]
    brief: Words
    rubric: tuple[Criterion, ...]
    answers: tuple[Words, ...]
    checks: tuple[Check, ...]

    @property
    def points(self) -> int:
        """What the rubric is worth in all."""
        return sum(one.points for one in self.rubric)


def teaching_folder(book: Book) -> Path:
    """Where the files are."""
    return book.source / "teaching"


def read_all_teaching(book: Book) -> dict[str, Teaching]:
    """The teaching of every chapter, in the book's order; raises BookError for each mistake in any file."""
    errors: list[BookError] = []
    slugs = [chapter.slug for chapter in book.outline.chapters()]
    for path in sorted(teaching_folder(book).glob("*.y*ml")):
        if path.stem not in slugs or path.suffix != ".yml":
            message = f"there is no chapter {path.stem!r} (a file is called <chapter>.yml)"
            errors.append(BookError(message, path, 1))
    found: dict[str, Teaching] = {}
    for slug in slugs:
        try:
            found[slug] = read_teaching(book, slug)
        except BookErrors as several:
            errors += several.errors
        except BookError as error:
            errors.append(error)
    if not errors:
        errors += _circles(found)
    raise_all(errors)
    return found


def read_teaching(book: Book, slug: str) -> Teaching:
    """The teaching of one chapter; empty if it has no file."""
    path = teaching_folder(book) / f"{slug}.yml"
    if not path.exists():
        return Teaching(slug, path, {}, (), {}, (), (), ())
    file = read_marked(path)
    if not file.is_mapping():
        raise file.fail(f"expected some of {', '.join(KEYS)}")
    return _Reader(book, slug).teaching(file)


class _Reader:
    def __init__(self, book: Book, slug: str):
        self.book, self.slug = book, slug
        self.errors: list[BookError] = []
        self.slugs = [chapter.slug for chapter in book.outline.chapters()]

    def teaching(self, file: Marked) -> Teaching:
        for key in file.entries:
            if key not in KEYS:
                message = f"unknown key {key!r} (there are: {', '.join(KEYS)})"
                self.errors.append(file.fail(message, key))

        def part[T](key: str, read: Callable[[Marked], T], empty: T) -> T:
            if key not in file.entries:
                return empty
            try:
                return read(file.entries[key])
            except BookErrors as several:
                self.errors += several.errors
            except BookError as error:
                self.errors.append(error)
            return empty

        checks = CheckReader(self.book)
        found = Teaching(
            self.slug,
            file.path,
            part("level", self.words("level"), {}),
            part("prerequisites", self.prerequisites, ()),
            part("brief", self.words("brief"), {}),
            part("rubric", self.rubric, ()),
            part("answers", self.answers, ()),
            part("checks", checks.checks, ()),
        )
        raise_all(self.errors)
        return found

    def words(self, what: str) -> Callable[[Marked], Words]:
        return lambda given: read_words(given, what, self.book.languages)

    def prerequisites(self, given: Marked) -> tuple[str, ...]:
        named = list_of(given, "prerequisites")
        for one in named:
            if one.value not in self.slugs:
                raise one.fail(f"prerequisites: there is no chapter {one.value!r}")
            if one.value == self.slug:
                raise one.fail("prerequisites: a chapter cannot be its own")
        names = [str(one.value) for one in named]
        for at, one in enumerate(named):
            if names[at] in names[:at]:
                raise one.fail(f"prerequisites: {one.value!r} stands here twice")
        return tuple(names)

    def rubric(self, given: Marked) -> tuple[Criterion, ...]:
        criteria = [self.criterion(one) for one in list_of(given, "rubric")]
        if not 3 <= len(criteria) <= 5:
            raise given.fail(f"rubric: three to five criteria, not {len(criteria)}")
        no_doubles(given, [one.id for one in criteria], "rubric")
        return tuple(criteria)

    def criterion(self, given: Marked) -> Criterion:
        only(given, "a criterion", ("id", "weight", "title", "levels"))
        name = read_id(given, "a criterion")
        weight = given.entries["weight"].value if "weight" in given.entries else 1
        if isinstance(weight, bool) or not isinstance(weight, int) or weight < 1:
            raise given.fail(f"{name}: weight is a whole number from 1", "weight")
        title = read_words(needed(given, "title", name), f"{name}, title", self.book.languages)
        levels = [
            read_words(one, f"{name}, a level", self.book.languages)
            for one in list_of(needed(given, "levels", name), f"{name}, levels")
        ]
        if len(levels) not in (3, 4):
            raise given.fail(f"{name}: three or four levels, not {len(levels)}", "levels")
        return Criterion(name, weight, title, tuple(levels))

    def answers(self, given: Marked) -> tuple[Words, ...]:
        return tuple(
            read_words(one, f"answer {number}", self.book.languages)
            for number, one in enumerate(list_of(given, "answers"), 1)
        )


def _circles(found: dict[str, Teaching]) -> list[BookError]:
    """An error if chapters come before each other in a circle."""
    done: set[str] = set()

    def walk(slug: str, way: list[str]) -> BookError | None:
        if slug in way:
            circle = [*way[way.index(slug) :], slug]
            file = read_marked(found[slug].path)
            message = f"prerequisites go round in a circle: {' → '.join(circle)}"
            return file.fail(message, "prerequisites")
        if slug not in done:
            for other in found[slug].prerequisites:
                if error := walk(other, [*way, slug]):
                    return error
            done.add(slug)
        return None

    for slug in found:
        if error := walk(slug, []):
            return [error]
    return []
