"""A chapter's self-checks as a QTI 3 package: every kind but the one that needs a lab.

Response processing is written out in every item, so that no template has to be fetched.
"""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import Any

from lxml import etree

from ..checkdata import Check, Choice, LabTask, Match, Numeric, Order
from .archive import MANIFEST, pack
from .lesson import Lesson
from .markup import element, inline, plain, template, written
from .questions import turned

ITEM, TEST = "imsqti_item_xmlv3p0", "imsqti_test_xmlv3p0"


def qti_package(lesson: Lesson) -> bytes | None:
    """The package, or None if the lesson has no check that fits in it."""
    checks: list[Check] = [one for one in lesson.checks if not isinstance(one, LabTask)]
    if not checks:
        return None
    files = {f"items/{check.id}.xml": _Item(lesson, check).document() for check in checks}
    name = f"{lesson.book.package}-{lesson.language}-{lesson.slug}"
    files["test.xml"] = template("test.xml").format(
        identifier=f"{name}-test",
        title=escape(lesson.say("quiz", title=lesson.title)),
        items=written(*(_reference(check) for check in checks)),
    )
    resources = [_test(name, checks), *(_resource(check) for check in checks)]
    files[MANIFEST] = template("qti.xml").format(identifier=name, resources=written(*resources))
    return pack({path: text.encode() for path, text in files.items()})


def _reference(check: Check) -> Any:
    return element(
        "qti-assessment-item-ref", {"identifier": f"i-{check.id}", "href": f"items/{check.id}.xml"}
    )


def _test(name: str, checks: list[Check]) -> Any:
    needs = [element("dependency", {"identifierref": f"i-{check.id}"}) for check in checks]
    file = element("file", {"href": "test.xml"})
    return element(
        "resource", {"identifier": f"{name}-test", "type": TEST, "href": "test.xml"}, file, *needs
    )


def _resource(check: Check) -> Any:
    path = f"items/{check.id}.xml"
    file = element("file", {"href": path})
    return element("resource", {"identifier": f"i-{check.id}", "type": ITEM, "href": path}, file)


def _of(html: str, tag: str, attributes: dict[str, str] | None = None) -> Any:
    """An element that holds XHTML."""
    made = element(tag, attributes)
    inside = etree.fromstring(f"<x>{html}</x>")
    made.text = inside.text
    made.extend(list(inside))
    return made


def _value(kind: str, text: str) -> Any:
    return element("qti-base-value", {"base-type": kind}, text)


def _compare(tag: str, bound: Decimal) -> Any:
    response = element("qti-variable", {"identifier": "RESPONSE"})
    return element(tag, {}, response, _value("float", f"{bound:f}"))


def _set(name: str, value: Any) -> Any:
    return element("qti-set-outcome-value", {"identifier": name}, value)


