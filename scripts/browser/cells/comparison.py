"""A changed cell beside the book's: both run from a fresh start, and their outcomes are compared."""

from __future__ import annotations

import difflib
import importlib
import json
import random
from collections.abc import Callable
from typing import Any

from .notebook import Cell, Notebook


def compare(
    notebook: Notebook, cells: list[Cell], target: str, book: str, language: str
) -> dict[str, Any]:
    """What the book's version and the reader's of one cell put out, each after the same cells before.

    Returns `book` and `mine` (each: `outputs` as [kind, text], `fault`), `text` (printed text and values
    line by line, as difflib has it, or [] if they are the same) and `measures` of the models' runs.
    """
    by_id = {cell["id"]: cell for cell in cells}
    mine = _outcome(notebook, cells, by_id[target])
    theirs = _outcome(notebook, cells, {**by_id[target], "source": book})
    before, after = (_lines(one["outputs"]) for one in (theirs, mine))
    text = list(difflib.ndiff(before, after)) if before != after else []
    measures = _measures(notebook, theirs.pop("runs"), mine.pop("runs"), language)
    notebook.fresh()
    return {
        "book": theirs,
        "mine": mine,
        "text": [line for line in text if not line.startswith("?")][:400],
        **measures,
    }


def _outcome(notebook: Notebook, cells: list[Cell], target: Cell) -> dict[str, Any]:
    """Run what the cell needs and then the cell, from nothing and with the same chance."""
    notebook.fresh()
    changed = [target if cell["id"] == target["id"] else cell for cell in cells]
    random.seed(0)
    outputs: list[list[str]] = []
    keep: Callable[[str, str], None] = lambda kind, text: outputs.append([kind, text])  # noqa: E731
    send, notebook.send = notebook.send, keep
    found: dict[str, Any] = {"fault": None}
    try:
        for one in notebook.plan(changed, target["id"]):
            outputs.clear()
            notebook.runs.clear()
            found = notebook.run(next(cell for cell in changed if cell["id"] == one))
            if found["fault"]:
                break
    finally:
        notebook.send = send
    return {**found, "outputs": outputs, "runs": list(notebook.runs)}


def _lines(outputs: list[list[str]]) -> list[str]:
    text = "".join(
        text if kind in ("stdout", "stderr") else f"{text}\n"
        for kind, text in outputs
        if kind not in ("chart", "cut")
    )
    return text.splitlines()


def _measures(
    notebook: Notebook, theirs: list[Any], mine: list[Any], language: str
) -> dict[str, Any]:
    """The measures of the runs, one by one in the order they were made; several are averaged.

    Where a run of the reader's had another seed, it is made again on the book's, so that only what
    was changed makes the difference: `reseeded` says how often.
    """
    pairs, reseeded = [], 0
    for a, b in zip(theirs, mine, strict=False):
        if a.model != b.model:
            continue
        if a.seed != b.seed:
            b = notebook.model_run(b.model, seed=a.seed, **b.parameters)
            reseeded += 1
        pairs.append((a, b))
    models = list(dict.fromkeys(a.model for a, _ in pairs))
    library = importlib.import_module(notebook.package).LIBRARY
    words = importlib.import_module(f"{notebook.package}.core.words")
    rows = []
    for slug in models:
        model = library.model(slug)
        own = [(a, b) for a, b in pairs if a.model == slug]
        for one in model.summary:
            values = [(a.summary.get(one.name), b.summary.get(one.name)) for a, b in own]
            known = [(x, y) for x, y in values if x is not None and y is not None]
            if not known:
                continue
            x, y = (sum(side) / len(known) for side in zip(*known, strict=True))
            said = [words.quantity(one, value, language) for value in (x, y)]
            more = "" if one.kind == "flag" or x == y else words.quantity(one, y - x, language)
            if more and y > x:
                more = f"+{more}"
            rows.append([one.label.in_language(language), *said, more])
    changes = _parameters(library, pairs, language)
    counts = [len(theirs), len(mine), len(pairs)]
    return {"measures": rows, "reseeded": reseeded, "runs": counts, "parameters": changes}


def _parameters(library: Any, pairs: list[Any], language: str) -> list[list[str]]:
    """Which parameters the reader's first run that differs has otherwise: label, book's, reader's."""
    for a, b in pairs:
        specs = library.model(a.model).parameters.specs()
        found = [
            [
                specs[name].label.in_language(language),
                json.dumps(value),
                json.dumps(b.parameters[name]),
            ]
            for name, value in a.parameters.items()
            if b.parameters[name] != value
        ]
        if found:
            return found
    return []
