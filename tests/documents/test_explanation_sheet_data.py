"""What the printed explanation is made of."""

from tests.documents.explanation_samples import NAMES, sheet


def test_a_sheet_has_a_page_in_each_language_with_the_name_in_its_script():
    assert {page.language: page.name for page in sheet().pages} == NAMES
