"""`python -m scripts zip`: the whole built site in one file that runs from any folder of any web server."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

from .book import Book
from .errors import BookError
from .offline import EDITION, write_worker
from .offlinepage import show_zip
from .packs.archive import FIRST

ZIP = "downloads/site.zip"
README = "README.txt"
# Itself; Python, once more for each lab; and what a host has packed beside its files.
LEFT = re.compile(r"downloads/(?:site\.zip|.*\.scorm\.zip)$|.*\.(?:gz|br)$")
PACKED = (".zip", ".imscc", ".whl", ".epub", ".pdf", ".png", ".woff2", ".bin", ".gz")


def write_zip(book: Book, site: Path) -> int:
    """Write the zip into a built site's downloads and have its pages link to it; returns its bytes."""
    if not (site / EDITION).exists():
        raise BookError("there is no built site here that can be kept", site)
    show_zip(book, site, None)  # in the zip no page links to it
    write_worker(site, book.languages)
    goal = site / ZIP
    goal.parent.mkdir(exist_ok=True)
    aside = goal.with_suffix(".new")
    aside.unlink(missing_ok=True)
    with zipfile.ZipFile(aside, "w") as made:
        _add(made, README, readme(book).encode())
        for path in sorted(site.rglob("*")):
            name = path.relative_to(site).as_posix()
            if path.is_file() and path != aside and not LEFT.match(name):
                _add(made, name, path.read_bytes())
    aside.replace(goal)
    return _show(book, site)


def keep_zip(book: Book, old: Path, new: Path) -> bool:
    """Take the zip of the site before into a new one of the same edition; False if there is none."""
    path = old / ZIP
    try:
        with zipfile.ZipFile(path) as kept:
            edition = json.loads(kept.read(EDITION))
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
    if edition != json.loads((new / EDITION).read_text(encoding="utf-8")):
        return False
    (new / ZIP).parent.mkdir(exist_ok=True)
    shutil.copyfile(path, new / ZIP)
    _show(book, new)
    return True


def readme(book: Book) -> str:
    """How to use it, in every language of the book."""
    first = book.languages[0]
    parts = [
        book.say(
            "offline.zip.readme",
            one,
            title=book.outline.title[one],
            path="" if one == first else f"{one}/",
        )
        for one in book.languages
    ]
    return "\n\n\n".join(parts) + "\n"


def _show(book: Book, site: Path) -> int:
    size = (site / ZIP).stat().st_size
    show_zip(book, site, size)
    write_worker(site, book.languages)
    return size


def _add(made: zipfile.ZipFile, name: str, data: bytes) -> None:
    """One file, of the first moment a zip can hold: the same site is the same bytes."""
    entry = zipfile.ZipInfo(name, FIRST)
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    made.writestr(entry, data, compresslevel=9)
