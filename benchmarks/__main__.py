"""Every figure, each benchmark in a process of its own.

python3 -m benchmarks [window score_grid …]
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMES = (
    "window",
    "stalls",
    "look_change",
    "score_grid",
    "score_grid_window",
    "results",
    "certificates",
    "offering_report",
    "people",
    "journal",
    "unlock",
    "demo",
)


def main() -> int:
    """Run the benchmarks one after the other; gives 1 when one could not be run, whatever the figures are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(NAMES))
    chosen = parser.parse_args().names or NAMES
    if unknown := set(chosen) - set(NAMES):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    done = [subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=ROOT) for name in chosen]
    return int(any(each.returncode for each in done))


if __name__ == "__main__":
    sys.exit(main())
