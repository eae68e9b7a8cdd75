"""The self-checks at the end of a chapter, as HTML that can be read before any script runs.

What is right, and why, is covered (see seal.py) in the element's `data-sealed`, so that nobody comes upon it
in the page's source.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from typing import Any

from .book import Book
from .checkdata import LabTask
from .checkproof import solution
from .checks import PlainCheck, checks_of, html, plain
from .lab import plain as figure
from .labfence import LabFence
from .opening import opening
from .seal import salt_of, seal

type Place = Callable[[LabFence, str, str], str]  # a lab, its id and its name to its HTML


class CheckMarkup:
    """The HTML of the checks of one language."""

    def __init__(self, book: Book, language: str):
        self.book, self.language = book, language

    def say(self, key: str, **values: object) -> str:
        """Escaped words of the interface."""
        return escape(self.book.say(key, self.language, **values))

    def render(self, chapter: str, root: str, place: Place) -> str:
        """All checks of a chapter, below their heading; "" if there are none. `root` leads to the site's own."""
        checks = checks_of(self.book, chapter, self.language)
        if not checks:
            return ""
        tally = (
            '<p class="checks-tally" hidden><span data-role="checks-tally"></span> '
            f'<button type="button" data-check="reset-all">{self.say("checks.reset")}</button></p>'
        )
        return "\n".join(
            [
                f'<section class="checks" aria-labelledby="checks" data-chapter="{chapter}" '
                f'data-root="{escape(root, quote=True)}" data-search-exclude>',
                f'<p class="checks-lead">{self.say("checks.lead")} '
                f'<span data-role="checks-script">{self.say("checks.script")}</span></p>',
                *(self.check(one, place) for one in checks),
                tally,
                '<p data-role="checks-status" role="status"></p>',
                "</section>",
            ]
        )

    def check(self, check: PlainCheck, place: Place) -> str:
        """One check."""
        at = f"check-{check.id}"
        attributes = {
            "id": at,
            "class": "check",
            "lang": self.language,
            "data-kind": check.kind,
            "data-name": check.id,
            "data-version": check.version,
            "data-sealed": json.dumps(self.sealed(check), separators=(",", ":")),
        }
        if check.until is not None:
            attributes["data-until"] = json.dumps(self.until(check), ensure_ascii=False)
        number = self.say("check.number", number=check.number)
        question = (
            f'<span class="check-number">{number}</span> '
            f'<span class="check-question">{html(check.question)}</span>'
        )
        part: dict[str, Callable[[PlainCheck, str], str]] = {
            "choice": self.choice,
            "numeric": self.numeric,
            "order": self.order,
            "match": self.match,
        }
        if check.kind == "lab":
            body = (
                f'<p class="check-legend" id="{at}-question">{question}</p>'
                f'<p class="check-hint">{self.say("check.lab")}</p>'
                f'<p class="check-goal">{self.goal(check)}</p>{self.lab(check, at, place)}'
            )
            attributes |= {"role": "group", "aria-labelledby": f"{at}-question"}
        else:
            body = f"<fieldset><legend>{question}</legend>{part[check.kind](check, at)}</fieldset>"
        return (
            f"{opening('book-check', attributes)}{body}{self.actions(check)}"
            '<div class="check-verdict" data-role="verdict" role="status"></div></book-check>'
        )

    def actions(self, check: PlainCheck) -> str:
        """The buttons, which only a script can make work."""
        buttons = "".join(
            f'<button type="button" data-check="{name}"{" hidden" if name != "check" else ""}>'
            f"{self.say(f'check.action.{name}')}</button>"
            for name in ("check", "answer", "reset")
            if name != "check" or check.kind != "lab"
        )
        return f'<div class="check-actions" hidden>{buttons}</div>'

    def hint(self, key: str, at: str, **values: object) -> str:
        """What to do, in a sentence."""
        return f'<p class="check-hint" id="{at}-hint">{self.say(key, **values)}</p>'

    def choice(self, check: PlainCheck, at: str) -> str:
        """Options to pick or to tick, each with room for why."""
        kind = "checkbox" if check.several else "radio"
        options = "".join(
            f'<div class="check-option" data-option="{n}">'
            f'<label><input type="{kind}" name="{at}" value="{n}" aria-describedby="{at}-why-{n}"> '
            f"<span>{html(one.text)}</span></label>"
            f'<p class="check-why" id="{at}-why-{n}" data-role="why" hidden></p></div>'
            for n, one in enumerate(check.options)
        )
        return f"{self.hint('check.several' if check.several else 'check.choice', at)}{options}"

    def numeric(self, check: PlainCheck, at: str) -> str:
        """A box for a number, with its bounds and unit."""
        bounds = {
            key: self.figure(value)
            for key, value in (("low", check.low), ("high", check.high))
            if value is not None
        }
        key = "check.numeric" + {0: "", 1: f".{next(iter(bounds), '')}", 2: ".range"}[len(bounds)]
        limits = "".join(
            f' data-{name}="{figure(value)}"'
            for name, value in (("low", check.low), ("high", check.high))
            if value is not None
        )
        unit = f' <span class="check-unit" id="{at}-unit">{html(check.unit)}</span>'
        return (
            f"{self.hint(key, at, **bounds)}"
            f'<p class="check-box"><label for="{at}-box">{self.say("check.answer")}</label> '
            f'<input type="text" inputmode="decimal" autocomplete="off" id="{at}-box" name="{at}"{limits} '
            f'aria-describedby="{at}-hint{f" {at}-unit" if check.unit else ""}">'
            f"{unit if check.unit else ''}</p>"
        )

    def figure(self, value: float) -> str:
        """A number in words, as the language writes it."""
        return str(self.book.kit("words").number(value, 6, self.language))

    def order(self, check: PlainCheck, at: str) -> str:
        """A list to be put in order."""
        items = "".join(
            f'<li data-item="{n}"><span class="check-text">{html(one)}</span></li>'
            for n, one in enumerate(check.items)
        )
        return f'{self.hint("check.order", at)}<ol class="check-items">{items}</ol>'

    def match(self, check: PlainCheck, at: str) -> str:
        """Left-hand sides, each with a list to choose from; on paper the list stands below."""
        options = f'<option value="">{self.say("check.match.none")}</option>' + "".join(
            f'<option value="{n}">{escape(plain(one))}</option>'
            for n, one in enumerate(check.others)
        )
        pairs = "".join(
            f'<div class="check-pair" data-item="{n}"><label for="{at}-{n}">{html(one)}</label>'
            f'<select id="{at}-{n}" aria-describedby="{at}-why-{n}">{options}</select>'
            f'<p class="check-why" id="{at}-why-{n}" data-role="why" hidden></p></div>'
            for n, one in enumerate(check.items)
        )
        others = "".join(f"<li>{html(one)}</li>" for one in check.others)
        paper = (
            f'<div class="check-paper"><p>{self.say("check.match.from")}</p><ul>{others}</ul></div>'
        )
        return f"{self.hint('check.match', at)}{pairs}{paper}"

    def lab(self, check: PlainCheck, at: str, place: Place) -> str:
        """The lab of a task."""
        fence = LabFence(check.model, check.controls, dict(check.values), check.seed)
        name = self.book.say("check.lab.name", self.language, number=check.number)
        return place(fence, f"{at}-lab", name)

    def until(self, check: PlainCheck) -> dict[str, Any]:
        """When a run of the lab is where it must be."""
        assert check.until is not None
        one = self.measure(check)
        bounds = {"above": check.until.above, "below": check.until.below}
        found = {key: value for key, value in bounds.items() if value is not None}
        return {"measure": one.name, "kind": one.kind, "closed": check.until.closed, **found}

    def measure(self, check: PlainCheck) -> Any:
        """The measure of the model that a task is about."""
        assert check.until is not None
        summary = self.book.library.model(check.model).summary
        return next(one for one in summary if one.name == check.until.measure)

    def goal(self, check: PlainCheck) -> str:
        """The goal of a task, in the words of the measure."""
        assert check.until is not None
        one, until = self.measure(check), check.until
        quantity = self.book.kit("words").quantity
        bounds = {
            key: quantity(one, value, self.language)
            for key, value in (("above", until.above), ("below", until.below))
            if value is not None
        }
        key = "between" if until.closed else next(iter(bounds))
        return self.say(f"check.until.{key}", label=one.label.in_language(self.language), **bounds)

    def sealed(self, check: PlainCheck) -> dict[str, Any]:
        """What is right, and why, covered."""
        salt = salt_of(check.chapter, check.id, self.language)
        if check.kind == "choice":
            return {
                "salt": salt,
                "options": [
                    seal({"right": one.right, "why": one.why}, salt, f"option {n}")
                    for n, one in enumerate(check.options)
                ],
            }
        return {
            "salt": salt,
            "answer": seal(self.answer(check), salt, "answer"),
            "why": seal(check.why, salt, "why"),
        }

    def answer(self, check: PlainCheck) -> Any:
        """What is right of a check that is not a choice."""
        if check.kind == "numeric":
            return {"answer": check.answer, "tolerance": check.tolerance}
        return self.way(check) if check.kind == "lab" else list(check.key)

    def way(self, check: PlainCheck) -> list[str]:
        """One way to fulfil a task: each value that changes, in words."""
        teaching = self.book.teaching[check.chapter]
        task = next(one for one in teaching.checks if one.id == check.id)
        assert isinstance(task, LabTask)
        specs = self.book.library.model(task.model).parameters.specs()
        return [
            f"{specs[name].label.in_language(self.language)} {self.value(specs[name], value)}"
            for name, value in solution(self.book, task, teaching.path).items()
        ]

    def value(self, spec: Any, value: Any) -> str:
        """The value of a parameter in words."""
        if spec.choices is not None:
            return str(spec.choices[value].in_language(self.language))
        return f"{self.figure(value)} {spec.unit.in_language(self.language)}".strip()
