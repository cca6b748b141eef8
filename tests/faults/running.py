"""What the harnesses share when they run: fast folders, several processes, and the command line."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_MEMORY = Path("/dev/shm")  # noqa: S108 (folders in it are made by tempfile)


def folder() -> TemporaryDirectory[str]:
    """A throw-away folder, in memory where there is some: what is synced is counted, not timed."""
    return TemporaryDirectory(prefix="jpt-faults-", dir=_MEMORY if _MEMORY.is_dir() else None)


def spread(work: Callable[[int, int], list[str]], count: int, seed: int, workers: int) -> list[str]:
    """What several processes found, each with its part of the count and a seed of its own."""
    if workers < 2:
        return work(count, seed)
    counts = [count // workers + (n < count % workers) for n in range(workers)]
    with ProcessPoolExecutor(workers, get_context("fork")) as pool:
        running = [pool.submit(work, part, seed * 1000 + n) for n, part in enumerate(counts)]
        return [fault for each in running for fault in each.result()]


def parser(purpose: str | None, *, count: int) -> argparse.ArgumentParser:
    """The options that every harness has."""
    options = argparse.ArgumentParser(description=purpose)
    options.add_argument("--count", type=int, default=count)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    return options


def report(what: str, count: int, run: Callable[[], list[str]]) -> int:
    """Run, print one line of JSON, and give the exit code: 0 where nothing was found."""
    began = time.monotonic()
    faults = run()
    told: dict[str, Any] = {"harness": what, "count": count, "faults": len(faults), "first": faults[:5]}
    told["seconds"] = round(time.monotonic() - began, 1)
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return 1 if faults else 0
