"""From sheets to a plan: which slides make a chapter, which chapters a part, and what they are called.

Sections of the presentation, or slides with nothing but a title, open parts. Slides in a row with the same
title stay together; a chapter has about three slides. All of it is a guess, to be changed in the outline.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby, pairwise

from .sheets import Sheet

ABOUT, MOST = 3, 4  # slides a chapter
SLUG = 48
SERIES = re.compile(
    r"[\s:–-]*(?:\(?\d+\s*/\s*\d+\)?|\(\d+\)|\(?(?:continued|cont\.|vervolg)\)?)$", re.I
)
RESERVED = {
    *("index", "assets", "downloads", "models", "search", "oai", "404", "sitemap", "robots"),
    *("sources", "presentation", "bronnen", "presentatie", "about", "over"),
}


@dataclass(frozen=True)
class Chapter:
    """A chapter to be: its slug, its title, and the numbers of its slides."""

    slug: str
    title: str
    slides: tuple[int, ...]


@dataclass(frozen=True)
class Part:
    """A part to be; "" for the title of a book that has but one."""

    title: str
    chapters: tuple[Chapter, ...]


def plan(sheets: list[Sheet], taken: Collection[str] = ()) -> list[Part]:
    """The parts of the book, with every slide in one chapter; no slug is one of those `taken`."""
    slugs = set(taken) | RESERVED
    titles: set[str] = set()
    parts = []
    for title, numbers in _parts(sheets):
        chapters = []
        for group in _chapters(sheets, numbers):
            name = _title(sheets, group, title)
            while name in titles:
                name = _next(name)
            titles.add(name)
            chapters.append(Chapter(free_slug(name, slugs), name, tuple(group)))
        parts.append(Part(title, tuple(chapters)))
    return parts


def _next(name: str) -> str:
    """The name with a number behind it, or the number after the one it has."""
    found = re.fullmatch(r"(.*) \((\d+)\)", name)
    return f"{found[1]} ({int(found[2]) + 1})" if found else f"{name} (2)"


def _parts(sheets: list[Sheet]) -> list[tuple[str, list[int]]]:
    """Title and slides of each part; a title slide goes with what follows it."""
    numbers = list(range(1, len(sheets) + 1))
    if any(sheet.section for sheet in sheets):
        runs = groupby(numbers, key=lambda number: sheets[number - 1].section)
        parts = [(section, list(group)) for section, group in runs]
        first = {section for section, _ in parts if section}
        return _joined(parts) if len(first) > 1 else [(next(iter(first)), numbers)]
    dividers = [n for n in numbers[1:-1] if not sheets[n - 1].points]
    if len(dividers) < 2 or any(b - a < 2 for a, b in pairwise(dividers)):
        return [("", numbers)]
    starts = [1, *dividers]
    ends = [*dividers, len(sheets) + 1]
    parts = [
        (sheets[a - 1].title if a > 1 else "", numbers[a - 1 : b - 1])
        for a, b in zip(starts, ends, strict=True)
    ]
    return _joined(parts)


def _joined(parts: list[tuple[str, list[int]]]) -> list[tuple[str, list[int]]]:
    """What stands before the first title goes with it if it is the title slide alone."""
    if len(parts) > 1 and not parts[0][0] and len(parts[0][1]) == 1:
        (_, slides), (title, more), *rest = parts
        return [(title, slides + more), *rest]
    return parts


def _chapters(sheets: list[Sheet], numbers: list[int]) -> list[list[int]]:
    """The slides of each chapter: runs of one title first, then runs joined up to about three slides."""
    runs = [
        list(group)
        for _, group in groupby(numbers, key=lambda n: common(sheets[n - 1].title).casefold())
    ]
    small = [piece for run in runs for piece in _pieces(run)]
    wanted = max(1, round(len(numbers) / ABOUT))
    groups: list[list[int]] = [[]]
    done = 0
    for run in small:
        full = done >= len(numbers) * len(groups) / wanted
        if groups[-1] and (full or len(groups[-1]) + len(run) > MOST):
            groups.append([])
        groups[-1] += run
        done += len(run)
    return groups


def _pieces(run: list[int]) -> list[list[int]]:
    """A long run in pieces of about the same length."""
    count = -(-len(run) // MOST)
    ends = [round(len(run) * n / count) for n in range(count + 1)]
    return [run[a:b] for a, b in pairwise(ends)]


def common(title: str) -> str:
    """A title without its place in a series: "Work 2/5", "Work (2)" and "Work (continued)" are all "Work"."""
    return SERIES.sub("", title) or title


def _title(sheets: list[Sheet], group: list[int], part: str) -> str:
    """The title of the first slide that says more than its part or the title of the whole."""
    names = [sheets[number - 1] for number in group]
    telling = [one for one in names if one.points and one.title != part]
    if group[0] == 1 and not any(point.marker for point in names[0].points):
        telling = [one for one in telling if one is not names[0]] or telling
    return common((telling or names)[0].title)


def free_slug(title: str, taken: set[str], fallback: str = "chapter") -> str:
    """A slug in ASCII that is not `taken` yet, and now is."""
    base = slug(title) or fallback
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def slug(title: str, most: int = SLUG) -> str:
    """Small letters, digits and hyphens, cut between words; "" if nothing of the title is left."""
    text = (
        title.replace("ß", "ss")
        .replace("æ", "ae")
        .replace("ø", "o")
        .replace("’", "")
        .replace("'", "")
    )
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", bare)
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:most]
        if len(longer) > most:
            break
        name = longer
    return name
