"""The thin course pack: every chapter, lab and self-check with its address, as CSV and as a page."""

from __future__ import annotations

import csv
import io
from html import escape

from .cartridge import Address
from .lesson import CHECKS, Lesson
from .markup import SITE, page

SEPARATOR = {"nl": ";"}  # what a spreadsheet expects where the comma is the decimal sign


def rows(lesson: Lesson) -> list[tuple[str, str, str]]:
    """Kind, title and address of all there is to link to; the site's address is still to be filled in."""
    found = [(lesson.say("kind.chapter"), lesson.name, lesson.chapter.address)]
    found += [(lesson.say("kind.lab"), one.title, one.address) for one in lesson.labs]
    if lesson.checks:
        title = lesson.say("checks", title=lesson.title)
        found.append((lesson.say("kind.checks"), title, f"{lesson.chapter.address}#{CHECKS}"))
    return found


def as_csv(lessons: list[Lesson], address: Address) -> bytes:
    """UTF-8 with a byte order mark, without which Excel takes it for something else."""
    first = lessons[0]
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=SEPARATOR.get(first.language, ","), lineterminator="\r\n")
    heads = ("number", "kind", "title", "address")
    writer.writerow([first.say(f"column.{name}") for name in heads])
    for lesson in lessons:
        for kind, title, place in rows(lesson):
            writer.writerow([lesson.number, kind, title, place.replace(SITE, address.root)])
    return buffer.getvalue().encode("utf-8-sig")


def as_page(lessons: list[Lesson], address: Address) -> bytes:
    """The same as a page with a list a chapter."""
    first = lessons[0]
    parts = [f"<p>{escape(address.note)}</p>"]
    for lesson in lessons:
        chapter, *others = rows(lesson)
        items = "".join(
            f'<li>{escape(kind)}: <a href="{escape(place)}">{escape(title)}</a></li>'
            for kind, title, place in others
        )
        parts.append(f'<h2><a href="{escape(chapter[2])}">{escape(chapter[1])}</a></h2>')
        parts.append(f"<ul>{items}</ul>" if items else "")
    title = first.say("links", book=first.book.outline.title[first.language])
    text = page(title, first.language, "\n".join(parts))
    return text.replace(SITE, escape(address.root)).encode()
