"""One measured number, with its budget where it has one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median


@dataclass(frozen=True)
class Result:
    """`budget` is an upper bound, or with `at_least` a lower one."""

    what: str
    value: float
    unit: str
    budget: float | None = None
    at_least: bool = False

    @property
    def ok(self) -> bool | None:
        """Whether the budget is met; None where there is none."""
        if self.budget is None:
            return None
        return self.value >= self.budget if self.at_least else self.value <= self.budget

    def as_dict(self) -> dict[str, object]:
        """As it is kept."""
        value = round(self.value, 4)
        return {"what": self.what, "value": value, "unit": self.unit,
                "budget": self.budget, "ok": self.ok}  # fmt: skip

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        budget = (
            f"  ({sign} {self.budget:g}: {'met' if self.ok else 'MISSED'})" if self.budget else ""
        )
        return f"{self.what:58} {self.value:10.3f} {self.unit}{budget}"


def middle(values: Sequence[float]) -> float:
    """The median."""
    return float(median(values))


def late(values: Sequence[float], share: float = 0.95) -> float:
    """The quantile at `share`, by the nearest rank."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, round(share * (len(ranked) - 1)))]


def mean(results: Sequence[Result]) -> Result:
    """The mean of the same measured in several rounds."""
    return replace(results[0], value=sum(one.value for one in results) / len(results))


def table(results: Sequence[Result]) -> str:
    """All results as a table in Markdown."""
    lines = ["| what | value | budget | |", "|---|---:|---:|---|"]
    for one in results:
        sign = "≥" if one.at_least else "≤"
        budget = "" if one.budget is None else f"{sign} {one.budget:g} {one.unit}"
        met = {True: "met", False: "**missed**"}.get(one.ok, "") if one.ok is not None else ""
        lines.append(f"| {one.what} | {one.value:.4g} {one.unit} | {budget} | {met} |")
    return "\n".join(lines)
