"""Hostile fragments of addresses, the same ones for the same seed: links of ours that went wrong, and worse."""

from __future__ import annotations

import base64
import json
import random
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "'-alert(1)-'",
    "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>*{display:none}</style>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<base href=//evil.example/>",
    "<template><script>alert(1)</script></template>",
    "<math><mtext><img src=x onerror=alert(1)>",
    "data:text/html,<script>alert(1)</script>",
    "//evil.example/x.js",
    "__import__('js').alert(1)",
    '\\"]*{}',
    "')];alert(1)//",
    "<img src=//evil.example/pixel>",
    "-->]]><script>alert(1)</script>",
    "\u003cscript\u003ealert(1)\u003c/script\u003e",
)
WEIRD = (
    "\u0000",
    "\u202e",
    "\ufeff",
    "\u2028",
    "é\u0301" * 20,
    "👩‍👩‍👧‍👦",
    "𝕏",
    "\u200b",
    "ß",
    "İ",
    "١٢٣",
    "％",
    "﷽",
    "\ud7ff",
    "\r\n",
)
GARBAGE = (
    "%",
    "%%",
    "%zz",
    "%e9",
    "%ff%fe",
    "%c0%ae",
    "%u0041",
    "%00",
    "%ed%a0%80",
    "+",
    "&&==",
    "#",
    "?",
    "\\",
    '"',
    "]",
    "[id=",
)
KEYS = (
    "__proto__",
    "constructor",
    "prototype",
    "__proto__[polluted]",
    "constructor.prototype.polluted",
    "toString",
    "hasOwnProperty",
    "lab",
    "seed",
    "at",
    "fp",
    "v",
    "",
)
NUMBERS = (
    "1e309",
    "-0",
    "NaN",
    "Infinity",
    "0x10",
    "1e-320",
    "9" * 400,
    "1_000",
    "١",
    "1,5",
    "--1",
    "4294967296",
    "",
)


def fragments(seed: int, many: int, models: dict[str, list[str]], assignment: Any) -> Iterator[str]:
    """Fragments without their `#`. `models` are slugs with their parameters; `assignment` is a good one."""
    chance = random.Random(seed)
    makers = (_attack, _link, _link, _link, _assignment, _assignment, _slide, _garbage, _mixed)
    for number in range(many):
        if number % 97 == 96:
            yield _huge(chance)
        else:
            text = chance.choice(makers)(chance, models, assignment)
            yield _broken(chance, text) if chance.random() < 0.25 else text


def _attack(chance: random.Random, models: dict[str, list[str]], assignment: Any) -> str:
    attack = chance.choice(ATTACKS)
    return attack if chance.random() < 0.5 else quote(attack)


def _garbage(chance: random.Random, models: dict[str, list[str]], assignment: Any) -> str:
    return "".join(chance.choice((*GARBAGE, *WEIRD)) for _ in range(chance.randrange(1, 12)))


def _value(chance: random.Random) -> str:
    pool = chance.choice((ATTACKS, WEIRD, GARBAGE, NUMBERS, ("0", "1", "0.5", "60", "-1", "1e3")))
    return chance.choice(pool)


def _link(chance: random.Random, models: dict[str, list[str]], assignment: Any) -> str:
    """A link to a state of a lab, with some of its words hostile."""
    model = chance.choice(sorted(models))
    words = [("lab", model if chance.random() < 0.8 else _value(chance))]
    for name in ("v", "seed", "fp", "at"):
        if chance.random() < 0.5:
            words.append((name, _value(chance)))
    for name in chance.sample(models[model], min(2, len(models[model]))):
        words.append((name, _value(chance)))
    if chance.random() < 0.5:
        words.append((chance.choice(KEYS), _value(chance)))
    chance.shuffle(words)
    coded = quote if chance.random() < 0.8 else str
    return "&".join(f"{coded(name)}={coded(value)}" for name, value in words)


def _assignment(chance: random.Random, models: dict[str, list[str]], assignment: Any) -> str:
    """An assignment, packed as ours are, with some of its values hostile."""
    data = json.loads(json.dumps(assignment))
    for _ in range(chance.randrange(1, 4)):
        _spoil(chance, data)
    text = json.dumps(data)
    if chance.random() < 0.1:
        text = '{"__proto__":{"polluted":1},' + text[1:]
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(text.encode("utf-8", "surrogatepass")) + packer.flush()
    return "a=" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _spoil(chance: random.Random, data: Any) -> None:
    """Change one value somewhere; mostly a text for a hostile text, so that it is still an assignment."""
    places: list[tuple[Any, Any]] = []

    def walk(thing: Any) -> None:
        for key, value in list(thing.items() if isinstance(thing, dict) else enumerate(thing)):
            places.append((thing, key))
            if isinstance(value, dict | list):
                walk(value)

    walk(data)
    texts = [
        (thing, key)
        for thing, key in places
        if key in ("title", "due", "text", "predict", "book", "version")
    ]
    if texts and chance.random() < 0.7:
        thing, key = chance.choice(texts)
        thing[key] = chance.choice((*ATTACKS, *WEIRD))
        return
    thing, key = chance.choice(places)
    thing[key] = chance.choice(
        [None, -1, 2**53, 1e300, [], {}, {"__proto__": {"polluted": 1}}, True, "x" * 5000, *ATTACKS]
    )


def _slide(chance: random.Random, models: dict[str, list[str]], assignment: Any) -> str:
    return chance.choice(
        [
            "/0/0",
            "/999/999",
            "/-1",
            "/" + "9" * 30,
            "/slide-3",
            "slide-3",
            "/slide-3/" + _value(chance),
            "/" + _value(chance),
            "scorm=" + _value(chance),
            "scorm=recepten",
            "__tabbed_1_1",
            "goals",
        ]
    )


def _mixed(chance: random.Random, models: dict[str, list[str]], assignment: Any) -> str:
    return _link(chance, models, assignment) + "&" + _assignment(chance, models, assignment)


def _broken(chance: random.Random, text: str) -> str:
    """A text with a piece cut out, doubled or replaced."""
    if not text:
        return text
    at, to = sorted((chance.randrange(len(text)), chance.randrange(len(text))))
    piece = chance.choice(["", text[at:to] * 2, chance.choice(GARBAGE), chance.choice(WEIRD)])
    return text[:at] + piece + text[to:]


def _huge(chance: random.Random) -> str:
    piece = chance.choice(["lab=", "a=", "&x=1", "/", "%41", "é", "["])
    return (piece * (60_000 // len(piece)))[:60_000]


def good_assignment(root: Path) -> Any:
    """The fullest of the good assignments that both readers are held to."""
    return json.loads((root / "tests" / "assignments.json").read_text("utf-8"))["good"][0]["given"]
