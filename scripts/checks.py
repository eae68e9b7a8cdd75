"""The self-checks of a chapter in one language, as plain data: for the page, for course packs, for anyone.

The order in which options, items and right-hand sides are shown is shuffled, always in the same way and the
same in every language. `html` and `plain` turn the little Markdown of the texts into what a maker needs.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

from .book import Book
from .cache import digest
from .checkdata import Check, Choice, LabTask, Match, Numeric, Order, Until


@dataclass(frozen=True)
class PlainOption:
    """One answer to choose; texts are Markdown."""

    text: str
    right: bool
    why: str


@dataclass(frozen=True)
class PlainCheck:
    """One check in one language; what its kind does not have is empty. Texts are Markdown."""

    chapter: str
    id: str
    number: int  # from 1, in the chapter
    version: str  # the same in every language; another one once anything in the check has changed
    kind: str  # choice, numeric, order, match or lab
    question: str
    why: str = ""  # of a choice each option has its own
    options: tuple[PlainOption, ...] = ()  # choice, as shown
    several: bool = False  # choice: whether more than one is right
    answer: float = 0  # numeric
    tolerance: float = 0
    unit: str = ""
    low: float | None = None
    high: float | None = None
    items: tuple[str, ...] = ()  # order, as shown; match: the left-hand sides
    others: tuple[str, ...] = ()  # match: the right-hand sides, as shown
    key: tuple[
        int, ...
    ] = ()  # order: places in `items` in the right order; match: for each item, in `others`
    model: str = ""  # lab
    controls: tuple[str, ...] = ()
    values: tuple[tuple[str, Any], ...] = ()  # those that differ from the model's own
    seed: int = 1
    until: Until | None = None


def checks_of(book: Book, chapter: str, language: str) -> list[PlainCheck]:
    """The checks of a chapter; none if it has none."""
    checks = book.teaching[chapter].checks
    return [plain_check(one, chapter, at, language) for at, one in enumerate(checks, 1)]


def plain_check(check: Check, chapter: str, number: int, language: str) -> PlainCheck:
    """One check in one language."""

    def made(**more: Any) -> PlainCheck:
        question = check.question[language]
        return PlainCheck(
            chapter, check.id, number, version_of(check), check.kind, question, **more
        )

    match check:
        case Choice():
            shown = shuffled(chapter, check.id, len(check.options))
            options = [
                PlainOption(one.text[language], one.right, one.why[language])
                for one in (check.options[at] for at in shown)
            ]
            return made(options=tuple(options), several=check.several)
        case Numeric():
            return made(
                why=check.why[language],
                answer=check.answer,
                tolerance=check.tolerance,
                unit=check.unit.get(language, ""),
                low=check.low,
                high=check.high,
            )
        case Order():
            shown = moved(shuffled(chapter, check.id, len(check.items)))
            return made(
                why=check.why[language],
                items=tuple(check.items[at][language] for at in shown),
                key=tuple(shown.index(at) for at in range(len(shown))),
            )
        case Match():
            shown = moved(shuffled(chapter, check.id, len(check.pairs)))
            return made(
                why=check.why[language],
                items=tuple(one.left[language] for one in check.pairs),
                others=tuple(check.pairs[at].right[language] for at in shown),
                key=tuple(shown.index(at) for at in range(len(shown))),
            )
        case LabTask():
            return made(
                why=check.why[language],
                model=check.model,
                controls=check.controls,
                values=tuple(check.values.items()),
                seed=check.seed,
                until=check.until,
            )


def version_of(check: Check) -> str:
    """Ten hex digits of all that a check says, in all languages."""
    return digest(check.kind, {**asdict(check), "line": 0})[:10]


def shuffled(chapter: str, check: str, count: int) -> list[int]:
    """The numbers below `count` in an order that only the names decide."""
    return sorted(range(count), key=lambda at: digest(chapter, check, at))


def moved(order: list[int]) -> list[int]:
    """The same order, unless that gives the answer away."""
    return order if order != sorted(order) else [*order[1:], order[0]]


def html(text: str) -> str:
    """A text as HTML: only emphasis means anything."""
    made = escape(" ".join(text.split()))
    made = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", made)
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", made)


def plain(text: str) -> str:
    """A text without its marks."""
    return re.sub(r"\*{1,2}([^*]+)\*{1,2}", r"\1", " ".join(text.split()))
