"""A chapter or a model as a learning resource: what its page, the citations and the catalogues say of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .fences import fences
from .imprint import Imprint, read_imprint
from .numbering import exercise_count
from .pages import Source, read_source

if TYPE_CHECKING:
    from .book import Book


@dataclass(frozen=True)
class Part:
    """A numbered thing on the page: its name and its anchor."""

    name: str
    anchor: str
    kind: str  # "exercise" or "simulation"


@dataclass(frozen=True)
class Resource:
    """One page in one language. `path` is its address below the root of the language."""

    kind: str  # "chapter" or "model"
    slug: str
    language: str
    title: str
    description: str
    path: str
    number: int = 0
    minutes: int = 0
    level: str = ""
    goals: tuple[str, ...] = ()
    prerequisites: tuple[tuple[str, str], ...] = ()  # title and path
    parts: tuple[Part, ...] = ()
    version: str = ""  # of the model


class Catalogue:
    """The resources of a book, and what is the same for all of them."""

    def __init__(self, book: Book, imprint: Imprint):
        self.book, self.imprint = book, imprint

    def address(self, root: str, language: str, path: str = "") -> str:
        """Where a page stands, below the root of the site."""
        below = "" if language == self.book.languages[0] else f"{language}/"
        return f"{root}{below}{path}"

    def identifier(self, resource: Resource | None, language: str) -> str:
        """A name that stays when the site moves and when the version changes; None is the book."""
        title = self.book.outline.title[self.book.languages[0]]
        name = f"{title}/{resource.path if resource else ''}#{language}"
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"

    @cached_property
    def chapters(self) -> dict[str, tuple[Resource, ...]]:
        """The chapters of each language, in order."""
        return {
            language: tuple(
                chapter_resource(self.book, self._source(slug.slug, language))
                for slug in self.book.outline.chapters()
            )
            for language in self.book.languages
        }

    @cached_property
    def models(self) -> dict[str, tuple[Resource, ...]]:
        """The models of each language."""
        return {
            language: tuple(
                model_resource(self.book, slug, language) for slug in self.book.library.slugs()
            )
            for language in self.book.languages
        }

    def all(self) -> list[Resource]:
        """Every resource: by kind, in order, in each language."""
        return [
            one
            for group in (self.chapters, self.models)
            for together in zip(*(group[language] for language in self.book.languages), strict=True)
            for one in together
        ]

    def _source(self, slug: str, language: str) -> Source:
        path = self.book.docs / language / f"{slug}.md"
        return read_source(path, path.name, language, self.book.outline.chapter(slug))


def catalogue(book: Book) -> Catalogue | None:
    """The catalogue of a book that has an imprint."""
    imprint = read_imprint(book)
    return Catalogue(book, imprint) if imprint else None


def chapter_resource(book: Book, source: Source) -> Resource:
    """A chapter as a resource."""
    chapter, language = source.chapter, source.language
    assert chapter
    teaching = book.teaching[chapter.slug]
    before = [book.outline.chapter(slug) for slug in teaching.prerequisites]

    def named(kind: str, key: str, anchor: str, count: int) -> list[Part]:
        return [
            Part(book.say(key, language, number=f"{chapter.number}.{n}"), f"{anchor}-{n}", kind)
            for n in range(1, count + 1)
        ]

    labs = len(list(fences(source.markdown, {"lab"})))
    return Resource(
        "chapter",
        chapter.slug,
        language,
        chapter.title[language],
        str(source.meta.get("description", "")),
        source.url,
        chapter.number,
        int(source.meta.get("minutes") or 0),
        teaching.level.get(language, ""),
        tuple(map(str, source.meta.get("goals") or ())),
        tuple((one.title[language], f"{one.slug}/") for one in before if one),
        (
            *named("simulation", "lab.name", "lab", labs),
            *named("exercise", "exercise.name", "exercise", exercise_count(book, source)),
        ),
    )


def model_resource(book: Book, slug: str, language: str) -> Resource:
    """The page of a model as a resource."""
    model = book.library.model(slug)
    return Resource(
        "model",
        slug,
        language,
        model.title.in_language(language),
        model.claim.in_language(language),
        f"models/{slug}/",
        parts=(Part(book.say("lab.only", language), "lab-1", "simulation"),),
        version=str(model.version),
    )
