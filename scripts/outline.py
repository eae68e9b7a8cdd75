"""Stage 2: the outline, the one ordered list of parts, chapters and the slides each chapter shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .errors import BookError, raise_all
from .plain import plain_yaml, read_text

type Words = dict[str, str]  # language -> text

PLACE = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")


@dataclass(frozen=True)
class Placed:
    """Lines of one slide: `lines` counts from 1 without the title; `title` says whether the title is shown."""

    slide: int
    lines: range | None = None  # None: the whole slide


@dataclass(frozen=True)
class Chapter:
    """One chapter; `number` counts through the whole book, `row` is its line in the outline."""

    number: int
    slug: str
    title: Words
    slides: tuple[Placed, ...]
    row: int


@dataclass(frozen=True)
class Part:
    """A part of the book and its chapters."""

    title: Words
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Moved:
    """A page that stood at `old` and now stands at `new`, both below the root; `row` is its line."""

    old: str
    new: str
    row: int


@dataclass(frozen=True)
class Outline:
    """The whole outline. The first language of `title` is the book's first.

    `front` and `back` name the pages before and behind the chapters, `teaching` those for teachers; then the
    slugs of the generated pages with all sources, all slides and the map of the argument, and of the
    glossary, which is written by hand. A book without glossary or map has "" there.
    `bench` names models that `make bench` measures apart: `lab`, the one it opens, and `schelling`, if one is.
    `moved` has the pages that stood elsewhere before.
    """

    path: Path
    title: Words
    subtitle: Words
    presentation: Words
    nested: dict[int, range]
    parts: tuple[Part, ...]
    front: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    teaching: tuple[str, ...] = ()
    sources_page: str = "sources"
    presentation_page: str = "presentation"
    glossary_page: str = ""
    map_page: str = ""
    printed: tuple[str, ...] = ()  # pages at the back of the book on paper
    bench: Words = field(default_factory=dict)
    moved: tuple[Moved, ...] = ()

    @property
    def languages(self) -> list[str]:
        """The languages of the book, first one first."""
        return list(self.title)

    def chapters(self) -> Iterator[Chapter]:
        """All chapters in order."""
        for part in self.parts:
            yield from part.chapters

    def chapter(self, slug: str) -> Chapter | None:
        """The chapter with that slug, or None."""
        return next((chapter for chapter in self.chapters() if chapter.slug == slug), None)


def read_outline(path: Path) -> Outline:
    """Read and check an outline; raises BookError with the line."""
    text = read_text(path, "there is no outline here")
    data = plain_yaml(text, path)
    if not isinstance(data, dict):
        raise BookError("an outline is a mapping with title and parts", path)
    return _Reader(path, text).outline(data)


class _Reader:
    def __init__(self, path: Path, text: str):
        self.path, self.rows, self.errors = path, text.split("\n"), list[BookError]()
        self.number = 0

    def outline(self, data: dict[str, Any]) -> Outline:
        title = self.words(data, "title", "the book")
        languages = list(title)
        pages = self.mapping(data.get("pages"), "pages")
        parts = tuple(self.part(one, languages) for one in self.listed(data.get("parts"), "parts"))
        outline = Outline(
            self.path,
            title,
            self.words(data, "subtitle", "the book", languages, needed=False),
            self.words(data, "presentation", "the book", languages[:1]),
            dict(map(self.below, self.mapping(data.get("nested"), "nested").items())),
            parts,
            self.names(pages, "front"),
            self.names(pages, "back"),
            self.names(pages, "teaching"),
            str(pages.get("sources", "sources")),
            str(pages.get("presentation", "presentation")),
            str(pages.get("glossary") or ""),
            str(pages.get("map") or ""),
            tuple(pages.get("printed") or ()),
            {str(use): str(slug) for use, slug in (data.get("bench") or {}).items()},
            self.moved(data.get("moved") or {}),
        )
        slugs = [chapter.slug for chapter in outline.chapters()]
        if not slugs:
            self.fail("an outline needs at least one chapter", 1)
        for chapter in outline.chapters():
            if slugs.count(chapter.slug) > 1:
                self.fail(f"chapter {chapter.slug!r} stands here twice", chapter.row)
        raise_all(self.errors)
        return outline

    def part(self, given: Any, languages: list[str]) -> Part:
        data = self.mapping(given, "a part")
        title = self.words(data, "title", "a part", languages)
        return Part(
            title,
            tuple(
                self.chapter(one, languages)
                for one in self.listed(data.get("chapters"), "the chapters of a part")
            ),
        )

    def chapter(self, given: Any, languages: list[str]) -> Chapter:
        data = self.mapping(given, "a chapter")
        self.number += 1
        slug = str(data.get("slug", ""))
        row = self.find(slug)
        if not slug or slug != slug.lower() or not slug.replace("-", "").isalnum():
            self.fail(f"chapter {self.number}: a slug of small letters, digits and hyphens", row)
        title = self.words(data, "title", f"chapter {slug}", languages, row=row)
        slides = tuple(self.placed(one, row) for one in self.listed(data.get("slides"), "slides"))
        return Chapter(self.number, slug, title, slides, row)

    def placed(self, data: int | str, row: int) -> Placed:
        number, _, lines = str(data).partition(":")
        try:
            return Placed(int(number), self.lines(lines, row) if lines else None)
        except ValueError:
            self.fail(f"a slide is a number, or 'number: first-last', not {data!r}", row)
            return Placed(0)

    def below(self, given: tuple[Any, Any]) -> tuple[int, range]:
        """A slide, and which of its lines belong under the bullet before them."""
        slide, lines = given
        try:
            return int(slide), self.lines(lines[0], 0)
        except (ValueError, TypeError, LookupError, OverflowError):
            self.fail(
                f"nested is a slide with a list of lines, as 4: [2-3], not {slide!r}: {lines!r}", 1
            )
            return 0, range(0)

    def mapping(self, data: Any, what: str) -> dict[Any, Any]:
        """The mapping that something has to be, if it is there."""
        if data is None or isinstance(data, dict):
            return data or {}
        self.fail(f"{what}: a mapping is expected, not {data!r}", 1)
        return {}

    def listed(self, data: Any, what: str) -> list[Any]:
        """The list that something has to be, if it is there."""
        if data is None or isinstance(data, list):
            return data or []
        self.fail(f"{what}: a list is expected, not {data!r}", 1)
        return []

    def names(self, pages: dict[Any, Any], key: str) -> tuple[str, ...]:
        """The slugs of pages under a key."""
        return tuple(map(str, self.listed(pages.get(key), f"pages, {key}")))

    def lines(self, text: str, row: int) -> range:
        first, _, last = str(text).strip().partition("-")
        return range(int(first), int(last or first) + 1)

    def words(
        self,
        data: dict[str, Any],
        key: str,
        whose: str,
        languages: list[str] | None = None,
        needed: bool = True,
        row: int = 1,
    ) -> Words:
        words = data.get(key) or {}
        if isinstance(words, str):
            words = {language: words for language in languages or ["en"]}
        words = self.mapping(words, f"{whose}, {key}")
        missing = [one for one in languages or [] if not words.get(one)]
        if needed and (missing or not words):
            self.fail(
                f"{whose} has no {key}" + (f" in {', '.join(missing)}" if missing else ""), row
            )
        return {str(language): str(text) for language, text in words.items() if text is not None}

    def moved(self, data: Any) -> tuple[Moved, ...]:
        if not isinstance(data, dict):
            self.fail("moved is a mapping from old to new", self.find("moved:", ""))
            return ()
        found = []
        for old, new in data.items():
            row = self.find(f"{old}:", "")
            if not all(isinstance(one, str) and PLACE.fullmatch(one) for one in (old, new)):
                self.fail(f"moved: slugs, as in `old-slug: new-slug`, not {old!r}: {new!r}", row)
                continue
            found.append(Moved(old, new, row))
        return tuple(found)

    def find(self, slug: str, before: str = "slug: ") -> int:
        """The line on which a slug stands: good enough to point at, since slugs stand once."""
        wanted = f"{before}{slug}"
        return next((n for n, row in enumerate(self.rows, 1) if wanted in row.replace('"', "")), 1)

    def fail(self, message: str, row: int) -> None:
        self.errors.append(BookError(message, self.path, row))
