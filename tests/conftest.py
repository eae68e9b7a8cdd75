"""What the tests share: the repository, tiny books, and the site built from this one."""

from __future__ import annotations

import functools
import os
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "models"), str(ROOT / "tests")]

from playwright.sync_api import Browser  # noqa: E402
from tiny import TinyBook, command  # noqa: E402

collect_ignore = ["commons"]  # a book with tests of its own, which test_other_book runs


def without_worker(make: Callable[..., Any]) -> Callable[..., Any]:
    """A maker of contexts or pages in which no service worker comes between a test and the network."""

    @functools.wraps(make)
    def made(self: Browser, **options: Any) -> Any:
        return make(self, **{"service_workers": "block", **options})

    return made


Browser.new_context = without_worker(Browser.new_context)  # type: ignore[method-assign]
Browser.new_page = without_worker(Browser.new_page)  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture
def tiny(tmp_path: Path) -> TinyBook:
    """A book of one chapter, one model and two languages, of a test's own."""
    return TinyBook(tmp_path / "book").write()


@pytest.fixture(scope="session")
def built(root: Path) -> Path:
    """This book's site, which `make test` builds before the tests; built here if it is not there."""
    site = root / "build" / "site"
    if not (site / "index.html").exists():
        done = command(root, "build")
        assert done.returncode == 0, done.stderr
    return site


class Quiet(SimpleHTTPRequestHandler):
    """A plain file server that says nothing."""

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server that a browser may ask for many things at once."""

    request_queue_size = 128


def served(folder: Path, handler: type[Quiet] = Quiet) -> tuple[ThreadingHTTPServer, str]:
    """A server of a folder and its address."""
    server = Server(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}"


@pytest.fixture(scope="session")
def address(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served, as plain files from a sub-path: .../boek/"""
    folder = tmp_path_factory.mktemp("served")
    (folder / "boek").symlink_to(built)
    server, place = served(folder)
    yield f"{place}/boek/"
    server.shutdown()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Chromium as the machine has it."""
    quiet = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-ipc-flooding-protection",  # a test may change the fragment hundreds of times
    ]
    root_needs = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    found = {"executable_path": os.environ["CHROMIUM"]} if os.environ.get("CHROMIUM") else {}
    if not found and Path("/usr/bin/chromium").exists():
        found = {"executable_path": "/usr/bin/chromium"}
    return {**browser_type_launch_args, **found, "args": [*quiet, *root_needs]}
