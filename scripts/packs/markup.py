"""Small makers of XML and HTML for the packs. Elements carry no namespace: the document they land in gives it."""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from typing import Any

import markdown
from lxml import etree

from ..book import GENERATOR

# Stands for the site's address until a pack is made: nothing can ever live there (RFC 2606).
SITE = "https://site.invalid/"
TEMPLATES = GENERATOR / "theme" / "packs"

type Child = etree._Element | str


def element(tag: str, attributes: dict[str, str] | None = None, *children: Child) -> Any:
    """An element with attributes and children; text is always text."""
    made = etree.Element(tag)
    for name, value in (attributes or {}).items():
        made.set(name, value)
    for child in children:
        if not isinstance(child, str):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + child
        else:
            made.text = (made.text or "") + child
    return made


def written(*elements: Any) -> str:
    """The elements as text, one a line and indented."""
    found = []
    for one in elements:
        etree.indent(one, "  ")
        found.append(etree.tostring(one, encoding="unicode"))
    return "\n".join(found)


@cache
def template(name: str) -> str:
    """A document with places to fill, `{like} {these}`."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _converter() -> markdown.Markdown:
    """One for all texts: to set one up takes as long as to convert a sentence."""
    return markdown.Markdown(extensions=["tables", "sane_lists"], output_format="xhtml")


def html(text: str, root: str = "") -> str:
    """Markdown as XHTML; links to pages of the book (`page.md`) go to their addresses below `root`."""
    made = _converter().reset().convert(text)
    return re.sub(
        r'(?<=href=")(?!\w+:)([\w/-]+)\.md(#[^"]*)?(?=")',
        lambda match: f"{root}{match[1]}/{match[2] or ''}",
        made,
    )


def inline(text: str) -> str:
    """A text with emphasis as XHTML, without the paragraph around it."""
    made = html(" ".join(text.split()))
    match = re.fullmatch(r"<p>(.*)</p>", made, re.S)
    return match[1] if match and "<p>" not in match[1] else made


def plain(text: str) -> str:
    """The same without any markup."""
    return unescape(re.sub(r"<[^>]+>", "", inline(text)))


def page(title: str, language: str, body: str) -> str:
    """A page of a pack: plain XHTML that needs nothing else."""
    return template("page.html").format(title=escape(title), language=language, body=body)
