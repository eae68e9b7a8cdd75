"""Visitors of a site, many at a time: each has one connection, kept open, and fetches a page with all it names."""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlparse

NAMED = re.compile(r'<(?:script|link|img)\b[^>]*?\b(?:src|href)="?([^"\s>]+)', re.I)
LAB = re.compile(r'\bdata-(?:runtime|config|atlas)="?([^"\s>]+)', re.I)


@dataclass(frozen=True)
class Answer:
    """What a server said, unpacked; `bytes` is what went over the line."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    bytes: int


@dataclass
class Visitor:
    """One reader with one connection."""

    address: str
    encoding: str = "gzip"
    answers: list[Answer] = field(default_factory=list)

    async def visit(self, page: str) -> list[Answer]:
        """The page, what it names of this site and the data of its labs, one by one; then the page again."""
        place = urlparse(self.address)
        reader, writer = await asyncio.open_connection(place.hostname, place.port, limit=1 << 20)
        try:
            first = await self.get(reader, writer, urljoin(self.address, page))
            page_came = first.headers.get("content-type", "").startswith("text/html")
            text = first.body.decode() if page_came else ""
            for url in sorted(
                {urljoin(first.url, name) for name in [*NAMED.findall(text), *LAB.findall(text)]}
            ):
                if url.startswith(self.address) and "." in url.rsplit("/", 1)[-1]:
                    await self.get(reader, writer, url.partition("#")[0])
            await self.get(reader, writer, first.url, first.headers.get("etag", ""))
        finally:
            writer.close()
        return self.answers

    async def get(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, url: str, tag: str = ""
    ) -> Answer:
        """Ask for one address; with `tag` only if it is no longer that."""
        place = urlparse(url)
        lines = [
            f"GET {place.path} HTTP/1.1",
            f"Host: {place.netloc}",
            f"Accept-Encoding: {self.encoding}",
        ]
        lines += [f"If-None-Match: {tag}"] if tag else []
        writer.write("".join(f"{line}\r\n" for line in [*lines, ""]).encode())
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(head[0].split()[1])
        headers = {
            k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:] if line)
        }
        raw = b"" if status == 304 else await _body(reader, headers)
        packed = headers.get("content-encoding") == "gzip"
        answer = Answer(url, status, headers, gzip.decompress(raw) if packed else raw, len(raw))
        self.answers.append(answer)
        return answer


async def _body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
    if "chunked" not in headers.get("transfer-encoding", ""):
        return await reader.readexactly(int(headers["content-length"]))
    parts = []
    while size := int(await reader.readline(), 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return b"".join(parts)


def crowd(address: str, pages: Iterable[str]) -> list[list[Answer]]:
    """As many visitors at once as there are pages, one page each; an error of any is raised."""

    async def all_of_them() -> list[list[Answer]]:
        return await asyncio.gather(*(Visitor(address).visit(page) for page in pages))

    return run(all_of_them())


def run[Result](work: Coroutine[Any, Any, Result]) -> Result:
    """What comes of it, in a thread of its own: Playwright's loop may be running in this one."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, work).result()
