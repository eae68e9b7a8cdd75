"""Another host, that writes down who comes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar


class Elsewhere(BaseHTTPRequestHandler):
    """Answers whoever comes, with a script, and remembers."""

    visited: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Answer, and remember."""
        self.visited.append(self.path)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Type", "text/javascript")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def other_host() -> Iterator[str]:
    """Its address, for as long as a test needs it; what a fixture yields from."""
    Elsewhere.visited.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
