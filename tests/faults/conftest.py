"""The shim, built once; where it cannot be, its tests are skipped and say so."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.faults import shim

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def shim_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The preloaded library; `JPT_REQUIRE_ALL=1` makes a missing compiler a failure."""
    try:
        return shim.build(tmp_path_factory.mktemp("shim"))
    except shim.NoCompiler as reason:
        if os.environ.get("JPT_REQUIRE_ALL") == "1":
            pytest.fail(f"{reason}, but JPT_REQUIRE_ALL=1 asks for every test.")
        pytest.skip(str(reason))


@pytest.fixture
def harness() -> Callable[..., dict[str, Any]]:
    """Runs a harness as its command and gives what it says at its end."""
    return _run


def _run(name: str, *arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", f"tests.faults.{name}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode in (0, 1), done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told
