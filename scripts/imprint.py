"""What citations and catalogues say of a book: docs/source/imprint.yml, read and checked.

A book without that file is cited and catalogued nowhere: nothing is made up about it.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlparse

import yaml

from . import plainyaml
from .errors import BookError
from .outline import Words

if TYPE_CHECKING:
    from .book import Book

KEYS = (
    *("title", "author", "published", "licence"),
    *("code_licence", "keywords", "disciplines", "levels", "doi", "isbn"),
)  # fmt: skip
DOI = re.compile(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9]+")
FORMATS = ("pdf", "epub")  # a website has no ISBN; what can be kept has one, each form its own


@dataclass(frozen=True)
class Licence:
    """A licence, and its term in NL-LOM ("yes" where there is none: see the address)."""

    name: str
    url: str
    nllom: str = "yes"


@dataclass(frozen=True)
class TermOf:
    """A term of the Onderwijsbegrippenkader; a level also has a context of NL-LOM."""

    id: str
    name: str
    context: str = ""


@dataclass(frozen=True)
class Imprint:
    """Title, makers, day, licences and subjects of this version of the book."""

    title: Words
    author: Words
    published: date
    version: str
    licence: Licence
    code_licence: Licence
    keywords: dict[str, tuple[str, ...]]
    disciplines: tuple[TermOf, ...]
    levels: tuple[TermOf, ...]
    doi: str = ""
    isbn: dict[str, dict[str, str]] = field(default_factory=dict)  # language -> format -> digits

    @property
    def doi_address(self) -> str:
        """Where the DOI leads, or ""."""
        return f"https://doi.org/{self.doi}" if self.doi else ""


def read_imprint(book: Book) -> Imprint | None:
    """The imprint, or None in a book without one; raises BookError for what it lacks."""
    path = book.source / "imprint.yml"
    if not path.exists():
        return None
    try:
        data: dict[str, Any] = plainyaml.load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BookError(f"not YAML: {error}", path, mark.line + 1 if mark else None) from error
    if not isinstance(data, dict):
        raise BookError("an imprint is a mapping", path, 1)
    if unknown := [key for key in data if key not in KEYS]:
        raise BookError(f"unknown key {unknown[0]!r} (there are: {', '.join(KEYS)})", path)
    for key in ("title", "author", "keywords"):
        if missing := [one for one in book.languages if not (data.get(key) or {}).get(one)]:
            raise BookError(f"there is no {key} in {', '.join(missing)}", path)
    if not isinstance(data.get("published"), date):
        raise BookError("published is a day, as 2026-11-24", path)
    try:
        return Imprint(
            data["title"],
            data["author"],
            data["published"],
            str(book.library.version),
            Licence(**data["licence"]),
            Licence(**data["code_licence"]),
            {language: tuple(map(str, words)) for language, words in data["keywords"].items()},
            tuple(TermOf(**one) for one in data.get("disciplines") or []),
            tuple(TermOf(**one) for one in data.get("levels") or []),
            *_numbers(book, path, data),
        )
    except (KeyError, TypeError) as error:
        raise BookError(
            f"a licence has a name and a url, a term an id and a name: {error}", path
        ) from error


def licence_line(book: Book, language: str) -> str:
    """Under which licences text and code are given; "" for a book without an imprint."""
    imprint = read_imprint(book)
    if imprint is None:
        return ""
    names = {"text": imprint.licence.name, "code": imprint.code_licence.name}
    return book.say("licence", language, **names)


def _numbers(book: Book, path: Path, data: dict[str, Any]) -> tuple[str, dict[str, dict[str, str]]]:
    """DOI and ISBNs, checked; raises BookError with the line."""
    rows = path.read_text(encoding="utf-8").split("\n")

    def fault(message: str, what: object) -> BookError:
        row = next((n for n, text in enumerate(rows, 1) if str(what) in text), None)
        return BookError(message, path, row)

    doi = str(data.get("doi") or "")
    if doi and not DOI.fullmatch(doi):
        raise fault(
            f"a DOI is written as 10.5281/zenodo.1234, without an address, not {doi!r}", doi
        )
    found: dict[str, dict[str, str]] = {}
    given = data.get("isbn") or {}
    if not isinstance(given, dict):
        raise fault("isbn names a language, then pdf or epub, then the number", "isbn")
    for language, numbers in given.items():
        if language not in book.languages or not isinstance(numbers, dict):
            raise fault(f"isbn: {language!r} is no language of the book with numbers", language)
        for form, number in numbers.items():
            if form not in FORMATS:
                raise fault(f"isbn: {form!r} is neither pdf nor epub", form)
            if not is_isbn(str(number)):
                raise fault(f"this is no ISBN of 13 digits: {number}", number)
            if str(number) in [one for all in found.values() for one in all.values()]:
                raise fault(f"isbn: {number} stands here twice; each form has its own", number)
            found.setdefault(language, {})[form] = str(number)
    return doi, found


def is_isbn(text: str) -> bool:
    """Whether the text is an ISBN-13, with or without hyphens: its last digit is the check on the others."""
    digits = text.replace("-", "")
    if not re.fullmatch(r"97[89]\d{10}", digits):
        return False
    return sum(int(one) * (3 if at % 2 else 1) for at, one in enumerate(digits)) % 10 == 0


def site_root() -> str:
    """Where the site will stand, with a slash at its end: SITE_URL, or where `serve` serves it."""
    return os.environ.get("SITE_URL", "http://127.0.0.1:8000/").rstrip("/") + "/"


def public(address: str | None) -> str:
    """The address if anybody can go there, or "": nothing is said of an address on one's own machine."""
    host = urlparse(address or "").hostname or ""
    if not host or host == "localhost" or host.endswith(".localhost"):
        return ""
    try:
        return "" if ip_address(host).is_loopback else str(address)
    except ValueError:
        return str(address)
