"""The kit that models are made with: part of every book's package, and the same as the generator's."""

from __future__ import annotations

from pathlib import Path

from ..book import GENERATOR, Book


def kit_files(package: str) -> dict[str, bytes]:
    """The files of the kit below a book's folder, copied from the generator's own book into the package."""
    own = Book(GENERATOR.parent)
    kit = own.models_folder / own.package / "core"
    return {
        f"models/{package}/core/{path.relative_to(kit).as_posix()}": path.read_bytes()
        for path in sorted(kit.rglob("*.py"))
    }


def outdated(book: Book) -> list[str]:
    """The files of a book's kit that are not, or no longer, those of this generator."""
    wanted = kit_files(book.package)
    core = book.models_folder / book.package / "core"
    there = {path.relative_to(book.root).as_posix() for path in core.rglob("*.py")}
    changed = {name for name, data in wanted.items() if _bytes(book.root / name) != data}
    return sorted(changed | (there - wanted.keys()))


def renew(book: Book) -> list[str]:
    """Make a book's kit that of this generator; returns the files that were changed."""
    wanted, names = kit_files(book.package), outdated(book)
    for name in names:
        path = book.root / name
        if name in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wanted[name])
        else:
            path.unlink()
    return names


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
