"""Formulas where no browser draws them: MathML as a drawing, and as a line of text for who cannot see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lxml import etree
from ziamath.config import config
from ziamath.zmath import Math

SIZE = 16.0  # units of the drawing that make one em of the text around it
GROUPED = set("+−-=<>≤≥←→/ ,")  # within a fraction or an index these ask for brackets


@dataclass(frozen=True)
class Drawing:
    """A formula as SVG; width, height and how far it hangs below the line are in em."""

    svg: str
    width: float
    height: float
    below: float


def draw(mathml: str) -> Drawing:
    """The formula drawn with outlines, so that it needs no font."""
    config.svg2 = False
    config.precision = 2
    formula = Math(mathml, size=SIZE)
    drawn = formula.svgxml()
    width, height = (float(drawn.attrib[name]) / SIZE for name in ("width", "height"))
    top = float(drawn.attrib["viewBox"].split()[1]) / SIZE
    return Drawing(formula.svg(), width, height, height + top)


def spoken(mathml: str) -> str:
    """The formula as one line of text: (a + b)/c, x_1, D^*, √(x)."""
    return " ".join(_line(etree.fromstring(mathml.encode())).split())


def _line(node: Any) -> str:
    name = etree.QName(node).localname
    text = (node.text or "").strip()
    children = list(node)
    if name == "mo":
        return ", " if text == "," else text if text in set("()[]|⌈⌉′!") else f" {text} "
    if name in ("mi", "mn", "mtext"):
        return text
    if name == "mrow" and len(children) == 1 and children[0].text == ",":
        return ","  # a decimal one, which stands in a row of its own
    made: dict[str, Callable[[], str]] = {
        "mspace": lambda: " ",
        "mfrac": lambda: f"{_group(children[0])}/{_group(children[1])}",
        "msub": lambda: _lowered(*children),
        "munder": lambda: _lowered(*children),
        "msup": lambda: _raised(_line(children[0]).strip(), children[1]),
        "mover": lambda: _raised(_line(children[0]).strip(), children[1]),
        "msubsup": lambda: _raised(_lowered(*children[:2]), children[2]),
        "munderover": lambda: _raised(_lowered(*children[:2]), children[2]),
        "msqrt": lambda: f"√({''.join(map(_line, children)).strip()})",
    }
    return made.get(name, lambda: "".join(map(_line, children)))()


def _lowered(base: Any, index: Any) -> str:
    words = _line(base).strip()
    lowered = f"{words}_{_group(index)}"
    return f" {lowered} " if words == "∑" else lowered


def _raised(base: str, power: Any) -> str:
    words = _group(power)
    return f"{base}{words}" if words == "′" else f"{base}^{words}"


def _group(node: Any) -> str:
    words = " ".join(_line(node).split())
    return f"({words})" if len(words) > 1 and GROUPED & set(words) else words
