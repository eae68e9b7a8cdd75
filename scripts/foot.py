"""The foot of a chapter, for who teaches with it or cites it: assignment, rubric, citation; and what it needs."""

from __future__ import annotations

from html import escape

from .book import Book
from .cite import apa, bibtex
from .pages import Composed, Source
from .resource import Catalogue, Resource, chapter_resource
from .teaching import Criterion, Teaching


def needs(book: Book, source: Source) -> str:
    """The line on a chapter's level and on the chapters to read first, or nothing."""
    resource = chapter_resource(book, source)
    say, language = book.say, source.language
    parts = []
    if resource.level:
        parts.append(f"{escape(say('level', language))} {escape(resource.level)}")
    if resource.prerequisites:
        links = ", ".join(
            f'<a href="{source.up}{path}">{escape(title)}</a>'
            for title, path in resource.prerequisites
        )
        parts.append(f"{escape(say('prerequisites', language))} {links}")
    rows = "".join(f"<span>{part}</span>" for part in parts)
    return f'<p class="chapter-needs">{rows}</p>' if parts else ""


def assignment(book: Book, source: Source, composed: Composed) -> str:
    """The assignment and its rubric as a section that opens, in Markdown; nothing if the chapter has none."""
    assert source.chapter
    teaching = book.teaching[source.chapter.slug]
    say, language = book.say, source.language
    brief = teaching.brief.get(language, "").strip()
    if not brief and not teaching.rubric:
        return ""
    parts = [brief] if brief else []
    if teaching.rubric:
        heading = say("rubric", language, points=teaching.points)
        parts += [f"**{heading}**", composed.keep(rubric(book, teaching, language))]
    title = say("assignment", language, number=source.chapter.number).replace('"', "”")
    body = "\n".join(f"    {line}".rstrip() for line in "\n\n".join(parts).split("\n"))
    return f'??? assignment "{title}"\n\n{body}\n'


def rubric(book: Book, teaching: Teaching, language: str) -> str:
    """The criteria with what each level is worth, as HTML."""

    def row(one: Criterion) -> str:
        most = escape(book.say("rubric.most", language, points=one.points))
        levels = "".join(
            f'<li><span class="rubric-points">{escape(_points(book, one.weight * n, language))}</span> '
            f"{escape(level[language])}</li>"
            for n, level in enumerate(one.levels)
        )
        return (
            f"<dt>{escape(one.title[language])} <small>{most}</small></dt>"
            f"<dd><ol>{levels}</ol></dd>"
        )

    return f'<dl class="rubric">{"".join(map(row, teaching.rubric))}</dl>'


def _points(book: Book, points: int, language: str) -> str:
    return book.say("rubric.point" if points == 1 else "rubric.points", language, points=points)


def citation(catalogue: Catalogue, resource: Resource, root: str) -> str:
    """The section with the citation in two forms, to select or to copy, as HTML. `root` may be ""."""
    book, language = catalogue.book, resource.language
    address = catalogue.address(root, language, resource.path) if root else ""

    def say(key: str) -> str:
        return escape(book.say(key, language))

    entry = escape(bibtex(catalogue, resource, address))
    note = "" if address or catalogue.imprint.doi else f"<p>{say('cite.no.address')}</p>"
    # The button stays hidden until a script is there to copy.
    copy = (
        '<button type="button" class="cite-copy" data-copy="{0}" data-done="{1}" data-hand="{2}" hidden>'
        "{3}</button>"
    )

    def button(form: str) -> str:
        words = say("cite.copy").replace("{form}", form)
        return copy.format(f"cite-{form.lower()}", say("cite.copied"), say("cite.hand"), words)

    return (
        f'<cite-this><details id="cite" data-search-exclude><summary>{say("cite")}</summary>{note}'
        f'<p class="cite-form">APA</p><p class="cite-text" id="cite-apa">{apa(catalogue, resource, address)}</p>'
        f"{button('APA')}"
        f'<p class="cite-form">BibTeX</p>'
        f'<pre class="cite-text" id="cite-bibtex" tabindex="0">{entry}</pre>'
        f"{button('BibTeX')}"
        '<p class="cite-status" role="status"></p></details></cite-this>'
    )
