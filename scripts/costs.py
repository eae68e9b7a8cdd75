"""What a book costs to send: the costs fence, filled in once the site is there and its bytes can be counted.

A page is made before the site is whole, so the fence leaves its assumptions behind and `write_costs` puts the
table in their place.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from gzip import compress
from html import escape, unescape
from pathlib import Path
from statistics import median_low
from typing import Any
from urllib.parse import urljoin

import yaml

from .book import Book
from .cache import digest
from .errors import BookError
from .fences import Fence
from .weight import PACKED, page_weights, static_needs

PLACE = re.compile(r'<div data-costs="([^"]*)"></div>')
# What scripts fetch beside what a page names; `{language}` is the language of the page.
WITH_PAGE = (
    "assets/check-*.js",
    "assets/register-*.js",
    "assets/favicon.svg",
    "assets/javascripts/workers/search.*.js",
    "assets/javascripts/lunr/min/lunr.stemmer.support.min.js",
    "assets/javascripts/lunr/min/lunr.{language}.min.js",
    "{below}sitemap.xml",
)
WITH_LAB = (
    *(f"assets/{name}-*.js" for name in ("chart", "kernel", "lab", "take", "tools", "worker")),
    "assets/runtime-*.json",
    "assets/python-*.bin",
    *(
        f"assets/pyodide-*/pyodide{name}"
        for name in (".mjs", ".asm.mjs", ".asm.wasm", "-lock.json")
    ),
    "assets/*-py3-none-any-*.zip",
)
OF_LAB = re.compile(r'data-(?:config|atlas)="([^"]+)"')
TERA, MEGA, KILO = 1e12, 1e6, 1e3


@dataclass(frozen=True)
class Assumed:
    """Readers a month, pages a reader, the share of readers who run a lab, and prices of a terabyte."""

    readers: int
    pages: int
    labs: float
    prices: tuple[float, ...]


@dataclass(frozen=True)
class Sent:
    """Bytes, as they travel: a first page with all it loads, a next page, and a first live run."""

    first: int
    following: int
    lab: int
    page: str


def assumed(fence: Fence, path: Path, offset: int) -> Assumed:
    """The fence, read; raises BookError with the line."""
    where = path, offset + fence.first
    try:
        data: dict[str, Any] = yaml.safe_load(fence.body)
        prices = tuple(float(one) for one in data.pop("prices"))
        found = Assumed(
            int(data.pop("readers")), int(data.pop("pages")), float(data.pop("labs")), prices
        )
    except (AttributeError, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise BookError(
            f"costs: readers, pages, labs and prices, each a number: {error}", *where
        ) from error
    if data or found.readers < 1 or found.pages < 1 or not 0 <= found.labs <= 1 or min(prices) < 0:
        raise BookError("costs: readers and pages from 1, labs from 0 to 1, prices from 0", *where)
    return found


def placeholder(fence: Fence, path: Path, offset: int) -> str:
    """What stands in the page until the bytes are known."""
    data = json.dumps(asdict(assumed(fence, path, offset)), sort_keys=True)
    return f'<div data-costs="{escape(data)}"></div>'


def write_costs(book: Book, site: Path) -> None:
    """Put the table in every page that has a place for one."""
    for language in book.languages:
        below = "" if language == book.languages[0] else f"{language}/"
        for source in sorted((book.docs / language).rglob("*.md")):
            name = source.relative_to(book.docs / language).as_posix().removesuffix(".md")
            page = site / below / ("" if name == "index" else name) / "index.html"
            if "```costs" not in source.read_text("utf-8") or not page.exists():
                continue
            bytes_sent = sent(book, site, language, below)

            def table(
                match: re.Match[str], language: str = language, all: Sent = bytes_sent
            ) -> str:
                data = json.loads(unescape(match[1]))
                return costs_table(book, language, Assumed(**data), all)

            filled = PLACE.sub(table, page.read_text("utf-8"))
            page.unlink()  # it may be another name of a file that is kept
            page.write_text(filled, "utf-8")


def sent(book: Book, site: Path, language: str, below: str) -> Sent:
    """The bytes of the chapter in the middle, by weight, of those that have a lab."""
    weighed = {}
    for chapter in book.outline.chapters():
        page = site / below / chapter.slug / "index.html"
        found = page_files(site, page, language, below)
        if lab_files(site, page):
            weighed[sum(_size(book, one) for one in found), chapter.slug] = page
    if not weighed:
        raise BookError("costs: no chapter has a lab to weigh", book.outline.path, 1)
    total, slug = median_low(weighed)
    page = weighed[total, slug]
    first = page_files(site, page, language, below)
    more = lab_files(site, page) - first
    return Sent(total, _size(book, page), sum(_size(book, one) for one in more), slug)


def page_files(site: Path, page: Path, language: str, below: str) -> set[Path]:
    """Everything that comes with a page on a first visit."""
    found = {site / name.lstrip("/") for name in page_weights(page, site, lambda _: 0)}
    patterns = [one.format(language=language, below=below) for one in WITH_PAGE]
    return found | _closed(site, patterns)


def lab_files(site: Path, page: Path) -> set[Path]:
    """Everything that comes for the first live run of the first lab of a page; nothing if it has none."""
    here = "/" + page.relative_to(site).as_posix()
    own = [urljoin(here, one).lstrip("/") for one in OF_LAB.findall(page.read_text("utf-8"))[:2]]
    return {site / one for one in own} | _closed(site, WITH_LAB) if own else set()


def _closed(site: Path, patterns: tuple[str, ...] | list[str]) -> set[Path]:
    """The files of these names, with the scripts that they import at once."""
    waiting = [path for pattern in patterns for path in site.glob(pattern)]
    found: set[Path] = set()
    while waiting:
        path = waiting.pop()
        if path not in found and path.is_file():
            found.add(path)
            waiting += [path.parent / one for one in static_needs(path)]
    return found


def _size(book: Book, path: Path) -> int:
    """Bytes as hosts send them, compressed unless they are already; kept, for Python takes a while to compress."""
    data = path.read_bytes()
    if path.suffix in {*PACKED, ".bin", ".zip"}:
        return len(data)
    key = digest(data)
    kept = book.cache.get_json("sizes", key)
    if kept is None:
        kept = len(compress(data, 6, mtime=0))
        book.cache.put_json("sizes", key, kept)
    return int(kept)


def costs_table(book: Book, language: str, given: Assumed, all: Sent) -> str:
    """The sum, step by step, as HTML."""
    number = book.kit("words").number

    def say(key: str, **values: object) -> str:
        return escape(book.say(f"costs.{key}", language, **values))

    def amount(value: float, unit: float, digits: int) -> str:
        return str(number(value / unit, digits, language))

    reader = all.first + (given.pages - 1) * all.following + given.labs * all.lab
    whole = reader * given.readers
    chapter = book.outline.chapter(all.page)
    share = number(given.labs * 100, 0, language)
    rows = [
        (
            say("first", title=chapter.title[language] if chapter else ""),
            f"{amount(all.first, KILO, 0)} kB",
        ),
        (say("following"), f"{amount(all.following, KILO, 0)} kB"),
        (say("lab"), f"{amount(all.lab, MEGA, 2)} MB"),
        (
            say("reader", pages=given.pages - 1, share=share),
            f"{amount(all.first, MEGA, 2)} + {given.pages - 1} × {amount(all.following, MEGA, 3)}"
            f" + {number(given.labs, 2, language)} × {amount(all.lab, MEGA, 2)} = {amount(reader, MEGA, 2)} MB",
        ),
        (
            say("month", readers=number(given.readers, 0, language)),
            f"{number(given.readers, 0, language)} × {amount(reader, MEGA, 2)} MB = {amount(whole, TERA, 2)} TB",
        ),
    ]
    for price in given.prices:
        euros = number(price, 0 if price == int(price) else 2, language)
        cost = number(whole / TERA * price, 0, language)
        rows.append((say("price", price=euros), f"{amount(whole, TERA, 2)} × € {euros} = € {cost}"))
    body = "".join(f'<tr><th scope="row">{name}</th><td>{value}</td></tr>' for name, value in rows)
    head = f'<tr><th scope="col">{say("what")}</th><th scope="col">{say("sum")}</th></tr>'
    return f"<table><caption>{say('caption')}</caption><thead>{head}</thead><tbody>{body}</tbody></table>"
