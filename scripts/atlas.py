"""The atlas of a lab: results computed beforehand around its start, so that a first move answers at once.

Along each control in sight lie a handful of values, the others as on the page; the first two span a
coarse grid besides. What is most likely to be asked for comes first, and the file holds as much of it
as its budget allows. Values of the rows are rounded to what the table writes and the eye can tell
apart; sentence, measures and fingerprint are those of the full result.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from gzip import compress
from pathlib import Path
from typing import Any

from .book import Book
from .cache import digest, short
from .labfence import LabFence
from .runs import causes

STAGE = digest(Path(__file__))
BUDGET = 60_000  # bytes of one file, after gzip
AXES = 3  # controls that vary, at most
ALONG = 9  # values along one of them
ACROSS = 4  # values of each of the first two in their grid
DIGITS = {"share": 4, "count": 0, "money": 2, "euro": 0, "flag": 0}  # one more than is written
WORKERS = 2


@dataclass(frozen=True)
class Atlas:
    """The files of one lab by language, how much they hold, and how much there was no room for."""

    files: dict[str, bytes]
    points: int
    left: int
    size: int

    def name(self, model: str, language: str) -> str:
        """The file's name in that language."""
        return f"{model}-{language}-{short(self.files[language])}.json"


def atlases(book: Book, labs: Iterable[LabFence], workers: int = WORKERS) -> list[Atlas]:
    """The atlas of each lab, from the cache or computed side by side; new ones are printed."""
    labs = list(labs)
    keys = [_key(book, lab) for lab in labs]
    missing = {
        key: lab
        for key, lab in zip(keys, labs, strict=True)
        if not book.cache.path("atlas", key).exists()
    }
    if missing:
        orders = [
            (key, book.package, book.languages, lab.model, lab.seed, values)
            for key, lab in missing.items()
            for values in points(book, lab)
        ]
        found: dict[str, list[dict[str, Any]]] = {key: [] for key in missing}
        for key, point in _computed(book, orders, workers if len(orders) > workers else 1):
            found[key].append(point)
        for key, lab in missing.items():
            kept = _pack(book, lab, found[key])
            book.cache.put_json("atlas", key, kept)
            print(
                f"atlas of {lab.model} ({', '.join(_axes(book, lab)) or 'no control'}): "
                f"{kept['points']} results, {kept['size'] / 1000:.0f} kB compressed"
                + (f", {kept['left']} left out" if kept["left"] else "")
            )
    return [_read(book, key) for key in keys]


def _read(book: Book, key: str) -> Atlas:
    kept = book.cache.get_json("atlas", key)
    files = {language: text.encode() for language, text in kept["files"].items()}
    return Atlas(files, kept["points"], kept["left"], kept["size"])


def _key(book: Book, lab: LabFence) -> str:
    """Names everything the atlas is made from."""
    wanted = (lab.model, _axes(book, lab), lab.values, lab.seed)
    return digest(STAGE, book.tools, causes(book, lab.model), wanted, book.languages, BUDGET)


def _axes(book: Book, lab: LabFence) -> list[str]:
    """The controls that vary."""
    return list(lab.controls[:AXES])


def points(book: Book, lab: LabFence) -> list[dict[str, Any]]:
    """Values of every parameter for each point, the likeliest to be asked for first."""
    specs = book.library.model(lab.model).parameters.specs()
    base = {name: lab.values.get(name, spec.default) for name, spec in specs.items()}
    axes = _axes(book, lab)
    arms = {name: _values(specs[name], base[name], ALONG) for name in axes}
    found = [base]
    for rank in range(max(map(len, arms.values()), default=0)):
        found += [base | {name: arms[name][rank]} for name in axes if rank < len(arms[name])]
    if len(axes) > 1:
        first, second = axes[:2]
        rows = _values(specs[first], base[first], ACROSS)
        columns = _values(specs[second], base[second], ACROSS)
        found += [base | {first: row, second: column} for row in rows for column in columns]
    unique: dict[str, dict[str, Any]] = {json.dumps(one): one for one in found}
    return list(unique.values())


