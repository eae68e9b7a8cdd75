"""The rules of a QTI 3 package."""

from __future__ import annotations

from .inspect import Pack


def qti(pack: Pack) -> None:
    """Check all of it."""
