"""What a report must look like: the twin of `scripts/browser/mark/shape.ts`.

A report comes from anyone. Keys that are not known do no harm; those that are known have one form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .assignment import AssignmentError, read_assignment

MOST_RUNS, MOST_ANSWERS = 100, 200


def shaped(report: object) -> str | None:
    """Which part of a report has another form than reports have, or None if all is as it should be."""
    if not isinstance(report, Mapping):
        return "an object"
    if report.get("kind") != "report":
        return "kind"
    if not _number(report.get("format")) or report["format"] != 1:
        return "format"
    parts: dict[str, Callable[[Any], bool]] = {
        "runs": lambda one: _list(one, MOST_RUNS, _run),
        "book": _text,
        "bookVersion": _text,
        "made": _text,
        "student": lambda one: _texts(one, "name", "number"),
        "answers": lambda one: _list(one, MOST_ANSWERS, _answer),
        "predictions": lambda one: _list(one, MOST_ANSWERS, lambda it: _texts(it, "lab", "text")),
        "assignment": _assignment,
    }
    for name, fits in parts.items():
        if (name in report or name == "runs") and not fits(report.get(name)):
            return name
    return None


def _run(value: object) -> bool:
    return (
        isinstance(value, Mapping)
        and _texts(value, "model", "version", "fingerprint")
        and isinstance(value.get("parameters"), Mapping)
        and _number(value.get("seed"))
        and _text(value.get("lab", ""))
        and _text(value.get("rows", ""))
        and isinstance(value.get("summary", {}), Mapping)
    )


def _answer(value: object) -> bool:
    return _text(value) or _texts(value, "question", "text")


def _assignment(value: object) -> bool:
    try:
        read_assignment(value)
    except AssignmentError:
        return False
    return True


def _list(value: object, most: int, fits: Callable[[Any], bool]) -> bool:
    return isinstance(value, list) and len(value) <= most and all(map(fits, value))


def _texts(value: object, *names: str) -> bool:
    return isinstance(value, Mapping) and all(_text(value.get(name)) for name in names)


def _text(value: object) -> bool:
    return isinstance(value, str)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)

