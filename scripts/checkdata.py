"""The self-checks of a chapter as the book has them: every text in all languages, and the right answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from .outline import Words


@dataclass(frozen=True)
class Asked:
    """What every check has. `line` is where it stands in its file."""

    kind: ClassVar[str]
    id: str
    line: int
    question: Words


@dataclass(frozen=True)
class Option:
    """One answer to choose, and why it is right or wrong."""

    text: Words
    right: bool
    why: Words


@dataclass(frozen=True)
class Choice(Asked):
    """Options of which one or more are right."""

    kind: ClassVar[str] = "choice"
    options: tuple[Option, ...]

    @property
    def several(self) -> bool:
        """Whether more than one is right: boxes to tick instead of one to pick."""
        return sum(one.right for one in self.options) > 1


@dataclass(frozen=True)
class ModelRun:
    """The run of a model from which an answer comes, and the measure that it is, `times` a number.

    A share of 0.25 that the question wants in per cent is a measure times 100.
    """

    model: str
    values: dict[str, Any]
    seed: int
    measure: str
    times: float = 1


@dataclass(frozen=True)
class Numeric(Asked):
    """A number, right within `tolerance`. `low` and `high` bound what may be typed."""

    kind: ClassVar[str] = "numeric"
    answer: float
    tolerance: float
    unit: Words
    low: float | None
    high: float | None
    source: ModelRun | None
    why: Words


@dataclass(frozen=True)
class Order(Asked):
    """Items in the right order."""

    kind: ClassVar[str] = "order"
    items: tuple[Words, ...]
    why: Words


@dataclass(frozen=True)
class Pair:
    """What belongs together."""

    left: Words
    right: Words


@dataclass(frozen=True)
class Match(Asked):
    """Pairs; no two have the same left or the same right."""

    kind: ClassVar[str] = "match"
    pairs: tuple[Pair, ...]
    why: Words


@dataclass(frozen=True)
class Until:
    """When a lab has come where it must: its measure above `above`, below `below`, or between both."""

    measure: str
    above: float | None = None
    below: float | None = None
    closed: bool = False  # whether the bounds themselves count, as in `between`

    def met(self, value: float | int | bool | None) -> bool:
        """Whether a run with that measure is there."""
        if value is None:
            return False
        if self.closed:
            assert self.above is not None and self.below is not None
            return self.above <= value <= self.below
        return (self.above is None or value > self.above) and (
            self.below is None or value < self.below
        )


@dataclass(frozen=True)
class LabTask(Asked):
    """Use the lab until its measure is where it must be."""

    kind: ClassVar[str] = "lab"
    model: str
    controls: tuple[str, ...]
    values: dict[str, Any]
    seed: int
    until: Until
    why: Words


type Check = Choice | Numeric | Order | Match | LabTask
