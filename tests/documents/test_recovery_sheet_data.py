import pytest

from tests.documents.recovery_samples import KEY, sheet
from trainer_app.rules.recovery_key import WrongRecoveryKey


def test_a_sheet_has_the_eight_groups_of_its_key():
    assert sheet(key=KEY.lower().replace("-", " ")).groups == tuple(KEY.split("-"))


def test_a_mistyped_key_gets_no_sheet():
    with pytest.raises(WrongRecoveryKey):
        sheet(key=KEY[:-1])


def test_the_key_is_not_told_by_accident():
    assert KEY[:4] not in repr(sheet())
