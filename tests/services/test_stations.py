from datetime import date

import pytest

from trainer_app.core.errors import ChangedMeanwhile, NotFound
from trainer_app.core.language import Titles
from trainer_app.models.organisations import Programme
from trainer_app.services import programme, stations
from trainer_app.services.refusals import DatesReversed, TitleMissing

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
