"""What a page weighs before anything on it is touched, as hosts send it: compressed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from gzip import compress
from pathlib import Path
from urllib.parse import unquote, urljoin, urlparse
from zlib import ZLIB_RUNTIME_VERSION

from .cache import Cache, digest
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


def page_weights(
    page: Path, site: Path, size: Callable[[Path], int] | None = None
) -> dict[str, int]:
    """Every file a page loads by itself, with its bytes; fonts and pictures a stylesheet names count too.

    `size` weighs one file.
    """
    size = size or _size
    name = "/" + page.relative_to(site).as_posix()
    html = page.read_text(encoding="utf-8")
    found = {name: size(page)}
    waiting = [
        urljoin(name, match[1]) for match in LOADED.finditer(html) if not LINK.match(match[0])
    ]
    while waiting:
        address = unquote(urlparse(waiting.pop()).path)
        path = site / address.lstrip("/")
        if address in found or not path.is_file() or path.suffix == ".html":
            continue
        found[address] = size(path)
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


def _size(path: Path) -> int:
    data = path.read_bytes()
    return len(data) if path.suffix in PACKED else len(compress(data, 6, mtime=0))


class Scale:
    """Weighs files, and knows those it weighed before by their content; `keep` is for the next build."""

    def __init__(self, kept: Cache | None):
        self.kept = kept
        self.before: dict[str, int] = (
            kept and kept.get_json("weights", ZLIB_RUNTIME_VERSION)
        ) or {}
        self.now: dict[str, int] = {}
        self.sizes: dict[Path, int] = {}

    def size(self, path: Path) -> int:
        """The bytes of a file as hosts send it."""
        if path not in self.sizes:
            key = digest(path.suffix, path)
            size = self.before[key] if key in self.before else _size(path)
            self.sizes[path] = self.now[key] = size
        return self.sizes[path]

    def keep(self) -> None:
        """Keep what was weighed this time."""
        if self.kept and self.now != self.before:
            self.kept.put_json("weights", ZLIB_RUNTIME_VERSION, self.now)


def check_weights(site: Path, budget: int = BUDGET, kept: Cache | None = None) -> tuple[str, int]:
    """The heaviest page and its bytes; raises BookError for every page over budget, with what weighs most."""
    _needs.cache_clear()
    scale = Scale(kept)
    errors: list[BookError] = []
    heaviest = ("", 0)
    for page in sorted(site.rglob("*.html")):
        weights = page_weights(page, site, scale.size)
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
    scale.keep()
    raise_all(errors)
    return heaviest
