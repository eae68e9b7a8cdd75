"""The kit of the models: parameters, runs, fingerprints, words, exact functions, command line."""

from __future__ import annotations

import json
import math
from pathlib import Path
from random import Random

import pytest
import regelkring
from hypothesis import given
from hypothesis import strategies as st
from regelkring.core import exact
from regelkring.core.card import card_text, sections
from regelkring.core.cli import main
from regelkring.core.library import UnknownModel
from regelkring.core.parameters import ParameterError
from regelkring.core.session import Session
from regelkring.core.verify import seal
from regelkring.core.words import number, quantity, sentence

SLUGS = regelkring.LIBRARY.slugs()


@given(st.floats(-700, 700))
def test_exp_is_exact_to_two_units(x: float) -> None:
    assert abs(exact.exp(x) - math.exp(x)) <= 2 * math.ulp(math.exp(x))


@given(st.floats(min_value=0, exclude_min=True, max_value=1e300))
def test_log_is_exact_to_two_units(x: float) -> None:
    assert abs(exact.log(x) - math.log(x)) <= 2 * math.ulp(max(abs(math.log(x)), 1e-16))


def test_log_and_exp_refuse_what_has_no_result() -> None:
    with pytest.raises(ValueError, match="above 0"):
        exact.log(0.0)
    with pytest.raises(OverflowError):
        exact.exp(710)
    assert exact.exp(-800) == 0.0


@pytest.mark.parametrize("mean", [0.0, 0.3, 4.0, 75.0])
def test_poisson_draws_have_their_mean_and_variance(mean: float) -> None:
    random = Random(1)
    draws = [exact.poisson(random, mean) for _ in range(20_000)]
    middle = sum(draws) / len(draws)
    spread = sum((one - middle) ** 2 for one in draws) / len(draws)
    assert abs(middle - mean) <= 4 * math.sqrt(max(mean, 1e-9) / len(draws)) + 1e-12
    assert abs(spread - mean) <= 0.06 * mean + 1e-12


def test_geometric_draws_have_their_mean() -> None:
    random = Random(2)
    draws = [exact.geometric(random, 0.1) for _ in range(20_000)]
    assert min(draws) == 1 and abs(sum(draws) / len(draws) - 10) < 0.3
    assert exact.geometric(random, 1.0) == 1


@pytest.mark.parametrize(
    ("p", "z"), [(0.5, 0.0), (0.975, 1.959964), (0.001, -3.090232), (0.1, -1.281552)]
)
def test_normal_quantiles(p: float, z: float) -> None:
    """Standard table of the normal distribution."""
    assert abs(exact.normal_quantile(p) - z) < 2e-6


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"offspring": 5}, "offspring must be a number from 0 to 1.2, not 5."),
        ({"offspring": "x"}, "offspring must be a number from 0 to 1.2, not 'x'."),
        ({"offspring": float("nan")}, "offspring must be a number from 0 to 1.2, not nan."),
        ({"years": 10.5}, "years must be a whole number from 10 to 300, not 10.5."),
        ({"years": True}, "years must be a whole number from 10 to 300, not True."),
        ({"colour": 1}, "colour must be a parameter of this model (inflow, "),
    ],
)
def test_a_bad_parameter_is_named_with_its_bounds(values: dict[str, object], said: str) -> None:
    with pytest.raises(ParameterError) as caught:
        regelkring.run("rule-growth", **values)
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize("seed", [-1, 2**32, "x", 1.5, None, True])
def test_a_bad_seed_is_refused(seed: object) -> None:
    with pytest.raises(ParameterError, match="seed must be a whole number from 0 to"):
        regelkring.run("rule-growth", seed=seed)


def test_an_unknown_model_is_named() -> None:
    with pytest.raises(UnknownModel, match="There is no model 'x'; there are"):
        regelkring.run("x")


def test_one_state_has_one_fingerprint() -> None:
    one = regelkring.run("employers-circle", seed=3, gap=36)
    two = regelkring.run("employers-circle", seed="3", gap="36.0", fine=-0.0)
    assert one.fingerprint == two.fingerprint
    assert one.fingerprint != regelkring.run("employers-circle", seed=4).fingerprint
    assert one.fingerprint != regelkring.run("employers-circle", seed=3, gap=37).fingerprint


@pytest.mark.parametrize("slug", SLUGS)
def test_every_model_describes_itself_in_both_languages(slug: str) -> None:
    model = regelkring.model(slug)
    for language in ("nl", "en"):
        text = card_text(model, language)
        assert all(
            spec.label.in_language(language) in text for spec in model.parameters.specs().values()
        )
        assert all(content for _, content in sections(model, language)), (
            "a heading with nothing below"
        )
    assert card_text(model, "nl") != card_text(model, "en")
    assert set(model.controls) <= set(model.parameters.specs()) and 1 <= len(model.controls) <= 3
    for _, values in (model.presets or {}).values():
        model.parameters.make(values)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_run_has_the_rows_and_measures_it_promises(slug: str) -> None:
    model, run = regelkring.model(slug), regelkring.run(slug, seed=2)
    names = [model.axis.name, *(one.name for one in model.columns)]
    assert all(list(row) == names or set(row) >= set(names) for row in run.rows)
    assert set(run.summary) >= {one.name for one in model.summary}
    axis = [row[model.axis.name] for row in run.rows]
    assert axis == sorted(axis) and len(set(axis)) == len(axis)
    assert json.loads(json.dumps(run.as_dict(rows=True), allow_nan=False))["rows"] == run.rows


