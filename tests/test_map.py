"""The map of the argument: what it reads, how it lies, and what its page shows."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import lxml.html
import pytest
from tiny import TinyBook

from scripts.argument import below, read_argument
from scripts.errors import BookError
from scripts.layers import Graph, lay_out
from scripts.mapdrawing import BETWEEN, BOX, GAP, MOST, Node, draw, text_width, wrap
from scripts.outline import Chapter, Outline, Part

ARGUMENT = """\
- id: commons
  kind: claim
  chapter: weide
  model: cows
  nl: De weide gaat verloren, tenzij men afspreekt.
  en: The meadow is lost unless people agree.
  rests_on: [count]
- id: count
  kind: assumption
  chapter: weide
  nl: Niemand telt.
  en: Nobody counts.
- id: hedge
  kind: objection
  chapter: weide
  nl: Er staat een heg.
  en: There is a hedge.
  against: [commons]
"""
OUTLINE = Outline(
    Path("outline.yml"),
    {"nl": "W", "en": "M"},
    {},
    {},
    {},
    (Part({}, (Chapter(1, "weide", {"nl": "W", "en": "M"}, (), 1),)),),
)


def read(folder: Path, text: str):  # type: ignore[no-untyped-def]
    path = folder / "argument.yml"
    path.write_text(text, encoding="utf-8")
    return read_argument(path, OUTLINE, ["cows"])


def test_what_stands_below_a_claim(tmp_path: Path) -> None:
    argument = read(tmp_path, ARGUMENT)
    assert below(argument) == {"commons": ["count", "hedge"], "count": [], "hedge": []}
    assert argument["count"].text["en"] == "Nobody counts." and argument["hedge"].row == 13


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[count]", "[cuont]", "yml:1: commons: there is no claim 'cuont'"),
        ("against: [commons]", "against: [all]", "yml:13: hedge: there is no claim 'all'"),
        ("chapter: weide\n  model", "chapter: zee\n  model", "yml:3: commons: there is no chapter"),
        ("model: cows", "model: sheep", "yml:4: commons: there is no model 'sheep'"),
        ("kind: objection", "kind: joke", "yml:14: hedge: kind is one of claim, assumption"),
        ("  en: Nobody counts.\n", "", "yml:8: count: no words in en"),
        ("id: hedge", "id: count", "yml:13: count stands in line 8 too"),
        ("rests_on: [count]", "rest: [count]", "yml:7: commons: unknown key rest"),
        ("  nl: Niemand telt.", "  rests_on: [commons]\n  nl: N.", "commons → count → commons"),
        ("against: [commons]", "against: [commons", "not YAML"),
        (ARGUMENT, "commons: true", "yml:1: an argument is a list of claims"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert ARGUMENT.count(old) == 1
    with pytest.raises(BookError) as caught:
        read(tmp_path, ARGUMENT.replace(old, new))
    assert said in str(caught.value)


def some_graph(seed: int) -> Graph:
    """Thirty nodes and a line from each to one to three of those after it."""
    chance = random.Random(seed)
    names = [f"n{n}" for n in range(30)]
    graph: Graph = {name: [] for name in names}
    for n, name in enumerate(names[1:], start=1):
        for above in chance.sample(names[:n], min(n, chance.randint(1, 3))):
            graph[above].append(name)
    return graph


@pytest.mark.parametrize("seed", range(8))
def test_no_box_lies_on_another_and_no_line_runs_through_one(seed: int) -> None:
    graph = some_graph(seed)
    layout = lay_out(graph, MOST, BOX, GAP)
    assert sorted(itertools.chain(*layout.rows)) == sorted(graph)
    row_of = {name: number for number, row in enumerate(layout.rows) for name in row}
    for row in layout.rows:
        assert len(row) <= MOST
        assert layout.middle[row[0]] >= BOX / 2 - 0.01
        assert layout.middle[row[-1]] <= layout.width - BOX / 2 + 0.01
        for one, other in itertools.pairwise(row):
            assert layout.middle[other] - layout.middle[one] >= BOX + GAP - 0.01
    for name, others in graph.items():
        for other in others:
            assert row_of[other] > row_of[name]
            lanes = layout.lanes[name, other]
            assert len(lanes) == row_of[other] - row_of[name] - 1
            for lane, number in zip(lanes, range(row_of[name] + 1, row_of[other]), strict=True):
                for box in layout.rows[number]:
                    assert abs(lane - layout.middle[box]) > BOX / 2


def test_the_same_argument_is_drawn_the_same() -> None:
    graph = some_graph(1)
    nodes = {name: Node("claim", "claim", f"This is {name}.", "../x/") for name in graph}
    drawn = [draw(nodes, graph, set(), "Map") for _ in range(2)]
    assert drawn[0] == drawn[1] and drawn[0].count("<a ") == 30 and BETWEEN > 0


def test_text_is_wrapped_to_its_box() -> None:
    text = "Een kring zonder uitgang is voor een minderheid een dorp."
    lines = wrap(text, 120, 13)
    assert " ".join(lines) == text and len(lines) > 2
    assert all(text_width(line, 13) <= 120 for line in lines)
    assert wrap("Hypernormaliseringsverschijnselen", 60, 13) == [
        "Hypernormaliseringsverschijnselen"
    ]


@pytest.mark.build
@pytest.mark.long
def test_the_page_of_a_book(tiny: TinyBook) -> None:
    tiny.edit("docs/source/outline.yml", "parts:", "pages: {map: kaart, back: [kaart]}\nparts:")
    assert "argument.yml: the outline names a map" in tiny.run("check").stderr
    (tiny.folder / "docs/source/argument.yml").write_text(ARGUMENT, encoding="utf-8")
    done = tiny.run("build")
    assert done.returncode == 0, done.stderr
    for prefix, words in (("", "tegenspraak"), ("en/", "objection")):
        path = tiny.folder / f"build/site/{prefix}kaart/index.html"
        tree = lxml.html.parse(str(path)).getroot()
        drawing = tree.xpath("//div[@class='argument-map']")[0]
        ways = [one for a in drawing.iter("a") for name, one in a.items() if name == "xlink:href"]
        assert sorted(ways) == ["../models/cows/", *["../weide/"] * 3]
        listed = tree.xpath("//ul[@class='argument-list']")[0]
        assert len(listed.xpath("./li")) == 1 and len(listed.xpath("./li/ul/li")) == 2
        assert words in listed.text_content()
        assert all((path.parent / way).is_dir() for way in ways)
