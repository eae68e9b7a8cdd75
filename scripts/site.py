"""The shell around the stages: what MkDocs is told, in one language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from functools import cached_property
from html import escape, unescape
from pathlib import Path
from typing import Any

from .book import Book
from .cache import digest
from .canvas import canvas_of
from .checkdata import LabTask
from .checkproof import prove_checks
from .citations import Citations, bibliography_keys, check_keys, citations_in, keys_of
from .codepage import data_bytes
from .deckshow import address, build_show, show_page
from .editions.place import place
from .errors import BookError, raise_all
from .fences import fences, replace_fences
from .foot import assignment, citation, needs
from .glossary import Term, check_same, read_terms
from .imprint import public, site_root
from .labfence import LabFence, read_lab
from .learning import Learning, dublin_core
from .links import anchors, check_links
from .mappage import map_source
from .modelpage import download, finish_model, gallery_source, model_source, notebook_name
from .modelwords import check_model_words
from .numbering import anchors_of, check_exercises
from .offlinepage import NAME as OFFLINE
from .offlinepage import offline_source
from .outline import Chapter
from .packs.builder import chapter_end, form
from .packs.shelf import Shelf
from .pages import Composed, Source, Stage, read_source, word_count
from .redirects import check_moved
from .resource import Catalogue, catalogue, chapter_resource
from .slides import lead, presentation_page
from .termlinks import link_terms

RESERVED = {"lab", "v", "seed", "fp", "at"}


def labs_of(book: Book, source: Source) -> list[LabFence | BookError]:
    """The labs of a page in order, or what is wrong with each."""
    found: list[LabFence | BookError] = []
    for fence in fences(source.markdown, {"lab"}):
        try:
            found.append(read_lab(book, fence, source.path, source.offset))
        except BookError as error:
            found.append(error)
    return found


def _shape(lab: LabFence | BookError) -> tuple[object, ...]:
    """What must be the same of a lab in every language."""
    assert isinstance(lab, LabFence)
    measure = lab.predict and lab.predict.measure
    return lab.model, lab.controls, lab.values, lab.seed, measure


def reserved_names(book: Book) -> list[BookError]:
    """A link to a lab uses a few names itself; no parameter may have one of them."""
    return [
        BookError(f"a parameter cannot be called {name!r}", book.model_source(slug), 1)
        for slug in book.library.slugs()
        for name in sorted(RESERVED & set(book.library.model(slug).parameters.specs()))
    ]


def labs_in(book: Book) -> list[LabFence]:
    """Every lab of the book, those of its models' pages included; what is wrong is said of its page."""
    folder = book.docs / book.languages[0]
    models = [(slug, book.library.model(slug).controls) for slug in book.library.slugs()]
    found: list[LabFence | BookError] = [LabFence(slug, tuple(names)) for slug, names in models]
    for path in sorted(folder.rglob("*.md")):
        found += labs_of(book, read_source(path, path.name, book.languages[0]))
    for teaching in book.teaching.values():
        tasks = [one for one in teaching.checks if isinstance(one, LabTask)]
        found += [LabFence(one.model, one.controls, one.values, one.seed) for one in tasks]
    return [one for one in found if isinstance(one, LabFence)]


