"""The one function through which JavaScript speaks to the cells: JSON in, JSON out."""

from __future__ import annotations

import json
from collections.abc import Callable

from .comparison import compare
from .notebook import Notebook


def bridge(package: str, send: Callable[[str, str], None]) -> Callable[[str, str], str]:
    """`call(method, arguments)` on a new notebook; `arguments` is a JSON list."""
    notebook = Notebook(package, send)

    def call(method: str, arguments: str) -> str:
        given = json.loads(arguments)
        if method == "compare":
            return json.dumps(compare(notebook, *given))
        return json.dumps(getattr(notebook, method)(*given))

    return call
