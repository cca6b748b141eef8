"""Score lists in and out."""

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import func, select

from tests.factories import components_of, enrol, make_offering, make_person, make_score, make_sheet
from trainer_app.core.errors import HasLeft, NotFound, NothingRecognised, ScoresClosed
from trainer_app.models.assessment import Score
from trainer_app.models.people import Identifier
from trainer_app.models.users import ImportBatch
from trainer_app.rules.states import EnrolmentState, OfferingState, ScoreState, SheetState
from trainer_app.rules.vocabulary import IdentifierKind, ImportKind
from trainer_app.services import rolls, score_lists, scores
from trainer_app.services.score_list_faults import OfOtherOffering, WhichColumn, WhichComponent
from trainer_app.services.score_lists import Decision, Verdict
from trainer_app.services.scores import NOT_ENTERED, Mark

NOW = datetime(2026, 11, 23, 14, 32, tzinfo=UTC)
ROLLS = Path(__file__).parent.parent / "data" / "rolls"
NAMES = ("Sana Javed", "Bilal Khan", "Li Jianguo")


@pytest.fixture
def offering(session):
    offering = make_offering(session)
    for name in NAMES:
        enrol(session, offering, make_person(session, name, name_zh="李建国" if name == "Li Jianguo" else ""))
    return offering


def written(folder, *rows, headings=("S.No", "Name", "Score /60"), name="marks.xlsx"):
    book = openpyxl.Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    book.save(folder / name)
    return folder / name


def looked_at(session, offering, file, **more):
    given = {"offering_code": offering.code, "component_code": "FIR", **more}
    return score_lists.preview(session, file=file, **given)


def imported(session, offering, file, decisions=None, **more):
    preview = looked_at(session, offering, file, **more)
    return score_lists.accept(session, preview=preview, decisions=decisions, now=NOW)


def fir_marks(session, offering, **more):
    grid = scores.grid(session, offering_id=offering.id, **more)
    column = [component.code for component in grid.components].index("FIR")
    return {trainee.names.en: row[column] for trainee, row in zip(grid.trainees, grid.marks, strict=True)}


def scored(points):
    return Mark(ScoreState.SCORED, Decimal(points))


@pytest.fixture
def english_roll(session):
    offering = make_offering(session, state=OfferingState.OPEN)
    file = ROLLS / "ict-police-roll-2026.xlsx"
    preview = rolls.preview(session, offering_code=offering.code, file=file, on=date(2026, 9, 1))
    assert rolls.accept(session, preview=preview, now=NOW).accepted == 24
    return offering


def test_the_range_marks_go_in_as_expected(session, english_roll):
    expected = json.loads((ROLLS / "range-marks-2026.expected.json").read_text(encoding="utf-8"))
    given = {" ".join(each["name"].split()).casefold(): each["mark"] for each in expected["marks"]}
    preview = looked_at(session, english_roll, ROLLS / "range-marks-2026.xlsx")
    assert (preview.mapping.sheet_name, preview.mapping.heading_row) == (
        expected["sheet"],
        expected["heading_row"],
    )
    done = score_lists.accept(session, preview=preview, now=NOW)

    standing = {name.casefold(): mark for name, mark in fir_marks(session, english_roll).items()}
    for name, mark in given.items():
        if mark in ("REFUSED", "NOT_ENTERED", "ASK"):
            assert standing[name] == NOT_ENTERED
        elif mark == "NOT_ON_ROLL":
            assert name not in standing
        elif mark == "ABSENT":
            assert standing[name] == Mark(ScoreState.ABSENT)
        else:
            assert standing[name] == scored(mark)
    kinds = Counter(mark if mark.isupper() else "points" for mark in given.values())
    assert (done.accepted, done.changed, done.unchanged) == (kinds["points"] + kinds["ABSENT"], 0, 0)
    assert [(each.name, each.row) for each in done.ask] == [("Farhan Saeed", 22)]
    assert {each.name for each in done.refused} == {"Abdullah Shah", "Rehan Malik"}
    assert "medical leave" in done.ask[0].why
    why = {each.name: each.why for each in done.refused}
    assert "the maximum is 60" in why["Abdullah Shah"]
    assert "not on the roll" in why["Rehan Malik"]


