"""Assignments: the page where an instructor makes one, the page where a student does it.

Both are elements that a script fills; what the script has to know of the book is one file a language.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .book import Book
from .cache import short
from .errors import BookError
from .fences import Fence, fences
from .labfence import LabFence, read_lab
from .opening import opening
from .outline import Chapter

if TYPE_CHECKING:
    from .pages import Source, Stage

BUILDER, STUDENT = "assignment-builder", "assignment"
ELEMENTS = {BUILDER: "assignment-builder", STUDENT: "book-assignment"}
ITEM = re.compile(r"^\d+\.[ \t]+(?P<text>.+(?:\n(?![ \t]*\n|\d+\. |#).+)*)", re.M)


def assignment_markup(stage: Stage, source: Source, fence: Fence) -> str:
    """The element of a page; until its script has come it says what it needs."""
    book, language = stage.book, stage.language
    if fence.body.strip():
        message = f"{fence.name}: expected nothing in the fence"
        raise BookError(message, source.path, source.offset + fence.first)
    assets, data = stage.assets(source), assignment_data(stage)
    name = f"assignment-{language}-{short(data)}.json"
    stage.plans[name] = data
    first = book.languages[0]
    root = source.up + ("" if stage.primary else "../")
    roots = {one: root + ("" if one == first else f"{one}/") or "./" for one in book.languages}
    attributes = {
        "lang": language,
        "class": "assign",
        "data-source": f"{assets}{name}",
        "data-runtime": f"{assets}{stage.runtime.manifest}",
        "data-roots": json.dumps(roots),
        "data-search-exclude": "",
    }
    element = ELEMENTS[fence.name]
    needs = escape(book.say("assign.script", language))
    return f'{opening(element, attributes)}<p data-role="script">{needs}</p></{element}>'


def assignment_data(stage: Stage) -> bytes:
    """What the scripts know of the book: chapters with labs, exercises and rubrics; models; addresses."""
    book, language = stage.book, stage.language
    value = {
        "book": book.outline.title[language],
        "version": book.library.version,
        "package": book.package,
        "language": language,
        "page": student_page(book.docs / book.languages[0]),
        "chapters": [chapter_data(book, one, language) for one in book.outline.chapters()],
        "models": {
            slug: {
                "title": book.library.model(slug).title.in_language(language),
                "config": f"labs/{stage.config_name(slug)}",
                "controls": list(book.library.model(slug).controls),
            }
            for slug in book.library.slugs()
        },
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def student_page(folder: Path) -> str:
    """The slug of the page on which students do an assignment; "" in a book without one."""
    for path in sorted(folder.glob("*.md")):
        if any(fences(path.read_text(encoding="utf-8"), {STUDENT})):
            return path.stem
    return ""


def chapter_data(book: Book, chapter: Chapter, language: str) -> dict[str, Any]:
    """A chapter as the builder offers it."""
    path = book.docs / language / f"{chapter.slug}.md"
    text = path.read_text(encoding="utf-8")
    labs = [read_lab(book, fence, path) for fence in fences(text, {"lab"})]
    rubric = book.teaching[chapter.slug].rubric
    return {
        "slug": chapter.slug,
        "number": chapter.number,
        "title": chapter.title[language],
        "labs": [_lab(lab, chapter.number, number) for number, lab in enumerate(labs, start=1)],
        "exercises": exercises(text, book.say("exercises.heading", language)),
        "rubric": [
            {
                "id": one.id,
                "title": one.title[language],
                "weight": one.weight,
                "levels": [level[language] for level in one.levels],
            }
            for one in rubric
        ],
    }


def _lab(lab: LabFence, chapter: int, number: int) -> dict[str, Any]:
    return {
        "model": lab.model,
        "number": f"{chapter}.{number}",
        "controls": list(lab.controls),
        "values": lab.values,
        "seed": lab.seed,
        "predict": lab.predict.question if lab.predict else "",
    }


def exercises(markdown: str, heading: str) -> list[str]:
    """The numbered items under a heading, as plain text."""
    parts = re.split(
        rf"^## {re.escape(heading)}[ \t]*(?:\{{[^}}]*\}})?[ \t]*$", markdown, maxsplit=1, flags=re.M
    )
    section = re.split(r"\n#{1,2} ", parts[1], maxsplit=1)[0] if len(parts) == 2 else ""
    return [_plain(match["text"]) for match in ITEM.finditer(section)]


def _plain(text: str) -> str:
    """Markdown's marks taken off: a link leaves its words, a citation nothing."""
    text = re.sub(r"\s*\[@[^\]]*\]", "", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(\*\*|\*|`)(.+?)\1", r"\2", text)
    return " ".join(text.split())
