"""Verify a report: rerun every run it records and compare fingerprints."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .canonical import canonical_json
from .model import Row
from .parameters import ParameterError

if TYPE_CHECKING:
    from .library import Library

REPRODUCED, DIFFERS, OTHER_VERSION, NOT_A_REPORT = (
    "reproduced",
    "differs",
    "other version",
    "not a report",
)


@dataclass(frozen=True)
class Verdict:
    """What came of a report; `run` is the first run that differs, counted from 1, else None."""

    outcome: str
    run: int | None = None
    why: str = ""

    def __str__(self) -> str:
        return f"{self.outcome} at run {self.run}" if self.run else self.outcome


def seal(report: Mapping[str, Any]) -> str:
    """SHA-256, in hex, of the report without its own `sha256`, in canonical form (RFC 8785).

    Raises ValueError for what has no canonical form.
    """
    bare = {key: value for key, value in report.items() if key != "sha256"}
    return hashlib.sha256(canonical_json(bare).encode()).hexdigest()


def rows_digest(rows: list[Row]) -> str:
    """What a report says of a run's rows: SHA-256, in hex, of the canonical form of its columns by name."""
    columns = {name: [row[name] for row in rows] for name in rows[0]} if rows else {}
    return hashlib.sha256(canonical_json(columns).encode()).hexdigest()


def verify_report(library: Library, report: object) -> Verdict:
    """Rerun all runs of a report.

    Proves that the recorded parameters and seeds give the recorded results; says nothing of who made it.
    """
    if not _is_report(report):
        return Verdict(NOT_A_REPORT, why="kind, format or runs are missing or of another form")
    assert isinstance(report, Mapping)
    for number, recorded in enumerate(report["runs"], start=1):
        try:
            model = library.model(recorded["model"])
            if recorded["version"] != model.version:
                return Verdict(OTHER_VERSION, why=f"run {number}: {recorded['version']}")
            again = library.run(model.slug, seed=recorded["seed"], **recorded["parameters"])
        except (KeyError, ParameterError, TypeError) as error:
            return Verdict(DIFFERS, number, str(error))
        if again.fingerprint != recorded["fingerprint"]:
            return Verdict(DIFFERS, number, f"comes out as {again.fingerprint}")
    try:
        sealed = report.get("sha256") == seal(report)
    except (ValueError, RecursionError):  # NaN, half a character, nested too deep: none of ours
        sealed = False
    if not sealed:
        return Verdict(DIFFERS, why="the report was changed after it was made")
    return Verdict(REPRODUCED)


def _is_report(report: object) -> bool:
    def run(one: object) -> bool:
        return (
            isinstance(one, Mapping)
            and isinstance(one.get("parameters"), Mapping)
            and all(isinstance(one.get(key), str) for key in ("model", "version", "fingerprint"))
            and "seed" in one
        )

    return (
        isinstance(report, Mapping)
        and report.get("kind") == "report"
        and report.get("format") == 1
        and isinstance(report.get("runs"), list)
        and all(run(one) for one in report["runs"])
    )
