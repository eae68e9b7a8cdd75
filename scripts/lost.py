"""What the page says that a host shows where nothing stands, in every language; the page is theme/shell/404.html.

Hosts show one page for the whole site, so it speaks all languages, that of its own build first.
"""

from __future__ import annotations

from html import escape

from .book import Book


def lost(book: Book, first: str) -> list[dict[str, object]]:
    """Words and links for each language, `first` before the others; links stand below the site's root."""
    languages = sorted(book.languages, key=lambda one: one != first)
    return [_in_language(book, language) for language in languages]


def _in_language(book: Book, language: str) -> dict[str, object]:
    below = "" if language == book.languages[0] else f"{language}/"
    words = ("heading", "lead", "near", "label", "search", "home")
    return {
        **{word: escape(book.say(f"lost.{word}", language)) for word in words},
        "language": language,
        "below": below,
        "book": escape(book.outline.title[language]),
        "chapters": [
            (f"{below}{one.slug}/", escape(one.title[language])) for one in book.outline.chapters()
        ],
    }
