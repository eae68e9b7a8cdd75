"""The editions in a built site: the files that are up to date under /downloads/, and links to just those.

Pages are made with an empty place for the links. A link is written when its file lies there, so that none is dead.
"""

from __future__ import annotations

import re
import shutil
from html import escape
from pathlib import Path

from ..book import Book
from ..opening import opening
from .shelf import Shelf, Wanted, wanted

PLACE = re.compile(r'(<div class="editions" data-editions="([\w-]*)"[^>]*>)(.*?)(</div>)', re.S)


def place(book: Book, chapter: str, language: str) -> str:
    """The place on a page for the links of a chapter, or (`chapter` is "") of the whole book; both as HTML."""
    say = book.say
    words = "" if chapter else f"<p>{escape(say('editions.none', language))}</p>"
    attributes = {"class": "editions", "data-editions": chapter, "data-search-exclude": ""}
    return f"{opening('div', attributes)}{words}</div>"


def place_editions(book: Book, site: Path, address: str) -> dict[str, int]:
    """Put every edition that is up to date into the site, and the links to them on its pages; names and bytes."""
    if not book.cache.path("editions", "").exists():
        return {}
    shelf = Shelf(book, address)
    found: dict[Wanted, int] = {}
    for one in wanted(book):
        if path := shelf.find(one):
            goal = site / "downloads" / one.name
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, goal)
            found[one] = path.stat().st_size
    for page in sorted(site.rglob("index.html")) if found else []:
        part = page.relative_to(site).parts[0]
        language = part if part in book.languages[1:] else book.languages[0]
        _fill(book, page, language, site, found)
    return {one.name: size for one, size in found.items()}


def _fill(book: Book, page: Path, language: str, site: Path, found: dict[Wanted, int]) -> None:
    text = page.read_text(encoding="utf-8")
    if 'data-editions="' not in text:
        return
    up = "../" * (len(page.relative_to(site).parts) - 1)

    def fill(match: re.Match[str]) -> str:
        links = _links(book, match[2], language, f"{up}downloads/", found)
        return f"{match[1]}{links or match[3]}{match[4]}"

    page.write_text(PLACE.sub(fill, text), encoding="utf-8")


def _links(
    book: Book, chapter: str, language: str, downloads: str, found: dict[Wanted, int]
) -> str:
    """The links of a chapter's page, or the list of all in that language."""

    def say(key: str, **values: object) -> str:
        return escape(book.say(f"editions.{key}", language, **values))

    def link(one: Wanted, words: str) -> str:
        size = _size(found[one], language)
        kind = f"{one.form.upper()}, {size}"
        return f'<a href="{downloads}{one.name}" download>{words}</a> ({kind})'

    def items(*wanted: tuple[Wanted, str]) -> str:
        return "".join(f"<li>{link(one, words)}</li>" for one, words in wanted if one in found)

    pdf, epub = Wanted(language, "", "pdf"), Wanted(language, "", "epub")
    whole = [(pdf, say("get.book")), (epub, say("get.epub"))]
    if chapter:
        own = items((Wanted(language, chapter, "pdf"), say("get.chapter")), *whole)
        return f"<p>{say('get')}</p><ul>{own}</ul>" if own else ""
    chapters = items(
        *(
            (Wanted(language, one.slug, "pdf"), escape(f"{one.number}. {one.title[language]}"))
            for one in book.outline.chapters()
        )
    )
    parts = [f"<ul>{own}</ul>" for own in [items(*whole)] if own]
    if chapters:
        parts.append(f"<p>{say('get.chapters')}</p><ul>{chapters}</ul>")
    return "".join(parts)


def _size(count: int, language: str) -> str:
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    text = f"{count / 1_000_000:.1f} MB"
    return text.replace(".", ",") if language == "nl" else text
