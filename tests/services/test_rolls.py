"""Three real rolls into one offering, twice; and what changed, known, doubtful and surplus people cause."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from tests.documents.rolls import HEADINGS, PEOPLE, ROLL_NAMES, ROLLS, expected, save
from tests.factories import make_offering, make_person
from trainer_app.core import language
from trainer_app.core.errors import ChangedMeanwhile, NotFound, NothingRecognised
from trainer_app.core.progress import Cancelled
from trainer_app.documents import workbook_reader
from trainer_app.documents.dates import DateOrder
from trainer_app.documents.headings import Field
from trainer_app.models.delivery import Enrolment, Nomination
from trainer_app.models.organisations import Organisation, Rank
from trainer_app.models.people import Identifier, Person, RankHistory
from trainer_app.models.users import ImportBatch
from trainer_app.rules.states import EnrolmentState, NominationState, OfferingState
from trainer_app.rules.vocabulary import IdentifierKind
from trainer_app.services import enrolments, people, rolls
from trainer_app.services.refusals import CapacityReached, WrongStage
from trainer_app.services.rolls import Outcome, RollImport

ON = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CODE = "PK-2026-01"


@pytest.fixture
def offering(session):
    return make_offering(session, code=CODE, state=OfferingState.OPEN, capacity=60)


def shown(session, file, **how):
    """What importing the file would do."""
    return rolls.preview(session, offering_code=CODE, file=file, on=ON, **how)


def imported(session, file, **how) -> RollImport:
    """What importing the file did."""
    return rolls.accept(session, preview=shown(session, file), now=NOW, **how)


def saved(tmp_path, *people, headings=HEADINGS, name="roll.xlsx"):
    """A file with these people under these headings."""
    path = tmp_path / name
    save(path, headings, *people)
    return path


def counts(result: RollImport) -> tuple[int, int, int, int]:
    return result.accepted, result.changed, result.unchanged, len(result.refused)


def tables(session) -> dict[str, int]:
    """How many rows each table has that an import writes to."""
    kinds = (Person, Identifier, RankHistory, Enrolment, Nomination, ImportBatch)
    return {kind.__tablename__: session.scalar(select(func.count()).select_from(kind)) for kind in kinds}


def test_three_rolls_fill_one_offering_and_the_second_time_change_nothing(session, offering):
    for name in ROLL_NAMES:
        result = imported(session, ROLLS / f"{name}.xlsx")
        wanted = expected(name)
        assert counts(result) == (wanted["accepted"], 0, 0, len(wanted["refused"]))
        assert [line.row for line in result.refused] == [one["row"] for one in wanted["refused"]]
    before = tables(session)
    for name in ROLL_NAMES:
        wanted = expected(name)
        again = imported(session, ROLLS / f"{name}.xlsx")
        assert counts(again) == (0, 0, wanted["accepted"], len(wanted["refused"]))
    assert tables(session) == before
    assert before["people"] == before["enrolments"] == 24 + 18 + 14


def test_the_roll_holds_everybody_as_the_file_gives_them(session, offering):
    imported(session, ROLLS / "mps-roll-2026.xlsx")
    roll = enrolments.roll(session, offering_id=offering.id)
    assert [line.roll_number for line in roll] == list(range(1, 19))
    assert [line.name_zh for line in roll] == [one["name_zh"] for one in expected("mps-roll-2026")["people"]]
    first = roll[0]
    assert (first.side, first.name_latin, first.rank.zh, first.organisation.zh) == (
        "CN", "CHEN Jing", "三级警司", "北京市公安局",
    )  # fmt: skip
    detail = people.person(session, person_id=first.person_id)
    assert (detail.draft.surname_latin, detail.draft.pinyin, detail.draft.born_on) == (
        "CHEN", "chen jing", date(1982, 2, 11),
    )  # fmt: skip
    assert {one.value for one in detail.draft.identities} == {"569300", "E13814081"}


def test_a_unit_that_is_not_kept_becomes_the_posting_in_the_agency_of_the_title(session, offering):
    imported(session, ROLLS / "ict-police-roll-2026.xlsx")
    imported(session, ROLLS / "mps-roll-2026.xlsx")
    query = select(Person.posting, Organisation.code).outerjoin(
        Organisation, Organisation.id == Person.organisation_id
    )
    places = {(posting, code) for posting, code in session.execute(query)}
    assert {
        ("CTD", "ICTP"),
        ("Diplomatic Enclave", "ICTP"),
        ("", "SPU-ICT"),
        ("新疆公安厅", "MPS"),
        ("", "PPSUC"),
    } <= places


def test_ranks_of_three_languages_are_understood(session, offering):
    for name in ROLL_NAMES:
        imported(session, ROLLS / f"{name}.xlsx")
    unread = session.scalar(select(func.count()).select_from(Person).where(Person.rank_id.is_(None)))
    assert unread == 0
    codes = set(session.scalars(select(Rank.code).join(Person, Person.rank_id == Rank.id)))
    assert {"DSP", "ASI", "HC", "CONST", "SI", "INSP", "JS3", "JY2"} <= codes


def test_accepted_people_are_nominated_by_their_organisation(session, offering):
    imported(session, ROLLS / "nccia-roll-2026.xlsx")
    query = select(Nomination.state, Organisation.code).join(
        Organisation, Organisation.id == Nomination.organisation_id
    )
    assert {tuple(row) for row in session.execute(query)} == {(NominationState.ACCEPTED, "NCCIA")}


def test_the_import_is_recorded_with_its_file_and_counts(session, offering):
    path = ROLLS / "ict-police-roll-2026.xlsx"
    imported(session, path)
    batch = session.scalars(select(ImportBatch)).one()
    assert batch.file_sha256 == workbook_reader.read(path).sha256
    assert batch.counts == {"accepted": 24, "changed": 0, "unchanged": 0, "refused": 4}
    assert (batch.offering_id, batch.imported_at) == (offering.id, NOW)


def test_the_preview_writes_nothing_and_shows_refused_rows_first(session, offering):
    preview = shown(session, ROLLS / "ict-police-roll-2026.xlsx")
    assert tables(session)["people"] == 0
    assert [row.row for row in preview.rows][:5] == [30, 31, 32, 33, 5]
    assert (preview.count(Outcome.REFUSED), preview.count(Outcome.NEW), preview.joining) == (4, 24, 24)
    assert preview.left_out == {35: "Total officers: 24"}
    assert preview.rows[0].cells[Field.CNIC] == "35202-4526984-7"
    assert (preview.rows[0].field, preview.rows[4].why) == ("cnic", "New person.")


def test_somebody_known_from_elsewhere_only_joins_the_roll(session, offering, tmp_path):
    imported(session, saved(tmp_path, *PEOPLE))
    make_offering(session, code="PK-2026-02", state=OfferingState.OPEN)
    path = saved(tmp_path, *PEOPLE)
    preview = rolls.preview(session, offering_code="PK-2026-02", file=path, on=ON)
    assert {(row.outcome, row.joins, row.why) for row in preview.rows} == {
        (Outcome.UNCHANGED, True, "Known. Only added to this roll.")
    }
    assert counts(rolls.accept(session, preview=preview, now=NOW)) == (3, 0, 0, 0)
    assert tables(session)["people"] == 3


def test_changes_show_old_and_new_values_and_are_kept(session, offering, tmp_path):
    imported(session, saved(tmp_path, *PEOPLE))
    promoted = (1, "Inspector", "Amina KHAN", "6110112345671", "15/03/1990", "SPU Islamabad")
    preview = shown(session, saved(tmp_path, promoted, *PEOPLE[1:]))
    row = preview.rows[0]
    assert (row.outcome, row.row) == (Outcome.CHANGED, 2)
    assert [(change.field, change.old, change.new) for change in row.changes] == [
        (Field.RANK, "Assistant Sub-Inspector", "Inspector"),
        (Field.ORGANISATION, "CTD", "Special Protection Unit, Islamabad"),
    ]
    assert counts(rolls.accept(session, preview=preview, now=NOW)) == (0, 1, 2, 0)
    amina = session.scalars(select(Person).where(Person.name_latin == "Amina Khan")).one()
    assert amina.posting == ""


def test_a_new_rank_begins_a_line_of_the_rank_history(session, offering, tmp_path):
    path = saved(tmp_path, *PEOPLE)
    earlier = rolls.preview(session, offering_code=CODE, file=path, on=date(2025, 1, 7))
    rolls.accept(session, preview=earlier, now=NOW)
    imported(session, saved(tmp_path, (1, "Inspector", *PEOPLE[0][2:])))
    query = select(RankHistory.from_on).join(Person, Person.id == RankHistory.person_id)
    days = session.scalars(query.where(Person.name_latin == "Amina Khan").order_by(RankHistory.from_on)).all()
    assert days == [date(2025, 1, 7), ON]


def test_a_name_spelt_otherwise_changes_with_the_same_number(session, offering, tmp_path):
    imported(session, saved(tmp_path, *PEOPLE))
    preview = shown(session, saved(tmp_path, (1, "ASI", "Aamina KHAN", *PEOPLE[0][3:])))
    assert [(change.old, change.new) for change in preview.rows[0].changes] == [("Amina Khan", "Aamina KHAN")]
    rolls.accept(session, preview=preview, now=NOW)
    changed = session.scalars(select(Person).where(Person.name_latin == "Aamina KHAN")).one()
    assert (changed.surname_latin, changed.given_latin) == ("KHAN", "Aamina")


def test_blank_cells_take_nothing_away(session, offering, tmp_path):
    imported(session, saved(tmp_path, *PEOPLE))
    bare = [(n, None, name, cnic, None, None) for n, _rank, name, cnic, _born, _unit in PEOPLE]
    assert counts(imported(session, saved(tmp_path, *bare))) == (0, 0, 3, 0)


def test_a_missing_number_or_script_is_added_to_somebody_known(session, offering, tmp_path):
    person = make_person(session, "Amina Khan", name_ur="", name_zh="", born_on=date(1990, 3, 15))
    headings = (*HEADINGS, "نام", "Belt No.")
    path = saved(tmp_path, (*PEOPLE[0], "آمنہ خان", "0123"), headings=headings)
    preview = shown(session, path)
    assert preview.rows[0].outcome == Outcome.CHANGED
    rolls.accept(session, preview=preview, now=NOW)
    detail = people.person(session, person_id=person.id)
    assert detail.draft.name_ur == "آمنہ خان"
    assert {one.value for one in detail.draft.identities} == {"61101-1234567-1", "0123"}


def test_a_new_belt_number_takes_the_place_of_the_old_one(session, offering, tmp_path):
    headings = (*HEADINGS, "Belt No.")
    imported(session, saved(tmp_path, (*PEOPLE[0], "0123"), headings=headings))
    imported(session, saved(tmp_path, (*PEOPLE[0], "0456"), headings=headings))
    belts = session.scalars(select(Identifier.value).where(Identifier.kind == IdentifierKind.BELT_NO)).all()
    assert belts == ["0456"]


def test_a_roll_of_names_alone_finds_its_people_again(session, offering, tmp_path):
    path = saved(tmp_path, (1, "Amina Khan"), (2, "Bilal Ahmed"), headings=("No", "Name"))
    assert counts(imported(session, path)) == (2, 0, 0, 0)
    assert counts(imported(session, path)) == (0, 0, 2, 0)


def test_a_namesake_with_another_birthday_is_somebody_new(session, offering, tmp_path):
    make_person(session, "Amina Khan", born_on=date(1985, 1, 1))
    assert counts(imported(session, saved(tmp_path, PEOPLE[0]))) == (1, 0, 0, 0)
    assert tables(session)["people"] == 2


def test_a_number_of_somebody_else_is_refused_with_the_holders_name(session, offering, tmp_path):
    imported(session, saved(tmp_path, *PEOPLE))
    other = (1, "ASI", "Zahid Gul", "61101-1234567-1", "1980-01-01", "CTD")
    result = imported(session, saved(tmp_path, other))
    assert counts(result) == (0, 0, 0, 1)
    assert (result.refused[0].field, "Amina Khan" in result.refused[0].why) == ("cnic", True)


def test_another_cnic_for_somebody_known_by_passport_is_refused(session, offering, tmp_path):
    headings = ("No", "Name", "CNIC", "Passport")
    imported(session, saved(tmp_path, (1, "Amina Khan", "61101-1234567-1", "AB1234567"), headings=headings))
    result = imported(
        session, saved(tmp_path, (1, "Amina Khan", "61101-1234567-9", "AB1234567"), headings=headings)
    )
    assert "61101-1234567-1" in result.refused[0].why


def test_two_numbers_of_two_people_in_one_row_are_refused(session, offering, tmp_path):
    headings = ("No", "Name", "CNIC", "Passport")
    two = ((1, "Amina Khan", "61101-1234567-1", None), (2, "Bilal Ahmed", None, "AB1234567"))
    imported(session, saved(tmp_path, *two, headings=headings))
    mixed = saved(tmp_path, (1, "Amina Khan", "61101-1234567-1", "AB1234567"), headings=headings)
    assert "Bilal Ahmed" in imported(session, mixed).refused[0].why


def test_several_people_who_fit_are_left_to_the_user(session, offering, tmp_path):
    for _n in range(2):
        make_person(session, "Amina Khan", born_on=date(1990, 3, 15))
    result = imported(session, saved(tmp_path, PEOPLE[0]))
    assert counts(result) == (0, 0, 0, 1)
    assert "Several people" in result.refused[0].why


def test_two_rows_that_mean_one_known_person_are_refused_the_second_time(session, offering, tmp_path):
    headings = ("No", "Name", "CNIC", "Passport", "D.O.B")
    imported(
        session,
        saved(tmp_path, (1, "Amina Khan", "61101-1234567-1", "AB1234567", "1990-03-15"), headings=headings),
    )
    twice = saved(
        tmp_path,
        (1, "Amina Khan", "61101-1234567-1", None, "1990-03-15"),
        (2, "Aamina Khan", None, "AB1234567", "1990-03-15"),
        headings=headings,
    )
    result = imported(session, twice)
    assert [line.row for line in result.refused] == [3]


def test_an_unknown_rank_is_told_and_left_out(session, offering, tmp_path):
    preview = shown(session, saved(tmp_path, (1, "Chief Warden", *PEOPLE[0][2:])))
    assert preview.rows[0].unread_rank == "Chief Warden"
    assert "Chief Warden" in preview.rows[0].why
    assert counts(rolls.accept(session, preview=preview, now=NOW)) == (1, 0, 0, 0)


def test_too_few_seats_refuse_the_whole_roll_unless_a_reason_is_given(session, offering, tmp_path):
    offering.capacity = 2
    path = saved(tmp_path, *PEOPLE)
    preview = shown(session, path)
    assert preview.seats_missing == 1
    with pytest.raises(CapacityReached):
        rolls.accept(session, preview=preview, now=NOW)
    assert counts(
        rolls.accept(session, preview=shown(session, path), now=NOW, reason="Agreed by both sides")
    ) == (3, 0, 0, 0)


def test_a_closed_roll_takes_nobody_but_can_be_compared(session, offering, tmp_path):
    path = saved(tmp_path, *PEOPLE)
    imported(session, path)
    offering.state = OfferingState.CLOSED
    session.flush()
    assert counts(imported(session, path)) == (0, 0, 3, 0)
    with pytest.raises(WrongStage):
        shown(
            session, saved(tmp_path, *PEOPLE, (4, "SI", "Dania Asad", "61101-1234567-4", "1990-01-01", "CTD"))
        )


def test_who_left_the_roll_does_not_come_back_by_a_file(session, offering, tmp_path):
    path = saved(tmp_path, *PEOPLE)
    imported(session, path)
    entry = session.scalars(select(Enrolment).where(Enrolment.roll_number == 1)).one()
    entry.state, entry.reason = EnrolmentState.WITHDRAWN, "Ill"
    session.flush()
    preview = shown(session, path)
    assert [row.left_as for row in preview.rows] == [EnrolmentState.WITHDRAWN, None, None]
    assert "Left this roll" in preview.rows[0].why
    assert counts(rolls.accept(session, preview=preview, now=NOW)) == (0, 0, 3, 0)


def test_somebody_changed_since_the_preview_is_not_overwritten(session, offering, tmp_path):
    imported(session, saved(tmp_path, *PEOPLE))
    preview = shown(session, saved(tmp_path, (1, "Inspector", *PEOPLE[0][2:])))
    amina = session.scalars(select(Person).where(Person.name_latin == "Amina Khan")).one()
    amina.posting = "Elsewhere"
    session.flush()
    with pytest.raises(ChangedMeanwhile):
        rolls.accept(session, preview=preview, now=NOW)


def test_a_corrected_mapping_is_used_and_remembered_for_the_layout(session, offering, tmp_path):
    headings = ("No", "Name", "CNIC", "Section")
    path = saved(tmp_path, (1, "Amina Khan", "61101-1234567-1", "Dolphin"), headings=headings)
    first = shown(session, path)
    assert first.mapping.columns[3].field == Field.IGNORED
    corrected = first.mapping.with_field(3, Field.ORGANISATION)
    rolls.accept(session, preview=shown(session, path, mapping=corrected), now=NOW)
    later = saved(
        tmp_path, (1, "Bilal Ahmed", "61101-1234567-2", "Dolphin"), headings=headings, name="later.xlsx"
    )
    assert shown(session, later).mapping.columns[3].field == Field.ORGANISATION
    assert session.scalars(select(Person.posting)).all() == ["Dolphin"]


def test_the_answer_about_dates_is_remembered_too(session, offering, tmp_path):
    headings = ("No", "Name", "Date of birth")
    path = saved(tmp_path, (1, "Amina Khan", "04-03-1991"), headings=headings)
    asked = shown(session, path)
    assert asked.mapping.asks_date_order
    answered = asked.mapping.with_date_order(DateOrder.MONTH_FIRST)
    rolls.accept(session, preview=shown(session, path, mapping=answered), now=NOW)
    assert session.scalars(select(Person.born_on)).all() == [date(1991, 4, 3)]
    assert not shown(session, path).mapping.asks_date_order


def test_looking_at_a_long_roll_can_be_cancelled(session, offering, tmp_path):
    class AtOnce:
        def step(self, done: int, total: int) -> None:
            raise Cancelled

    blanks = [()] * 120
    with pytest.raises(Cancelled):
        shown(
            session,
            saved(tmp_path, *PEOPLE, *blanks, (4, "SI", "Dania Asad", None, None, None)),
            progress=AtOnce(),
        )


def test_another_sheet_can_be_chosen(session, offering, tmp_path):
    path = tmp_path / "two.xlsx"
    book = save(path, HEADINGS, *PEOPLE)
    women = book.create_sheet("Women")
    for row in (HEADINGS, PEOPLE[0]):
        women.append(row)
    book.save(path)
    assert shown(session, path).mapping.sheet_name == "Roll"
    assert len(shown(session, path, sheet_name="Women").rows) == 1


def test_what_is_not_there_is_refused(session, offering, tmp_path):
    with pytest.raises(NotFound):
        rolls.preview(session, offering_code="PK-1999-01", file=saved(tmp_path, *PEOPLE), on=ON)
    mapping = shown(session, saved(tmp_path, *PEOPLE)).mapping
    other = tmp_path / "other.xlsx"
    save(other, HEADINGS, *PEOPLE, title="Other")
    with pytest.raises(NotFound):
        shown(session, other, mapping=mapping)
    save(other, ("a", "b"))
    with pytest.raises(NothingRecognised):
        shown(session, other)


def test_refused_rows_are_given_back_with_their_reasons(session, offering, tmp_path):
    path = tmp_path / "refused.xlsx"
    preview = shown(session, ROLLS / "ict-police-roll-2026.xlsx")
    rolls.save_refused(preview, path=path, now=NOW)
    again = shown(session, path)
    assert [row.cells[Field.CNIC] for row in again.rows if row.outcome == Outcome.REFUSED] == [
        "61101-12345-1", "37405-6900575-9", "37405-2840351-5",
    ]  # fmt: skip
    assert again.mapping.heading_row == 4


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_what_happens_is_said_in_every_language(session, offering, tmp_path, code):
    imported(session, saved(tmp_path, PEOPLE[0]))
    rows = ((1, "Inspector", *PEOPLE[0][2:]), (2, "Warden", *PEOPLE[1][2:]), (3, "SI", None, "1", None, None))
    preview = shown(session, saved(tmp_path, *rows))
    with language.using(code):
        assert all(row.why and "{" not in row.why for row in preview.rows)