def test_the_same_file_twice_changes_nothing(session, english_roll):
    file = ROLLS / "range-marks-2026.xlsx"
    first = imported(session, english_roll, file)
    again = imported(session, english_roll, file)
    assert (again.accepted, again.changed, again.unchanged) == (0, 0, first.accepted)
    assert again.recorded == ()
    batches = session.scalars(select(ImportBatch).where(ImportBatch.kind == ImportKind.SCORES)).all()
    assert [batch.counts["accepted"] for batch in batches] == [first.accepted]
    assert len(batches[0].file_sha256) == 64


def test_a_decision_enters_what_was_asked(session, english_roll):
    file = ROLLS / "range-marks-2026.xlsx"
    preview = looked_at(session, english_roll, file)
    (asked,) = [mark for mark in preview.marks if mark.verdict is Verdict.ASK]
    decisions = {asked.key: Decision(Mark(ScoreState.ABSENT_EXCUSED))}
    done = score_lists.accept(session, preview=preview, decisions=decisions, now=NOW)
    assert (done.accepted, done.ask) == (22, ())
    assert fir_marks(session, english_roll)["Farhan Saeed"] == Mark(ScoreState.ABSENT_EXCUSED)


def test_what_the_user_leaves_out_is_no_longer_asked(session, english_roll):
    preview = looked_at(session, english_roll, ROLLS / "range-marks-2026.xlsx")
    done = score_lists.accept(session, preview=preview, decisions={(22, "FIR"): None}, now=NOW)
    assert (done.accepted, done.ask) == (21, ())


def test_a_preview_writes_nothing_and_shows_what_to_look_at_first(session, english_roll):
    preview = looked_at(session, english_roll, ROLLS / "range-marks-2026.xlsx")
    assert [mark.verdict for mark in preview.marks[:4]] == [
        Verdict.ASK,
        Verdict.REFUSED,
        Verdict.REFUSED,
        Verdict.NEW,
    ]
    assert preview.count(Verdict.BLANK) == 1
    assert session.scalar(select(func.count()).select_from(Score)) == 0


def test_another_mark_replaces_the_one_that_stands(session, offering, tmp_path):
    imported(session, offering, written(tmp_path, (1, "Sana Javed", 40), (2, "Bilal Khan", 41)))
    done = imported(session, offering, written(tmp_path, (1, "Sana Javed", 42), (2, "Bilal Khan", 41)))
    assert (done.accepted, done.changed, done.unchanged) == (0, 1, 1)
    assert [(each.before, each.after) for each in done.recorded] == [(scored(40), scored(42))]


def test_a_blank_leaves_the_mark_that_stands(session, offering, tmp_path):
    imported(session, offering, written(tmp_path, (1, "Sana Javed", 40), (2, "Bilal Khan", 41)))
    done = imported(session, offering, written(tmp_path, (1, "Sana Javed", "-"), (2, "Bilal Khan", 41)))
    assert (done.accepted, done.changed, done.unchanged, done.refused, done.ask) == (0, 0, 1, (), ())
    assert fir_marks(session, offering)["Sana Javed"] == scored(40)


def test_names_are_found_in_any_script_case_and_spacing(session, offering, tmp_path):
    file = written(tmp_path, (1, "  SANA   javed ", 40), (2, "李建国", 41))
    assert imported(session, offering, file).accepted == 2


