"""What the pages say of themselves to machines: JSON-LD by a shape, Dublin Core, and the citation."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from pybtex.database import parse_string
from pyshacl import validate
from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from tiny import TinyBook

from scripts.book import Book
from scripts.cite import apa, bibtex, tex
from scripts.colophon import colophon
from scripts.imprint import public, read_imprint
from scripts.learning import Learning, dublin_core, duration, script
from scripts.resource import Catalogue, catalogue

LANGUAGES = {"nl": "", "en": "en/"}
SCHEMA = "https://schema.org/"
# What schema.org's own context says of the properties used here, so that nothing is fetched.
INLINE = {
    "@vocab": SCHEMA,
    **{name: {"@type": "@id"} for name in ("license", "url", "targetUrl")},
}
HOME = "https://boek.example/wij/"


@pytest.fixture(scope="module")
def listed(root: Path) -> Catalogue:
    """The catalogue of this book."""
    found = catalogue(Book(root))
    assert found
    return found


def graph_of(text: str, base: str = HOME) -> Graph:
    """The triples of JSON-LD, with its context put in place."""
    data: dict[str, Any] = json.loads(text)
    assert data["@context"] == "https://schema.org"
    data["@context"] = INLINE
    return Graph().parse(data=json.dumps(data), format="json-ld", base=base)


def faults(graph: Graph, root: Path) -> str:
    """What the shapes have against a graph; "" if nothing."""
    shapes = Graph().parse(root / "tests/shapes/learning.ttl")
    conforms, _, text = validate(graph, shacl_graph=shapes)
    return "" if conforms else str(text)


def pages(root: Path) -> list[str]:
    book = Book(root)
    names = [chapter.slug for chapter in book.outline.chapters()]
    names += [f"models/{slug}" for slug in book.library.slugs()]
    return [f"{folder}{name}/" for folder in LANGUAGES.values() for name in names]


def test_every_chapter_and_model_describes_itself_as_the_shapes_demand(
    built: Path, root: Path
) -> None:
    for name in ["", "en/", *pages(root)]:
        tree = lxml.html.parse(str(built / name / "index.html")).getroot()
        [found] = tree.xpath("//head/script[@type='application/ld+json']/text()")
        graph = graph_of(found, HOME + name)
        assert faults(graph, root) == "", name
        this = URIRef(HOME + name)
        kind = "Book" if name in ("", "en/") else "LearningResource"
        assert (this, RDF.type, URIRef(SCHEMA + kind)) in graph, name
        for place in graph.objects(None, URIRef(SCHEMA + "hasPart")):
            page, _, anchor = str(place).removeprefix(HOME).partition("#")
            there = built / page / "index.html"
            assert there.exists() and (not anchor or f'id="{anchor}"' in there.read_text()), place
        for word in ("workTranslation", "translationOfWork", "targetUrl", "isPartOf"):
            for place in graph.objects(this, URIRef(SCHEMA + word)):
                assert (built / str(place).removeprefix(HOME) / "index.html").exists(), place


def test_without_a_licence_the_shapes_refuse_it(listed: Catalogue, root: Path) -> None:
    for resource in (listed.chapters["nl"][7], listed.models["en"][0]):
        whole = Learning(listed, HOME).page(resource, [])
        assert faults(graph_of(whole), root) == ""
        for broken in ("license", "version", "name"):
            data = json.loads(whole)
            del data[broken]
            said = faults(graph_of(json.dumps(data)), root)
            assert said and (broken != "license" or "there is no licence" in said)


def test_a_chapter_says_what_it_asks_and_what_it_teaches(listed: Catalogue) -> None:
    for language in LANGUAGES:
        for resource in listed.chapters[language]:
            data = Learning(listed, HOME).resource(resource)
            assert data["educationalLevel"] and data["timeRequired"] == duration(resource.minutes)
            assert data["teaches"] == list(resource.goals)
            assert data["url"] == data["@id"] == f"{HOME}{LANGUAGES[language]}{resource.slug}/"
            titles = [title for title, _ in resource.prerequisites]
            assert data.get("competencyRequired", []) == titles
            kinds = {part.kind for part in resource.parts}
            assert "exercise" in kinds


def test_the_pages_have_dublin_core(built: Path, root: Path) -> None:
    for name in pages(root):
        tree = lxml.html.parse(str(built / name / "index.html")).getroot()
        found: dict[str, list[str]] = {}
        for meta in tree.xpath("//head/meta[starts-with(@name, 'DC.')]"):
            found.setdefault(meta.get("name"), []).append(meta.get("content"))
        for element in (
            "title",
            "creator",
            "description",
            "date",
            "identifier",
            "language",
            "rights",
        ):
            assert all(found[f"DC.{element}"]), (name, element)
        assert found["DC.language"] == ["en" if name.startswith("en/") else "nl"]
        assert found["DC.rights"] == ["https://creativecommons.org/licenses/by/4.0/"]


def test_nothing_false_is_said_of_an_address_on_ones_own_machine(built: Path, root: Path) -> None:
    for address in ("http://127.0.0.1:8000/", "http://localhost/x/", "http://[::1]/", "", None):
        assert public(address) == ""
    assert public("https://boek.example/") == "https://boek.example/"
    for name in pages(root):
        text = (built / name / "index.html").read_text()
        [head] = re.findall(r'<script type="application/ld\+json">.*?</script>', text)
        cite = text.partition("<cite-this>")[2].partition("</cite-this>")[0]
        assert "127.0.0.1" not in head + cite and "localhost" not in head + cite


def test_a_citation_names_author_year_version_and_address(listed: Catalogue) -> None:
    resource = listed.chapters["nl"][7]
    where = f"{HOME}uitstoot/"
    assert apa(listed, resource, where) == (
        "De auteurs van Wij in plaats van ik. (2026). De uitstoot. In <em>Wij in plaats van ik: vier recepten "
        f"voor burgerschap</em> (versie 0.1.0, hfst. 8). {where}"
    )
    assert apa(listed, resource, "").endswith("hfst. 8).")
    for language in LANGUAGES:
        for one in listed.chapters[language]:
            [entry] = parse_string(bibtex(listed, one, where), "bibtex").entries.values()
            assert entry.fields["title"] == "{" + tex(one.title) + "}"
            assert entry.fields["version"] == "0.1.0" and entry.fields["url"] == where
            assert [str(person) for person in entry.persons["author"]] == [
                "{" + listed.imprint.author[language] + "}"
            ]


def test_the_page_shows_the_citation_as_text(built: Path, listed: Catalogue) -> None:
    for language, folder in LANGUAGES.items():
        for resource in listed.chapters[language]:
            path = built / folder / resource.path / "index.html"
            tree = lxml.html.parse(str(path)).getroot()
            [details] = tree.xpath("//cite-this/details[@id='cite']")
            plain = unescape(re.sub("<[^>]+>", "", apa(listed, resource, "")))
            assert details.xpath("string(.//*[@id='cite-apa'])") == plain
            assert details.xpath("string(.//*[@id='cite-bibtex'])") == bibtex(listed, resource, "")
            assert all(button.get("hidden") is not None for button in details.xpath(".//button"))


def test_a_chapter_shows_its_assignment_and_its_rubric(built: Path, root: Path) -> None:
    book = Book(root)
    from scripts.teaching import read_teaching

    for chapter in book.outline.chapters():
        teaching = read_teaching(book, chapter.slug)
        for language, folder in LANGUAGES.items():
            path = built / folder / chapter.slug / "index.html"
            tree = lxml.html.parse(str(path)).getroot()
            [details] = tree.xpath("//details[@id='assignment']")
            assert details.get("open") is None
            assert len(details.xpath(".//dl[@class='rubric']/dt")) == len(teaching.rubric)
            shown = details.xpath("count(.//dl[@class='rubric']//li)")
            assert shown == sum(len(one.levels) for one in teaching.rubric)
            needs = tree.xpath("//p[@class='chapter-needs']")
            assert needs and teaching.level[language] in needs[0].text_content()
            links = needs[0].xpath(".//a/@href")
            assert links == [f"../{slug}/" for slug in teaching.prerequisites]


def test_a_script_element_cannot_be_ended_by_its_data() -> None:
    assert "</script" not in script({"name": "</script><b>&amp;"})
    assert json.loads(script({"name": "</script>&"})) == {"name": "</script>&"}
    assert duration(90) == "PT1H30M" and duration(60) == "PT1H" and duration(20) == "PT20M"


def test_the_version_is_the_one_everywhere(root: Path, listed: Catalogue) -> None:
    import yaml

    cff = yaml.safe_load((root / "CITATION.cff").read_text())
    assert str(cff["version"]) == listed.imprint.version
    assert cff["date-released"] == listed.imprint.published.isoformat()
    assert cff["title"] == listed.imprint.title["nl"]
    assert cff.get("doi", "") == listed.imprint.doi


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("published: 2026-11-24", "published: gisteren", "published is a day"),
        ("author: {nl: De auteurs van Wij in plaats van ik, en", "author: {en", "no author in nl"),
        ("keywords:", "words: x\nkeywords:", "unknown key 'words'"),
        ("licence: {name: CC BY 4.0,", "licence: {naam: CC BY 4.0,", "a licence has a name"),
        ("keywords:", "doi: https://doi.org/10.1/x\nkeywords:", "yml:10: a DOI is written as"),
        ("keywords:", "isbn: {nl: {pdf: 978-90-274-3964-3}}\nkeywords:", "yml:10: this is no ISBN"),
        ("keywords:", "isbn: {nl: {html: 978-90-274-3964-2}}\nkeywords:", "neither pdf nor epub"),
        ("keywords:", "isbn: {de: {pdf: 978-90-274-3964-2}}\nkeywords:", "'de' is no language"),
        (
            "keywords:",
            "isbn: {nl: {pdf: 9789027439642}, en: {pdf: 9789027439642}}\nkeywords:",
            "stands here twice",
        ),
    ],
)
def test_an_imprint_with_a_mistake_stops_the_build(
    tiny: TinyBook, root: Path, old: str, new: str, said: str
) -> None:
    text = (root / "docs/source/imprint.yml").read_text()
    assert text.count(f"\n{old}") == 1
    path = tiny.folder / "docs/source/imprint.yml"
    path.write_text(text.replace(f"\n{old}", f"\n{new}"))
    done = tiny.run("check")
    assert done.returncode == 1 and said in done.stderr and "imprint.yml" in done.stderr


def test_a_doi_and_isbns_are_said_wherever_the_book_is_cited_or_described(
    tiny: TinyBook, root: Path
) -> None:
    text = (root / "docs/source/imprint.yml").read_text()
    doi, isbn = "10.5281/zenodo.1234567", "978-90-274-3964-2"
    (tiny.folder / "docs/source/imprint.yml").write_text(
        f"{text}doi: {doi}\nisbn: {{en: {{epub: {isbn}}}}}\n"
    )
    book = Book(tiny.folder)
    found = catalogue(book)
    assert found and found.imprint.isbn == {"en": {"epub": isbn}}
    dutch, english = (found.chapters[language][0] for language in ("nl", "en"))
    assert apa(found, dutch, "https://example.org/").endswith(f" https://doi.org/{doi}")
    assert f"{{{doi}}}" in bibtex(found, dutch, "")
    assert ("relation", f"https://doi.org/{doi}") in dublin_core(found, dutch, "")
    whole = Learning(found, "").whole("en", english)
    assert whole["sameAs"] == f"https://doi.org/{doi}"
    assert [one["isbn"] for one in whole["workExample"]] == [isbn.replace("-", "")]
    assert "workExample" not in Learning(found, "").whole("nl", dutch)
    assert isbn in colophon(book, "en") and isbn not in colophon(book, "nl")
    assert f"https://doi.org/{doi}" in colophon(book, "nl")
    assert "24 november 2026" in colophon(book, "nl")


def test_a_book_without_an_imprint_is_not_described(tiny: TinyBook) -> None:
    assert read_imprint(Book(tiny.folder)) is None and catalogue(Book(tiny.folder)) is None


def test_an_identifier_does_not_change_with_address_or_version(listed: Catalogue) -> None:
    resource = listed.chapters["nl"][7]
    assert listed.identifier(resource, "nl") == "urn:uuid:8399478f-7816-535e-bd55-fab79de12201"
    later = Catalogue(listed.book, replace(listed.imprint, version="9.9.9"))
    assert later.identifier(resource, "nl") == listed.identifier(resource, "nl")
    every = [listed.identifier(one, one.language) for one in listed.all()]
    assert len(set(every)) == len(every)
