"""The service worker of a finished site: the list of all that readers can keep, and what each page needs.

`sw.js` is the list and the script that esbuild made of `browser/offline/service.ts`; `edition.json` says which
edition a host has. The edition is a digest of the list: the same site is the same edition, anywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from .book import GENERATOR
from .cache import digest, short
from .errors import BookError

NO_WORKER = (
    "BOOK_NO_WORKER"  # set: no page brings in a service worker, and an older one is taken away
)
WORKER, EDITION = "sw.js", "edition.json"
PAGE = "offline/"
# Large things to take away, answers to harvesters, what only tools or hosts read, the other tongues of the search.
LEFT = re.compile(
    r"downloads/.*\.(?:pdf|epub|scorm\.zip)$|downloads/site\.zip$|downloads/hosting/|oai/|.*\.map$|(?:.*/)?404\.html$|"
    r"(?:.*/)?[._][^/]*$|robots\.txt$|.*\.gz$|.*\.br$|.*\.webmanifest$|sw\.js$|edition\.json$|"
    r"assets/service-\w+\.js$|.*/lunr/(?:tinyseg|wordcut)\.js$"
)
TITLE = re.compile(r"<title>(.*?)</title>", re.S)
NAMED = re.compile(r"\s(src|href|data-[a-z-]+)=\"?([^\"\s>]*assets/[^\"\s>]+)")
IMPORT = re.compile(r"(?:\bfrom|\bimport)\s*\(?\s*[\"'](\.\.?/[^\"']+)[\"']")
QUOTED = re.compile(r'"(\.\.?/[^"\\]+)"')
BARE = re.compile(r"assets/runtime-[0-9a-f]+\.json$")
SPEAKS = re.compile(r"assets/(offlinebook|register|whole)-\w+\.js$")


def write_worker(site: Path, languages: list[str]) -> str:
    """Write sw.js and edition.json at the root of a built site; returns the edition."""
    scripts = sorted((site / "assets").glob("service-*.js"))
    if len(scripts) != 1:
        raise BookError("the site has not got one script of a service worker", site)
    listing = list_site(site, languages)
    data = json.dumps(listing, ensure_ascii=False, separators=(",", ":"))
    script = scripts[0].read_text(encoding="utf-8")
    edition = str(listing["edition"])
    for name, text in (
        (WORKER, f"self.BOOK={data};\n{script}"),
        (EDITION, json.dumps({"edition": edition}) + "\n"),
    ):
        (site / name).unlink(missing_ok=True)  # it may be another name of a file that is kept
        (site / name).write_text(text, encoding="utf-8")
    return edition


def write_gone(site: Path) -> None:
    """Write the sw.js of a site without a service worker: one that takes an older one away."""
    gone = (GENERATOR / "browser" / "offline" / "gone.js").read_text(encoding="utf-8")
    (site / WORKER).write_text(gone, encoding="utf-8")
    (site / EDITION).unlink(missing_ok=True)


def list_site(site: Path, languages: list[str]) -> dict[str, object]:
    """The list as service.ts reads it (browser/offline/listing.ts says what is what)."""
    paths = [
        name
        for path in sorted(site.rglob("*"))
        if path.is_file() and not LEFT.match(name := path.relative_to(site).as_posix())
    ]
    return _Listing(site, languages, paths).value()


class _Listing:
    def __init__(self, site: Path, languages: list[str], paths: list[str]):
        self.site, self.languages, self.paths = site, languages, paths
        self.places = {path: place for place, path in enumerate(paths)}
        self.data = {path: (site / path).read_bytes() for path in paths}
        self.roots = {one: "" if one == languages[0] else f"{one}/" for one in languages}
        self.named: dict[str, list[tuple[str, str]]] = {}
        self.imported: dict[str, list[tuple[bool, str]]] = {}

    def value(self) -> dict[str, object]:
        files = [[path, short(data), len(data)] for path, data in self.data.items()]
        pages = {}
        python: set[str] = set()
        for path in self.paths:
            if path.endswith("index.html"):
                pages[path.removesuffix("index.html")] = self.page(path)
                python |= self.runtimes(path)
        offline = [self.roots[one] + PAGE + "index.html" for one in self.languages]
        shell: set[str] = set()
        for path in offline:
            if path in self.places:
                shell |= {path, *self.loaded(path)}
        # The offline page says at once what is there: it cannot wait for a script that is not.
        shell |= self.scripts((one for one in self.paths if SPEAKS.match(one)), dynamic=False)
        rest = {
            "files": files,
            "pages": pages,
            "languages": {one: self.language(one) for one in self.languages},
            "shell": self.numbers(shell),
            "labs": self.numbers(self.python(python)),
        }
        return {"edition": digest(rest)[:10], **rest}

    def page(self, path: str) -> dict[str, object]:
        text = self.data[path].decode("utf-8")
        found = TITLE.search(text)
        language = self.of(path)
        needs = self.loaded(path)
        later = {one for name, one in self.references(path) if name.startswith("data-")} - needs
        made: dict[str, object] = {
            "file": self.places[path],
            "title": unescape(found[1]).split(" · ")[0] if found else path,
            "language": language,
            "needs": self.numbers(needs),
        }
        if later:
            made["later"] = self.numbers(later | {n for one in later for n in self.inside(one)})
        return made

    def runtimes(self, path: str) -> set[str]:
        """What says where a page's labs have Python from."""
        return {one for _, one in self.references(path) if BARE.match(one)}

    def of(self, path: str) -> str:
        """The language of a page."""
        first, *others = self.languages
        return next((one for one in others if path.startswith(self.roots[one])), first)

    def loaded(self, path: str) -> set[str]:
        """What a page loads by itself: no fonts, of which the browser takes only those with letters it needs."""
        found = {one for name, one in self.references(path) if name in ("src", "href")}
        return found | self.scripts(found, dynamic=False)

    def references(self, path: str) -> list[tuple[str, str]]:
        """The attributes, by name, that lead from a page to a file under assets."""
        if path not in self.named:
            found = dict.fromkeys(NAMED.findall(self.data[path].decode("utf-8")))
            goals = [(name, self.resolve(path, unescape(link))) for name, link in found]
            self.named[path] = [(name, goal) for name, goal in goals if goal]
        return self.named[path]

    def resolve(self, path: str, link: str) -> str | None:
        if not link or ":" in link or link.startswith("#"):
            return None
        goal = unquote(urlsplit(urljoin(f"/{path}", link)).path).lstrip("/")
        return goal if goal in self.places and "assets/" in goal else None

    def scripts(self, names: Iterable[str], dynamic: bool) -> set[str]:
        """Scripts with all that they import; `dynamic`: what they may import later too."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in found or not name.endswith(".js"):
                continue
            found.add(name)
            waiting += [goal for later, goal in self.imports(name) if dynamic or not later]
        return found

    def imports(self, name: str) -> list[tuple[bool, str]]:
        """The scripts that a script names in an import, and whether it waits with it."""
        if name not in self.imported:
            found = IMPORT.finditer(self.data[name].decode("utf-8"))
            goals = [("(" in match[0], self.resolve(name, match[1])) for match in found]
            self.imported[name] = [(later, goal) for later, goal in goals if goal]
        return self.imported[name]

    def inside(self, name: str) -> list[str]:
        """What a file of data leads to, such as the chart of a lab."""
        if not name.endswith(".json") or name.startswith("assets/packs/"):
            return []
        links = QUOTED.findall(self.data[name].decode("utf-8"))
        return [goal for link in links if (goal := self.resolve(name, link))]

    def python(self, manifests: Iterable[str]) -> set[str]:
        """What a lab boots Python from, and all scripts that may be fetched on the way."""
        found: set[str] = set()
        for name in manifests:
            manifest = json.loads(self.data[name])
            folder = urljoin(name, manifest["pyodide"])
            parts = [manifest["worker"], manifest["snapshot"], manifest["wheel"]]
            found |= {name, *(urljoin(name, part) for part in parts if part)}
            found |= {
                path for path in self.paths if path.startswith(folder) and not path.endswith(".zip")
            }
        apps = {path for path in self.paths if re.match(r"assets/app-\w+\.js$", path)}
        everything = found | self.scripts(apps | found, dynamic=True) if found else found
        return {path for path in everything if path in self.places}

    def language(self, one: str) -> dict[str, object]:
        root = self.roots[one]
        wanted = re.compile(
            re.escape(root)
            + r"(?:search/.*|sitemap\.xml|assets/javascripts/workers/search\.[^/]*\.js"
            + r"|assets/javascripts/lunr/min/lunr\.(?:stemmer\.support|multi|"
            + f"{re.escape(one)}"
            + r")\.min\.js)$"
        )
        search = [path for path in self.paths if wanted.match(path)]
        return {"root": root, "offline": root + PAGE, "search": self.numbers(search)}

    def numbers(self, names: Iterable[str]) -> list[int]:
        return sorted(self.places[name] for name in names)
