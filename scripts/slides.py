"""Slides as HTML: cards beside the prose, and the whole presentation on one page."""

from __future__ import annotations

import re
from html import escape

from .book import Book
from .deck import Line, Slide
from .numbering import Figure
from .outline import Chapter, Placed
from .placement import lines_of


def card(
    book: Book, placed: Placed, language: str, presentation: str, figure: Figure | None = None
) -> str:
    """The card of one slide, or of some of its lines; `presentation` is the way to that page."""
    slide = book.decks[language][placed.slide - 1]
    titled, lines = lines_of(book.decks[language], placed)
    key = "slide" if titled else "slide.rest"
    name = escape(book.say(key, language, number=slide.number))
    hint = escape(book.say("slide.alone", language), quote=True)
    identity = f' id="{figure.anchor}"' if figure else ""
    number = f'<span class="figure-number">{escape(figure.name)}</span> · ' if figure else ""
    return (
        f'<figure class="slide-card"{identity} data-slide="{slide.number}"><figcaption>{number}'
        f'<a href="{presentation}#{anchor(slide)}" title="{hint}">{name}</a></figcaption>'
        f'<div class="slide">{face(slide, lines, titled)}</div></figure>'
    )


def anchor(slide: Slide) -> str:
    """The anchor of a slide on the page of the presentation: the same in every language."""
    return f"slide-{slide.number}"


def inert(text: str) -> str:
    """Text as HTML in which neither Markdown, nor a citation, nor a formula, nor a token is seen."""
    text = re.sub(r"[@$\\]", lambda match: f"&#{ord(match[0])};", escape(text))
    return text.replace("zfragment", "z&#102;ragment")


def face(slide: Slide, lines: list[Line], titled: bool = True) -> str:
    """What the slide shows."""
    title = f'<p class="slide-title">{inert(slide.title.text)}</p>' if titled else ""
    if slide.boxes:
        everything = [slide.title, *lines]
        boxes = [
            f'<div class="slide-box"><p class="slide-title">{inert(head.text)}</p>'
            f"<p>{inert(text.text)}</p></div>"
            for head, text in zip(everything[::2], everything[1::2], strict=True)
        ]
        return f'<div class="slide-boxes">{"".join(boxes)}</div>'
    return title + _lines(lines)


def _lines(lines: list[Line]) -> str:
    """Paragraphs and lists; a deeper level is a list within its item."""
    html: list[str] = []
    at = 0
    while at < len(lines):
        if lines[at].marker:
            text, at = _list(lines, at, 0)
        else:
            text, at = f"<p>{inert(lines[at].text)}</p>", at + 1
        html.append(text)
    return "".join(html)


def _list(lines: list[Line], at: int, level: int) -> tuple[str, int]:
    """The list that starts at a line, and where it ends."""
    items: list[str] = []
    while at < len(lines) and lines[at].marker and lines[at].level >= level:
        line = lines[at]
        within = ""
        at += 1
        if at < len(lines) and lines[at].marker and lines[at].level > level:
            within, at = _list(lines, at, level + 1)
        marker = f'<span class="slide-marker">{inert(line.marker)}</span> '
        items.append(f"<li>{marker}{inert(line.text)}{within}</li>")
    return f"<ul>{''.join(items)}</ul>", at


def lead(book: Book, language: str) -> str:
    """What the page says above the slides; in every language but the first they are a translation."""
    translated = language != book.languages[0]
    return book.say("presentation.lead.translated" if translated else "presentation.lead", language)


def presentation_page(book: Book, language: str, chapter_link: dict[str, str]) -> str:
    """Markdown of the page with every slide in order; `chapter_link` maps a slug to the way there."""
    where: dict[int, list[Chapter]] = {}
    for chapter in book.outline.chapters():
        for placed in chapter.slides:
            where.setdefault(placed.slide, []).append(chapter)
    show = escape(book.say("show.open", language))
    parts = [
        lead(book, language),
        "",  # `target` keeps the theme's instant navigation away from a page that is not the theme's
        f'<p class="show-open"><a href="slides/" target="_self">{show}</a></p>',
        "",
    ]
    for slide in book.decks[language]:
        links = " ".join(
            f'<a href="{chapter_link[chapter.slug]}">'
            + escape(book.say("slide.to.chapter", language, title=chapter.title[language]))
            + "</a>"
            for chapter in where.get(slide.number, [])
        )
        name = escape(book.say("slide", language, number=slide.number))
        parts += [
            f'<figure class="slide-card" id="{anchor(slide)}" data-slide="{slide.number}">'
            f"<figcaption>{name}</figcaption>"
            f'<div class="slide" data-search-exclude>{face(slide, slide.lines)}</div>'
            f'<p class="slide-links">{links}</p></figure>',
            "",
        ]
    return "\n".join(parts)
