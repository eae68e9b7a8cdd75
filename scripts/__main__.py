"""`python -m scripts build | serve | check | outline | packs | editions | new | kit`: the command line."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .book import Book
from .errors import BookError
from .imprint import site_root
from .offline import NO_WORKER
from .reuse import causes, fetch, has, keep
from .scaffold import scaffold
from .start.command import new, new_arguments
from .start.kit import outdated, renew
from .surroundings import fix_surroundings


def main() -> int:
    """Run one command; a mistake in the book is printed as `file:line: message` and gives 1."""
    parser = argparse.ArgumentParser("python -m scripts")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the book's folder")
    commands = parser.add_subparsers(required=True)
    for name, act, words in (
        ("build", build, "build the whole site"),
        ("serve", serve, "build the site and serve it; rebuild when a source changes"),
        ("check", check, "check deck, outline, pages, citations and links without building"),
        ("outline", outline, "scaffold chapters that the outline names and the docs lack"),
        ("packs", packs, "write the SCORM packages of a built site into its downloads"),
        ("zip", zip_site, "write a built site into its downloads as one zip"),
        (
            "release",
            release,
            "lay a built site beside its earlier editions, as /vNAME/ and as the newest",
        ),
        ("publish", publish, "lay all editions, from their tags, into a folder to publish"),
        ("editions", editions, "make the PDFs and the e-books, and build the site with them"),
        ("new", new, "start a book of its own from a deck"),
        ("kit", kit, "make the kit of the book's models that of this generator"),
    ):
        command = commands.add_parser(name, help=words)
        command.set_defaults(act=act)
        if name == "serve":
            command.add_argument("--port", type=int, default=8000)
        if name == "new":
            new_arguments(command)
        if name == "packs":
            command.add_argument("--chapter", default="", help="only this chapter's")
        if name == "build":
            words = "without a service worker: one of an earlier build takes itself away"
            command.add_argument("--no-worker", action="store_true", help=words)
        if name == "publish":
            command.add_argument("--to", type=Path, required=True, help="the folder to publish")
        if name == "release":
            command.add_argument("name", help="what the edition is called, as 1 or 2.1")
            command.add_argument("--site", type=Path, help="the built site (build/site)")
            command.add_argument("--to", type=Path, required=True, help="where all editions stand")
        if name == "editions":
            command.add_argument("--only", default="", help="only the book's, or this chapter's")
            command.add_argument("--language", default="", help="only those in this language")
            command.add_argument("--processes", type=int, default=2)
        if name in ("build", "packs", "zip", "editions"):
            command.add_argument("--to", type=Path, help="the folder of the site (build/site)")
    asked = parser.parse_args()
    fix_surroundings()
    try:
        return int(asked.act(Book(asked.root), asked))
    except BookError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def configuration(book: Book, language: str) -> Path:
    """The MkDocs configuration of a language."""
    first = language == book.languages[0]
    return book.root / ("mkdocs.yml" if first else f"mkdocs.{language}.yml")


def build(book: Book, asked: argparse.Namespace) -> int:
    """Build all languages side by side, beside the old site, and swap when all is well."""
    goal = (asked.to or book.root / "build" / "site").resolve()
    aside = goal.with_name(f"{goal.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    first, *others = book.languages
    goals = [(first, aside / first)] + [(other, aside / other) for other in others]
    environment = os.environ | {"BOOK_ONE_LANGUAGE": "1", "NO_MKDOCS_2_WARNING": "1"}
    if getattr(asked, "no_worker", False):
        environment[NO_WORKER] = os.environ[NO_WORKER] = "1"
    bare = environment.get(NO_WORKER, "")
    keys = {one: causes(book, one, f"{_address(one, first)}{bare}") for one in book.languages}
    wanted = [(one, folder) for one, folder in goals if not has(book, one, keys[one])]
    if len(wanted) == len(book.languages):  # one page's change leaves nothing to share
        prepare(book)
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict",
             "-f", str(configuration(book, language)), "-d", str(folder / "site")],
            env=environment | _address(language, first),
        )
        for language, folder in wanted
    ]  # fmt: skip
    with ThreadPoolExecutor(1) as beside:  # what can be done while they run
        records = beside.submit(_records, book, aside / "records")
        for one, folder in goals:
            if (one, folder) not in wanted:
                fetch(book, one, keys[one], folder)
        failed = any([process.wait() for process in running])
    if failed:  # and has said why, which may be why there are no records
        shutil.rmtree(aside, ignore_errors=True)
        return 1
    records.result()
    for one, folder in wanted:
        keep(book, one, keys[one], folder)
    site = aside / first / "site"
    for other, folder in goals[1:]:
        (folder / "site").rename(site / other)
        for shared in ("assets", "downloads"):  # written beside each language's own root
            _merge(folder / shared, site / shared)
    from .ending import finish_site
    from .sitezip import keep_zip
    from .weight import check_weights

    _merge(aside / "records", site)
    try:
        page, total = check_weights(site, kept=book.cache)
        said = finish_site(book, site, site_root())
        if not bare:
            keep_zip(book, goal, site)
    except BookError:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    said.append(
        f"heaviest page before anything is touched: {page}, {total / 1000:.0f} kB compressed"
    )
    print("\n".join(said))
    goal.parent.mkdir(parents=True, exist_ok=True)
    old = goal.with_name(f"{goal.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if goal.exists():
        goal.rename(old)
    site.rename(goal)
    shutil.rmtree(old, ignore_errors=True)
    shutil.rmtree(aside, ignore_errors=True)
    print(f"built {goal}")
    return 0


def _address(language: str, first: str) -> dict[str, str]:
    """Each language's own address, for its canonical links."""
    root = site_root()
    return {"SITE_URL": root if language == first else f"{root}{language}/"}


