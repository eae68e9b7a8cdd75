"""Stage 5c: the first mention of a term on a page leads to the glossary, and explains itself on the way.

The page's HTML stays as it is, to the byte, but for the words that become links and the explanations
behind its end. Each is a popover that `interestfor` shows on hover and on focus and Escape closes; no
script is needed. Where a browser does not know that yet, `browser/terms.ts` does it, or the link remains.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

from .glossary import Term, spelt

SILENT = {
    *("a", "abbr", "button", "code", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "legend"),
    *("math", "model-lab", "option", "pre", "script", "select", "style", "summary", "svg", "textarea", "th"),
}  # fmt: skip
SILENT_CLASSES = {
    *("admonition-title", "bibliography", "chapter-line", "chapter-needs", "cite", "gallery"),
    *("references", "slide-card"),
}  # fmt: skip
VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


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
    lower = {spelt(form): term for form, term in by_form.items()}
    runs = _Runs(html).runs
    new: list[str] = []
    used: list[Term] = []
    at = 0
    for start, end in runs:
        for match in pattern.finditer(html, start, end):
            term = lower[spelt(match[0])]
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


def _either_case(form: str) -> str:
    """A pattern for a form: its first letter large or small, its spaces as the lines break."""
    first, rest = form[0], re.escape(form[1:]).replace(r"\ ", r"\s+")
    return (
        f"[{first.upper()}{first.lower()}]{rest}" if form[1:].islower() else re.escape(first) + rest
    )
