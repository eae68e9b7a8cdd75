"""What is shipped for hosts: settings that nginx takes and obeys, and rules that fit the files they are for."""

from __future__ import annotations

import gzip
import http.client
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from hosted import configured, hosted, nginx_there

from scripts.hosting import (
    FOR_EVER,
    HASHED,
    apache,
    headers,
    lasting,
    netlify,
    nginx,
    write_hosting,
)
from scripts.policy import write_policy

PAGE = '<!doctype html><html lang="{0}"><head><meta charset="utf-8"><title>{0}</title></head><p>{0}</p></html>'
FILES = {
    "index.html": PAGE.format("nl") + " " * 2000,
    "404.html": PAGE.format("geen-nl"),
    "en/index.html": PAGE.format("en"),
    "en/404.html": PAGE.format("geen-en"),
    "sw.js": "self.x = 1",
    "manifest.webmanifest": "{}",
    "assets/app-664IIW2H.js": "let a = 1;" * 300,
    "assets/favicon.svg": "<svg/>",
    "assets/pyodide-de3550cc0a/pyodide.asm.mjs": "export {}",
    "assets/pyodide-de3550cc0a/pyodide.asm.wasm": "wasm" * 1000,
    "assets/labs/cows-nl-5f4877b1c7.json": "{}",
    "assets/javascripts/lunr/min/lunr.nl.min.js": "lunr",
    "assets/javascripts/bundle.a5f9d56c.min.js": "bundle",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with all that a host has to tell apart."""
    folder = tmp_path_factory.mktemp("site")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    write_hosting(folder, write_policy(folder), ["nl", "en"])
    return folder


@pytest.fixture(scope="module")
def host(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site behind nginx."""
    with hosted(site, tmp_path_factory.mktemp("nginx")) as address:
        yield address


def get(host: str, path: str, **sent: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer; nothing is followed or unpacked."""
    connection = http.client.HTTPConnection(urlparse(host).netloc, timeout=60)
    connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in sent.items()})
    answer = connection.getresponse()
    found = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    connection.close()
    return found


def test_nginx_takes_the_settings_without_a_word_of_warning(site: Path, tmp_path: Path) -> None:
    program = nginx_there()
    main = configured(site, tmp_path / "nginx", 8099)
    done = subprocess.run(
        [program, "-t", "-e", f"{tmp_path}/error.log", "-c", str(main)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 and "warn" not in done.stderr, done.stderr


@pytest.mark.parametrize(
    ("path", "status", "kind", "kept"),
    [
        ("/", 200, "text/html; charset=utf-8", False),
        ("/en/", 200, "text/html; charset=utf-8", False),
        ("/sw.js", 200, "application/javascript; charset=utf-8", False),
        ("/manifest.webmanifest", 200, "application/manifest+json", False),
        ("/assets/app-664IIW2H.js", 200, "application/javascript; charset=utf-8", True),
        ("/assets/favicon.svg", 200, "image/svg+xml; charset=utf-8", False),
        ("/assets/pyodide-de3550cc0a/pyodide.asm.mjs", 200, "text/javascript; charset=utf-8", True),
        ("/assets/pyodide-de3550cc0a/pyodide.asm.wasm", 200, "application/wasm", True),
        ("/assets/javascripts/lunr/min/lunr.nl.min.js", 200, "application/javascript; charset=utf-8", False),
        ("/assets/app-00000000.js", 404, "text/html; charset=utf-8", False),
        ("/niets/", 404, "text/html; charset=utf-8", False),
        ("/en/nothing/", 404, "text/html; charset=utf-8", False),
    ],
)  # fmt: skip
def test_each_file_comes_with_its_kind_its_time_and_all_headers(
    host: str, site: Path, path: str, status: int, kind: str, kept: bool
) -> None:
    answered, found, body = get(host, path)
    assert (answered, found["content-type"]) == (status, kind)
    assert found["cache-control"] == (FOR_EVER if kept else "no-cache")
    policy = re.search(r'Security-Policy" content="([^"]*)"', (site / "index.html").read_text())
    assert policy
    for name, value in headers(policy[1]).items():
        assert found[name.lower()] == value
    assert "x-frame-options" not in found and "frame-ancestors" not in policy[1]
    if status == 404:
        assert (b"geen-en" if path.startswith("/en/") else b"geen-nl") in body


@pytest.mark.parametrize(
    "path", ["/", "/assets/app-664IIW2H.js", "/assets/pyodide-de3550cc0a/pyodide.asm.wasm"]
)
def test_what_packs_is_packed(host: str, site: Path, path: str) -> None:
    _, found, body = get(host, path, Accept_Encoding="gzip")
    assert found["content-encoding"] == "gzip" and found["vary"] == "Accept-Encoding"
    name = path.strip("/") or "index.html"
    assert gzip.decompress(body) == (site / name).read_bytes()


def test_a_page_asked_after_again_is_not_sent_again(host: str) -> None:
    _, found, _ = get(host, "/")
    status, _, body = get(host, "/", If_None_Match=found["etag"])
    assert (status, body) == (304, b"")


def test_the_address_of_a_folder_leads_on_without_naming_a_host(host: str) -> None:
    status, found, _ = get(host, "/en")
    assert (status, found["location"]) == (301, "/en/")


def test_a_rule_for_ever_fits_hashed_names_and_no_other() -> None:
    rules = [rule.removesuffix("*") for rule in lasting(list(FILES))]
    for name in FILES:
        hashed = re.search(HASHED, f"/{name}") is not None
        assert hashed == any(f"/{name}".startswith(rule) for rule in rules), name
    assert len(rules) < sum(bool(re.search(HASHED, f"/{name}")) for name in FILES)
    twins = ["assets/a-0123456789.js", "assets/a-b.js"]  # a stem that does not tell them apart
    assert lasting(twins) == ["/assets/a-0123456789.js"]


def test_a_site_has_no_more_rules_than_hosts_take(built: Path) -> None:
    """Cloudflare reads a hundred rules of at most two thousand characters."""
    lines = (built / "_headers").read_text().splitlines()
    assert sum(line.startswith("/") for line in lines) <= 100
    assert max(map(len, lines)) <= 2000
    unhashed = [
        path.relative_to(built).as_posix()
        for path in built.rglob("*.*")
        if path.is_file() and not re.search(HASHED, f"/{path.relative_to(built).as_posix()}")
    ]
    for_ever = [line.removesuffix("*") for line in lines[1:] if line.startswith("/")]
    assert not [name for name in unhashed if any(f"/{name}".startswith(one) for one in for_ever)]


def test_all_hosts_are_told_the_same(site: Path) -> None:
    policy = "default-src 'self'; script-src 'self' 'sha256-x='"
    for name, value in headers(policy).items():
        assert f"  {name}: {value}\n" in netlify(policy, [])
        assert f'add_header {name} "{value}" always;' in nginx(policy, ["nl", "en"])
        assert f'Header always set {name} "{value}"' in apache(policy, ["nl", "en"])
    for text in (nginx(policy, ["nl"]), apache(policy, ["nl"])):
        assert "@" not in text.replace("@Hardin", "") and "/en/" not in text
