"""What a page weighs before anything on it is touched, as hosts send it: compressed."""

from __future__ import annotations

import re
from functools import cache
from gzip import compress
from pathlib import Path
from urllib.parse import unquote, urljoin, urlparse

from .errors import BookError, raise_all

BUDGET = 400_000  # bytes
PACKED = {".woff2", ".png", ".jpg", ".jpeg", ".webp"}  # compressed already
LOADED = re.compile(
    r"<(?:script|img|source|iframe|link)\b[^>]*?\b(?:src|href)=[\"']?([^\"'\s>]+)[^>]*>", re.I
)
OWN = re.compile(r'<meta name="page-budget" content="(\d+)">')
LINK = re.compile(r"<link\b[^>]*\brel=[\"']?(?:canonical|alternate|prev|next|edit)\b", re.I)
IMPORTED = re.compile(
    r"(?:\bimport|\bfrom)\s*[\"'](\./[^\"']+)[\"']|url\([\"']?((?!data:)[^\"')]+)[\"']?\)|@import\s*[\"']([^\"']+)"
)


def page_weights(page: Path, site: Path) -> dict[str, int]:
    """Every file a page loads by itself, with its bytes; fonts and pictures a stylesheet names count too."""
    name = "/" + page.relative_to(site).as_posix()
    html = page.read_text(encoding="utf-8")
    found = {name: _size(page)}
    waiting = [
        urljoin(name, match[1]) for match in LOADED.finditer(html) if not LINK.match(match[0])
    ]
    while waiting:
        address = unquote(urlparse(waiting.pop()).path)
        path = site / address.lstrip("/")
        if address in found or not path.is_file() or path.suffix == ".html":
            continue
        found[address] = _size(path)
        waiting += [urljoin(address, one) for one in _needs(path)]
    return found


def static_needs(path: Path) -> tuple[str, ...]:
    """The addresses that a script or stylesheet loads at once, relative to it."""
    return _needs(path)


@cache
def _needs(path: Path) -> tuple[str, ...]:
    if path.suffix not in (".js", ".css"):
        return ()
    text = path.read_text(encoding="utf-8", errors="ignore")
    return tuple(next(filter(None, match.groups())) for match in IMPORTED.finditer(text))


@cache
def _size(path: Path) -> int:
    data = path.read_bytes()
    return len(data) if path.suffix in PACKED else len(compress(data, 6, mtime=0))


def check_weights(site: Path, budget: int = BUDGET) -> tuple[str, int]:
    """The heaviest page and its bytes; raises BookError for every page over budget, with what weighs most."""
    _needs.cache_clear()
    _size.cache_clear()
    errors: list[BookError] = []
    heaviest = ("", 0)
    for page in sorted(site.rglob("*.html")):
        weights = page_weights(page, site)
        total = sum(weights.values())
        heaviest = max(heaviest, (page.relative_to(site).as_posix(), total), key=lambda one: one[1])
        own = OWN.search(page.read_text(encoding="utf-8"))  # the slides hold every lab at once
        if total > (int(own[1]) if own else budget):
            most = sorted(weights.items(), key=lambda one: -one[1])[:3]
            files = ", ".join(f"{name} ({size / 1000:.0f} kB)" for name, size in most)
            message = (
                f"this page weighs {total / 1000:.0f} kB compressed, more than {budget / 1000:.0f} kB; "
                f"heaviest: {files}"
            )
            errors.append(BookError(message, page))
    raise_all(errors)
    return heaviest
