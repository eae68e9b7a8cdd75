"""The drawing of an argument: boxes that are links, in layers, with lines to what each rests on.

The links are of the old kind, `xlink:href`: the theme's script sets the `href` of all that have one,
and fails at a link in a drawing, whose `href` cannot be set.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from .layers import Graph, Layout, lay_out

MOST = 4  # boxes a row
BOX, GAP, BETWEEN, PAD = 200.0, 18.0, 54.0, 11.0
INDENT = PAD + 4  # of the text, beside the bar
SIZE, SMALL, LINE = 13.0, 12.0, 17.0  # as in the stylesheet
PORT = 26.0  # between two lines that meet a box
HEAD = 7.0  # the height of an arrow's head
WIDTHS = {
    0.23: " ",
    0.27: "iljI.,:;’‘'·!|",
    0.36: "frtJ()[]“”-",
    0.84: "mwMW%—",
}  # in ems, of the text's type
EMS = {letter: width for width, letters in WIDTHS.items() for letter in letters}


@dataclass(frozen=True)
class Node:
    """What a box says and where it leads; `model` is the words and the way of a second link, or None."""

    kind: str
    head: str
    sentence: str
    link: str
    model: tuple[str, str] | None = None

    @property
    def lines(self) -> list[str]:
        """The sentence in lines."""
        return wrap(self.sentence, BOX - INDENT - PAD, SIZE)

    @property
    def model_lines(self) -> list[str]:
        """The words of the second link in lines."""
        return wrap(self.model[0], BOX - INDENT - PAD, SMALL) if self.model else []

    @property
    def height(self) -> float:
        """From edge to edge of the box."""
        model = len(self.model_lines) * LINE + 8 if self.model else 0
        return 2 * PAD + LINE + len(self.lines) * LINE + model


def text_width(text: str, size: float) -> float:
    """About how wide a text is; rather too wide than too narrow."""
    ems = sum(EMS.get(one, 0.63 if one.isupper() else 0.53) for one in text)
    return ems * size


def wrap(text: str, width: float, size: float) -> list[str]:
    """The text in lines that are at most so wide, where its words allow."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def draw(nodes: dict[str, Node], graph: Graph, broken: set[tuple[str, str]], label: str) -> str:
    """The drawing as SVG; `graph` names what stands below each node, `broken` the lines that are dashed."""
    layout = lay_out(graph, MOST, BOX, GAP)
    heights = [max(nodes[name].height for name in row) for row in layout.rows]
    tops = [4 + sum(heights[:n]) + n * BETWEEN for n in range(len(heights))]
    floors = [top + height for top, height in zip(tops, heights, strict=True)]
    row_of = {name: number for number, row in enumerate(layout.rows) for name in row}
    shapes = []
    for name, other in sorted(layout.lanes):
        first, last = row_of[name], row_of[other]
        start, end = _ports(layout, graph, name, other)
        foot = tops[first] + nodes[name].height
        points = [(start, foot + HEAD, floors[first] + HEAD)]
        bands = zip(tops[first + 1 : last], floors[first + 1 : last], strict=True)
        points += [(x, *band) for x, band in zip(layout.lanes[name, other], bands, strict=True)]
        points.append((end, tops[last], tops[last]))
        kind = "map-against" if (name, other) in broken else "map-rests"
        shapes.append(f'<path class="map-line {kind}" d="{_line(points)}"/>')
        head = f"M{start - 4:.1f} {foot + HEAD + 1:.1f}h8l-4 {-HEAD:.1f}z"
        shapes.append(f'<path class="map-head {kind}" d="{head}"/>')
    for row, top in zip(layout.rows, tops, strict=True):
        shapes += [_box(nodes[name], layout.middle[name] - BOX / 2, top) for name in row]
    width, height = layout.width + 8, floors[-1] + 4
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="-4 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}" height="{height:.0f}" role="group" aria-label="{escape(label, quote=True)}">'
        f"{''.join(shapes)}</svg>"
    )


def _ports(layout: Layout, graph: Graph, name: str, other: str) -> tuple[float, float]:
    """Where a line leaves a box and where it meets the next: side by side, in the order of the other ends."""

    def port(box: str, ends: list[str], end: str) -> float:
        ends = sorted(ends, key=lambda one: layout.middle[one])
        step = min(PORT, (BOX - 40) / len(ends))
        return layout.middle[box] + (ends.index(end) - (len(ends) - 1) / 2) * step

    above = [one for one, others in graph.items() if other in others]
    return port(name, graph[name], other), port(other, above, name)


def _line(points: list[tuple[float, float, float]]) -> str:
    """A line straight down through each band (place, top, bottom), and in a curve from one to the next."""
    x, _, y = points[0]
    path = f"M{x:.1f} {points[0][1]:.1f}V{y:.1f}"
    for to, top, bottom in points[1:]:
        half = (y + top) / 2
        path += f"C{x:.1f} {half:.1f} {to:.1f} {half:.1f} {to:.1f} {top:.1f}V{bottom:.1f}"
        x, y = to, bottom
    return path


def _box(node: Node, x: float, y: float) -> str:
    """A box: a link around all but the model, which is a link of its own."""

    def text(lines: list[str], first: float, kind: str) -> str:
        spans = "".join(
            f'<tspan x="{x + INDENT:.1f}" y="{first + n * LINE:.1f}">{escape(line)}</tspan>'
            for n, line in enumerate(lines)
        )
        return f'<text class="{kind}">{spans}</text>'

    top = y + PAD + SMALL
    model = ""
    if node.model:
        first = top + (1 + len(node.lines)) * LINE + 8
        words = text(node.model_lines, first, "map-small")
        model = f'<a class="map-model" xlink:href="{node.model[1]}">{words}</a>'
    place = f'x="{x:.1f}" y="{y:.1f}" height="{node.height:.1f}"'
    return (
        f'<g class="map-{node.kind}"><a xlink:href="{node.link}">'
        f'<rect class="map-box" {place} width="{BOX:.0f}" rx="4"/>'
        f'<rect class="map-bar" {place} width="5" rx="2"/>'
        f"{text([node.head], top, 'map-kind')}{text(node.lines, top + LINE, 'map-words')}</a>{model}</g>"
    )
