"""A presentation as it is given, in any of three formats, becomes sheets; sheets become the text of a deck."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..deck import BULLET, Slide, parse_deck
from ..errors import BookError

MOST_LINES = (
    40  # more than any slide holds; a file without breaks between its slides has them all on one
)
MOST_BYTES = 50_000_000
DOT = "•"


@dataclass(frozen=True)
class Point:
    """One line of a sheet: `marker` is "" for plain text, `level` counts from 0."""

    text: str
    marker: str = ""
    level: int = 0


@dataclass(frozen=True)
class Sheet:
    """A slide before it is one: title, lines, the section it stands in ("" if none), the speaker's notes."""

    title: str
    points: tuple[Point, ...] = ()
    section: str = ""
    notes: str = ""


def read_sheets(path: Path) -> list[Sheet]:
    """The sheets of a .txt, .md or .pptx file; raises BookError for what is no presentation."""
    kind = path.suffix.lower()
    if kind not in (".txt", ".md", ".markdown", ".pptx"):
        raise BookError("a deck is a .txt, .md or .pptx file", path)
    if not path.is_file():
        raise BookError("there is no such deck", path)
    if path.stat().st_size > MOST_BYTES:
        raise BookError(f"the deck is larger than {MOST_BYTES // 1_000_000} MB", path)
    if kind == ".pptx":
        from .powerpoint import powerpoint_sheets

        sheets = powerpoint_sheets(path)
    else:
        text = read_text(path)
        if kind == ".txt":
            sheets = [_sheet(slide) for slide in parse_deck(text)]
        else:
            from .markdown import markdown_sheets

            sheets = markdown_sheets(text)
    if not sheets:
        raise BookError("the deck has no slide with text on it", path)
    for number, sheet in enumerate(sheets, start=1):
        if len(sheet.points) > MOST_LINES:
            raise BookError(
                f"slide {number} ({sheet.title[:40]!r}) has {len(sheet.points)} lines, more than the "
                f"{MOST_LINES} that fit on one: {BREAKS[kind]}",
                path,
            )
    return sheets


BREAKS = {
    ".txt": "are there three blank lines between the slides?",
    ".md": "does every slide begin with a heading or after a line of ---?",
    ".markdown": "does every slide begin with a heading or after a line of ---?",
    ".pptx": "divide it in PowerPoint first",
}


def read_text(path: Path) -> str:
    """The text of a file; raises BookError for one that is not text in UTF-8."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BookError("the deck is not text in UTF-8", path, line) from error
    if found := re.search(r"[\x00-\x08\x0e-\x1f]", text):
        line = text.count("\n", 0, found.start()) + 1
        raise BookError("the deck is not text: it has control characters", path, line)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _sheet(slide: Slide) -> Sheet:
    points = [Point(line.text, line.marker, line.level) for line in slide.lines]
    return Sheet(slide.title.text, tuple(points))


def numbered(number: str, text: str, level: int) -> Point:
    """A line of a numbered list: a deck has no such bullets, so that a title may begin with a number."""
    return Point(f"{number} {text}", DOT if level else "", level)


def clean(text: str) -> str:
    """One line, without control characters and blanks around it."""
    return re.sub(r"\s+", " ", re.sub(r"[\x00-\x1f\x7f\u2028\u2029]", " ", text)).strip()


def deck_text(sheets: list[Sheet]) -> str:
    """The text of a deck, which `parse_deck` reads back as these sheets."""
    return "\n\n\n\n".join(_slide_text(sheet) for sheet in sheets) + "\n"


def _slide_text(sheet: Sheet) -> str:
    lines = [_plain(sheet.title)]
    before = ""  # the marker of the line before; plain lines stand together, all else has a blank line before it
    for point in sheet.points:
        text = clean(point.text)
        if not text:
            continue
        if point.marker or before:
            lines.append("")
        lines.append(f"{'  ' * point.level}{point.marker} {text}" if point.marker else _plain(text))
        before = point.marker
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Text that is not read as a bullet: the mark of one at its start is taken off."""
    text = clean(text)
    while match := BULLET.match(text):
        text = match["text"].strip() or text[1:].strip()
    return text
