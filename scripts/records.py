"""Stage 8: the records that Edurep, SURF and other catalogues can fetch, as static files below oai/.

The files are the answers that a server of OAI-PMH 2.0 would give: one a verb, ListRecords in Dublin Core
and in NL-LOM, and the same list in schema.org's terms as JSON. A host that can rewrite addresses turns
`?verb=ListRecords&metadataPrefix=lom` into `ListRecords-lom.xml`; a harvester that reads files needs
nothing. Nothing in them depends on the moment of building.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from .learning import CONTEXT, Learning, dublin_core
from .lom import NAMESPACE as LOM
from .lom import SCHEMA as LOM_SCHEMA
from .lom import Element, lom
from .resource import Catalogue, Resource, catalogue

if TYPE_CHECKING:
    from .book import Book

FOLDER = "oai"
OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
ELEMENTS = "http://purl.org/dc/elements/1.1/"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
FORMATS = {"oai_dc": (DC_SCHEMA, DC), "lom": (LOM_SCHEMA, LOM)}


def write_records(book: Book, folder: Path, root: str) -> None:
    """Write the files of a book that has an imprint. `root` is where the site will stand."""
    listed = catalogue(book)
    if listed is None:
        return
    goal = folder / FOLDER
    goal.mkdir(exist_ok=True)
    for name, data in records(listed, root.rstrip("/") + "/").items():
        (goal / name).write_bytes(data)


def records(listed: Catalogue, root: str) -> dict[str, bytes]:
    """The bytes of each file, by name."""
    answers = _Answers(listed, root)
    files = {
        "Identify.xml": answers.identify(),
        "ListMetadataFormats.xml": answers.formats(),
        "ListIdentifiers.xml": answers.identifiers(),
        **{f"ListRecords-{prefix}.xml": answers.records(prefix) for prefix in FORMATS},
    }
    return {name: _bytes(answer) for name, answer in files.items()} | {
        "records.json": answers.schema()
    }


class _Answers:
    def __init__(self, listed: Catalogue, root: str):
        self.listed, self.root = listed, root
        self.day = listed.imprint.published.isoformat()

    def answer(self, verb: str, **asked: str) -> tuple[Element, Element]:
        """An answer without content, and the element that the content goes in."""
        whole = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap={None: OAI, "xsi": INSTANCE})
        whole.set(f"{{{INSTANCE}}}schemaLocation", f"{OAI} {OAI_SCHEMA}")
        add(whole, "responseDate", f"{self.day}T00:00:00Z")
        add(whole, "request", f"{self.root}{FOLDER}/", verb=verb, **asked)
        return whole, add(whole, verb)

    def identify(self) -> Element:
        whole, content = self.answer("Identify")
        first = self.listed.book.languages[0]
        for name, text in (
            ("repositoryName", self.listed.imprint.title[first]),
            ("baseURL", f"{self.root}{FOLDER}/"),
            ("protocolVersion", "2.0"),
            ("earliestDatestamp", self.day),
            ("deletedRecord", "no"),
            ("granularity", "YYYY-MM-DD"),
        ):
            add(content, name, text)
        return whole

    def formats(self) -> Element:
        whole, content = self.answer("ListMetadataFormats")
        for prefix, (schema, namespace) in FORMATS.items():
            one = add(content, "metadataFormat")
            add(one, "metadataPrefix", prefix)
            add(one, "schema", schema)
            add(one, "metadataNamespace", namespace)
        return whole

    def identifiers(self) -> Element:
        whole, content = self.answer("ListIdentifiers", metadataPrefix="oai_dc")
        for resource in self.listed.all():
            self.header(content, resource)
        return whole

    def header(self, parent: Element, resource: Resource) -> None:
        header = add(parent, "header")
        add(header, "identifier", self.listed.identifier(resource, resource.language))
        add(header, "datestamp", self.day)

    def records(self, prefix: str) -> Element:
        whole, content = self.answer("ListRecords", metadataPrefix=prefix)
        for resource in self.listed.all():
            record = add(content, "record")
            self.header(record, resource)
            metadata = add(record, "metadata")
            made = {"lom": self.lom, "oai_dc": self.core}[prefix]
            described = made(resource)
            schema, namespace = FORMATS[prefix]
            described.set(f"{{{INSTANCE}}}schemaLocation", f"{namespace} {schema}")
            metadata.append(described)
        return whole

    def lom(self, resource: Resource) -> Element:
        return lom(self.listed, resource, self.root)

    def core(self, resource: Resource) -> Element:
        whole = etree.Element(f"{{{DC}}}dc", nsmap={"oai_dc": DC, "dc": ELEMENTS})
        for name, text in dublin_core(self.listed, resource, self.root):
            etree.SubElement(whole, f"{{{ELEMENTS}}}{name}").text = text
        return whole

    def schema(self) -> bytes:
        """The list in schema.org's terms: a feed of data whose items are the resources."""
        learning = Learning(self.listed, self.root)
        first = self.listed.book.languages[0]
        feed = {
            "@context": CONTEXT,
            "@type": "DataFeed",
            "@id": f"{self.root}{FOLDER}/records.json",
            "name": self.listed.imprint.title[first],
            "license": self.listed.imprint.licence.url,
            "dateModified": self.day,
            "dataFeedElement": [
                {
                    "@type": "DataFeedItem",
                    "dateModified": self.day,
                    "item": learning.resource(resource),
                }
                for resource in self.listed.all()
            ],
        }
        return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    """A new element of OAI-PMH at the end of another."""
    child = etree.SubElement(parent, f"{{{OAI}}}{name}", attrib=attributes)
    child.text = text
    return child


def _bytes(whole: Element) -> bytes:
    etree.indent(whole)
    data: bytes = etree.tostring(whole, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"
