"""The table of measured times: from the last bench of this machine, or the one kept with the sources."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from .book import Book

ROWS = (  # words.json: speed.<key>; what the bench calls it
    ("answer", "navigation to first answer, 20 Mbit/s, 40 ms"),
    ("local", "first live run to bare boot, localhost"),
    ("slow", "first live run to bare boot, 20 Mbit/s, 40 ms"),
    ("again", "second visit, first live run to bare boot"),
    ("reading", "a later visit, touched after 2 s, to bare boot"),
    ("median", ": slider to chart, median"),
    ("late", ": slider to chart, p95"),
    ("sweep", "sweep, two workers to one"),
    ("build", "build, nothing cached"),
    ("same", "build, nothing changed"),
    ("chapter", "build, one chapter changed"),
    ("model", "build, one model changed"),
)


def bench_file(book: Book) -> Path:
    """The numbers to show."""
    own = book.root / "build" / "bench.json"
    return own if own.exists() else book.source / "bench.json"


def speed_table(book: Book, language: str) -> str:
    """The table as HTML; of all models the slowest one counts. What was not measured is left out."""
    path = bench_file(book)
    entries: list[dict[str, Any]] = json.loads(path.read_text("utf-8")) if path.exists() else []
    number = book.kit("words").number
    body = ""
    for key, what in ROWS:
        found = [one for one in entries if str(one["what"]).endswith(what)]
        if not found:
            continue
        worst = max(found, key=lambda one: float(one["value"]))
        unit = {"x": "×"}.get(worst["unit"], worst["unit"])
        name = book.say(f"speed.{key}", language)
        if len(found) > 1:
            slug = str(worst["what"]).partition(":")[0]
            name += f" ({book.library.model(slug).title.in_language(language)})"
        budget = (
            ""
            if worst["budget"] is None
            else f"{'≥' if key == 'sweep' else '≤'}\u00a0{number(worst['budget'], 2, language)}\u00a0{unit}"
        )
        met = {True: "speed.met", False: "speed.missed"}.get(worst["ok"])
        cells = (
            f"{number(worst['value'], 0 if unit == 'ms' else 2, language)}\u00a0{unit}",
            budget,
            (met and book.say(met, language)) or "",
        )
        body += (
            f'<tr><th scope="row">{escape(name)}</th>'
            + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
            + "</tr>"
        )
    machine = next((str(one["value"]) for one in entries if one["what"] == "machine"), "")
    head = "".join(
        f'<th scope="col">{escape(book.say(f"speed.{key}", language))}</th>'
        for key in ("what", "value", "budget", "verdict")
    )
    caption = escape(book.say("speed.caption", language, machine=machine))
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
