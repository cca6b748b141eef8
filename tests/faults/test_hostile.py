"""Hostile files are read or refused; nothing else comes of one. More: `python -m tests.faults.hostile`."""

import sys
from random import Random

import pytest

from tests.faults import hostile
from tests.faults.mutations import CHANGES, hostile_file
from tests.faults.packages import book_parts, package, sheet_of_xml

IN_EACH_CHUNK = 20
BOMB = package(
    book_parts(
        sheet_of_xml('<row r="1"><c><v>1</v></c></row><row r="1400"><c r="XFD1400"><v>1</v></c></row>')
    )
)
"""Two cells, and 23 million blank ones between them."""


@pytest.mark.parametrize("first", range(0, 100, IN_EACH_CHUNK))
def test_generated_files_are_read_or_refused_by_their_reason(first):
    done = list(hostile.trials(IN_EACH_CHUNK, 20261123, first=first))
    assert [trial for trial in done if trial.finding] == []
    assert len({trial.outcome for trial in done}) > 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the peak of a process")
@pytest.mark.timeout(180)
def test_without_its_first_look_the_bomb_is_found():
    checked = hostile.tried("roll.xlsx", BOMB)
    unchecked = hostile.tried("roll.xlsx", BOMB, bounds=hostile.UNCHECKED)
    assert (checked.outcome, checked.finding) == ("too_many_cells", "")
    assert unchecked.finding.startswith("took ")


def test_each_kind_of_change_comes_up_and_a_seed_gives_the_same_files():
    made = [hostile_file(Random(f"7/{n}")) for n in range(60)]
    assert {kind for kind, _name, _content in made} == {change.__name__ for change in CHANGES}
    assert made == [hostile_file(Random(f"7/{n}")) for n in range(60)]


def test_the_command_says_what_came_of_the_files(capsys):
    assert hostile.main(["--count", "2", "--seed", "3"]) == 0
    assert capsys.readouterr().out.startswith("2 files, 0 findings; {")
