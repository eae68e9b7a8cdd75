"""An edition: the book, or one chapter, with its parts in order and every link leading somewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import urljoin

from ..cite import apa
from ..resource import chapter_resource
from .manuscript import Manuscript, Sheet

LINK = re.compile(
    r'<a\b(?P<before>[^>]*?) href="(?P<way>[^"]*)"(?P<after>[^>]*)>(?P<words>.*?)</a>', re.S
)


@dataclass(frozen=True)
class Section:
    """One section with a heading of its own, which stands in the table of contents."""

    slug: str
    kind: str  # front, chapter, back
    title: str
    html: str
    part: str = ""  # of the book; only where it begins
    number: int = 0
    source: Sheet | None = None


@dataclass(frozen=True)
class Edition:
    """All that a medium needs; texts are plain, sections are HTML. `date` is a day, or "".

    `isbn` holds the number of each form, `pdf` and `epub`; a chapter has none, nor a DOI of its own.
    """

    name: str
    language: str
    title: str
    subtitle: str
    author: str
    date: str
    licence: str
    description: str
    identifier: str
    keywords: tuple[str, ...]
    colophon: str
    sections: tuple[Section, ...]
    chapter: int = 0  # 0: the whole book
    doi: str = ""
    isbn: Mapping[str, str] = field(default_factory=dict)


class Editor:
    """Makes the editions of a manuscript."""

    def __init__(self, manuscript: Manuscript):
        self.manuscript = manuscript
        self.book, self.language = manuscript.book, manuscript.language
        self.outline = self.book.outline
        self.sheets: dict[str, Sheet] = {}

    def say(self, key: str, **values: object) -> str:
        """Words of the editions, not escaped."""
        return self.book.say(f"editions.{key}", self.language, **values)

    def sheet(self, slug: str) -> Sheet:
        """A page, set once."""
        if slug not in self.sheets:
            self.sheets[slug] = self.manuscript.sheet(f"{slug}.md")
        return self.sheets[slug]

    def whole(self) -> Edition:
        """The book."""
        outline, language = self.outline, self.language
        sections = [self._page(slug, "front") for slug in outline.front]
        answers = []
        for part in outline.parts:
            name = part.title[language]
            for chapter in part.chapters:
                sheet = self.sheet(chapter.slug)
                sections.append(
                    Section(
                        chapter.slug, "chapter", chapter.title[language],
                        sheet.html + self._checks(sheet), name, chapter.number, sheet,
                    )
                )  # fmt: skip
                name = ""
                if sheet.answers:
                    heading = f"{chapter.number}. {chapter.title[language]}"
                    answers.append(f"<h2>{escape(heading)}</h2>{sheet.answers}")
        if answers:
            sections.append(Section("answers", "back", self.say("answers"), "".join(answers)))
        sections += [self._page(slug, "back") for slug in outline.printed]
        cited = [key for one in sections if one.source for key in one.source.cited]
        if listed := self.manuscript.reference_list(cited):
            title = self.book.say("bibliography", language)
            sections.append(Section(outline.sources_page, "back", title, listed))
        return self._edition(f"book-{language}", outline.title[language], sections)

    def chapter(self, slug: str) -> Edition:
        """One chapter on its own, with its sources, terms, assignment and answers."""
        sheet, language = self.sheet(slug), self.language
        chapter = sheet.source.chapter
        assert chapter
        say = self.book.say
        after = [
            (say("references", language), self.manuscript.reference_list(sheet.cited)),
            (self.say("terms"), self.manuscript.term_list(sheet.terms)),
            (say("assignment", language, number=chapter.number), _untitled(sheet.assignment)),
            (self.say("answers"), sheet.answers),
        ]
        html = sheet.html + self._checks(sheet)
        html += "".join(f"<h2>{escape(title)}</h2>{text}" for title, text in after if text)
        title = chapter.title[language]
        section = Section(slug, "chapter", title, html, "", chapter.number, sheet)
        return self._edition(f"{slug}-{language}", title, [section], chapter.number)

    def _page(self, slug: str, kind: str) -> Section:
        sheet = self.sheet(slug)
        return Section(slug, kind, sheet.title, sheet.html, source=sheet)

    def _checks(self, sheet: Sheet) -> str:
        title = escape(self.book.say("checks", self.language))
        return f'<h2 id="{sheet.slug}--checks">{title}</h2>{sheet.checks}' if sheet.checks else ""

    def _edition(self, name: str, title: str, sections: list[Section], chapter: int = 0) -> Edition:
        listed, language = self.manuscript.catalogue, self.language
        imprint = listed.imprint if listed else None
        sheet = sections[0].source if chapter else None
        resource = chapter_resource(self.book, sheet.source) if sheet else None
        subtitle = self.outline.subtitle.get(language, "")
        return Edition(
            name,
            language,
            title,
            self.outline.title[language] if chapter else subtitle,
            imprint.author[language] if imprint else "",
            imprint.published.isoformat() if imprint else "",
            f"{imprint.licence.name}, {imprint.licence.url}" if imprint else "",
            resource.description if resource else self._description(),
            listed.identifier(resource, language) if listed else name,
            imprint.keywords[language] if imprint else (),
            self._colophon(chapter, sheet),
            tuple(self._linked(sections)),
            chapter,
            imprint.doi if imprint and not chapter else "",
            imprint.isbn.get(language, {}) if imprint and not chapter else {},
        )

    def _description(self) -> str:
        page = self.manuscript.pages.get("index.md")
        return str(page.meta.get("description", "")) if page else ""

    def _colophon(self, chapter: int, sheet: Sheet | None) -> str:
        """Who made it, which version, what may be done with it and how to cite it, as HTML."""
        listed = self.manuscript.catalogue
        if listed is None:
            return ""
        imprint, language = listed.imprint, self.language
        say = self.say
        day = f"{imprint.published.day} {say(f'month.{imprint.published.month}')} {imprint.published.year}"
        lines = [
            f"<em>{escape(imprint.title[language])}</em>",
            escape(imprint.author[language]),
            escape(say("version", version=imprint.version, day=day)),
        ]
        if root := self.manuscript.stage.address(""):
            lines.append(f'<a href="{escape(root, quote=True)}">{escape(root)}</a>')
        licence, code = imprint.licence, imprint.code_licence
        rights = say("rights", text="{0}", code="{1}")
        links = [
            f'<a href="{escape(one.url, quote=True)}">{escape(one.name)}</a>'
            for one in (licence, code)
        ]
        paragraphs = ["<br>".join(lines), escape(rights).format(*links)]
        address = self.manuscript.stage.address
        if sheet:
            resource = chapter_resource(self.book, sheet.source)
            cite = apa(listed, resource, address(resource.path))
        else:
            where = f" {escape(address(''))}" if address("") else ""
            version = escape(self.book.say("cite.version", language, version=imprint.version))
            cite = (
                f"{escape(imprint.author[language].rstrip('.'))}. ({imprint.published.year}). "
                f"<em>{escape(imprint.title[language])}</em> ({version}).{where}"
            )
        paragraphs += [f"{escape(say('cite'))} {cite}", escape(say("set"))]
        return "".join(f"<p>{text}</p>" for text in paragraphs)

    def _linked(self, sections: list[Section]) -> list[Section]:
        """The sections with links that lead to a place in here, to the site, or are words again."""
        here = {one.slug for one in sections}
        for one in sections:
            here |= set(re.findall(r'\bid="([^"]+)"', one.html))
        linked = []
        for one in sections:
            sheet = one.source

            def lead(match: re.Match[str], sheet: Sheet | None = sheet) -> str:
                way = self._way(unescape(match["way"]), sheet, here)
                if way is None:
                    return match["words"]
                rest = f"{match['before']}{match['after']}"
                return f'<a{rest} href="{escape(way, quote=True)}">{match["words"]}</a>'

            linked.append(
                Section(
                    one.slug,
                    one.kind,
                    one.title,
                    LINK.sub(lead, one.html),
                    one.part,
                    one.number,
                    sheet,
                )
            )
        return linked

    def _way(self, way: str, sheet: Sheet | None, here: set[str]) -> str | None:
        """Where a link of a page leads in this edition; None if nowhere."""
        if re.match(r"[a-z]+:", way):
            return way
        path, _, anchor = way.partition("#")
        if sheet is None:
            return way if anchor in here else None
        if path.endswith(".md"):
            name = posixpath.normpath(posixpath.join(posixpath.dirname(sheet.source.name), path))
            page = self.manuscript.pages.get(name)
            path = page.url if page else ""
        elif path:
            path = urljoin(f"/{sheet.source.url}", path).lstrip("/")
        else:
            path = sheet.source.url
        slug = path.rstrip("/").replace("/", "-")
        if anchor and f"{slug}--{anchor}" in here:
            return f"#{slug}--{anchor}"
        if slug in here:
            return f"#{slug}"
        address = self.manuscript.stage.address(path)
        return (address + (f"#{anchor}" if anchor else "")) if address else None


def _untitled(html: str) -> str:
    """A box without its title, which a heading gives."""
    return re.sub(r'<p class="admonition-title">.*?</p>', "", html, count=1, flags=re.S)
