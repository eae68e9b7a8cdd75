"""A built site behind nginx with the settings that the build ships, on a port of its own."""

from __future__ import annotations

import re
import shutil
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

MODULES = Path("/usr/lib/apache2/modules")
VIRTUAL = """\
ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/error.log
TypesConfig /etc/mime.types
{modules}
{user}
<VirtualHost 127.0.0.1:{port}>
    DocumentRoot {site}
    <Directory {site}>
        Require all granted
    </Directory>
    Include {site}/downloads/hosting/apache.conf
</VirtualHost>
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
def hosted_by_apache(site: Path, folder: Path) -> Iterator[str]:
    """Apache over a built site, where it is installed; gives its address, with a slash at its end."""
    program = shutil.which("apache2", path="/usr/sbin:/usr/bin")
    if program is None or not MODULES.exists():
        pytest.skip("Apache is not installed (package apache2-bin)")
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    names = ("mpm_event", "authz_core", "headers", "mime", "dir", "filter", "deflate")
    modules = "\n".join(f"LoadModule {one}_module {MODULES}/mod_{one}.so" for one in names)
    user = "User www-data\nGroup www-data" if folder.owner() == "root" else ""
    for path in (site, *site.parents):  # its own user has to come by
        if path.owner() == folder.owner() and path != Path(path.anchor):
            path.chmod(path.stat().st_mode | 0o055)
    main = folder / "apache.conf"
    main.write_text(VIRTUAL.format(folder=folder, port=port, modules=modules, user=user, site=site))
    running = subprocess.Popen([program, "-f", str(main), "-DFOREGROUND"])
    try:
        until_heard(running, port, folder)
        yield f"http://127.0.0.1:{port}/"
    finally:
        running.terminate()
        running.wait(timeout=30)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def until_heard(running: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    """Wait until a server listens; what it complained of if it ended instead."""
    for _ in range(600):
        assert running.poll() is None, (folder / "error.log").read_text()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)


@contextmanager
def hosted(site: Path, folder: Path, workers: int = 1) -> Iterator[str]:
    """nginx over a built site; gives its address, with a slash at its end."""
    program = nginx_there()
    port = free_port()
    main = configured(site, folder, port, workers)
    running = subprocess.Popen([program, "-e", f"{folder}/error.log", "-c", str(main)])
    try:
        until_heard(running, port, folder)
        yield f"http://127.0.0.1:{port}/"
    finally:
        running.terminate()
        running.wait(timeout=30)
