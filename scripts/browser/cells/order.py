"""Which cells must run, and in what order, before a cell can: those that make what it uses.

Read off the source alone, on the safe side: what might change a name counts as making it.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Traffic:
    """The names that a cell makes or changes, and those it mentions."""

    makes: set[str] = field(default_factory=set)
    uses: set[str] = field(default_factory=set)
    broken: bool = False  # not Python: nobody knows what it makes


def traffic(source: str) -> Traffic:
    """Read a cell."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return Traffic(broken=True)
    reader = _Reader()
    for statement in tree.body:
        reader.statement(statement)
    return reader.found


def needed(cells: list[Traffic], at: int) -> list[int]:
    """Positions of the cells before `at` that it builds on, directly or not, in order."""
    wanted = set(cells[at].uses)
    found = []
    for position in range(at - 1, -1, -1):
        cell = cells[position]
        if cell.broken or cell.makes & wanted:
            found.append(position)
            wanted |= cell.uses
    return found[::-1]


class _Reader(ast.NodeVisitor):
    """Walks a cell in the order in which it is executed, with the scopes that are open."""

    def __init__(self) -> None:
        self.found = Traffic()
        self._sure: set[str] = set()  # made by the cell itself, whatever happens
        self._scopes: list[set[str]] = []  # names local to the functions and comprehensions around
        self._perhaps = 0  # how many conditions and loops stand around

    def statement(self, node: ast.stmt) -> None:
        """Read a statement of the cell's own level."""
        self._perhaps = 0
        self.visit(node)

    def _use(self, name: str) -> None:
        if name not in self._sure and not any(name in scope for scope in self._scopes):
            self.found.uses.add(name)

    def _make(self, name: str) -> None:
        if self._scopes:
            self._scopes[-1].add(name)
            return
        self.found.makes.add(name)
        if not self._perhaps:
            self._sure.add(name)

    def _change(self, node: ast.expr) -> None:
        """Something is done to what `node` stands for: whoever uses that name needs this cell."""
        while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
            node = node.func if isinstance(node, ast.Call) else node.value
        if isinstance(node, ast.Name) and not any(node.id in scope for scope in self._scopes):
            self._use(node.id)
            self.found.makes.add(node.id)

    def visit_Name(self, node: ast.Name) -> None:
        (self._use if isinstance(node.ctx, ast.Load) else self._make)(node.id)

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        for one in node.names:
            self._make(one.asname or one.name.split(".")[0])

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.visit_Import(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        for part in (node.value, *node.targets):
            self.visit(part)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        for part in (node.annotation, node.value, node.target):
            if part is not None:
                self.visit(part)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        self._change(node.target)

    def visit_Attribute(self, node: ast.Attribute | ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            self._change(node)
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit_Attribute(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        """A call whose result is not kept, such as `rows.append(…)`: it is there to change something."""
        if isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute):
            self._change(node.value.func)
        self.generic_visit(node)

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        self.visit(node.target)
        self._maybe([*node.body, *node.orelse])

    def visit_While(self, node: ast.While | ast.If) -> None:
        self.visit(node.test)
        self._maybe([*node.body, *node.orelse])

    def visit_If(self, node: ast.If) -> None:
        self.visit_While(node)

    def visit_Try(self, node: ast.Try) -> None:
        self._maybe([*node.body, *node.handlers, *node.orelse, *node.finalbody])

    def _maybe(self, nodes: list[ast.AST]) -> None:
        self._perhaps += 1
        for node in nodes:
            self.visit(node)
        self._perhaps -= 1

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for part in (*node.decorator_list, *node.args.defaults, *node.args.kw_defaults):
            if part is not None:
                self.visit(part)
        self._make(node.name)
        self._inside(node.args, node.body)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        for part in (*node.args.defaults, *node.args.kw_defaults):
            if part is not None:
                self.visit(part)
        self._inside(node.args, [node.body])

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for part in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(part)
        self._make(node.name)
        self._inside(None, node.body)

    def _inside(self, given: ast.arguments | None, body: Sequence[ast.AST]) -> None:
        """A function's or class's own scope; what it declares global is the notebook's."""
        own: set[str] = set()
        if given is not None:
            everyone = (
                *given.posonlyargs,
                *given.args,
                *given.kwonlyargs,
                given.vararg,
                given.kwarg,
            )
            own = {one.arg for one in everyone if one is not None}
        shared: set[str] = set()
        for node in (node for top in body for node in ast.walk(top)):
            if isinstance(node, ast.Global):
                shared |= set(node.names)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                own.add(node.id)
        self._scopes.append(own - shared)
        for top in body:
            self.visit(top)
        self._scopes.pop()
        self.found.makes |= shared

    def visit_ListComp(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
    ) -> None:
        self._scopes.append(set())
        for one in node.generators:
            for part in (one.iter, one.target, *one.ifs):
                self.visit(part)
        parts = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
        for part in parts:
            self.visit(part)
        self._scopes.pop()

    def visit_SetComp(self, node: ast.SetComp) -> None:
        self.visit_ListComp(node)

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> None:
        self.visit_ListComp(node)

    def visit_DictComp(self, node: ast.DictComp) -> None:
        self.visit_ListComp(node)