def test_a_name_that_two_share_is_asked_and_decided_by_person(session, offering, tmp_path):
    twin = enrol(session, offering, make_person(session, "Sana Javed", name_zh=""))
    file = written(tmp_path, (1, "Sana Javed", 40), (2, "Bilal Khan", 41))
    preview = looked_at(session, offering, file)
    (asked,) = [mark for mark in preview.marks if mark.verdict is Verdict.ASK]
    assert [trainee.roll_number for trainee in asked.candidates] == [1, 4]
    assert "numbers 1, 4" in asked.why
    decisions = {asked.key: Decision(asked.mark, twin.id)}
    done = score_lists.accept(session, preview=preview, decisions=decisions, now=NOW)
    assert (done.accepted, done.ask) == (2, ())
    assert {each.enrolment_id for each in done.recorded} >= {twin.id}


def test_a_decision_without_a_person_is_refused_where_that_was_asked(session, offering, tmp_path):
    enrol(session, offering, make_person(session, "Sana Javed"))
    preview = looked_at(session, offering, written(tmp_path, (1, "Sana Javed", 40)))
    with pytest.raises(NotFound):
        score_lists.accept(session, preview=preview, decisions={(2, "FIR"): Decision(scored(4))}, now=NOW)


def test_a_roll_number_tells_people_of_one_name_apart(session, offering, tmp_path):
    enrol(session, offering, make_person(session, "Sana Javed"))
    file = written(tmp_path, ("004", "Sana Javed", 40), headings=("Roll No", "Name", "Score"))
    assert imported(session, offering, file).accepted == 1
    assert looked_at(session, offering, file).marks[0].trainee.roll_number == 4


def test_a_roll_number_of_someone_else_is_asked(session, offering, tmp_path):
    file = written(
        tmp_path, (2, "Sana Javed", 40), (1, "Sajid Mir", 41), headings=("Roll No", "Name", "Score")
    )
    done = imported(session, offering, file)
    assert (done.accepted, len(done.ask)) == (0, 2)
    assert "the number is that of" in done.ask[0].why


def test_an_identity_number_finds_the_person(session, offering, tmp_path):
    person = make_person(session, "Usman Ghani")
    session.add(Identifier(person_id=person.id, kind=IdentifierKind.CNIC, value="35202-4526984-7"))
    enrol(session, offering, person)
    file = written(tmp_path, ("3520245269847", 40), headings=("CNIC No.", "Marks"))
    preview = looked_at(session, offering, file)
    assert [mark.trainee.names.en for mark in preview.marks] == ["Usman Ghani"]


def test_a_belt_number_that_repeats_finds_nobody_alone(session, offering, tmp_path):
    for name in ("Usman Ghani", "Nadia Aslam"):
        person = make_person(session, name)
        session.add(Identifier(person_id=person.id, kind=IdentifierKind.BELT_NO, value="0123"))
        enrol(session, offering, person)
    file = written(tmp_path, ("0123", "Nadia Aslam", 40), headings=("Belt No", "Name", "Marks"))
    assert looked_at(session, offering, file).marks[0].trainee.names.en == "Nadia Aslam"


def test_who_has_left_is_refused_by_name(session, offering, tmp_path):
    enrol(session, offering, make_person(session, "Usman Ghani"), state=EnrolmentState.WITHDRAWN)
    (mark,) = looked_at(session, offering, written(tmp_path, (1, "Usman Ghani", 40))).marks
    assert (mark.verdict, type(mark.fault)) == (Verdict.REFUSED, HasLeft)


def test_rows_that_contradict_each_other_are_asked(session, offering, tmp_path):
    file = written(tmp_path, (1, "Sana Javed", 40), (2, "Bilal Khan", 41), (3, "Sana Javed", 43))
    done = imported(session, offering, file)
    assert (done.accepted, [each.row for each in done.ask]) == (1, [2, 4])
    assert "rows 2, 4" in done.ask[0].why


def test_a_row_that_repeats_another_is_counted_as_unchanged(session, offering, tmp_path):
    file = written(tmp_path, (1, "Sana Javed", 40), (2, "Sana Javed", 40))
    done = imported(session, offering, file)
    assert (done.accepted, done.unchanged, done.ask) == (1, 1, ())


