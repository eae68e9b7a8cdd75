"""Stage 1: the text of a presentation becomes slides.

A slide ends at three or more blank lines. Within it:

- a line that ends in a space goes on in the next one; so does a bullet that is followed by plain text;
- a bullet starts with •, - or "a."; indentation before it gives its level;
- the title is the first line, or the last plain line when the slide starts with a bullet;
- a slide of four or more single plain lines, and an even number of them, is boxes: a title and a text each.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from .errors import BookError
from .plain import read_text

SLIDE_BREAK = re.compile(r"\n(?:[ \t\f]*\n){3,}")
BULLET = re.compile(r"^(?P<indent>[ \t]*)(?P<marker>[•\-–*]|[a-z]\.)[ \t]+(?P<text>.*)$")


@dataclass(frozen=True)
class Line:
    """One logical line: wrapped parts joined. `marker` is "" for plain text; `row` counts from 1 in the file."""

    text: str
    marker: str = ""
    level: int = 0
    row: int = 0

    @property
    def verbatim(self) -> str:
        """Marker and text as on the slide."""
        return f"{self.marker} {self.text}" if self.marker else self.text


@dataclass(frozen=True)
class Slide:
    """A slide: its number from 1, its title, and its lines without the title. `boxes`: lines come in pairs."""

    number: int
    title: Line
    lines: list[Line] = field(default_factory=list)
    boxes: bool = False


type Deck = list[Slide]


def read_deck(path: Path, nested: dict[int, range] | None = None) -> Deck:
    """Read a deck; `nested` gives, by slide, the lines that belong under the bullet before them."""
    deck = parse_deck(read_text(path, "there is no presentation here"))
    if not deck:
        raise BookError("the presentation has no slides", path)
    return [_nest(slide, (nested or {}).get(slide.number, range(0)), path) for slide in deck]


def parse_deck(text: str) -> Deck:
    """Split a text into slides. Empty text gives an empty deck."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    slides: Deck = []
    row = 1
    parts = SLIDE_BREAK.split(text)
    breaks = [match.group(0) for match in SLIDE_BREAK.finditer(text)] + [""]
    for part, gap in zip(parts, breaks, strict=True):
        lines = _logical_lines(part, row)
        if lines:
            slides.append(_slide(len(slides) + 1, lines))
        row += part.count("\n") + gap.count("\n")
    return slides


def _logical_lines(part: str, row: int) -> list[Line]:
    lines: list[Line] = []
    open_bullet = continues = False
    for offset, raw in enumerate(part.split("\n")):
        if not raw.strip():
            open_bullet = continues = False
            continue
        match = BULLET.match(raw)
        if match:
            level = len(match["indent"].expandtabs(2)) // 2
            lines.append(Line(_clean(match["text"]), match["marker"], level, row + offset))
        elif lines and (continues or open_bullet):
            joined = f"{lines[-1].text} {_clean(raw)}".strip()
            lines[-1] = replace(lines[-1], text=joined)
        else:
            lines.append(Line(_clean(raw), "", 0, row + offset))
        open_bullet = bool(lines[-1].marker)
        continues = raw.endswith(" ")
    return lines


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _slide(number: int, lines: list[Line]) -> Slide:
    plain = [line for line in lines if not line.marker]
    if len(plain) == len(lines) >= 4 and len(lines) % 2 == 0 and _one_block_each(lines):
        return Slide(number, lines[0], lines[1:], boxes=True)
    if lines[0].marker and plain:
        title = plain[-1]
        return Slide(number, title, [line for line in lines if line is not title])
    return Slide(number, lines[0], lines[1:])


def _one_block_each(lines: list[Line]) -> bool:
    """Whether a blank line stands between any two of the lines."""
    return all(later.row - line.row > 1 for line, later in itertools.pairwise(lines))


def _nest(slide: Slide, rows: range, path: Path) -> Slide:
    if rows and rows[-1] > len(slide.lines):
        raise BookError(
            f"nested: slide {slide.number} has {len(slide.lines)} lines, not {rows[-1]}", path
        )
    lines = [
        replace(line, level=line.level + 1) if number in rows else line
        for number, line in enumerate(slide.lines, start=1)
    ]
    return replace(slide, lines=lines)


def same_shape(one: Deck, other: Deck, path: Path) -> None:
    """Raise BookError unless a translation has the slides and lines of the original, in the same places."""
    if len(one) != len(other):
        raise BookError(f"{len(other)} slides, but the original has {len(one)}", path)
    for slide, translated in zip(one, other, strict=True):
        if [line.marker for line in slide.lines] != [line.marker for line in translated.lines]:
            raise BookError(
                f"slide {slide.number}: {len(translated.lines)} lines whose markers differ from "
                f"the original's {len(slide.lines)}",
                path,
                translated.title.row,
            )
