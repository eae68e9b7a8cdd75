"""Sweeps: plans, Dask processes, journals, tables; a worker killed in the middle loses no run."""

from __future__ import annotations

import csv
import functools
import json
import math
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import distributed
import pyarrow.parquet
import pytest
import regelkring
from hypothesis import given
from hypothesis import strategies as st
from regelkring.core import sweep as sweep_module
from regelkring.core import table
from regelkring.core.cli import main
from regelkring.core.cluster import results
from regelkring.core.journal import KIND, Finished
from regelkring.core.parameters import ParameterError
from regelkring.core.plan import Plan, SweepError, axis, make_plan

RULES = regelkring.model("rule-growth")
CIRCLE = regelkring.model("employers-circle")
WORDS = ["sweep", "rule-growth", "--axis", "offspring=0.5:1:3", "--set", "years=30", "--seeds", "4"]
SLOW = ["sweep", "rule-growth", "--axis", "offspring=0.5:0.9:2", "--set", "years=300"]
ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT / "models")}


def spec(model: regelkring.core.model.Model, name: str) -> regelkring.core.parameters.Spec:
    return model.parameters.specs()[name]


@pytest.mark.parametrize(
    ("model", "name", "given", "values"),
    [
        (RULES, "offspring", "0:1:5", (0.0, 0.25, 0.5, 0.75, 1.0)),
        (RULES, "offspring", "0:0.3:4", (0.0, 0.1, 0.2, 0.3)),
        (RULES, "offspring", "0.7:0.7:1", (0.7,)),
        (RULES, "offspring", "0.7,0.2,0.7", (0.7, 0.2)),
        (RULES, "offspring", [0.7, "0.2"], (0.7, 0.2)),
        (RULES, "years", "10:300:3", (10, 155, 300)),
        (RULES, "years", "10:13:3", (10, 12, 13)),
        (RULES, "years", "10:12:9", (10, 11, 12)),
        (RULES, "years", range(10, 13), (10, 11, 12)),
        (RULES, "years", 20, (20,)),
        (CIRCLE, "mode", "pot,individual", ("pot", "individual")),
    ],
)
def test_the_values_of_an_axis(
    model: regelkring.core.model.Model, name: str, given: object, values: tuple[object, ...]
) -> None:
    found = axis(spec(model, name), given)
    assert found == values and [type(one) for one in found] == [type(one) for one in values]


@given(st.floats(0, 1.2), st.floats(0, 1.2), st.integers(2, 200))
def test_points_rise_within_their_ends(one: float, other: float, count: int) -> None:
    low, high = sorted((one, other))
    values = axis(spec(RULES, "offspring"), f"{low}:{high}:{count}")
    assert values[0] == low and values[-1] == high
    assert list(values) == sorted(set(values)) and len(values) <= count


@given(st.integers(10, 300), st.integers(10, 300), st.integers(2, 400))
def test_whole_points_are_distinct_and_even(one: int, other: int, count: int) -> None:
    low, high = sorted((one, other))
    values = axis(spec(RULES, "years"), f"{low}:{high}:{count}")
    assert values[0] == low and values[-1] == high and list(values) == sorted(set(values))
    assert len(values) == min(count, high - low + 1)


