"""Pages that moved: at each old address a page that leads to the new one, and a list for hosts that can do it.

A page of its own works on every host. Its script keeps what stands behind `?` and `#`, so that a link to a
lab's result still opens that result; without a script the browser is sent to the page's beginning.
`_redirects` says the same to hosts that read it, whose answer keeps both by itself.
"""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from pathlib import Path
from urllib.parse import urlparse

from .book import GENERATOR, Book
from .cache import short
from .errors import BookError
from .outline import Outline

SCRIPT = GENERATOR / "theme" / "moved.js"
PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="canonical" href="{canonical}">
<link rel="icon" href="data:,">
<script src="{script}" data-to="{link}"></script>
<noscript><meta http-equiv="refresh" content="0; url={link}"></noscript>
<style>
:root {{ color-scheme: light dark; font: 1.1em/1.5 sans-serif }}
body {{ margin: 3em auto; max-width: 34em; padding: 0 1em }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p><a href="{link}">{lead}</a></p>
</main>
</body>
</html>
"""


def check_moved(outline: Outline, pages: Collection[str]) -> list[BookError]:
    """What is wrong with the moves of a book that has these pages, each named below the root."""
    old = {moved.old for moved in outline.moved}
    errors = []
    for moved in outline.moved:
        if moved.old in pages:
            said = f"moved: there is a page at {moved.old!r}, which would be hidden"
        elif moved.old.split("/")[0] in {*outline.languages, "assets", "downloads"}:
            said = f"moved: {moved.old!r} is no place of a page; name it without its language"
        elif moved.new in old:
            said = f"moved: {moved.new!r} moved itself; name where it stands now"
        elif moved.new not in pages:
            said = f"moved: {moved.old!r} leads to {moved.new!r}, and there is no such page"
        else:
            continue
        errors.append(BookError(said, outline.path, moved.row))
    return errors


def write_redirects(book: Book, site: Path, root: str) -> None:
    """Write the pages at old addresses in all languages, and `_redirects`. `root`: where the site will stand."""
    moved = book.outline.moved
    if not moved:
        return
    name = f"moved-{short(SCRIPT.read_bytes())}.js"
    (site / "assets").mkdir(parents=True, exist_ok=True)
    (site / "assets" / name).write_bytes(SCRIPT.read_bytes())
    way = urlparse(root).path.rstrip("/") + "/"
    rules = []
    for language in book.languages:
        below = "" if language == book.languages[0] else f"{language}/"
        for one in moved:
            up = "../" * (one.old.count("/") + 1)
            page = PAGE.format(
                language=language,
                title=escape(book.say("moved", language)),
                lead=escape(book.say("moved.lead", language)),
                link=f"{up}{one.new}/",
                canonical=f"{root.rstrip('/')}/{below}{one.new}/",
                script=f"{up}{'../' if below else ''}assets/{name}",
            )
            goal = site / below / one.old / "index.html"
            if goal.exists():
                raise BookError(
                    f"moved: something stands at {one.old!r} already", book.outline.path, one.row
                )
            goal.parent.mkdir(parents=True, exist_ok=True)
            goal.write_text(page, "utf-8")
            rules.append(f"{way}{below}{one.old}/ {way}{below}{one.new}/ 301\n")
    (site / "_redirects").write_text("".join(rules), "utf-8")
