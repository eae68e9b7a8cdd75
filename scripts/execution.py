"""Stage 4: execute notebooks, once a language in one kernel; results are kept until a cause changes.

A result is found again only if the notebook, the generator, the lock files, the Python version and
every module of the book that the notebook had loaded are the same as when it was made.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat

from .book import Book
from .cache import digest
from .errors import BookError, raise_all

STAGE = digest(Path(__file__), Path(__file__).with_name("notebook.py"))
# Closing a kernel's channels may meet a message on its way; tornado then logs a useless traceback.
logging.getLogger("tornado.general").setLevel(logging.CRITICAL)
TIMEOUT = 120  # seconds a cell
RESET = "%reset -f"
VEGA_LITE = "application/vnd.vegalite.v6+json"
CHARTS_AS_SPECS = """
try:
    import altair
except ImportError:
    pass
else:
    altair.renderers.register("spec", lambda spec: {{{mime!r}: spec, "text/plain": "chart"}})
    altair.renderers.enable("spec")
"""
LOADED = """
import json, sys
print(json.dumps(sorted({{
    module.__file__ for module in sys.modules.values()
    if (getattr(module, "__file__", None) or "").startswith({folder!r})
}})))
"""


def execute_all(
    book: Book, slugs: Iterable[str], languages: Iterable[str] | None = None, workers: int = 2
) -> dict[str, dict[str, Any]]:
    """Executed notebooks by slug and, for `languages` or all, by language.

    Two run at a time; all failures are reported together.
    """
    slugs = list(slugs)
    wanted = book.languages if languages is None else list(languages)
    errors: list[BookError] = []

    def one(slug: str) -> dict[str, Any] | None:
        try:
            return executed(book, slug, wanted)
        except BookError as error:
            errors.append(error)
            return None

    with ThreadPoolExecutor(workers) as pool:
        results = dict(zip(slugs, pool.map(one, slugs), strict=True))
    raise_all(sorted(errors, key=str))
    return {slug: result for slug, result in results.items() if result is not None}


def executed(book: Book, slug: str, languages: Iterable[str]) -> dict[str, Any]:
    """One notebook, executed in every language of the book, from the cache if nothing changed.

    `languages` says which of them are given back.
    """
    path, module = book.notebook(slug), book.model_source(slug)
    if not path.exists():
        raise BookError("there is no notebook for this model", path)
    key = digest(path, module, STAGE, book.tools, book.languages)
    kept = book.cache.get_json("notebooks", key)
    if kept is None or kept["loaded"] != _digests(book, kept["loaded"]):
        kept = _execute(book, slug)
        book.cache.put_json("notebooks", key, kept)
    return {one: nbformat.from_dict(kept["languages"][one]) for one in languages}


def _digests(book: Book, names: Iterable[str]) -> dict[str, str]:
    """The digest of each file below the models' folder; "" for one that is gone."""
    paths = {name: book.models_folder / name for name in names}
    return {name: digest(path) if path.exists() else "" for name, path in paths.items()}


def _execute(book: Book, slug: str) -> dict[str, Any]:
    # imported only now: a build that finds every result kept has no use for them, nor half a second
    from nbclient import NotebookClient

    from .notebook import check_notebook, in_language, quote_sources, read_notebook

    path = book.notebook(slug)
    notebook = read_notebook(path)
    check_notebook(notebook, path, book.languages)
    quote_sources(notebook, path, book.model_source(slug))
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        shutdown_kernel="immediate",  # one that is asked to go may trip over its closed sockets, and say so
        extra_arguments=["--IPKernelApp.log_level=40"],  # it warns of plain TCP on loopback
    )
    environment = os.environ | {
        "PYTHONPATH": str(book.models_folder),
        "PYTHONHASHSEED": "0",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    languages = {}
    with client.setup_kernel(cwd=str(book.notebooks_folder), env=environment):
        for language in book.languages:
            client.nb = in_language(notebook, language)
            client.reset_execution_trackers()
            _quietly(client, CHARTS_AS_SPECS.format(mime=VEGA_LITE))
            for number, cell in enumerate(client.nb.cells):
                if cell.cell_type == "code":
                    _execute_cell(client, cell, number, book, slug)
            languages[language] = _tidy(client.nb)
            _quietly(client, RESET)
        output = _quietly(client, LOADED.format(folder=str(book.models_folder)))
    folder = book.models_folder
    names = [os.path.relpath(name, folder) for name in nbformat.from_dict(output)]
    return {"languages": languages, "loaded": _digests(book, names)}


def _execute_cell(client: Any, cell: Any, number: int, book: Book, slug: str) -> None:
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    path = book.notebook(slug)
    try:
        client.execute_cell(cell, number)
    except CellExecutionError as error:
        traceback = _plain(str(error.traceback))
        place = int(cell.id.removeprefix("cell-")) + 1  # in the file, not in one language
        message = f"cell {place} fails: {error.ename}: {error.evalue}\n{traceback}"
        raise BookError(message, path, cell.metadata.line + _failing_row(traceback)) from error
    except (CellTimeoutError, DeadKernelError) as error:
        raise BookError(f"cell {number + 1}: {error}", path, cell.metadata.line) from error


def _plain(traceback: str) -> str:
    """A traceback without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", traceback)


def _failing_row(traceback: str) -> int:
    """The line within the cell: the last one that IPython marks as `Cell In[n], line m`."""
    found = re.findall(r"Cell In\[\d+\], line (\d+)", traceback)
    return int(found[-1]) if found else 1


def _quietly(client: Any, source: str) -> Any:
    """Execute code that is no cell of the notebook; what it prints is read as JSON."""
    cell = nbformat.v4.new_code_cell(source, id="hidden")
    client.nb.cells.append(cell)
    client.execute_cell(cell, len(client.nb.cells) - 1)
    client.nb.cells.pop()
    text = "".join(output.get("text", "") for output in cell.outputs)
    return json.loads(text) if text.strip().startswith("[") else None


def _tidy(notebook: Any) -> Any:
    """Drop what differs from run to run: times, counts, and how printed text was cut into pieces."""
    count = 0
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        joined: list[Any] = []
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = count
            before = joined[-1] if joined else None
            streams = before and output.output_type == before.output_type == "stream"
            if before and streams and output.name == before.name:
                before.text += output.text
                continue
            joined.append(output)
        cell.outputs = joined
    return nbformat.from_dict(notebook)
