"""Zip files of which the same contents are always the same bytes."""

from __future__ import annotations

import io
import zipfile

MANIFEST = "imsmanifest.xml"
FIRST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can hold


def pack(files: dict[str, bytes]) -> bytes:
    """A zip of the files: the manifest first, the others by name, all of one moment."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name in sorted(files, key=lambda name: (name != MANIFEST, name)):
            entry = zipfile.ZipInfo(name, FIRST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            made.writestr(entry, files[name])
    return buffer.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The files in a zip, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}
