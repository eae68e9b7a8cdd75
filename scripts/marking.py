"""The instructor's desk: a fence becomes the place where reports are marked in the browser."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from .book import Book
from .opening import opening


def marking_plan(book: Book, language: str) -> bytes:
    """What marking needs to know of every model, in one language, as JSON."""
    models = {model.slug: _model(model, language) for model in book.library.models()}
    return json.dumps({"models": models}, ensure_ascii=False, separators=(",", ":")).encode()


def _model(model: Any, language: str) -> dict[str, Any]:
    return {
        "title": model.title.in_language(language),
        "version": model.version,
        "parameters": {
            name: {
                "label": spec.label.in_language(language),
                "default": spec.default,
                "choices": spec.choices
                and {value: text.in_language(language) for value, text in spec.choices.items()},
            }
            for name, spec in model.parameters.specs().items()
        },
        "summary": {
            one.name: {"label": one.label.in_language(language), "kind": one.kind}
            for one in model.summary
        },
    }


def marking(book: Book, language: str, number: int, plan: str, runtime: str) -> str:
    """The element; without a script it says that it needs one."""
    attributes = {
        "id": f"marking-{number}",
        "class": "marking",
        "lang": language,
        "data-plan": plan,
        "data-runtime": runtime,
        "data-search-exclude": "",
    }
    said = escape(book.say("marking.script", language, package=book.library.package))
    return (
        f'{opening("report-marking", attributes)}<p data-role="script">{said}</p></report-marking>'
    )
