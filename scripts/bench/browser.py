"""In Chromium: how soon a lab answers, next to a bare Pyodide boot in the same run on the same machine."""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import compress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from ..book import Book
from . import sweep
from .result import Result, late, middle

MOVES = 15
RUNS = 3
READING = 2000  # ms between a page and the first touch of its lab, for whoever reads first
PACKED = {".html", ".js", ".mjs", ".css", ".json", ".svg", ".wasm", ".xml", ".txt"}
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 2.5e6, "uploadThroughput": 2.5e6}
BARE = """
const module = await import(new URL(PYODIDE + "pyodide.mjs", location.origin).href);
const python = await module.loadPyodide({indexURL: new URL(PYODIDE, location.origin).href});
python.runPython("1 + 1");
postMessage("ready");
"""
WATCH = """
window.answers = [];
document.addEventListener("lab:result", event =>
  window.answers.push([performance.now(), event.detail.source]));
"""
MOVE = """
([name, value]) => {
  const lab = document.querySelector("model-lab");
  const control = lab.querySelector(`[name="${name}"]`);
  window.moved = performance.now();
  control.value = value;
  control.dispatchEvent(new Event("input", {bubbles: true}));
  control.dispatchEvent(new Event("change", {bubbles: true}));
}
"""


def bench(book: Book) -> Iterator[Result]:
    """First and second visit, with and without a slow line; then every model's slider."""
    site = book.root / "build" / "site"
    pyodide = next((site / "assets").glob("pyodide-*")).name
    slug = book.outline.bench.get("lab") or book.library.slugs()[0]
    for path in (site / "assets").rglob("*"):  # packed before anything is timed
        if path.suffix in PACKED and path.is_file():
            _packed(path.resolve())
    with _served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or None,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                  "--disable-background-networking", "--disable-component-update",
                  "--disable-sync"],
        )  # fmt: skip
        for name, slow, most in (("localhost", False, 0.5), ("20 Mbit/s, 40 ms", True, 0.9)):
            answers = [_answered(browser, address, slug, slow) for _ in range(RUNS)]
            seen = [one for one, _, _ in answers]
            yield Result(f"navigation to first answer, {name}", middle(seen), "ms", 1000)
            yield Result(f"requests up to the first answer, {name}", answers[0][1], "")
            yield Result(f"bytes up to the first answer, {name}", answers[0][2] / 1000, "kB")
            bare, first = [], []
            for _ in range(RUNS):  # in turn, so that what else the machine does falls on both
                bare.append(_bare(browser, address, f"/assets/{pyodide}/", slow))
                first.append(_first(browser, address, slug, slow))
            yield Result(f"bare Pyodide boot, {name}", middle(bare), "ms")
            yield Result(
                f"first live run off the grid, {name}", middle([one[0] for one in first]), "ms"
            )
            ratio = middle([one[0] for one in first]) / middle(bare)
            yield Result(f"first live run to bare boot, {name}", ratio, "x", most)
            if not slow:
                ratio = middle([one[2] for one in first]) / middle(bare)
                words = f"a later visit, touched after {READING // 1000} s, to bare boot"
                yield Result(words, ratio, "x")
                ratio = middle([one[1] for one in first]) / middle(bare)
                yield Result("second visit, first live run to bare boot", ratio, "x", 0.2)
        for one in book.library.slugs():
            times = _moves(browser, address, book, one)
            yield Result(f"{one}: slider to chart, median", middle(times), "ms", 100)
            yield Result(f"{one}: slider to chart, p95", late(times), "ms", 300)
        yield from sweep.bench(browser, address, book, slug)
        browser.close()


@functools.cache
def _packed(path: Path) -> bytes:
    return compress(path.read_bytes(), 6)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            """Text and wasm packed, as hosts send them."""
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            if path.suffix not in PACKED or not path.is_file():
                return super().do_GET()
            data = _packed(path.resolve())
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def end_headers(self) -> None:
            if "/assets/" in self.path:
                self.send_header("Cache-Control", "public, max-age=31536000, immutable")
            super().end_headers()

    class Calm(ThreadingHTTPServer):
        def handle_error(self, *arguments: object) -> None:
            """A browser that is closed in the middle of an answer is no news."""

    handler = functools.partial(Quiet, directory=str(folder))
    server = Calm(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def _throttle(page: Page, slow: bool) -> None:
    if slow:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)


def _bare(browser: Browser, address: str, pyodide: str, slow: bool) -> float:
    """Milliseconds to boot the same Pyodide from its own files in a worker."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/robots.txt")
    _throttle(page, slow)
    code = f"const PYODIDE = {pyodide!r};{BARE}".replace("location.origin", repr(address))
    time: float = page.evaluate(
        """code => new Promise((done, failed) => {
          const start = performance.now();
          const url = URL.createObjectURL(new Blob([code], {type: "text/javascript"}));
          const worker = new Worker(url, {type: "module"});
          worker.onmessage = () => done(performance.now() - start);
          worker.onerror = event => failed(new Error(event.message));
        })""",
        code,
    )
    context.close()
    return time


def _answer(page: Page, source: str = "live") -> float:
    """Milliseconds from the move to the chart that shows a result of that source."""
    for _ in range(6000):
        found = page.evaluate(
            "source => window.answers.find(one => one[1] === source && one[0] >= window.moved)",
            source,
        )
        if found:
            return float(found[0] - page.evaluate("window.moved"))
        page.wait_for_timeout(10)
    raise RuntimeError("the lab gave no answer within a minute")


def _first(browser: Browser, address: str, slug: str, slow: bool) -> list[float]:
    """From the first move on a fresh profile to the live result; the same on a second visit, touched at
    once, and on a third one, read for a moment first."""
    context = browser.new_context()
    times = []
    for reading in (0, 0, READING):
        page = context.new_page()
        page.add_init_script(WATCH)
        _throttle(page, slow)
        page.goto(f"{address}/models/{slug}/")
        page.wait_for_load_state("load")
        page.wait_for_timeout(reading)
        page.evaluate(MOVE, ["seed", "77777"])
        times.append(_answer(page))
        page.close()
    context.close()
    return times


def _answered(browser: Browser, address: str, slug: str, slow: bool) -> tuple[float, int, float]:
    """Milliseconds from navigation on a fresh profile to the first answer to a slider; requests, bytes."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    _throttle(page, slow)
    page.goto(f"{address}/models/{slug}/", wait_until="domcontentloaded")
    name, value = page.evaluate(
        """() => { const one = document.querySelector("model-lab input[type=range]");
          return [one.name, one.value === one.max ? one.min : one.max]; }"""
    )
    page.evaluate(MOVE, [name, value])
    for _ in range(6000):
        if answers := page.evaluate("window.answers"):
            break
        page.wait_for_timeout(10)
    entries = page.evaluate(
        "time => performance.getEntriesByType('resource').filter(one => one.responseEnd <= time)"
        ".map(one => one.encodedBodySize)",
        answers[0][0],
    )
    context.close()
    return float(answers[0][0]), len(entries) + 1, float(sum(entries))


def _moves(browser: Browser, address: str, book: Book, slug: str) -> list[float]:
    """Milliseconds from a move to its chart, Python being there, for MOVES values of the first slider."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(f"{address}/models/{slug}/")
    page.evaluate(MOVE, ["seed", "2"])
    _answer(page)
    times = []
    for number in range(MOVES):
        page.evaluate("window.answers = []")
        page.evaluate(MOVE, ["seed", str(100 + number)])
        times.append(_answer(page))
    context.close()
    return times
