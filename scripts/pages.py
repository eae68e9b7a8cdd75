"""Stage 5: a page's Markdown, with slide cards, labs, formulas and citations put in.

What is HTML already is kept out of the Markdown: a token stands in for it, and `finish` swaps it back.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from html import escape, unescape
from pathlib import Path
from typing import Any

from . import lab as labs
from .answers import answers_list
from .assignment import ELEMENTS, assignment_markup
from .atlas import atlases
from .book import Book
from .cache import short
from .canvas import CanvasMarkup, CanvasPlace, canvas_of
from .chart import Charts, Spec, chart_spec, vegalite
from .checkmarkup import CheckMarkup
from .citations import Citations, citations_in, replace_citations, set_citations
from .colophon import colophon
from .costs import placeholder
from .editions.place import place
from .errors import BookError, raise_all
from .execution import VEGA_LITE, execute_all
from .faults import faults_table
from .fences import Fence, fences, outside_fences, replace_fences, without_comments
from .labfence import LabFence, read_lab
from .marking import marking, marking_plan
from .maths import to_mathml
from .notebook import CHART, tags
from .numbering import figure, number_exercises
from .outline import Chapter
from .plain import plain_yaml, read_text
from .runs import kept_run
from .runtime import Runtime, build_runtime, build_wheel
from .slides import card
from .speed import speed_table

FRONT = re.compile(r"\A---\n(?P<yaml>.*?)\n---[ \t]*\n", re.S)


@dataclass
class Source:
    """A page as written: its name below the docs (`slug.md`), front matter, text, and where the text starts."""

    name: str
    path: Path
    language: str
    meta: dict[str, Any]
    markdown: str
    offset: int = 0  # lines of front matter before the text
    chapter: Chapter | None = None

    @property
    def url(self) -> str:
        """The page's address below the root of its language."""
        stem = self.name.removesuffix(".md")
        stem = stem.removesuffix("index")
        return stem if not stem or stem.endswith("/") else f"{stem}/"

    @property
    def up(self) -> str:
        """The way from the page to the root of its language."""
        return "../" * self.url.count("/")


@dataclass
class Composed:
    """A page ready for Markdown: text with tokens, what they stand for, and the keys it cites."""

    markdown: str
    fragments: dict[str, str] = field(default_factory=dict)
    cited: list[str] = field(default_factory=list)

    def keep(self, html: str) -> str:
        """A token that stands for the HTML until `finish`."""
        token = f"zfragment{len(self.fragments)}z"
        self.fragments[token] = html
        return token

    def finish(self, html: str) -> str:
        """Swap the tokens back."""

        def swap(match: re.Match[str]) -> str:
            return self.fragments[match.group("block") or match.group("line")]

        pattern = r"<p>(?P<block>zfragment\d+z)</p>|(?P<line>zfragment\d+z)"
        return re.sub(pattern, swap, html)


def read_source(path: Path, name: str, language: str, chapter: Chapter | None = None) -> Source:
    """Read a page; raises BookError if its front matter is not YAML."""
    text = read_text(path)
    match = FRONT.match(text)
    if not match:
        return Source(name, path, language, {}, without_comments(text), 0, chapter)
    meta = plain_yaml(match["yaml"], path, 1, "front matter") or {}
    if not isinstance(meta, dict):
        raise BookError("front matter: `key: value` lines are expected", path, 2)
    offset = match.group(0).count("\n")
    body = without_comments(text[match.end() :])
    return Source(name, path, language, meta, body, offset, chapter)


