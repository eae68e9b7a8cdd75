"""Course packs: what is in them, and that a broken one is never taken for a good one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree
from packkit import broken, doubled, extra, lesson, manifest, swap, taught, without
from tiny import TinyBook

from scripts.errors import BookError
from scripts.packs.archive import MANIFEST, pack, unpack
from scripts.packs.cartridge import address_of, cartridge, fragment, label_of
from scripts.packs.inspect import approve, inspect

ADDRESS = "https://example.org/boek/"
Break = Callable[[dict[str, bytes]], None]
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


def made(tiny: TinyBook, language: str = "nl", address: str = ADDRESS) -> bytes:
    """The cartridge of the tiny book's chapter."""
    one = lesson(taught(tiny), language)
    return cartridge(label_of(one), [fragment(one)], address_of(one, address))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_cartridge_is_right_and_always_the_same(tiny: TinyBook, language: str) -> None:
    data = made(tiny, language)
    assert inspect(data, "cartridge") == []
    assert data == made(tiny, language)
    assert data.index(MANIFEST.encode()) < 64, "the manifest comes first"


def test_moodle_finds_the_namespace_first(tiny: TinyBook) -> None:
    """Moodle strips spaces and quotes from the first 500 bytes and looks for this very text."""
    start = unpack(made(tiny))[MANIFEST][:500].decode().replace('"', "").replace(" ", "").lower()
    assert "xmlns=http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" in start
    assert unpack(made(tiny))[MANIFEST].startswith(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns='
    )


def test_links_lead_to_chapter_lab_and_checks(tiny: TinyBook) -> None:
    files = unpack(made(tiny, "en"))
    hrefs = {
        etree.fromstring(data)[1].get("href")
        for name, data in files.items()
        if b"webLink" in data and name != MANIFEST
    }
    page = f"{ADDRESS}en/weide/"
    assert hrefs == {page, f"{page}#lab-1", f"{page}#checks"}
    assert f'href="{ADDRESS}en/index/"' in files["weide/assignment.html"].decode()


def test_a_pack_says_when_the_site_has_no_address(tiny: TinyBook) -> None:
    unset = unpack(made(tiny, "en", "http://127.0.0.1:8000"))["weide/about.html"].decode()
    assert "SITE_URL" in unset and "http://127.0.0.1:8000/" in unset
    assert "SITE_URL" not in unpack(made(tiny, "en"))["weide/about.html"].decode()


def items(data: bytes) -> dict[str, etree._Element]:
    """The questions of a cartridge's quiz, by name."""
    root = etree.fromstring(unpack(data)["weide/quiz.xml"])
    return {one.get("ident"): one for one in root.iter(f"{QTI}item")}


def test_every_kind_of_check_becomes_what_the_profile_has(tiny: TinyBook) -> None:
    found = items(made(tiny))
    profiles = {name: one.findtext(f".//{QTI}fieldentry") for name, one in found.items()}
    assert profiles == {
        "one": "cc.multiple_choice.v0p1",
        "two": "cc.multiple_response.v0p1",
        "several": "cc.multiple_response.v0p1",
        "number": "cc.fib.v0p1",
        "steps": "cc.multiple_choice.v0p1",
        "pairs-1": "cc.multiple_choice.v0p1",
        "pairs-2": "cc.multiple_choice.v0p1",
        "pairs-3": "cc.multiple_choice.v0p1",
    }
    about = unpack(made(tiny))["weide/about.html"].decode()
    assert about.count("<li>") == 5, "two, number, steps, pairs and lab are not as in the book"


def test_numbers_within_the_tolerance_are_right_with_point_and_comma(tiny: TinyBook) -> None:
    given = {one.text for one in items(made(tiny))["number"].iter(f"{QTI}varequal")}
    assert {"0.46", "0,46", "0.48", "0,50", "0.5", "0,5"} <= given
    assert not {"0.45", "0.51", "0,51"} & given


def right(item: etree._Element) -> list[str]:
    """The texts of the answers that get the full score."""
    texts = {
        one.get("ident"): one.findtext(f".//{QTI}mattext")
        for one in item.iter(f"{QTI}response_label")
    }
    full = next(
        one for one in item.iter(f"{QTI}respcondition") if one.findtext(f"{QTI}setvar") == "100"
    )
    skipped = set(full.findall(f".//{QTI}not/{QTI}varequal"))
    return [str(texts[one.text]) for one in full.iter(f"{QTI}varequal") if one not in skipped]


def test_the_right_answers_are_right(tiny: TinyBook) -> None:
    found = items(made(tiny, "en"))
    assert right(found["one"]) == ["eight"]
    assert right(found["two"]) == ["yes"]
    assert sorted(right(found["several"])) == ["cow", "sheep"]
    assert right(found["steps"]) == ["1. calf<br/>2. heifer<br/>3. cow<br/>4. steak"]
    assert right(found["pairs-2"]) == ["lamb"]


def test_texts_are_escaped_once(tiny: TinyBook) -> None:
    text = items(made(tiny, "en"))["one"].findtext(f".//{QTI}mattext")
    assert text == "How many <em>farmers</em> &amp; cows?"


