"""One source for the colours of charts, one word for an action, one dash for a pin."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from scripts import chart

BROWSER = Path("scripts/browser")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def palette(root: Path) -> dict[str, dict[str, str]]:
    return dict(json.loads((root / BROWSER / "palette.json").read_text()))


def test_every_colour_of_the_charts_is_swapped_in_the_dark(root: Path) -> None:
    script = "import('./palette.mjs').then(({paletteSheet}) => console.log(paletteSheet()))"
    done = subprocess.run(
        ["node", "-e", script], cwd=root / BROWSER, capture_output=True, text=True, check=True
    )
    for name, colours in palette(root).items():
        for channel in ("fill", "stroke"):
            swap = f'[{channel}="{colours["light"]}"] {{ {channel}: {colours["dark"]}; }}'
            assert swap in done.stdout, name
    drawn = {chart.INK, chart.MUTED, chart.GRID, *chart.SERIES}
    assert drawn == {one["light"] for one in palette(root).values()}


def test_no_stylesheet_says_a_chart_colour_of_its_own(root: Path) -> None:
    known = {colour for one in palette(root).values() for colour in one.values()}
    for name in ("lab.css", "tools.css", "canvas.css"):
        text = re.sub(r"body\.lab-page[^}]*}", "", (root / BROWSER / name).read_text())
        assert set(re.findall(r"#[0-9a-f]{6}", text)) & known == set(), name


def test_lines_stand_out_from_their_ground(root: Path) -> None:
    for name, colours in palette(root).items():
        if name != "line":
            assert contrast(colours["light"], "#ffffff") >= 4.5, name
            assert contrast(colours["dark"], "#171d26") >= 4.5, name


def test_an_action_has_one_word(root: Path) -> None:
    own = [BROWSER / name for name in ("words.json", "firstwords.json", "codewords.json")]
    files = [root / "scripts/words.json", *own]
    first, *others = (json.loads((root / path).read_text()) for path in files)
    for other in others:
        assert {key: first[key] for key in first.keys() & other.keys()} == {
            key: other[key] for key in first.keys() & other.keys()
        }


def test_a_pin_has_one_dash(root: Path) -> None:
    text = (root / BROWSER / "compare.ts").read_text()
    found = re.search(r"const DASHES = (\[.*?\]);", text)
    assert found
    assert json.loads(found[1]) == [" ".join(map(str, dash)) for dash in chart.GHOST_DASHES]
