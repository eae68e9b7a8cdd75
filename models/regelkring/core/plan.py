"""The plan of a sweep: the values of each axis, the seeds, and so its runs, each with a number."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .model import Model
from .parameters import ParameterError, Spec, Value
from .run import SEEDS, check_seed

MOST = 1_000_000  # runs in one sweep: what fits in memory and in a file one can open
FORM = "given as LOW:HIGH:POINTS or as VALUE,VALUE,…"


class SweepError(ValueError):
    """A sweep cannot begin as it was asked for; the message is one sentence and names the thing."""


@dataclass(frozen=True)
class Plan:
    """All runs of a sweep, numbered from 0: the points in order, and for each point the seeds in order.

    The last axis varies fastest. `fixed` holds all parameters that are no axis, with their defaults.
    """

    model: Model
    axes: Mapping[str, tuple[Value, ...]]
    fixed: Mapping[str, Value]
    first_seed: int
    seeds: int

    @cached_property
    def points(self) -> list[dict[str, Value]]:
        """The values of the axes at each point."""
        return [
            dict(zip(self.axes, values, strict=True))
            for values in itertools.product(*self.axes.values())
        ]

    def __len__(self) -> int:
        return len(self.points) * self.seeds

    def place(self, number: int) -> tuple[int, int]:
        """The point, counted from 0, and the seed of a run."""
        return number // self.seeds, self.first_seed + number % self.seeds

    def number(self, point: object, seed: object) -> int | None:
        """The number of the run at a point with a seed, or None where the plan has no such run."""
        if type(point) is not int or type(seed) is not int:
            return None
        inside = 0 <= point < len(self.points) and 0 <= seed - self.first_seed < self.seeds
        return point * self.seeds + seed - self.first_seed if inside else None

    def run(self, number: int) -> tuple[dict[str, Value], int]:
        """All parameters and the seed of a run."""
        point, seed = self.place(number)
        return {**self.fixed, **self.points[point]}, seed

    def said(self, number: int) -> str:
        """Which run that is, in words."""
        point, seed = self.place(number)
        words = [f"{name}={value}" for name, value in self.points[point].items()]
        return f"the run with {', '.join([*words, f'seed={seed}'])}"

    def identity(self) -> dict[str, Any]:
        """What makes two plans the same plan, by name, as plain values."""
        return {
            "model": self.model.slug,
            "version": self.model.version,
            "axes": [[name, list(values)] for name, values in self.axes.items()],
            "set": dict(self.fixed),
            "first_seed": self.first_seed,
            "seeds": self.seeds,
        }


def make_plan(
    model: Model,
    axes: Mapping[str, object],
    fixed: Mapping[str, object],
    seeds: object,
    first_seed: object = 1,
) -> Plan:
    """Check everything; raises ParameterError or SweepError.

    An axis is "low:high:points", "value,value,…" or an iterable of values. Points of a whole-number
    parameter are rounded; each value counts once.
    """
    specs = model.parameters.specs()
    for name in axes:
        if name not in specs:
            raise ParameterError(
                name, axes[name], f"a parameter of {model.slug} ({', '.join(specs)})"
            )
        if name in fixed:
            raise SweepError(f"{name} is an axis of this sweep and cannot be set as well.")
    start = model.parameters.make(fixed).values()
    values = {name: axis(specs[name], given) for name, given in axes.items()}
    count, first = whole("seeds", seeds, 1, MOST), check_seed(first_seed)
    if first + count - 1 > SEEDS[1]:
        raise ParameterError("seeds", seeds, f"at most {SEEDS[1] - first + 1} from seed {first} on")
    runs = count
    for one in values.values():
        runs *= len(one)
    if runs > MOST:
        raise SweepError(
            f"A sweep has at most {MOST} runs; with these axes and seeds it has {runs}."
        )
    rest = {name: value for name, value in start.items() if name not in values}
    return Plan(model, values, rest, first, count)


def axis(spec: Spec, given: object) -> tuple[Value, ...]:
    """The values of an axis, in the order given; raises ParameterError."""
    parts: Iterable[object]
    if isinstance(given, str) and spec.choices is None and ":" in given:
        parts = _spread(spec, given)
    elif isinstance(given, str):
        parts = given.split(",")
    else:
        parts = given if isinstance(given, Iterable) else [given]
    values = tuple(dict.fromkeys(spec.check(part) for part in parts))
    if not values:
        raise ParameterError(spec.name, given, FORM)
    return values


def _spread(spec: Spec, given: str) -> list[Value]:
    """Evenly spread points with both ends; those between are rounded to 12 digits, or to whole numbers."""
    words = given.split(":")
    if len(words) != 3:
        raise ParameterError(spec.name, given, FORM)
    low, high = spec.check(words[0]), spec.check(words[1])
    count = whole(f"the number of points of {spec.name}", words[2], 1, MOST)
    assert not isinstance(low, str) and not isinstance(high, str)
    if low > high or (count == 1 and low < high):
        raise ParameterError(
            spec.name, given, "given from low to high, with at least 2 points if they differ"
        )
    steps = max(1, count - 1)
    if spec.whole:
        return [
            low + int((2 * (high - low) * at + steps) // (2 * steps)) for at in range(steps + 1)
        ]
    between = [float(f"{low + (high - low) * at / steps:.12g}") for at in range(1, steps)]
    return [low, *(min(max(low, value), high) for value in between), high]


def whole(name: str, value: object, low: int, high: int) -> int:
    """`value` as an int from `low` to `high`; raises ParameterError."""
    try:
        number = low - 1 if isinstance(value, bool) else int(str(value))
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        raise ParameterError(name, value, f"a whole number from {low} to {high}")
    return number