class _Item:
    def __init__(self, lesson: Lesson, check: Check):
        self.language, self.lesson, self.check = lesson.language, lesson, check

    def document(self) -> str:
        parts = self.parts()
        return template("item.xml").format(
            identifier=f"i-{self.check.id}",
            title=escape(plain(self.check.question[self.language])),
            language=self.language,
            body="\n".join(map(_line, parts)),
        )

    def parts(self) -> list[Any]:
        match self.check:
            case Choice():
                return self.choice(self.check)
            case Numeric():
                return self.numeric(self.check)
            case Order():
                return self.order(self.check)
            case Match():
                return self.match(self.check)
        raise AssertionError(self.check.kind)

    def prompt(self, more: str = "") -> Any:
        text = inline(self.check.question[self.language])
        return _of(f"{text} {more}".strip(), "qti-prompt")

    def choice(self, check: Choice) -> list[Any]:
        names = [f"a{number}" for number, _ in enumerate(check.options, 1)]
        right = [name for name, one in zip(names, check.options, strict=True) if one.right]
        interaction = element(
            "qti-choice-interaction",
            {
                "response-identifier": "RESPONSE",
                "shuffle": "true",
                "max-choices": "0" if check.several else "1",
            },
            self.prompt(),
            *(
                _of(inline(one.text[self.language]), "qti-simple-choice", {"identifier": name})
                for name, one in zip(names, check.options, strict=True)
            ),
        )
        whys = {
            name: f"{'' if not check.several else inline(one.text[self.language]) + ': '}"
            f"{inline(one.why[self.language])}"
            for name, one in zip(names, check.options, strict=True)
            if one.why
        }
        cardinality = "multiple" if check.several else "single"
        if check.several:
            whys = {"general": "<br/>".join(whys.values())} if whys else {}
        return self.item("identifier", cardinality, right, interaction, whys)

    def numeric(self, check: Numeric) -> list[Any]:
        unit = check.unit.get(self.language, "") if check.unit else ""
        ask = self.lesson.say("number.point")
        entry = {"response-identifier": "RESPONSE", "expected-length": "10"}
        body = element(
            "div",
            {},
            _of(f"{inline(check.question[self.language])} {escape(ask)}", "p"),
            element("p", {}, element("qti-text-entry-interaction", entry), f" {unit}".rstrip()),
        )
        # Both bounds written out: not every player knows the tolerance of qti-equal.
        answer, tolerance = Decimal(str(check.answer)), Decimal(str(check.tolerance))
        test = element(
            "qti-and",
            {},
            _compare("qti-gte", answer - tolerance),
            _compare("qti-lte", answer + tolerance),
        )
        return self.item("float", "single", [str(check.answer)], body, self.why(check), test)

    def order(self, check: Order) -> list[Any]:
        names = [f"a{number}" for number, _ in enumerate(check.items, 1)]
        interaction = element(
            "qti-order-interaction",
            {"response-identifier": "RESPONSE", "shuffle": "true"},
            self.prompt(),
            *(
                _of(
                    inline(check.items[at][self.language]),
                    "qti-simple-choice",
                    {"identifier": names[at]},
                )
                for at in turned(check.id, len(names))
            ),
        )
        return self.item("identifier", "ordered", names, interaction, self.why(check))

    def match(self, check: Match) -> list[Any]:
        count = len(check.pairs)

        def choice(side: str, at: int, text: str) -> Any:
            attributes = {"identifier": f"{side}{at + 1}", "match-max": "1"}
            return _of(inline(text), "qti-simple-associable-choice", attributes)

        interaction = element(
            "qti-match-interaction",
            {"response-identifier": "RESPONSE", "shuffle": "true", "max-associations": str(count)},
            self.prompt(),
            element(
                "qti-simple-match-set",
                {},
                *(choice("l", at, one.left[self.language]) for at, one in enumerate(check.pairs)),
            ),
            element(
                "qti-simple-match-set",
                {},
                *(
                    choice("r", at, check.pairs[at].right[self.language])
                    for at in turned(check.id, count)
                ),
            ),
        )
        right = [f"l{number} r{number}" for number in range(1, count + 1)]
        return self.item("directedPair", "multiple", right, interaction, self.why(check))

    def why(self, check: Numeric | Order | Match) -> dict[str, str]:
        return {"general": inline(check.why[self.language])} if check.why else {}

    def item(
        self,
        kind: str,
        cardinality: str,
        right: list[str],
        interaction: Any,
        whys: dict[str, str],
        test: Any = None,
    ) -> list[Any]:
        """Declarations, body, processing and feedback."""
        if test is None:
            test = element(
                "qti-match",
                {},
                element("qti-variable", {"identifier": "RESPONSE"}),
                element("qti-correct", {"identifier": "RESPONSE"}),
            )
        values = [element("qti-value", {}, one) for one in right]
        zero = element("qti-default-value", {}, element("qti-value", {}, "0"))
        parts = [
            element(
                "qti-response-declaration",
                {"identifier": "RESPONSE", "cardinality": cardinality, "base-type": kind},
                element("qti-correct-response", {}, *values),
            ),
            element(
                "qti-outcome-declaration",
                {"identifier": "SCORE", "cardinality": "single", "base-type": "float"},
                zero,
            ),
        ]
        rules = [
            element(
                "qti-response-condition",
                {},
                element("qti-response-if", {}, test, _set("SCORE", _value("float", "1"))),
                element("qti-response-else", {}, _set("SCORE", _value("float", "0"))),
            )
        ]
        if whys:
            told = {"identifier": "FEEDBACK", "cardinality": "single", "base-type": "identifier"}
            parts.append(element("qti-outcome-declaration", told))
            general = list(whys) == ["general"]
            picked = element("qti-variable", {"identifier": "RESPONSE"})
            rules.append(_set("FEEDBACK", _value("identifier", "general") if general else picked))
        parts.append(element("qti-item-body", {}, interaction))
        parts.append(element("qti-response-processing", {}, *rules))
        for name, text in whys.items():
            attributes = {"outcome-identifier": "FEEDBACK", "identifier": name, "show-hide": "show"}
            content = element("qti-content-body", {}, _of(text, "p"))
            parts.append(element("qti-modal-feedback", attributes, content))
        return parts


def _line(part: Any) -> str:
    return str(etree.tostring(part, encoding="unicode"))
