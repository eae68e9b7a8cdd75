"""The rules of Common Cartridge 1.1 for a manifest and what it holds."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlparse

from .inspect import CP, Pack, hold_files, manifest, opening, referred, resources
from .inspectquiz import quiz

WEB, LINK = "webcontent", "imswl_xmlv1p1"
QUIZ = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"
NS = {"m": CP, "lom": "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"}
WL = "http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1"
# The kinds that the standard knows and these packs do not use are no faults; they are just not looked into.
KINDS = {
    WEB, LINK, QUIZ,
    "imsdt_xmlv1p1",
    "imsbasiclti_xmlv1p0",
    "imsqti_xmlv1p2/imscc_xmlv1p1/question-bank",
    "associatedcontent/imscc_xmlv1p1/learning-application-resource",
}  # fmt: skip
ALONE = {LINK, QUIZ, "imsdt_xmlv1p1"}  # exactly one file, and no href of their own


def cartridge(pack: Pack) -> None:
    """Check all of it."""
    opening(pack, CP)
    root = manifest(pack, CP, "IMS Common Cartridge", "1.1.0")
    if root is None:
        return
    order = [child.tag for child in root if isinstance(child.tag, str)]
    wanted = [f"{{{CP}}}{name}" for name in ("metadata", "organizations", "resources")]
    pack.check(
        order == wanted, "imsmanifest.xml: metadata, organizations and resources, in this order"
    )
    title = root.findtext("m:metadata/lom:lom/lom:general/lom:title/lom:string", "", NS)
    pack.check(title.strip(), "imsmanifest.xml: the cartridge has no title")
    _organization(pack, root)
    for resource in resources(root, CP):
        _resource(pack, resource)
    asked = {one.get("identifierref") for one in root.iter(f"{{{CP}}}item")}
    referred(pack, root, CP, asked - {None})


def _organization(pack: Pack, root: Any) -> None:
    found = root.findall("m:organizations/m:organization", NS)
    if not pack.check(len(found) == 1, "imsmanifest.xml: there must be one organization"):
        return
    structure = found[0].get("structure")
    pack.check(
        structure == "rooted-hierarchy",
        f"imsmanifest.xml: an organization is a rooted-hierarchy, not {structure!r}",
    )
    tops = found[0].findall("m:item", NS)
    if not pack.check(len(tops) == 1, "imsmanifest.xml: an organization has one top item"):
        return
    pack.check(tops[0].find("m:title", NS) is None, "imsmanifest.xml: the top item has a title")
    below = list(tops[0].iterfind(".//m:item", NS))
    pack.check(below, "imsmanifest.xml: the cartridge is empty")
    for item in below:
        name = item.get("identifier")
        titles = item.findall("m:title", NS)
        told = len(titles) == 1 and (titles[0].text or "").strip()
        pack.check(told, f"imsmanifest.xml: the item {name!r} needs one title")
        if item.get("identifierref") is not None:
            empty = item.find("m:item", NS) is None
            pack.check(empty, f"imsmanifest.xml: {name!r} refers to a resource and holds items too")


def _resource(pack: Pack, resource: Any) -> None:
    name, kind = resource.get("identifier"), resource.get("type")
    if not pack.check(kind in KINDS, f"{name}: unknown type {kind!r}"):
        return
    files = hold_files(pack, resource, CP)
    count = len(resource.findall("m:file", NS))
    if kind in ALONE:
        pack.check(count == 1, f"{name}: a resource of type {kind} has one file, not {count}")
        pack.check(resource.get("href") is None, f"{name}: type {kind} has no href of its own")
    if kind == LINK:
        pack.check(resource.find("m:dependency", NS) is None, f"{name}: a link depends on nothing")
    if kind == WEB:
        pack.check(resource.get("href"), f"{name}: web content that an item shows needs an href")
    for file in files:
        if kind == LINK:
            _link(pack, file)
        elif kind == QUIZ:
            quiz(pack, file)
        elif file.endswith(".html"):
            _page(pack, file)


def _link(pack: Pack, file: str) -> None:
    root = pack.xml(file)
    if root is None:
        return
    if not pack.check(root.tag == f"{{{WL}}}webLink", f"{file}: its root is {root.tag}"):
        return
    parts = [child.tag.rpartition("}")[2] for child in root]
    if not pack.check(parts == ["title", "url"], f"{file}: a link has a title and a url"):
        return
    pack.check((root[0].text or "").strip(), f"{file}: the link has no title")
    address = urlparse(root[1].get("href") or "")
    whole = address.scheme in ("http", "https") and bool(address.hostname)
    known = whole and not (address.hostname or "").endswith(".invalid")
    pack.check(known, f"{file}: {root[1].get('href')!r} is not the whole address of a page")


def _page(pack: Pack, file: str) -> None:
    root = pack.xml(file)
    if root is None:
        return
    html = "{http://www.w3.org/1999/xhtml}"
    pack.check(root.tag == f"{html}html" and root.get("lang"), f"{file}: a page with a language")
    pack.check((root.findtext(f"{html}head/{html}title") or "").strip(), f"{file}: no title")
    for one in root.iter(f"{html}script"):
        pack.fault(f"{file}:{one.sourceline}: a page of a pack runs no scripts")
    for one in root.iter():
        for attribute in ("href", "src"):
            address = one.get(attribute) if isinstance(one.tag, str) else None
            if address and urlparse(address).scheme in ("http", "https"):
                host = urlparse(address).hostname or ""
                pack.check(not host.endswith(".invalid"), f"{file}: {address} leads nowhere")
            elif address and not address.startswith(("#", "mailto:")):
                pack.file(address, file.rpartition("/")[0])
