"""Lay a graph out in layers: no box lies on another, and no line runs through a box.

Nodes go into rows, each below all that point at it, with at most so many a row. A line that passes a row
keeps a lane of its own there. The order in a row makes few crossings, and places make lines straight.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

LANE = 4.0  # the width of a lane
SWEEPS = 24

type Graph = dict[str, list[str]]  # node -> the nodes below it


@dataclass(frozen=True)
class Layout:
    """Rows of node names, top first; the middle of each node; and the lanes of each line, by row."""

    rows: list[list[str]]
    middle: dict[str, float]
    lanes: dict[tuple[str, str], list[float]]
    width: float


def lay_out(graph: Graph, most: int, box: float, gap: float) -> Layout:
    """Lay out a graph without cycles, with at most `most` boxes of width `box` a row."""
    rows = _rows(graph, most)
    row_of = {name: number for number, row in enumerate(rows) for name in row}
    chains: dict[tuple[str, str], list[str]] = {}
    filled = [list(row) for row in rows]
    for name, others in graph.items():
        for other in others:
            lanes = [f"{name} {other} {n}" for n in range(row_of[name] + 1, row_of[other])]
            chains[name, other] = [name, *lanes, other]
            for n, lane in zip(range(row_of[name] + 1, row_of[other]), lanes, strict=True):
                filled[n].append(lane)
    links = [link for chain in chains.values() for link in pairwise(chain)]
    filled = _untangle(filled, links)
    middle, width = _places(filled, links, {name: box for name in graph}, gap)
    lanes_of = {edge: [middle[name] for name in chain[1:-1]] for edge, chain in chains.items()}
    order = [[name for name in row if name in graph] for row in filled]
    return Layout(order, middle, lanes_of, width)


def _rows(graph: Graph, most: int) -> list[list[str]]:
    """Each node in the highest row below all above it that has room; long chains first."""
    above: Graph = {name: [] for name in graph}
    for name, others in graph.items():
        for other in others:
            above[other].append(name)

    def reach(name: str, way: Graph) -> int:
        return max((reach(other, way) + 1 for other in way[name]), default=0)

    ordered = sorted(graph, key=lambda name: (reach(name, above), -reach(name, graph)))
    row_of: dict[str, int] = {}
    full: Counter[int] = Counter()
    for name in ordered:
        row = max((row_of[other] + 1 for other in above[name]), default=0)
        while full[row] >= most:
            row += 1
        row_of[name] = row
        full[row] += 1
    return [[name for name in ordered if row_of[name] == row] for row in range(max(full) + 1)]


def _untangle(rows: list[list[str]], links: list[tuple[str, str]]) -> list[list[str]]:
    """The rows in the best order met while each is sorted by the mean place of its neighbours, to and fro."""
    best, fewest = rows, _crossings(rows, links)
    for sweep in range(SWEEPS):
        rows = [list(row) for row in rows]
        down = sweep % 2 == 0
        for number in range(1, len(rows)) if down else range(len(rows) - 2, -1, -1):
            fixed = rows[number - 1 if down else number + 1]
            place = {name: n / max(len(fixed) - 1, 1) for n, name in enumerate(fixed)}
            near = _neighbours(links, place)
            own = {name: n / max(len(rows[number]) - 1, 1) for n, name in enumerate(rows[number])}
            rows[number].sort(key=lambda name: near.get(name, own[name]))
        crossings = _crossings(rows, links)
        if crossings < fewest:
            best, fewest = rows, crossings
    return best


def _neighbours(links: list[tuple[str, str]], place: dict[str, float]) -> dict[str, float]:
    """The mean place of each node's neighbours among those that have a place."""
    found: dict[str, list[float]] = {}
    for one, other in links:
        for name, neighbour in ((one, other), (other, one)):
            if neighbour in place and name not in place:
                found.setdefault(name, []).append(place[neighbour])
    return {name: sum(places) / len(places) for name, places in found.items()}


def _crossings(rows: list[list[str]], links: list[tuple[str, str]]) -> int:
    place = {name: (number, n) for number, row in enumerate(rows) for n, name in enumerate(row)}
    ends = [(place[one], place[other]) for one, other in links]
    return sum(
        one[0][0] == other[0][0] and (one[0][1] - other[0][1]) * (one[1][1] - other[1][1]) < 0
        for n, one in enumerate(ends)
        for other in ends[:n]
    )


def _places(
    rows: list[list[str]], links: list[tuple[str, str]], boxes: dict[str, float], gap: float
) -> tuple[dict[str, float], float]:
    """The middle of each node and lane, and the width of the whole."""
    half = {name: boxes.get(name, LANE) / 2 for row in rows for name in row}
    apart = {
        number: [
            half[one] + (gap if {one, other} <= boxes.keys() else gap / 2) + half[other]
            for one, other in pairwise(row)
        ]
        for number, row in enumerate(rows)
    }
    width = max(
        sum(apart[number]) + half[row[0]] + half[row[-1]] for number, row in enumerate(rows)
    )
    middle: dict[str, float] = {}
    for number, row in enumerate(rows):
        spare = (width - sum(apart[number]) - half[row[0]] - half[row[-1]]) / 2
        at = spare + half[row[0]]
        for name, step in zip(row, [*apart[number], 0.0], strict=True):
            middle[name] = at
            at += step
    for sweep in range(4 * SWEEPS):
        numbers = range(len(rows)) if sweep % 2 else reversed(range(len(rows)))
        for number in numbers:
            row = rows[number]
            others = {name: at for name, at in middle.items() if name not in row}
            near = _neighbours([link for link in links if set(link) & set(row)], others)
            wanted = [near.get(name, middle[name]) for name in row]
            weights = [1.0 if name in boxes else 4.0 for name in row]
            low, high = half[row[0]], width - half[row[-1]] - sum(apart[number])
            for name, at in zip(
                row, _spread(wanted, weights, apart[number], low, high), strict=True
            ):
                middle[name] = at
    return middle, width


def _spread(
    wanted: list[float], weights: list[float], apart: list[float], low: float, high: float
) -> list[float]:
    """The places nearest to those wanted that keep their distances: pooling of adjacent violators."""
    offset = [sum(apart[:n]) for n in range(len(wanted))]
    pools: list[tuple[float, float, int]] = []  # mean, weight, members
    for want, weight, shift in zip(wanted, weights, offset, strict=True):
        pools.append((want - shift, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, v, m), (b, w, n) = pools[-2:]
            pools[-2:] = [((a * v + b * w) / (v + w), v + w, m + n)]
    level = [mean for mean, _, members in pools for _ in range(members)]
    return [min(max(one, low), high) + shift for one, shift in zip(level, offset, strict=True)]
