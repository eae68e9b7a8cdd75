"""`python -m scripts publish --to FOLDER`: every tagged edition, built from its tag, and the newest at the root.

A tag `v1` is edition 1. Since the same sources give the same bytes, nothing but the tags has to be kept: an
edition is built again whenever it is not in the cache. Without a tag the site as it is now stands at the root.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from .cache import Cache
from .errors import BookError
from .release import release
from .versions import NAME


def publish(root: Path, cache: Cache, folder: Path) -> list[str]:
    """Fill the folder, emptied first, from the tags of the clone at `root`; returns the editions, oldest first."""
    shutil.rmtree(folder, ignore_errors=True)
    names = editions(_git(root, "tag", "--list", "v*").split())
    if not names:
        shutil.copytree(_built(root), folder)
    for name in names:
        release(_edition(root, cache, name), folder, name)
    (folder / ".nojekyll").touch()
    return names


def editions(tags: list[str]) -> list[str]:
    """The editions that tags speak of, by number: 2 before 10, 2.1 after 2."""
    names = [tag[1:] for tag in tags if NAME.fullmatch(tag[1:])]

    def rank(name: str) -> list[tuple[int, int, str]]:
        parts = re.findall(r"\d+|[^\d.]+", name)
        return [(1, int(one), "") if one.isdecimal() else (0, 0, one) for one in parts]

    return sorted(names, key=rank)


def _edition(root: Path, cache: Cache, name: str) -> Path:
    """The site of a tag: from the cache, or built in a folder of its own."""
    commit = _git(root, "rev-list", "-n", "1", f"v{name}").strip()
    kept = cache.path("editions", commit)
    if not kept.exists():
        with tempfile.TemporaryDirectory() as temporary:
            tree = Path(temporary) / "tree"
            _git(root, "worktree", "add", "--detach", str(tree), commit)
            try:
                site = _built(tree)
                kept.parent.mkdir(parents=True, exist_ok=True)
                aside = kept.with_name(f"{kept.name}.new")
                shutil.rmtree(aside, ignore_errors=True)
                shutil.copytree(site, aside)
                aside.rename(kept)
            finally:
                _git(root, "worktree", "remove", "--force", str(tree))
    return kept


def _built(tree: Path) -> Path:
    """`make build` in a folder; returns the site. SITE_URL of the surroundings holds."""
    done = subprocess.run(["make", "build"], cwd=tree, check=False)
    if done.returncode:
        raise BookError("`make build` failed here", tree)
    return tree / "build" / "site"


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BookError(f"git {words[0]}: {done.stderr.strip()}", root)
    return done.stdout
