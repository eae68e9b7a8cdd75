"""A resource as schema.org has it (LearningResource, with the properties that came from LRMI), in JSON-LD.

Addresses are whole where the site has an address that anybody can go to; elsewhere they are relative to
the page, which is right wherever it stands. A script of this type is data: no policy has to allow it.
"""

from __future__ import annotations

import json
from typing import Any

from .resource import Catalogue, Resource

TYPES = {"pdf": "application/pdf", "epub": "application/epub+zip"}
CONTEXT = "https://schema.org"
Thing = dict[str, Any]


class Learning:
    """The JSON-LD of a book's resources. `root` is where the site stands, or ""."""

    def __init__(self, catalogue: Catalogue, root: str):
        self.catalogue, self.root = catalogue, root
        self.book, self.imprint = catalogue.book, catalogue.imprint

    def page(self, resource: Resource, cited: list[str]) -> str:
        """The text of a page's script; `cited` are its references, as plain text."""
        data = {"@context": CONTEXT, **self.resource(resource)}
        if cited:
            data["citation"] = cited
        return script(data)

    def home(self, language: str) -> str:
        """The text of the script of the book's first page."""
        chapters = [
            {"@type": "Chapter", **self._name(one), "position": one.number}
            for one in self.catalogue.chapters[language]
        ]
        data = {
            "@context": CONTEXT,
            **self.whole(language, Resource("book", "", language, "", "", "")),
        }
        return script({**data, "hasPart": chapters})

    def resource(self, resource: Resource) -> Thing:
        """A chapter or a model."""
        imprint, language = self.imprint, resource.language
        place = self._place(resource, resource.path, language)
        others = [
            {
                "@type": "LearningResource",
                "@id": self._place(resource, resource.path, other),
                "inLanguage": other,
            }
            for other in self.book.languages
            if other != language
        ]
        first = language == self.book.languages[0]
        data: Thing = {
            "@type": ["LearningResource", "Chapter" if resource.kind == "chapter" else "WebPage"],
            "@id": place,
            "identifier": self.catalogue.identifier(resource, language),
            "name": resource.title,
            "description": resource.description,
            "inLanguage": language,
            "learningResourceType": self.book.say(f"kind.{resource.kind}", language),
            "license": imprint.licence.url,
            "author": self._author(language),
            "version": imprint.version,
            "datePublished": imprint.published.isoformat(),
            "isAccessibleForFree": True,
            "encodingFormat": "text/html",
            "isPartOf": self.whole(language, resource),
            "workTranslation" if first else "translationOfWork": others if first else others[0],
        }
        if self.root:
            data["url"] = place
        if resource.kind == "chapter":
            data |= self._teaching(resource)
        else:
            data["mainEntity"] = {
                "@type": "SoftwareSourceCode",
                "name": resource.title,
                "version": resource.version,
                "programmingLanguage": "Python",
                "license": imprint.code_licence.url,
            }
        kinds = {
            kind: self.book.say(f"kind.{kind}", language) for kind in ("simulation", "exercise")
        }
        data["hasPart"] = [
            {
                "@type": "LearningResource",
                "@id": f"{place}#{part.anchor}",
                "name": part.name,
                "learningResourceType": kinds[part.kind],
            }
            for part in resource.parts
        ]
        return data

    def _teaching(self, resource: Resource) -> Thing:
        data: Thing = {"position": resource.number}
        if resource.minutes:
            data["timeRequired"] = duration(resource.minutes)
        if resource.level:
            data["educationalLevel"] = resource.level
        if resource.goals:
            data["teaches"] = list(resource.goals)
        if resource.prerequisites:
            data["competencyRequired"] = [title for title, _ in resource.prerequisites]
            data["educationalAlignment"] = [
                {
                    "@type": "AlignmentObject",
                    "alignmentType": "requires",
                    "targetName": title,
                    "targetUrl": self._place(resource, path, resource.language),
                }
                for title, path in resource.prerequisites
            ]
        return data

    def whole(self, language: str, seen_from: Resource) -> Thing:
        """The book, as it is seen from a page."""
        book: Thing = {
            "@type": "Book",
            "@id": self._place(seen_from, "", language),
            "identifier": self.catalogue.identifier(None, language),
            "name": self.imprint.title[language],
            "inLanguage": language,
            "license": self.imprint.licence.url,
            "author": self._author(language),
            "version": self.imprint.version,
            "datePublished": self.imprint.published.isoformat(),
        }
        if self.imprint.doi:
            book["sameAs"] = self.imprint.doi_address
        if numbers := self.imprint.isbn.get(language):
            book["workExample"] = [
                {
                    "@type": "Book",
                    "bookFormat": "https://schema.org/EBook",
                    "encodingFormat": TYPES[form],
                    "isbn": number.replace("-", ""),
                    "inLanguage": language,
                }
                for form, number in numbers.items()
            ]
        return book

    def _name(self, one: Resource) -> Thing:
        home = Resource("book", "", one.language, "", "", "")
        return {"@id": self._place(home, one.path, one.language), "name": one.title}

    def _author(self, language: str) -> Thing:
        return {"@type": "Organization", "name": self.imprint.author[language]}

    def _place(self, here: Resource, path: str, language: str) -> str:
        """The address of a page: whole, or as it is seen from `here`."""
        if self.root:
            return self.catalogue.address(self.root, language, path)
        if (path, language) == (here.path, here.language):
            return ""
        up = "../" * here.path.count("/")
        if language == here.language:
            return f"{up}{path}" or "./"
        up += "" if here.language == self.book.languages[0] else "../"
        return self.catalogue.address(up, language, path) or "./"


def script(data: Thing) -> str:
    """JSON that can stand in a script element: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("&", "\\u0026")


def duration(minutes: int) -> str:
    """Minutes as ISO 8601 writes them."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def dublin_core(catalogue: Catalogue, resource: Resource, root: str) -> list[tuple[str, str]]:
    """The Dublin Core elements of a page, for its meta tags and for OAI. `root` may be ""."""
    imprint, language = catalogue.imprint, resource.language
    places = [catalogue.address(root, language, resource.path)] if root else []
    return [
        ("title", resource.title),
        ("creator", imprint.author[language]),
        *(("subject", word) for word in imprint.keywords[language]),
        ("description", resource.description),
        ("date", imprint.published.isoformat()),
        ("type", "InteractiveResource"),
        ("format", "text/html"),
        *(("identifier", one) for one in [*places, catalogue.identifier(resource, language)]),
        *((("relation", imprint.doi_address),) if imprint.doi else ()),
        ("language", language),
        ("relation", f"{imprint.title[language]}, {imprint.version}"),
        ("rights", imprint.licence.url),
    ]
