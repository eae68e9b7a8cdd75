"""The rules of a SCORM 1.2 package, and of a lab in it: everything it will ask for must be there."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlparse

from lxml import etree

from .inspect import CP_SCORM, Pack, hold_files, manifest, opening, referred, resources

ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
NS = {"m": CP_SCORM}
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["']\./([\w.-]+\.js)["']""")


def scorm(pack: Pack) -> None:
    """Check all of it."""
    opening(pack, CP_SCORM)
    root = manifest(pack, CP_SCORM, "ADL SCORM", "1.2")
    if root is None:
        return
    organizations = root.find("m:organizations", NS)
    if not pack.check(organizations is not None, "imsmanifest.xml: no organizations"):
        return
    found = organizations.findall("m:organization", NS)
    names = [one.get("identifier") for one in found]
    default = organizations.get("default")
    pack.check(default in names, f"imsmanifest.xml: there is no organization {default!r}")
    items = list(root.iter(f"{{{CP_SCORM}}}item"))
    pack.check(items, "imsmanifest.xml: nothing to start")
    for one in [*found, *items]:
        told = (one.findtext("m:title", "", NS) or "").strip()
        pack.check(told, f"imsmanifest.xml: {one.get('identifier')!r} has no title")
    asked = {one.get("identifierref") for one in items}
    pack.check(asked - {None}, "imsmanifest.xml: no item leads to a resource")
    for resource in resources(root, CP_SCORM):
        _resource(pack, resource)
    referred(pack, root, CP_SCORM, asked - {None})
    for name in sorted(pack.files):
        if name.endswith(".js"):
            _imports(pack, name)


def _resource(pack: Pack, resource: Any) -> None:
    name = resource.get("identifier")
    pack.check(resource.get("type") == "webcontent", f"{name}: a resource is of type webcontent")
    kind = resource.get(f"{{{ADL}}}scormtype")
    pack.check(kind in ("sco", "asset"), f"{name}: scormtype cannot be {kind!r}")
    hold_files(pack, resource, CP_SCORM)
    if kind != "sco":
        return
    href = resource.get("href")
    if pack.check(href, f"{name}: what is started needs an href") and pack.file(href):
        _page(pack, pack.file(href))


def _page(pack: Pack, file: str) -> None:
    """The page that is started: what it loads by itself is in the package."""
    page = etree.HTML(pack.files[file].decode("utf-8"))
    if not pack.check(page is not None and page.get("lang"), f"{file}: a page with a language"):
        return
    for one in page.iter("script", "link", "img", "iframe"):
        address = one.get("src") or one.get("href") or ""
        if one.tag == "script":
            pack.check(address, f"{file}: a script stands in the page itself")
        if address and not address.startswith("data:"):
            pack.file(address, file.rpartition("/")[0])
    for one in page.iter("a"):
        host = urlparse(one.get("href") or "").hostname or ""
        pack.check(not host.endswith(".invalid"), f"{file}: {one.get('href')} leads nowhere")
    found = [one for one in page.iter() if one.tag == "model-lab"]
    if not pack.check(len(found) == 1, f"{file}: there is one lab in it, not {len(found)}"):
        return
    for attribute in ("data-config", "data-runtime", "data-atlas"):
        if address := found[0].get(attribute):
            pack.file(address)
        else:
            pack.check(attribute == "data-atlas", f"{file}: the lab has no {attribute}")
    runtime = pack.files.get(found[0].get("data-runtime") or "")
    if runtime is not None:
        _runtime(pack, found[0].get("data-runtime"), runtime)
    course = [one for one in page.iter() if one.get("data-course")]
    if pack.check(len(course) == 1, f"{file}: nothing says how the lab is scored"):
        value = json.loads(course[0].get("data-course"))
        pack.check({"language", "right", "until"} <= set(value), f"{file}: how it is scored")


def _runtime(pack: Pack, name: str, data: bytes) -> None:
    value = json.loads(data)
    base = name.rpartition("/")[0]
    for key in ("worker", "snapshot", "wheel"):
        pack.file(value[key], base)
    for part in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json"):
        pack.file(value["pyodide"] + part, base)


def _imports(pack: Pack, name: str) -> None:
    base = name.rpartition("/")[0]
    for chunk in IMPORT.findall(pack.files[name].decode("utf-8", "replace")):
        pack.file(chunk, base)
