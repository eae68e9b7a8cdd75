"""The `lab` fence: what it asks for, checked against the model it names."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .book import Book
from .errors import BookError
from .fences import Fence
from .plain import plain_yaml

KEYS = {"model", "controls", "values", "seed", "predict"}


@dataclass(frozen=True)
class Option:
    """One answer to a prediction: holds when the measure is below `below` (the last one has none)."""

    label: str
    below: float | None = None


@dataclass(frozen=True)
class Prediction:
    """What the reader is asked before moving anything."""

    question: str
    measure: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class LabFence:
    """What a `lab` fence asks for, checked against the model."""

    model: str
    controls: tuple[str, ...]
    values: dict[str, Any] = field(default_factory=dict)
    seed: int = 1
    predict: Prediction | None = None


def read_lab(book: Book, fence: Fence, path: Path, offset: int = 0) -> LabFence:
    """Parse and check a fence; raises BookError with the line in the file (`offset` lines come before)."""

    def fail(message: str, *keys: str) -> BookError:
        rows = [text.strip() for text in fence.body.split("\n")]
        found = [n for key in keys for n, text in enumerate(rows, 1) if text.startswith(key)]
        row = found[0] if found else 0
        return BookError(f"lab: {message}", path, offset + fence.first + row)

    data = plain_yaml(fence.body, path, offset + fence.first, "lab: not YAML")
    if not isinstance(data, dict):
        raise fail("expected `model: …`")
    if unknown := set(data) - KEYS:
        raise fail(
            f"unknown key {', '.join(sorted(map(str, unknown)))}", str(min(map(str, unknown)))
        )
    slug = str(data.get("model"))
    if slug not in book.library.slugs():
        there = ", ".join(book.library.slugs())
        raise fail(f"there is no model {slug!r} (there are: {there})", "model")
    model = book.library.model(slug)
    specs = model.parameters.specs()
    controls = data.get("controls", list(model.controls))
    if not isinstance(controls, list):
        raise fail("controls is a list of parameters", "controls")
    for name in controls:
        if str(name) not in specs:
            raise fail(f"{slug} has no parameter {name!r} (it has: {', '.join(specs)})", "controls")
    try:
        asked = {  # YAML reads a bare yes or no as a truth value
            name: {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
            for name, value in (data.get("values") or {}).items()
        }
        values = model.parameters.make(asked).values()
    except (ValueError, TypeError, AttributeError) as error:
        raise fail(str(error), "values") from error
    changed = {name: value for name, value in values.items() if value != specs[name].default}
    seed = data.get("seed", 1)
    if not isinstance(seed, int) or not 1 <= seed <= 999_999:
        raise fail("seed is a whole number from 1 to 999999", "seed")
    predict = data.get("predict")
    prediction = _prediction(predict, model, fail) if predict is not None else None
    return LabFence(slug, tuple(map(str, controls)), changed, seed, prediction)


def _prediction(data: Any, model: Any, fail: Any) -> Prediction:
    try:
        options = tuple(Option(str(one["label"]), one.get("below")) for one in data["options"])
        question, measure = str(data["question"]), str(data["measure"])
    except (KeyError, TypeError, AttributeError) as error:
        raise fail(
            "predict needs question, measure and options with a label each", "predict"
        ) from error
    if measure not in {one.name for one in model.summary}:
        there = ", ".join(one.name for one in model.summary)
        raise fail(
            f"{model.slug} has no measure {measure!r} (it has: {there})", "measure", "predict"
        )
    bounds = [option.below for option in options[:-1] if option.below is not None]
    if (
        len(options) < 2
        or len(bounds) < len(options) - 1
        or bounds != sorted(bounds)
        or options[-1].below is not None
    ):
        raise fail(
            "options need `below` in ascending order, and none in the last", "options", "predict"
        )
    return Prediction(question, measure, options)
