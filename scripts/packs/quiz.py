"""The quiz of a cartridge: QTI 1.2 in the profile of Common Cartridge 1.1.

Moodle takes the score of an answer from the last condition that names it, and shows as general
feedback what a condition with continue="Yes" displays. So each answer has one condition of its own,
with its score and its feedback in it.
"""

from __future__ import annotations

from typing import Any

from .lesson import Lesson
from .markup import element, template, written
from .questions import Answer, Filled, Picked, Question

# Of an assessment: the only values that the profile allows.
FIELDS = {
    "cc_profile": "cc.exam.v0p1",
    "qmd_assessmenttype": "Examination",
    "qmd_scoretype": "Percentage",
    "qmd_feedbackpermitted": "Yes",
    "cc_maxattempts": "unlimited",
}


def assessment(lesson: Lesson, questions: list[Question]) -> str:
    """The document."""
    made = element(
        "assessment",
        {"ident": f"quiz-{lesson.slug}", "title": lesson.say("quiz", title=lesson.title)},
        _metadata(FIELDS),
        element("section", {"ident": "section"}, *map(_item, questions)),
    )
    made.set("{http://www.w3.org/XML/1998/namespace}lang", lesson.language)
    return template("assessment.xml").format(assessment=written(made))


def _metadata(fields: dict[str, str]) -> Any:
    return element(
        "qtimetadata",
        {},
        *(
            element(
                "qtimetadatafield",
                {},
                element("fieldlabel", {}, label),
                element("fieldentry", {}, entry),
            )
            for label, entry in fields.items()
        ),
    )


def _item(question: Question) -> Any:
    profile, parts = _filled(question) if isinstance(question, Filled) else _picked(question)
    about = element("itemmetadata", {}, _metadata({"cc_profile": f"cc.{profile}.v0p1"}))
    return element("item", {"ident": question.id}, about, *parts)


def _material(html: str) -> Any:
    return element("material", {}, element("mattext", {"texttype": "text/html"}, html))


def _feedback(name: str, html: str) -> Any:
    return element("itemfeedback", {"ident": name}, element("flow_mat", {}, _material(html)))


def _condition(onward: str, tests: list[Any], score: int | None, feedback: str = "") -> Any:
    parts = [element("conditionvar", {}, *tests)]
    if score is not None:
        parts.append(element("setvar", {"action": "Set", "varname": "SCORE"}, str(score)))
    if feedback:
        parts.append(
            element("displayfeedback", {"feedbacktype": "Response", "linkrefid": feedback})
        )
    return element("respcondition", {"continue": onward}, *parts)


def _processing(conditions: list[Any]) -> Any:
    variable = {"varname": "SCORE", "vartype": "Decimal", "minvalue": "0", "maxvalue": "100"}
    return element(
        "resprocessing", {}, element("outcomes", {}, element("decvar", variable)), *conditions
    )


def _equal(value: str, case: bool = False) -> Any:
    return element("varequal", {"respident": "response"} | ({"case": "Yes"} if case else {}), value)


def _picked(question: Picked) -> tuple[str, list[Any]]:
    names = [f"a{number}" for number, _ in enumerate(question.answers, 1)]
    labels = [
        element("response_label", {"ident": name}, _material(answer.text))
        for name, answer in zip(names, question.answers, strict=True)
    ]
    cardinality = "Single" if question.single else "Multiple"
    presentation = element(
        "presentation",
        {},
        _material(question.question),
        element(
            "response_lid",
            {"ident": "response", "rcardinality": cardinality},
            element("render_choice", {"shuffle": "Yes"}, *labels),
        ),
    )
    named = list(zip(names, question.answers, strict=True))
    conditions, feedback = (_one if question.single else _several)(named, question.why)
    profile = "multiple_choice" if question.single else "multiple_response"
    return profile, [presentation, _processing(conditions), *feedback]


def _one(named: list[tuple[str, Answer]], why: str) -> tuple[list[Any], list[Any]]:
    conditions, feedback = _general(why)
    for name, answer in named:
        told = f"{name}-why" if answer.why else ""
        conditions.append(_condition("No", [_equal(name)], 100 if answer.right else 0, told))
        if told:
            feedback.append(_feedback(told, answer.why))
    return conditions, feedback


def _several(named: list[tuple[str, Answer]], why: str) -> tuple[list[Any], list[Any]]:
    whys = [why] if why else []
    whys += [f"{answer.text}: {answer.why}" for _, answer in named if answer.why]
    conditions, feedback = _general("<br/>".join(whys))
    tests = [
        _equal(name, True) if answer.right else element("not", {}, _equal(name, True))
        for name, answer in named
    ]
    conditions.append(_condition("No", [element("and", {}, *tests)], 100))
    return conditions, feedback


def _general(why: str) -> tuple[list[Any], list[Any]]:
    """Feedback whatever the answer is."""
    if not why:
        return [], []
    return [_condition("Yes", [element("other")], None, "general")], [_feedback("general", why)]


def _filled(question: Filled) -> tuple[str, list[Any]]:
    presentation = element(
        "presentation",
        {},
        _material(question.question),
        element(
            "response_str",
            {"ident": "response", "rcardinality": "Single"},
            element("render_fib", {"prompt": "Box", "fibtype": "String"}),
        ),
    )
    conditions, feedback = _general(question.why)
    # In this profile several varequal side by side are answers that are all right.
    conditions.append(_condition("No", [_equal(one) for one in question.accepted], 100))
    return "fib", [presentation, _processing(conditions), *feedback]
