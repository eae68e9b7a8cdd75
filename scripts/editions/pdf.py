"""An edition as PDF/UA-1: tagged, with bookmarks, made by WeasyPrint from HTML and one stylesheet."""

from __future__ import annotations

import base64
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape, unescape

from ..book import GENERATOR, Book
from ..cache import digest
from ..errors import BookError
from .edition import Edition, Section
from .fonts import faces
from .formulas import draw, spoken

SHEET = GENERATOR / "theme" / "print" / "book.css"
MARK = re.compile(r'<img data-drawing="(\d+)">')


def document(book: Book, edition: Edition, drawings: dict[str, str]) -> str:
    """The edition as one HTML page that holds all it needs but the stylesheet and the letters."""

    def say(key: str, **values: object) -> str:
        return escape(book.say(f"editions.{key}", edition.language, **values))

    def meta(name: str, value: str) -> str:
        return f'<meta name="{name}" content="{escape(value, quote=True)}">' if value else ""

    head = [
        f"<title>{escape(_title(edition))}</title>",
        meta("author", edition.author),
        meta("description", edition.description),
        meta("keywords", ", ".join(edition.keywords)),
        meta("dcterms.created", edition.date),
        meta("dcterms.modified", edition.date),
        meta("doi", edition.doi),
        meta("isbn", edition.isbn.get("pdf", "")),
    ]
    body = [] if edition.chapter else [_cover(book, edition), _contents(edition, say("contents"))]
    if edition.colophon and not edition.chapter:
        body.insert(1, f'<section class="colophon">{edition.colophon}</section>')
    chapter = book.say("chapter", edition.language, number="{}")
    body += [_section(edition, one, chapter) for one in edition.sections]
    if edition.colophon and edition.chapter:
        body.append(f'<section class="colophon end">{edition.colophon}</section>')
    kind = "one" if edition.chapter else "whole"
    html = (
        f'<!DOCTYPE html><html lang="{edition.language}"><head><meta charset="utf-8">'
        f'{"".join(head)}</head><body class="{kind}">{"".join(body)}</body></html>'
    )
    return MARK.sub(lambda match: picture(drawings[match[1]]), html)


def _title(edition: Edition) -> str:
    both = edition.chapter and edition.subtitle
    return f"{edition.title} · {edition.subtitle}" if both else edition.title


def _cover(book: Book, edition: Edition) -> str:
    logo = book.docs / "assets" / "logo.svg"
    way = _data(logo.read_text(encoding="utf-8")) if logo.exists() else ""
    drawing = f'<div class="logo" style="background-image: url({way})"></div>' if way else ""
    return (  # the logo is an ornament, so it is no image with words
        f'<section class="cover">{drawing}<p class="cover-title">{escape(edition.title)}</p>'
        f'<p class="cover-subtitle">{escape(edition.subtitle)}</p>'
        f'<p class="cover-author">{escape(edition.author)}</p></section>'
    )


def _contents(edition: Edition, heading: str) -> str:
    rows = []
    for one in edition.sections:
        if one.part:
            rows.append(f'<li class="part">{escape(one.part)}</li>')
        number = f'<span class="number">{one.number}</span> ' if one.number else ""
        rows.append(
            f'<li class="{one.kind}"><a href="#{one.slug}">{number}{escape(one.title)}</a></li>'
        )
    return f'<section class="contents"><h1>{escape(heading)}</h1><ul>{"".join(rows)}</ul></section>'


def _section(edition: Edition, one: Section, chapter: str) -> str:
    above = []
    if one.part:
        above.append(f'<p class="part">{escape(one.part)}</p>')
    if edition.chapter:
        above.append(f'<p class="part">{escape(edition.subtitle)}</p>')
    if one.number:
        above.append(f'<p class="number">{escape(chapter.format(one.number))}</p>')
    return (
        f'<section class="{one.kind}" id="{one.slug}">'
        f'<div class="opening">{"".join(above)}<h1>{escape(one.title)}</h1></div>{one.html}</section>'
    )


def picture(drawing: str) -> str:
    """A drawing or a formula as an image with the words for who cannot see it."""
    if drawing.startswith("<math"):
        made = draw(drawing)
        kind = "formula-block" if 'display="block"' in drawing else "formula"
        size = f"width:{made.width:.3f}em;height:{made.height:.3f}em;vertical-align:{-made.below:.3f}em"
        return _image(made.svg, spoken(drawing), kind, size)
    words = re.search(r'aria-label="([^"]*)"', drawing)
    lettered = drawing.replace("<svg ", "<svg font-family=\"'Book Sans','Book Symbols'\" ", 1)
    return _image(lettered, unescape(words[1]) if words else "", "drawing")


def _image(svg: str, words: str, kind: str, style: str = "") -> str:
    if "xmlns=" not in svg.split(">")[0]:
        svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    styled = f' style="{style}"' if style else ""
    return f'<img class="{kind}"{styled} alt="{escape(words, quote=True)}" src="{_data(svg)}">'


def _data(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def key(book: Book, html: str, epoch: int) -> str:
    """What a PDF is kept under: all that decides its bytes."""
    letters = [face.rule().rsplit("/", 1)[-1] for face in faces(book.cache)]
    return digest("pdf", html, SHEET, letters, book.tools, pango(), epoch)


def pango() -> str:
    """The version of the library that sets the lines; raises BookError if it is not there."""
    try:
        from weasyprint.text.ffi import pango as library
    except OSError as error:
        raise BookError(
            "Pango is missing, which sets the lines of a PDF: run scripts/pango.sh"
        ) from error
    return str(library.pango_version())


def render(book: Book, html: str) -> bytes:
    """The PDF of such a page. The same page gives the same bytes."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols=("data", "file"))
    fonts = FontConfiguration()
    rules = "\n".join(face.rule() for face in faces(book.cache))
    sheet = CSS(
        string=f"{rules}\n{SHEET.read_text('utf-8')}", font_config=fonts, url_fetcher=fetcher
    )
    page = HTML(string=html, url_fetcher=fetcher)
    with heard() as complaints:
        made = page.write_pdf(
            stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1", custom_metadata=True
        )
    if complaints:
        raise BookError("; ".join(complaints), SHEET)
    return bytes(made or b"")


@contextmanager
def heard() -> Iterator[list[str]]:
    """What WeasyPrint complains of meanwhile: a link to nowhere, an image without words, a broken drawing."""
    complaints: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            complaints.append(record.getMessage()[:300])

    ear = Ear(logging.ERROR)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(ear)
    try:
        yield complaints
    finally:
        logger.removeHandler(ear)
