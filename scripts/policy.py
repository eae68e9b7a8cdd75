"""The content security policy: what a page may load, run and reach, in every page and in the host's headers.

One policy serves the whole site: instant navigation brings the head of the next page into the page that is
open, and of two policies in one page both would hold. Inline scripts and styles are allowed one by one, by
the digest of what stands in the built pages; nothing else that is inline runs. What is made of text never
does, but for WebAssembly.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable
from html import unescape
from pathlib import Path

from .errors import BookError, raise_all

SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.I | re.S)
SOURCE = re.compile(r"\bsrc\s*=", re.I)
KIND = re.compile(r"\btype\s*=\s*[\"']?([^\"'\s>]+)", re.I)
RUNS = {"", "module", "text/javascript", "application/javascript", "importmap", "speculationrules"}
STYLE = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.I | re.S)
STYLED = re.compile(r"\sstyle\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
HANDLER = re.compile(r"<[a-z][^<>]*?\s(on[a-z]+)\s*=\s*[\"']", re.I)
MAYBE = re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I)
SCHEME = re.compile(r"javascript:", re.I)
ADDRESS = re.compile(r"\b(?:href|src|action)\s*=\s*[\"']?\s*javascript:", re.I)
CHARSET = re.compile(r"<meta\s+charset=[^>]*>", re.I)
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')


def site_policy(pages: Iterable[str]) -> str:
    """The policy under which all these pages (their HTML) work as they were built."""
    scripts: set[str] = set()
    styles: set[str] = set()
    attributes: set[str] = set()
    for page in pages:
        scripts |= inline_scripts(page)
        styles |= set(STYLE.findall(page))
        attributes |= {unescape(one or other) for one, other in STYLED.findall(page)}
    styled = [
        *_allowed(styles),
        *(["'unsafe-hashes'"] if attributes else []),
        *_allowed(attributes),
    ]
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'", *_allowed(scripts)],
        "style-src": ["'self'", *styled],
        "img-src": ["'self'", "data:", "blob:"],
        "worker-src": ["'self'", "blob:"],  # a worker from a blob obeys its page's policy
        "frame-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    return "; ".join(" ".join([name, *sources]) for name, sources in rules.items())


def inline_scripts(page: str) -> set[str]:
    """The inline scripts of a page that a browser would run; data blocks are none."""
    found = set()
    for attributes, text in SCRIPT.findall(page):
        kind = KIND.search(attributes)
        if not SOURCE.search(attributes) and (kind[1].lower() if kind else "") in RUNS:
            found.add(text)
    return found


def faults(page: str) -> list[str]:
    """What the policy would leave dead in a page, in words."""
    handlers = (
        set(HANDLER.findall(page)) if MAYBE.search(page) else ()
    )  # few pages have what looks like one
    found = [f"an {name}= attribute never runs" for name in sorted(handlers)]
    if SCHEME.search(page) and ADDRESS.search(page):
        found.append("a javascript: address never runs")
    return found


def with_policy(page: str, policy: str) -> str:
    """The page with the policy right after its charset, before all that it rules; put twice it stands once."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    page = META.sub("", page)
    return CHARSET.sub(lambda match: match[0] + meta, page, count=1)


def write_policy(site: Path) -> str:
    """Put the policy into every page of a built site, and return it; BookError for what could not run under it."""
    pages = {path: path.read_bytes().decode() for path in sorted(site.rglob("*.html"))}
    raise_all([BookError(fault, path) for path, page in pages.items() for fault in faults(page)])
    policy = site_policy(pages.values())
    for path, page in pages.items():
        if not CHARSET.search(page):
            raise BookError('a page starts with <meta charset="utf-8">', path)
        changed = with_policy(page, policy)
        if changed != page:
            path.unlink()  # it may be another name of a file that is kept
            path.write_bytes(changed.encode())
    return policy


def _allowed(texts: set[str]) -> list[str]:
    """Sources that allow these texts, in an order of their own; a browser has read CR LF as LF."""
    lines = {text.replace("\r\n", "\n").replace("\r", "\n") for text in texts}
    digests = sorted(b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in lines)
    return [f"'sha256-{digest}'" for digest in digests]
