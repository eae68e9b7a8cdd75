"""The QTI 3 package: what is in it, and that a broken one fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from packkit import broken, extra, lesson, manifest, swap, taught, without
from tiny import TinyBook

from scripts.packs.archive import MANIFEST, unpack
from scripts.packs.inspect import inspect
from scripts.packs.qti import qti_package

Break = Callable[[dict[str, bytes]], None]


def made(tiny: TinyBook, language: str = "nl") -> bytes:
    """The package of the tiny book's chapter."""
    data = qti_package(lesson(taught(tiny), language))
    assert data is not None
    return data


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_package_is_right_and_always_the_same(tiny: TinyBook, language: str) -> None:
    data = made(tiny, language)
    assert inspect(data, "qti") == []
    assert data == made(tiny, language)
    names = {"one", "two", "several", "number", "steps", "pairs"}
    assert set(unpack(data)) == {MANIFEST, "test.xml", *(f"items/{name}.xml" for name in names)}


def test_a_chapter_without_checks_has_no_package(tiny: TinyBook) -> None:
    from scripts.book import Book

    assert qti_package(lesson(Book(tiny.folder), "nl")) is None


ONE, NUMBER, STEPS, PAIRS = (f"items/{name}.xml" for name in ("one", "number", "steps", "pairs"))
BROKEN: dict[str, Break] = {
    "missing item": without(ONE),
    "missing test": without("test.xml"),
    "no manifest": without(MANIFEST),
    "namespace of QTI 2": manifest("qti/qtiv3p0/imscp_v1p1", "imscp_v1p1"),
    "items of QTI 2": swap(ONE, "imsqtiasi_v3p0", "imsqti_v2p2"),
    "type of QTI 2": manifest("imsqti_item_xmlv3p0", "imsqti_item_xmlv2p2"),
    "version of QTI 2": manifest("3.0.0", "2.2.0"),
    "banner": manifest("<manifest", "<!-- hello -->\n<manifest"),
    "doubled identifier": manifest('identifier="i-one"', 'identifier="i-two"'),
    "doubled item": swap(ONE, 'identifier="i-one"', 'identifier="i-two"'),
    "item that the test does not ask": swap(
        "test.xml", '<qti-assessment-item-ref identifier="i-one" href="items/one.xml"/>', ""
    ),
    "test asks what is not there": swap("test.xml", "items/one.xml", "items/none.xml"),
    "dependency on nothing": manifest('identifierref="i-one"', 'identifierref="i-none"'),
    "file that no resource names": extra("items/more.xml", "<x/>"),
    "path out of the pack": manifest('<file href="items/one.xml"/>', '<file href="../one.xml"/>'),
    "response that is not declared": swap(
        ONE, 'response-identifier="RESPONSE"', 'response-identifier="ANSWER"'
    ),
    "right answer that is no choice": swap(
        ONE, "<qti-value>a1</qti-value>", "<qti-value>a9</qti-value>"
    ),
    "no right answer": swap(ONE, "<qti-value>a1</qti-value>", ""),
    "one choice for several": swap("items/several.xml", 'max-choices="0"', 'max-choices="1"'),
    "order without one": swap(STEPS, "<qti-value>a4</qti-value>", ""),
    "order that is not ordered": swap(STEPS, 'cardinality="ordered"', 'cardinality="multiple"'),
    "pairs that are not directed": swap(PAIRS, "directedPair", "identifier"),
    "pair with nobody": swap(PAIRS, "l1 r1", "l1 r8"),
    "number that is none": swap(
        NUMBER, "<qti-value>0.48</qti-value>", "<qti-value>0,48</qti-value>"
    ),
    "no score": swap(ONE, 'identifier="SCORE"', 'identifier="POINTS"'),
    "nothing sets the score": swap(NUMBER, "qti-response-processing>", "qti-unknown>"),
    "feedback on nothing": swap(ONE, 'outcome-identifier="FEEDBACK"', 'outcome-identifier="WHY"'),
    "choices called the same": swap(ONE, 'identifier="a2"', 'identifier="a1"'),
    "not adaptive nor fixed": swap(ONE, 'adaptive="false"', 'adaptive="maybe"'),
    "not well-formed": swap(ONE, "</qti-assessment-item>", ""),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_package_fails(tiny: TinyBook, what: str) -> None:
    assert inspect(broken(made(tiny), BROKEN[what]), "qti")
