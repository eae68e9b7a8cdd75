r"""Formulas: `\( … \)` in a line and `$$ … $$` in a block become MathML, which browsers draw themselves."""

from __future__ import annotations

import re
from collections.abc import Callable

from latex2mathml.converter import convert

_BLOCK = re.compile(r"^(?P<indent>[ ]*)\$\$(?P<tex>.+?)\$\$[ ]*$", re.S | re.M)
_INLINE = re.compile(r"\\\((?P<tex>.+?)\\\)")


def to_mathml(markdown: str, keep: Callable[[str], str]) -> str:
    """Replace formulas by what `keep` makes of their MathML (a token that is swapped back later)."""

    def block(match: re.Match[str]) -> str:
        return match["indent"] + keep(convert(match["tex"].strip(), display="block"))

    def inline(match: re.Match[str]) -> str:
        return keep(convert(match["tex"].strip()))

    return _INLINE.sub(inline, _BLOCK.sub(block, markdown))
