"""A run: parameters and a seed in, rows, summary and fingerprint out; step by step or at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from .model import Frame, Model, Row, Step, Summary
from .parameters import ParameterError, ParameterSet, Value

SEEDS = (0, 2**32 - 1)
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U


def check_seed(seed: object) -> int:
    """Return the seed as an int; raises ParameterError when it is not a whole number in SEEDS."""
    try:
        whole = int(str(seed))
    except ValueError:
        whole = -1
    if isinstance(seed, bool) or not SEEDS[0] <= whole <= SEEDS[1]:
        raise ParameterError("seed", seed, f"a whole number from {SEEDS[0]} to {SEEDS[1]}")
    return whole


def canonical(value: object) -> str:
    """The one way a value is written: JSON, keys sorted, no spaces, shortest round-trip floats."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def fingerprint(model: Model, values: Mapping[str, Value], seed: int, rows: list[Row]) -> str:
    """Twelve characters (60 bits of SHA-256) of the model's version, parameters, seed and rows."""
    columns = {name: [row[name] for row in rows] for name in rows[0]} if rows else {}
    text = canonical([model.slug, model.version, dict(values), seed, columns])
    bits = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) >> 4
    digits = [_ALPHABET[bits >> 5 * place & 31] for place in range(11, -1, -1)]
    return "-".join("".join(digits[at : at + 4]) for at in (0, 4, 8))


@dataclass(frozen=True)
class Run:
    """A finished run. `rows` is a list of dicts, one a step; `summary` a dict of headline measures."""

    model: str
    version: str
    parameters: dict[str, Value]
    seed: int
    rows: list[Row]
    summary: Summary
    fingerprint: str

    def as_dict(self, rows: bool = False) -> dict[str, Any]:
        """The run as plain values, in the order the command line prints them."""
        names = ("model", "version", "parameters", "seed", "summary", "fingerprint")
        return {name: getattr(self, name) for name in (*names, "rows")[: 7 if rows else 6]}


class Runner:
    """A run under way: iterate over it for the rows, then call `finish`.

    Stopping is simply not going on; nothing is left behind.
    """

    def __init__(self, model: Model, values: Mapping[str, object], seed: object = 1):
        self.model = model
        self.parameters: ParameterSet = model.parameters.make(values)
        self.seed = check_seed(seed)
        self.rows: list[Row] = []
        self._steps = model.rows(self.parameters, Random(self.seed))
        self._step: Step | None = None

    def __iter__(self) -> Iterator[Row]:
        for step in self._steps:
            self._step = step
            self.rows.append(step.row)
            yield step.row

    def frame(self) -> Frame | None:
        """A picture of the state after the last row, or None before the first."""
        return self._step.frame() if self._step else None

    def finish(self) -> Run:
        """Take the steps that are left and return the finished run."""
        for _ in self:
            pass
        values = self.parameters.values()
        return Run(
            self.model.slug,
            self.model.version,
            values,
            self.seed,
            self.rows,
            self.model.measures(self.parameters, self.rows),
            fingerprint(self.model, values, self.seed, self.rows),
        )
