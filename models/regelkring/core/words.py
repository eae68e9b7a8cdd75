"""Numbers and sentences in Dutch and English: how a result is said to whoever cannot see the chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .model import Model, Observable, Row
from .parameters import Text

NO_BREAK = "\u00a0"
_MONEY = Text(f"€{NO_BREAK}{{}}{NO_BREAK}duizend", "€{} thousand")
_EURO = Text(f"€{NO_BREAK}{{}}", "€{}")


def number(value: float, digits: int, language: str) -> str:
    """`value` with at most `digits` decimals: 1.234,5 in Dutch, 1,234.5 in English."""
    text = f"{value:,.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", "-0.0"):
        text = "0"
    if language == "nl":
        text = text.translate(str.maketrans(",.", ".,"))
    return text.replace("-", "−")


def quantity(observable: Observable, value: float | None, language: str) -> str:
    """A value of an observable, as its kind is written; None is "geen" or "none"."""
    if value is None:
        return Text("geen", "none").in_language(language)
    match observable.kind:
        case "share":
            percent = 100 * value
            digits = 1 if 0 < abs(percent) < 10 or 99 < percent < 100 else 0
            return number(percent, digits, language) + (f"{NO_BREAK}%" if language == "nl" else "%")
        case "count":
            return number(value, 0, language)
        case "money":
            return _MONEY.in_language(language).format(number(value, 1, language))
        case "euro":
            return _EURO.in_language(language).format(number(value, 0, language))
        case "flag":
            return Text(*(("ja", "yes") if value else ("nee", "no"))).in_language(language)
        case _:
            return number(value, 2, language)


def sentence(model: Model, rows: Sequence[Row], language: str) -> str:
    """What the headline column does over a run, in one sentence.

    It says where the column starts and ends, and the highest or lowest point if that lies well outside.
    """
    column = model.headline
    course = [(row[model.axis.name], row[column.name]) for row in rows]
    points = [(x, y) for x, y in course if x is not None and y is not None]
    label = column.label.in_language(language)
    if not points:
        return Text(f"{label}: geen uitkomst.", f"{label}: no result.").in_language(language)

    def say(value: float) -> str:
        return quantity(column, value, language)

    def at(x: float) -> str:
        return f"{model.axis.label.in_language(language).lower()} {number(x, 2, language)}"

    (first_x, first), (last_x, last) = points[0], points[-1]
    if say(first) == say(last):
        verb = Text("begint en eindigt op", "starts and ends at").in_language(language)
        text = f"{label} {verb} {say(last)}"
    else:
        rises = last > first
        verb = Text(*(("stijgt", "rises") if rises else ("daalt", "falls"))).in_language(language)
        link = Text("van {} ({}) naar {} ({})", "from {} ({}) to {} ({})").in_language(language)
        text = f"{label} {verb} {link.format(say(first), at(first_x), say(last), at(last_x))}"
    span = max(y for _, y in points) - min(y for _, y in points)
    for pick, words in (
        (max, Text("met een top van {} ({})", "with a peak of {} ({})")),
        (min, Text("met een dal van {} ({})", "with a low of {} ({})")),
    ):
        y = pick(value for _, value in points)
        beyond = y - max(first, last) if pick is max else min(first, last) - y
        if beyond > 0.1 * span and say(y) not in (say(first), say(last)):
            x = next(x for x, value in points if value == y)
            text += ", " + words.in_language(language).format(say(y), at(x))
    return text + "."


def measures(model: Model, summary: Mapping[str, float | int | None], language: str) -> dict[str, str]:
    """The summary in words: label to written value, in the model's order."""
    return {
        one.label.in_language(language): quantity(one, summary.get(one.name), language)
        for one in model.summary
    }
