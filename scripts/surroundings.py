"""What a build takes from the machine it runs on: no language, no time zone.

Pandoc reads titles in the language of LANG, and a time zone leaves its name in the memory of which the
snapshot is a picture. Whatever the machine says, a build and all it starts has these.
"""

from __future__ import annotations

import os
import time

FIXED = {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "LANGUAGE": "", "TZ": "UTC"}


def fix_surroundings() -> None:
    """Give this process, and those it starts, the surroundings of every build."""
    os.environ |= FIXED
    if hasattr(time, "tzset"):
        time.tzset()
