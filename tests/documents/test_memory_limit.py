import subprocess
import sys

import pytest

from trainer_app.documents.memory_limit import peak_bytes

GREEDY = """
from trainer_app.documents.memory_limit import limit_memory, peak_bytes
limit_memory(200_000_000)
kept = b"x" * 20_000_000
print(peak_bytes() >= 20_000_000)
try:
    bytes(400_000_000)
except MemoryError:
    print("refused", peak_bytes() < 200_000_000)
"""


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux counts the addresses of a process"
)
def test_a_process_gets_no_more_memory_than_its_limit():
    done = subprocess.run([sys.executable, "-c", GREEDY], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "refused", "True"]


def test_a_process_can_tell_how_much_it_took():
    assert peak_bytes() > 1_000_000 or not sys.platform.startswith("linux")
