"""What a pack is made of: one chapter in one language, and what a teacher adds to it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ..book import Book
from ..checkdata import Check
from ..labfence import LabFence
from ..pages import Source
from ..teaching import Teaching
from .markup import SITE, html, inline

# Where a chapter's self-checks stand on its page.
CHECKS = "checks"


@dataclass(frozen=True)
class Link:
    """A place in the book. `name` is unique in its lesson."""

    name: str
    title: str
    address: str


@dataclass(frozen=True)
class Lesson:
    """One chapter in one language."""

    book: Book
    language: str
    slug: str
    number: int
    title: str
    description: str
    chapter: Link
    labs: tuple[Link, ...]
    fences: tuple[LabFence, ...]
    teaching: Teaching

    def say(self, key: str, **values: object) -> str:
        """Words of the packs."""
        return self.book.say(f"packs.{key}", self.language, **values)

    @property
    def name(self) -> str:
        """The chapter's number and title."""
        return f"{self.number}. {self.title}"

    @property
    def checks(self) -> tuple[Check, ...]:
        """The chapter's self-checks."""
        return self.teaching.checks

    @property
    def root(self) -> str:
        """The address of the language's first page, below the site's address that is still to come."""
        return site_root(self.book, self.language)

    @property
    def asked(self) -> bool:
        """Whether there is an assignment."""
        return bool(self.teaching.brief or self.teaching.rubric)

    def assignment(self) -> str:
        """The brief and the rubric, as XHTML."""
        parts = []
        if self.teaching.brief:
            parts.append(html(self.teaching.brief[self.language], self.root))
        if self.teaching.rubric:
            parts.append(f"<h2>{escape(self.say('rubric'))}</h2>")
            parts.append(self._rubric())
        return "\n".join(parts)

    def _rubric(self) -> str:
        most = max(len(one.levels) for one in self.teaching.rubric)
        heads = "".join(
            f'<th scope="col">{escape(self.say("level", number=number))}</th>'
            for number in range(1, most + 1)
        )
        rows = []
        for one in self.teaching.rubric:
            cells = "".join(
                f"<td>{inline(level[self.language])} "
                f"({escape(self.say('points', points=one.weight * at))})</td>"
                for at, level in enumerate(one.levels)
            )
            cells += "<td></td>" * (most - len(one.levels))
            rows.append(f'<tr><th scope="row">{inline(one.title[self.language])}</th>{cells}</tr>')
        total = escape(self.say("total", points=self.teaching.points))
        return (
            f'<table border="1"><caption>{total}</caption><thead><tr>'
            f'<th scope="col">{escape(self.say("criterion"))}</th>{heads}</tr></thead>'
            f"<tbody>{''.join(rows)}</tbody></table>"
        )


def site_root(book: Book, language: str) -> str:
    """Where a language starts, below the site's address that is still to come."""
    return SITE if language == book.languages[0] else f"{SITE}{language}/"


def lesson_of(
    book: Book, source: Source, labs: list[LabFence], teaching: Teaching, lab_ids: list[str]
) -> Lesson:
    """The lesson of a chapter's page; `lab_ids` are the anchors of its labs."""
    chapter, language = source.chapter, source.language
    assert chapter
    address = f"{site_root(book, language)}{source.url}"
    title = chapter.title[language]
    links = []
    for number, (fence, anchor) in enumerate(zip(labs, lab_ids, strict=True), 1):
        name = book.say("lab.name", language, number=f"{chapter.number}.{number}")
        model = book.library.model(fence.model).title.in_language(language)
        links.append(Link(anchor, f"{name} · {model}", f"{address}#{anchor}"))
    return Lesson(
        book,
        language,
        chapter.slug,
        chapter.number,
        title,
        str(source.meta.get("description") or title),
        Link("chapter", f"{chapter.number}. {title}", address),
        tuple(links),
        tuple(labs),
        teaching,
    )
