"""Find the fenced blocks that the generator itself understands, with their line numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_OPEN = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,}|~{3,})[ ]*(?P<name>[\w-]*)(?P<rest>.*)$")
COMMENT = re.compile(r"^<!--.*?-->[ \t]*$", re.M | re.S)


@dataclass(frozen=True)
class Fence:
    """A fenced block: its name, its body, and the first and last line (from 1) including the ticks."""

    name: str
    body: str
    first: int
    last: int
    indent: str = ""


def fences(markdown: str, names: Collection[str] | None = None) -> Iterator[Fence]:
    """All fences of the given names, or of any name. A fence inside a longer fence is text, not a fence."""
    lines = markdown.split("\n")
    at = 0
    while at < len(lines):
        match = _OPEN.match(lines[at])
        if not match:
            at += 1
            continue
        ticks = match["ticks"]
        close = re.compile(rf"^ *{re.escape(ticks[0])}{{{len(ticks)},}} *$")
        end = next((n for n in range(at + 1, len(lines)) if close.match(lines[n])), len(lines) - 1)
        if names is None or match["name"] in names:
            indent = match["indent"]
            body = "\n".join(line.removeprefix(indent) for line in lines[at + 1 : end])
            yield Fence(match["name"], body, at + 1, end + 1, indent)
        at = end + 1


def replace_fences(markdown: str, new: dict[int, str]) -> str:
    """The text with each fence that starts on a line of `new` replaced by that text, indentation kept."""
    lines = markdown.split("\n")
    for fence in reversed(list(fences(markdown))):
        if fence.first in new:
            text = [fence.indent + line if line else line for line in new[fence.first].split("\n")]
            lines[fence.first - 1 : fence.last] = text
    return "\n".join(lines)


def without_comments(markdown: str) -> str:
    """The text without the `<!-- … -->` that start a line: notes to its author. Every line keeps its number."""
    inside = {n for fence in fences(markdown) for n in range(fence.first, fence.last + 1)}

    def blank(match: re.Match[str]) -> str:
        row = markdown.count("\n", 0, match.start()) + 1
        return match[0] if row in inside else "\n" * match[0].count("\n")

    return COMMENT.sub(blank, markdown)


def outside_fences(markdown: str) -> Iterator[tuple[int, str]]:
    """Number (from 1) and text of each line that stands in no fence."""
    inside = {n for fence in fences(markdown) for n in range(fence.first, fence.last + 1)}
    for number, line in enumerate(markdown.split("\n"), start=1):
        if number not in inside:
            yield number, line
