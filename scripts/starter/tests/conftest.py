"""Where the generator is, and the book's site, built once."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GENERATOR = (ROOT / os.environ.get("GENERATOR", {{generator_python}})).resolve()
sys.path[:0] = [str(GENERATOR), str(ROOT / "models")]

from scripts.book import Book  # noqa: E402


@pytest.fixture(scope="session")
def book() -> Book:
    """This book."""
    return Book(ROOT)


@pytest.fixture(scope="session")
def site() -> Path:
    """The built site. What has not changed since the last build is taken from the cache."""
    done = subprocess.run(
        [sys.executable, "-m", "scripts", "--root", str(ROOT), "build"],
        cwd=GENERATOR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return ROOT / "build" / "site"


class Quiet(SimpleHTTPRequestHandler):
    """A plain file server that says nothing."""

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Chromium as the machine has it."""
    found = os.environ.get("CHROMIUM")
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    path = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **path, "args": ["--disable-gpu", *root]}
