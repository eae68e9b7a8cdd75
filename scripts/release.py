"""`python -m scripts release NAME --to FOLDER`: a built site becomes an edition, beside those that are there.

    FOLDER/v1/  FOLDER/v2/ …   every edition, as it was built, for good
    FOLDER/                    the newest one once more, and versions.json with them all

An edition is copied and never changed. What lay at the root and is not in the new edition goes, except the
assets of the one before: their names are those of their content, and someone may still have its pages open.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from filecmp import cmp
from pathlib import Path

from .errors import BookError
from .versions import FILE, NAME, read_shelf, write_shelf


def release(site: Path, folder: Path, name: str) -> Path:
    """Lay the site below `folder` as edition `name` and as the newest one; returns the edition's folder.

    Raises BookError for a name that cannot be a folder or that stands for other bytes already.
    """
    if not NAME.fullmatch(name):
        raise BookError(f"an edition is called by a number, as 1 or 2.1, not {name!r}")
    languages, [own, *_] = read_shelf(site)
    editions = read_shelf(folder)[1] if (folder / FILE).exists() else []
    goal = folder / f"v{name}"
    if goal.exists():
        if _files(goal) != _files(site) or not _same(site, goal, _files(site)):
            raise BookError(
                f"edition {name} is there already, and is another: it stays as it is", goal
            )
        return goal
    before = [folder / str(one["path"]) for one in editions]
    _copy(site, goal)
    _clear(folder, before)
    _copy(site, folder)
    write_shelf(folder, languages, [*editions, own | {"name": name, "path": f"v{name}/"}])
    return goal


def _clear(folder: Path, before: list[Path]) -> None:
    """Take the former newest edition from the root; nothing goes that no edition laid there."""
    last = _files(before[-1]) if before else set()
    older: set[str] = set().union(*(_files(one) for one in before[:-1]))
    gone = {name for name in last if not name.startswith("assets/")}
    gone |= {name for name in older - last if name.startswith("assets/")}
    for name in sorted(gone, reverse=True):
        path = folder / name
        path.unlink(missing_ok=True)
        for parent in path.parents:
            if parent == folder or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _same(one: Path, other: Path, names: Iterable[str]) -> bool:
    return all(cmp(one / name, other / name, shallow=False) for name in names)


def _copy(site: Path, goal: Path) -> None:
    """All files, with nothing of their dates or owners."""
    for name in sorted(_files(site)):
        (goal / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / name, goal / name)