def test_runs_are_numbered_by_point_and_seed() -> None:
    plan = make_plan(RULES, {"offspring": "0:1:2", "span": "5,10"}, {"years": "30"}, 3, 7)
    assert len(plan) == 12 and [plan.number(*plan.place(at)) for at in range(12)] == list(range(12))
    assert plan.points[1] == {"offspring": 0.0, "span": 10}
    values, seed = plan.run(11)
    assert (values["offspring"], values["span"], values["years"], seed) == (1.0, 10, 30, 9)
    assert plan.number(0, 10) is plan.number(4, 7) is plan.number("0", 7) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--axis offspring=0:9:3 --seeds 2", "offspring must be a number from 0 to 1.2, not '9'."),
        ("--axis offspring=0:1 --seeds 2", "offspring must be given as LOW:HIGH:POINTS"),
        ("--axis offspring=0:1:x --seeds 2", "number of points of offspring must be a whole"),
        ("--axis offspring=0:1:9999999 --seeds 2", "number of points of offspring must be a whole"),
        ("--axis offspring=1:0:3 --seeds 2", "offspring must be given from low to high"),
        ("--axis offspring=0:1:1 --seeds 2", "with at least 2 points if they differ"),
        ("--axis offspring= --seeds 2", "offspring must be a number from 0 to 1.2, not ''."),
        ("--axis offspring --seeds 2", "--axis must be given as NAME=LOW:HIGH:POINTS"),
        ("--axis years=10.5:20:3 --seeds 2", "years must be a whole number from 10 to 300"),
        ("--axis colour=0:1:3 --seeds 2", "colour must be a parameter of rule-growth (inflow, "),
        ("--axis span=5,6 --axis span=7 --seeds 2", "--axis names span twice."),
        ("--axis span=5,6 --set span=7 --seeds 2", "span is an axis of this sweep and cannot"),
        ("--axis span=5,6 --set years=9 --seeds 2", "years must be a whole number from 10 to"),
        ("--axis span=5,6 --set years --seeds 2", "--set must be given as NAME=VALUE, not 'years'"),
        ("--axis span=5,6 --seeds 0", "seeds must be a whole number from 1 to 1000000, not '0'."),
        ("--axis span=5,6 --seeds 2 --first-seed -1", "seed must be a whole number from 0 to"),
        ("--axis span=5,6 --seeds 2 --first-seed 4294967295", "seeds must be at most 1 from seed"),
        ("--axis span=5,6 --seeds 999999", "at most 1000000 runs; with these axes and seeds it"),
        ("--axis span=5,6", "the following arguments are required: --seeds"),
        ("--axis span=5,6 --seeds 2 --workers 0", "workers must be a whole number from 1 to"),
        ("--axis span=5,6 --seeds 2 --workers 1 --scheduler x", "not allowed with argument"),
        ("--axis span=5,6 --seeds 2 --scheduler foo://x", "no Dask scheduler at 'foo://x'."),
        ("--axis span=5,6 --seeds 2 --summary rows.csv", "rows.csv cannot hold both the runs and"),
        ("--axis span=5,6 --seeds 2 --summary no/x.csv", "no/x.csv cannot be written: its folder"),
        ("--axis span=5,6 --seeds 2 --parquet x", "not allowed with argument --parquet"),
        ("--axis span=5,6 --seeds 2 --colour 3", "--colour must be an option of regelkring sweep"),
    ],
)
def test_misuse_gives_one_sentence_and_2(
    words: str,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["sweep", "rule-growth", *words.split(), "--csv", "rows.csv"]) == 2
    output = capsys.readouterr()
    assert said in output.err and output.err.count("\n") == 1 and output.out == ""
    assert list(tmp_path.iterdir()) == []


def test_misuse_in_python_raises() -> None:
    with pytest.raises(ParameterError, match="mode must be one of"):
        regelkring.sweep("employers-circle", axes={"mode": "pot:solidary:2"})
    with pytest.raises(ParameterError, match="span must be given as"):
        regelkring.sweep("rule-growth", axes={"span": []})
    with pytest.raises(SweepError, match="To resume, give the csv or parquet file"):
        regelkring.sweep("rule-growth", resume=True)
    with pytest.raises(SweepError, match="csv or parquet, not both"):
        regelkring.sweep("rule-growth", csv="a", parquet="b")


def plan() -> Plan:
    """What WORDS ask for."""
    return make_plan(RULES, {"offspring": "0.5:1:3"}, {"years": 30}, 4)


