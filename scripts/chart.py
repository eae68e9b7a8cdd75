"""Charts: the notebook's Vega-Lite spec, themed; compiled to Vega for the browser and to SVG for the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import vl_convert

from .cache import Cache, digest
from .errors import BookError

PALETTE = Path(__file__).with_name("browser") / "palette.json"
STAGE = digest(Path(__file__), PALETTE)
WIDTHS = {"narrow": 300, "wide": 600}  # of the plot itself; axes come on top
HEIGHTS = {"narrow": 200, "wide": 300, "thumb": 100, "print": 180}
ROWS = "rows"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
GHOSTS = "ghosts"  # the rows of pinned runs, each with the number of its pin
GHOST_DASHES = (
    [2, 3],
    [8, 3],
    [1, 5],
    [10, 3, 2, 3],
)  # by pin; compare.ts draws the same in the legend
# The colours of the light scheme; the lab's stylesheet swaps each for its own in the dark one.
LIGHT = {name: one["light"] for name, one in json.loads(PALETTE.read_text("utf-8")).items()}
INK, MUTED, GRID = LIGHT["ink"], LIGHT["muted"], LIGHT["line"]
SERIES = tuple(colour for name, colour in LIGHT.items() if name.startswith("series-"))
NUMBERS = {
    "nl": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€\u00a0", ""]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""]},
}

type Spec = dict[str, Any]


def theme(language: str) -> Spec:
    """The Vega-Lite config all charts share. Colours are few and fixed, so that a stylesheet can swap them."""
    words = {"labelColor": MUTED, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 13}
    return {
        "background": None,
        "font": "Liberation Sans",
        "locale": {"number": NUMBERS[language]},
        "view": {"stroke": None},
        "axis": {
            **words,
            "domainColor": MUTED,
            "tickColor": MUTED,
            "gridColor": GRID,
            "titleFontWeight": "normal",
            "titlePadding": 8,
            "labelFlush": False,
        },
        "axisX": {"grid": False},
        "axisY": {"domain": False, "ticks": False, "tickCount": 5},
        "legend": {**words, "orient": "top", "symbolStrokeWidth": 2.5, "labelLimit": 260},
        "header": {**words},
        "title": {"color": INK, "fontSize": 13, "fontWeight": "normal", "anchor": "start"},
        # a line would be described by its first point, after all its points had been put into words
        "line": {"strokeWidth": 2.5, "color": SERIES[0], "aria": False},
        "area": {"color": SERIES[0], "opacity": 0.35, "aria": False},
        "bar": {"color": SERIES[0]},
        "point": {"color": SERIES[0], "filled": True, "size": 60},
        "rule": {"color": MUTED},
        "text": {"color": INK, "fontSize": 12},
        "range": {"category": list(SERIES)},
    }


def _copy(value: Spec) -> Spec:
    """A copy of what JSON can say, far sooner than copy.deepcopy makes one of many rows."""
    copied: Spec = json.loads(json.dumps(value))
    return copied


def themed(spec: Spec, size: str, language: str) -> Spec:
    """The spec with the book's theme, at one of the two WIDTHS."""
    spec = _copy(spec)
    for key in ("$schema", "config", "width", "height"):
        spec.pop(key, None)
    spec["config"] = theme(language)
    views = list(_views(spec))
    for view in views:
        view["width"] = (WIDTHS | {"thumb": 200, "print": 380})[size]
        view["height"] = HEIGHTS[size] // (1 if len(views) == 1 else 2)
    if size == "thumb":  # a small picture: the shape of the lines, without words
        spec = {**spec, **spec.pop("vconcat")[0]} if "vconcat" in spec else spec
        _without_words(spec)
    spec["autosize"] = {"type": "pad", "contains": "padding"}
    return spec


def vegalite(spec: Spec, language: str) -> Spec:
    """The chart as a specification for other programs: themed, with room for rows in `datasets`."""
    return {"$schema": SCHEMA, **themed(spec, "wide", language), "datasets": {ROWS: []}}


def _without_words(node: Any) -> None:
    """Take axes, legends and titles out of every encoding."""
    for value in (
        node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    ):
        _without_words(value)
    if isinstance(node, dict):
        node.pop("title", None)
        for channel, encoding in (node.get("encoding") or {}).items():
            if isinstance(encoding, dict):
                encoding |= {"axis": None} if channel in ("x", "y") else {"legend": None}
                if "condition" in encoding or "value" in encoding or channel in ("detail", "order"):
                    encoding.pop("legend", None)
                if channel in ("x2", "y2", "text", "tooltip"):
                    encoding.pop("legend", None)


def haunted(spec: Spec) -> Spec:
    """The spec with a copy of every line for pinned runs, drawn from the data set GHOSTS.

    A pin numbered 0 is not seen: it only holds the axes still while a curve grows.
    """
    if "layer" in spec:
        ghosts = [_ghost(layer) for layer in spec["layer"] if _is_line(layer)]
        return {**spec, "layer": [*ghosts, *spec["layer"]]}
    for key in ("vconcat", "hconcat", "concat"):
        if key in spec:
            return {**spec, key: [haunted(child) for child in spec[key]]}
    if not _is_line(spec):
        return spec
    outer = {
        key: value for key, value in spec.items() if key in ("data", "width", "height", "config")
    }
    inner = {key: value for key, value in spec.items() if key not in (*outer, "$schema")}
    schema = {"$schema": spec["$schema"]} if "$schema" in spec else {}
    return {**schema, **outer, "layer": [_ghost(inner), inner]}


