"""Read a report's file as data, strictly, with bounds: the twin of `scripts/browser/mark/reading.ts`.

What JSON leaves open is closed here, so that Python and a browser see the same value: no name twice in
an object, no NaN, no number beyond a double, no half characters, no deep nesting. A number is what
ECMAScript makes of it: 7.0 is 7, an integer beyond 2**53 the nearest double.
"""

from __future__ import annotations

import json
import re
from os import PathLike
from typing import Any, NoReturn

LARGEST = 5_000_000  # bytes of a report
DEEPEST = 32  # brackets within brackets; a report with its assignment has seven
_WHOLE = 2**53
# A string, also one that never ends, or a bracket; possessive, so that no text takes long.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.?)*+"?|[\[\]{}]', re.S)


class Unreadable(ValueError):
    """A file is no report because of its `size`, or because it is no `json`; says which as `why`."""

    def __init__(self, why: str, said: str):
        self.why = why
        super().__init__(said)


def read_file(path: str | PathLike[str]) -> Any:
    """The data in a file; raises Unreadable, or OSError if it cannot be opened. Reads no more than LARGEST."""
    with open(path, "rb") as file:
        data = file.read(LARGEST + 1)
    return read_bytes(data)


def read_bytes(data: bytes) -> Any:
    """The data in some bytes; raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable("size", f"larger than {LARGEST // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("json", "not UTF-8") from None
    if _depth(text) > DEEPEST:
        raise Unreadable("json", f"nested deeper than {DEEPEST}")
    try:
        value = json.loads(
            text,
            parse_int=_number,
            parse_float=_number,
            parse_constant=_constant,
            object_pairs_hook=_object,
        )
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise Unreadable("json", "half a character in a text") from None
    except json.JSONDecodeError as error:
        raise Unreadable("json", f"not JSON at line {error.lineno}") from None
    return value


def _depth(text: str) -> int:
    depth = most = 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            depth += 1
            most = max(most, depth)
        elif token[0] in "]}":
            depth -= 1
    return most


def _number(text: str) -> int | float:
    number = float(text)
    if number - number != 0:
        raise Unreadable("json", "a number beyond all bounds")
    return int(number) if abs(number) <= _WHOLE and number.is_integer() else number


def _constant(text: str) -> NoReturn:
    raise Unreadable("json", f"{text} is no JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise Unreadable("json", "a name stands twice in one object")
    return value
