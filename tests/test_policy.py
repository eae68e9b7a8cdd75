"""The policy: what it allows, where it stands, and what a build says of a page that could not live under it."""

from __future__ import annotations

import hashlib
import os
import re
from base64 import b64encode
from html import unescape
from pathlib import Path

import lxml.html
import pytest

from scripts.errors import BookError
from scripts.policy import faults, inline_scripts, site_policy, with_policy, write_policy

PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><title>x</title></head><body>{}</body></html>'
)


def allowed(text: str) -> str:
    """The source that allows a text."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def rules(policy: str) -> dict[str, list[str]]:
    """Each directive's sources."""
    return {name: sources for name, *sources in (one.split() for one in policy.split("; "))}


def test_inline_scripts_are_allowed_one_by_one_and_data_is_no_script() -> None:
    page = PAGE.format(
        "<script>a()</script><script type=module>b()</script><script src=x.js></script>"
        '<script type="application/json">{"c": 1}</script><script type="application/ld+json">{}</script>'
    )
    assert inline_scripts(page) == {"a()", "b()"}
    found = rules(site_policy([page, page]))
    assert set(found["script-src"]) == {
        "'self'", "'wasm-unsafe-eval'", allowed("a()"), allowed("b()"),
    }  # fmt: skip
    assert found["style-src"] == ["'self'"]


def test_styles_of_the_pages_are_allowed_and_no_others() -> None:
    page = PAGE.format(
        "<style>b{}</style><p style=\"color: red; font: 'x'\">x</p><p style='a&amp;b'>"
    )
    assert set(rules(site_policy([page]))["style-src"]) == {
        "'self'", "'unsafe-hashes'", allowed("b{}"), allowed("color: red; font: 'x'"), allowed("a&b"),
    }  # fmt: skip


def test_lines_are_read_as_a_browser_reads_them() -> None:
    assert site_policy([PAGE.format("<script>a\r\nb</script>")]) == site_policy(
        [PAGE.format("<script>a\nb</script>")]
    )


def test_the_policy_stands_once_right_after_the_charset() -> None:
    once = with_policy(PAGE.format(""), "default-src 'self'")
    assert (
        '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default' in once
    )
    assert with_policy(once, "default-src 'none'").count("Content-Security-Policy") == 1
    assert "default-src 'none'" in with_policy(once, "default-src 'none'")


def test_a_page_is_written_anew_and_not_into_a_file_that_has_another_name(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    kept = tmp_path / "kept.html"
    kept.write_text(PAGE.format("<script>a()</script>"))
    os.link(kept, site / "index.html")
    policy = write_policy(site)
    assert policy in (site / "index.html").read_text() and policy not in kept.read_text()
    assert write_policy(site) == policy  # a second time changes nothing


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<p onclick="go()">x</p>', "onclick="),
        ("<a href=' JavaScript:go()'>x</a>", "javascript:"),
    ],
)
def test_what_would_be_dead_under_it_fails_the_build(tmp_path: Path, body: str, words: str) -> None:
    (tmp_path / "a.html").write_text(PAGE.format(body))
    with pytest.raises(BookError, match=words) as caught:
        write_policy(tmp_path)
    assert "a.html" in str(caught.value)


def test_words_about_scripts_are_no_fault() -> None:
    assert (
        faults(PAGE.format("<p>Zet nooit onclick=&quot;x&quot; of javascript: in een pagina.</p>"))
        == []
    )


def test_every_page_of_this_book_holds_one_policy_that_allows_what_is_in_it(built: Path) -> None:
    """And nothing that is not in any page, no inline script at large, no eval, no other host."""
    stated = set()
    texts: set[str] = set()
    for path in sorted(built.rglob("*.html")):
        page = lxml.html.fromstring(path.read_bytes())
        metas = page.xpath("//head/meta")
        assert (
            metas[0].get("charset") and metas[1].get("http-equiv") == "Content-Security-Policy"
        ), path
        stated.add(metas[1].get("content"))
        for script in page.xpath("//script[not(@src)]"):
            if script.get("type", "module") == "module":
                texts.add(script.text)
        texts |= {unescape(value) for value in page.xpath("//@style")}
        texts |= {style.text for style in page.xpath("//style")}
        assert not page.xpath("//@*[starts-with(name(), 'on')]"), path
    (policy,) = stated
    assert {one for one in policy.replace(";", "").split() if one.startswith("'sha256-")} == {
        allowed(text) for text in texts
    }
    assert not re.search(r"unsafe-inline|'unsafe-eval'|https?:|\*", policy)
    assert rules(policy)["object-src"] == rules(policy)["base-uri"] == ["'none'"]
