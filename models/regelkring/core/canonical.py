"""JSON in canonical form (RFC 8785): one value, one text, in Python as in a browser.

Keys stand in the order of their UTF-16 code units, numbers are written as ECMAScript writes them,
there are no spaces. Reports are sealed with it, assignments get their id from it. Fingerprints of
runs have a form of their own (`run.canonical`), which this does not touch.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal


def canonical_json(value: object) -> str:
    """The canonical text of a JSON value; ValueError for what has none.

    Raised for NaN, infinities, numbers beyond a double, lone surrogates, keys that are no strings,
    and anything that is not JSON; RecursionError for what is nested too deep. An integer beyond
    2**53 is written as the double it is read as by ECMAScript.
    """
    match value:
        case None | True | False:
            return json.dumps(value)
        case str():
            return _text(value)
        case int() | float():
            return _number(value)
        case list() | tuple():
            return f"[{','.join(canonical_json(one) for one in value)}]"
        case Mapping():
            return f"{{{','.join(_members(value))}}}"
    raise ValueError(f"no JSON: {type(value).__name__}")


def _members(value: Mapping[object, object]) -> list[str]:
    if not all(isinstance(key, str) for key in value):
        raise ValueError("no JSON: a key that is not a string")
    ordered = sorted(value, key=lambda key: str(key).encode("utf-16-be", "surrogatepass"))
    return [f"{_text(str(key))}:{canonical_json(value[key])}" for key in ordered]


def _text(text: str) -> str:
    text.encode()  # UnicodeEncodeError, a ValueError, for a lone surrogate
    return json.dumps(text, ensure_ascii=False)


def _number(value: float) -> str:
    """Number::toString of ECMAScript; `repr` has the same shortest digits, in other clothes."""
    try:
        number = float(value)
    except OverflowError:
        raise ValueError("a number beyond a double") from None
    if number - number != 0:
        raise ValueError("NaN and infinities are no JSON")
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    _, figures, exponent = Decimal(repr(abs(number))).as_tuple()
    assert isinstance(exponent, int)
    digits = "".join(map(str, figures)).rstrip("0")
    point = len(figures) + exponent  # the value is 0.DIGITS times ten to this power
    if len(digits) <= point <= 21:
        return sign + digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    whole, rest = digits[0], digits[1:]
    return f"{sign}{whole}{'.' if rest else ''}{rest}e{point - 1:+d}"
