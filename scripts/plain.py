"""Sources as they come from a disk: text in UTF-8, YAML that is plain; anything else is a mistake in the book."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from . import plainyaml
from .errors import BookError


def read_text(path: Path, missing: str = "this file is not there") -> str:
    """The text of a file, without a mark at its start; raises BookError if it is not there or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        row = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BookError("this is not UTF-8; save it anew as UTF-8", path, row) from error
    except OSError as error:
        raise BookError(missing, path) from error


def plain_yaml(text: str, path: Path, before: int = 0, what: str = "not YAML") -> Any:
    """What YAML says; raises BookError with the line. `before` lines of the file come before the text."""
    try:
        return plainyaml.load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BookError(
            f"{what}: {error}", path, mark.line + 1 + before if mark else before + 1
        ) from error
    except (ValueError, RecursionError) as error:  # a thirteenth month, a thousand brackets
        raise BookError(f"{what}: {error}", path, before + 1) from error
