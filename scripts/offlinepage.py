"""The page on reading offline: the whole book at a press of a button, as an app, as a zip; and away with it."""

from __future__ import annotations

from html import escape
from pathlib import Path

from .book import Book
from .offline import PAGE
from .pages import Source

NAME = "offline.md"
OPENS = '<p class="site-zip">'


def offline_source(book: Book, language: str) -> Source:
    """The page as Markdown, the same for every book."""

    def say(key: str) -> str:
        return book.say(f"offline.{key}", language)

    up = "../" if language == book.languages[0] else "../../"
    meta = {"title": say("title"), "description": say("description")}
    source = Source(NAME, book.outline.path, language, meta, "")
    source.markdown = "\n\n".join(
        [
            say("lead"),
            f'<div><offline-book data-root="{up}"><p>{escape(say("none"))}</p></offline-book></div>',
            f"## {say('what')} {{#what}}",
            say("what.text"),
            f"## {say('app')} {{#app}}",
            say("app.text"),
            f"## {say('zip')} {{#zip}}",
            f"{OPENS}{escape(say('zip.make'))}</p>",
            say("zip.text"),
            "```\npython -m http.server\n```",
            say("zip.after"),
        ]
    )
    return source


def pages(book: Book) -> dict[str, str]:
    """Where the page stands below the root of the site, by language."""
    first, *others = book.languages
    return {first: PAGE} | {other: f"{other}/{PAGE}" for other in others}


def show_zip(book: Book, site: Path, size: int | None) -> None:
    """Have the pages of a built site link to its zip of so many bytes; None: say how it is made."""
    for language, place in pages(book).items():
        path = site / place / "index.html"
        if not path.exists():
            continue
        if size is None:
            words = escape(book.say("offline.zip.make", language))
        else:
            number = book.kit("words").number(size / 1_000_000, 0, language)
            link = f'<a href="{"../" * place.count("/")}downloads/site.zip" download>site.zip</a>'
            words = escape(book.say("offline.zip.link", language, size=number)).replace(
                "site.zip", link, 1
            )
        html = path.read_text(encoding="utf-8")
        before, opened, rest = html.partition(OPENS)
        _, closed, after = rest.partition("</p>")
        path.unlink()  # it may be another name of a file that is kept
        path.write_text(f"{before}{opened}{words}{closed}{after}", encoding="utf-8")
