from dataclasses import replace

from tests.documents.offering_samples import mixed_report


def test_a_name_is_given_in_the_language_or_in_latin_letters():
    trainee = mixed_report(3).trainees[2]
    assert [trainee.name_in(code) for code in ("en", "ur", "zh")] == ["Liu Yang", "لیو یانگ", "刘洋"]
    assert replace(trainee, name_zh="").name_in("zh") == "Liu Yang"