class Site:
    """All pages and files of one language, under their names below its root."""

    def __init__(self, book: Book, language: str, address: str = ""):
        """`address` is where all languages of the site will stand, if that is known."""
        self.book, self.language = book, language
        self.address = address or site_root()
        self.root = public(address)  # "" if nobody can go there
        self.composed: dict[str, Composed] = {}

    @cached_property
    def stage(self) -> Stage:
        """The makers of this language's pages."""
        return Stage(self.book, self.language)

    @cached_property
    def written(self) -> dict[str, Source]:
        """The pages written by hand; raises BookError if one is missing or stands in one language only."""
        errors: list[BookError] = []
        found: dict[str, Source] = {}
        for name in self._names(self.language):
            chapter = self.book.outline.chapter(name.removesuffix(".md"))
            path = self.book.docs / self.language / name
            found[name] = read_source(path, name, self.language, chapter)
        for language in self.book.languages:
            for name in sorted(set(found) - set(self._names(language))):
                there = self.book.docs / language / name
                here = self.book.docs / self.language / name
                errors.append(BookError(f"this page has no counterpart {there}", here, 1))
        for chapter in self.book.outline.chapters():
            if f"{chapter.slug}.md" not in found:
                path = self.book.docs / self.language / f"{chapter.slug}.md"
                message = (
                    f"chapter {chapter.slug!r} has no page {path}: run `python -m scripts outline`"
                )
                errors.append(BookError(message, self.book.outline.path, chapter.row))
        raise_all(errors)
        return found

    def _names(self, language: str) -> list[str]:
        folder = self.book.docs / language
        return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.md"))

    @cached_property
    def generated(self) -> dict[str, Source]:
        """The pages made from models, slides, sources and the argument."""
        pages = [model_source(self.stage, slug) for slug in self.stage.notebooks]
        pages += [gallery_source(self.stage), self._presentation(), self._sources_page()]
        if self.book.outline.map_page:
            pages.append(map_source(self.stage))
        pages.append(offline_source(self.book, self.language))
        return {page.name: page for page in pages}

    @cached_property
    def pages(self) -> dict[str, Source]:
        """All pages."""
        return self.written | self.generated

    @cached_property
    def citations(self) -> Citations:
        """All citations, set; raises BookError for a key that is not in the bibliography."""
        bibliography = self.book.docs / "references.bib"
        known = bibliography_keys(bibliography, self.book.cache, self.book.tools)
        errors: list[BookError] = []
        for source in self.pages.values():
            for error in check_keys(source.markdown, source.path, known):
                line = error.line + source.offset if error.line else None
                errors.append(BookError(error.message, source.path, line))
        lower = {key.lower() for key in known}
        for slug in self.stage.notebooks:
            for key in self.stage.model_keys(slug):
                if key.lower() not in lower:
                    message = f"no entry {key!r} in the bibliography"
                    errors.append(BookError(message, self.book.model_source(slug), 1))
        raise_all(errors)
        return self.stage.citations(list(self.pages.values()))

    def check(self) -> None:
        """Raise BookError for every mistake that can be seen before a page is made."""
        assert self.book.decks
        _ = self.catalogue  # read, so that a mistake in the imprint is said now
        raise_all(reserved_names(self.book) + check_model_words(self.book))
        raise_all(
            check_moved(self.book.outline, {one.url.rstrip("/") for one in self.pages.values()})
        )
        targets: dict[str, set[str] | None] = {}
        for name, source in self.pages.items():
            hand_made = source.name in self.written
            known = (
                anchors(source.markdown)
                | anchors_of(self.book, source)
                | {"sources", "goals", "checks", "assignment", "cite"}
            )
            targets[name] = known if hand_made else None
        outline = self.book.outline
        errors = [
            BookError(f"pages: there is no page {slug!r}", outline.path, 1)
            for slug in outline.printed
            if f"{slug}.md" not in self.written
        ]
        for name, source in self.written.items():
            for error in check_links(source.markdown, source.path, name, targets):
                line = (error.line or 0) + source.offset
                errors.append(BookError(error.message, source.path, line))
        for name, source in self.written.items():
            errors += self._check_labs(name, source) + self.stage.check_cards(source)
            errors += self._check_canvases(name, source)
        raise_all(errors)
        prove_checks(self.book)
        assert self.citations
        assert self.terms is not None

    @cached_property
    def terms(self) -> list[Term]:
        """The glossary's terms; none in a book without one. Every language has the same anchors."""
        outline = self.book.outline
        name = f"{outline.glossary_page}.md"
        if not outline.glossary_page:
            return []
        if name not in self.written:
            raise BookError(f"pages: there is no page {outline.glossary_page!r}", outline.path, 1)
        heading = self.book.say("abbreviations", self.language)

        def cite(citation: str) -> str:
            return re.sub(r"<[^>]+>", "", unescape(self.citations.inline[citation]))

        def read(source: Source, cite: Callable[[str], str]) -> list[Term]:
            return read_terms(source.markdown, source.path, source.offset, heading, cite)

        terms = read(self.written[name], cite)
        for language in self.book.languages:
            if language != self.language:
                path = self.book.docs / language / name
                others = read(read_source(path, name, language), str)
                check_same(terms, self.written[name].path, others, path)
        return terms

    def finish(self, name: str, html: str) -> str:
        """A page's HTML with what was kept out of the Markdown, and its links to the glossary."""
        glossary = self.book.outline.glossary_page
        if name != f"{glossary}.md":
            html = self._link_terms(html, f"{self.pages[name].up}{glossary}/")
        opens = '<details class="assignment"'
        html = html.replace(opens, f'{opens} id="assignment" data-search-exclude', 1)
        return self.composed[name].finish(html)

    def _link_terms(self, html: str, page: str) -> str:
        """The same as `link_terms`, kept."""
        key = digest(self.book.generator, self.book.tools, html, self._told, page)
        cache = self.book.cache
        return cache.made(
            "terms", key, lambda: link_terms(html, self.terms, page).encode()
        ).decode()

    @cached_property
    def _told(self) -> str:
        """A digest of the terms."""
        return digest([asdict(term) for term in self.terms])

    def _check_labs(self, name: str, source: Source) -> list[BookError]:
        """Every lab must be right, and the same one must stand there in the book's first language."""
        first = self.book.languages[0]
        found = labs_of(self.book, source)
        errors = [one for one in found if isinstance(one, BookError)]
        if errors or self.language == first:
            return errors
        path = self.book.docs / first / name
        there = labs_of(self.book, read_source(path, name, first))
        if any(isinstance(one, BookError) for one in there):
            return []  # said of that page
        if list(map(_shape, found)) != list(map(_shape, there)):
            message = f"its labs are not those of {path}: model, controls, values, seed and measure"
            return [BookError(message, source.path, 1)]
        return check_exercises(self.book, source, read_source(path, name, first))

    def _check_canvases(self, name: str, source: Source) -> list[BookError]:
        """Every canvas must be right, and stand as often in the book's first language."""
        found = list(fences(source.markdown, {"canvas"}))
        path = self.book.docs / self.book.languages[0] / name
        there = read_source(path, name, self.book.languages[0])
        if len(found) != len(list(fences(there.markdown, {"canvas"}))):
            return [BookError(f"its canvases are not those of {path}", source.path, 1)]
        try:
            for fence in found:
                canvas_of(self.book, fence, source.path, source.offset)
        except BookError as error:
            return [error]
        return []

    def compose(self, name: str) -> str:
        """The Markdown of a page for MkDocs."""
        source = self.pages[name]
        composed = self.stage.compose(source, self.citations)
        self.composed[name] = composed
        if name.startswith("models/") and name != "models/index.md":
            finish_model(self.stage, source, composed)
        if name == f"{self.book.outline.sources_page}.md":
            composed.markdown = f"{self._title(source)}\n\n{composed.keep(self._bibliography())}"
            return composed.markdown
        parts = [self._title(source), composed.markdown]
        if source.chapter:
            parts[1] = self._with_goals(source, composed)
            if checks := self.stage.checks(source):
                parts.append(f"## {self.book.say('checks', self.language)} {{#checks}}")
                parts.append(composed.keep(checks))
        self._place_packs(source, composed, parts)
        key = "references" if source.chapter else "references.page"
        heading = self.book.say(key, self.language)
        keys = composed.cited
        references = self.stage.reference_list(keys, self.citations, heading)
        if references:
            parts.append(composed.keep(references))
        if source.chapter:
            parts.append(assignment(self.book, source, composed))
            if self.catalogue:
                resource = chapter_resource(self.book, source)
                parts.append(composed.keep(citation(self.catalogue, resource, self.root)))
        return "\n\n".join(part for part in parts if part)

    @cached_property
    def shelf(self) -> Shelf:
        """The course packs of this language's chapters."""
        chapters = []
        for chapter in self.book.outline.chapters():
            source = self.written[f"{chapter.slug}.md"]
            labs = [one for one in labs_of(self.book, source) if isinstance(one, LabFence)]
            chapters.append((source, labs))
        return Shelf(self.stage, chapters, self.address)

    def _place_packs(self, source: Source, composed: Composed, parts: list[str]) -> None:
        """The form where a page asks for it, and a chapter's own packs at its end."""
        assets = self.stage.assets(source)
        downloads = f"{assets}../downloads/"
        made = {
            fence.first: f"\n{composed.keep(form(self.shelf, assets, downloads, source.up))}\n"
            for fence in fences(parts[1], {"pack-builder"})
        }
        parts[1] = replace_fences(parts[1], made)
        if source.chapter:
            pages = [
                name for name, one in self.written.items()
                if any(fences(one.markdown, {"pack-builder"}))
            ]  # fmt: skip
            builder = f"{source.up}{self.written[pages[0]].url}" if pages else ""
            end = chapter_end(self.shelf, source.chapter.slug, downloads, builder)
            parts.append(composed.keep(end))
            parts.append(composed.keep(place(self.book, source.chapter.slug, self.language)))

    def title(self, source: Source) -> str:
        """A page's title."""
        if source.chapter:
            return source.chapter.title[self.language]
        return str(source.meta.get("title") or self.book.say("untitled", self.language))

    def _title(self, source: Source) -> str:
        if not source.chapter:
            return "" if source.markdown.lstrip().startswith("# ") else f"# {self.title(source)}"
        say = self.book.say
        facts = [say("chapter", self.language, number=source.chapter.number)]
        number = self.book.kit("words").number
        count = number(word_count(source.markdown), 0, self.language)
        facts.append(say("words", self.language, words=count))
        if minutes := source.meta.get("minutes"):
            facts.append(say("minutes", self.language, minutes=minutes))
        line = " · ".join(map(escape, facts))
        head = f'<p class="chapter-line">{line}</p>\n\n# {self.title(source)}'
        return f"{head}\n\n{needs(self.book, source)}"

    def _with_goals(self, source: Source, composed: Composed) -> str:
        """The learning goals, before the closing sections or at the end."""
        goals = source.meta.get("goals") or []
        if not goals:
            return composed.markdown
        say = self.book.say
        items = "\n".join(f"- {goal}" for goal in goals)
        text = (
            f"## {say('goals', self.language)} {{#goals}}\n\n"
            f"{say('goals.lead', self.language)}\n\n{items}\n\n"
        )
        heading = f"## {say('discuss.heading', self.language)}"
        before, found, after = composed.markdown.partition(f"\n{heading}")
        return f"{before}\n{text}{heading}{after}" if found else f"{before}\n\n{text}"

    def _presentation(self) -> Source:
        name = self.book.outline.presentation_page
        source = Source(f"{name}.md", self.book.outline.path, self.language, {}, "")
        links = {one.slug: f"{source.up}{one.slug}/" for one in self.book.outline.chapters()}
        source.markdown = presentation_page(self.book, self.language, links)
        say = self.book.say
        source.meta = {
            "title": say("presentation", self.language),
            "description": lead(self.book, self.language)[:160],
        }
        return source

    def _sources_page(self) -> Source:
        say = self.book.say
        meta = {
            "title": say("bibliography", self.language),
            "description": say("bibliography.lead", self.language)[:160],
        }
        name = f"{self.book.outline.sources_page}.md"
        path = self.book.docs / "references.bib"
        return Source(name, path, self.language, meta, say("bibliography.lead", self.language))

    def _bibliography(self) -> str:
        """All references with the pages that use each, as HTML."""
        used: dict[str, list[Source]] = {}
        for source in self.pages.values():
            found = {
                key.lower() for _, text in citations_in(source.markdown) for key in keys_of(text)
            }
            for key in found:
                used.setdefault(key, []).append(source)
        up = Source(f"{self.book.outline.sources_page}.md", Path(), self.language, {}, "").up
        entries = []
        for key, html in self.citations.references.items():
            links = ", ".join(
                f'<a href="{up}{source.url}">{escape(self.title(source))}</a>'
                for source in used.get(key.lower(), [])
            )
            note = self.book.say("bibliography.used", self.language, pages=links) if links else ""
            entries.append(f'<li id="ref-{key}">{html} <small>{note}</small></li>')
        lead = escape(self.book.say("bibliography.lead", self.language))
        # Not in the search, whose index comes with every page: the text names each author where it cites.
        listed = f'<ul class="bibliography" data-search-exclude>{"".join(entries)}</ul>'
        return f"<p>{lead}</p>{listed}"

    def files(self) -> dict[str, Path | bytes]:
        """What lies beside the pages. Call it after all pages are composed."""
        files: dict[str, Path | bytes] = dict(self.shelf.files())
        for slug in self.stage.notebooks:
            self.stage.config_name(slug)
        for name, data in self.stage.configs.values():
            files[f"assets/labs/{name}"] = data
        for name, data in self.stage.plans.items():
            files[f"assets/{name}"] = data
        for name, data in self.stage.specifications.items():
            files[f"assets/charts/{name}"] = data
        for name, data in self.stage.atlases.items():
            files[f"assets/atlas/{name}"] = data
        for slug in self.stage.notebooks:
            files[f"downloads/{slug}-{self.language}.ipynb"] = download(self.stage, slug)
            files[f"assets/cells/{notebook_name(self.stage, slug)}"] = data_bytes(self.stage, slug)
        if self.stage.primary:
            for name, path in (self.stage.runtime.files | build_show(self.book).files).items():
                files[f"assets/{name}"] = path
            files[f"downloads/{self.stage.runtime.wheel.name}"] = self.stage.runtime.wheel
        return files

    def slides(self) -> tuple[str, str]:
        """The name and the HTML of the page of slides, which is not the theme's."""
        name = address(self.book)
        return f"{name}index.html", show_page(self.stage, self.written, self._switch(name))

    def navigation(self) -> list[Any]:
        """The navigation as MkDocs has it in its configuration."""
        outline, say = self.book.outline, self.book.say

        def chapter(one: Chapter) -> dict[str, str]:
            return {f"{one.number}. {one.title[self.language]}": f"{one.slug}.md"}

        def page(slug: str) -> dict[str, str]:
            source = self.pages.get(f"{slug}.md")
            if source is None:
                raise BookError(f"pages: there is no page {slug!r}", outline.path, 1)
            return {self.title(source): source.name}

        navigation: list[Any] = [{outline.title[self.language]: "index.md"}]
        navigation += [page(slug) for slug in outline.front]
        for part in outline.parts:
            navigation.append({part.title[self.language]: [chapter(one) for one in part.chapters]})
        back = [{say("models", self.language): "models/index.md"}]
        back += [page(slug) for slug in outline.back]
        back += [{self.title(self.pages[OFFLINE]): OFFLINE}]
        if outline.teaching:
            teaching = [page(slug) for slug in outline.teaching]
            navigation.append({say("teaching", self.language): teaching})
        navigation.append({say("about", self.language): back})
        return navigation

    @cached_property
    def catalogue(self) -> Catalogue | None:
        """What catalogues are told of the book; None if it has no imprint."""
        return catalogue(self.book)

    def head(self, name: str) -> dict[str, Any]:
        """What the head of a page says of it to machines: JSON-LD and Dublin Core. Call it after `compose`."""
        listed = self.catalogue
        if listed is None:
            return {}
        learning = Learning(listed, self.root)
        if name == "index.md":
            return {"learning": learning.home(self.language)}
        found = [
            one
            for one in (*listed.chapters[self.language], *listed.models[self.language])
            if one.path == self.pages[name].url
        ]
        if not found:
            return {}
        cited = self.stage.references(self.composed[name].cited, self.citations)
        return {
            "learning": learning.page(found[0], cited),
            "core": dublin_core(listed, found[0], self.root),
        }

    def switch(self, name: str) -> list[dict[str, str]]:
        """The same page in the other languages: language, name, words, and a plain relative link."""
        source = self.pages.get(name)
        return self._switch(source.url if source else "")

    def _switch(self, url: str) -> list[dict[str, str]]:
        up = "../" * url.count("/") + ("" if self.stage.primary else "../")
        first = self.book.languages[0]
        return [
            {
                "language": other,
                "name": self.book.say("language.name", other),
                "words": self.book.say("language.switch", other),
                "link": up + ("" if other == first else f"{other}/") + url or "./",
            }
            for other in self.book.languages
            if other != self.language
        ]
