"""What holds of every model, wherever in its parameters one stands."""

from __future__ import annotations

import math

import pytest
import regelkring
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from regelkring.core.words import measures, sentence

SLUGS = regelkring.LIBRARY.slugs()


def setting(spec: object) -> st.SearchStrategy[object]:
    """All values of a parameter; a size or a duration up to half its default, so that runs are short."""
    if spec.choices is not None:  # type: ignore[attr-defined]
        return st.sampled_from(list(spec.choices))  # type: ignore[attr-defined]
    low, high = spec.low, spec.high  # type: ignore[attr-defined]
    if spec.whole:  # type: ignore[attr-defined]
        top = high if high < 60 else max(low, spec.default // 2)  # type: ignore[attr-defined]
        return st.integers(int(low), int(top))
    return st.floats(float(low), float(high))


@st.composite
def states(draw: st.DrawFn, slug: str) -> tuple[int, dict[str, object]]:
    """A seed and parameters within bounds."""
    specs = regelkring.model(slug).parameters.specs().values()
    return draw(st.integers(0, 2**32 - 1)), {spec.name: draw(setting(spec)) for spec in specs}


@pytest.mark.long
@pytest.mark.parametrize("slug", SLUGS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_every_run_ends_well(slug: str, data: st.DataObject) -> None:
    """No exception, no NaN, shares from 0 to 1, rows in order; and the same again, to the byte."""
    model = regelkring.model(slug)
    seed, values = data.draw(states(slug))
    run = regelkring.run(slug, seed=seed, **values)
    assert run.rows
    shares = {one.name for one in (*model.columns, *model.summary) if one.kind == "share"}
    flags = {one.name for one in (*model.columns, *model.summary) if one.kind == "flag"}
    for place in (*run.rows, run.summary):
        for name, value in place.items():
            assert value is None or math.isfinite(value), (name, value)
            if name in shares and value is not None:
                assert -1e-9 <= value <= 1 + 1e-9, (name, value)
            assert name not in flags or value in (0, 1, None)
    axis = [row[model.axis.name] for row in run.rows]
    assert axis == sorted(axis)
    for language in ("nl", "en"):
        assert sentence(model, run.rows, language).endswith(".")
        assert len(measures(model, run.summary, language)) == len(model.summary)
    again = regelkring.run(slug, seed=str(seed), **values)
    assert again.fingerprint == run.fingerprint and again.rows == run.rows


@pytest.mark.parametrize("slug", SLUGS)
def test_chance_comes_from_the_seed_alone(slug: str) -> None:
    """Another run in between changes nothing."""
    first = regelkring.run(slug, seed=11)
    regelkring.run(slug, seed=12)
    assert regelkring.run(slug, seed=11).rows == first.rows


def test_measures_have_names_of_their_own() -> None:
    """Two measures of one model never share their words: a page lists them by their words."""
    for model in regelkring.models():
        for language in ("nl", "en"):
            labels = [one.label.in_language(language) for one in model.summary]
            assert len(set(labels)) == len(labels), (model.slug, labels)
