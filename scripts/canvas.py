"""The design canvas: a fence becomes a form that can be read and printed before any script runs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from .book import Book
from .chart import SERIES, Spec, accessible
from .design import OWN, Design, in_language, read_design
from .errors import BookError
from .fences import Fence
from .lab import Markup
from .opening import opening

LENGTH = 600  # characters of an answer: eight of them still fit on a page


@dataclass(frozen=True)
class CanvasPlace:
    """Where a canvas stands: its id and the ways from there."""

    id: str
    config: str
    runtime: str
    plan: str
    model: str  # the page of the model


class CanvasMarkup:
    """The HTML of a canvas in one language, with the runs of a design that has everything on."""

    def __init__(self, markup: Markup, design: Design):
        self.markup, self.design = markup, design
        self.book, self.language, self.say = markup.book, markup.language, markup.say
        self.data = in_language(design.data, self.book.languages, self.language)

    def plan(self) -> bytes:
        """All that the browser needs to know of the design besides the model, as JSON."""
        charts = {
            size: {"width": 0, "spec": self.markup.charts.vega(self.spec(), size, self.language)}
            for size in ("narrow", "wide")
        }
        value = {**self.data, "length": LENGTH, "series": self.series(), "charts": charts}
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def series(self) -> list[str]:
        """What the two curves are called: today's and the design's."""
        return [self.book.say(f"canvas.{name}", self.language) for name in ("today", "circle")]

    def spec(self) -> Spec:
        """Two curves by the model's axis; not told apart by their colour alone."""
        model, names = self.design.model, self.series()
        curve = next(one for one in model.columns if one.name == self.data["curve"])
        share = curve.kind == "share"
        which = {"field": "which", "type": "nominal", "title": None}
        y: Spec = {"field": "value", "type": "quantitative"}
        y |= {"title": curve.label.in_language(self.language)}
        if share:
            y |= {"axis": {"format": ".0%"}, "scale": {"domain": [0, 1]}}
        axis_title = model.axis.label.in_language(self.language)
        return {
            "data": {"name": "rows"},
            "transform": [{"fold": names, "as": ["which", "value"]}],
            "mark": {"type": "line"},
            "encoding": {
                "x": {"field": "step", "type": "quantitative", "title": axis_title},
                "y": y,
                "color": {**which, "scale": {"domain": names, "range": [SERIES[1], SERIES[0]]}},
                "strokeDash": {**which, "scale": {"domain": names, "range": [[6, 4], [1, 0]]}},
            },
        }

    def render(self, place: CanvasPlace) -> str:
        """The whole element."""
        on, assumed = self.design.start()
        runs = [
            self.book.library.run(self.design.model.slug, seed=self.data["seed"], **values)
            for values in (self.design.today(assumed), self.design.circle(on, assumed))
        ]
        attributes = {
            "id": place.id,
            "class": "canvas",
            "lang": self.language,
            "role": "group",
            "aria-labelledby": f"{place.id}-heading",
            "data-state": "figure",
            "data-source": "build",
            "data-fingerprint": runs[1].fingerprint,
            "data-config": place.config,
            "data-runtime": place.runtime,
            "data-plan": place.plan,
            "data-model-page": place.model,
            "data-search-exclude": "",
        }
        parts = [
            opening("design-canvas", attributes),
            f'<p class="canvas-title" id="{place.id}-heading">{self.say("canvas")}</p>',
            self.form(place.id, on, runs[1]),
            self.actions(),
            '<p data-role="status" role="status"></p>',
            self.figure(runs),
            self.table(runs, place),
            "</design-canvas>",
        ]
        return "\n".join(parts)

    def form(self, at: str, on: list[str], run: Any) -> str:
        """The field, the questions, the switches, the assumptions."""
        options = "".join(
            f'<option value="{name}">{escape(label)}</option>'
            for name, label in [
                (OWN, self.book.say("canvas.own", self.language)),
                *((slug, field["label"]) for slug, field in self.data["fields"].items()),
            ]
        )
        questions = "".join(
            f'<div class="canvas-question" data-question="{name}">'
            f'<label for="{at}-{name}">{escape(one["label"])}</label>'
            f'<small id="{at}-{name}-help">{escape(one["help"])}</small>'
            f'<textarea id="{at}-{name}" name="{name}" rows="3" maxlength="{LENGTH}" '
            f'aria-describedby="{at}-{name}-help"></textarea>'
            f'<div class="canvas-paper" data-paper="{name}"></div></div>'
            for name, one in self.data["questions"].items()
        )
        switches = "".join(
            f'<div class="canvas-switch"><input type="checkbox" id="{at}-switch-{name}" '
            f'name="switch.{name}" aria-describedby="{at}-switch-{name}-help"'
            f"{' checked' if name in on else ''}>"
            f'<label for="{at}-switch-{name}">{escape(one["label"])}</label>'
            f'<small id="{at}-switch-{name}-help">{escape(one["help"])} {self.mapping(one)}</small>'
            "</div>"
            for name, one in self.data["switches"].items()
        )
        specs = self.design.model.parameters.specs()
        assumed = self.data["assumptions"]
        controls = "".join(
            self.markup.control(specs[name], assumed[name], at) for name in self.design.assumptions
        )
        return (
            '<form class="canvas-form" autocomplete="off">'
            f'<div class="canvas-field"><label for="{at}-field">{self.say("canvas.field")}</label>'
            f'<select id="{at}-field" name="field">{options}</select></div>'
            f'<div class="canvas-questions">{questions}</div>'
            f'<fieldset class="canvas-switches"><legend>{self.say("canvas.switches")}</legend>'
            f"{switches}<p>{self.say('canvas.illustration')}</p></fieldset>"
            f'<details class="canvas-assumptions"><summary>{self.say("canvas.assumptions")}</summary>'
            f'<div>{controls}<div class="lab-control"><label for="{at}-seed">{self.say("seed")}</label>'
            f'<input type="number" id="{at}-seed" name="seed" min="0" max="4294967295" step="1" '
            f'value="{self.data["seed"]}"><small>{self.say("seed.help")}</small></div></div>'
            "</details></form>"
        )

    def mapping(self, switch: dict[str, Any]) -> str:
        """Which parameters of the model a switch sets."""
        specs = self.design.model.parameters.specs()
        words = []
        for name, value in switch.get("sets", {}).items():
            spec = specs[name]
            shown = spec.choices[value].in_language(self.language) if spec.choices else value
            words.append(f"{spec.label.in_language(self.language)} ({shown})")
        words += [specs[name].label.in_language(self.language) for name in switch.get("uses", ())]
        return self.say("canvas.mapping", what=", ".join(words))

    def actions(self) -> str:
        """The buttons; the file that is read back in is chosen through one of them."""
        names = ("run", "stop", "print", "json", "md", "import", "reset")
        buttons = "".join(
            f'<button type="button" data-action="{name}"{" aria-disabled=true" if name == "stop" else ""}>'
            f"{self.say(f'canvas.action.{name}')}</button>"
            for name in names
        )
        return (
            f'<div class="canvas-actions">{buttons}'
            '<input type="file" accept="application/json,.json" data-role="file" hidden></div>'
        )

    def figure(self, runs: list[Any]) -> str:
        """The two curves, and the difference in a sentence."""
        axis, curve = self.design.model.axis.name, self.data["curve"]
        today, circle = self.series()
        rows = [
            {"step": one[axis], today: one[curve], circle: other[curve]}
            for one, other in zip(*(run.rows for run in runs), strict=True)
        ]
        said = self.difference(runs)
        charts = "".join(
            f'<div data-width="{size}">'
            + accessible(self.markup.charts.svg(self.spec(), rows, size, self.language), said)
            + "</div>"
            for size in ("narrow", "wide")
        )
        return (
            f'<figure class="canvas-figure"><div class="lab-chart" data-role="chart">{charts}</div>'
            f'<figcaption data-role="summary">{escape(said)}</figcaption></figure>'
        )

    def difference(self, runs: list[Any]) -> str:
        """What the design saves, as compare.ts says it."""
        words = self.book.kit("words")
        waste = self.data["waste"]
        one = next(one for one in self.design.model.summary if one.name == waste)
        now, then = (run.summary[waste] for run in runs)
        points = words.number(abs(round(100 * now) - round(100 * then)), 0, self.language)
        key = "same" if points == "0" else "less" if then < now else "more"
        return str(
            self.book.say(
                f"canvas.{key}",
                self.language,
                label=one.label.in_language(self.language),
                now=words.quantity(one, now, self.language),
                then=words.quantity(one, then, self.language),
                points=points,
            )
        )

    def table(self, runs: list[Any], place: CanvasPlace) -> str:
        """The headline measures of both runs, with their fingerprints and links."""
        words = self.book.kit("words")
        model = self.design.model
        found = {one.name: one for one in model.summary}
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in self.series())
        body = ""
        for name in self.data["measures"]:
            label = escape(found[name].label.in_language(self.language))
            cells = "".join(
                f"<td>{words.quantity(found[name], run.summary[name], self.language)}</td>"
                for run in runs
            )
            body += f'<tr data-measure="{name}"><th scope="row">{label}</th>{cells}</tr>'
        prints = "".join(f"<td><code>{run.fingerprint}</code></td>" for run in runs)
        body += f'<tr data-row="fingerprint"><th scope="row">{self.say("fingerprint")}</th>{prints}</tr>'
        links = "".join(
            f'<td><a data-role="permalink" href="{escape(self.link(run, place), quote=True)}">'
            f"{self.say('permalink')}</a></td>"
            for run in runs
        )
        body += f'<tr data-row="link"><th scope="row">{self.say("canvas.link")}</th>{links}</tr>'
        return (
            f'<table class="canvas-table" data-role="data"><caption>{self.say("canvas.caption")}</caption>'
            f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>"
        )

    def link(self, run: Any, place: CanvasPlace) -> str:
        """The address of a run: a lab of its model takes it from there."""
        words = {"lab": run.model, "v": self.design.model.version, "seed": run.seed}
        return f"{place.model}#{urlencode({**words, **run.parameters, 'fp': run.fingerprint})}"


def canvas_of(book: Book, fence: Fence, path: Path, offset: int) -> Design:
    """What a fence asks for; it has nothing to say but, if it likes, where its data are."""
    line = offset + fence.first
    known = "fields: ../source/design.yml"
    if fence.body.strip() not in ("", known):
        raise BookError(f"canvas: expected nothing, or `{known}`", path, line)
    return read_design(book, path, line)
