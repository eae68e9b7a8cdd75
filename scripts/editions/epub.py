"""The book as EPUB 3, made by pandoc: formulas stay MathML, charts are SVG files with a line to read."""

from __future__ import annotations

import os
import re
import tempfile
from html import escape, unescape
from pathlib import Path

import pypandoc
import vl_convert
import yaml

from ..book import GENERATOR, Book
from ..cache import digest
from .edition import Edition, Section
from .epubtidy import tidy
from .fonts import FOLDER, faces

SHEET = GENERATOR / "theme" / "print" / "epub.css"
MARK = re.compile(r'<img data-drawing="(\d+)">')
ANCHORED = re.compile(r'<(dt|dd|li|tr|td)((?: [^>]*?)?) id="([^"]+)"([^>]*)>')
CLASSED = re.compile(r'<p class="([^"]+)">(.*?)</p>', re.S)
LOCALES = {"nl": "nl-NL", "en": "en-GB"}
FEATURES = [
    *("alternativeText", "readingOrder", "structuralNavigation"),
    *("tableOfContents", "displayTransformability"),
]  # fmt: skip
COVER = (1600, 2260)


def document(book: Book, edition: Edition, drawings: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The edition as HTML for pandoc, and the drawings it names, by file name."""
    chapter = book.say("chapter", edition.language, number="{}")
    parts = [_section(one, chapter) for one in edition.sections]
    if edition.colophon:
        title = escape(book.say("editions.colophon", edition.language))
        parts.append(f'<h1 id="colophon">{title}</h1>{edition.colophon}')
    files: dict[str, str] = {}

    def put(match: re.Match[str]) -> str:
        drawing = drawings[match[1]]
        if drawing.startswith("<math"):
            return drawing
        words = re.search(r'aria-label="([^"]*)"', drawing)
        name = f"{digest(drawing)[:12]}.svg"
        files[name] = _standalone(drawing)
        label = escape(unescape(words[1]) if words else "", quote=True)
        return f'<img src="{name}" alt="{label}">'

    # Pandoc forgets the anchors of items and terms and the classes of paragraphs, and keeps those of words.
    html = ANCHORED.sub(r'<\1\2\4><span id="\3"></span>', "".join(parts))
    html = CLASSED.sub(r'<p><span class="\1">\2</span></p>', html)
    return MARK.sub(put, html), files


def _standalone(svg: str) -> str:
    """A drawing as a file: in its own name space, in letters that every reader has."""
    if "xmlns=" not in svg.split(">")[0]:
        svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    svg = re.sub(r' (?:role|aria-label)="[^"]*"', "", svg, count=2)
    return svg.replace("<svg ", '<svg font-family="sans-serif" ', 1)


def _section(one: Section, chapter: str) -> str:
    number = f"{one.number}. " if one.number else ""
    part = f'<p class="part">{escape(one.part)}</p>' if one.part else ""
    return f'<h1 id="{one.slug}">{number}{escape(one.title)}</h1>{part}{one.html}'


def metadata(book: Book, edition: Edition, html: str) -> dict[str, object]:
    """What the package says of the book, accessibility included."""
    say = book.say
    has_formulas = "<math" in html
    formulas = (
        f" {say('editions.accessibility.formulas', edition.language)}" if has_formulas else ""
    )
    values: dict[str, object] = {
        "title": [{"type": "main", "text": edition.title}],
        "lang": LOCALES.get(edition.language, edition.language),
        "identifier": [{"text": edition.identifier}, *_numbers(edition)],
        "accessModes": ["textual", "visual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeatures": [*FEATURES, *(["MathML"] if has_formulas else [])],
        "accessibilityHazards": ["none"],
        "accessibilitySummary": say("editions.accessibility", edition.language) + formulas,
    }
    if edition.subtitle:
        values["title"] = [
            *(
                {"type": "main", "text": edition.title},
                {"type": "subtitle", "text": edition.subtitle},
            )
        ]
    if edition.description:
        values["description"] = edition.description
    if edition.author:
        values["creator"] = [{"role": "author", "text": edition.author}]
    if edition.date:
        values["date"] = edition.date
    if edition.licence:
        values["rights"] = edition.licence
    if edition.keywords:
        values["subject"] = list(edition.keywords)
    return values


def _numbers(edition: Edition) -> list[dict[str, str]]:
    """The numbers of this form of the book, by the names that pandoc has for the schemes of ONIX."""
    numbers = {"DOI": edition.doi, "ISBN-13": edition.isbn.get("epub", "").replace("-", "")}
    return [{"scheme": scheme, "text": text} for scheme, text in numbers.items() if text]


def cover(book: Book, edition: Edition) -> bytes:
    """The cover as PNG: title, subtitle and maker, in the book's own letters."""
    folder = faces(book.cache)[0].path.parent
    vl_convert.register_font_directory(str(folder))
    width, height = COVER
    lines = _wrapped(edition.title, 13)
    title = "".join(
        f'<text x="170" y="{860 + 190 * n}" font-size="180" font-weight="700" fill="#fff" '
        f'font-family="Book Serif">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    at = 860 + 190 * len(lines) + 10
    logo = book.docs / "assets" / "logo.svg"
    mark = ""
    if logo.exists():
        drawing = re.sub(r"<\?xml.*?\?>", "", logo.read_text(encoding="utf-8"))
        mark = drawing.replace("<svg ", '<svg x="170" y="230" width="300" height="300" ', 1)
        mark = re.sub(
            r'(<svg x="170"[^>]*?height="300"[^>]*?) width="\d+" height="\d+"', r"\1", mark
        )
    subtitle = "".join(
        f'<text x="170" y="{at + 90 * n}" font-size="76" fill="#cfe3ec" '
        f'font-family="Book Serif">{escape(line)}</text>'
        for n, line in enumerate(_wrapped(edition.subtitle, 34))
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}" fill="#0b4f6c"/>'
        f"{mark}{title}{subtitle}"
        f'<text x="170" y="{height - 200}" font-size="52" fill="#cfe3ec" '
        f'font-family="Book Sans">{escape(edition.author)}</text></svg>'
    )
    return bytes(vl_convert.svg_to_png(svg))


def _wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most so many characters, words kept whole."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def key(book: Book, edition: Edition, html: str, files: dict[str, str], epoch: int) -> str:
    """What an EPUB is kept under: all that decides its bytes."""
    logo = book.docs / "assets" / "logo.svg"
    return digest(
        "epub", epoch, html, files, metadata(book, edition, html), SHEET, Path(__file__),
        Path(__file__).with_name("epubtidy.py"), logo.read_bytes() if logo.exists() else b"",
        sorted(path.name for path in FOLDER.glob("*/files/*-latin-*")), book.tools,
    )  # fmt: skip


def render(book: Book, edition: Edition, html: str, files: dict[str, str]) -> bytes:
    """The EPUB. The same edition gives the same bytes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, svg in files.items():
            (folder / file).write_text(svg, encoding="utf-8")
        (folder / "cover.png").write_bytes(cover(book, edition))
        (folder / "metadata.yml").write_text(
            yaml.safe_dump(metadata(book, edition, html), allow_unicode=True), encoding="utf-8"
        )
        goal = folder / "book.epub"
        pypandoc.convert_text(
            html,
            "epub3",
            format="html+tex_math_dollars-auto_identifiers",
            outputfile=str(goal),
            extra_args=[
                f"--resource-path={folder}",
                f"--metadata-file={folder / 'metadata.yml'}",
                f"--css={SHEET}",
                f"--epub-cover-image={folder / 'cover.png'}",
                "--mathml",
                "--toc",
                "--toc-depth=2",
                "--split-level=1",
                f"--metadata=toc-title:{book.say('editions.contents', edition.language)}",
            ],
        )
        return tidy(goal.read_bytes(), int(os.environ["SOURCE_DATE_EPOCH"]))
