"""Editable cells, Python's side: order, output, tracebacks, comparison; native, without a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import regelkring

from scripts.browser.cells.comparison import compare
from scripts.browser.cells.notebook import Notebook
from scripts.browser.cells.order import needed, traffic
from scripts.browser.cells.tape import LIMIT, Tape


class Reader:
    """A notebook and what it put out."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.notebook = Notebook("regelkring", lambda kind, text: self.said.append((kind, text)))

    def run(self, source: str, name: str = "cell-01", hidden: bool = False) -> Any:
        """Run one cell; returns its fault."""
        self.said.clear()
        return self.notebook.run({"id": name, "source": source, "hidden": hidden})["fault"]


@pytest.fixture
def reader() -> Iterator[Reader]:
    kept = regelkring.run
    yield Reader()
    regelkring.run = kept


def cells(*sources: str) -> list[dict[str, Any]]:
    return [{"id": f"cell-{n:02}", "source": one, "hidden": False} for n, one in enumerate(sources)]


def test_printed_text_and_the_last_value_come_in_order(reader: Reader) -> None:
    assert reader.run("print('a')\nimport sys\nprint('b', file=sys.stderr)\n[1, 2]") is None
    assert reader.said == [("stdout", "a\n"), ("stderr", "b\n"), ("value", "[1, 2]")]
    assert reader.run("3;") is None and reader.said == []
    assert reader.run("display('x')\nNone") is None and reader.said == [("value", "'x'")]


def test_names_stay_from_cell_to_cell(reader: Reader) -> None:
    reader.run("x = 20")
    reader.run("x + 1", "cell-02")
    assert reader.said == [("value", "21")]


def test_a_chart_is_put_out_as_its_specification(reader: Reader) -> None:
    reader.run(
        "import altair as alt\nalt.Chart(alt.Data(values=[{'x': 1}])).mark_bar().encode(x='x:Q')"
    )
    kind, text = reader.said[0]
    assert kind == "chart" and json.loads(text)["mark"]["type"] == "bar"


def test_a_traceback_has_only_the_readers_lines(reader: Reader) -> None:
    reader.run("def f(n):\n    return 1 / n", "cell-01")
    fault = reader.run("y = 1\nf(0)", "cell-02")
    assert (fault["type"], fault["message"]) == ("ZeroDivisionError", "division by zero")
    places = [(one["file"], one["line"]) for one in fault["frames"]]
    assert places == [("<cell-02>", 2), ("<cell-01>", 2)]
    assert fault["frames"][1]["column"] == 11 and fault["frames"][1]["end"] == 16
    fault = reader.run(
        "regelkring = __import__('regelkring')\nregelkring.run('rule-growth', offspring=9)"
    )
    assert fault["type"] == "ParameterError" and [one["line"] for one in fault["frames"]] == [2]


@pytest.mark.parametrize("source", ["x = (", "if True:\nx = 1", "for"])
def test_a_syntax_error_has_its_line(reader: Reader, source: str) -> None:
    fault = reader.run(f"y = 1\n{source}")
    assert fault["type"] in ("SyntaxError", "IndentationError")
    assert fault["frames"][-1]["file"] == "<cell-01>" and fault["frames"][-1]["line"] >= 2


def test_deep_recursion_and_leaving_python_are_faults(reader: Reader) -> None:
    fault = reader.run("def f(): return f()\nf()")
    assert fault["type"] == "RecursionError" and len(fault["frames"]) == 8
    assert reader.run("import sys\nsys.exit(3)")["type"] == "SystemExit"
    assert reader.run("class E(Exception):\n  def __str__(self): 1/0\nraise E")["message"] == "…"
    cause = reader.run("try:\n    1 / 0\nexcept Exception as e:\n    raise ValueError('no') from e")
    assert cause["cause"] == "ZeroDivisionError: division by zero"


def test_output_is_bounded_and_paced() -> None:
    said: list[tuple[str, str]] = []
    tape = Tape(lambda kind, text: said.append((kind, text)), clock=lambda: 0.0)
    for _ in range(LIMIT):
        tape.write("stdout", "1\n")
    assert said[-1] == ("cut", "") and sum(len(text) for _, text in said) == LIMIT
    assert len(said) < 260  # then in larger pieces


@pytest.mark.parametrize(
    ("source", "makes", "uses"),
    [
        ("a = b", {"a"}, {"b"}),
        ("a = 1\nprint(a)", {"a"}, {"print"}),
        ("if c:\n    a = 1\na", {"a"}, {"c", "a"}),
        ("[x * k for x in rows if x]", set(), {"k", "rows"}),
        ("def f(x, *y, z=d, **w):\n    q = x + g\n    return q", {"f"}, {"d", "g"}),
        ("lambda x: x + y", set(), {"y"}),
        ("rows.append(1)", {"rows"}, {"rows"}),
        ("a.b['c'] = 1\nd += 1", {"a", "d"}, {"a", "d"}),
        ("import x.y as z, v.w\nfrom q import r as s", {"z", "v", "s"}, set()),
        ("for i in range(3):\n    print(i)", {"i"}, {"range", "print"}),
        ("class A(B):\n    c = D", {"A"}, {"B", "D"}),
        ("def f():\n    global n\n    n = 1", {"f", "n"}, set()),
    ],
)
def test_what_a_cell_makes_and_uses(source: str, makes: set[str], uses: set[str]) -> None:
    found = traffic(source)
    assert (found.makes, found.uses) == (makes, uses)


