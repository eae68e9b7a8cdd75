"""The Dask side of a sweep: where runs are done, in batches of about half a second.

A batch whose worker died is done again elsewhere; workers may come and go.
"""

from __future__ import annotations

import importlib
import logging
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from .journal import Finished
from .parameters import Value
from .plan import Plan, SweepError
from .run import canonical

PACKAGE = __name__.split(".")[0]
SECONDS = 0.5  # what a batch should take
LARGEST = 1000  # runs in a batch
PATIENCE = 60.0  # seconds that a cluster may be without workers
GIVEN_UP = 2  # times that Dask gives a run up, each after four workers died of it, until we do
DEAF = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"  # Ctrl-C is for us, not for workers


class SweepFailed(RuntimeError):
    """A sweep broke off; the message is one sentence. What was finished is in the journal."""


def need(module: str) -> Any:
    """An optional module; raises SweepError, saying how to install it."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        name = module.split(".")[0]
        raise SweepError(
            f"This needs {name}, which is not installed: pip install '{PACKAGE}[sweep]'"
        ) from error


@contextmanager
def connect(scheduler: str | None, workers: int | None) -> Iterator[Any]:
    """A client of the cluster at an address, or of that many processes of our own."""
    distributed = need("distributed")
    with ExitStack() as stack:
        stack.enter_context(_quiet("distributed", "distributed.client"))
        if scheduler is None:
            stack.enter_context(_without_main())
            place = stack.enter_context(
                distributed.LocalCluster(
                    n_workers=workers or need("dask.system").CPU_COUNT,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",
                    scheduler_kwargs={"dashboard": False},
                    silence_logs=logging.CRITICAL,
                    preload=[DEAF],
                )
            )
        else:
            place = scheduler
        try:
            if scheduler is not None:
                need("distributed.comm").get_address_host(scheduler)
            client = distributed.Client(place, timeout=10, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise SweepError(f"There is no Dask scheduler at {scheduler!r}.") from error
        stack.enter_context(client)
        stack.enter_context(client.as_current())
        yield client


@contextmanager
def _without_main() -> Iterator[None]:
    """Let new processes not import the program that was started.

    They would run it again, up to its sweep, unless it is guarded by `if __name__ == "__main__"`. They have
    no need of it: all they run is in this package.
    """
    main = vars(sys.modules["__main__"])
    kept: dict[str, Any] = {name: main[name] for name in ("__file__", "__spec__") if name in main}
    main.pop("__file__", None)
    main["__spec__"] = None
    try:
        yield
    finally:
        main.update(kept)


@contextmanager
def _quiet(*names: str) -> Iterator[None]:
    """Keep loggers still: what matters of a lost worker or cluster is said in our own sentence."""
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


def run_batch(
    package: str, slug: str, runs: Sequence[tuple[dict[str, Value], int]]
) -> dict[str, Any]:
    """What a worker does: runs one after another, until one fails. Returns plain values only."""
    start = time.perf_counter()
    library = importlib.import_module(package).LIBRARY
    done: list[tuple[Any, str]] = []
    failed = None
    for parameters, seed in runs:
        try:
            run = library.run(slug, seed=seed, **parameters)
            canonical(run.summary)
        except Exception as error:
            failed = f"{type(error).__name__}: {error}"
            break
        done.append((run.summary, run.fingerprint))
    return {
        "version": library.model(slug).version,
        "done": done,
        "failed": failed,
        "seconds": time.perf_counter() - start,
    }


def _travelling() -> Callable[..., dict[str, Any]]:
    """`run_batch` by name, in a function that travels by value.

    A function that travels by name brings down a worker that lacks its package; this one only fails.
    """

    def batch(module: str, *words: object) -> dict[str, Any]:
        import importlib

        answer: dict[str, Any] = importlib.import_module(module).run_batch(*words)
        return answer

    return batch


def results(
    client: Any, package: str, plan: Plan, todo: Sequence[int]
) -> Iterator[list[tuple[int, Finished]]]:
    """Do the runs with these numbers; yields them batch by batch, in any order. Raises SweepFailed."""
    distributed = need("distributed")
    try:
        yield from _results(client, package, plan, todo)
    except (OSError, distributed.client.CancelledError) as error:
        raise SweepFailed("The connection to the cluster was lost.") from error


def _results(
    client: Any, package: str, plan: Plan, todo: Sequence[int]
) -> Iterator[list[tuple[int, Finished]]]:
    wait, killed = need("distributed").wait, need("distributed.scheduler").KilledWorker
    waiting, again = deque(todo), deque[list[int]]()
    flying: dict[Any, list[int]] = {}
    deaths: Counter[int] = Counter()
    size, seen = 1, time.monotonic()
    while waiting or again or flying:
        room = 2 * sum(client.nthreads().values())
        if room:
            seen = time.monotonic()
        elif time.monotonic() - seen > PATIENCE:
            first = plan.said(min(number for batch in flying.values() for number in batch))
            raise SweepFailed(f"For {PATIENCE:.0f} seconds there was no worker to do {first}.")
        while (waiting or again) and len(flying) < max(2, room):
            share = 1 + len(waiting) // max(2, room)  # so that all workers end together
            batch = again.popleft() if again else _take(waiting, min(size, share))
            runs = [plan.run(number) for number in batch]
            words = (__name__, package, plan.model.slug, runs)
            task = client.submit(_travelling(), *words, pure=False, retries=2)
            flying[task] = batch
        try:
            finished = wait(list(flying), 1.0, "FIRST_COMPLETED").done
        except TimeoutError:
            continue
        for task in finished:
            batch, error = flying.pop(task), task.exception()
            if isinstance(error, killed):
                deaths.update(batch)
                lost = next((number for number in batch if deaths[number] >= GIVEN_UP), None)
                if lost is not None:
                    raise SweepFailed(f"Workers die of {plan.said(lost)}.")
                again.extend([number] for number in batch)
                continue
            answer = _answer(task, error, package, plan)
            done = answer["done"]
            yield [(number, Finished(*run)) for number, run in zip(batch, done, strict=False)]
            if answer["failed"]:
                raise SweepFailed(
                    f"There was a mistake in {plan.said(batch[len(done)])}: {answer['failed']}."
                )
            fitting = int(len(batch) * SECONDS / max(answer["seconds"], 1e-6))
            size = max(1, min(LARGEST, 2 * size, fitting))


def _take(waiting: deque[int], count: int) -> list[int]:
    return [waiting.popleft() for _ in range(min(count, len(waiting)))]


def _answer(task: Any, error: BaseException | None, package: str, plan: Plan) -> dict[str, Any]:
    """What `run_batch` returned on a worker; raises SweepFailed if the worker has another package or none."""
    if error is not None:
        raise SweepFailed(
            f"A worker could not run {package}; is it installed there? ({type(error).__name__}: {error})"
        ) from error
    answer: dict[str, Any] = task.result()
    if answer["version"] != plan.model.version:
        raise SweepFailed(
            f"A worker has version {answer['version']} of {plan.model.slug}, not {plan.model.version}: "
            f"install the same {package} there."
        )
    return answer
