"""The same book in Firefox: a lab, a cell and a sweep, with the fingerprints of the command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import regelkring
from browser_lab import LANGUAGES

pytestmark = pytest.mark.browser


def firefox() -> str | None:
    """The Firefox of this machine."""
    return os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")


@pytest.mark.skipif(firefox() is None, reason="there is no Firefox on this machine")
@pytest.mark.parametrize("language", LANGUAGES)
def test_firefox_computes_what_the_command_line_does(
    root: Path, address: str, language: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        ["node", str(root / "tests/browser/firefox.mjs"), str(firefox()), address, language],
        cwd=root,
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["faults"] == [] and "firefox" in seen["version"].lower()
    lab = seen["lab"]
    assert lab["label"] == lab["sentence"] and any(sign.isdigit() for sign in lab["sentence"])
    run = regelkring.run("rule-growth", seed=7, offspring=0.5)
    assert run.fingerprint in seen["cell"]
    assert any(sign.isdigit() for sign in seen["sweep"])
    page = (
        root / "build/site" / LANGUAGES[language] / "kring-van-werkgevers/index.html"
    ).read_text()
    import lxml.html

    fence = lxml.html.fromstring(page).xpath("//model-lab")[0]
    values = json.loads(fence.get("data-values")) | {"gap": lab["gap"]}
    expected = regelkring.run(fence.get("model"), seed=int(fence.get("data-seed")), **values)
    assert lab["fingerprint"] == expected.fingerprint
    assert lab["fingerprint"] != fence.get("data-fingerprint")
