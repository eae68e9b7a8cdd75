"""A built site behind nginx with the settings that the build ships, on a port of its own."""

from __future__ import annotations

import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tiny import ROOT

MAIN = """\
daemon off;
worker_processes {workers};
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def nginx_there() -> str:
    """The path of nginx; skips the test where there is none and none can be installed."""
    done = subprocess.run(
        [str(ROOT / "scripts/nginx.sh")], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(done.stderr.strip().splitlines()[-1])
    return done.stdout.strip()


def configured(site: Path, folder: Path, port: int, workers: int = 1) -> Path:
    """The shipped settings, with the two lines changed that a host changes, and what nginx needs around them."""
    shipped = (site / "downloads/hosting/nginx.conf").read_text()
    shipped, heard = re.subn(r"listen 80;", f"listen 127.0.0.1:{port};", shipped)
    shipped, rooted = re.subn(r"root /var/www/book;", f"root {site};", shipped)
    assert heard == rooted == 1
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "site.conf").write_text(shipped)
    main = folder / "nginx.conf"
    user = "user root;\n" if folder.owner() == "root" else ""
    main.write_text(user + MAIN.format(folder=folder, workers=workers))
    return main


@contextmanager
def hosted(site: Path, folder: Path, workers: int = 1) -> Iterator[str]:
    """nginx over a built site; gives its address, with a slash at its end."""
    program = nginx_there()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    main = configured(site, folder, port, workers)
    running = subprocess.Popen([program, "-e", f"{folder}/error.log", "-c", str(main)])
    try:
        for _ in range(600):
            assert running.poll() is None, (folder / "error.log").read_text()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/"
    finally:
        running.terminate()
        running.wait(timeout=30)
