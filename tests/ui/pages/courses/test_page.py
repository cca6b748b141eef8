from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select

from tests.ui.pages.looking import button, click, dialog, has_button, words
from trainer_app.core.language import Titles
from trainer_app.models.users import User
from trainer_app.rules.states import VersionState
from trainer_app.services import courses, reference
from trainer_app.services.courses import ContentDraft, CourseDraft
from trainer_app.services.sample_users import SAMPLE_PASSWORD
from trainer_app.ui.pages.courses.approval import ApprovalDialog
from trainer_app.ui.pages.offerings.dialog import OfferingDialog


def rows(programme):
    with programme.reading() as session:
        return {row.code: row for row in courses.rows(session)}


def course(programme, code):
    row = rows(programme)[code]
    with programme.reading() as session:
        return courses.course(session, course_id=row.id)


@pytest.fixture
def page(office, qtbot):
    office.navigate("courses")
    qtbot.waitUntil(lambda: getattr(office.page, "_course", None) is not None)
    return office.page


def show(page, qtbot, course_id):
    page.context.navigate("courses", id=str(course_id))
    qtbot.waitUntil(lambda: page._course is not None and page._course.id == course_id)


def change(programme, code, **scheme):
    kept = course(programme, code)
    draft = replace(kept.draft, scheme=replace(kept.draft.scheme, **scheme))
    with programme.transaction() as session:
        courses.change(session, course_id=kept.id, version=kept.version, draft=draft)
    return kept.id


def test_the_first_course_is_shown_beside_the_list(page):
    told = words(page)
    assert "4 courses" in told
    assert "Artificial Intelligence for Investigators" in told
    assert "侦查人员人工智能应用" in told
    assert "Weights add up to \u2066100.00" in told
    assert "2, resit within 90 days" in told
    assert page.breadcrumb()[-1].words.strip("\u2068\u2069") == "Artificial Intelligence for Investigators"


def test_a_search_finds_code_title_and_area_in_every_script(page, qtbot):
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page._search, "cyb-301")
    qtbot.waitUntil(lambda: page._course.code == "CYB-301")
    assert "1 of 4 courses" in words(page)
    for typed in ("网络犯罪", "سائبر"):
        page._search.setText(typed)
        assert page._list.row_count == 1
    page._search.setText("no such course")
    assert "No course matches" in words(page)
    QTest.keyClick(page._search, Qt.Key.Key_Escape)
    assert page._list.row_count == 4


def test_arrows_in_the_search_go_along_the_list(page, qtbot):
    page._search.setFocus()
    QTest.keyClick(page._search, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page._course.code == "CPR-201")


def test_a_sound_draft_is_reviewed_and_approved_and_then_offered(office, page, programme, qtbot):
    course_id = change(programme, "CTR-101", max_attempts=3)
    show(page, qtbot, course_id)
    assert "Rules version 2 is a draft" in words(page)
    click(button(page, "Send for review"))
    qtbot.waitUntil(lambda: "Rules version 2 is in review" in words(page))
    click(button(page, "Approve"))
    asked = dialog()
    assert isinstance(asked, ApprovalDialog)
    assert "of the other side" in words(asked)
    with programme.reading() as session:
        officer = session.scalar(select(User.id).where(User.login == "training"))
    programme.user, programme.is_program = officer, False
    QTest.keyClicks(asked.login, "board")
    QTest.keyClicks(asked.password, SAMPLE_PASSWORD)
    click(button(asked, "Approve"))
    qtbot.waitUntil(lambda: not has_button(page, "Approve") and "3, resit within 90 days" in words(page))
    assert rows(programme)["CTR-101"].state is VersionState.APPROVED
    click(button(page, "New offering of this course"))
    qtbot.waitUntil(lambda: isinstance(dialog(), OfferingDialog) and dialog()._act.isEnabled())
    assert dialog()._course.value == course_id
    dialog().reject()


def test_what_stands_against_the_approval_is_said_beside_the_button(page, programme, qtbot):
    kept = course(programme, "CTR-101")
    light = replace(kept.draft.scheme.components[0], weight_bp=2500)
    components = (light, *kept.draft.scheme.components[1:])
    course_id = change(programme, "CTR-101", components=components)
    with programme.transaction() as session:
        courses.send_for_review(session, course_id=course_id, version=kept.version + 1)
    show(page, qtbot, course_id)
    qtbot.waitUntil(lambda: has_button(page, "Approve"))
    assert not button(page, "Approve").isEnabled()
    assert "1 reason stands against the approval." in words(page)
    assert "95.00" in words(page)


def test_an_older_version_can_be_looked_at(page, programme, qtbot):
    course_id = change(programme, "CTR-101", max_attempts=3)
    old = course(programme, "CTR-101").versions[0].schemes[1]
    show(page, qtbot, course_id)
    page._panel.versions._table.select_id(old.id)
    assert "rules version 1 is shown" in " ".join(
        strip.accessibleName() for strip in page._panel._strips.strips()
    )
    qtbot.waitUntil(lambda: "2, resit within 90 days" in words(page))
    click(button(page, "Show the newest"))
    qtbot.waitUntil(lambda: "3, resit within 90 days" in words(page))


def test_a_course_without_approved_rules_cannot_be_offered_yet(page, programme, qtbot):
    with programme.transaction() as session:
        draft = CourseDraft(
            code="DRN-110",
            track_id=courses.tracks(session)[0].id,
            content=ContentDraft(titles=Titles("Drones"), hours=40),
            scheme=replace(reference.usual_scheme(), pass_mark=Decimal(60)),
        )
        course_id = courses.create(session, draft=draft)
    show(page, qtbot, course_id)
    assert not button(page, "New offering of this course").isEnabled()
    assert "No Urdu title" in words(page)
    assert "There is no component yet" in words(page)


@pytest.mark.parametrize("language", ["ur", "zh"])
def test_the_page_speaks_every_language(office, page, qtbot, language):
    office.context.appearance.set_language(language)
    title = {"ur": "تفتیش کاروں", "zh": "侦查人员"}[language]
    qtbot.waitUntil(lambda: title in page.title())
