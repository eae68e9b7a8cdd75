"""Verify a report: rerun every run it records and say what came of it.

The browser does the same in `scripts/browser/mark/verdict.ts`, with the same words in the same order.
It proves that the recorded parameters and seeds give the recorded results; not who made them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .assignment import Assignment, breach, read_assignment
from .canonical import canonical_json
from .model import Row
from .shape import shaped

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
    """What came of a report.

    `why` is a word for machines: size, json, shape, version, parameters, fingerprint, locked, seed, seal,
    or "" for what is reproduced; `said` is a sentence. `run` is the first run that does not come out,
    counted from 1, else None.
    """

    outcome: str
    run: int | None = None
    why: str = ""
    said: str = ""

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


def verify_report(
    library: Library, report: object, assignment: Assignment | None = None
) -> Verdict:
    """Check a report against itself, the models, and its assignment: the one given, else its own.

    The first of these that applies is the verdict: no report; another version; a run that does not come
    out; a run that the assignment does not allow; a seal that is not the report's.
    """
    if part := shaped(report):
        return Verdict(NOT_A_REPORT, why="shape", said=f"{part} is not as a report has it")
    assert isinstance(report, Mapping)
    for number, run in enumerate(report["runs"], start=1):
        said = _other_version(library, run)
        if said:
            return Verdict(OTHER_VERSION, why="version", said=f"run {number}: {said}")
    for number, run in enumerate(report["runs"], start=1):
        if found := _difference(library, run):
            return Verdict(DIFFERS, number, *found)
    return _against(library, report, assignment) or _sealed(report) or Verdict(REPRODUCED)


def _other_version(library: Library, run: Mapping[str, Any]) -> str:
    if run["model"] not in library.slugs():
        return f"there is no model {run['model'][:40]!r} in this version"
    ours = library.model(run["model"]).version
    return "" if run["version"] == ours else f"version {run['version'][:40]!r}, not {ours}"


def _difference(library: Library, run: Mapping[str, Any]) -> tuple[str, str] | None:
    """Why a run does not come out as recorded, and a sentence; None if it does."""
    try:
        again = library.run(run["model"], seed=run["seed"], **run["parameters"])
    except Exception as error:  # whatever a model makes of parameters that are not its own
        return "parameters", str(error)[:300]
    if again.fingerprint != run["fingerprint"]:
        return "fingerprint", f"comes out as {again.fingerprint}"
    if "rows" in run and run["rows"] != rows_digest(again.rows):
        return "fingerprint", "the digest of its rows is another"
    if "summary" in run and not _same(run["summary"], again.summary):
        return "fingerprint", "its summary is another"
    return None


def _same(recorded: object, ours: object) -> bool:
    try:
        return canonical_json(recorded) == canonical_json(ours)
    except (ValueError, RecursionError):
        return False


def _against(
    library: Library, report: Mapping[str, Any], given: Assignment | None
) -> Verdict | None:
    """What the runs have against the assignment; a locked value is said before a seed."""
    own = report.get("assignment")
    assignment = given or (read_assignment(own) if own is not None else None)
    if assignment is None:
        return None
    student = report.get("student", {}).get("number", "")
    found: dict[str, int] = {}
    for number, run in enumerate(report["runs"], start=1):
        specs = library.model(run["model"]).parameters.specs()
        why = breach(assignment, run, student, specs)
        if why:
            found.setdefault(why, number)
    for why, said in (
        ("locked", "not what the assignment locks"),
        ("seed", "not the seed that the assignment gives this student"),
    ):
        if why in found:
            return Verdict(DIFFERS, why=why, said=f"run {found[why]}: {said}")
    return None


def _sealed(report: Mapping[str, Any]) -> Verdict | None:
    try:
        if report.get("sha256") == seal(report):
            return None
    except (ValueError, RecursionError):  # NaN, half a character, nested too deep: none of ours
        pass
    return Verdict(DIFFERS, why="seal", said="the report was changed after it was made")
