"""Proves before anything is published that the checks are as they say.

A lab's task is not fulfilled at its start and can be fulfilled with its controls; a number that comes from a
run of a model is what the model says.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

from .book import Book
from .cache import digest
from .checkdata import LabTask, Numeric
from .errors import BookError, BookErrors, raise_all
from .runs import causes, kept_run

STAGE = digest(Path(__file__))
ALONG = 9  # values along one control
ACROSS = 5  # values of each of two or more
MOST = 400  # runs of a search

type Values = dict[str, Any]


def prove_checks(book: Book) -> None:
    """Raise BookError for every check that is not as it says."""
    errors: list[BookError] = []
    for teaching in book.teaching.values():
        for check in teaching.checks:
            try:
                if isinstance(check, LabTask):
                    solution(book, check, teaching.path)
                elif isinstance(check, Numeric):
                    prove_number(book, check, teaching.path)
            except BookErrors as several:
                errors += several.errors
            except BookError as error:
                errors.append(error)
    raise_all(errors)


def prove_number(book: Book, check: Numeric, path: Path) -> None:
    """Raise BookError if the answer is not what its run gives."""
    if check.source is None:
        return
    source = check.source
    value = kept_run(book, source.model, source.seed, source.values).summary[source.measure]
    found = None if value is None else value * source.times
    if found is None or not abs(found - check.answer) <= check.tolerance + 1e-9:
        message = (
            f"{check.id}: the answer is {check.answer:g} within {check.tolerance:g}, "
            f"and {source.model} gives {found if found is None else format(found, '.10g')}"
        )
        raise BookError(message, path, check.line)


def solution(book: Book, task: LabTask, path: Path) -> Values:
    """Values of the controls that fulfil a task, as few and as near its start as a coarse search finds."""
    until = task.until
    asked = [task.model, task.controls, task.values, task.seed, until.measure]
    bounds = [until.above, until.below, until.closed]
    key = digest(causes(book, task.model), book.tools, STAGE, asked, bounds)
    kept = book.cache.get_json("checks", key)
    if kept is None:
        kept = _searched(book, task)
        book.cache.put_json("checks", key, kept)
    if kept["start"]:
        raise BookError(f"{task.id}: the lab is where it must be before it starts", path, task.line)
    if kept["found"] is None:
        message = f"{task.id}: no values of {', '.join(task.controls)} bring {until.measure} there"
        raise BookError(f"{message}; nearest was {kept['nearest']}", path, task.line)
    found: Values = kept["found"]
    return found


def _searched(book: Book, task: LabTask) -> dict[str, Any]:
    nearest: tuple[float, str] = (float("inf"), "none")
    for count, changed in enumerate(settings(book, task)):
        values = {**task.values, **changed}
        value = book.library.run(task.model, seed=task.seed, **values).summary[task.until.measure]
        if task.until.met(value):
            return {"start": count == 0, "found": changed, "nearest": ""}
        if value is not None:
            goal = [bound for bound in (task.until.above, task.until.below) if bound is not None]
            away = min(abs(value - bound) for bound in goal)
            nearest = min(nearest, (away, f"{value:.10g} at {changed or 'the start'}"))
    return {"start": False, "found": None, "nearest": nearest[1]}


def settings(book: Book, task: LabTask) -> Iterator[Values]:
    """What a search tries: nothing changed, then one control after the other, then several at once."""
    specs = book.library.model(task.model).parameters.specs()
    starts = {name: task.values.get(name, specs[name].default) for name in task.controls}
    tried = 1
    yield {}
    for together in range(1, len(task.controls) + 1):
        for names in combinations(task.controls, together):
            count = ALONG if together == 1 else ACROSS
            grids = [_values(specs[name], starts[name], count) for name in names]
            for values in product(*grids):
                if tried == MOST:
                    return
                tried += 1
                yield dict(zip(names, values, strict=True))


def _values(spec: Any, start: Any, count: int) -> list[Any]:
    """Some values of a parameter besides its start, the nearest first."""
    if spec.choices is not None:
        return [value for value in spec.choices if value != start]
    steps = round((spec.high - spec.low) / spec.step)
    found = {
        spec.check(round(spec.low + round(steps * at / (count - 1)) * spec.step, 10))
        for at in range(count)
    }
    return sorted(found - {start}, key=lambda value: (abs(value - start), value))
