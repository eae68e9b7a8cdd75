"""What went wrong in a cell: the exception, and those lines of its traceback that are the reader's."""

from __future__ import annotations

import traceback
from collections.abc import Container
from types import TracebackType
from typing import Any

FRAMES = 8  # a deep recursion shows its ends


def fault(error: BaseException, files: Container[str]) -> dict[str, Any]:
    """The exception as JSON: `type`, `message`, `frames` innermost last, and `cause` if it has one.

    A frame has `file`, `line` and, from 0, `column` and `end` (within that line, or None).
    """
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    frames = _frames(error.__traceback__, files)
    if isinstance(error, SyntaxError) and error.filename in files:
        frames.append(_place(error))
    if len(frames) > FRAMES:
        frames = [*frames[: FRAMES // 2], *frames[-FRAMES // 2 :]]
    return {
        "type": type(error).__name__,
        "message": _message(error),
        "frames": frames,
        "cause": None if cause is None else f"{type(cause).__name__}: {_message(cause)}"[:500],
    }


def _message(error: BaseException) -> str:
    text = str(error.msg) if isinstance(error, SyntaxError) else _said(error)
    return text if len(text) <= 2000 else f"{text[:2000]}…"


def _said(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return "…"  # an exception whose own words fail


def _frames(trace: TracebackType | None, files: Container[str]) -> list[dict[str, Any]]:
    found = []
    for one in traceback.extract_tb(trace):
        if one.filename not in files:
            continue
        whole = one.lineno == one.end_lineno
        found.append(
            {
                "file": one.filename,
                "line": one.lineno,
                "column": one.colno if whole else None,
                "end": one.end_colno if whole else None,
            }
        )
    return found


def _place(error: SyntaxError) -> dict[str, Any]:
    column = max((error.offset or 1) - 1, 0)
    one_line = error.end_lineno in (None, error.lineno)
    end = (error.end_offset or 0) - 1 if one_line else -1
    return {
        "file": error.filename,
        "line": error.lineno or 1,
        "column": column,
        "end": end if end > column else None,
    }