@pytest.mark.parametrize("text", ["61", "-3", "43.25", "1e1", "87..5"])
def test_a_mark_that_cannot_be_is_refused_and_the_rest_goes_in(session, offering, tmp_path, text):
    done = imported(session, offering, written(tmp_path, (1, "Sana Javed", text), (2, "Bilal Khan", 41)))
    assert (done.accepted, [each.name for each in done.refused]) == (1, ["Sana Javed"])
    assert fir_marks(session, offering)["Sana Javed"] == NOT_ENTERED


def test_a_fault_of_a_cell_is_refused_by_row(session, offering, tmp_path):
    file = written(tmp_path, (1, "Sana Javed", "#REF!"), (2, "Bilal Khan", 41))
    book = openpyxl.load_workbook(file)
    book.active["C2"].data_type = "e"
    book.save(file)
    done = imported(session, offering, file)
    assert (done.accepted, [each.row for each in done.refused]) == (1, [2])


def test_a_list_from_another_maximum_is_asked_mark_by_mark(session, offering, tmp_path):
    rows = [(1, "Sana Javed", 40), (2, "Bilal Khan", "Absent")]
    file = written(tmp_path, *rows, headings=("S.No", "Name", "Score /50"))
    done = imported(session, offering, file)
    assert (done.accepted, [each.name for each in done.ask]) == (1, ["Sana Javed"])
    assert "out of 50, the component has 60" in done.ask[0].why
    assert imported(session, offering, file, is_maximum_accepted=True).accepted == 1


def test_of_several_columns_the_one_named_like_the_component_is_read(session, offering, tmp_path):
    rows = [("Sana Javed", 80, 40), ("Bilal Khan", 81, 41)]
    file = written(tmp_path, *rows, headings=("Name", "Written marks", "Firearms practical score"))
    assert imported(session, offering, file).accepted == 2
    assert fir_marks(session, offering)["Sana Javed"] == scored(40)


def test_of_several_columns_without_a_name_one_must_be_chosen(session, offering, tmp_path):
    rows = [("Sana Javed", 30, 40), ("Bilal Khan", 31, 41)]
    file = written(tmp_path, *rows, headings=("Name", "Marks day one", "Marks day two"))
    with pytest.raises(WhichColumn, match="Marks day one"):
        looked_at(session, offering, file)
    assert imported(session, offering, file, column=2).accepted == 2
    assert fir_marks(session, offering)["Sana Javed"] == scored(40)


def test_a_resit_list_goes_into_its_attempt(session, offering, tmp_path):
    imported(session, offering, written(tmp_path, (1, "Sana Javed", 40)), attempt=2)
    assert fir_marks(session, offering)["Sana Javed"] == NOT_ENTERED
    assert fir_marks(session, offering, attempt=2)["Sana Javed"].points == 40


def test_a_sheet_that_is_no_draft_keeps_its_marks(session, offering, tmp_path):
    sheet = make_sheet(session, offering, components_of(session, offering)["FIR"])
    sheet.state = SheetState.VERIFIED
    session.flush()
    done = imported(session, offering, written(tmp_path, (1, "Sana Javed", 40)))
    assert "Request a correction" in done.refused[0].why


def test_an_attempt_that_does_not_exist_takes_no_marks(session, offering, tmp_path):
    done = imported(session, offering, written(tmp_path, (1, "Sana Javed", 40)), attempt=3)
    assert "no attempt 3" in done.refused[0].why


def test_a_closed_offering_takes_no_list(session, tmp_path):
    offering = make_offering(session, state=OfferingState.CLOSED)
    with pytest.raises(ScoresClosed):
        looked_at(session, offering, written(tmp_path, (1, "Sana Javed", 40)))


