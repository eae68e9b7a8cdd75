"""The presentation as slides in the browser, made from the same deck, with the labs of the chapters in them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from .book import GENERATOR, Book
from .cache import digest, files_digest
from .deck import Slide
from .fences import fences
from .labfence import LabFence, read_lab
from .outline import Chapter
from .pages import Source, Stage
from .runtime import BROWSER, NODE_MODULES, _keep, _run
from .slides import face
from .webapp import manifest_way

FULL = 420  # letters; a slide with more is set smaller
WORDS = ("show", "open", "menu", "back", "notes", "speaker", "print", "keys")
LABELS = ("left", "right", "up", "down", "notes")
OPTIONS = (
    *("--bundle", "--minify", "--format=esm", "--charset=utf8", "--legal-comments=none"),
    *("--target=es2022,chrome111,firefox114,safari16.4", "--entry-names=[name]-[hash]"),
    "--log-level=warning",
)


@dataclass(frozen=True)
class Show:
    """What the page of slides loads: its files, and the names of its script and stylesheet."""

    files: dict[str, Path]
    script: str
    style: str


def build_show(book: Book) -> Show:
    """Bundle reveal.js with the page's script and stylesheet, or take them from the cache."""
    sheet = GENERATOR / "theme" / "slides.css"
    sources = [BROWSER / "slides.ts", sheet]
    key = digest(files_digest(sources, GENERATOR), GENERATOR.parent / "package-lock.json")
    folder = book.cache.path("show", key)
    if not folder.exists():
        with tempfile.TemporaryDirectory() as temporary:
            esbuild = str(NODE_MODULES / ".bin" / "esbuild")
            command = [esbuild, *map(str, sources), *OPTIONS, f"--outdir={temporary}"]
            _run(command, NODE_MODULES.parent)
            for path in list(Path(temporary).rglob("*-*.*")):
                path.rename(Path(temporary) / path.name)
            _keep(Path(temporary), folder)
    files = {path.name: path for path in sorted(folder.glob("*.*"))}
    script, style = (next(n for n in files if n.endswith(end)) for end in (".js", ".css"))
    return Show(files, script, style)


def address(book: Book) -> str:
    """Where the page stands below the root of its language."""
    return f"{book.outline.presentation_page}/slides/"


def show_page(stage: Stage, written: Mapping[str, Source], switch: list[dict[str, str]]) -> str:
    """The whole page as HTML; `written` has the chapters, `switch` the same page in the other languages."""
    book, language = stage.book, stage.language
    page = Source(f"{address(book)}index.md", book.outline.path, language, {}, "")
    show = build_show(book)
    icon = book.docs / "assets" / "favicon.svg"
    environment = Environment(
        loader=FileSystemLoader(GENERATOR / "theme"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("slides.html.j2").render(
        language=language,
        book=book.outline.title[language],
        words={word: book.say(f"show.{word}", language) for word in WORDS},
        labels=json.dumps({word: book.say(f"show.{word}", language) for word in LABELS}),
        assets=stage.assets(page),
        icon=f"{stage.assets(page)}{icon.name}" if icon.exists() else "data:,",
        manifest=manifest_way(stage.assets(page), language),
        styles=[*stage.runtime.styles, show.style],
        script=show.script,
        app=stage.runtime.app,
        switch=switch,
        slides=_Slides(stage, page, written).all(),
    )


class _Slides:
    def __init__(self, stage: Stage, page: Source, written: Mapping[str, Source]):
        self.stage, self.page, self.written = stage, page, written
        self.number = 0

    def say(self, key: str, **values: object) -> str:
        return self.stage.book.say(key, self.stage.language, **values)

    def all(self) -> list[dict[str, Any]]:
        """What the template shows of each slide, in the deck's order."""
        return [self.slide(slide) for slide in self.stage.book.decks[self.stage.language]]

    def slide(self, slide: Slide) -> dict[str, Any]:
        chapters = [
            chapter
            for chapter in self.stage.book.outline.chapters()
            if any(placed.slide == slide.number for placed in chapter.slides)
        ]
        labs: dict[str, dict[str, Any]] = {}
        for chapter in chapters:
            for number, lab in self.labs(chapter, slide.number):
                if lab.model not in labs:
                    labs[lab.model] = self.lab(chapter, number, lab)
        letters = sum(len(line.text) for line in [slide.title, *slide.lines])
        return {
            "number": slide.number,
            "name": self.say("slide", number=slide.number),
            "face": Markup(face(slide, slide.lines)),
            "full": letters > FULL,
            "chapters": [self.chapter(chapter) for chapter in chapters],
            "labs": list(labs.values()),
        }

    def chapter(self, chapter: Chapter) -> dict[str, str]:
        """A chapter's link, and what it is about."""
        return {
            "link": f"{self.page.up}{chapter.slug}/",
            "words": self.say("slide.to.chapter", title=chapter.title[self.stage.language]),
            "description": str(self.written[f"{chapter.slug}.md"].meta.get("description", "")),
        }

    def labs(self, chapter: Chapter, slide: int) -> list[tuple[int, LabFence]]:
        """The chapter's labs, with their numbers, that follow the card of this slide."""
        source = self.written[f"{chapter.slug}.md"]
        at = chapter.slides[0].slide
        number, found = 0, []
        for fence in fences(source.markdown, {"slide", "lab"}):
            if fence.name == "slide":
                at = int(fence.body)
                continue
            number += 1
            if at == slide:
                found.append((number, read_lab(self.stage.book, fence, source.path, source.offset)))
        return found

    def lab(self, chapter: Chapter, number: int, lab: LabFence) -> dict[str, Any]:
        """A lab as in its chapter, and the way to it there."""
        self.number += 1
        name = self.say("lab.name", number=f"{chapter.number}.{number}")
        about = self.chapter(chapter)
        return {
            "name": name,
            "html": Markup(self.stage.lab(lab, self.page, self.number, name)),
            "question": lab.predict.question if lab.predict else about["description"],
            "link": f"{about['link']}#lab-{number}",
            "words": about["words"],
        }
