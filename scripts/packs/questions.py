"""A chapter's self-checks as questions that a cartridge's quiz can hold.

The profile of QTI 1.2 that Common Cartridge 1.1 has knows one answer out of three or more, boxes to
tick, and words to fill in. What it lacks is turned into one of these or left out, and the pack says which.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations

from ..cache import digest
from ..checkdata import Check, Choice, LabTask, Match, Numeric, Order
from .lesson import Lesson
from .markup import inline, plain

MOST_NUMBERS = 120  # accepted answers to one question


@dataclass(frozen=True)
class Answer:
    """One option, as XHTML, and what is said to who picks it."""

    text: str
    right: bool
    why: str = ""


@dataclass(frozen=True)
class Picked:
    """One or several of the answers are right. `single`: exactly one can be picked."""

    id: str
    question: str
    answers: tuple[Answer, ...]
    single: bool
    why: str = ""


@dataclass(frozen=True)
class Filled:
    """A text to fill in; each of `accepted` is right."""

    id: str
    question: str
    accepted: tuple[str, ...]
    why: str = ""


type Question = Picked | Filled


@dataclass
class Quiz:
    """The questions, and in words what became of checks that could not stay as they are."""

    questions: list[Question] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def quiz_of(lesson: Lesson) -> Quiz:
    """The quiz of a lesson."""
    quiz = Quiz()
    for check in lesson.checks:
        reason = _add(quiz, check, lesson)
        if reason:
            quiz.changed.append(f"“{plain(check.question[lesson.language])}” {lesson.say(reason)}")
    return quiz


def _add(quiz: Quiz, check: Check, lesson: Lesson) -> str:
    """Add what stands for a check; the key of what there is to say of it, or nothing."""
    language, add = lesson.language, quiz.questions.append
    question = inline(check.question[language])
    match check:
        case Choice():
            answers = tuple(
                Answer(inline(one.text[language]), one.right, inline(one.why.get(language, "")))
                for one in check.options
            )
            single = not check.several and len(answers) > 2
            add(Picked(check.id, question, answers, single))
            return "changed.two" if not check.several and not single else ""
        case Numeric():
            accepted = numbers(check)
            if not accepted:
                return "left.numeric"
            unit = check.unit.get(language, "") if check.unit else ""
            unit = lesson.say("number.unit", unit=unit) if unit else ""
            hint = lesson.say("number.hint", unit=unit)
            add(Filled(check.id, f"{question} {inline(hint)}", accepted, _why(check, language)))
            return "changed.numeric"
        case Order():
            items = [inline(one[language]) for one in check.items]
            answers = tuple(
                Answer(_list([items[at] for at in order]), order == tuple(range(len(items))))
                for order in orders(check.id, len(items))
            )
            text = f"{question} {inline(lesson.say('order.ask'))}"
            add(Picked(check.id, text, answers, len(answers) > 2, _why(check, language)))
            return "changed.order"
        case Match():
            rights = [inline(one.right[language]) for one in check.pairs]
            order = turned(check.id, len(rights))
            for number, pair in enumerate(check.pairs):
                ask = lesson.say("match.ask", left=pair.left[language])
                answers = tuple(Answer(rights[at], at == number) for at in order)
                add(
                    Picked(
                        f"{check.id}-{number + 1}",
                        f"{question} {inline(ask)}",
                        answers,
                        len(answers) > 2,
                        _why(check, language),
                    )
                )
            return "changed.match"
        case LabTask():
            return "left.lab"


def _why(check: Numeric | Order | Match | LabTask, language: str) -> str:
    return inline(check.why[language]) if check.why else ""


def _list(items: list[str]) -> str:
    return "<br/>".join(f"{number}. {one}" for number, one in enumerate(items, 1))


def numbers(check: Numeric) -> tuple[str, ...]:
    """Every number within the tolerance, in the decimals of answer and tolerance; none if too many."""
    answer, tolerance = Decimal(str(check.answer)), Decimal(str(check.tolerance))
    places = max(0, *(-int(one.normalize().as_tuple().exponent) for one in (answer, tolerance)))
    step = Decimal(1).scaleb(-places)
    count = int(tolerance / step)
    if count * 2 + 1 > MOST_NUMBERS:
        return ()
    found: list[str] = []
    for at in sorted(range(-count, count + 1), key=abs):
        value = (answer + at * step).quantize(step, ROUND_HALF_UP)
        text = f"{value:f}"
        short = text.rstrip("0").rstrip(".") if "." in text else text
        for one in (text, text.replace(".", ","), short, short.replace(".", ",")):
            if one not in found:
                found.append(one)
    return tuple(found)


def orders(name: str, count: int) -> list[tuple[int, ...]]:
    """The right order and up to three wrong ones, shuffled in a way that is always the same."""
    right = tuple(range(count))
    every = (
        list(permutations(right)) if count <= 5 else [_scrambled(name, n, count) for n in range(9)]
    )
    wrong = sorted({one for one in every if one != right}, key=lambda one: digest(name, one))[:3]
    return sorted([right, *wrong], key=lambda one: digest("order", name, one))


def _scrambled(name: str, number: int, count: int) -> tuple[int, ...]:
    return tuple(sorted(range(count), key=lambda at: digest(name, number, at)))


def turned(name: str, count: int) -> list[int]:
    """So many things shuffled, for one name always in the same way."""
    return sorted(range(count), key=lambda at: digest("match", name, at))
