"""The journal of a sweep: the finished runs, one a line, so that an interruption costs next to nothing.

The first line says which sweep it is. A last line that was cut off is dropped, and its run done again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import IO, Any, NamedTuple, Self

from .model import Summary
from .plan import Plan, SweepError

KIND = {"kind": "sweep", "format": 1}
_WORDS = {
    "model": "another model",
    "version": "another version of the model",
    "axes": "other axes",
    "set": "other settings",
    "first_seed": "another first seed",
    "seeds": "another number of seeds",
}


class Finished(NamedTuple):
    """What is kept of a run."""

    summary: Summary
    fingerprint: str


class Journal:
    """A file beside the output; `finished` holds what is known, by number of run.

    Nothing is written before it is entered as a context, and leaving that keeps it on disk.
    Without a path it is kept in memory only.
    """

    def __init__(self, path: str | None, plan: Plan, resume: bool):
        self.path, self.plan = path, plan
        self.finished: dict[int, Finished] = {}
        self._sound = 0  # bytes that can be kept
        self._file: IO[bytes] | None = None
        if path is None or not os.path.lexists(path):
            return
        if not resume:
            raise SweepError(
                f"{path} holds the finished runs of a sweep that was interrupted: "
                "resume that sweep, or delete the file."
            )
        self._read(path)

    def _read(self, path: str) -> None:
        """Take up the lines up to the first that is not sound; raises SweepError for another sweep's."""
        with open(path, "rb") as file:
            lines = file.readlines()
        if not lines:
            return
        head = _value(lines[0])
        if not isinstance(head, dict) or not KIND.items() <= head.items():
            raise SweepError(f"{path} is not the journal of a sweep: delete or rename it.")
        for name, mine in self.plan.identity().items():
            if head.get(name) != mine:
                raise SweepError(
                    f"{path} is of a sweep with {_WORDS[name]}: "
                    "resume it as it was begun, or delete the file."
                )
        self._sound = len(lines[0])
        for line in lines[1:]:
            match _value(line):
                case [point, seed, dict(summary), str(fingerprint)] if (
                    number := self.plan.number(point, seed)
                ) is not None and all(_measure(value) for value in summary.values()):
                    self.finished[number] = Finished(summary, fingerprint)
                case _:
                    break
            self._sound += len(line)

    def __enter__(self) -> Self:
        if self.path is not None:
            self._file = open(self.path, "ab")
            self._file.truncate(self._sound)
            if not self._sound:
                self._file.write(_line({**KIND, **self.plan.identity()}))
                self._file.flush()
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()
            self._file = None
            if not self.finished:
                self.remove()

    def add(self, runs: Iterable[tuple[int, Finished]]) -> None:
        """Keep finished runs."""
        for number, run in runs:
            self.finished[number] = run
            if self._file:
                self._file.write(_line([*self.plan.place(number), run.summary, run.fingerprint]))
        if self._file:
            self._file.flush()

    def remove(self) -> None:
        """Delete the file: the output is there, or there was nothing to keep."""
        if self.path is not None and os.path.lexists(self.path):
            os.unlink(self.path)


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def _measure(value: object) -> bool:
    return value is None or isinstance(value, int | float)


def _value(line: bytes) -> Any:
    """What a whole line holds, or None."""
    try:
        return json.loads(line) if line.endswith(b"\n") else None
    except (ValueError, RecursionError):
        return None
