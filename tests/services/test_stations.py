from datetime import date

import pytest
from sqlalchemy import delete, select

from tests.spoiling import spoil
from trainer_app.core.errors import ChangedMeanwhile, NotFound
from trainer_app.core.language import Titles
from trainer_app.models.awards import NumberSeries, SigningKey
from trainer_app.models.organisations import Programme, Station
from trainer_app.services import programme, stations
from trainer_app.services.refusals import CodeTaken, DatesReversed, TitleMissing
from trainer_app.services.station_refusals import CodeUnprintable, NumbersTaken

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def _set_up(session):
    programme.set_up(session, side="PK", station_code="IS", today=date(2026, 11, 23))


def test_this_station_is_listed_and_can_be_retitled(session):
    [row] = stations.rows(session)
    assert (row.code, row.side, row.is_here, row.titles.en) == ("IS", "PK", True, "Islamabad")
    stations.retitle(session, station_id=row.id, version=1, titles=Titles("Islamabad HQ"))
    [row] = stations.rows(session)
    assert (row.titles.en, row.version) == ("Islamabad HQ", 2)
    with pytest.raises(ChangedMeanwhile):
        stations.retitle(session, station_id=row.id, version=1, titles=Titles("Lahore"))
    with pytest.raises(TitleMissing):
        stations.retitle(session, station_id=row.id, version=2, titles=Titles(" "))


def test_the_programme_can_be_changed_once_at_a_time(session):
    kept = stations.programme(session)
    assert (kept.starts_on, kept.ends_on) == YEAR
    titles = Titles("Joint 2026", "مشترکہ ۲۰۲۶", "联合2026")
    stations.change_programme(session, version=1, titles=titles, starts_on=YEAR[0], ends_on=YEAR[1])
    assert stations.programme(session).titles == titles
    with pytest.raises(ChangedMeanwhile) as refusal:
        stations.change_programme(session, version=1, titles=titles, starts_on=YEAR[0], ends_on=YEAR[1])
    assert refusal.value.theirs.titles == titles
    with pytest.raises(DatesReversed):
        stations.change_programme(session, version=2, titles=titles, starts_on=YEAR[1], ends_on=YEAR[0])


def test_a_file_that_was_not_set_up_has_no_programme(session):
    session.delete(session.get(Programme, stations.programme(session).id))
    session.flush()
    with pytest.raises(NotFound):
        stations.programme(session)


def test_code_and_side_can_be_changed_until_the_first_number_is_taken(session):
    old = stations.here(session)
    titles = Titles("Lahore", "لاہور", "拉合尔")
    stations.change_here(session, version=old.version, code=" ２l ", side="CN", titles=titles)
    new = stations.here(session)
    assert (new.id, new.code, new.side, new.titles) == (old.id, "2L", "CN", titles)
    assert programme.here(session).station_code == "2L"
    assert session.scalars(select(SigningKey.station)).all() == ["2L"]
    assert len(stations.rows(session)) == 1


def test_a_number_taken_here_fixes_code_and_side_but_not_the_name(session):
    session.add(NumberSeries(issuer="PK", year=2026, station="IS", next_serial=4))
    session.flush()
    assert stations.numbers_taken(session) == 3
    for code, side in (("LH", "PK"), ("IS", "CN")):
        with pytest.raises(NumbersTaken) as refusal:
            stations.change_here(session, version=1, code=code, side=side, titles=Titles("Lahore"))
        assert "3 certificate numbers" in str(refusal.value)
    stations.change_here(session, version=1, code="IS", side="PK", titles=Titles("Lahore"))
    assert stations.here(session).titles.en == "Lahore"


@pytest.mark.parametrize(
    ("code", "titles", "refusal"),
    [
        ("", Titles("Lahore"), CodeUnprintable),
        ("LHORE", Titles("Lahore"), CodeUnprintable),
        ("ل", Titles("Lahore"), CodeUnprintable),
        ("BJ", Titles("Lahore"), CodeTaken),
        ("IS", Titles(" "), TitleMissing),
    ],
)
def test_a_station_that_cannot_be_kept_is_refused(session, code, titles, refusal):
    session.add(Station(code="BJ", side="CN", title_en="Beijing"))
    session.flush()
    with pytest.raises(refusal) as raised:
        stations.change_here(session, version=1, code=code, side="PK", titles=titles)
    assert str(raised.value).endswith(".")


def test_a_station_changed_meanwhile_is_not_changed_again(session):
    stations.change_here(session, version=1, code="LH", side="PK", titles=Titles("Lahore"))
    with pytest.raises(ChangedMeanwhile) as refusal:
        stations.change_here(session, version=1, code="KA", side="PK", titles=Titles("Karachi"))
    assert refusal.value.theirs.code == "LH"


def test_a_file_that_was_not_set_up_has_no_station(session):
    spoil(session, delete(SigningKey))
    spoil(session, delete(Station))
    with pytest.raises(NotFound):
        stations.here(session)
