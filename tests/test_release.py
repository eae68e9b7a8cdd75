"""Editions side by side: each in its own folder for good, the newest at the root."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.errors import BookError
from scripts.release import release
from scripts.versions import read_shelf, write_shelf


def site(folder: Path, version: str, **files: str) -> Path:
    """What a build leaves, as far as a release looks at it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    own = {"name": "", "path": "", "version": version, "published": "", "wheel": "w"}
    write_shelf(folder, ["nl", "en"], [own | {"models": {"cows": version}, "pages": [""]}])
    return folder


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """A host with three editions, and a file that no edition laid there."""
    goal = tmp_path / "public"
    for number in "123":
        files = {
            f"only{number}/index.html": number,
            "index.html": number,
            f"assets/{number}.js": number,
        }
        release(site(tmp_path / number, number, **files), goal, number)
        (goal / "CNAME").write_text("example.org")
    return goal


def test_the_newest_is_at_the_root_and_all_are_in_their_folders(public: Path) -> None:
    assert (public / "index.html").read_text() == "3"
    assert [(public / f"v{n}/index.html").read_text() for n in "123"] == ["1", "2", "3"]
    languages, editions = read_shelf(public)
    assert languages == ["nl", "en"]
    assert [(one["name"], one["path"], one["version"]) for one in editions] == [
        ("1", "v1/", "1"),
        ("2", "v2/", "2"),
        ("3", "v3/", "3"),
    ]
    assert read_shelf(public / "v1")[1][0]["name"] == ""  # as it was built


def test_what_is_no_longer_in_the_book_goes_and_nothing_else(public: Path) -> None:
    names = {path.name for path in public.iterdir()}
    assert names == {"v1", "v2", "v3", "only3", "index.html", "assets", "CNAME", "versions.json"}
    # a page of the edition before may still be open somewhere
    assert {path.name for path in (public / "assets").iterdir()} == {"2.js", "3.js"}


def test_an_edition_is_not_changed(public: Path, tmp_path: Path) -> None:
    release(tmp_path / "3", public, "3")  # once more the same: nothing to do
    assert len(read_shelf(public)[1]) == 3
    (tmp_path / "3/index.html").write_text("other")
    with pytest.raises(BookError, match="edition 3 is there already"):
        release(tmp_path / "3", public, "3")
    assert (public / "v3/index.html").read_text() == "3"


@pytest.mark.parametrize("name", ["", "v1", "../1", "1/2", "en"])
def test_a_name_is_a_number(tmp_path: Path, name: str) -> None:
    with pytest.raises(BookError, match="an edition is called by a number"):
        release(site(tmp_path / "site", "1"), tmp_path / "public", name)
    assert not (tmp_path / "public").exists()


def test_only_a_built_site_can_be_one(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="there is no built site here"):
        release(tmp_path, tmp_path / "public", "1")
    (tmp_path / "versions.json").write_text('{"kind": "versions", "format": 2}')
    with pytest.raises(BookError, match="no list of editions that can be read here"):
        release(tmp_path, tmp_path / "public", "1")
