"""The colophon fence: version, day and numbers of this edition, from the imprint; the others beside it."""

from __future__ import annotations

from datetime import date
from html import escape

from .book import Book
from .imprint import read_imprint


def colophon(book: Book, language: str) -> str:
    """The list as HTML. What the imprint does not say is left out; the script lists the other editions."""

    def say(key: str) -> str:
        return escape(book.say(f"colophon.{key}", language))

    imprint = read_imprint(book)
    version = escape(str(book.library.version))
    if imprint:
        version += f", {escape(day(book, language, imprint.published))}"
    rows = [(say("version"), version)]
    if imprint and imprint.doi:
        address = escape(imprint.doi_address)
        rows.append(("DOI", f'<a href="{address}">{escape(imprint.doi)}</a>'))
    for form, number in (imprint.isbn.get(language, {}) if imprint else {}).items():
        rows.append((f"ISBN ({form.upper()})", escape(number)))
    rows.append((say("others"), f"<book-versions>{say('others.lead')}</book-versions>"))
    items = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)
    return f'<dl class="colophon">{items}</dl>'


def day(book: Book, language: str, when: date) -> str:
    """A day as it is read: 24 november 2026."""
    months = book.say("colophon.months", language).split()
    return f"{when.day} {months[when.month - 1]} {when.year}"