def _records(book: Book, folder: Path) -> None:
    """The catalogue's records, beside the site until it is whole."""
    from .records import write_records

    folder.mkdir(parents=True)
    write_records(book, folder, site_root())


def _merge(folder: Path, into: Path) -> None:
    for path in sorted(folder.rglob("*")) if folder.exists() else []:
        goal = into / path.relative_to(folder)
        if path.is_file():
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, goal)


def prepare(book: Book) -> None:
    """What all languages share, made once: the runtime and the executed notebooks."""
    from .atlas import atlases
    from .execution import execute_all
    from .runtime import build_runtime
    from .site import labs_in

    first = book.languages[0]
    assert book.decks and book.library  # imported before there are threads
    with ThreadPoolExecutor(1) as beside:
        runtime = beside.submit(build_runtime, book)
        execute_all(book, book.library.slugs(), languages=())
        made = {atlas.name("", first): atlas for atlas in atlases(book, labs_in(book))}
        runtime.result()
    total = sum(atlas.size for atlas in made.values())
    left = sum(atlas.left for atlas in made.values())
    print(f"atlas: {len(made)} files, {total / 1000:.0f} kB compressed, {left} results left out")


def serve(book: Book, asked: argparse.Namespace) -> int:
    """MkDocs' own server, which rebuilds and reloads the browser when a source changes."""
    from mkdocs.commands.serve import serve as mkdocs_serve

    prepare(book)
    watched = [book.source, book.models_folder, book.notebooks_folder, book.docs]
    mkdocs_serve(
        config_file=str(configuration(book, book.languages[0])),
        dev_addr=f"127.0.0.1:{asked.port}",
        watch=[str(path) for path in watched],
    )
    return 0


def check(book: Book, asked: argparse.Namespace) -> int:
    """All checks that need no page to be made."""
    from .site import Site

    for language in book.languages:
        Site(book, language).check()
    print("no mistake found")
    if names := outdated(book):
        print(f"{len(names)} files of the kit differ from this generator's: python -m scripts kit")
    return 0


def kit(book: Book, asked: argparse.Namespace) -> int:
    """Bring the kit up to date, and say what changed."""
    for name in renew(book):
        print(f"changed: {name}")
    return 0


def outline(book: Book, asked: argparse.Namespace) -> int:
    """Scaffold, and say what was made."""
    for path in scaffold(book):
        print(f"new: {path.relative_to(book.root)}")
    return 0


def packs(book: Book, asked: argparse.Namespace) -> int:
    """The SCORM packages, which a build leaves out: each holds Python all over again."""
    from .packs.command import write_packages

    site = (asked.to or book.root / "build" / "site").resolve()
    address = _address("", "")["SITE_URL"]
    sizes = write_packages(site, address, asked.chapter)
    for name, size in sizes.items():
        print(f"{name}: {size / 1_000_000:.1f} MB")
    print(f"{len(sizes)} packages, {sum(sizes.values()) / 1_000_000:.0f} MB")
    return 0


def zip_site(book: Book, asked: argparse.Namespace) -> int:
    """The whole site as one file, for a USB stick or another server."""
    from .sitezip import ZIP, write_zip

    site = (asked.to or book.root / "build" / "site").resolve()
    print(f"{ZIP}: {write_zip(book, site) / 1_000_000:.1f} MB")
    return 0


def publish(book: Book, asked: argparse.Namespace) -> int:
    """All editions, from their tags."""
    from .publish import publish as lay

    names = lay(book.root, book.cache, asked.to.resolve())
    print(f"editions: {', '.join(names) or 'none; the site as it is now'}; in {asked.to}")
    return 0


def release(book: Book, asked: argparse.Namespace) -> int:
    """An edition: below its own name for good, and at the root until the next one."""
    from .release import release as lay

    site = (asked.site or book.root / "build" / "site").resolve()
    print(f"edition {asked.name}: {lay(site, asked.to.resolve(), asked.name)}")
    return 0


def editions(book: Book, asked: argparse.Namespace) -> int:
    """The editions that are not up to date, made and kept; then a build, which takes them along."""
    from .editions.command import make_editions, sizes

    address = site_root()
    wanted, made = make_editions(book, address, asked.only, asked.language, asked.processes)
    for name, size in sizes(book, address, made).items():
        print(f"{name}: {size / 1000:.0f} kB")
    print(f"editions: {len(made)} made, {len(wanted) - len(made)} up to date")
    return build(book, asked)


if __name__ == "__main__":
    sys.exit(main())
