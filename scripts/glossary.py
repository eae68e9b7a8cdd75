"""Stage 5b: the glossary, a page like any other, as terms.

It is a definition list of `Term {#id}` and `:   Its definition.`, and a section of abbreviations in the
same form. Other forms of a term stand in its attributes, `{#id data-forms="terms, termed"}`; a term that
is an everyday word too is `.quiet`, and only its other forms are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from .citations import CITATION
from .errors import BookError, raise_all

ENTRY = re.compile(r"^(?P<name>[^\s:#|>][^{]*?)[ ]*(?:\{(?P<attributes>[^}]*)\})?[ ]*$")
DEFINITION = re.compile(r"^:[ ]{3}(?P<text>.*)$")
SENTENCE = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][”’]))\s+(?=[\W_]*[A-ZÀ-Þ0-9])")
ENOUGH = 40  # letters; a shorter first sentence is a mere word, and takes the next along


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
            first = seen.setdefault(spelt(what), term.line)
            if first != term.line:
                errors.append(BookError(f"{what} stands in line {first} too", path, term.line))
    return errors


def spelt(form: str) -> str:
    """What two spellings of the same form share."""
    return " ".join(form.split()).lower()


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
