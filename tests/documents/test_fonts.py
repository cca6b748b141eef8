import hashlib

import pytest
import uharfbuzz as hb

from trainer_app.core.paths import resource
from trainer_app.documents.fonts import FontStack, choice, face, stack

FOLDER = resource("fonts")
NAMES = sorted(path.stem for path in FOLDER.glob("*.ttf"))


def test_the_fonts_are_the_files_of_the_manifest():
    listed = dict(reversed(line.split()) for line in (FOLDER / "SHA256SUMS").read_text().splitlines())
    found = {
        f"{name}.ttf": hashlib.sha256((FOLDER / f"{name}.ttf").read_bytes()).hexdigest() for name in NAMES
    }
    assert found == listed


@pytest.mark.parametrize("family", sorted({name.split("-")[0] for name in NAMES}))
def test_each_family_has_its_licence_beside_it(family):
    licence = (FOLDER / "LICENSES" / f"{family}-OFL.txt").read_text()
    assert licence.startswith("Copyright")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


@pytest.mark.parametrize("name", ["NotoSerifSC-Regular", "NotoSerifSC-Bold", "NotoSansSC-Regular"])
def test_rare_name_characters_can_be_shown(name):
    assert [character for character in "喆翀堃玥䶮犇㛃·" if not face(name).has(character)] == []


def test_urdu_letters_and_joiners_can_be_shown():
    nastaliq = face("NotoNastaliqUrdu-Regular")
    assert [
        character
        for character in "ابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیےۂۃّٰ۔،؟"
        if not nastaliq.has(character)
    ] == []


def test_a_subset_holds_the_glyphs_that_were_asked_for_and_little_else():
    whole = face("NotoSerifSC-Regular")
    glyph = whole.glyph("汗")
    data, places = whole.subset({glyph})
    cut = hb.Font(hb.Face(data))
    assert len(data) < 5000
    assert cut.get_glyph_extents(places[glyph]) == whole.hb_font.get_glyph_extents(glyph)


def test_a_glyph_that_paints_nothing_has_no_ink():
    latin = face("EBGaramond-Regular")
    assert latin.ink(latin.glyph(" ")) == (0, 0, 0, 0)


def test_a_choice_can_be_kept_for_some_characters():
    digits_first = FontStack("ur", (choice("EBGaramond-Regular", only="0123456789"),))
    assert digits_first.has("7")
    assert not digits_first.has("a")


def test_a_stack_is_opened_once():
    assert stack("en", "NotoSans-Regular") is stack("en", "NotoSans-Regular")
