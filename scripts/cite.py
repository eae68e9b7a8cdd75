"""How a chapter is cited: in the form of the APA and as BibTeX.

A citation names the version of the book. Its address is the chapter's own, which stays the same from one
version to the next; a host that keeps versions side by side builds each with the SITE_URL of its folder.
Where the site has no address that anybody can go to, the citation has none, and says so. A DOI
goes before the address.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape

from .resource import Catalogue, Resource

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LANGUAGES = {"nl": "dutch", "en": "english"}


def apa(catalogue: Catalogue, resource: Resource, address: str) -> str:
    """The citation as HTML: the book's title is in italics."""
    imprint, language = catalogue.imprint, resource.language
    author = imprint.author[language].rstrip(".")
    within = catalogue.book.say(
        "cite.within",
        language,
        title=f"<em>{escape(imprint.title[language])}</em>",
        version=escape(imprint.version),
        number=resource.number,
    )
    title = resource.title if resource.title[-1] in ".?!" else f"{resource.title}."
    text = f"{escape(author)}. ({imprint.published.year}). {escape(title)} {within}."
    place = imprint.doi_address or address
    return f"{text} {escape(place)}" if place else text


def bibtex(catalogue: Catalogue, resource: Resource, address: str) -> str:
    """The citation as an entry of BibTeX, with the fields of biblatex for version and language."""
    imprint, language = catalogue.imprint, resource.language
    version = catalogue.book.say("cite.version", language, version=imprint.version)
    fields = {
        "author": "{" + tex(imprint.author[language]) + "}",  # one name, not a list of names
        "title": "{" + tex(resource.title) + "}",
        "booktitle": "{" + tex(imprint.title[language]) + "}",
        "chapter": str(resource.number),
        "year": str(imprint.published.year),
        "month": MONTHS[imprint.published.month - 1],
        "version": tex(imprint.version),
        "note": tex(version),
        "langid": LANGUAGES.get(language, language),
    }
    if imprint.doi:
        fields["doi"] = imprint.doi
    if address:
        fields["url"] = address
    first = re.sub(r"\W", "", ascii_of(catalogue.book.outline.title[language])).lower()
    key = f"{first}{imprint.published.year}{resource.slug}"
    width = max(map(len, fields))
    rows = [
        f"  {name:<{width}} = {value if name == 'month' else '{' + value + '}'},"
        for name, value in fields.items()
    ]
    return "\n".join([f"@incollection{{{key},", *rows, "}"])


def tex(text: str) -> str:
    """Text in which no character means something to TeX."""
    text = re.sub(r"([&%$#_{}])", r"\\\1", text.replace("\\", r"\textbackslash "))
    return text.replace("~", r"\textasciitilde{}").replace("^", r"\textasciicircum{}")


def ascii_of(text: str) -> str:
    """The text without what ASCII does not have."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
