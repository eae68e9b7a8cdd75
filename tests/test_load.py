"""Two hundred visitors at once at one nginx with the shipped settings: no error, packed, kept for ever."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hosted import hosted
from load import Answer, Visitor, crowd, run

from scripts.hosting import FOR_EVER, HASHED

pytestmark = [pytest.mark.browser, pytest.mark.long]
VISITORS = 200
PACKED = {"html", "js", "mjs", "css", "json", "svg", "xml", "wasm", "webmanifest"}
TYPES = {
    "html": "text/html", "js": "text/javascript|application/javascript", "mjs": "text/javascript",
    "css": "text/css", "json": "application/json", "svg": "image/svg.xml", "wasm": "application/wasm",
    "webmanifest": "application/manifest.json", "woff2": "font/woff2|application/font-woff2",
}  # fmt: skip


@pytest.fixture(scope="module")
def host(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The site behind nginx, and nginx's folder."""
    folder = tmp_path_factory.mktemp("nginx")
    with hosted(built, folder, workers=2) as address:
        yield address, folder


def faults(answer: Answer) -> Iterator[str]:
    """What is not as it is shipped in an answer to a visitor who takes gzip."""
    name = answer.url.rsplit("/", 1)[-1] or "index.html"
    kind = name.rsplit(".", 1)[-1]
    if answer.status != 200:
        yield f"{answer.url}: {answer.status}"
    lasts = re.search(HASHED, answer.url) is not None
    if answer.headers.get("cache-control") != (FOR_EVER if lasts else "no-cache"):
        yield f"{answer.url}: {answer.headers.get('cache-control')}"
    if kind in PACKED and len(answer.body) >= 1024 and "content-encoding" not in answer.headers:
        yield f"{answer.url}: not packed"
    if not re.match(TYPES.get(kind, ""), answer.headers.get("content-type", "")):
        yield f"{answer.url}: {answer.headers.get('content-type')}"
    if "content-security-policy" not in answer.headers:
        yield f"{answer.url}: no policy"


def test_two_hundred_visitors_at_once(host: tuple[str, Path], built: Path) -> None:
    address, folder = host
    pages = sorted(
        f"{path.parent.relative_to(built).as_posix()}/"
        for path in built.glob("**/index.html")
        if "data-config" in path.read_text(encoding="utf-8")
    )
    assert len(pages) > 20
    visits = crowd(address, itertools.islice(itertools.cycle(pages), VISITORS))
    wrong = {one for visit in visits for answer in visit[:-1] for one in faults(answer)}
    assert wrong == set()
    assert {visit[-1].status for visit in visits} == {304}  # the page, asked after once more
    answers = [answer for visit in visits for answer in visit]
    kinds = {answer.url.rsplit(".", 1)[-1] for answer in answers}
    assert {"js", "css", "json", "woff2"} <= kinds or {"js", "css", "json"} <= kinds
    for answer in answers[:: max(1, len(answers) // 200)]:
        if answer.status == 200 and not answer.url.endswith("/"):
            path = built / answer.url.removeprefix(address)
            assert answer.body == path.read_bytes(), answer.url
    log = (folder / "error.log").read_text()
    assert not re.search(r"\[(error|crit|alert|emerg)\]", log), log[:2000]
    sent = sum(answer.bytes for answer in answers)
    print(f"\n{len(visits)} visits, {len(answers)} answers, {sent / 1e6:.0f} MB sent")


def test_python_comes_packed_and_for_ever(host: tuple[str, Path], built: Path) -> None:
    address, _ = host
    names = [
        path.relative_to(built).as_posix()
        for pattern in (
            "assets/pyodide-*/*.*",
            "assets/python-*.bin",
            "assets/*-py3-*.zip",
            "sw.js",
        )
        for path in sorted(built.glob(pattern))
    ]
    assert any(name.endswith(".wasm") for name in names)
    for name in names:
        [answer, *_] = run(Visitor(address).visit(name))
        assert list(faults(answer)) == []
        assert answer.body == (built / name).read_bytes()


@pytest.mark.parametrize(("path", "language"), [("nergens/", "nl"), ("en/nowhere/", "en")])
def test_what_is_not_there_is_said_in_the_right_language(
    host: tuple[str, Path], path: str, language: str
) -> None:
    [answer, *_] = run(Visitor(host[0]).visit(path))
    assert answer.status == 404
    assert re.search(rf'<html[^>]*\blang="?{language}\b', answer.body.decode())
    assert answer.headers["cache-control"] == "no-cache"
