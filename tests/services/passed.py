"""An offering in which everyone has passed and the board has decided, made through the services."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from tests.factories import components_of, enrol, make_offering, make_person, make_score, make_sheet
from trainer_app.models.delivery import Offering
from trainer_app.rules.states import OfferingState
from trainer_app.services import programme, results

DAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
PEOPLE = (
    ("Sana Javed", "ثنا جاوید", "萨娜·贾韦德"),
    ("Usman Ghani", "عثمان غنی", "乌斯曼·加尼"),
    ("Li Jianguo", "لی جیان گوؤ", "李建国"),
)


def make_passed(
    session: Session, *, code: str = "PK-2026-01", decided: bool = True, people=PEOPLE
) -> Offering:
    """Three trainees with full marks in every component."""
    if programme.find_here(session) is None:
        programme.set_up(session, side="PK", station_code="IS", today=DAY, signing_seed=b"7" * 32)
    offering = make_offering(session, code=code, state=OfferingState.RESULTS)
    trainees = [
        enrol(session, offering, make_person(session, latin, name_ur=urdu, name_zh=chinese))
        for latin, urdu, chinese in people
    ]
    for component in components_of(session, offering).values():
        sheet = make_sheet(session, offering, component)
        for trainee in trainees:
            make_score(session, sheet, trainee, str(component.max_points))
    if decided:
        results.decide(
            session, offering_id=offering.id, decided_on=DAY, minutes_reference="Board 7/2026", now=NOW
        )
    return offering