QUIZ = "weide/quiz.xml"
BROKEN: dict[str, Break] = {
    "missing file": without("weide/chapter.xml"),
    "missing page": without("weide/assignment.html"),
    "no manifest": without(MANIFEST),
    "wrong namespace": manifest("imsccv1p1/imscp_v1p1", "imsccv1p3/imscp_v1p1"),
    "namespace of content packaging": manifest(
        'xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"',
        'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"',
    ),
    "banner": manifest("<manifest", f"<!-- {'made by a program ' * 30}-->\n<manifest"),
    "short banner": manifest("<manifest", "<!-- made by us -->\n<manifest"),
    "xmlns not first": manifest("<manifest xmlns", '<manifest version="1" xmlns'),
    "document type": manifest("<manifest", "<!DOCTYPE manifest [<!ENTITY a 'b'>]>\n<manifest"),
    "wrong version": manifest("1.1.0", "1.3.0"),
    "wrong schema": manifest("IMS Common Cartridge", "IMS Content"),
    "no title": manifest("De weide: Een weide", ""),
    "doubled identifier": manifest('identifier="i-weide-about"', 'identifier="i-weide-quiz"'),
    "doubled resource": manifest('identifier="r-weide-about"', 'identifier="r-weide-quiz"'),
    "identifier with a digit first": manifest('identifier="i-weide"', 'identifier="1-weide"'),
    "reference to nothing": manifest('identifierref="r-weide-about"', 'identifierref="r-nothing"'),
    "resource that nothing refers to": manifest(' identifierref="r-weide-quiz"', ""),
    "file that no resource names": extra("weide/more.html"),
    "unknown type": manifest('type="imswl_xmlv1p1"', 'type="imswl_xmlv1p9"'),
    "link with href": manifest(
        'identifier="r-weide-chapter" type',
        'identifier="r-weide-chapter" href="weide/chapter.xml" type',
    ),
    "web content without href": manifest(' href="weide/about.html">', ">"),
    "flat structure": manifest("rooted-hierarchy", "flat"),
    "title on the top item": manifest(
        '<item identifier="root">', '<item identifier="root"><title>x</title>'
    ),
    "item without title": manifest("<title>Over dit pakket</title>", ""),
    "path out of the pack": manifest('<file href="weide/quiz.xml"/>', '<file href="../quiz.xml"/>'),
    "absolute path": manifest('<file href="weide/quiz.xml"/>', '<file href="/weide/quiz.xml"/>'),
    "escaped path": manifest(
        '<file href="weide/quiz.xml"/>', '<file href="weide/%2e%2e/%2e%2e/quiz.xml"/>'
    ),
    "address of another host": manifest(
        '<file href="weide/quiz.xml"/>', '<file href="https://example.org/quiz.xml"/>'
    ),
    "name out of the pack": extra("../evil.html"),
    "not well-formed": manifest("</manifest>", ""),
    "link without scheme": swap("weide/chapter.xml", "https://example.org", ""),
    "link to the placeholder": swap(
        "weide/chapter.xml", "https://example.org/boek/", "https://site.invalid/"
    ),
    "link of another namespace": swap("weide/chapter.xml", "imsccv1p1/imswl_v1p1", "imswl_v1p0"),
    "script in a page": swap("weide/about.html", "</body>", "<script>alert(1)</script></body>"),
    "page that is not well-formed": swap("weide/about.html", "</p>", ""),
    "quiz of another namespace": swap(QUIZ, "ims_qtiasiv1p2", "imsqti_v2p1"),
    "quiz of another profile": swap(QUIZ, "cc.exam.v0p1", "cc.test.v0p1"),
    "quiz without profile": swap(QUIZ, "<fieldlabel>cc_profile", "<fieldlabel>cc_weighting"),
    "unknown field": swap(QUIZ, "qmd_scoretype", "qmd_colour"),
    "too many attempts": swap(QUIZ, "unlimited", "12"),
    "kind that the profile lacks": swap(QUIZ, "cc.multiple_choice.v0p1", "cc.matching.v0p1"),
    "numeric item": swap(QUIZ, "cc.fib.v0p1", "cc.numeric.v0p1"),
    "doubled item": swap(QUIZ, 'ident="two"', 'ident="one"'),
    "single for multiple": swap(QUIZ, 'rcardinality="Multiple"', 'rcardinality="Single"'),
    "choice called pattern match": swap(QUIZ, "cc.multiple_choice.v0p1", "cc.pattern_match.v0p1"),
    "score for an unknown answer": swap(
        QUIZ, '<varequal respident="response">a1', '<varequal respident="response">a9'
    ),
    "score of another response": swap(
        QUIZ, 'varequal respident="response"', 'varequal respident="other"'
    ),
    "no full score": swap(QUIZ, ">100<", ">50<"),
    "added score": swap(QUIZ, 'action="Set"', 'action="Add"'),
    "other variable": swap(QUIZ, 'decvar varname="SCORE"', 'decvar varname="que_score"'),
    "feedback that is not there": swap(QUIZ, 'linkrefid="a1-why"', 'linkrefid="a7-why"'),
    "two sections": swap(QUIZ, "<section ident", "<section><item/></section><section ident"),
    "parts out of order": swap(QUIZ, "</itemmetadata>", "</itemmetadata><itemfeedback ident='x'/>"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_cartridge_fails(tiny: TinyBook, what: str) -> None:
    data = made(tiny)
    faults = inspect(broken(data, BROKEN[what]), "cartridge")
    assert faults
    with pytest.raises(BookError, match="weide"):
        approve(broken(data, BROKEN[what]), "cartridge", "weide")


def test_what_is_not_a_zip_fails(tiny: TinyBook) -> None:
    data = made(tiny)
    assert inspect(b"PK not a zip", "cartridge")
    assert inspect(data[: len(data) // 2], "cartridge")
    assert inspect(pack({}), "cartridge")
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = doubled(data, "weide/about.html")
    assert any("twice" in fault for fault in inspect(twice, "cartridge"))
