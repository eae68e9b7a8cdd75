"""What citations and catalogues say of a book: docs/source/imprint.yml, read and checked.

A book without that file is cited and catalogued nowhere: nothing is made up about it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
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
    *("code_licence", "keywords", "disciplines", "levels"),
)  # fmt: skip


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