def _is_line(unit: Spec) -> bool:
    mark = unit.get("mark")
    kind = mark.get("type") if isinstance(mark, dict) else mark
    drawn = {"x", "y"} <= {c for c, e in unit.get("encoding", {}).items() if "field" in e}
    return kind == "line" and drawn and unit.get("data", {"name": ROWS}) == {"name": ROWS}


def _ghost(unit: Spec) -> Spec:
    """The same line for pinned runs: thin, dashed by pin, and grey."""
    ghost = _copy(unit)
    mark = ghost["mark"] if isinstance(ghost["mark"], dict) else {}
    kept = {key: mark[key] for key in ("interpolate",) if key in mark}
    ghost["mark"] = {"type": "line", "strokeWidth": 1.75, "clip": True, **kept}
    encoding = ghost["encoding"]
    detail = encoding.get("detail", [])
    series = unit["encoding"].get("color", unit["encoding"].get("strokeDash", {}))
    split = [{"field": series["field"], "type": "nominal"}] if "field" in series else []
    encoding["detail"] = [
        {"field": "pin", "type": "nominal"},
        *split,
        *(detail if isinstance(detail, list) else [detail]),
    ]
    encoding["color"] = {"value": MUTED}
    encoding["opacity"] = {"condition": {"test": "datum.pin === 0", "value": 0}, "value": 0.9}
    encoding["strokeDash"] = {
        "condition": [
            {"test": f"datum.pin === {pin}", "value": dash}
            for pin, dash in enumerate(GHOST_DASHES, 1)
        ],
        "value": [1, 0],
    }
    ghost["data"] = {"name": GHOSTS}
    return ghost


def _views(spec: Spec) -> Iterator[Spec]:
    """The single or layered views a spec is composed of."""
    for key in ("vconcat", "hconcat", "concat"):
        if key in spec:
            for child in spec[key]:
                yield from _views(child)
            return
    yield spec


def chart_spec(output: Spec, rows: list[Any], where: BookError) -> Spec:
    """The spec of a lab's chart, with the rows it was drawn from replaced by the data set named ROWS.

    Raises `where` if the chart was not drawn from the rows of the default run.
    """
    spec = _copy(output)
    named = spec.pop("datasets", {})
    found = 0
    for holder in list(_holders(spec)):
        data = holder["data"]
        values = data.get("values", named.get(data.get("name")))
        if values == rows:
            holder["data"] = {"name": ROWS}
            found += 1
        elif values is not None:
            holder["data"] = {"values": values}
    if not found:
        raise where
    return spec


def _holders(node: Any) -> Iterator[Spec]:
    """Every object in a spec that has data of its own."""
    if isinstance(node, dict):
        if isinstance(node.get("data"), dict):
            yield node
        for value in node.values():
            yield from _holders(value)
    elif isinstance(node, list):
        for value in node:
            yield from _holders(value)


class Charts:
    """Conversions, kept in the cache."""

    def __init__(self, cache: Cache, tools: str):
        self.cache, self.tools = cache, tools

    def vega(self, spec: Spec, size: str, language: str) -> Spec:
        """The Vega spec that the browser draws; the data sets ROWS and GHOSTS are empty."""
        wanted = haunted(themed(spec, size, language))
        key = digest("vega", wanted, STAGE, self.tools)
        kept: Spec | None = self.cache.get_json("charts", key)
        if kept is None:
            if '"name": "rows"' in json.dumps(wanted):
                wanted["datasets"] = {ROWS: [], GHOSTS: []}
            kept = vl_convert.vegalite_to_vega(wanted)
            kept.pop("$schema", None)
            self.cache.put_json("charts", key, kept)
        return kept

    def svg(self, spec: Spec, rows: list[Any] | None, size: str, language: str) -> str:
        """The chart as SVG, drawn from `rows` (or from the data in the spec)."""
        wanted = themed(spec, size, language)
        if rows is not None:
            wanted["datasets"] = {ROWS: rows}
        key = digest("svg", wanted, STAGE, self.tools)
        kept = self.cache.get("charts", key)
        if kept is None:
            svg = vl_convert.vegalite_to_svg(wanted, format_locale=NUMBERS[language])
            kept = slim(svg).encode()
            self.cache.put("charts", key, kept)
        return kept.decode()


def slim(svg: str) -> str:
    """An SVG for inclusion in a page: no fixed fonts, no rubbish digits, no interactive roles of its own."""
    svg = re.sub(r' font-family="[^"]*"', "", svg)
    svg = re.sub(r"(\d+\.\d{2})\d+", r"\1", svg)
    svg = re.sub(r' (?:aria-[a-z]+|role|tabindex|aria-roledescription)="[^"]*"', "", svg)
    return svg.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")


def accessible(svg: str, label: str) -> str:
    """The SVG as one image with a name."""
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(label, quote=True)}" ', 1)
