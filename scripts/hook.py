"""The one hook by which MkDocs runs the generator; named in mkdocs.yml."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlparse

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from jinja2 import FileSystemBytecodeCache
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from scripts.book import GENERATOR, Book
from scripts.embed import embed_page
from scripts.ending import finish_site
from scripts.errors import BookError
from scripts.imprint import licence_line, site_root
from scripts.lost import lost
from scripts.offline import NO_WORKER
from scripts.offline import PAGE as OFFLINE
from scripts.records import write_records
from scripts.rendered import Renderer
from scripts.reuse import causes, fetch, keep
from scripts.site import Site
from scripts.surroundings import fix_surroundings
from scripts.webapp import colours, manifest_way

ONE_LANGUAGE = (
    "BOOK_ONE_LANGUAGE"  # set by `scripts build`, which builds the languages side by side
)
# Elements that are shut to the search, and drawings, through every mark of which it would read.
ASIDE = re.compile(r"<(svg|model-lab)\b.*?</\1>", re.S)
MARK = re.compile(r"<!--aside (\d+)-->")
# Whoever searches fetches the whole index; the small print of a model is found by what its page says above it.
UNSEARCHED = re.compile(r'<h2 id="card">.*?</h2>\s*<dl')
log = logging.getLogger("mkdocs.book")
fix_surroundings()
_site: Site | None = None
_renderer: Renderer | None = None
_served = False


def site() -> Site:
    """The site being built."""
    assert _site is not None
    return _site


def guarded(function: Any) -> Any:
    """Turn a mistake in the book into MkDocs' own kind of error: one message, no traceback."""

    def run(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except BookError as error:
            raise PluginError(str(error)) from error

    run.__name__ = function.__name__
    return run


def on_startup(command: str, dirty: bool) -> None:
    """A server of MkDocs' puts a script of its own into every page, which the policy would leave dead; and a
    service worker would show whoever writes yesterday's pages."""
    global _served
    _served = command == "serve"
    if _served:
        os.environ[NO_WORKER] = "1"


@guarded
def on_config(config: Any) -> Any:
    """Read the book, check it, and tell MkDocs its navigation, words and templates."""
    global _site
    if str(GENERATOR.parent) not in sys.path:  # MkDocs puts the path back after loading a hook;
        sys.path.insert(0, str(GENERATOR.parent))  # the atlas's processes inherit it
    root = Path(config.config_file_path).parent
    book = Book(root)
    language = Path(config.docs_dir).name
    if language not in book.languages:
        raise BookError(
            f"docs_dir names no language of the book ({', '.join(book.languages)})", root
        )
    below = "" if language == book.languages[0] else f"{language}/"
    address = f"{config.site_url.rstrip('/')}/" if config.site_url else ""
    _site = Site(book, language, address.removesuffix(below))
    _site.check()
    config.nav = _site.navigation()
    config.site_name = book.outline.title[language]
    config.site_description = book.outline.subtitle.get(language, "")
    config.theme["language"] = language
    config.theme.dirs.insert(0, str(GENERATOR / "theme" / "shell"))
    config.copyright = licence_line(book, language)
    return config


@guarded
def on_files(files: Any, config: Any) -> Any:
    """Add the pages and files that the generator makes."""
    for name, source in site().generated.items():
        files.append(File.generated(config, name, content=source.markdown))
    name, html = site().slides()
    files.append(File.generated(config, name, content=html))
    for path in sorted((site().book.docs / "assets").glob("*")):
        files.append(File.generated(config, f"assets/{path.name}", abs_src_path=str(path)))
    return files


def on_nav(nav: Any, config: Any, files: Any) -> Any:
    """All files are known now: what was made of an unchanged page can be used again."""
    global _renderer
    _renderer = Renderer(site().book, config, files)
    return nav


@guarded
def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """A page's text with cards, labs, formulas and citations."""
    name = page.file.src_uri
    source = site().pages[name]
    text = site().compose(name)
    page.meta = {**source.meta, "title": site().title(source)}
    assert _renderer is not None
    _renderer.attach(page)
    return text


def on_page_content(html: str, page: Any, config: Any, files: Any) -> str:
    """Swap what was kept out of the Markdown back in, and link the terms of the glossary."""
    page.aside = []
    html = site().finish(page.file.src_uri, html)
    html = UNSEARCHED.sub(r"\g<0> data-search-exclude", html)
    return ASIDE.sub(partial(_set_aside, page.aside), html)


def _set_aside(aside: list[str], match: re.Match[str]) -> str:
    """What the search need not read is kept until the page is written."""
    aside.append(match[0])
    return f"<!--aside {len(aside) - 1}-->"


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Put back what was set aside."""
    return MARK.sub(lambda match: page.aside[int(match[1])], output)


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """Tell the templates where the assets and the other languages are."""
    source = site().pages[page.file.src_uri]
    context["book_assets"] = site().stage.assets(source)
    context["book_app"] = site().stage.runtime.app
    context["book_needs"] = site().stage.runtime.needs
    context["book_bare"] = site().stage.runtime.embed
    context["book_styles"] = site().stage.runtime.styles
    context["book_switch"] = site().switch(source.name)
    context["book_head"] = site().head(source.name)
    context["book_words"] = lambda key: site().book.say(key, site().language)
    context["book_offline"] = f"{source.up}{OFFLINE}"
    if manifest := manifest_way(site().stage.assets(source), site().language):
        context["book_manifest"] = manifest
        context["book_colours"] = colours()
    return context


def on_env(env: Any, config: Any, files: Any) -> Any:
    """The same for pages that are not Markdown, such as the 404 page."""
    stage = site().stage
    templates = stage.book.cache.path("templates", stage.book.tools)
    templates.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(templates))  # it knows a changed one itself
    base = "/" if not config.site_url else ""
    env.globals |= {
        "book_assets": base + ("assets/" if stage.primary else "../assets/"),
        "book_app": site().stage.runtime.app,
        "book_needs": site().stage.runtime.needs,
        "book_styles": site().stage.runtime.styles,
        "book_switch": site().switch(""),
        "book_words": lambda key: site().book.say(key, site().language),
        "book_lost": lost(site().book, site().language),
        "book_root": urlparse(site().address).path,
    }
    return env


@guarded
def on_post_build(config: Any) -> None:
    """Write the files beside the pages; then the other languages, each with its own configuration."""
    folder = Path(config.site_dir)
    root = folder if site().stage.primary else folder.parent
    pages = [embed_page(site().stage, slug) for slug in site().stage.notebooks]
    for name, page in [*pages, site().shelf.page()]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(page)
    for name, content in site().files().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
    if site().stage.primary and not os.environ.get(ONE_LANGUAGE):
        book = site().book
        for language in book.languages[1:]:
            address = f"{config.site_url.rstrip('/')}/{language}/" if config.site_url else None
            if _served:
                _fetch_other(book, language, folder, address)
            else:
                _build_other(book, language, folder / language, address)
        whole = config.site_url or site_root()
        write_records(book, folder, whole)
        finish_site(book, folder, whole, _served)


def _build_other(book: Book, language: str, folder: Path, address: str | None) -> None:
    """The pages of another language in that folder, what it shares with the first one beside it."""
    name = str(book.root / f"mkdocs.{language}.yml")
    other = load_config(name, site_dir=str(folder), site_url=address)
    # all configurations share this module: it must go on knowing what it works for
    other.plugins.on_startup(command="serve" if _served else "build", dirty=False)
    build(other)


def _fetch_other(book: Book, language: str, folder: Path, address: str | None) -> None:
    """The same for a server, which builds again and again: what is kept of a language without a change."""
    key, name = causes(book, language, address or ""), f"{language}-served"
    with TemporaryDirectory() as temporary:
        made = Path(temporary) / "made"
        if not fetch(book, name, key, made):
            _build_other(book, language, made / "site", address)
            keep(book, name, key, made)
        shutil.copytree(made / "site", folder / language, dirs_exist_ok=True)
        for shared in ("assets", "downloads"):
            shutil.copytree(made / shared, folder / shared, dirs_exist_ok=True)
