"""Every text of the program stands in every catalogue, whole and with the same fields."""

import ast
import re
import string
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from trainer_app.core import language

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "trainer_app"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
TRANSLATED = [code for code in language.LANGUAGES if code != "en"]
PLURALS = {"ur": 2, "zh": 1}


@cache
def texts_of_the_source() -> set[tuple[str | None, str | tuple[str, str]]]:
    found = extract_from_dir(str(SOURCE), keywords=KEYWORDS)
    return {(context, message) for _file, _line, message, _comments, context in found}


@cache
def catalogue(code: str) -> Catalog:
    path = ROOT / "resources" / "locale" / code / "LC_MESSAGES" / "trainer_app.po"
    with path.open("rb") as file:
        return read_po(file, locale=code)


def messages(code: str) -> list[Message]:
    return [message for message in catalogue(code) if message.id]


def fields(text: str) -> set[str]:
    return {field for _text, field, _spec, _conversion in string.Formatter().parse(text) if field is not None}


def some(found: set[Any]) -> list[str]:
    """The first few, so that a catalogue far behind does not fill the screen."""
    return sorted(map(str, found))[:10]


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_text_of_the_source_is_in_the_catalogue(code):
    known = {(message.context, message.id) for message in messages(code)}
    assert some(texts_of_the_source() - known) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_catalogue_holds_nothing_that_the_source_no_longer_says(code):
    known = {(message.context, message.id) for message in messages(code)}
    assert some(known - texts_of_the_source()) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_text_is_translated(code):
    assert [message.id for message in messages(code) if message.fuzzy or not all(forms(message.string))] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_plural_has_as_many_forms_as_the_language(code):
    plural = [message for message in messages(code) if message.pluralizable]
    assert catalogue(code).num_plurals == PLURALS[code]
    assert [message.id for message in plural if len(forms(message.string)) != PLURALS[code]] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_fills_the_same_fields(code):
    # The singular may say "one person" without its number; the last form is the general one.
    wrong = [
        message.id
        for message in messages(code)
        if fields(forms(message.string)[-1]) != fields(forms(message.id)[-1])
        or any(not fields(form) <= fields(forms(message.id)[-1]) for form in forms(message.string))
    ]
    assert wrong == []


def test_every_field_of_a_text_is_named():
    nameless = {
        text
        for _context, message in texts_of_the_source()
        for text in forms(message)
        if any(not field.isidentifier() for field in fields(text))
    }
    assert nameless == set()


def test_no_text_is_put_together_before_it_is_translated():
    glued = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in KEYWORDS
        if any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args)
    ]
    assert glued == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_compiled_catalogue_speaks(code):
    message = next(message for message in messages(code) if isinstance(message.id, str))
    with language.using(code):
        spoken = language.pgettext(message.context, message.id) if message.context else language._(message.id)
    assert spoken == message.string


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_a_kind_of_file_ends_with_its_patterns_in_plain_brackets(code):
    # With other brackets or marks among them, the file dialog takes the words for a pattern: no file shows.
    with language.using(code):
        kinds = [
            language.gettext("Programme files (*.db)"),
            language.gettext("Workbooks ({kinds})").format(kinds="*.xlsx *.csv"),
        ]
    assert [kind for kind in kinds if not re.fullmatch(r".+ \((\*\.\w+ ?)+\)", kind)] == []
