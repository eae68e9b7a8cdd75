"""What an edition must be: PDF/UA as far as pikepdf can see, and a valid EPUB that says how it can be read."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree
from tiny import ROOT

ADDRESS = "https://boek.example/wij/"
readable = pytest.mark.skipif(
    not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is missing"
)


def everything(node: Any) -> list[Any]:
    """All elements of a structure tree below a node."""
    kids = node.get("/K", [])
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    below = [one for one in kids if isinstance(one, pikepdf.Dictionary) and "/S" in one]
    return [one for kid in below for one in [kid, *everything(kid)]]


def check_accessible(data: bytes, title: str, language: str) -> pikepdf.Pdf:
    """What PDF/UA asks and pikepdf can see."""
    made = pikepdf.open(io.BytesIO(data))
    root = made.Root
    assert root.MarkInfo.Marked and str(root.Lang) == language
    assert root.ViewerPreferences.DisplayDocTitle
    with made.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"].startswith(title)
    assert str(made.docinfo.Title).startswith(title)
    tags = everything(root.StructTreeRoot)
    kinds = [str(one.S) for one in tags]
    assert {"/H1", "/P", "/Figure", "/Link", "/Table", "/TH", "/L"} <= set(kinds)
    for one in tags:
        if one.S == "/Figure":
            assert str(one.get("/Alt", "")).strip()
    for page in made.pages:
        for link in page.get("/Annots", []):
            assert str(link.Contents) and link.StructParent is not None
        assert page.StructParents is not None and page.get("/Tabs") == "/S"
        for font in page.Resources.get("/Font", {}).values():
            assert font.DescendantFonts[0].FontDescriptor.get("/FontFile2") is not None
            assert "Book" in str(font.BaseFont), "a letter that the book does not have"
    return made


def words(data: bytes, folder: Path) -> str:
    """The text of a PDF, in order, without the breaks of lines."""
    path = folder / "text.pdf"
    path.write_bytes(data)
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
    return re.sub(r"[\u00ad‐-]?\s+", "", done.stdout)


def node_epubcheck(path: Path) -> list[str]:
    """What the checker in node finds."""
    tool = ROOT / "node_modules/@likecoin/epubcheck-ts/bin/epubcheck.js"
    done = subprocess.run(
        ["node", str(tool), "-w", "--fail-on-warnings", str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return [] if done.returncode == 0 else [done.stdout, done.stderr]


def java_epubcheck(path: Path) -> list[str]:
    """What EPUBCheck itself finds."""
    from epubcheck import EpubCheck

    return [str(message) for message in EpubCheck(str(path)).messages]


def check_epub(path: Path, language: str) -> None:
    """Valid, and with the metadata that readers with a disability look for."""
    assert node_epubcheck(path) == []
    with zipfile.ZipFile(path) as file:
        assert file.namelist()[0] == "mimetype"
        package = etree.fromstring(file.read("EPUB/content.opf"))
        pages = {
            name: etree.fromstring(file.read(name))
            for name in file.namelist()
            if name.endswith(".xhtml")
        }
    found: dict[str, list[str]] = {}
    for one in package.xpath("//*[local-name()='meta'][@property]"):
        found.setdefault(one.get("property"), []).append(one.text)
    assert set(found["schema:accessMode"]) == {"textual", "visual"}
    assert found["schema:accessModeSufficient"] == ["textual"]
    assert found["schema:accessibilityHazard"] == ["none"]
    features = set(found["schema:accessibilityFeature"])
    assert {"alternativeText", "tableOfContents", "structuralNavigation"} <= features
    assert len(found["schema:accessibilitySummary"][0]) > 100
    assert package.xpath("string(//*[local-name()='language'])").startswith(language)
    for page in pages.values():
        for image in page.xpath("//*[local-name()='img']"):
            assert image.get("alt", "").strip()
    has_formulas = any(page.xpath("//*[local-name()='math']") for page in pages.values())
    assert has_formulas == ("MathML" in features)
