"""The rules of a SCORM 1.2 package."""

from __future__ import annotations

from .inspect import Pack


def scorm(pack: Pack) -> None:
    """Check all of it."""