@pytest.mark.parametrize("slug", SLUGS)
def test_a_session_in_slices_gives_the_run(slug: str) -> None:
    """What the browser's worker does gives what `run` gives."""
    ticks = iter(range(10**9))
    session = Session(regelkring.LIBRARY, lambda: next(ticks))
    session.start(json.dumps({"model": slug, "seed": 2, "language": "nl"}))
    answers = []
    while not answers or not answers[-1]["done"]:
        answers.append(json.loads(session.advance(3)))
    run = regelkring.run(slug, seed=2)
    assert answers[-1]["fingerprint"] == run.fingerprint and answers[-1]["summary"] == run.summary
    assert answers[-1]["sentence"] == sentence(regelkring.model(slug), run.rows, "nl")


@pytest.mark.parametrize(
    ("value", "digits", "nl", "en"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (0.30, 2, "0,3", "0.3"),
        (-2, 0, "−2", "−2"),
        (-0.001, 2, "0", "0"),
        (1000000, 0, "1.000.000", "1,000,000"),
    ],
)
def test_numbers_are_written_as_the_language_has_them(
    value: float, digits: int, nl: str, en: str
) -> None:
    assert (number(value, digits, "nl"), number(value, digits, "en")) == (nl, en)


def test_quantities() -> None:
    model = regelkring.model("employers-circle")
    employed, pot = model.columns[0], model.columns[1]
    assert (
        quantity(employed, 0.4567, "nl") == "46\u00a0%"
        and quantity(employed, 0.005, "en") == "0.5%"
    )
    assert quantity(pot, 49.84, "nl") == "€\u00a049,8\u00a0duizend"
    assert quantity(pot, None, "en") == "none"


def test_a_run_in_one_sentence() -> None:
    model = regelkring.model("rule-growth")
    rows = [{"year": year, "rules": rules} for year, rules in ((0, 0), (1, 900), (2, 500))]
    assert sentence(model, rows, "nl") == (
        "Regels stijgt van 0 (jaar 0) naar 500 (jaar 2), met een top van 900 (jaar 1)."
    )
    flat = [{"year": year, "rules": 7} for year in (0, 1)]
    assert sentence(model, flat, "en") == "Rules starts and ends at 7."


def report(**changes: object) -> dict[str, object]:
    run = regelkring.run("rule-growth", seed=5, offspring=0.5)
    recorded = {key: value for key, value in run.as_dict().items() if key != "summary"}
    made = {"kind": "report", "format": 1, "book": "b", "runs": [recorded], "answers": ["ja"]}
    made["sha256"] = seal(made)
    return made | changes


def test_reports_are_sorted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = report()
    wrong = json.loads(json.dumps(good))
    wrong["runs"][0]["parameters"]["offspring"] = 0.51
    other = json.loads(json.dumps(good))
    other["runs"][0]["version"] = "0"
    cases = {
        "good.json": (json.dumps(good), "reproduced"),
        "wrong.json": (json.dumps(wrong), "differs at run 1 (fingerprint)"),
        "answer.json": (json.dumps(good | {"answers": ["nee"]}), "differs (seal)"),
        "other.json": (json.dumps(other), "other version (version)"),
        "no.json": ("<html>", "not a report (json)"),
        "list.json": ("[1]", "not a report (shape)"),
        "deep.json": ("[" * 100_000, "not a report (json)"),
        "bytes.json": ("\x00", "not a report (json)"),
    }
    for name, (text, _) in cases.items():
        (tmp_path / name).write_text(text)
    assert main(["verify", *(str(tmp_path / name) for name in cases)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ", 1)[1] for line in lines] == [said for _, said in cases.values()]
    assert main(["verify", str(tmp_path / "good.json")]) == 0


def test_run_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "rule-growth", "--seed", "1", "--offspring=0.9", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    run = regelkring.run("rule-growth", seed=1, offspring=0.9)
    assert list(found) == ["model", "version", "parameters", "seed", "summary", "fingerprint"]
    assert found == run.as_dict()
    target = tmp_path / "rows.csv"
    assert main(["run", "rule-growth", "--csv", str(target), "--rows", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["rows"]) == 61
    assert (
        target.read_text().startswith("year,rules,") and len(target.read_text().splitlines()) == 62
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["run", "rule-growth", "--offspring", "9", "--csv", "x.csv"],
            "offspring must be a number",
        ),
        (["run", "rule-growth", "--colour", "9"], "colour must be a parameter of this model"),
        (["run", "rule-growth", "--offspring"], "offspring must be followed by a value"),
        (["run", "rule-growth", "offspring"], "must be given as --name value"),
        (["run", "nothing"], "There is no model 'nothing'"),
        (["verify", "/no/such/file"], "No such file"),
    ],
)
def test_misuse_gives_one_sentence_and_2(
    words: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    output = capsys.readouterr()
    assert said in output.err and output.err.count("\n") == 1 and output.out == ""
    assert list(tmp_path.iterdir()) == []


def test_list_and_describe(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--lang", "nl"]) == 0
    assert "rule-growth" in capsys.readouterr().out
    assert main(["describe", "rule-growth", "--lang", "nl"]) == 0
    assert "WAT HET WEGLAAT" in capsys.readouterr().out
