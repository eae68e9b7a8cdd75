"""What the reports of pip-audit and npm come to."""

from __future__ import annotations

import sys

from scripts.audit import npm_faults, python_faults, report_of


def test_a_known_fault_is_named_and_a_package_nobody_knows_does_not_count() -> None:
    report = {
        "dependencies": [
            {"name": "sound", "version": "1", "vulns": []},
            {"name": "leaky", "version": "2", "vulns": [{"id": "PYSEC-1"}, {"id": "PYSEC-2"}]},
            {"name": "unknown", "skip_reason": "Dependency not found on PyPI"},
        ]
    }
    assert python_faults(report) == (2, ["leaky 2: PYSEC-1", "leaky 2: PYSEC-2"])


def test_npm_names_severities_and_an_error_is_no_audit() -> None:
    report = {
        "vulnerabilities": {"leaky": {"severity": "high"}},
        "metadata": {"dependencies": {"total": 7}},
    }
    assert npm_faults(report) == (7, ["leaky: high"])
    assert npm_faults({"message": "405 Method Not Allowed"}) == (0, [])


def test_what_cannot_be_asked_gives_nothing() -> None:
    assert report_of(["there-is-no-such-program"]) is None
    assert report_of([sys.executable, "-c", "print('no JSON')"]) is None
    assert python_faults(None) == npm_faults(None) == (0, [])
