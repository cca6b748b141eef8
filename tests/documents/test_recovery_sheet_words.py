from datetime import date

from trainer_app.core import language
from trainer_app.core.language import LANGUAGES
from trainer_app.documents import recovery_sheet_words as words


def test_every_part_has_words_in_every_language():
    labels = [
        words.title(), words.warning(), words.reading_note(), words.name_label(), words.signature_label(),
        words.date_label(), words.file_label(), words.station_label(), words.made_on_label(),
        words.made_by_label(), *words.holders(),
    ]  # fmt: skip
    texts = [text for section in words.sections() for text in (section.heading, *section.paragraphs)]
    assert all(getattr(each, code) for each in labels + texts for code in LANGUAGES)


def test_only_what_to_do_one_after_the_other_is_numbered():
    assert [section.are_steps for section in words.sections()] == [False, False, True]


def test_a_day_is_written_in_each_language():
    day = words.day(date(2026, 11, 23))
    assert day.en == "23 November 2026"
    assert day.zh == "2026年11月23日"
    assert "نومبر" in day.ur


def test_the_sheet_names_the_way_as_the_page_of_signing_in_does():
    *_others, forgotten = words.sections()
    for code in LANGUAGES:
        with language.using(code):
            assert language.gettext("Forgot the password") in getattr(forgotten.paragraphs[1], code)
