"""Stage 3: every line of every slide stands in exactly one chapter, or the build fails and names it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from .deck import Deck, Line
from .errors import BookError, raise_all
from .outline import Outline, Placed


def lines_of(deck: Deck, placed: Placed) -> tuple[bool, list[Line]]:
    """Whether the title goes with these lines, and the lines. The title goes with line 1."""
    slide = deck[placed.slide - 1]
    if placed.lines is None:
        return True, list(slide.lines)
    chosen = [slide.lines[number - 1] for number in placed.lines]
    return placed.lines.start == 1, chosen


def check_placement(deck: Deck, outline: Outline, presentation: Path) -> None:
    """Raise BookError for each slide or line that the outline places twice, never, or that does not exist."""
    errors: list[BookError] = []
    shown: Counter[tuple[int, int]] = Counter()
    for chapter in outline.chapters():
        for placed in chapter.slides:
            if not 1 <= placed.slide <= len(deck):
                message = f"chapter {chapter.slug}: there is no slide {placed.slide}"
                errors.append(BookError(message, outline.path, chapter.row))
                continue
            slide = deck[placed.slide - 1]
            if placed.lines and not 1 <= placed.lines.start <= placed.lines[-1] <= len(slide.lines):
                message = (
                    f"chapter {chapter.slug}: slide {placed.slide} has lines 1-{len(slide.lines)}"
                )
                errors.append(BookError(message, outline.path, chapter.row))
                continue
            for number in placed.lines or range(1, len(slide.lines) + 1):
                shown[placed.slide, number] += 1
            if placed.lines is None or placed.lines.start == 1:
                shown[placed.slide, 0] += 1
    for slide in deck:
        for number, line in enumerate([slide.title, *slide.lines]):
            times = shown[slide.number, number]
            if times != 1:
                fault = "in no chapter" if times == 0 else f"in {times} chapters"
                message = f"slide {slide.number}, line {number} is {fault}: {line.verbatim}"
                errors.append(BookError(message, presentation, line.row))
    raise_all(errors)
