"""Stage 5b: the first mention of a term on a page leads to the glossary, and explains itself on the way.

The glossary is a page like any other: a definition list of `Term {#id}` and `:   Its definition.`, and
a section of abbreviations in the same form. Other forms of a term stand in its attributes, `{#id
data-forms="terms, termed"}`; a term that is an everyday word too is `.quiet`, and only its other forms
are looked for. The page's HTML stays as it is, to the byte, but for the words that become links and
the explanations behind its end. No script is needed: the explanation is a popover that `interestfor`
shows on hover and on focus and Escape closes. A browser that does not know it has the link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

from .citations import CITATION
from .errors import BookError, raise_all

ENTRY = re.compile(r"^(?P<name>[^\s:#|>][^{]*?)[ ]*(?:\{(?P<attributes>[^}]*)\})?[ ]*$")
DEFINITION = re.compile(r"^:[ ]{3}(?P<text>.*)$")
SENTENCE = re.compile(r"(?<=[.!?…])[”’\"]?\s+(?=[\W_]*[A-ZÀ-Þ0-9])")
ENOUGH = (
    40  # letters; a shorter first sentence is a word or a translation, and takes the next along
)

SILENT = {
    *("a", "abbr", "button", "code", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "legend"),
    *("math", "model-lab", "option", "pre", "script", "select", "style", "summary", "svg", "textarea", "th"),
}  # fmt: skip
SILENT_CLASSES = {
    *("admonition-title", "bibliography", "chapter-line", "cite", "gallery", "references", "slide-card"),
}  # fmt: skip
VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass(frozen=True)
class Term:
    """A term: its anchor, the words that mean it, its explanation, its line in the file."""

    id: str
    forms: tuple[str, ...]
    text: str
    line: int
    abbreviation: bool = False


def read_terms(
    markdown: str, path: Path, offset: int, abbreviations: str, cite: Callable[[str], str]
) -> list[Term]:
    """The terms of a page; `abbreviations` is the heading of that section, `offset` the lines before the text.

    `cite` gives a citation that is part of a sentence as text. Raises BookError for a term without an
    anchor, and for an anchor or a form that stands twice.
    """
    terms: list[Term] = []
    errors: list[BookError] = []
    lines = markdown.split("\n")
    short = False
    for number, (line, below) in enumerate(pairwise([*lines, ""]), start=1):
        if line.startswith("#"):
            short = line.strip("# ") == abbreviations
        entry, definition = ENTRY.match(line), DEFINITION.match(below)
        if not entry or not definition:
            continue
        found = re.search(r"#([\w:-]+)", entry["attributes"] or "")
        if not found:
            message = f"{entry['name']!r} has no anchor, such as {{#{_slug(entry['name'])}}}"
            errors.append(BookError(message, path, offset + number))
            continue
        more = re.search(r"data-forms=\"([^\"]*)\"", entry["attributes"] or "")
        names = more[1].split(",") if more else []
        if ".quiet" not in (entry["attributes"] or ""):
            names.insert(0, re.sub(r"\s*\([^)]*\)", "", entry["name"]))
        forms = tuple(name.strip() for name in names if name.strip())
        text = explanation(_whole(lines, number), cite)
        terms.append(Term(found[1], forms, text, offset + number, short))
    raise_all(errors + _doubled(terms, path))
    return terms


def check_same(terms: Iterable[Term], path: Path, others: Iterable[Term], there: Path) -> None:
    """Raise BookError for each anchor that the other language's page lacks."""
    known = {term.id for term in others}
    raise_all(
        [
            BookError(f"unknown id: {there} has no term {{#{term.id}}}", path, term.line)
            for term in terms
            if term.id not in known
        ]
    )


