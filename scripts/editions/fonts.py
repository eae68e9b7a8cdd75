"""The book's own letters for paper: static cuts of the variable fonts that the site has, made once."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import ziamath
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from ..book import GENERATOR
from ..cache import Cache, digest

FOLDER = GENERATOR.parent / "node_modules" / "@fontsource-variable"
SYMBOLS = Path(ziamath.__file__).parent / "fonts" / "STIXTwoMath-Regular.ttf"
CUTS = [
    ("Book Serif", "source-serif-4", weight, style)
    for weight in (400, 640) for style in ("normal", "italic")
] + [
    ("Book Sans", "source-sans-3", weight, style)
    for weight in (400, 620) for style in ("normal", "italic")
]  # fmt: skip


@dataclass(frozen=True)
class Face:
    """One cut: the family, weight and style that a stylesheet knows it by, and its file."""

    family: str
    weight: int
    style: str
    path: Path

    def rule(self) -> str:
        """The rule that makes it known."""
        weight = "bold" if self.weight > 500 else "normal"
        return (
            f'@font-face {{ font-family: "{self.family}"; font-weight: {weight}; '
            f"font-style: {self.style}; src: url({self.path.as_uri()}); }}"
        )


def faces(cache: Cache) -> list[Face]:
    """All cuts. Letters beyond western Europe are a family of their own, to be named behind the first."""
    found = []
    for family, package, weight, style in CUTS:
        for part in ("latin", "latin-ext"):
            source = FOLDER / package / "files" / f"{package}-{part}-wght-{style}.woff2"
            name = family + (" More" if part != "latin" else "")
            key = f"{digest(source, name, weight, Path(__file__))}.ttf"
            path = cache.path("fonts", key)
            if not path.exists():
                cache.put("fonts", key, _cut(source, name, weight, style))
            found.append(Face(name, weight, style, path))
    return [*found, Face("Book Symbols", 400, "normal", SYMBOLS)]


def _cut(source: Path, name: str, weight: int, style: str) -> bytes:
    """One weight of a variable font, which goes by the name that the book gives it."""
    font = TTFont(source, recalcTimestamp=False)
    cut = instancer.instantiateVariableFont(font, {"wght": weight})
    cut.flavor = None
    bold, italic = weight > 500, style == "italic"
    cut["OS/2"].usWeightClass = 700 if bold else 400
    called = {(0, 0): "Regular", (1, 0): "Bold", (0, 1): "Italic", (1, 1): "Bold Italic"}
    variant = called[bold, italic]
    whole = f"{name} {variant}"
    for place, text in {1: name, 2: variant, 3: whole, 4: whole, 6: whole.replace(" ", "")}.items():
        cut["name"].setName(text, place, 3, 1, 0x409)
    for place in (16, 17, 21, 22, 25):
        cut["name"].removeNames(nameID=place)
    buffer = io.BytesIO()
    cut.save(buffer)
    return buffer.getvalue()
