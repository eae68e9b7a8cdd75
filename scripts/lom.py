"""A resource as NL-LOM has it, in the binding that Edurep reads (IMS Learning Resource Meta-data 1.2).

Besides what NL-LOM demands (identifier, title, language, scheme, location, role, context, cost and
copyright) a record has what it recommends and the book knows. Values come from the vocabularies that
NL-LOM names; where the plain ones of LOMv1.0 serve, those are used.
"""

from __future__ import annotations

from lxml import etree

from .learning import duration
from .resource import Catalogue, Resource

NAMESPACE = "http://www.imsglobal.org/xsd/imsmd_v1p2"
SCHEMA = "http://www.imsglobal.org/xsd/imsmd_v1p2p4.xsd"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NO_LANGUAGE = "x-none"
LOM = "LOMv1.0"
PURL = "http://purl.edustandaard.nl"
TERMS = f"{PURL}/begrippenkader"
PURPOSES = f"{PURL}/classification_purpose_nllom_20180530"
CONTEXTS = f"{PURL}/vdex_context_czp_20060628.xml"
AGGREGATIONS = f"{PURL}/vdex_aggregationlevel_czp_20060628.xml"
COPYRIGHTS = "https://purl.edustandaard.nl/copyrightsandotherrestrictions_nllom_20180530"
KINDS = {"chapter": ["narrative text", "simulation", "exercise"], "model": ["simulation"]}
LEVELS = {"chapter": "2", "model": "1"}

type Element = etree._Element


def lom(catalogue: Catalogue, resource: Resource, root: str) -> Element:
    """The record of a resource on the site that stands at `root`."""
    return _Record(catalogue, resource, root).record()


class _Record:
    def __init__(self, catalogue: Catalogue, resource: Resource, root: str):
        self.catalogue, self.resource, self.root = catalogue, resource, root
        self.imprint, self.language = catalogue.imprint, resource.language

    def record(self) -> Element:
        record = etree.Element(f"{{{NAMESPACE}}}lom", nsmap={None: NAMESPACE})
        for part in (self.general, self.lifecycle, self.metadata, self.technical, self.educational):
            part(record)
        for part in (self.rights, self.relation, self.classifications):
            part(record)
        return record

    def general(self, record: Element) -> None:
        general = add(record, "general")
        words(general, "title", self.resource.title, self.language)
        entry(general, self.catalogue.identifier(self.resource, self.language))
        add(general, "language", self.language)
        words(general, "description", self.resource.description, self.language)
        for word in self.imprint.keywords[self.language]:
            words(general, "keyword", word, self.language)
        term(general, "aggregationlevel", AGGREGATIONS, LEVELS[self.resource.kind])

    def lifecycle(self, record: Element) -> None:
        lifecycle = add(record, "lifecycle")
        words(lifecycle, "version", self.imprint.version)
        term(lifecycle, "status", LOM, "final")
        for role in ("author", "publisher"):
            self.contribute(lifecycle, role)

    def contribute(self, part: Element, role: str) -> None:
        contribute = add(part, "contribute")
        term(contribute, "role", LOM, role)
        name = self.imprint.author[self.language]
        for mark in "\\,;":
            name = name.replace(mark, f"\\{mark}")
        card = f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nN:{name};;;;\nORG:{name}\nEND:VCARD"
        add(add(contribute, "centity"), "vcard", card)
        add(add(contribute, "date"), "datetime", self.imprint.published.isoformat())

    def metadata(self, record: Element) -> None:
        metadata = add(record, "metametadata")
        self.contribute(metadata, "creator")
        for scheme in (LOM, "nl_lom_v1p0"):
            add(metadata, "metadatascheme", scheme)
        add(metadata, "language", self.language)

    def technical(self, record: Element) -> None:
        technical = add(record, "technical")
        add(technical, "format", "text/html")
        place = self.catalogue.address(self.root, self.language, self.resource.path)
        add(technical, "location", place)

    def educational(self, record: Element) -> None:
        educational = add(record, "educational")
        for kind in KINDS[self.resource.kind]:
            if kind == "narrative text" or any(one.kind == kind for one in self.resource.parts):
                term(educational, "learningresourcetype", LOM, kind)
        term(educational, "intendedenduserrole", LOM, "learner")
        for level in self.imprint.levels:
            term(educational, "context", CONTEXTS, level.context)
        if self.resource.minutes:
            time = add(educational, "typicallearningtime")
            add(time, "datetime", duration(self.resource.minutes))

    def rights(self, record: Element) -> None:
        rights = add(record, "rights")
        term(rights, "cost", LOM, "no")
        term(rights, "copyrightandotherrestrictions", COPYRIGHTS, self.imprint.licence.nllom)
        licence = self.imprint.licence
        words(rights, "description", f"{licence.name}, {licence.url}", self.language)

    def relation(self, record: Element) -> None:
        relation = add(record, "relation")
        term(relation, "kind", LOM, "ispartof")
        whole = add(relation, "resource")
        words(whole, "description", self.imprint.title[self.language], self.language)
        entry(whole, self.catalogue.identifier(None, self.language))

    def classifications(self, record: Element) -> None:
        for purpose, terms in (
            ("discipline", self.imprint.disciplines),
            ("educational level", self.imprint.levels),
        ):
            for one in terms:
                classification = add(record, "classification")
                term(classification, "purpose", PURPOSES, purpose)
                path = add(classification, "taxonpath")
                words(path, "source", TERMS)
                taxon = add(path, "taxon")
                add(taxon, "id", one.id)
                words(taxon, "entry", one.name, "nl")


def add(parent: Element, name: str, text: str | None = None) -> Element:
    """A new element at the end of another."""
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    child.text = text
    return child


def words(parent: Element, name: str, text: str, language: str = NO_LANGUAGE) -> None:
    """An element with text in a language, or in none."""
    add(add(parent, name), "langstring", text).set(XML_LANGUAGE, language)


def term(parent: Element, name: str, source: str, value: str) -> None:
    """An element with a value from a vocabulary."""
    element = add(parent, name)
    words(element, "source", source)
    words(element, "value", value)


def entry(parent: Element, identifier: str) -> None:
    """The identifier of something, an URI."""
    element = add(parent, "catalogentry")
    add(element, "catalog", "URI")
    words(element, "entry", identifier)
