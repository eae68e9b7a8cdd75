"""`python -m scripts packs`: the SCORM packages of a site that was built, into its downloads."""

from __future__ import annotations

import json
from pathlib import Path

from ..errors import BookError
from .inspect import approve
from .scorm import make, read_recipe


def write_packages(site: Path, address: str, only: str = "") -> dict[str, int]:
    """Write every lab's package, or those of one chapter; their names and bytes."""
    shelf = site / "assets" / "packs"
    indexes = sorted(shelf.glob("packs-*.json"))
    if not indexes:
        raise BookError("there is no built site with packs here", site)
    sizes: dict[str, int] = {}
    for index in indexes:
        for chapter in json.loads(index.read_text(encoding="utf-8"))["chapters"]:
            if not chapter["recipe"] or (only and chapter["slug"] != only):
                continue
            recipe = read_recipe((shelf / chapter["recipe"]).read_text(encoding="utf-8"))
            data = approve(make(recipe, site, address), "scorm", recipe.name)
            path = site / "downloads" / recipe.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            sizes[recipe.name] = len(data)
    return sizes