def line(at: int) -> str:
    """The journal's line of a run of WORDS, from a direct run."""
    values, seed = plan().run(at)
    run = regelkring.run("rule-growth", seed=seed, **values)
    return json.dumps([at // 4, seed, run.summary, run.fingerprint]) + "\n"


def write_journal(path: Path, numbers: list[int], tail: str = "") -> None:
    head = json.dumps({**KIND, **plan().identity()}) + "\n"
    path.write_text(head + "".join(map(line, numbers)) + tail)


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the output of WORDS, from two local processes."""
    folder = tmp_path_factory.mktemp("swept")
    outputs = ["--csv", str(folder / "rows.csv"), "--summary", str(folder / "summary.csv")]
    assert main([*WORDS, *outputs, "--workers", "2"]) == 0
    return folder


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_local_sweep_gives_the_runs_themselves(swept: Path) -> None:
    rows = read(swept / "rows.csv")
    assert list(rows[0]) == [
        "offspring", "seed", "rules_final", "rules_limit", "supervisors_final", "years_to_half",
        "fingerprint",
    ]  # fmt: skip
    places = [(row["offspring"], row["seed"]) for row in rows]
    assert places == [(share, seed) for share in ("0.5", "0.75", "1.0") for seed in "1234"]
    for row in rows:
        run = regelkring.run("rule-growth", seed=row["seed"], offspring=row["offspring"], years=30)
        assert row["fingerprint"] == run.fingerprint
        for name, value in run.summary.items():
            assert row[name] == ("" if value is None else str(value))
    assert sorted(path.name for path in swept.iterdir()) == ["rows.csv", "summary.csv"]


def test_the_summary_is_over_the_seeds(swept: Path) -> None:
    rows, summary = read(swept / "rows.csv"), read(swept / "summary.csv")
    assert len(summary) == 3 * 4
    for one in summary:
        values = [
            float(row[one["measure"]])
            for row in rows
            if row["offspring"] == one["offspring"] and row[one["measure"]]
        ]
        assert (int(one["n"]), int(one["none"])) == (len(values), 4 - len(values))
        if not values:
            assert one["mean"] == one["sd"] == one["q05"] == one["q95"] == ""
            continue
        assert math.isclose(float(one["mean"]), statistics.mean(values))
        assert math.isclose(float(one["sd"]), statistics.stdev(values), abs_tol=1e-12)
        assert math.isclose(float(one["q50"]), statistics.median(values))
        cuts = statistics.quantiles(values, n=20, method="inclusive")
        for name, at in (("q05", 0), ("q25", 4), ("q75", 14), ("q95", 18)):
            assert math.isclose(float(one[name]), cuts[at])
    grows = next(
        one for one in summary if (one["offspring"], one["measure"]) == ("1.0", "rules_limit")
    )
    assert (grows["n"], grows["none"]) == ("0", "4")


def test_one_value_has_no_spread() -> None:
    assert table.statistics([3, None]) == {
        "n": 1, "none": 1, "mean": 3.0, "sd": None,
        "q05": 3.0, "q25": 3.0, "q50": 3.0, "q75": 3.0, "q95": 3.0,
    }  # fmt: skip


def test_an_axis_named_as_a_statistic_keeps_a_column_of_its_own() -> None:
    tipping = make_plan(regelkring.model("tipping"), {"mean": "20,30"}, {}, 1)
    run = regelkring.run("tipping", seed=1)
    finished = dict.fromkeys(range(2), Finished(run.summary, run.fingerprint))
    assert list(table.run_rows(tipping, finished)[0])[:2] == ["mean", "seed"]
    summary = table.summary_rows(tipping, finished)[0]
    assert list(summary)[:2] == ["parameter_mean", "measure"] and summary["n"] == 1


def test_a_sweep_taken_up_again_does_only_what_is_missing(
    swept: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With one process, another order, and a last line that was cut off: the same bytes."""
    asked: list[list[int]] = []

    def watched(client: object, package: str, plan: Plan, todo: list[int]) -> Iterator[object]:
        asked.append(todo)
        yield from results(client, package, plan, todo)

    monkeypatch.setattr(sweep_module, "results", watched)
    known = [11, 2, 7, 0, 5, 8]
    write_journal(tmp_path / "rows.csv.part", known, tail=line(1)[:-20])
    words = [*WORDS, "--csv", str(tmp_path / "rows.csv"), "--workers", "1"]
    assert main(words) == 2
    assert "holds the finished runs of a sweep that was interrupted" in capsys.readouterr().err
    assert main([*words, "--resume", "--progress"]) == 0
    output = capsys.readouterr()
    assert asked == [[1, 3, 4, 6, 9, 10]]
    assert "6 of 12 runs" in output.err.splitlines()[0] and "12 of 12 runs" in output.err
    assert output.out.startswith("offspring  measure ")
    assert (tmp_path / "rows.csv").read_bytes() == (swept / "rows.csv").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (["--seeds", "5"], "another number of seeds"),
        (["--first-seed", "2"], "another first seed"),
        (["--set", "span=5"], "other settings"),
        (["--axis", "span=5,6"], "other axes"),
    ],
)
def test_another_sweep_is_not_taken_up(
    changed: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part = tmp_path / "rows.csv.part"
    write_journal(part, [0])
    before = part.read_bytes()
    words = [*WORDS, *changed, "--csv", str(tmp_path / "rows.csv"), "--resume"]
    assert main(words) == 2
    assert said in capsys.readouterr().err and part.read_bytes() == before


def test_another_version_or_another_file_is_not_taken_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part = tmp_path / "rows.csv.part"
    words = [*WORDS, "--csv", str(tmp_path / "rows.csv"), "--resume"]
    head = {**KIND, **plan().identity(), "version": "0"}
    for text, said in (
        (json.dumps(head) + "\n", "another version of the model"),
        ("dear diary\n", "is not the journal of a sweep"),
    ):
        part.write_text(text)
        assert main(words) == 2
        assert said in capsys.readouterr().err and part.read_text() == text


def test_parquet_holds_what_csv_holds(swept: Path, tmp_path: Path) -> None:
    """All runs are in the journal, so that nothing is run."""
    write_journal(tmp_path / "rows.parquet.part", list(range(12)))
    assert main([*WORDS, "--parquet", str(tmp_path / "rows.parquet"), "--resume"]) == 0
    found = pyarrow.parquet.read_table(tmp_path / "rows.parquet")
    kinds = {name: str(found.schema.field(name).type) for name in found.schema.names}
    assert (kinds["offspring"], kinds["seed"], kinds["rules_final"], kinds["fingerprint"]) == (
        "double", "int64", "int64", "string",
    )  # fmt: skip
    rows = [
        {name: "" if value is None else str(value) for name, value in row.items()}
        for row in found.to_pylist()
    ]
    assert rows == read(swept / "rows.csv")
    assert json.loads(found.schema.metadata[b"sweep"])["version"] == RULES.version
    assert [path.name for path in tmp_path.iterdir()] == ["rows.parquet"]


def python(code: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *options, "-c", code],
        env=ENVIRONMENT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_the_kit_needs_python_alone() -> None:
    code = (
        "import regelkring.core.cli, regelkring.core.sweep, sys\n"
        "assert not {'dask', 'distributed', 'pyarrow'} & set(sys.modules)"
    )
    done = python(code, "-S")  # no site-packages
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("missing", "option"), [("distributed", "--csv"), ("pyarrow", "--parquet")]
)
def test_a_missing_extra_is_named(missing: str, option: str, tmp_path: Path) -> None:
    code = f"""
import sys
class Without:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == {missing!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Without())
from regelkring.core.cli import main
from regelkring.core.cluster import results
raise SystemExit(main({[*WORDS, option, str(tmp_path / "out")]!r}))
"""
    done = python(code)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr == (
        f"regelkring: This needs {missing}, which is not installed: "
        "pip install 'regelkring[sweep]'\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long
def test_a_plain_script_can_sweep(tmp_path: Path) -> None:
    """Without `if __name__ == "__main__"`; its processes do not run it again."""
    script = tmp_path / "script.py"
    script.write_text(
        "import regelkring\n"
        "print('once')\n"
        "done = regelkring.sweep('employers-circle', axes={'mode': ['pot', 'solidary']}, seeds=2)\n"
        "print([row['fingerprint'] for row in done.rows], len(done.summary))\n"
    )
    found = subprocess.run(
        [sys.executable, str(script)],
        env=ENVIRONMENT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    runs = [
        regelkring.run("employers-circle", seed=seed, mode=mode).fingerprint
        for mode in ("pot", "solidary")
        for seed in (1, 2)
    ]
    assert found.stdout == f"once\n{runs} {2 * len(CIRCLE.summary)}\n", found.stderr


@contextmanager
def started(*words: str, **options: object) -> Iterator[subprocess.Popen[str]]:
    """A process of Python, ended at the latest with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", *words],
        env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options,
    )  # type: ignore[call-overload]  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(true: Callable[[], object], what: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"{what}: not in {seconds} s"
        time.sleep(0.05)


def lines(path: Path) -> int:
    """Runs in a journal."""
    return path.read_bytes().count(b"\n") - 1 if path.exists() else 0


@pytest.mark.long
def test_an_interrupted_sweep_keeps_its_runs(tmp_path: Path) -> None:
    part = tmp_path / "rows.csv.part"
    words = [*SLOW, "--seeds", "400", "--csv", str(tmp_path / "rows.csv"), "--workers", "2"]
    # a session of its own, so that Ctrl-C reaches its workers too, as on a terminal
    # and heeding it even where these tests run in the background, where shells have it ignored
    heeding = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with started("regelkring", *words, start_new_session=True, preexec_fn=heeding) as process:
        wait_for(lambda: lines(part) >= 4, "the first runs")
        os.killpg(process.pid, signal.SIGINT)
        said = process.communicate(timeout=60)[0]
    assert process.returncode == 130
    assert said == "regelkring: interrupted. Finished runs are kept: add --resume.\n"
    assert 4 <= lines(part) < 800 and [path.name for path in tmp_path.iterdir()] == [part.name]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.mark.long
def test_a_killed_worker_loses_no_run(tmp_path: Path) -> None:
    """A scheduler and two workers on loopback; one is killed while it works."""
    address = f"tcp://127.0.0.1:{free_port()}"
    local = ("--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0")
    worker = ("dask", "worker", address, *local, "--nthreads", "1", "--no-nanny")
    places = {name: str(tmp_path / name) for name in ("one", "two")}
    rows, part = tmp_path / "rows.csv", tmp_path / "rows.csv.part"
    sweep = [*SLOW, "--seeds", "20", "--csv", str(rows), "--scheduler", address]
    port = address.rpartition(":")[2]
    with (
        started("dask", "scheduler", *local, "--port", port),
        started(*worker, "--name", "one", "--local-directory", places["one"]) as one,
        started(*worker, "--name", "two", "--local-directory", places["two"]),
        distributed.Client(address, timeout=60, set_as_default=False) as watcher,
        ExitStack() as stack,
    ):
        watcher.wait_for_workers(2, timeout=60)
        running = stack.enter_context(started("regelkring", *sweep))

        def busy() -> bool:
            """Whether both workers have runs in hand, and some are done."""
            tasks = watcher.processing()
            return lines(part) >= 6 and len(tasks) == 2 and all(tasks.values())

        wait_for(busy, "two busy workers")
        one.send_signal(signal.SIGKILL)
        assert one.wait(10) == -signal.SIGKILL
        assert running.poll() is None and lines(part) < 40
        wait_for(lambda: len(watcher.nthreads()) == 1, "the scheduler sees it")
        assert running.poll() is None, "the worker died too late to be missed"
        said = running.communicate(timeout=120)[0]
    assert running.returncode == 0, said
    found = read(rows)
    assert [(row["offspring"], row["seed"]) for row in found] == [
        (share, str(seed)) for share in ("0.5", "0.9") for seed in range(1, 21)
    ]
    for row in (found[0], found[19], found[39]):
        run = regelkring.run("rule-growth", seed=row["seed"], offspring=row["offspring"], years=300)
        assert row["fingerprint"] == run.fingerprint
    assert not part.exists()
