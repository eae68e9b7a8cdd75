"""What a built site says of itself in versions.json, so that editions of the book can stand side by side.

A page below `/v1/` looks in the file at the root for what else there is; a lab, a report and an assignment
find there which edition has the version of the model that they were made with.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from .book import Book
from .errors import BookError
from .imprint import read_imprint

FILE = "versions.json"
NAME = re.compile(r"\d[\w.-]*")  # an edition's folder is `v` and its name


def description(book: Book, site: Path) -> dict[str, Any]:
    """The one edition that a built site is: its versions, and its pages below the root of a language."""
    imprint = read_imprint(book)
    others = {*book.languages[1:], "assets", "downloads"}
    pages = sorted(
        path.parent.relative_to(site).as_posix().removeprefix(".")
        for path in site.rglob("index.html")
        if path.relative_to(site).parts[0] not in others
    )
    return {
        "name": "",
        "path": "",
        "version": str(book.library.version),
        "published": imprint.published.isoformat() if imprint else "",
        "wheel": f"downloads/{next((site / 'downloads').glob('*.whl')).name}",
        "models": {one.slug: str(one.version) for one in book.library.models()},
        "pages": [f"{page}/" if page else "" for page in pages],
    }


def write_versions(book: Book, site: Path) -> None:
    """Write versions.json at the root of a built site: itself alone."""
    write_shelf(site, book.languages, [description(book, site)])


def write_shelf(folder: Path, languages: list[str], editions: list[dict[str, Any]]) -> None:
    """Write versions.json with these editions, oldest first."""
    data = {"kind": "versions", "format": 1, "languages": languages, "editions": editions}
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / FILE).write_text(f"{text}\n", "utf-8")


def read_shelf(folder: Path) -> tuple[list[str], list[dict[str, Any]]]:
    """Languages and editions of a versions.json; raises BookError if there is none that can be read."""
    path = folder / FILE
    try:
        data = json.loads(path.read_text("utf-8"))
        if (data["kind"], data["format"]) != ("versions", 1):
            raise BookError("this is no list of editions that can be read here", path)
        return list(data["languages"]), list(data["editions"])
    except OSError as error:
        raise BookError("there is no built site here: run `build` first", folder) from error
    except (ValueError, KeyError, TypeError) as error:
        raise BookError(f"not a list of editions: {error}", path) from error
