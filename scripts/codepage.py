"""The code cells of a notebook page: what the browser must know to run them, and the markup around them.

The static cells are the page; what is added is hidden until a script takes it up.
"""

from __future__ import annotations

import inspect
import json
from html import escape
from typing import Any

from .chart import HEIGHTS, WIDTHS, theme
from .notebook import tags
from .pages import Stage

HIDDEN = {"parameters", "setup"}


def is_hidden(cell: Any) -> bool:
    """Whether a code cell is not shown: it prepares the others."""
    return bool(HIDDEN & set(tags(cell)))


def code_cells(stage: Stage, slug: str) -> list[dict[str, Any]]:
    """The code cells of a notebook in order; those that are shown are numbered from 1."""
    found: list[dict[str, Any]] = []
    for cell in stage.notebooks[slug][stage.language].cells:
        if cell.cell_type != "code":
            continue
        hidden = is_hidden(cell)
        number = None if hidden else 1 + sum(not one["hidden"] for one in found)
        found.append({"id": cell["id"], "number": number, "source": cell.source, "hidden": hidden})
    return found


def code_data(stage: Stage, slug: str) -> dict[str, Any]:
    """All the browser needs to edit and run the cells of a notebook, in one language."""
    return {
        "model": slug,
        "cells": code_cells(stage, slug),
        "chart": {
            "config": theme(stage.language),
            "width": WIDTHS,
            "height": {size: HEIGHTS[size] for size in WIDTHS},
        },
        "api": _api(stage, slug),
    }


def _api(stage: Stage, slug: str) -> dict[str, Any]:
    """What the editor proposes before Python runs: the package, a run, parameters and columns."""
    book, language = stage.book, stage.language
    model = book.library.model(slug)

    def say(text: Any) -> str:
        return str(text.in_language(language))

    parts = book.kit("run").Run.__dataclass_fields__
    return {
        "package": book.package,
        "members": [
            _member(name, getattr(book.library, name))
            for name in ("models", "model", "describe", "start", "run", "sweep", "verify")
        ],
        "run": [{"label": name, "type": "property"} for name in parts],
        "parameters": [
            {
                "label": f"{one.name}=",
                "type": "property",
                "detail": say(one.label),
                "info": say(one.help),
            }
            for one in model.parameters.specs().values()
        ]
        + [{"label": "seed=", "type": "property", "detail": book.say("seed", language)}],
        "names": [
            {"label": one.name, "type": "property", "detail": say(one.label)}
            for one in (model.axis, *model.columns, *model.summary)
        ],
    }


def _member(name: str, function: Any) -> dict[str, str]:
    signature = str(inspect.signature(function)).replace("'", "").split(" -> ")[0]
    first = (inspect.getdoc(function) or "").partition("\n")[0]
    return {"label": name, "type": "function", "detail": signature, "info": first}


def bar(stage: Stage, slug: str, notebook: str, runtime: str) -> str:
    """What stands above the first cell: what code can reach, and what is done to all cells."""

    def say(key: str) -> str:
        return escape(stage.book.say(key, stage.language))

    buttons = "".join(
        f'<button type="button" data-action="{name}">{say(f"code.action.{name}")}</button>'
        for name in ("run-all", "stop", "reset-all")
    )
    return (
        f'<model-notebook class="code-bar" model="{slug}" lang="{stage.language}" data-state="figure" '
        f'data-notebook="{escape(notebook)}" data-runtime="{escape(runtime)}" role="group" '
        f'aria-label="{say("code.bar")}" data-search-exclude=""><p>{say("code.reach")}</p>'
        f'<div class="code-actions">{buttons}</div>'
        f'<p data-role="status" role="status"></p></model-notebook>'
    )


def around(stage: Stage, cell: dict[str, Any]) -> dict[str, str]:
    """The markup before a cell's code (`open`), between code and outputs (`middle`), and after (`close`)."""
    name = escape(stage.book.say("code.cell", stage.language, number=cell["number"]))
    buttons = "".join(
        f'<button type="button" data-action="{action}" aria-label="{word}: {name}">{word}</button>'
        for action in ("run", "edit")
        for word in [escape(stage.book.say(f"code.action.{action}", stage.language))]
    )
    return {
        "open": f'<div class="code-cell" id="{cell["id"]}" data-cell="{cell["id"]}" role="group" '
        f'aria-label="{name}"><div data-role="code">',
        "middle": f'</div><div class="code-actions" data-role="cell-actions" data-search-exclude="" hidden>'
        f'<span class="code-number">{name}</span>{buttons}</div><div data-role="outputs">',
        "close": "</div></div>",
    }


def data_bytes(stage: Stage, slug: str) -> bytes:
    """The data as a file."""
    return json.dumps(code_data(stage, slug), ensure_ascii=False, separators=(",", ":")).encode()
