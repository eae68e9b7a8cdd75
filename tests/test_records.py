"""The static records for catalogues: parsed, what is mandatory is there, and every address is in the site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from scripts.book import Book
from scripts.imprint import site_root
from scripts.records import DC, ELEMENTS, FORMATS, OAI, records
from scripts.resource import Catalogue, catalogue

LOM = "http://www.imsglobal.org/xsd/imsmd_v1p2"
HOME = "https://boek.example/wij/"
SPACES = {"o": OAI, "l": LOM, "dc": ELEMENTS, "oai_dc": DC}
# What NL-LOM demands of a record of something on the web, for higher education.
MANDATORY = {
    "l:general/l:title/l:langstring": 1,
    "l:general/l:catalogentry/l:catalog": 1,
    "l:general/l:catalogentry/l:entry/l:langstring": 1,
    "l:general/l:language": 1,
    "l:general/l:description/l:langstring": 1,
    "l:general/l:aggregationlevel/l:value/l:langstring": 1,
    "l:lifecycle/l:version/l:langstring": 1,
    "l:lifecycle/l:contribute[l:role/l:value/l:langstring='author']/l:centity/l:vcard": 1,
    "l:metametadata/l:metadatascheme[.='LOMv1.0']": 1,
    "l:metametadata/l:metadatascheme[.='nl_lom_v1p0']": 1,
    "l:technical/l:format": 1,
    "l:technical/l:location": 1,
    "l:educational/l:intendedenduserrole/l:value/l:langstring[.='learner']": 1,
    "l:educational/l:context/l:value/l:langstring[.='HBO']": 1,
    "l:educational/l:context/l:value/l:langstring[.='WO']": 1,
    "l:rights/l:cost/l:value/l:langstring[.='no']": 1,
    "l:rights/l:copyrightandotherrestrictions/l:value/l:langstring[.='cc-by-40']": 1,
    "l:classification[l:purpose/l:value/l:langstring='discipline']//l:taxon/l:id": 2,
    "l:classification[l:purpose/l:value/l:langstring='educational level']//l:taxon/l:id": 2,
}
# The order of the categories and of what is in them, as the binding has it.
ORDER = [
    *("general", "lifecycle", "metametadata", "technical"),
    *("educational", "rights", "relation", "classification"),
]


@pytest.fixture(scope="module")
def listed(root: Path) -> Catalogue:
    """The catalogue of this book."""
    found = catalogue(Book(root))
    assert found
    return found


def answer(data: bytes, verb: str) -> etree._Element:
    """An answer, with what every answer must have."""
    whole = etree.fromstring(data)
    assert whole.tag == f"{{{OAI}}}OAI-PMH"
    names = [etree.QName(child).localname for child in whole]
    assert names == ["responseDate", "request", verb]
    assert whole.findtext("o:responseDate", namespaces=SPACES) == "2026-11-24T00:00:00Z"
    return whole


def test_the_site_has_the_records_of_every_chapter_and_model(
    built: Path, listed: Catalogue
) -> None:
    made = records(listed, site_root())
    assert {path.name for path in (built / "oai").iterdir()} == set(made)
    for name, data in made.items():
        assert (built / "oai" / name).read_bytes() == data, name
    assert len(listed.all()) == 2 * (17 + len(listed.book.library.slugs()))


def test_the_same_book_gives_the_same_bytes(root: Path, listed: Catalogue) -> None:
    again = catalogue(Book(root))
    assert again and records(again, HOME) == records(listed, HOME)


def test_identify_and_formats_are_what_the_protocol_wants(listed: Catalogue) -> None:
    made = records(listed, HOME)
    whole = answer(made["Identify.xml"], "Identify")
    for name in (
        "repositoryName",
        "baseURL",
        "protocolVersion",
        "earliestDatestamp",
        "granularity",
    ):
        assert whole.findtext(f"o:Identify/o:{name}", namespaces=SPACES), name
    assert whole.findtext("o:Identify/o:deletedRecord", namespaces=SPACES) == "no"
    formats = answer(made["ListMetadataFormats.xml"], "ListMetadataFormats")
    prefixes = formats.xpath("//o:metadataPrefix/text()", namespaces=SPACES)
    assert prefixes == list(FORMATS)
    for name in made:
        if name.startswith("ListRecords-"):
            assert name.removeprefix("ListRecords-").removesuffix(".xml") in prefixes


@pytest.mark.parametrize("prefix", FORMATS)
def test_every_record_has_a_header_and_an_address_in_the_site(
    built: Path, listed: Catalogue, prefix: str
) -> None:
    made = records(listed, HOME)
    whole = answer(made[f"ListRecords-{prefix}.xml"], "ListRecords")
    identifiers = whole.xpath("//o:header/o:identifier/text()", namespaces=SPACES)
    headers = answer(made["ListIdentifiers.xml"], "ListIdentifiers")
    assert identifiers == headers.xpath("//o:identifier/text()", namespaces=SPACES)
    assert len(set(identifiers)) == len(listed.all())
    place = {"lom": "//l:technical/l:location/text()", "oai_dc": "//dc:identifier[1]/text()"}[
        prefix
    ]
    addresses = whole.xpath(place, namespaces=SPACES)
    assert len(addresses) == len(set(addresses)) == len(identifiers)
    for address in addresses:
        assert address.startswith(HOME)
        assert (built / address.removeprefix(HOME) / "index.html").exists(), address


def test_a_lom_record_has_what_nl_lom_demands_in_order(listed: Catalogue) -> None:
    whole = answer(records(listed, HOME)["ListRecords-lom.xml"], "ListRecords")
    for record in whole.xpath("//l:lom", namespaces=SPACES):
        for path, count in MANDATORY.items():
            found = record.xpath(path, namespaces=SPACES)
            assert len(found) == count, path
            assert all((one.text or "").strip() for one in found), path
        names = [etree.QName(child).localname for child in record]
        assert names == sorted(names, key=ORDER.index)
        for card in record.iterfind(f".//{{{LOM}}}vcard"):
            lines = card.text.split("\n")
            assert lines[0] == "BEGIN:VCARD" and lines[-1] == "END:VCARD"
        for words in record.iterfind(f".//{{{LOM}}}langstring"):
            assert words.get("{http://www.w3.org/XML/1998/namespace}lang")


def test_dublin_core_has_its_elements(listed: Catalogue) -> None:
    whole = answer(records(listed, HOME)["ListRecords-oai_dc.xml"], "ListRecords")
    for record in whole.xpath("//oai_dc:dc", namespaces=SPACES):
        for name in ("title", "creator", "description", "date", "language", "rights", "identifier"):
            assert record.findtext(f"dc:{name}", namespaces=SPACES), name


def test_the_json_list_has_the_same_resources(listed: Catalogue) -> None:
    feed = json.loads(records(listed, HOME)["records.json"])
    items = [one["item"] for one in feed["dataFeedElement"]]
    assert [item["identifier"] for item in items] == [
        listed.identifier(one, one.language) for one in listed.all()
    ]
    assert all(item["license"] and item["url"].startswith(HOME) for item in items)
