"""The opening tag of an element."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape


def opening(name: str, attributes: Mapping[str, str]) -> str:
    """`<name …>` with every attribute's value escaped."""
    words = "".join(f' {key}="{escape(value, quote=True)}"' for key, value in attributes.items())
    return f"<{name}{words}>"
