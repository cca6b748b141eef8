from tests.documents.offering_samples import SIDES, mixed_report, report
from trainer_app.documents import offering_layout as at
from trainer_app.documents.offering_layout import Layout
from trainer_app.documents.offering_statistics import checks, component_lines, group_line, groups_heading
from trainer_app.rules.indicators import pass_rate

SAMPLE = mixed_report(60)
LAYOUT = Layout(SAMPLE, "en")


def values(line):
    return [cell.value for cell in line]


def line_of(side):
    trainees = [trainee for trainee in SAMPLE.trainees if trainee.side == side.code]
    return trainees, values(group_line(LAYOUT, 9, side, at.RESULT_SIDE, trainees))


def test_the_outcomes_of_a_group_sum_to_its_enrolled():
    for side in SIDES:
        trainees, line = line_of(side)
        passed, _grace, *others = line[3:10]
        assert line[2] == len(trainees) == passed + sum(others)


def test_the_pass_rate_is_the_one_of_the_indicators():
    trainees, line = line_of(SIDES[0])
    assert line[10] * 100 == pass_rate([trainee.outcome for trainee in trainees]).percent


def test_the_line_of_all_has_no_code_and_sums_the_sides():
    everyone = values(group_line(LAYOUT, 9, None, None, SAMPLE.trainees))
    sides = [line_of(side)[1] for side in SIDES]
    assert everyone[1] is None
    assert everyone[2:10] == [sum(pair) for pair in zip(sides[0][2:10], sides[1][2:10], strict=True)]


def test_no_mean_is_shown_of_a_group_below_five():
    few = [trainee for trainee in SAMPLE.trainees if trainee.overall is not None][:4]
    assert values(group_line(LAYOUT, 9, SIDES[0], at.RESULT_SIDE, few))[11] is None


def test_headings_stand_over_every_figure():
    assert len(groups_heading("Side")) == len(group_line(LAYOUT, 9, None, None, []))


def test_marks_absences_exemptions_and_open_ones_make_up_everyone():
    *components, total = [values(line) for line in component_lines(LAYOUT)]
    assert all(sum(line[2:6]) == 60 for line in components)
    assert total[2] + total[5] == 60


def test_every_check_shows_no_difference():
    lines = [values(line) for line in checks(LAYOUT, 40, 20)]
    assert [line[4] for line in lines] == [0] * len(lines)
    assert {line[5] for line in lines} == {"correct"}


def test_an_offering_without_trainees_has_empty_figures():
    layout = Layout(report([]), "en")
    assert values(group_line(layout, 9, None, None, []))[2:] == [0] * 8 + [None] * 3
