"""The end of a build: what is made of all pages of all languages together, in the order in which it depends.

The pages are changed first (links to editions, then the policy, which names what stands in them); what lists
files comes last. `scripts build` and MkDocs' own commands both end here.
"""

from __future__ import annotations

import os
from pathlib import Path

from .book import Book
from .costs import write_costs
from .editions.place import place_editions
from .hosting import write_hosting
from .offline import NO_WORKER, write_gone, write_worker
from .policy import write_policy
from .redirects import write_redirects
from .sitemap import write_sitemap
from .versions import write_versions
from .webapp import write_app


def finish_site(book: Book, site: Path, address: str, served: bool = False) -> list[str]:
    """Finish a site of all languages, which will stand at `address`, records included; says what was made.

    A site that is only `served` by MkDocs, which puts a script of its own into each page, has no policy.
    """
    said = []
    write_sitemap(site, address, book.languages)
    write_redirects(book, site, address)
    write_versions(book, site)
    write_costs(book, site)
    if taken := place_editions(book, site, address):
        said.append(f"editions: {len(taken)} files, {sum(taken.values()) / 1_000_000:.1f} MB")
    bare = served or bool(os.environ.get(NO_WORKER))
    if not bare:
        write_app(book, site)
    if not served:
        write_hosting(site, write_policy(site), book.languages)
    if bare:
        write_gone(site)
    else:
        write_worker(site, book.languages)
    return said
