"""What a chapter's blocks are on paper: a lab is a figure with settings, outcome and the way to the live one."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import segno

from ..book import Book
from ..canvas import canvas_of
from ..chart import accessible
from ..errors import BookError
from ..fences import Fence
from ..lab import plain, result
from ..labfence import LabFence, read_lab
from ..numbering import figure
from ..pages import Source, Stage
from ..placement import lines_of
from ..runs import kept_run
from ..slides import face


class Press(Stage):
    """The makers of one language's pages for paper. `root` is the site's address, or "" if nobody can go there."""

    def __init__(self, book: Book, language: str, root: str):
        super().__init__(book, language)
        self.root = root

    def say(self, key: str, **values: object) -> str:
        """Escaped words of the editions."""
        return escape(self.book.say(f"editions.{key}", self.language, **values))

    def address(self, path: str) -> str:
        """Where a page of the site stands, or ""."""
        below = "" if self.primary else f"{self.language}/"
        return f"{self.root}{below}{path}" if self.root else ""

    def _blocks(self) -> dict[str, Callable[[Source, Fence, int], str]]:
        def nothing(source: Source, fence: Fence, number: int) -> str:
            message = f"a {fence.name} block has no form on paper"
            raise BookError(message, source.path, source.offset + fence.first)

        return dict.fromkeys(super()._blocks(), nothing) | {
            "slide": lambda source, fence, number: self._card(source, int(fence.body), number),
            "lab": self._lab,
            "canvas": self._canvas,
            "editions": lambda source, fence, number: "",  # whoever holds it has one
        }

    def _card(self, source: Source, number: int, place: int) -> str:
        assert source.chapter
        placed = next(one for one in source.chapter.slides if one.slide == number)
        slide = self.book.decks[self.language][number - 1]
        titled, lines = lines_of(self.book.decks[self.language], placed)
        called = figure(self.book, source, place)
        name = self.book.say("slide" if titled else "slide.rest", self.language, number=number)
        return (
            f'<div class="slide-card" id="{called.anchor}">'
            f'<p class="caption"><b>{escape(called.name)}</b> · {escape(name)}</p>'
            f'<div class="slide">{face(slide, lines, titled)}</div></div>'
        )

    def _lab(self, source: Source, fence: Fence, number: int) -> str:
        wanted = read_lab(self.book, fence, source.path, source.offset)
        if source.chapter:
            place = f"{source.chapter.number}.{number}"
            name = self.book.say("lab.name", self.language, number=place)
        else:
            name = self.book.say("lab.only", self.language)
        model = self.book.library.model(wanted.model)
        run = kept_run(self.book, wanted.model, wanted.seed, wanted.values)
        shown = result(self.book, run, self.language)
        title = f"{name} · {model.title.in_language(self.language)}"
        chart = self.charts.svg(self.specs[wanted.model], run.rows, "print", self.language)
        return (
            f'<div class="lab" id="lab-{number}"><p class="lab-title">{escape(title)}</p>'
            f"{self._guess(wanted)}"
            f'<div class="lab-result"><div class="chart">{accessible(chart, shown["sentence"])}</div>'
            f'<p class="caption">{escape(shown["sentence"])}</p>'
            f'<div class="lab-facts">{self._start(wanted, model, run)}'
            f"{self._list('outcome', shown['measures'])}"
            f"{self.live(f'{source.url}#lab-{number}', 'live')}</div></div></div>"
        )

    def _guess(self, wanted: LabFence) -> str:
        """The question to answer before looking."""
        if wanted.predict is None:
            return ""
        options = "".join(f"<li>{escape(one.label)}</li>" for one in wanted.predict.options)
        return (
            f'<div class="guess"><p><b>{self.say("guess")}</b> {escape(wanted.predict.question)}</p>'
            f"<ul>{options}</ul></div>"
        )

    def _start(self, wanted: LabFence, model: Any, run: Any) -> str:
        """The controls as the lab begins, and its seed."""
        specs = model.parameters.specs()
        names = [*wanted.controls, *(name for name in wanted.values if name not in wanted.controls)]
        rows = {
            specs[name].label.in_language(self.language): self.setting(
                specs[name], run.parameters[name]
            )
            for name in names
        }
        return self._list("start", {**rows, self.book.say("seed", self.language): str(wanted.seed)})

    def setting(self, spec: Any, value: Any) -> str:
        """A parameter's value as a reader writes it, with its unit."""
        if spec.choices is not None:
            return str(spec.choices[value].in_language(self.language))
        number = plain(value).replace(".", "," if self.language == "nl" else ".")
        return f"{number} {spec.unit.in_language(self.language)}".strip()

    def _list(self, key: str, rows: dict[str, str]) -> str:
        items = "".join(
            f'<tr><th scope="row">{escape(label)}</th><td>{escape(value)}</td></tr>'
            for label, value in rows.items()
        )
        return f'<div><table class="facts"><caption>{self.say(key)}</caption>{items}</table></div>'

    def live(self, path: str, key: str) -> str:
        """The way to what lives on the site: a code to scan and the address; without an address only words."""
        address = self.address(path)
        if not address:
            return f'<p class="live">{self.say(f"{key}.unset")}</p>'
        code = segno.make(address, error="m", micro=False).svg_inline(border=1, omitsize=True)
        name = self.book.say("editions.code", self.language, address=address)
        return (
            f'<div class="live"><div class="code">{accessible(code, name)}</div>'
            f"<p>{self.say(key)}<br>"
            f'<a href="{escape(address, quote=True)}">{escape(address.split("//")[-1])}</a></p></div>'
        )

    def _canvas(self, source: Source, fence: Fence, number: int) -> str:
        data = canvas_of(self.book, fence, source.path, source.offset).data
        questions = "".join(
            f'<div class="question"><p><b>{escape(one["label"][self.language])}</b> '
            f"{escape(one['help'][self.language])}</p></div>"
            for one in data["questions"].values()
        )
        return (
            f'<div class="canvas" id="canvas-{number}">'
            f'<p class="lab-title">{escape(self.book.say("canvas", self.language))}</p>{questions}'
            f"{self.live(f'{source.url}#canvas-{number}', 'live.canvas')}</div>"
        )
