"""Which editions there are, what each is made from, and those that were made, kept until that changes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..book import GENERATOR, Book
from ..cache import digest, files_digest
from ..imprint import read_imprint
from ..runs import causes as run_causes
from ..teaching import teaching_folder

KIND = "editions"  # where the cache keeps them
CODE = {".py", ".json", ".css"}
MODEL = re.compile(r"\bmodel:[ ]*([\w-]+)")  # in the fence of a lab, or in a check


@dataclass(frozen=True)
class Wanted:
    """One file to make: the book as PDF or EPUB, or a chapter as PDF."""

    language: str
    chapter: str  # "": the whole book
    form: str

    @property
    def name(self) -> str:
        """Its name below /downloads/."""
        return f"{self.chapter or 'book'}-{self.language}.{self.form}"


def wanted(book: Book, only: str = "", language: str = "") -> Iterator[Wanted]:
    """All editions, or those of the book or of one chapter, or of one language."""
    for one in book.languages:
        if language in ("", one):
            if only in ("", "book"):
                yield from (Wanted(one, "", form) for form in ("pdf", "epub"))
            for chapter in book.outline.chapters():
                if only in ("", chapter.slug):
                    yield Wanted(one, chapter.slug, "pdf")


def epoch(book: Book) -> int:
    """The moment files are stamped with: SOURCE_DATE_EPOCH, else the imprint's day, else the first of a zip."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    imprint = read_imprint(book)
    day = imprint.published.isoformat() if imprint else "1980-01-01"
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())


class Shelf:
    """The kept editions of a book that will stand at `address`."""

    def __init__(self, book: Book, address: str):
        self.book, self.address = book, address
        self.shared = self._shared()

    def _shared(self) -> str:
        """What all editions are made from: the generator, the lists, the deck, the sources."""
        book = self.book
        code = [
            path
            for path in GENERATOR.rglob("*")
            if path.suffix in CODE and "__pycache__" not in path.parts
            and ("browser" not in path.parts or path.suffix == ".json")
        ]  # fmt: skip
        own = [
            *(path for path in book.source.glob("*") if path.is_file()),
            *book.root.glob("mkdocs*.yml"),
            *book.docs.glob("references.bib"),
            *book.models_folder.glob("pyproject.toml"),
            *book.models_folder.glob("*/__init__.py"),
        ]
        return digest(
            files_digest(code, GENERATOR), files_digest(own, book.root), book.tools, self.address,
            os.environ.get("SOURCE_DATE_EPOCH", ""),
            sorted(path.name for path in (book.docs / book.languages[0]).glob("*.md")),
        )  # fmt: skip

    def causes(self, one: Wanted) -> str:
        """A digest of all that an edition is made from, cheap enough for every build."""
        book, folder = self.book, self.book.docs / one.language
        slugs = [one.chapter] if one.chapter else [c.slug for c in book.outline.chapters()]
        pages = [f"{slug}.md" for slug in slugs]
        if not one.chapter:
            pages += [path.relative_to(folder).as_posix() for path in folder.rglob("*.md")]
        if book.outline.glossary_page:
            pages.append(f"{book.outline.glossary_page}.md")
        paths = [folder / name for name in sorted(set(pages))]
        paths += [teaching_folder(book) / f"{slug}.yml" for slug in slugs]
        texts = [path.read_text(encoding="utf-8") for path in paths if path.exists()]
        named = {name for text in texts for name in MODEL.findall(text)}
        runs = {slug: run_causes(book, slug) for slug in book.notebooks() if slug in named}
        paths += [book.notebook(slug) for slug in runs]
        found = files_digest((path for path in paths if path.exists()), book.root)
        return digest(self.shared, one.name, found, runs)

    def find(self, one: Wanted) -> Path | None:
        """The kept file of an edition, if it is what would be made now."""
        note = self.book.cache.get_json(KIND, f"{one.name}.json")
        if note is None or note["causes"] != self.causes(one):
            return None
        path = self.book.cache.path(KIND, note["key"])
        return path if path.exists() else None

    def kept(self, key: str) -> bool:
        """Whether there is a file made from just that."""
        return self.book.cache.path(KIND, key).exists()

    def note(self, one: Wanted, key: str) -> None:
        """Remember under which key an edition is kept."""
        value = {"causes": self.causes(one), "key": key}
        self.book.cache.put_json(KIND, f"{one.name}.json", value)
