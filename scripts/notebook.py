"""Read a bilingual Jupytext notebook: markdown cells in pairs, code cells shared, regions quoted."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat

from .errors import BookError, raise_all
from .fences import fences

REGION = re.compile(r"^\s*# (?P<end>end)?region(?:: (?P<name>[\w-]+))?\s*$")
CHART = "lab-chart"


def read_notebook(path: Path) -> Any:
    """The notebook in py:percent format; each cell knows its `line`. Raises BookError if there is none."""
    if not path.exists():
        raise BookError("there is no notebook for this model", path)
    return deepcopy(_read(path.read_text(encoding="utf-8")))


@lru_cache(maxsize=100)
def _read(text: str) -> Any:
    import jupytext  # a quarter of a second, and wanted only where a notebook is executed

    notebook = jupytext.reads(text, fmt="py:percent")
    rows = [n for n, line in enumerate(text.split("\n"), 1) if line.startswith("# %%")]
    cells = notebook.cells
    if len(rows) == len(cells) - 1:  # text before the first marker is a cell without one
        rows = [1, *rows]
    for number, (cell, row) in enumerate(zip(cells, rows, strict=False)):
        cell["id"] = f"cell-{number:02}"
        cell.metadata["line"] = row
    return nbformat.from_dict(notebook)


def tags(cell: Any) -> list[str]:
    """The tags of a cell."""
    return list(cell.metadata.get("tags", []))


def check_notebook(notebook: Any, path: Path, languages: list[str]) -> None:
    """Raise BookError for a markdown cell without its pair, and unless one cell draws the lab's chart."""
    errors: list[BookError] = []
    markdown = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    waiting: list[str] = []
    last_row = 1
    for cell in [*markdown, None]:
        language = cell.metadata.get("lang") if cell else None
        if cell and language is None and "source" in tags(cell):
            continue
        if cell and language not in languages:
            errors.append(
                BookError(f"a markdown cell needs lang in {languages}", path, cell.metadata.line)
            )
            continue
        if not waiting or cell is None or language == languages[0]:
            if waiting and (cell is None or language == languages[0]):
                missing = ", ".join(waiting)
                errors.append(
                    BookError(f"the text from here has no cell in {missing}", path, last_row)
                )
            if cell is None:
                break
            waiting, last_row = list(languages), cell.metadata.line
        if language in waiting:
            waiting.remove(language)
        else:
            errors.append(
                BookError(f"a second cell in {language} for one text", path, cell.metadata.line)
            )
    charts = [cell for cell in notebook.cells if CHART in tags(cell)]
    if len(charts) != 1:
        errors.append(BookError(f"one cell must be tagged {CHART}, not {len(charts)}", path, 1))
    raise_all(errors)


def in_language(notebook: Any, language: str) -> Any:
    """A copy with only that language's markdown cells, and LANG set to it."""
    copy = nbformat.from_dict(notebook)
    copy.cells = [
        nbformat.from_dict(cell)
        for cell in notebook.cells
        if cell.metadata.get("lang", language) == language
    ]
    for cell in copy.cells:
        if "parameters" in tags(cell):
            cell.source = re.sub(r"^LANG = .*$", f'LANG = "{language}"', cell.source, flags=re.M)
    return copy


def regions(source: str, path: Path) -> dict[str, str]:
    """The named regions of a module: what stands between `# region: name` and `# endregion`."""
    found: dict[str, str] = {}
    name, start = "", 0
    lines = source.split("\n")
    for number, line in enumerate(lines):
        match = REGION.match(line)
        if not match:
            continue
        if match["end"]:
            found[name] = "\n".join(lines[start:number]).strip("\n")
            name = ""
        elif match["name"]:
            if name:
                raise BookError(f"region {name!r} is still open here", path, number + 1)
            name, start = match["name"], number + 1
    if name:
        raise BookError(f"region {name!r} is never closed", path, start)
    return found


def quote_sources(notebook: Any, path: Path, module: Path) -> None:
    """Replace each `source` fence by the region of the model's module that it names."""
    known: dict[str, str] | None = None
    for cell in notebook.cells:
        if "source" not in tags(cell):
            continue
        if known is None:
            known = regions(module.read_text(encoding="utf-8"), module)
        for fence in fences(cell.source, {"source"}):
            name = fence.body.strip()
            if name not in known:
                there = ", ".join(known) or "none"
                message = f"{module.name} has no region {name!r} (there are: {there})"
                raise BookError(message, path, cell.metadata.line + fence.first)
            cell.source = f"```python\n{known[name]}\n```"
