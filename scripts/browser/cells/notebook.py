"""A notebook at work: cells run in order in one namespace, and what they put out goes to `send`."""

from __future__ import annotations

import ast
import builtins
import functools
import importlib
import importlib.util
import inspect
import linecache
import re
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from types import ModuleType
from typing import Any

from .order import Traffic, needed, traffic
from .tape import Stream, Tape
from .trace import fault

ALTAIR = {"altair", "attr", "attrs", "jinja2", "jsonschema", "markupsafe", "narwhals", "packaging"}
type Cell = dict[str, Any]  # id, source, hidden


class Later(ModuleType):
    """Altair as a hidden cell imports it: brought in when a cell mentions the name."""

    def __getattr__(self, name: str) -> Any:
        """Reached only if it could not be brought in."""
        raise ImportError("Altair could not be loaded; is there a connection?")


class Notebook:
    """Runs cells; `send(kind, text)` takes what they put out, as `Tape` has it."""

    def __init__(self, package: str, send: Callable[[str, str], None]):
        self.package, self.send = package, send
        self.runs: list[Any] = []  # every run of a model that the cells ask for
        self.tape: Tape | None = None
        self._record()
        builtins.display = self._display  # type: ignore[attr-defined]
        self._streams = [Stream(kind, lambda: self.tape) for kind in ("stdout", "stderr")]
        self._known: set[str] = set()
        self.fresh()

    def fresh(self) -> None:
        """Forget every name and what has run."""
        self.names: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
        self._ran: dict[str, tuple[str, int]] = {}  # cell -> its source when it ran, and when
        self._tick = 0

    def plan(self, cells: list[Cell], target: str) -> list[str]:
        """Ids of the cells to run now, in order, the target last: what it needs and is not up to date."""
        at = next(n for n, cell in enumerate(cells) if cell["id"] == target)
        read = [traffic(cell["source"]) for cell in cells[: at + 1]]
        due: set[str] = set()
        for position in needed(read, at):
            if not self._current(cells, read, position, due):
                due.add(cells[position]["id"])
        return [cell["id"] for cell in cells[:at] if cell["id"] in due] + [target]

    def stale(self, cells: list[Cell]) -> list[str]:
        """Ids of the cells that have run, but would not show the same now."""
        read = [traffic(cell["source"]) for cell in cells]
        due: set[str] = set()
        for position, cell in enumerate(cells):
            if cell["id"] in self._ran and not self._current(cells, read, position, due):
                due.add(cell["id"])
        return [cell["id"] for cell in cells if cell["id"] in due]

    def _current(
        self, cells: list[Cell], read: list[Traffic], position: int, due: set[str]
    ) -> bool:
        source, tick = self._ran.get(cells[position]["id"], (None, 0))
        if source != cells[position]["source"]:
            return False
        before = [cells[n]["id"] for n in needed(read, position)]
        return not any(one in due or self._ran.get(one, ("", 0))[1] > tick for one in before)

    def wants_altair(self, cell: Cell) -> bool:
        """Whether Altair must be fetched before this cell runs."""
        later = {name for name, value in self.names.items() if isinstance(value, Later)}
        return _missing() and self._draws(cell, later)

    def comparison_wants_altair(self, cells: list[Cell], target: str, book: str) -> bool:
        """Whether Altair must be fetched before the two versions of a cell are compared."""
        later: set[str] = set()
        for cell in cells:
            if cell["hidden"]:
                with suppress(SyntaxError, ValueError):
                    later |= set(_postponed(ast.parse(cell["source"])))
        at = next(n for n, cell in enumerate(cells) if cell["id"] == target)
        other = {**cells[at], "source": book}
        for version in ([*cells[:at], cells[at]], [*cells[:at], other]):
            read = [traffic(cell["source"]) for cell in version]
            if any(self._draws(version[n], later) for n in (*needed(read, at), at)):
                return _missing()
        return False

    def _draws(self, cell: Cell, later: set[str]) -> bool:
        """Whether the cell imports Altair or mentions one of the names it goes by."""
        try:
            tree = ast.parse(cell["source"])
        except (SyntaxError, ValueError):
            return False
        if cell["hidden"] and _postponed(tree):
            return False
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found = {one.name.split(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom):
                found = {(node.module or "").split(".")[0]}
            else:
                found = set()
            if found & ALTAIR or (isinstance(node, ast.Name) and node.id in later):
                return True
        return False

    def run(self, cell: Cell) -> dict[str, Any]:
        """Run a cell: `{"fault": None}`, or what went wrong. Only an end of Python itself is raised."""
        file = f"<{cell['id']}>"
        lines = cell["source"].splitlines(keepends=True)
        linecache.cache[file] = (len(cell["source"]), None, lines, file)
        self._tick += 1
        self._ran.pop(cell["id"], None)
        self.tape = Tape(self.send)
        out, err = self._streams
        try:
            with redirect_stdout(out), redirect_stderr(err):
                self._execute(cell, file)
            self._ran[cell["id"]] = (cell["source"], self._tick)
            return {"fault": None}
        except BaseException as error:
            self.tape.flush()
            files = {f"<{one}>" for one in self._known}
            return {"fault": fault(error, files)}
        finally:
            self.tape.flush()
            self.tape = None

    def _execute(self, cell: Cell, file: str) -> None:
        self._known.add(cell["id"])
        tree = ast.parse(cell["source"], file)
        if cell["hidden"] and _missing():
            for name in _postponed(tree):
                self.names[name] = Later("altair")
        elif not _missing():
            for name, value in list(self.names.items()):
                if isinstance(value, Later):
                    self.names[name] = importlib.import_module("altair")
        last = tree.body[-1] if tree.body else None
        shown = None
        if isinstance(last, ast.Expr) and not cell["source"].rstrip().endswith(";"):
            tree.body.pop()
            shown = ast.Expression(last.value)
        exec(compile(tree, file, "exec"), self.names)
        if shown is not None:
            value = eval(compile(shown, file, "eval"), self.names)
            if value is not None:
                self.names["_"] = value
                assert self.tape is not None
                self.tape.show(value)

    def complete(self, text: str) -> list[dict[str, str]]:
        """What may follow `text`, the code before the cursor: names that exist now, with their kind."""
        match = re.search(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\.)?(\w*)$", text)
        path, start = (match[1] or "", match[2]) if match else ("", "")
        if path:
            first, *rest = path.rstrip(".").split(".")
            value = self.names.get(first)
            with suppress(Exception):
                for part in rest:
                    value = getattr(value, part)
                found = {name: getattr(value, name, None) for name in dir(value)}
                return _choices(found, start)
            return []
        return _choices(self.names, start)

    def _display(self, *values: Any) -> None:
        for value in values:
            if self.tape is not None:
                self.tape.show(value)

    def _record(self) -> None:
        """Keep every run of a model, whichever way the cell calls it."""
        module = importlib.import_module(self.package)
        original = module.run
        self.model_run = original

        @functools.wraps(original)
        def run(*arguments: Any, **named: Any) -> Any:
            made = original(*arguments, **named)
            self.runs.append(made)
            return made

        module.run = run  # type: ignore[attr-defined]


def _missing() -> bool:
    """Whether Altair is not there yet."""
    return importlib.util.find_spec("altair") is None


def _postponed(tree: ast.Module) -> list[str]:
    """Take plain imports of Altair out of a hidden cell that does no more with it; their names."""
    plain = [
        node
        for node in tree.body
        if isinstance(node, ast.Import) and [one.name for one in node.names] == ["altair"]
    ]
    names = [one.asname or one.name for node in plain for one in node.names]
    rest = [node for node in tree.body if node not in plain]
    for node in (node for top in rest for node in ast.walk(top)):
        if isinstance(node, ast.Name) and node.id in names:
            return []
    tree.body = rest
    return names


def _choices(names: dict[str, Any], start: str) -> list[dict[str, str]]:
    found = [
        name for name in names if name.startswith(start) and (start[:1] == "_" or name[:1] != "_")
    ]
    return [
        {"label": name, "type": _kind(names[name]), "detail": _signature(names[name], len(found))}
        for name in sorted(found)[:1000]
    ]


def _kind(value: object) -> str:
    if inspect.ismodule(value):
        return "namespace"
    if inspect.isclass(value):
        return "class"
    return "function" if callable(value) else "variable"


def _signature(value: object, among: int) -> str:
    if among > 50 or not callable(value):
        return ""
    try:
        text = str(inspect.signature(value))
    except (TypeError, ValueError):
        return ""
    return text if len(text) <= 80 else f"{text[:79]}…"
