"""What holds of every model of the book, and a published number for the first one."""

from __future__ import annotations

import math

import pytest
import {{package}}

SLUGS = {{package}}.LIBRARY.slugs()


@pytest.mark.parametrize("slug", SLUGS)
def test_a_run_ends_well_and_comes_out_the_same_again(slug: str) -> None:
    model, run = {{package}}.model(slug), {{package}}.run(slug, seed=3)
    names = {model.axis.name, *(one.name for one in model.columns)}
    assert run.rows and all(names <= set(row) for row in run.rows)
    for place in (*run.rows, run.summary):
        assert all(value is None or math.isfinite(value) for value in place.values())
    again = {{package}}.run(slug, seed=3)
    assert again.rows == run.rows and again.fingerprint == run.fingerprint


@pytest.mark.parametrize("slug", SLUGS)
def test_its_controls_and_settings_are_its_own(slug: str) -> None:
    model = {{package}}.model(slug)
    assert set(model.controls) <= set(model.parameters.specs())
    for _, values in (model.presets or {}).values():
        model.parameters.make(values)


@pytest.mark.skipif("rumour" not in SLUGS, reason="the sample model has made room for others")
def test_one_in_five_never_hears_a_rumour() -> None:
    """Sudbury (1985): 0.203 of a large population. Four standard errors of the mean of 100 runs."""
    never = [{{package}}.run("rumour", seed=seed, people=1000).summary["never_final"] for seed in range(100)]
    mean = sum(never) / len(never)
    spread = math.sqrt(sum((one - mean) ** 2 for one in never) / len(never))
    assert abs(mean - 0.203) < 4 * spread / 10