def test_only_cells_that_are_needed_run_first(reader: Reader) -> None:
    book = cells("a = 1", "print('slow')", "b = a + 1", "b * 2")
    assert needed([traffic(one["source"]) for one in book], 3) == [0, 2]
    assert reader.notebook.plan(book, "cell-03") == ["cell-00", "cell-02", "cell-03"]
    for name in reader.notebook.plan(book, "cell-03"):
        reader.run(next(one["source"] for one in book if one["id"] == name), name)
    assert reader.said == [("value", "4")]
    assert reader.notebook.plan(book, "cell-03") == ["cell-03"]
    book[0]["source"] = "a = 5"
    assert reader.notebook.stale(book) == ["cell-00", "cell-02", "cell-03"]
    assert reader.notebook.plan(book, "cell-03") == ["cell-00", "cell-02", "cell-03"]
    reader.run("a = 5", "cell-00")
    assert reader.notebook.stale(book) == ["cell-02", "cell-03"]
    reader.notebook.fresh()
    assert reader.notebook.plan(book, "cell-03") == ["cell-00", "cell-02", "cell-03"]


def test_altair_is_wanted_only_where_it_is_used(reader: Reader, monkeypatch: Any) -> None:
    import importlib.util

    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "altair" else real(name)
    )
    setup: dict[str, Any] = {
        "id": "cell-00",
        "source": "import altair as alt\nx = 1",
        "hidden": True,
    }
    assert not reader.notebook.wants_altair(setup)
    assert reader.notebook.run(setup)["fault"] is None
    want = {
        "print(x)": False,
        "alt.Chart": True,
        "import altair": True,
        "from altair import Chart": True,
        "import json": False,
        "a b": False,
    }
    for source, wanted in want.items():
        assert reader.notebook.wants_altair(cells(source)[0]) is wanted
    book = cells("", "alt.Chart", "x")
    book[0] = setup
    asked = reader.notebook.comparison_wants_altair
    assert (
        asked(book, "cell-01", "x")
        and asked(book, "cell-02", "alt")
        and not asked(book, "cell-02", "1")
    )
    assert reader.run("alt.Chart")["type"] == "ImportError"
    monkeypatch.undo()
    assert reader.run("alt.__name__") is None and reader.said == [("value", "'altair'")]
    eager = {**setup, "source": "import altair as alt\nc = alt.Chart"}
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert reader.notebook.wants_altair(eager)


def test_completion_knows_the_names_that_exist(reader: Reader) -> None:
    reader.run("import regelkring\nrun = regelkring.run('rule-growth')\nrunner = 1")
    labels = [one["label"] for one in reader.notebook.complete("x = run")]
    assert labels == ["run", "runner"]
    labels = [one["label"] for one in reader.notebook.complete("print(run.su")]
    assert labels == ["summary"]
    kinds = {one["label"]: one["type"] for one in reader.notebook.complete("regelkring.")}
    assert kinds["run"] == "function" and kinds["LIBRARY"] == "variable"
    assert reader.notebook.complete("nothing.at.") == []


def test_a_changed_cell_is_compared_on_the_same_seed(reader: Reader) -> None:
    mine = cells(
        "import regelkring",
        "run = regelkring.run('rule-growth', seed=7, offspring=0.5)\nprint(run.seed)\nprint('same')",
    )
    book = "run = regelkring.run('rule-growth', seed=1)\nprint(run.seed)\nprint('same')"
    found = compare(reader.notebook, mine, "cell-01", book, "en")
    assert reader.said == []
    assert found["reseeded"] == 1 and found["runs"] == [1, 1, 1]
    assert found["text"] == ["- 1", "+ 7", "  same"]
    label, value = found["parameters"][0][0], found["parameters"][0][1:]
    assert label == "Problems per rule" and value == ["0.8", "0.5"]
    a = regelkring.run("rule-growth", seed=1)
    b = regelkring.run("rule-growth", seed=1, offspring=0.5)
    from regelkring.core.words import measures

    model = regelkring.model("rule-growth")
    said = measures(model, a.summary, "en"), measures(model, b.summary, "en")
    for label, theirs, ours, difference in found["measures"]:
        assert (said[0][label], said[1][label]) == (theirs, ours)
        assert bool(difference) == (theirs != ours) or difference in ("0", "+0")
    broken = compare(reader.notebook, cells("1 / 0"), "cell-00", "2", "nl")
    assert broken["mine"]["fault"]["type"] == "ZeroDivisionError"
    assert broken["book"]["outputs"] == [["value", "2"]]
