"""All that readers read, in passages that know their file, line and language."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import plainyaml
from .argument import read_argument
from .book import Book, word_files
from .citations import CITATION
from .fences import fences, outside_fences
from .marked import read_marked
from .notebook import read_notebook
from .pages import read_source
from .teaching import teaching_folder

EMPHASIS = ("\ue000", "\ue001")  # stand around words that were emphasised
META = ("title", "description", "question", "goals")
BOX = re.compile(r"^(?:!!!|\?\?\?\+?)\s+\w+\s*(?:\"(?P<title>.*)\")?\s*$")
MARKER = re.compile(r"^(?:[-*]|\d+\.|:|#+|>)\s+")


@dataclass(frozen=True)
class Passage:
    """Some words: plain, with EMPHASIS, and as they stand in the file."""

    path: Path
    line: int
    language: str
    text: str
    raw: str


def passages(book: Book) -> Iterator[Passage]:
    """Every passage of a book in its languages, in both its own files and the generator's."""
    return (one for one in _passages(book) if one.language in book.languages)


def _passages(book: Book) -> Iterator[Passage]:
    for language in book.languages:
        for path in sorted((book.docs / language).rglob("*.md")):
            yield from page(path, language)
    for slug in book.library.slugs():
        yield from notebook(book.notebook(slug), book.languages)
        source = book.model_source(slug)
        yield from words_of(book.library.model(slug), source, book.languages)
    for path in word_files():
        for key, words in json.loads(path.read_text(encoding="utf-8")).items():
            yield from spoken(path, f'"{key}"', words)
    outline = book.outline
    for words in (outline.title, outline.subtitle, *(part.title for part in outline.parts)):
        yield from spoken(outline.path, next(iter(words.values()), ""), words)
    for chapter in outline.chapters():
        yield from spoken(outline.path, f"slug: {chapter.slug}", chapter.title)
    if outline.map_page:
        path = book.source / "argument.yml"
        for claim in read_argument(path, outline, book.library.slugs()).values():
            yield from spoken(path, f"id: {claim.id}\n", claim.text)
    for path in sorted(teaching_folder(book).glob("*.yml")):
        for language, text in read_marked(path).texts(book.languages):
            yield from markdown(text.value, path, text.text_line - 1, language)


def page(path: Path, language: str) -> Iterator[Passage]:
    """A page: what of its front matter is shown, its text, and the questions of its labs."""
    source = read_source(path, path.name, language)
    whole = path.read_text(encoding="utf-8")
    for key in META:
        values = source.meta.get(key) or []
        for value in values if isinstance(values, list) else [values]:
            yield Passage(path, _line(whole, str(value)), language, plain(str(value)), str(value))
    yield from markdown(source.markdown, path, source.offset, language)
    for fence in fences(source.markdown, {"lab"}):
        question = (plainyaml.load(fence.body) or {}).get("predict") or {}
        labels = [one.get("label") for one in question.get("options") or []]
        for text in map(str, filter(None, [question.get("question"), *labels])):
            line = source.offset + fence.first + _line(fence.body, text)
            yield Passage(path, line, language, text, text)


def markdown(text: str, path: Path, offset: int, language: str) -> Iterator[Passage]:
    """The lines of a Markdown text outside fences and formulas."""
    formula = False
    for number, line in outside_fences(text):
        formula ^= line.count("$$") == 1
        if formula or "$$" in line or not line.strip():
            continue
        raw = MARKER.sub("", re.sub(r"`[^`]*`|\\\(.*?\\\)", "`", line).strip())
        if words := plain(line).strip():
            yield Passage(path, offset + number, language, words, raw)


def plain(line: str) -> str:
    """A line of Markdown without its marks; emphasised words stand between EMPHASIS."""
    box = BOX.match(line.strip())
    if box:
        return box["title"] or ""
    text = re.sub(r"`[^`]*`|\\\(.*?\\\)|<!--.*?-->|^[\s|:-]+$", " ", MARKER.sub("", line.strip()))
    text = re.sub(r"\[pp?\.[^\]]*\]", " ", CITATION.sub(" ", text))
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\{[#:.][^}]*\}|<[^>]+>|(?:https?://|www\.)\S+", " ", text)
    opened, closed = EMPHASIS
    text = re.sub(r"\*\*([^*]+)\*\*", r"\1", text)
    text = re.sub(r"\*([^*]+)\*", rf"{opened}\1{closed}", text)
    return re.sub(r"[ \t]+(?=[.,;:)])", "", re.sub(r"[ \t]+", " ", text.replace("|", "\n")))


def notebook(path: Path, languages: Sequence[str]) -> Iterator[Passage]:
    """The text cells of a notebook."""
    for cell in read_notebook(path).cells:
        if cell.cell_type == "markdown" and (language := cell.metadata.get("lang")) in languages:
            yield from markdown(cell.source, path, cell.metadata.line, language)


def words_of(thing: Any, path: Path, languages: Sequence[str]) -> Iterator[Passage]:
    """The words in every language that hang on a model: whatever has them all as attributes."""
    if isinstance(thing, str):
        return
    if all(isinstance(getattr(thing, language, None), str) for language in languages):
        yield from spoken(path, "", {language: getattr(thing, language) for language in languages})
    elif isinstance(thing, type) and hasattr(thing, "specs"):
        yield from words_of(thing.specs(), path, languages)
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from words_of(value, path, languages)
    elif isinstance(thing, Sequence):
        for value in thing:
            yield from words_of(value, path, languages)
    elif dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        for field in dataclasses.fields(thing):
            yield from words_of(getattr(thing, field.name), path, languages)


def spoken(path: Path, mark: str, words: Mapping[str, str]) -> Iterator[Passage]:
    """The same words in several languages; `mark`, or else the words, stand in the line to name."""
    whole = path.read_text(encoding="utf-8")
    for language, text in words.items():
        if text:
            bare = re.sub(r"\{\w+\}", "", text)
            yield Passage(path, _line(whole, mark or text), language, bare, text)


def _line(whole: str, text: str) -> int:
    """The line of a file in which a text begins, as far as one can tell; else the first."""
    for end in (80, 30, 15):
        if found := re.search(rf"(?<!\w){re.escape(text[:end])}", whole):
            return whole.count("\n", 0, found.start()) + 1
    return 1