def test_an_agency_s_list_needs_offering_and_component(session, offering, tmp_path):
    file = written(tmp_path, (1, "Sana Javed", 40))
    with pytest.raises(WhichComponent, match="not exported by this program"):
        looked_at(session, offering, file, component_code=None)
    with pytest.raises(NotFound):
        looked_at(session, offering, file, component_code="XYZ")
    with pytest.raises(NotFound):
        looked_at(session, offering, file, offering_code="NO-SUCH")
    assert looked_at(session, offering, file, component_code="fir").count(Verdict.NEW) == 1


def test_a_workbook_without_marks_is_refused(session, offering, tmp_path):
    with pytest.raises(NothingRecognised):
        looked_at(session, offering, written(tmp_path, ("a", "b"), headings=("x", "y")))


def test_a_reading_of_a_sheet_that_is_not_there_is_refused(session, offering, tmp_path):
    mapping = looked_at(session, offering, written(tmp_path, (1, "Sana Javed", 40))).mapping
    with pytest.raises(NotFound, match="Elsewhere"):
        looked_at(
            session,
            offering,
            written(tmp_path, (1, "Sana Javed", 40)),
            mapping=replace(mapping, sheet_name="Elsewhere"),
        )


def test_the_program_s_own_list_comes_back_as_it_went_out(session, offering, tmp_path):
    imported(session, offering, written(tmp_path, (1, "Sana Javed", 40.5), (2, "Bilal Khan", "a")))
    file = tmp_path / "list.xlsx"
    score_lists.export(session, offering_code=offering.code, path=file, now=NOW)
    preview = score_lists.preview(session, file=file)
    done = score_lists.accept(session, preview=preview, now=NOW)
    assert (done.accepted, done.changed, done.unchanged) == (0, 0, 2)
    assert (done.refused, done.ask) == ((), ())


@pytest.mark.parametrize("language", ["en", "ur", "zh"])
def test_a_list_that_was_filled_in_goes_into_every_component(session, offering, tmp_path, language):
    file = tmp_path / "list.xlsx"
    score_lists.export(session, offering_code=offering.code, path=file, now=NOW, language=language)
    fill(file, "Sana Javed", {"WRT": 81, "FIR": 45.5, "FIT": "A"})
    fill(file, "Bilal Khan", {"WRT": 101})
    done = score_lists.accept(session, preview=score_lists.preview(session, file=file), now=NOW)
    assert (done.accepted, [each.name for each in done.refused]) == (3, ["Bilal Khan"])
    assert fir_marks(session, offering)["Sana Javed"] == scored("45.5")
    only = score_lists.preview(session, file=file, offering_code=offering.code, component_code="FIR")
    assert {mark.component.code for mark in only.marks} == {"FIR"}


def test_a_list_of_another_offering_is_refused(session, offering, tmp_path):
    file = tmp_path / "list.xlsx"
    score_lists.export(session, offering_code=offering.code, path=file, now=NOW)
    make_offering(session, code="PK-2026-02")
    with pytest.raises(OfOtherOffering, match="PK-2026-01"):
        score_lists.preview(session, file=file, offering_code="PK-2026-02")


def test_a_mark_that_someone_changed_since_the_preview_is_kept(session, offering, tmp_path):
    preview = looked_at(session, offering, written(tmp_path, (1, "Sana Javed", 40)))
    firearms = components_of(session, offering)["FIR"]
    make_score(session, make_sheet(session, offering, firearms), enrolment_of(preview), "50")
    with pytest.raises(scores.ChangedMeanwhile):
        score_lists.accept(session, preview=preview, now=NOW)


def enrolment_of(preview):
    from types import SimpleNamespace

    return SimpleNamespace(id=preview.marks[0].trainee.enrolment_id)


def fill(file, name, marks):
    """Type marks into the exported list, under the codes of the components."""
    book = openpyxl.load_workbook(file)
    sheet = book.active
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value}
    for code, mark in marks.items():
        sheet.cell(row=cells[name].row, column=cells[code].column, value=mark)
    book.save(file)
