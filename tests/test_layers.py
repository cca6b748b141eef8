import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def loaded_by(statement: str) -> set[str]:
    """Top packages and own modules that a fresh interpreter holds after the statement."""
    program = f"import sys\n{statement}\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_every_import_keeps_to_the_layers():
    lint_imports = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint_imports, "--no-logo"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("module", ["trainer_app.cli", "trainer_app.__main__"])
def test_the_command_line_loads_no_window(module):
    assert "PySide6" not in loaded_by(f"import {module}")


def test_starting_the_window_loads_none_of_the_slow_document_libraries():
    slow = {"reportlab", "openpyxl", "alembic", "python_calamine", "uharfbuzz", "zxingcpp", "pypinyin"}
    assert loaded_by("import trainer_app.ui.application") & slow == set()
