import errno

import pytest

from trainer_app.core.os_reasons import reason_of


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full."),
        (errno.EIO, "the disk reports an error."),
        (errno.EACCES, "you may not write in that folder."),
        (errno.EROFS, "the disk is write-protected."),
        (errno.EEXIST, "something else of that name is in the way."),
    ],
)
def test_the_usual_reasons_are_said_in_words_of_the_program(number, said):
    assert reason_of(OSError(number, "as the system says it")) == said


def test_any_other_is_said_as_the_system_says_it():
    assert reason_of(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link."
    assert reason_of(OSError("odd")) == "odd."
