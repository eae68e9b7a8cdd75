"""Links between pages, checked in the Markdown, where there is a line to point at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from posixpath import normpath

from markdown.extensions.toc import slugify

from .errors import BookError
from .fences import outside_fences

LINK = re.compile(r"(?<!\\)\[[^\]\n]*\]\((?P<target>[^)\s]+)(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+?)\s*(?:\{[^}]*\})?\s*$")
ANCHOR = re.compile(r"\{[^}]*#(?P<id>[\w:-]+)[^}]*\}|\bid=\"(?P<html>[\w:-]+)\"")


def anchors(markdown: str) -> set[str]:
    """The anchors a page has: its headings, and ids given by hand."""
    found: set[str] = set()
    for _, line in outside_fences(markdown):
        match = HEADING.match(line)
        if match:
            text = re.sub(r"[*_`]|\[([^\]]*)\]\([^)]*\)", r"\1", match["text"])
            found.add(slugify(text, "-"))
        found |= {match["id"] or match["html"] for match in ANCHOR.finditer(line)}
    return found


def check_links(
    markdown: str, path: Path, page: str, pages: Mapping[str, set[str] | None]
) -> list[BookError]:
    """An error for each relative link to a page or anchor that is not there.

    `page` is this page's name below the docs of its language; `pages` maps every page's name to
    its anchors, or to None where they are only known later.
    """
    errors = []
    for number, line in outside_fences(markdown):
        for match in LINK.finditer(re.sub(r"`[^`]*`", "", line)):
            target = match["target"]
            if re.match(r"[a-z][a-z0-9+.-]*:|//", target):
                continue
            name, _, anchor = target.partition("#")
            goal = normpath(str(PurePosixPath(page).parent / name)) if name else page
            if goal not in pages:
                errors.append(BookError(f"broken link: there is no page {target!r}", path, number))
            elif anchor and (known := pages[goal]) is not None and anchor not in known:
                message = f"broken link: {goal} has no anchor {anchor!r}"
                errors.append(BookError(message, path, number))
    return errors
