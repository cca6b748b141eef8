from decimal import Decimal

from trainer_app.core import language
from trainer_app.services import reference, scheme_drafts


def test_a_new_course_starts_from_the_usual_bands_in_three_scripts():
    scheme = reference.usual_scheme()
    assert [(band.titles.en, band.lower) for band in scheme.bands] == [
        ("Distinction", Decimal(85)),
        ("Merit", Decimal(75)),
        ("Pass", Decimal(60)),
        ("Fail", Decimal(0)),
    ]
    assert language.active() == "en"
    assert len(scheme_drafts.reasons(scheme)) == 1
