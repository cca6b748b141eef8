import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_app.core.language import LANGUAGES, activate
from trainer_app.rules import recovery_key
from trainer_app.rules.recovery_key import ALPHABET, SECRET_BITS, WrongRecoveryKey

SECRETS = st.integers(0, 2**SECRET_BITS - 1)
KEY = recovery_key.written(0x1234_5678_9ABC_DEF0_1234_5678_9ABC_DEF0_1234_5)
PLAIN = KEY.replace("-", "")


def named_group(text: str) -> int | None:
    with pytest.raises(WrongRecoveryKey) as refusal:
        recovery_key.read(text)
    return refusal.value.group


@given(SECRETS)
def test_a_key_is_eight_groups_of_four_without_look_alikes(secret):
    groups = recovery_key.written(secret).split("-")
    assert [len(group) for group in groups] == [4] * 8
    assert not set("".join(groups)) & set("ILOU")


@given(SECRETS)
def test_a_written_key_is_read_back(secret):
    key = recovery_key.written(secret)
    assert recovery_key.read(key) == key.replace("-", "")
    assert recovery_key.groups(key) == tuple(key.split("-"))


@given(SECRETS, SECRETS)
def test_two_secrets_have_two_keys(one, other):
    assert (recovery_key.written(one) == recovery_key.written(other)) is (one == other)


@pytest.mark.parametrize("secret", [-1, 2**SECRET_BITS])
def test_a_secret_of_another_size_has_no_key(secret):
    with pytest.raises(ValueError, match="150"):
        recovery_key.written(secret)


@given(SECRETS, st.sampled_from(["", " ", "  ", " - ", "–", "\u3000", "\n", "\u200e-", "."]))
def test_spaces_dashes_and_small_letters_are_forgiven(secret, between):
    key = recovery_key.written(secret)
    assert recovery_key.read(f" {key.lower().replace('-', between)}\t") == key.replace("-", "")


@given(SECRETS, st.sampled_from(["oO", "iI", "lL"]), st.booleans())
def test_letters_that_look_like_digits_are_read_as_them(secret, pair, is_capital):
    key = recovery_key.written(secret)
    digit = "0" if pair == "oO" else "1"
    assert recovery_key.read(key.replace(digit, pair[is_capital])) == key.replace("-", "")


def test_full_width_letters_and_eastern_digits_are_read():
    full_width = "".join(chr(ord(character) + 0xFEE0) if character != "-" else "－" for character in KEY)
    assert recovery_key.read(full_width) == PLAIN
    assert recovery_key.read(KEY.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))) == PLAIN


@given(SECRETS, st.integers(0, 31), st.integers(1, 31))
def test_the_group_of_one_wrong_character_is_named(secret, place, change):
    key = list(recovery_key.written(secret).replace("-", ""))
    key[place] = ALPHABET[ALPHABET.index(key[place]) ^ change]
    assert named_group("".join(key)) == place // 4 + 1


@given(SECRETS, st.integers(0, 31), st.integers(0, 31), st.integers(1, 31), st.integers(1, 31))
def test_two_wrong_characters_are_always_refused(secret, one, other, change, second_change):
    key = list(recovery_key.written(secret).replace("-", ""))
    key[one] = ALPHABET[ALPHABET.index(key[one]) ^ change]
    key[other] = ALPHABET[ALPHABET.index(key[other]) ^ second_change]
    if one != other or change != second_change:
        named_group("".join(key))


@given(SECRETS, st.integers(0, 7), st.integers(0, 2))
def test_two_neighbours_that_changed_places_are_refused_and_never_in_a_wrong_group(secret, group, place):
    key = list(recovery_key.written(secret).replace("-", ""))
    at = group * 4 + place
    key[at : at + 2] = key[at + 1], key[at]
    if key[at] != key[at + 1]:
        assert named_group("".join(key)) in {group + 1, None}


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        (KEY.replace(KEY[10:14], KEY[10:13]), 3),
        (f"{KEY}X", 8),
        (KEY[5:], None),
        (PLAIN[:-1], None),
        ("", None),
        ("U" + KEY[1:], 1),
        (KEY[:-1] + "u", 8),
    ],
)
def test_a_group_with_a_character_too_few_or_unknown_is_named(typed, group):
    assert named_group(typed) == group


def test_the_sentence_names_the_group_in_every_language():
    for code in LANGUAGES:
        activate(code)
        assert "3" in WrongRecoveryKey(3).sentence()
        assert WrongRecoveryKey().sentence()


@pytest.mark.parametrize("typed", ["K7QM", "k7qm", " k7 qm", "Ｋ7QM"])
def test_one_group_is_known_however_it_is_typed(typed):
    assert recovery_key.is_group(typed, "K7QM")


@pytest.mark.parametrize("typed", ["", "K7Q", "K7QN", "K7QMM"])
def test_another_group_is_not(typed):
    assert not recovery_key.is_group(typed, "K7QM")
