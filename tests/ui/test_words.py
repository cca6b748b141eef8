from trainer_app.ui.words import said


def test_words_may_be_given_or_asked_for():
    assert said("Roll") == "Roll"
    assert said(lambda: "Roll") == "Roll"
