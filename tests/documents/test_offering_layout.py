from decimal import Decimal

import pytest

from tests.documents.offering_samples import mixed_report, report
from trainer_app.core.language import Titles, using
from trainer_app.documents.offering_layout import Layout, criterion, one_of, quoted, threshold
from trainer_app.documents.offering_report import ReportComponent
from trainer_app.rules.exact import half_up


def component(maximum, line):
    line_pct = None if line is None else Decimal(line)
    return ReportComponent("W", Titles("Written"), Decimal(maximum), 10_000, line_pct, places=1)


@pytest.mark.parametrize(
    ("maximum", "line", "decimals"), [(60, "70", 1), (100, "49.95", 1), (37, "60", 0), (50, "33.3", 3)]
)
def test_the_threshold_is_the_fewest_points_that_reach_the_line_once_rounded(maximum, line, decimals):
    least = threshold(component(maximum, line), decimals)

    def reaches(points):
        numerator, denominator = (points * 100 / maximum).as_integer_ratio()
        return half_up((numerator, denominator), decimals) >= Decimal(line)

    assert reaches(least)
    assert not reaches(least - Decimal("0.001"))


def test_a_component_without_a_line_has_no_threshold():
    assert threshold(component(60, None), 1) is None
    assert threshold(component(60, "0"), 1) == 0


@pytest.mark.parametrize(
    ("code", "written"),
    [("PK", "$B5"), (">5", '"=>5"'), ("A*", '"=A~*"'), ('~"', '"=~~"""')],
)
def test_a_code_is_never_read_as_a_comparison_or_a_pattern(code, written):
    assert criterion("$B5", code) == written


def test_words_are_quoted_inside_formulas():
    assert quoted('say "no"') == '"say ""no"""'
    assert one_of("A1", ["x", "y"]) == 'OR(A1="x",A1="y")'


def test_decimals_of_a_column_are_those_of_its_finest_mark():
    layout = Layout(mixed_report(), "en")
    assert layout.mark_places == (1, 1, 1, 1, 1)
    assert Layout(report([]), "en").point_places == 1


def test_trainees_without_an_organisation_have_a_line_of_their_own():
    codes = [group.code for group in Layout(mixed_report(), "en").organisations]
    assert codes == ["ICTP", "SPU-ICT", "BJPSB", "–"]
    assert "–" not in [group.code for group in Layout(report([]), "en").organisations]


@pytest.mark.parametrize("language", ["en", "ur", "zh"])
def test_sheets_have_five_different_names(language):
    with using(language):
        assert len(set(Layout(report([]), language).names)) == 5
