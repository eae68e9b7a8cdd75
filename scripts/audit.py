"""`make audit`: what is known against the packages in the lock files; where nobody can be asked, it says so."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ASKED = (
    "--disable-pip --no-deps --require-hashes --progress-spinner off -f json -r requirements.lock"
)


def python_faults(report: Any) -> tuple[int, list[str]]:
    """How many packages pip-audit could look up, and what is known against them, from its report as JSON."""
    packages = report.get("dependencies", []) if isinstance(report, dict) else []
    known = [one for one in packages if "skip_reason" not in one]
    faults = [
        f"{one['name']} {one['version']}: {fault['id']}"
        for one in known
        for fault in one.get("vulns", [])
    ]
    return len(known), faults


def npm_faults(report: Any) -> tuple[int, list[str]]:
    """The same from npm's report."""
    if not isinstance(report, dict) or "vulnerabilities" not in report:
        return 0, []
    total = report.get("metadata", {}).get("dependencies", {}).get("total", 0)
    found = report["vulnerabilities"].items()
    return int(total), [f"{name}: {one.get('severity', 'unknown')}" for name, one in found]


def report_of(command: Sequence[str]) -> Any:
    """What a command prints as JSON; None if that is none, or if there is no such command."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        return json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def main() -> int:
    """Ask for both kinds of packages; 1 if anything is known against one."""
    auditor = Path(".cache/audit/bin/pip-audit")
    failed = False
    for kind, (known, faults) in {
        "Python": python_faults(report_of([str(auditor), *ASKED.split()])),
        "npm": npm_faults(report_of(["npm", "audit", "--json"])),
    }.items():
        if not known:
            print(f"{kind}: nobody could be asked from here; the packages are not audited")
            continue
        print(f"{kind}: {known} packages audited, {len(faults)} faults known")
        for fault in faults:
            print(f"  {fault}")
        failed |= bool(faults)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
