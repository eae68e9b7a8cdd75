"""What a host needs to serve the site well: headers for Netlify and Cloudflare, settings for nginx and Apache.

The same policy as in the pages, the headers that no page can set for itself, how long what may be kept,
and which page says that another is not there. Nothing forbids a frame: a lab is meant to stand in a course.
"""

from __future__ import annotations

import re
from pathlib import Path

from .book import GENERATOR

TEMPLATES = GENERATOR / "theme" / "hosting"
FOLDER = "downloads/hosting"
# Names with a digest, of the file or of a folder above it: kept for ever.
HASHED = r"/assets/(.+/)?[^/]*[-.]([0-9a-f]{8,64}|[0-9A-Z]{8})[./]"
FOR_EVER = "public, max-age=31536000, immutable"
NEEDLESS = (
    "accelerometer", "bluetooth", "camera", "display-capture", "geolocation", "gyroscope", "hid",
    "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip


def headers(policy: str) -> dict[str, str]:
    """The headers of every answer, by name."""
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in NEEDLESS),
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def write_hosting(site: Path, policy: str, languages: list[str]) -> None:
    """Write `_headers` and the settings of nginx and Apache into a built site whose pages have the policy."""
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    (site / "_headers").write_text(netlify(policy, names), "utf-8")
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("nginx", nginx(policy, languages)), ("apache", apache(policy, languages))):
        (folder / f"{name}.conf").write_text(text, "utf-8")


def netlify(policy: str, names: list[str]) -> str:
    """`_headers`: what all answers carry, then what may be kept for ever. Pages need no rule: by themselves
    these hosts have them asked after each time."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in headers(policy).items())]
    for pattern in lasting(names):
        lines += [pattern, f"  Cache-Control: {FOR_EVER}"]
    return "\n".join(lines) + "\n"


def lasting(names: list[str]) -> list[str]:
    """Patterns with one star that fit every hashed name and no other: as few as will do, for hosts count them."""
    found = {name: re.search(HASHED, f"/{name}") for name in names}
    others = [name for name, match in found.items() if match is None]
    patterns: list[str] = []
    for name, match in sorted(found.items()):
        if match is None or any(_fits(pattern, name) for pattern in patterns):
            continue
        parts = name.split("/")
        folders = ["/".join(parts[:at]) + "/" for at in range(1, len(parts))]
        stem = name[: match.start(2) - 1]  # as far as the digest
        for start in (*folders, stem):
            if not any(other.startswith(start) for other in others):
                patterns.append(f"/{start}*")
                break
        else:
            patterns.append(f"/{name}")
    return patterns


def _fits(pattern: str, name: str) -> bool:
    start = pattern.removesuffix("*")
    return f"/{name}".startswith(start) if pattern.endswith("*") else f"/{name}" == pattern


def nginx(policy: str, languages: list[str]) -> str:
    """A server for nginx."""
    missing = [
        f"    location ^~ /{one}/ {{\n        try_files $uri $uri/ =404;\n"
        f"        error_page 404 /{one}/404.html;\n    }}\n"
        for one in languages[1:]
    ]
    sent = [f'    add_header {name} "{value}" always;' for name, value in headers(policy).items()]
    return _filled("nginx", missing, sent)


def apache(policy: str, languages: list[str]) -> str:
    """The same for a virtual host of Apache's, or a folder."""
    missing = [
        f'<If "%{{REQUEST_URI}} =~ m#^/{one}/#">\n    ErrorDocument 404 /{one}/404.html\n</If>\n'
        for one in languages[1:]
    ]
    sent = [f'Header always set {name} "{value}"' for name, value in headers(policy).items()]
    return _filled("apache", missing, sent)


def _filled(name: str, missing: list[str], sent: list[str]) -> str:
    text = (TEMPLATES / f"{name}.conf").read_text(encoding="utf-8")
    for mark, lines in (("NOT_FOUND", missing), ("HEADERS", sent), ("HASHED", [HASHED])):
        text = text.replace(f"@{mark}@", "\n".join(lines))
    return text
