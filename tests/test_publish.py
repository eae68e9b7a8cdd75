"""The workflows that publish, and the editions they publish: each built from its tag."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.cache import Cache
from scripts.errors import BookError
from scripts.publish import editions, publish
from scripts.versions import write_shelf

MAKEFILE = """\
build:
	mkdir -p build/site
	cp page build/site/index.html
	cp own.json build/site/versions.json
	echo built >> {log}
"""
OWN: dict[str, Any] = {
    **dict.fromkeys(("name", "path", "version", "published", "wheel"), ""),
    "models": {},
    "pages": [""],
}


def steps(value: Any) -> list[str]:
    """Every command of a workflow, wherever it stands."""
    if isinstance(value, dict):
        found = [value["run"]] if isinstance(value.get("run"), str) else []
        for key in ("script", "before_script"):
            found += value.get(key, [])
        return found + [
            one
            for inner in value.values()
            if isinstance(inner, dict | list)
            for one in steps(inner)
        ]
    return [one for inner in value for one in steps(inner)] if isinstance(value, list) else []


@pytest.mark.parametrize("name", [".github/workflows/pages.yml", ".gitlab-ci.yml"])
def test_a_workflow_calls_what_is_there(root: Path, name: str) -> None:
    text = (root / name).read_text()
    commands = steps(yaml.safe_load(text))
    made = re.search(r"^\.PHONY: (.*)$", (root / "Makefile").read_text(), re.M)
    assert made
    called = {target for one in commands for target in re.findall(r"\bmake ([\w-]+)", one)}
    assert called == {"test", "publish"} and called <= set(made[1].split())
    goal = re.search(r"scripts publish --to (\S+)", (root / "Makefile").read_text())
    assert goal and goal[1] in text  # what is made is what is published
    assert "://" not in text  # nobody's address: a host's own variables say where the site stands
    for action in re.findall(r"uses: (\S+)", text):
        assert re.fullmatch(r"actions/[\w-]+@v\d+", action)


def test_editions_are_in_the_order_of_their_numbers() -> None:
    assert editions(["v10", "v2", "v2.1", "vital", "v1"]) == ["1", "2", "2.1", "10"]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with two commits whose `make build` is quick."""
    folder = tmp_path / "clone"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / ".gitignore").write_text("build/\n.cache/\n")
    (folder / "Makefile").write_text(MAKEFILE.format(log=tmp_path / "log"))
    write_shelf(folder, ["nl"], [OWN])
    (folder / "versions.json").rename(folder / "own.json")
    for page in ("one", "two"):
        (folder / "page").write_text(page)
        git(folder, "add", "-A")
        git(folder, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", page)
    return folder


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


def test_without_a_tag_the_site_stands_alone(clone: Path, tmp_path: Path) -> None:
    assert publish(clone, Cache(clone / ".cache"), tmp_path / "public") == []
    assert (tmp_path / "public/index.html").read_text() == "two"
    assert not (tmp_path / "public/v1").exists()


def test_every_tag_is_an_edition_and_is_built_once(clone: Path, tmp_path: Path) -> None:
    git(clone, "tag", "v1", "HEAD~1")
    git(clone, "tag", "v2", "HEAD")
    cache, public = Cache(clone / ".cache"), tmp_path / "public"
    for _ in range(2):
        assert publish(clone, cache, public) == ["1", "2"]
        pages = [(public / f"{one}index.html").read_text() for one in ("v1/", "v2/", "")]
        assert pages == ["one", "two", "two"]
    assert (tmp_path / "log").read_text().count("built") == 2
    (public / "stray").touch()
    git(clone, "tag", "-d", "v2")
    publish(clone, cache, public)
    assert (public / "index.html").read_text() == "one" and not (public / "stray").exists()


def test_an_edition_that_does_not_build_stops_it(clone: Path, tmp_path: Path) -> None:
    (clone / "Makefile").write_text("build:\n\tfalse\n")
    with pytest.raises(BookError, match="`make build` failed"):
        publish(clone, Cache(clone / ".cache"), tmp_path / "public")
