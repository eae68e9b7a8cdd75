"""What a browser's worker calls: JSON in, JSON out, one slice of a run at a time.

A run is taken in slices so that the worker can look for a newer request, or for Stop, between them.
`clock` is passed in: the kit itself reads none.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .library import Library
from .run import Run, Runner
from .words import measures, sentence


class Session:
    """At most one run under way; starting another drops it."""

    def __init__(self, library: Library, clock: Callable[[], float]):
        self.library, self.clock = library, clock
        self._runner: Runner | None = None
        self._language = "en"

    def start(self, request: str) -> None:
        """Begin a run: `{"model", "parameters", "seed", "language"}`. Raises as `Library.start` does."""
        asked = json.loads(request)
        self._language = asked.get("language", "en")
        self._runner = self.library.start(
            asked["model"], seed=asked["seed"], **asked.get("parameters", {})
        )

    def advance(self, seconds: float) -> str:
        """Go on for about `seconds`; returns the progress, or the whole result once done."""
        runner = self._runner
        if runner is None:
            raise RuntimeError("advance: no run was started")
        until = self.clock() + seconds
        for _ in runner:
            if self.clock() >= until:
                return json.dumps({"done": False, "steps": len(runner.rows)})
        self._runner = None
        return json.dumps({"done": True, **result(self.library, runner.finish(), self._language)})

    def step(self, count: int) -> str:
        """Take at most `count` steps; returns the new rows, and a frame if the model can be drawn."""
        runner = self._runner
        if runner is None:
            raise RuntimeError("step: no run was started")
        before = len(runner.rows)
        for _ in runner:
            if len(runner.rows) - before >= count:
                break
        frame = runner.frame() if runner.model.cells else None
        answer: dict[str, Any] = {"done": len(runner.rows) - before < count}
        answer["columns"] = columns(runner.rows[before:])
        if frame is not None:
            answer["frame"] = {
                "kind": frame.kind,
                "width": frame.width,
                "height": frame.height,
                "cells": frame.cells.hex(),
            }
        if answer["done"]:
            self._runner = None
            answer["result"] = result(self.library, runner.finish(), self._language)
        return json.dumps(answer)


def columns(rows: list[Any]) -> dict[str, list[Any]]:
    """Rows turned on their side: each column's values by name."""
    return {name: [row[name] for row in rows] for name in rows[0]} if rows else {}


def result(library: Library, run: Run, language: str) -> dict[str, Any]:
    """A run as the page shows it: columns, summary, fingerprint, and what it says in words."""
    model = library.model(run.model)
    return {
        **run.as_dict(),
        "columns": columns(run.rows),
        "sentence": sentence(model, run.rows, language),
        "measures": measures(model, run.summary, language),
    }