class Stage:
    """All that pages of one language need, made when first asked for."""

    def __init__(self, book: Book, language: str):
        self.book, self.language = book, language
        self.charts = Charts(book.cache, book.tools)
        self.markup = labs.Markup(book, self.charts, language)
        self.configs: dict[str, tuple[str, bytes]] = {}
        self.plans: dict[str, bytes] = {}  # of canvases and marking, by file name
        self.specifications: dict[str, bytes] = {}  # the labs' charts in Vega-Lite, by file name
        self.atlases: dict[str, bytes] = {}
        self.primary = language == book.languages[0]

    @cached_property
    def runtime(self) -> Runtime:
        """What the browser loads."""
        return build_runtime(self.book)

    @cached_property
    def wheel(self) -> str:
        """The file name of the models' wheel."""
        return build_wheel(self.book).name

    @cached_property
    def notebooks(self) -> dict[str, dict[str, Any]]:
        """The executed notebook of every model, by slug and language."""
        return execute_all(self.book, self.book.library.slugs(), [self.language])

    @cached_property
    def specs(self) -> dict[str, Spec]:
        """The chart of every model's lab, from its notebook."""
        return {slug: self._spec(slug) for slug in self.notebooks}

    def _spec(self, slug: str) -> Spec:
        path = self.book.notebook(slug)
        cell = next(c for c in self.notebooks[slug][self.language].cells if CHART in tags(c))
        where = BookError(
            f"the {CHART} cell must end in a chart of the rows of the model's default run, seed 1",
            path,
            cell.metadata.line,
        )
        for output in cell.outputs:
            if VEGA_LITE in output.get("data", {}):
                rows = kept_run(self.book, slug).rows
                return chart_spec(output["data"][VEGA_LITE], rows, where)
        raise where

    def config_name(self, slug: str) -> str:
        """The file name of a lab's configuration; made once a model."""
        if slug not in self.configs:
            places = self.places(slug)
            value = labs.config(
                self.book, self.charts, slug, self.specs[slug], self.language, places
            )
            data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
            self.configs[slug] = (f"{slug}-{self.language}-{short(data)}.json", data)
        return self.configs[slug][0]

    def places(self, slug: str) -> dict[str, str]:
        """Where more of a model lies, relative to its lab's configuration."""
        spec = json.dumps(vegalite(self.specs[slug], self.language), ensure_ascii=False).encode()
        name = f"{slug}-{self.language}-{short(spec)}.vl.json"
        self.specifications[name] = spec
        root = "../../" if self.primary else f"../../{self.language}/"
        return {
            "vegalite": f"../charts/{name}",
            "notebook": f"../../downloads/{slug}-{self.language}.ipynb",
            "embed": f"{root}models/{slug}/embed/",
        }

    def atlas_name(self, lab: LabFence) -> str:
        """The file name of a lab's atlas; labs that start alike share one."""
        [atlas] = atlases(self.book, [lab])
        name = atlas.name(lab.model, self.language)
        self.atlases[name] = atlas.files[self.language]
        return name

    def assets(self, source: Source) -> str:
        """The way from a page to the site's assets."""
        return source.up + ("" if self.primary else "../") + "assets/"

    def lab(self, wanted: LabFence, source: Source, number: int | str, name: str) -> str:
        """The HTML of a lab on a page; its id is what it is numbered, or given."""
        assets = self.assets(source)
        place = labs.Placement(
            f"lab-{number}" if isinstance(number, int) else number,
            name,
            f"{assets}labs/{self.config_name(wanted.model)}",
            f"{assets}{self.runtime.manifest}",
            f"{assets}atlas/{self.atlas_name(wanted)}",
        )
        return self.markup.render(wanted, place, self.specs[wanted.model])

    def citations(self, sources: list[Source]) -> Citations:
        """All citations of these pages, set."""
        path = self.book.docs / "references.bib"
        wanted = {text for source in sources for _, text in citations_in(source.markdown)}
        wanted |= {f"@{key}" for slug in self.book.library.slugs() for key in self.model_keys(slug)}
        return set_citations(path, wanted, self.language, self.book.cache, self.book.tools)

    def model_keys(self, slug: str) -> list[str]:
        """The sources a model names."""
        return list(self.book.library.model(slug).sources)

    def compose(self, source: Source, citations: Citations) -> Composed:
        """A page, ready for Markdown. Collects every mistake in it before it raises."""
        composed = Composed("")
        errors: list[BookError] = []
        new: dict[int, str] = {}
        seen: Counter[str] = Counter()
        raise_all(self.check_cards(source))
        blocks = self._blocks()
        for fence in fences(source.markdown, set(blocks) | {"answers"}):
            seen[fence.name] += 1
            try:
                if fence.name == "answers":  # Markdown, which goes the way of the rest of the page
                    new[fence.first] = answers_list(self.book, self.language, source.up)
                    continue
                html = blocks[fence.name](source, fence, seen[fence.name])
            except BookError as error:
                errors.append(error)
                continue
            new[fence.first] = f"\n{composed.keep(html)}\n"
        raise_all(errors)
        text = replace_fences(source.markdown, new)
        text = to_mathml(text, composed.keep)
        page = f"{source.up}{self.book.outline.sources_page}/"
        text, composed.cited = replace_citations(text, citations, page, composed.keep)
        composed.markdown = text
        if source.chapter:
            number_exercises(self.book, source, composed)
        return composed

    def _blocks(self) -> dict[str, Callable[[Source, Fence, int], str]]:
        """What makes the HTML of each kind of fence, given its page and its number there among its kind."""
        return {
            "slide": lambda source, fence, number: self._card(source, int(fence.body), number),
            "lab": self._lab,
            "canvas": self._canvas,
            "bench": lambda source, fence, number: speed_table(self.book, self.language),
            "colophon": lambda source, fence, number: colophon(self.book, self.language),
            "costs": lambda source, fence, number: placeholder(fence, source.path, source.offset),
            "faults": lambda source, fence, number: faults_table(self.book, self.language),
            "marking": lambda source, fence, number: self._marking(source, fence),
            "editions": lambda source, fence, number: place(self.book, "", self.language),
        } | dict.fromkeys(
            ELEMENTS, lambda source, fence, number: assignment_markup(self, source, fence)
        )

    def check_cards(self, source: Source) -> list[BookError]:
        """A page shows a card for each of its slides, once, and for no other."""
        wanted = [one.slide for one in (source.chapter.slides if source.chapter else ())]
        errors: list[BookError] = []
        shown: list[str] = []
        for fence in fences(source.markdown, {"slide"}):
            number = fence.body.strip()
            if number not in map(str, wanted):
                message = f"slide {number!r} is not this page's in the outline"
                errors.append(BookError(message, source.path, source.offset + fence.first))
            elif number in shown:
                message = f"slide {number} has two cards here"
                errors.append(BookError(message, source.path, source.offset + fence.first))
            shown.append(number)
        errors += [
            BookError(f"slide {number} has no card here", source.path, 1)
            for number in wanted
            if str(number) not in shown
        ]
        return errors

    def _card(self, source: Source, number: int, place: int) -> str:
        assert source.chapter
        placed = next(one for one in source.chapter.slides if one.slide == number)
        way = f"{source.up}{self.book.outline.presentation_page}/"
        return card(self.book, placed, self.language, way, figure(self.book, source, place))

    def _lab(self, source: Source, fence: Fence, number: int) -> str:
        wanted = read_lab(self.book, fence, source.path, source.offset)
        if source.chapter:
            name = self.book.say(
                "lab.name", self.language, number=f"{source.chapter.number}.{number}"
            )
        else:
            name = self.book.say("lab.only", self.language)
        return self.lab(wanted, source, number, name)

    def _canvas(self, source: Source, fence: Fence, number: int) -> str:
        design = canvas_of(self.book, fence, source.path, source.offset)
        markup = CanvasMarkup(self.markup, design)
        data = markup.plan()
        name = f"design-{self.language}-{short(data)}.json"
        self.plans[name] = data
        assets, slug = self.assets(source), design.model.slug
        return markup.render(
            CanvasPlace(
                f"canvas-{number}",
                f"{assets}labs/{self.config_name(slug)}",
                f"{assets}{self.runtime.manifest}",
                f"{assets}{name}",
                f"{source.up}models/{slug}/",
            )
        )

    def checks(self, source: Source) -> str:
        """The HTML of a chapter's self-checks; "" if it has none."""
        assert source.chapter

        def place(wanted: LabFence, at: str, name: str) -> str:
            return self.lab(wanted, source, at, name)

        root = source.up + ("" if self.primary else "../")
        return CheckMarkup(self.book, self.language).render(source.chapter.slug, root, place)

    def _marking(self, source: Source, fence: Fence) -> str:
        data = marking_plan(self.book, self.language)
        name = f"marking-{self.language}-{short(data)}.json"
        self.plans[name] = data
        assets = self.assets(source)
        runtime = f"{assets}{self.runtime.manifest}"
        return marking(self.book, self.language, fence.first, f"{assets}{name}", runtime)

    def references(self, keys: list[str], citations: Citations) -> list[str]:
        """The works cited as plain text, in the list's order."""
        wanted = {key.lower() for key in keys}
        return [
            unescape(re.sub(r"<[^>]+>", "", html))
            for key, html in citations.references.items()
            if key.lower() in wanted
        ]

    def reference_list(self, keys: list[str], citations: Citations, heading: str) -> str:
        """HTML of the works cited, in the list's order."""
        wanted = {key.lower() for key in keys}
        entries = [
            f'<li class="reference">{html}</li>'
            for key, html in citations.references.items()
            if key.lower() in wanted
        ]
        if not entries:
            return ""
        return (
            f'<div class="references"><h2 id="sources">{escape(heading)}</h2>'
            f"<ul data-search-exclude>{''.join(entries)}</ul></div>"
        )


def word_count(markdown: str) -> int:
    """Words of running text: fences, tables' rules and HTML do not count."""
    text = "\n".join(line for _, line in outside_fences(markdown))
    text = re.sub(r"<[^>]+>|\[@[^\]]*\]|[#>*_|`]|^[!?]{3}\+? \w+", " ", text, flags=re.M)
    return len(re.findall(r"\w[\w’'-]*", text))
