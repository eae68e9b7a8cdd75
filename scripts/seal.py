"""Covers what should not be read by accident in a page's source; seal.ts uncovers it.

A fence and no lock: whoever wants to can uncover it with the same few lines. The same text, salt and name
always give the same cover.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any


def salt_of(*names: str) -> str:
    """Sixteen hex digits that are a thing's own."""
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]


def seal(value: Any, salt: str, name: str) -> str:
    """A value as JSON, covered by the digests of salt, name and a count, in base64."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(_covered(data, salt, name)).decode()


def unseal(text: str, salt: str, name: str) -> Any:
    """The value again."""
    return json.loads(_covered(base64.b64decode(text), salt, name))


def _covered(data: bytes, salt: str, name: str) -> bytes:
    cover = b"".join(
        hashlib.sha256(f"{salt}\n{name}\n{count}".encode()).digest()
        for count in range(-(-len(data) // 32))
    )
    return bytes(one ^ other for one, other in zip(data, cover, strict=False))
