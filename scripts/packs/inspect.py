"""Looks at a finished pack as a stranger would, and says everything that is wrong with it.

The rules are the standards' own, as their schemas and Schematron rules have them, and what importers
are known to need. It shares no code with what makes the packs, so that a slip there shows here.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlparse

from lxml import etree

from ..errors import BookError

NAME = re.compile(r"[A-Za-z_][\w.-]*\Z", re.ASCII)
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
CP = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
CP_QTI3 = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
CP_SCORM = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"


@dataclass
class Pack:
    """The files of a pack, and what was found wrong so far."""

    files: dict[str, bytes]
    faults: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=lambda: {"imsmanifest.xml"})

    def fault(self, message: str) -> None:
        """Something is wrong."""
        self.faults.append(message)

    def check(self, holds: object, message: str) -> bool:
        """Something is wrong unless it holds."""
        if not holds:
            self.fault(message)
        return bool(holds)

    def xml(self, name: str) -> Any:
        """The root of a file, or None if it is not there or is not XML."""
        if name not in self.files:
            return None
        data = self.files[name]
        if b"<!DOCTYPE" in data[:500] and not name.endswith(".html"):
            self.fault(f"{name}: has a document type, which importers refuse")
        try:
            return etree.fromstring(data, PARSER)
        except etree.XMLSyntaxError as error:
            self.fault(f"{name}: not well-formed: {error}")
            return None

    def file(self, href: str, base: str = "") -> str:
        """The name of the file that an address in the pack leads to, noted as used; "" if none."""
        parsed = urlparse(href)
        path = unquote(parsed.path)
        parts = PurePosixPath(base, path).parts
        if parsed.scheme or parsed.netloc or path.startswith("/") or "\\" in path:
            self.fault(f"{href}: a file's address is relative to the pack")
            return ""
        if ".." in parts:
            self.fault(f"{href}: leads out of the pack")
            return ""
        name = "/".join(parts)
        if not self.check(name in self.files, f"{href}: this file is not in the pack"):
            return ""
        self.used.add(name)
        return name


def inspect(data: bytes, kind: str) -> list[str]:
    """Everything wrong with a pack of a kind: cartridge, qti or scorm."""
    from .inspectcartridge import cartridge
    from .inspectqti import qti
    from .inspectscorm import scorm

    pack, faults = _open(data)
    if pack is None:
        return faults
    pack.faults += faults
    if pack.check("imsmanifest.xml" in pack.files, "there is no imsmanifest.xml at the root"):
        {"cartridge": cartridge, "qti": qti, "scorm": scorm}[kind](pack)
        for name in sorted(set(pack.files) - pack.used):
            pack.fault(f"{name}: no resource names this file")
    return pack.faults


def approve(data: bytes, kind: str, what: str) -> bytes:
    """The pack itself if nothing is wrong with it; raises BookError if something is."""
    faults = inspect(data, kind)
    if faults:
        raise BookError(f"the pack {what} is not right: {'; '.join(faults)}")
    return data


def _open(data: bytes) -> tuple[Pack | None, list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            if bad := opened.testzip():
                return None, [f"{bad}: damaged"]
            entries = opened.infolist()
            files = {one.filename: opened.read(one) for one in entries if not one.is_dir()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        return None, [f"not a zip file: {error}"]
    faults: list[str] = []
    names = [one.filename for one in entries]
    for name in names:
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
            faults.append(f"{name}: a name that leads out of the pack")
    for name in sorted({name for name in names if names.count(name) > 1}):
        faults.append(f"{name}: stands in the zip twice")
    lower = [name.lower() for name in set(names)]
    for name in sorted({name for name in lower if lower.count(name) > 1}):
        faults.append(f"{name}: two names that some systems cannot tell apart")
    return Pack(files), faults


def opening(pack: Pack, namespace: str, limit: int = 500) -> None:
    """The manifest must show its default namespace in its first bytes, as Moodle looks for it."""
    start = pack.files["imsmanifest.xml"][:limit].decode("utf-8", "replace").lower()
    squeezed = re.sub(r"[\s'\"]", "", start)
    message = f"imsmanifest.xml: its first {limit} bytes do not show xmlns={namespace}"
    pack.check(f"xmlns={namespace.lower()}" in squeezed, message)
    bare = re.sub(r"\A\ufeff?<\?xml[^>]*\?>\s*", "", start)
    message = "imsmanifest.xml: something stands before <manifest xmlns=…"
    pack.check(re.match(r"<manifest\s+xmlns\s*=", bare), message)


def manifest(pack: Pack, namespace: str, schema: str, version: str) -> Any:
    """The manifest's root, checked for what all formats share; None if nothing more can be said."""
    root = pack.xml("imsmanifest.xml")
    if root is None:
        return None
    wanted = f"{{{namespace}}}manifest"
    if not pack.check(root.tag == wanted, f"imsmanifest.xml: its root is {root.tag}, not {wanted}"):
        return None
    ns = {"m": namespace}
    for name, value in (("schema", schema), ("schemaversion", version)):
        found = root.findtext(f"m:metadata/m:{name}", None, ns)
        pack.check(found == value, f"imsmanifest.xml: {name} is {found!r}, not {value!r}")
    seen: set[str] = set()
    for one in root.iter(f"{{{namespace}}}*"):
        if one.tag.rpartition("}")[2] not in ("manifest", "organization", "item", "resource"):
            continue
        name = one.get("identifier")
        what = f"imsmanifest.xml:{one.sourceline}"
        if name is None:
            pack.fault(f"{what}: no identifier")
        elif not NAME.match(name):
            pack.fault(f"{what}: {name!r} cannot be an identifier")
        elif name in seen:
            pack.fault(f"{what}: the identifier {name!r} stands here twice")
        seen.add(name or "")
    return root


def resources(root: Any, namespace: str) -> Iterator[Any]:
    """All resources of a manifest."""
    yield from root.iterfind(f"{{{namespace}}}resources/{{{namespace}}}resource")


def hold_files(pack: Pack, resource: Any, namespace: str) -> list[str]:
    """The files of a resource; its own address must be one of them."""
    name = resource.get("identifier")
    hrefs = [one.get("href") or "" for one in resource.iterfind(f"{{{namespace}}}file")]
    for href in sorted({one for one in hrefs if hrefs.count(one) > 1}):
        pack.fault(f"{name}: names {href} twice")
    if (own := resource.get("href")) is not None:
        pack.check(own in hrefs, f"{name}: its href {own} is not one of its files")
    found = [pack.file(href) for href in hrefs]
    return [one for one in found if one]


def referred(pack: Pack, root: Any, namespace: str, roots: set[str]) -> None:
    """Every reference must lead to a resource, and every resource be reached from `roots`."""
    known = {one.get("identifier"): one for one in resources(root, namespace)}
    for one in root.iter(f"{{{namespace}}}item", f"{{{namespace}}}dependency"):
        name = one.get("identifierref")
        if name is not None:
            pack.check(name in known, f"imsmanifest.xml: there is no resource {name!r}")
    reached: set[str] = set()
    waiting = [name for name in roots if name in known]
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        needs = known[name].iterfind(f"{{{namespace}}}dependency")
        waiting += [
            need.get("identifierref") for need in needs if need.get("identifierref") in known
        ]
    for name in known:
        if name not in reached:
            pack.fault(f"imsmanifest.xml: nothing refers to the resource {name!r}")
