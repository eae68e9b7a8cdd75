"""Results kept between builds, under names that say what they were made from."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any


def digest(*parts: object) -> str:
    """A hex name for the parts; bytes and paths' contents count as they are, all else by its JSON."""
    sha = hashlib.sha256()
    for part in parts:
        match part:
            case bytes():
                data = part
            case Path():
                data = part.read_bytes()
            case _:
                data = json.dumps(part, sort_keys=True, ensure_ascii=False, default=str).encode()
        sha.update(len(data).to_bytes(8) + data)
    return sha.hexdigest()


def short(data: bytes) -> str:
    """Ten hex digits of content, for a file name that may be cached for ever."""
    return hashlib.sha256(data).hexdigest()[:10]


class Cache:
    """A folder of results, one kind a subfolder."""

    def __init__(self, folder: Path):
        self.folder = folder

    def path(self, kind: str, key: str) -> Path:
        """Where a result of that kind and key is kept."""
        return self.folder / kind / key

    def get(self, kind: str, key: str) -> bytes | None:
        """The bytes kept under the key, or None."""
        try:
            return self.path(kind, key).read_bytes()
        except OSError:
            return None

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep bytes. Written aside and renamed, so that two builds at once do no harm."""
        path = self.path(kind, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{path.name}.{os.getpid()}")
        aside.write_bytes(data)
        aside.replace(path)

    def made(self, kind: str, key: str, make: Callable[[], bytes]) -> bytes:
        """The bytes kept under the key, made and kept if there are none."""
        data = self.get(kind, key)
        if data is None:
            data = make()
            self.put(kind, key, data)
        return data

    def get_json(self, kind: str, key: str) -> Any:
        """A value kept as JSON, or None."""
        data = self.get(kind, key)
        return None if data is None else json.loads(data)

    def put_json(self, kind: str, key: str, value: Any) -> None:
        """Keep a value as JSON."""
        self.put(kind, key, json.dumps(value, ensure_ascii=False).encode())


def source_files(folder: Path) -> list[Path]:
    """All files below a folder that are not made by running Python."""
    return [
        path
        for path in (folder.rglob("*") if folder.exists() else ())
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    ]


def files_digest(paths: Iterable[Path], root: Path) -> dict[str, str]:
    """Each file's name below `root`, and a digest of its content."""
    return {str(path.relative_to(root)): digest(path) for path in sorted(paths)}
