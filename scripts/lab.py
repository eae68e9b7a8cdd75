"""The lab: a fence in a page becomes a custom element that shows its result before any script runs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import Any

from .book import Book
from .cache import digest
from .chart import WIDTHS, Charts, Spec, accessible
from .labfence import LabFence
from .opening import opening
from .runs import kept_run


def observable(one: Any, language: str) -> dict[str, str]:
    """An observable as the browser knows it."""
    return {"name": one.name, "label": one.label.in_language(language), "kind": one.kind}


def result(book: Book, run: Any, language: str) -> dict[str, Any]:
    """A run as the page shows it; the same the browser's worker returns."""
    return book.kit("session").result(book.library, run, language)  # type: ignore[no-any-return]


# Axes that are time: a run along one of them can be watched as it grows.
TIME = {"year", "month", "week", "day", "hour", "round", "step", "move", "desk"}


def length(model: Any, run: Any) -> dict[str, object] | None:
    """Which parameter says how many rows a run has, by the kit's habit of naming it after the axis.

    None if there is none or the rows of `run` are fewer: the model then stops when it is done.
    """
    name = f"{model.axis.name}s"
    if name not in model.parameters.specs():
        return None
    more = len(run.rows) - run.parameters[name]
    return {"parameter": name, "more": more} if more in (0, 1) else None


TAKE = ("png", "json", "vega", "ipynb", "qr", "embed", "cite", "print")


def config(
    book: Book, charts: Charts, slug: str, spec: Spec, language: str, places: dict[str, str]
) -> dict[str, Any]:
    """All the browser needs to know of a model, in one language; `places` says where more lies."""
    model = book.library.model(slug)
    parameters = [
        {
            "name": one.name,
            "label": one.label.in_language(language),
            "help": one.help.in_language(language),
            "unit": one.unit.in_language(language),
            "default": one.default,
            "low": one.low,
            "high": one.high,
            "step": one.step,
            "whole": one.whole,
            "choices": one.choices
            and [
                {"value": value, "label": text.in_language(language)}
                for value, text in one.choices.items()
            ],
        }
        for one in model.parameters.specs().values()
    ]
    return {
        "model": model.slug,
        "version": model.version,
        "language": language,
        "title": model.title.in_language(language),
        "claim": model.claim.in_language(language),
        "axis": observable(model.axis, language),
        "columns": [observable(one, language) for one in model.columns],
        "summary": [observable(one, language) for one in model.summary],
        "parameters": parameters,
        "presets": [
            {"name": name, "label": text.in_language(language), "values": values}
            for name, (text, values) in (model.presets or {}).items()
        ],
        "cells": [text.in_language(language) for text in model.cells],
        "charts": {
            size: {"width": width, "spec": charts.vega(spec, size, language)}
            for size, width in WIDTHS.items()
        },
        "result": result(book, kept_run(book, slug), language),
        "time": model.axis.name in TIME,
        "length": length(model, kept_run(book, slug)),
        "book": {"title": book.outline.title[language], "version": book.library.version},
        "places": places,
    }


def plain(value: float) -> str:
    """A number as HTML and Python write it, without a point where it is whole."""
    return repr(value).removesuffix(".0")


@dataclass(frozen=True)
class Placement:
    """Where a lab stands: its id, what it is called, and the way to the site's assets from there."""

    id: str
    name: str
    config: str
    runtime: str
    atlas: str