def _values(spec: Any, start: Any, count: int) -> list[Any]:
    """All choices, or `count` values of the slider from end to end: ends first, then ever finer."""
    if spec.choices is not None:
        return list(spec.choices)
    digits = max(_decimals(spec.step), _decimals(spec.low))
    most = int((spec.high - spec.low) / spec.step + 1e-9)
    steps = sorted({round(most * n / (count - 1)) for n in range(count)})
    order = sorted(range(len(steps)), key=lambda n: (-_evenness(n, len(steps) - 1), n))
    make = int if spec.whole else float
    return [make(round(spec.low + steps[n] * spec.step, digits)) for n in order if steps]


def _evenness(n: int, last: int) -> int:
    """How coarse a division of the line has this mark: the ends in every, odd marks in the finest only."""
    return 99 if n in (0, last) else (n & -n).bit_length()


def _decimals(value: float) -> int:
    text = repr(float(value))
    mantissa, _, exponent = text.partition("e")
    fraction = mantissa.partition(".")[2].rstrip("0")
    return max(0, len(fraction) - int(exponent or 0))


def _computed(book: Book, orders: list[Any], workers: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each order's key and result, in order. `spawn`: a fork would copy whatever threads are doing."""
    if workers == 1:
        assert book.library
        yield from map(_point, orders)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _enter, (str(book.models_folder),)) as pool:
        yield from pool.map(_point, orders, chunksize=8)


def _enter(folder: str) -> None:
    sys.path.insert(0, folder)


def _point(order: Any) -> tuple[str, dict[str, Any]]:
    """One run: its rows on their side, and what is said of it in every language."""
    key, package, languages, slug, seed, values = order
    library = importlib.import_module(package).LIBRARY
    words = importlib.import_module(f"{package}.core.words")
    run = library.run(slug, seed=seed, **values)
    model = library.model(slug)
    return key, {
        "values": values,
        "fingerprint": run.fingerprint,
        "columns": {name: [row[name] for row in run.rows] for name in run.rows[0]},
        "summary": run.summary,
        "sentence": {one: words.sentence(model, run.rows, one) for one in languages},
    }


def _pack(book: Book, lab: LabFence, found: list[dict[str, Any]]) -> dict[str, Any]:
    """As many of the points, from the first on, as fit into the budget."""

    def packed(count: int) -> tuple[int, dict[str, str]]:
        texts = {one: _text(book, lab, found[:count], one) for one in book.languages}
        return max(len(compress(text.encode(), 9, mtime=0)) for text in texts.values()), texts

    low, high = 0, len(found)
    while low < high:  # the most that fit
        middle = (low + high + 1) // 2
        low, high = (middle, high) if packed(middle)[0] <= BUDGET else (low, middle - 1)
    size, texts = packed(low)
    return {"files": texts, "points": low, "left": len(found) - low, "size": size}


def _text(book: Book, lab: LabFence, found: list[dict[str, Any]], language: str) -> str:
    """The file as the browser reads it (scripts/browser/atlas.ts)."""
    model = book.library.model(lab.model)
    names = list(found[0]["columns"]) if found else []
    kinds = {one.name: one.kind for one in (model.axis, *model.columns)}
    digits = {name: _digits(kinds.get(name, "number"), found, name) for name in names}
    axes = _axes(book, lab)
    value = {
        "version": model.version,
        "seed": lab.seed,
        "axes": axes,
        "base": found[0]["values"] if found else {},
        "columns": names,
        "digits": list(digits.values()),
        "measures": list(found[0]["summary"]) if found else [],
        "points": [
            {
                "at": [one["values"][name] for name in axes],
                "fingerprint": one["fingerprint"],
                "sentence": one["sentence"][language],
                "summary": list(one["summary"].values()),
                "columns": [_steps(one["columns"][name], digits[name]) for name in names],
            }
            for one in found
        ],
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _digits(kind: str, found: list[dict[str, Any]], name: str) -> int:
    """Decimals of a column: one more than is written, and enough for a thousandth of its range."""
    values = [value for one in found for value in one["columns"][name] if value is not None]
    if all(value == int(value) for value in values):
        return 0
    span = max(values) - min(values)
    digits = DIGITS.get(kind, 3)
    while digits < 9 and span and 10**-digits > span / 1000:
        digits += 1
    return digits


def _steps(values: list[Any], digits: int) -> list[int | None]:
    """From each value to the next, in units of the last decimal; None stays and does not count."""
    steps: list[int | None] = []
    before = 0
    for value in values:
        if value is None:
            steps.append(None)
            continue
        now = round(value * 10**digits)
        steps.append(now - before)
        before = now
    return steps
