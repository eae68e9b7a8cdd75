"""The site as an app: a web app manifest a language at its root, and the icons that systems ask for."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from .book import GENERATOR, Book
from .cache import digest
from .errors import BookError
from .offline import NO_WORKER

SIZES = (192, 512)
ICONS = "assets/icons"
PAPER = "#ffffff"
SAFE = 0.72  # of the width of an icon that systems cut to a shape; a circle of 0.8 is always left
DRAWING = re.compile(r"<svg\b[^>]*?viewBox=[\"']0 0 ([\d.]+) ([\d.]+)[\"'][^>]*>(.*)</svg>", re.S)
FILL = re.compile(r"fill=[\"'](#[0-9a-fA-F]{3,8})[\"']")
COLOUR = re.compile(r"--md-primary-fg-color:\s*(#[0-9a-fA-F]+)")


def manifest_name(language: str) -> str:
    """The manifest's name at the root of the site."""
    return f"app-{language}.webmanifest"


def manifest_way(assets: str, language: str) -> str:
    """The way to it from a page that has its files at `assets`; "" where no page brings in a service worker."""
    if os.environ.get(NO_WORKER):
        return ""
    return assets.removesuffix("assets/") + manifest_name(language)


def colours() -> list[str]:
    """The theme's own colour, in light and in dark."""
    return COLOUR.findall((GENERATOR / "theme" / "book.css").read_text(encoding="utf-8"))[:2]


def write_app(book: Book, site: Path) -> None:
    """Write the manifests and the icons into a built site."""
    for name, data in icons(book).items():
        path = site / ICONS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for language in book.languages:
        text = json.dumps(manifest(book, language), ensure_ascii=False, indent=1)
        (site / manifest_name(language)).write_text(f"{text}\n", encoding="utf-8")


def manifest(book: Book, language: str) -> dict[str, object]:
    """What a system needs to install the site in a language; all addresses are relative."""
    title = book.outline.title[language]
    subtitle = book.outline.subtitle.get(language, "")
    first = language == book.languages[0]

    def icon(size: int, purpose: str) -> dict[str, str]:
        name = f"{ICONS}/{icon_name(size, purpose)}"
        return {"src": name, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}

    return {
        "name": f"{title}: {subtitle[:1].lower()}{subtitle[1:]}" if subtitle else title,
        "short_name": title,
        **({"description": subtitle} if subtitle else {}),
        "lang": language,
        "dir": "ltr",
        "start_url": "./" if first else f"./{language}/",
        "scope": "./",
        "display": "standalone",
        "theme_color": colours()[0],
        "background_color": PAPER,
        "icons": [icon(size, purpose) for purpose in ("any", "maskable") for size in SIZES],
    }


def icon_name(size: int, purpose: str) -> str:
    """The file of an icon."""
    return f"icon-{size}.png" if purpose == "any" else f"icon-{size}-{purpose}.png"


def icons(book: Book) -> dict[str, bytes]:
    """The icons as PNG, drawn from the book's own (docs/assets/favicon.svg) or the generator's."""
    own = book.docs / "assets" / "favicon.svg"
    path = own if own.exists() else GENERATOR / "theme" / "icon.svg"
    drawing = path.read_text(encoding="utf-8")
    full = maskable(drawing, path)
    return {
        icon_name(size, purpose): _png(book, one, size)
        for purpose, one in (("any", drawing), ("maskable", full))
        for size in SIZES
    }


def maskable(drawing: str, path: Path) -> str:
    """The drawing, smaller, on a ground of its first colour that reaches all edges."""
    found = DRAWING.search(drawing)
    if not found:
        raise BookError("an icon needs a viewBox that begins with 0 0", path, 1)
    width, height = float(found[1]), float(found[2])
    ground = FILL.search(drawing)
    edge = max(width, height)
    left, top = (edge - width * SAFE) / 2, (edge - height * SAFE) / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {edge:g} {edge:g}">'
        f'<rect width="100%" height="100%" fill="{ground[1] if ground else PAPER}"/>'
        f'<g transform="translate({left:g} {top:g}) scale({SAFE})">{found[3]}</g></svg>'
    )


def _png(book: Book, drawing: str, size: int) -> bytes:
    import vl_convert

    key = digest(drawing, size, book.tools)
    kept = book.cache.get("icon", key)
    if kept is None:
        edge = float((DRAWING.search(drawing) or ("", "48"))[1])
        kept = bytes(vl_convert.svg_to_png(drawing, scale=size / edge))
        book.cache.put("icon", key, kept)
    return kept
