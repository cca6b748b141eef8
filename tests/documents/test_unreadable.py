from pathlib import Path

import pytest

from trainer_app.documents.unreadable import REASONS, unreadable


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_names_the_file_and_says_what_to_do(code):
    refusal = unreadable(Path("inbox/roll.xlsx"), code, limit="1,000", seconds="10")
    said = refusal.sentence()
    assert said.startswith("\u2068roll.xlsx\u2069 cannot be imported. ")
    assert said.endswith("Nothing was changed.")
    assert "{" not in said
    assert refusal.code == code