def explanation(definition: str, cite: Callable[[str], str]) -> str:
    """The first sentence of a definition, without Markdown and without sources in brackets."""
    text = CITATION.sub(lambda one: "" if one[0].startswith("[") else cite(one[0]), definition)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[*_`]", "", re.sub(r"\s+(?=[.,;:])", "", text))
    first, *rest = SENTENCE.split(" ".join(text.split()))
    return f"{first} {rest[0]}" if len(first) < ENOUGH and rest else first


def link_terms(html: str, terms: list[Term], page: str) -> str:
    """The HTML with each term's first mention linked to `page`, and the explanations at its end."""
    by_form = {form: term for term in terms for form in term.forms}
    if not by_form:
        return html
    pattern = re.compile(
        r"(?<![\w’'-])(?:"
        + "|".join(_either_case(form) for form in sorted(by_form, key=len, reverse=True))
        + r")(?![\w’'-])"
    )
    lower = {_key(form): term for form, term in by_form.items()}
    runs = _Runs(html).runs
    new: list[str] = []
    used: list[Term] = []
    at = 0
    for start, end in runs:
        for match in pattern.finditer(html, start, end):
            term = lower[_key(match[0])]
            if term not in used:
                used.append(term)
                new += [html[at : match.start()], _link(term, match[0], page)]
                at = match.end()
    tips = "".join(_tip(term) for term in used if not term.abbreviation)
    block = f'\n<div class="term-tips" data-search-exclude>{tips}</div>' if tips else ""
    return "".join(new) + html[at:] + block


def _link(term: Term, words: str, page: str) -> str:
    place = f'class="term" href="{page}#{term.id}"'
    if term.abbreviation:
        return f'<a {place}><abbr title="{escape(term.text, quote=True)}">{words}</abbr></a>'
    tip = f"term-{term.id}"
    return f'<a {place} interestfor="{tip}" aria-describedby="{tip}">{words}</a>'


def _tip(term: Term) -> str:
    return f'<p class="term-tip" id="term-{term.id}" role="tooltip" popover="hint">{escape(term.text)}</p>'


class _Runs(HTMLParser):
    """Where in an HTML text the words stand that may become links: start and end of each run."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=False)
        self.runs: list[tuple[int, int]] = []
        self.open: list[tuple[str, bool]] = []
        self.starts = [0, *(match.end() for match in re.finditer("\n", html))]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = set((dict(attrs).get("class") or "").split())
        if tag not in VOID:
            self.open.append((tag, tag in SILENT or bool(classes & SILENT_CLASSES)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content, such as those of a drawing."""

    def handle_endtag(self, tag: str) -> None:
        places = [n for n, (name, _) in enumerate(self.open) if name == tag]
        if places:
            del self.open[places[-1] :]

    def handle_data(self, data: str) -> None:
        if not any(silent for _, silent in self.open):
            row, column = self.getpos()
            start = self.starts[row - 1] + column
            self.runs.append((start, start + len(data)))


def _whole(lines: list[str], number: int) -> str:
    """The first paragraph of the definition below line `number`."""
    rows = []
    for line in lines[number:]:
        if not line.strip():
            break
        rows.append(line.removeprefix(":").strip())
    return " ".join(rows)


def _doubled(terms: list[Term], path: Path) -> list[BookError]:
    errors: list[BookError] = []
    seen: dict[str, int] = {}
    for term in terms:
        for what in (f"the anchor {{#{term.id}}}", *(f"the term {form!r}" for form in term.forms)):
            first = seen.setdefault(_key(what), term.line)
            if first != term.line:
                errors.append(BookError(f"{what} stands in line {first} too", path, term.line))
    return errors


def _either_case(form: str) -> str:
    """A pattern for a form: its first letter large or small, its spaces as the lines break."""
    first, rest = form[0], re.escape(form[1:]).replace(r"\ ", r"\s+")
    return (
        f"[{first.upper()}{first.lower()}]{rest}" if form[1:].islower() else re.escape(first) + rest
    )


def _key(form: str) -> str:
    """What two spellings of the same form share."""
    return " ".join(form.split()).lower()


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
