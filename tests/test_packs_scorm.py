"""The SCORM package of a lab: all it needs is in it, and a broken one fails."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from packkit import broken, doubled, extra, manifest, swap, without

from scripts.packs.archive import MANIFEST, unpack
from scripts.packs.inspect import inspect
from scripts.packs.scorm import make, read_recipe

Break = Callable[[dict[str, bytes]], None]
CHAPTER, LANGUAGE = "uitstoot", "nl"
ADDRESS = "https://example.org/boek/"


def recipe_text(site: Path, slug: str = CHAPTER, language: str = LANGUAGE) -> str:
    """The recipe of a chapter's package, as the site has it."""
    [index] = (site / "assets/packs").glob(f"packs-{language}-*.json")
    chapters = json.loads(index.read_text(encoding="utf-8"))["chapters"]
    name = next(one["recipe"] for one in chapters if one["slug"] == slug)
    return (site / "assets/packs" / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def package(root: Path) -> bytes:
    """The package of a chapter of the built site."""
    site = root / "build" / "site"
    return make(read_recipe(recipe_text(site)), site, ADDRESS)


def test_the_package_is_right_and_always_the_same(built: Path, package: bytes) -> None:
    assert inspect(package, "scorm") == []
    assert package == make(read_recipe(recipe_text(built)), built, ADDRESS)


def test_it_is_as_small_as_it_can_be(built: Path, package: bytes) -> None:
    """Python, its memory and the models; neither the standard library nor what draws for editable cells."""
    names = set(unpack(package))
    assert not any("stdlib" in name or "altair" in name or "reveal" in name for name in names)
    assert len(package) < 9_500_000
    print(f"{len(package)} bytes in {len(names)} files")


def test_every_chapter_with_a_lab_has_a_recipe_that_is_right(built: Path) -> None:
    for index in (built / "assets/packs").glob("packs-*.json"):
        for chapter in json.loads(index.read_text(encoding="utf-8"))["chapters"]:
            if not chapter["recipe"]:
                continue
            recipe = read_recipe(
                (built / "assets/packs" / chapter["recipe"]).read_text(encoding="utf-8")
            )
            assert all((built / name).is_file() for name in recipe.files)
            listed = recipe.texts[MANIFEST].count("<file ")
            assert listed == len(recipe.files) + 1


BROKEN: dict[str, Break] = {
    "no manifest": without(MANIFEST),
    "missing page": without("index.html"),
    "wrong namespace": manifest("imscp_rootv1p1p2", "imscp_v1p1"),
    "SCORM 2004": manifest("<schemaversion>1.2<", "<schemaversion>2004 4th Edition<"),
    "wrong schema": manifest("ADL SCORM", "IMS Content"),
    "no scormtype": manifest(' adlcp:scormtype="sco"', ""),
    "scormType of 2004": manifest("adlcp:scormtype", "adlcp:scormType"),
    "no page to start": manifest(' href="index.html">', ">"),
    "doubled identifier": manifest('identifier="item"', 'identifier="lab"'),
    "reference to nothing": manifest('identifierref="lab"', 'identifierref="nothing"'),
    "no such organization": manifest('default="organization"', 'default="other"'),
    "not well-formed": manifest("</metadata>", ""),
    "file that no resource names": extra("more.js"),
    "file that the manifest leaves out": manifest('<file href="index.html"/>', ""),
    "path out of the package": manifest(
        '<file href="index.html"/>', '<file href="../index.html"/>'
    ),
    "page of another host": swap("index.html", 'src="assets/', 'src="https://cdn.example/'),
    "style of another host": swap("index.html", 'href="assets/', 'href="https://cdn.example/'),
    "script in the page": swap("index.html", "</body>", "<script>alert(1)</script></body>"),
    "link to the placeholder": swap("index.html", "https://example.org/", "https://site.invalid/"),
    "lab without runtime": swap("index.html", "data-runtime", "data-other"),
    "lab of another place": swap("index.html", 'data-config="assets/', 'data-config="../assets/'),
    "nothing to score by": swap("index.html", "data-course", "data-other"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_package_fails(package: bytes, what: str) -> None:
    assert inspect(broken(package, BROKEN[what]), "scorm")


@pytest.mark.parametrize("ending", [".wasm", ".bin", "pyodide.mjs", ".whl", "lab-config"])
def test_a_package_without_a_part_of_python_fails(package: bytes, ending: str) -> None:
    names = [
        name
        for name in unpack(package)
        if name.endswith(ending)
        or (ending == ".whl" and "py3-none-any" in name)
        or (ending == "lab-config" and name.startswith("assets/labs/"))
    ]
    assert names
    faults = inspect(broken(package, without(names[0])), "scorm")
    assert any("not in the pack" in fault for fault in faults)


def test_a_missing_chunk_of_script_is_seen(package: bytes) -> None:
    names = sorted(name for name in unpack(package) if name.startswith("assets/chunk-"))
    assert names
    for name in names:
        assert inspect(broken(package, without(name)), "scorm"), name


def test_a_file_that_stands_twice_is_seen(package: bytes) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = doubled(package, "index.html")
    assert inspect(twice, "scorm")
