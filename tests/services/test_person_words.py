import pytest

from trainer_app.services import person_words


def words(name_zh="", latin=(), name_ur="", numbers=()):
    return person_words.folded(latin=latin, name_ur=name_ur, name_zh=name_zh, numbers=numbers).split()


@pytest.mark.parametrize("word", ["li", "jian", "guo", "jianguo", "lijianguo", "ljg", "李", "李建", "建国"])
def test_a_chinese_name_is_found_by_its_syllables_its_initials_and_its_characters(word):
    assert word in words("李建国")


@pytest.mark.parametrize("word", ["cengli", "zengli", "cl", "zl"])
def test_every_reading_of_a_surname_counts(word):
    assert word in words("曾丽")


@pytest.mark.parametrize("word", ["lvbu", "lubu", "lyubu"])
def test_the_vowel_that_keyboards_lack_is_typed_in_three_ways(word):
    assert word in words("吕布")


@pytest.mark.parametrize("word", ["lijianguo", "jianguoli", "lj", "li"])
def test_a_latin_name_is_found_without_spaces_in_both_orders_and_by_initials(word):
    assert word in words(latin=["Li", "Jianguo"])


def test_one_word_has_no_initials():
    assert words(latin=["Li"]) == ["li"]


def test_an_identity_number_is_found_with_and_without_dashes():
    assert {"35202", "3520212345671"} <= set(words(numbers=["35202-1234567-1"]))


def test_a_name_is_written_in_plain_syllables():
    assert person_words.pinyin("李建国") == "li jianguo"
    assert person_words.pinyin("李") == "li"
    assert person_words.pinyin("Sana") == ""


def test_a_character_without_a_reading_is_found_as_itself():
    assert "李𠮷" in words("李𠮷")


def test_a_foreign_name_in_chinese_is_found_by_its_parts_not_by_each_syllable():
    found = words("阿德南·高里")
    assert {"adenan", "gaoli", "adenangaoli", "ag"} <= set(found)
    assert "li" not in found
