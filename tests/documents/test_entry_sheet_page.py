"""Places on a printed score sheet: which rows stand on which page, and that nothing leaves its box."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.documents.entry_samples import COMPONENTS, points, sheet, trainees
from trainer_app.core.language import LANGUAGES, Titles, using
from trainer_app.documents import entry_sheet_words as words
from trainer_app.documents.entry_sheet import SheetComponent
from trainer_app.documents.entry_sheet_page import A4_PORTRAIT, lay_out, size_of
from trainer_app.documents.paper import A4_LANDSCAPE

LONG = SheetComponent(
    Titles(
        "Investigation of crimes against foreign nationals and of damage to their property abroad",
        "غیر ملکی شہریوں اور بیرونِ ملک ان کی املاک کے خلاف جرائم کی تفتیش اور نقصان کا اندازہ",
        "侵害外国公民人身及其境外财产案件的侦查与损失评估",
    ),
    Decimal(100),
    Decimal("0.5"),
)


def made(components, people, *, language="en", is_filled=True, **changes):
    marks = [points("40")] * len(components)
    people = trainees(people, *marks, language=language) if isinstance(people, int) else people
    data = sheet(components=tuple(components), trainees=people, is_filled=is_filled, **changes)
    with using(language):
        return lay_out(data, language, head="PK-1842 a3f9 77c0")


def said(page):
    return [text.text for text in page.texts]


def numbers(page, most):
    """The roll numbers on a page, from top to bottom."""
    found = [text for text in page.texts if text.text.isdigit() and int(text.text) <= most and text.size == 9]
    return [int(text.text) for text in sorted(found, key=lambda text: -text.y)]


@pytest.mark.parametrize(
    ("components", "size"), [(1, A4_PORTRAIT), (4, A4_PORTRAIT), (5, A4_LANDSCAPE), (20, A4_LANDSCAPE)]
)
def test_a_few_components_stand_upright_and_more_across(components, size):
    assert size_of(sheet(components=COMPONENTS[:1] * components)) == size


@pytest.mark.parametrize("people", [0, 1, 24, 25, 26, 27, 29, 40, 200])
@pytest.mark.parametrize("components", [1, 6])
def test_every_trainee_stands_once_in_order_and_the_last_page_has_some_with_the_sums(people, components):
    pages = made(COMPONENTS[:1] * components, people)
    assert [number for page in pages for number in numbers(page, people)] == list(range(1, people + 1))
    assert [words.sum_label() in said(page) for page in pages] == [False] * (len(pages) - 1) + [True]
    assert len(pages) == 1 or len(numbers(pages[-1], people)) >= 3


def test_rows_give_way_a_little_where_that_saves_a_page():
    assert len(made(COMPONENTS, 26)) == 1
    assert len(made(COMPONENTS, 27)) == 2


def test_many_components_are_shared_evenly_over_groups_of_pages_each_with_its_sums():
    components = [replace(COMPONENTS[0], titles=Titles(f"Part {letter}")) for letter in "ABCDEFGHIJK"]
    pages = made(components, 5)
    heads = [[text for text in said(page) if text.startswith("Part ")] for page in pages]
    assert heads == [[f"Part {letter}" for letter in "ABCDE"], [f"Part {letter}" for letter in "FGHIJK"]]
    assert all(words.sum_label() in said(page) for page in pages)
    assert ["Attempt 1 · Page 1 of 2" in said(pages[0]), "Attempt 1 · Page 2 of 2" in said(pages[1])] == [
        True
    ] * 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("components", [1, 4, 8])
@pytest.mark.parametrize("is_filled", [False, True])
def test_no_text_leaves_the_paper_or_crosses_the_edge_of_a_box(language, components, is_filled):
    width, height = size_of(sheet(components=(LONG,) * components))
    people = trainees(3, *([points("40.5")] * components), language=language)
    longest = replace(people[0], name="Syeda Fatima Zahra " * 4, second_name="محمد عبدالرحمٰن " * 5)
    for page in made((LONG,) * components, (longest, *people), language=language, is_filled=is_filled):
        for text in page.texts:
            left, bottom, right, top = text.ink()
            assert 30 <= left <= right <= width - 30, text.text
            assert 10 <= bottom <= top <= height - 25, text.text
            for edge in (x for box in page.boxes for x in (box[0], box[2]) if box[1] < text.y < box[3]):
                assert not left + 0.5 < edge < right - 0.5, text.text


def test_an_urdu_sheet_is_mirrored():
    english, urdu = (made(COMPONENTS, 2, language=code)[0] for code in ("en", "ur"))
    width = A4_PORTRAIT[0]
    assert [round(box[0], 3) for box in english.boxes] == [round(width - box[2], 3) for box in urdu.boxes]


def test_a_blank_sheet_has_lines_to_write_on_and_no_mark():
    filled, blank = (made(COMPONENTS, 2, is_filled=is_filled)[0] for is_filled in (True, False))
    assert "40.0" in said(filled)
    assert "40.0" not in said(blank)
    assert "/ 2" in said(blank)
    assert len(blank.lines) == len(filled.lines) + 1
    assert blank.boxes == filled.boxes


def test_a_box_in_which_no_mark_belongs_is_closed():
    page = made(COMPONENTS, trainees(2, points("40"), None), attempt=2)[0]
    assert len(page.closed) == 2
    assert set(page.closed) < set(page.boxes)


def test_a_sheet_of_nobody_says_so():
    assert words.nobody() in said(made(COMPONENTS, 0)[0])
