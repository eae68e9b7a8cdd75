"""The pages of one language as they are set on paper: the same text, without what only a browser can do.

Drawings and formulas are kept out of the HTML: an `<img data-drawing="n">` stands for each until a medium
puts in what it can show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any

import lxml.html
import markdown
from mkdocs.utils.yaml import yaml_load

from ..book import Book
from ..foot import assignment
from ..pages import Source
from ..site import Site
from ..termlinks import link_terms
from .checksheet import CheckSheet
from .press import Press

DRAWING = re.compile(r"<(svg|math)\b.*?</\1>", re.S)


@dataclass
class Sheet:
    """One page, set: its HTML, drawings, the sources it cites and the terms it explains."""

    source: Source
    title: str
    html: str
    assignment: str = ""
    checks: str = ""
    answers: str = ""
    cited: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)  # anchors in the glossary

    @property
    def slug(self) -> str:
        """The page's own anchor, with which those on it begin."""
        return self.source.name.removesuffix(".md").replace("/", "-")


class Manuscript(Site):
    """All pages of one language, set for paper."""

    def __init__(self, book: Book, language: str, address: str = ""):
        super().__init__(book, language, address)
        self.drawings: dict[str, str] = {}  # number -> SVG or MathML

    @cached_property
    def stage(self) -> Press:
        """The makers of blocks for paper."""
        return Press(self.book, self.language, self.root)

    @cached_property
    def converter(self) -> markdown.Markdown:
        """Markdown as the site's configuration has it."""
        first = self.language == self.book.languages[0]
        path = self.book.root / ("mkdocs.yml" if first else f"mkdocs.{self.language}.yml")
        with path.open(encoding="utf-8") as file:
            wanted = yaml_load(file).get("markdown_extensions") or []
        settings: dict[str, dict[str, Any]] = {"toc": {}, "tables": {}}
        for one in wanted:
            settings |= one if isinstance(one, dict) else {one: {}}
        settings["toc"] = {}  # without the links that headings have on the site
        return markdown.Markdown(
            extensions=list(settings),
            extension_configs={name: values or {} for name, values in settings.items()},
        )

    def sheet(self, name: str) -> Sheet:
        """Set one page."""
        source = self.pages[name]
        composed = self.stage.compose(source, self.citations)
        text = self._with_goals(source, composed) if source.chapter else composed.markdown
        made = Sheet(source, self.title(source), "", cited=composed.cited)
        html = self.converter.reset().convert(text)
        glossary = self.book.outline.glossary_page
        if glossary and name != f"{glossary}.md":
            html = link_terms(html, self.terms, f"{source.up}{glossary}/")
            made.terms = re.findall(rf'class="term" href="[^"#]*{glossary}/#([^"]+)"', html)
        made.html = self.clean(composed.finish(html), made.slug)
        if source.chapter:
            task = composed.finish(
                self.converter.reset().convert(assignment(self.book, source, composed))
            )
            checks = CheckSheet(self.stage, source.chapter.slug)
            made.assignment = self.clean(task, made.slug)
            made.checks = self.clean(checks.questions(source.url), made.slug)
            made.answers = self.clean(checks.answers(), made.slug)
        return made

    def clean(self, html: str, slug: str) -> str:
        """Without what only a browser can do; every anchor begins with the page's."""
        if not html:
            return ""
        root = lxml.html.fragment_fromstring(
            DRAWING.sub(self._set_aside, html), create_parent="div"
        )
        for one in root.xpath("//*[contains(@class, 'term-tips')]|//script|//button"):
            one.drop_tree()
        for one in root.xpath("//details"):
            one.tag, one.attrib["class"] = "div", f"admonition {one.get('class', '')}".strip()
            one.attrib.pop("open", None)
        for one in root.xpath("//summary"):
            one.tag, one.attrib["class"] = "p", "admonition-title"
        for one in root.xpath("//a[contains(@class, 'exercise-number')]"):
            one.tag = "b"
            one.attrib.pop("href")
        for one in root.xpath("//table[not(@class)]"):
            if len(one.xpath(".//tr[1]/*")) == 2:
                one.attrib["class"] = "pair"
        for one in root.iter(lxml.etree.Element):
            for name in [key for key in one.attrib if key.startswith(("data-", "aria-"))]:
                if name != "data-drawing":
                    del one.attrib[name]
            for name in ("interestfor", "tabindex", "role", "title"):
                one.attrib.pop(name, None)
            if "id" in one.attrib:
                one.attrib["id"] = f"{slug}--{one.get('id')}"
        return _inner(root)

    def _set_aside(self, match: re.Match[str]) -> str:
        number = str(len(self.drawings) + 1)
        self.drawings[number] = match[0]
        return f'<img data-drawing="{number}">'

    def reference_list(self, keys: Iterable[str]) -> str:
        """The works cited, each with the anchor that citations lead to."""
        page = self.book.outline.sources_page
        wanted = {key.lower() for key in keys}
        entries = [
            f'<li id="{page}--ref-{escape(key, quote=True)}">{html}</li>'
            for key, html in self.citations.references.items()
            if key.lower() in wanted
        ]
        return f'<div class="references"><ul>{"".join(entries)}</ul></div>' if entries else ""

    def term_list(self, anchors: Iterable[str]) -> str:
        """The glossary's explanations of these terms, in its order."""
        page = self.book.outline.glossary_page
        wanted = set(anchors)
        rows = [
            f'<dt id="{page}--{one.id}">{escape(one.forms[0] if one.forms else one.id)}</dt>'
            f"<dd>{escape(one.text)}</dd>"
            for one in self.terms
            if one.id in wanted
        ]
        return f"<dl>{''.join(rows)}</dl>" if rows else ""


def _inner(element: Any) -> str:
    parts = [escape(element.text or "")]
    parts += [lxml.html.tostring(child, encoding="unicode") for child in element]
    return "".join(parts).strip()
