"""Small repairs of what pandoc writes, and a zip whose bytes depend on nothing but its content."""

from __future__ import annotations

import io
import re
import time
import zipfile


def tidy(data: bytes, epoch: int) -> bytes:
    """The EPUB again: `mimetype` first and not compressed, the rest by name, all at one moment."""
    old = zipfile.ZipFile(io.BytesIO(data))
    names = [name for name in old.namelist() if not name.endswith("/")]
    stamp = max(time.gmtime(epoch)[:6], (1980, 1, 1, 0, 0, 0))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        for name in sorted(names, key=lambda name: (name != "mimetype", name)):
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            new.writestr(info, _repaired(name, old.read(name)))
    return buffer.getvalue()


def _repaired(name: str, content: bytes) -> bytes:
    if not name.endswith(".xhtml"):
        return content
    text = content.decode()
    text = re.sub(r' data-[\w-]+="[^"]*"', "", text)
    return text.encode()
