"""What a cell puts out, in order: printed text, values and charts, bounded and paced."""

from __future__ import annotations

import io
import json
import pprint
import time
from collections.abc import Callable
from typing import Any

LIMIT = 100_000  # characters a cell may print
CHART_LIMIT = 8_000_000  # characters of a chart's specification
BURST = 200  # pieces that are passed on at once; after that one every PACE seconds
PACE = 0.1

type Send = Callable[[str, str], None]


class Tape:
    """Takes what one cell puts out and passes it on: `send(kind, text)`.

    `kind` is stdout, stderr, value, chart (JSON of a Vega-Lite specification) or cut (no more follows).
    """

    def __init__(self, send: Send, clock: Callable[[], float] = time.monotonic):
        self._send, self._clock = send, clock
        self._kind, self._text = "", ""
        self._room, self._sent, self._last = LIMIT, 0, 0.0

    def write(self, kind: str, text: str) -> None:
        """Take printed text."""
        if self._room < 0 or not text:
            return
        if kind != self._kind:
            self.flush()
            self._kind = kind
        self._text += text[: self._room]
        self._room -= len(text)
        if self._room < 0:
            self.flush()
            self._send("cut", "")
            return
        due = self._sent < BURST or self._clock() - self._last >= PACE
        if due and (text.endswith("\n") or len(self._text) > 4000):
            self.flush()

    def flush(self) -> None:
        """Pass on what is still held back."""
        if self._text:
            self._send(self._kind, self._text)
            self._sent += 1
            self._last = self._clock()
        self._text = ""

    def show(self, value: Any) -> None:
        """Take a value as a notebook shows it; raises what an unfinished chart raises."""
        self.flush()
        if is_chart(value):
            text = json.dumps(value.to_dict())
            if len(text) > CHART_LIMIT:
                raise ValueError("this chart has too much data to draw here")
            self._send("chart", text)
        else:
            self._send("value", written(value))


class Stream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr`, writing onto the tape that is in."""

    def __init__(self, kind: str, tape: Callable[[], Tape | None]):
        self._kind, self._tape = kind, tape

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, text: str) -> int:
        """Onto the tape."""
        tape = self._tape()
        if tape is not None:
            tape.write(self._kind, text)
        return len(text)


def is_chart(value: object) -> bool:
    """Whether it is one of Altair's charts."""
    return type(value).__module__.startswith("altair.") and hasattr(value, "to_dict")


def written(value: object) -> str:
    """A value as text: long lists and dicts over several lines, at most LIMIT characters."""
    plain = type(value) in (list, dict, tuple, set, frozenset)
    text = pprint.pformat(value, width=88, sort_dicts=False) if plain else repr(value)
    return text if len(text) <= LIMIT else f"{text[:LIMIT]}…"
