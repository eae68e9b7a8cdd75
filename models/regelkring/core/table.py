"""Tables of a sweep: a row for each run, a summary over the seeds, and how both are written."""

from __future__ import annotations

import csv
import json
import math
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from .journal import Finished
from .parameters import Value
from .plan import Plan

type Cell = float | int | str | None
type Table = list[dict[str, Cell]]

QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
STATISTICS = ("n", "none", "mean", "sd", *QUANTILES)


def measure_names(plan: Plan, finished: Mapping[int, Finished]) -> list[str]:
    """The model's measures in its own order, then any others that a run has."""
    names = dict.fromkeys(one.name for one in plan.model.summary)
    for number in range(len(plan)):
        names |= dict.fromkeys(finished[number].summary)
    return list(names)


def _named(point: Mapping[str, Value], taken: Sequence[str]) -> dict[str, Cell]:
    """A point's values by column; an axis whose name is taken has `parameter_` before it."""
    return {f"parameter_{name}" if name in taken else name: value for name, value in point.items()}


def run_rows(plan: Plan, finished: Mapping[int, Finished]) -> Table:
    """A row for each run, sorted by point and seed: axes, seed, measures, fingerprint."""
    measures = measure_names(plan, finished)
    taken = ("seed", *measures, "fingerprint")
    rows: Table = []
    for number in range(len(plan)):
        point, seed = plan.place(number)
        run = finished[number]
        rows.append(
            {
                **_named(plan.points[point], taken),
                "seed": seed,
                **{name: run.summary.get(name) for name in measures},
                "fingerprint": run.fingerprint,
            }
        )
    return rows


def summary_rows(plan: Plan, finished: Mapping[int, Finished]) -> Table:
    """A row for each point and measure: axes, measure and STATISTICS over the seeds."""
    rows: Table = []
    measures = measure_names(plan, finished)
    for place, point in enumerate(plan.points):
        runs = [finished[place * plan.seeds + at].summary for at in range(plan.seeds)]
        for name in measures:
            values = [run.get(name) for run in runs]
            axes = _named(point, ("measure", *STATISTICS))
            rows.append({**axes, "measure": name, **statistics(values)})
    return rows


def statistics(values: Sequence[float | int | None]) -> dict[str, Cell]:
    """STATISTICS of values: `none` counts the None values, which the others leave out.

    `sd` is that of a sample (n - 1), None below two values; quantiles are linear between the
    neighbours in order (Hyndman and Fan 1996, type 7). No result depends on the order of the values.
    """
    known = sorted(value for value in values if value is not None)
    n = len(known)
    mean = math.fsum(known) / n if n else None
    squares = math.fsum((value - mean) ** 2 for value in known) if mean is not None else 0.0
    return {
        "n": n,
        "none": len(values) - n,
        "mean": mean,
        "sd": math.sqrt(squares / (n - 1)) if n > 1 else None,
        **{name: _quantile(known, share) for name, share in QUANTILES.items()},
    }


def _quantile(ordered: Sequence[float], share: float) -> float | None:
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    low, high = float(ordered[below]), float(ordered[above])
    return low + (high - low) * (place - below)


@contextmanager
def _aside(path: str) -> Iterator[str]:
    """A name to write to; what stands there takes the place of `path` at the end, or nothing does."""
    beside = f"{path}.new"
    try:
        yield beside
        os.replace(beside, path)
    finally:
        if os.path.lexists(beside):
            os.unlink(beside)


def write_csv(path: str, rows: Table) -> None:
    """Write `rows` as CSV; None is an empty field, a float its shortest form."""
    with _aside(path) as beside, open(beside, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def write_parquet(path: str, rows: Table, about: Mapping[str, Any]) -> None:
    """Write `rows` as Parquet, with `about` as JSON in the file's metadata, under "sweep"."""
    import pyarrow
    import pyarrow.parquet

    columns = {name: [row[name] for row in rows] for name in rows[0]}
    kinds = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
    arrays = {}
    for name, values in columns.items():
        found = {type(value) for value in values if value is not None}
        kind = found.pop() if found in ({str}, {int}) else float
        cells = [float(one) if kind is float and one is not None else one for one in values]
        arrays[name] = pyarrow.array(cells, kinds[kind])
    table = pyarrow.table(arrays).replace_schema_metadata({"sweep": json.dumps(about)})
    with _aside(path) as beside:
        pyarrow.parquet.write_table(table, beside)


def text_table(rows: Table) -> str:
    """`rows` in plain columns, numbers to six digits."""
    names = list(rows[0])
    cells = [names, *([_text(row[name]) for name in names] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    left = [isinstance(rows[0][name], str) for name in names]
    lines = []
    for line in cells:
        padded = [
            cell.ljust(width) if start else cell.rjust(width)
            for cell, width, start in zip(line, widths, left, strict=True)
        ]
        lines.append("  ".join(padded).rstrip() + "\n")
    return "".join(lines)


def _text(value: Cell) -> str:
    return "-" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)