class Markup:
    """The HTML of one lab in one language."""

    def __init__(self, book: Book, charts: Charts, language: str):
        self.book, self.charts, self.language = book, charts, language
        self.figures: dict[str, str] = {}  # by lab: pages and packs show the same

    def say(self, key: str, **values: object) -> str:
        """Escaped words of the interface."""
        return escape(self.book.say(key, self.language, **values))

    def render(self, lab: LabFence, place: Placement, spec: Spec) -> str:
        """The whole element, with the result of its start values."""
        model = self.book.library.model(lab.model)
        run = kept_run(self.book, lab.model, lab.seed, lab.values)
        shown = result(self.book, run, self.language)
        title = f"{place.name} · {model.title.in_language(self.language)}"
        attributes = {
            "id": place.id,
            "class": "lab",
            "model": lab.model,
            "lang": self.language,
            "role": "group",
            "aria-labelledby": f"{place.id}-title",
            "data-state": "figure",
            "data-source": "build",
            "data-fingerprint": run.fingerprint,
            "data-seed": str(lab.seed),
            "data-values": json.dumps(lab.values, ensure_ascii=False),
            "data-config": place.config,
            "data-runtime": place.runtime,
            "data-atlas": place.atlas,
            "data-search-exclude": "",
        }
        parts = [
            opening("model-lab", attributes),
            f'<p class="lab-title" id="{place.id}-title">{escape(title)}'
            f' <span data-role="badge">{self.say("badge.build")}</span></p>',
            self.prediction(lab, place),
            self.figure(lab, run, shown, spec),
            self.presets(model),
            self.form(lab, place, model, run),
            self.actions(lab, run),
            '<p data-role="status" role="status"></p>',
            self.measures(shown),
            f'<p class="lab-fingerprint">{self.say("fingerprint")} '
            f'<code data-role="fingerprint">{run.fingerprint}</code></p>',
            self.table(model, run, title),
            "</model-lab>",
        ]
        return "\n".join(part for part in parts if part)

    def prediction(self, lab: LabFence, place: Placement) -> str:
        """The question to answer first, if there is one."""
        if lab.predict is None:
            return ""
        data = {
            "measure": lab.predict.measure,
            "options": [
                {"label": one.label} | ({} if one.below is None else {"below": one.below})
                for one in lab.predict.options
            ],
        }
        options = "".join(
            f'<label><input type="radio" name="{place.id}-predict" value="{number}"> '
            f"{escape(one.label)}</label>"
            for number, one in enumerate(lab.predict.options)
        )
        return (
            f'<fieldset class="lab-predict" data-predict="{escape(json.dumps(data), quote=True)}">'
            f"<legend>{escape(lab.predict.question)}</legend>{options}"
            '<p data-role="predict-answer" hidden></p></fieldset>'
        )

    def figure(self, lab: LabFence, run: Any, shown: dict[str, Any], spec: Spec) -> str:
        """The chart at two widths, and what it shows in words."""
        key = digest(lab.model, lab.seed, lab.values)
        if key not in self.figures:
            self.figures[key] = self._figure(run, shown, spec)
        return self.figures[key]

    def _figure(self, run: Any, shown: dict[str, Any], spec: Spec) -> str:
        charts = "".join(
            f'<div data-width="{size}">'
            + accessible(self.charts.svg(spec, run.rows, size, self.language), shown["sentence"])
            + "</div>"
            for size in ("narrow", "wide")
        )
        return (
            f'<figure class="lab-figure"><div class="lab-chart" data-role="chart">{charts}</div>'
            f'<figcaption data-role="summary">{escape(shown["sentence"])}</figcaption></figure>'
        )

    def presets(self, model: Any) -> str:
        """Settings worth seeing, a button each; the first is the book's own."""
        if not model.presets:
            return ""
        buttons = "".join(
            f'<button type="button" data-action="preset" data-preset="{escape(name, quote=True)}" '
            f'aria-pressed="false">{escape(text.in_language(self.language))}</button>'
            for name, (text, _) in model.presets.items()
        )
        return f'<div class="lab-presets" role="group" aria-label="{self.say("presets")}">{buttons}</div>'

    def back(self, name: str, label: str) -> str:
        """The button that takes one control back to the book's value."""
        words = escape(self.book.say("action.reset-one", self.language, label=label), quote=True)
        return (
            f'<button type="button" data-action="reset-one" data-for="{name}" aria-disabled="true" '
            f'aria-label="{words}" title="{words}"><span aria-hidden="true">↺</span></button>'
        )

    def form(self, lab: LabFence, place: Placement, model: Any, run: Any) -> str:
        """The controls: those the fence names in sight, the others and the seed folded away."""
        specs = model.parameters.specs()
        shown = [self.control(specs[name], run.parameters[name], place.id) for name in lab.controls]
        folded = [
            self.control(spec, run.parameters[name], place.id)
            for name, spec in specs.items()
            if name not in lab.controls
        ]
        seed_help = self.say("seed.help")
        seed = (
            f'<div class="lab-control"><label for="{place.id}-seed">{self.say("seed")}</label>'
            f'<input type="number" id="{place.id}-seed" name="seed" min="0" max="4294967295" step="1" '
            f'value="{lab.seed}">{self.back("seed", self.book.say("seed", self.language))}'
            f"<small>{seed_help}</small></div>"
        )
        return (
            f'<form class="lab-controls" autocomplete="off">'
            f"{''.join(shown)}"
            f'<details class="lab-more"><summary>{self.say("more")}</summary>'
            f"{''.join(folded)}{seed}</details></form>"
        )

    def control(self, spec: Any, value: Any, lab: str) -> str:
        """One parameter: a slider with a number box, or a list of choices."""
        label = escape(spec.label.in_language(self.language))
        name, at = spec.name, f"{lab}-{spec.name}"
        help_text = escape(spec.help.in_language(self.language))
        note = f'<small id="{at}-help">{help_text}</small>'
        if spec.choices is not None:
            options = "".join(
                f'<option value="{key}"{" selected" if key == value else ""}>'
                f"{escape(text.in_language(self.language))}</option>"
                for key, text in spec.choices.items()
            )
            return (
                f'<div class="lab-control"><label for="{at}">{label}</label>'
                f'<select id="{at}" name="{name}" aria-describedby="{at}-help">{options}</select>'
                f"{self.back(name, spec.label.in_language(self.language))}{note}</div>"
            )
        unit = escape(spec.unit.in_language(self.language))
        shown = plain(value).replace(".", "," if self.language == "nl" else ".")
        number_label = escape(self.book.say("number", self.language, label=label), quote=True)
        return (
            f'<div class="lab-control"><label for="{at}">{label}</label>'
            f'<input type="range" id="{at}" name="{name}" min="{plain(spec.low)}" max="{plain(spec.high)}" '
            f'step="{plain(spec.step)}" value="{plain(value)}" aria-describedby="{at}-help">'
            f'<span class="lab-number"><input type="text" inputmode="decimal" data-number="{name}" '
            f'value="{shown}" aria-label="{number_label}"><span class="lab-unit">{unit}</span></span>'
            f"{self.back(name, spec.label.in_language(self.language))}{note}</div>"
        )

    def actions(self, lab: LabFence, run: Any) -> str:
        """The buttons, and a link to this very state."""

        def row(*names: str) -> str:
            return "".join(
                f'<button type="button" data-action="{name}"'
                + (' aria-disabled="true">' if name in ("undo", "redo") else ">")
                + self.say(f"action.{name}")
                + "</button>"
                for name in names
            )

        model = self.book.library.model(lab.model)
        time = ("play", "step") if model.axis.name in TIME else ()
        values = {
            name: value
            for name, value in run.parameters.items()
            if value != model.parameters.specs()[name].default
        }
        query = "".join(f"&{name}={value}" for name, value in values.items())
        fragment = f"#lab={lab.model}&v={model.version}&seed={lab.seed}{query}&fp={run.fingerprint}"
        return (
            f'<div class="lab-actions">{row("run", "stop", "undo", "redo", "reset")}</div>'
            f'<div class="lab-actions">{row(*time, "pin", "luck", "predict", "sweep")}</div>'
            f'<div class="lab-actions">{row("link", "csv", "svg")}'
            f'<a data-role="permalink" href="{escape(fragment, quote=True)}">'
            f"{self.say('permalink')}</a></div>"
            f'<details class="lab-take"><summary>{self.say("take")}</summary>'
            f'<div class="lab-actions">{row(*TAKE)}</div></details>'
        )

    def measures(self, shown: dict[str, Any]) -> str:
        """The headline measures."""
        rows = "".join(
            f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>"
            for label, value in shown["measures"].items()
        )
        return f'<dl data-role="measures">{rows}</dl>'

    def table(self, model: Any, run: Any, title: str) -> str:
        """The rows, for whoever would rather read them; at most 60 evenly chosen, the last included."""
        words = self.book.kit("words")
        columns = (model.axis, *model.columns)
        head = "".join(
            f'<th scope="col">{escape(one.label.in_language(self.language))}</th>'
            for one in columns
        )
        stride = -(-len(run.rows) // 60)
        chosen = [
            row for n, row in enumerate(run.rows) if n % stride == 0 or n == len(run.rows) - 1
        ]
        body = "".join(
            "<tr>"
            + "".join(
                f"<td>{escape(words.quantity(one, row[one.name], self.language))}</td>"
                for one in columns
            )
            + "</tr>"
            for row in chosen
        )
        caption = self.say("table.caption", title=title)
        return (
            f'<details class="lab-data"><summary>{self.say("table")}</summary>'
            f'<div class="lab-scroll" tabindex="0" role="region" aria-label="{caption}">'
            f'<table class="lab-table" data-role="data"><caption>{caption}</caption><thead><tr>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table></div></details>"
        )
