from trainer_app.storage import verifiers


def test_a_verifier_proves_its_password_and_no_other():
    kept = verifiers.made("correct horse battery")
    assert "correct" not in kept
    assert verifiers.proves(kept, "correct horse battery")
    assert not verifiers.proves(kept, "correct horse")


def test_where_no_password_was_set_none_is_right():
    assert not verifiers.proves("", "")
    assert not verifiers.proves("", "nobody")
