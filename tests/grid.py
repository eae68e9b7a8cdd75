"""Points of parameters and seeds, the same ones wherever Python runs; and the fingerprints there."""

from __future__ import annotations

import importlib
import json
import sys
from random import Random

POINTS = 24


def points(model: object) -> list[tuple[int, dict[str, object]]]:
    """Seeds and parameters of one model: its defaults, its corners, and draws in between.

    Sizes and durations (whole numbers that may reach 60) stay at most at half their default, so
    that a run is short; where a corner is asked for, they take their lower bound.
    """
    specs = model.parameters.specs()  # type: ignore[attr-defined]
    random = Random(model.slug)  # type: ignore[attr-defined]
    found: list[tuple[int, dict[str, object]]] = []
    for number in range(POINTS):
        values: dict[str, object] = {}
        for spec in specs.values():
            size = spec.whole and spec.high >= 60 if spec.choices is None else False
            if spec.choices is not None:
                values[spec.name] = random.choice(list(spec.choices))
            elif size:
                top = max(spec.low, min(spec.high, spec.default // 2))
                values[spec.name] = spec.low if number < 2 else random.randint(spec.low, int(top))
            elif number == 0:
                values[spec.name] = spec.low
            elif number == 1:
                values[spec.name] = spec.high
            elif random.random() < 0.5:
                values[spec.name] = spec.default
            elif spec.whole:
                values[spec.name] = random.randint(int(spec.low), int(spec.high))
            else:
                values[spec.name] = spec.low + random.random() * (spec.high - spec.low)
        found.append((random.randint(1, 999_999), values))
    return found


def fingerprints(package: str) -> dict[str, list[str]]:
    """Fingerprints at all points of every model of a package."""
    library = importlib.import_module(package).LIBRARY
    return {
        model.slug: [
            library.run(model.slug, seed=seed, **values).fingerprint
            for seed, values in points(model)
        ]
        for model in library.models()
    }


if __name__ == "__main__":
    print(json.dumps(fingerprints(sys.argv[1])))
