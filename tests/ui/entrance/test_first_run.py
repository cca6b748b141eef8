import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.entrance.conftest import PASSWORD
from tests.ui.pages.looking import button, click, has_button, words
from trainer_app.rules import recovery_key
from trainer_app.rules.roles import Role
from trainer_app.services import stations
from trainer_app.storage import keys
from trainer_app.storage.key_wraps import CHEAPEST
from trainer_app.ui.entrance.first_run import FirstRun
from trainer_app.ui.entrance.start_step import Way
from trainer_app.ui.widgets.labels import Label


@pytest.fixture
def run(frame, tmp_path, cover):
    return cover(FirstRun(frame.context, tmp_path / "programme.db", cost=CHEAPEST))


def to_password(run):
    click(button(run, "Next"))
    click(button(run, "Next"))
    QTest.keyClicks(run.password.name, "Samina Akhtar")
    QTest.keyClicks(run.password.login, "Samina")


def type_password(run, first=PASSWORD, again=PASSWORD):
    QTest.keyClicks(run.password.new.first, first)
    QTest.keyClicks(run.password.new.again, again)


def make_file(run, qtbot):
    to_password(run)
    type_password(run)
    click(button(run, "Make the programme file"))
    qtbot.waitUntil(lambda: run.step == 3)
    return run.pages.currentWidget().panel


def test_five_steps_make_a_file_with_its_key_on_paper(run, tmp_path, qtbot):
    run.programme.titles.en.clear()
    panel = make_file(run, qtbot)
    assert "Print or save the sheet to go on." in words(run)
    sheet = tmp_path / "sheet.pdf"
    panel.save_sheet(sheet)
    qtbot.waitUntil(sheet.exists)
    qtbot.waitUntil(lambda: "to go on" in words(run.footer))
    for place, editor in zip(panel.asked, panel._editors, strict=True):
        assert not run.footer.step_button.isEnabled()
        assert f"Type group {place + 1} to go on." in words(run.footer)
        QTest.keyClicks(editor, editor._wanted.lower())
    click(button(run, "Next"))
    assert str(tmp_path) in words(run)
    with qtbot.waitSignal(run.finished) as came:
        click(button(run, "Open the programme"))
    entered = came.args[0]
    assert entered.user.roles >= {Role.ADMINISTRATOR, Role.TRAINING_OFFICER}
    with entered.database.reading() as session:
        assert stations.here(session).code == "IS"
        assert stations.programme(session).titles.zh == "2026年联合培训"
    entered.database.close()


def test_two_covered_groups_are_read_from_the_paper(run, tmp_path, qtbot):
    panel = make_file(run, qtbot)
    shown = [cell.text() for cell in panel._cells]
    assert recovery_key.read("-".join(shown))
    panel.save_sheet(tmp_path / "sheet.pdf")
    qtbot.waitUntil(panel._back.isVisible)
    covered = [place for place, cell in enumerate(panel._cells) if cell.text() != shown[place]]
    assert covered == panel.asked
    run._entered.database.close()


def test_nothing_is_made_before_the_password_is_set(run, tmp_path, qtbot):
    to_password(run)
    type_password(run)
    assert list(tmp_path.glob("programme*")) == []
    with qtbot.waitSignal(run.closed):
        click(button(run, "Close"))


def test_a_password_that_breaks_a_rule_keeps_the_step_with_the_reason(run):
    to_password(run)
    type_password(run, "too short", "too short")
    assert not run.footer.step_button.isEnabled()
    assert "The password must keep the three rules." in words(run.footer)
    assert "9 are typed" in words(run)


def test_a_station_code_that_cannot_be_printed_is_refused_at_its_field(run):
    click(button(run, "Next"))
    run.programme.code.setText("Islamabad")
    click(button(run, "Next"))
    assert run.step == 1
    assert "cannot stand in a certificate number" in words(run)


def test_back_leads_to_what_was_typed_before(run):
    to_password(run)
    click(button(run, "Back"))
    run.programme.titles.en.setText("Joint Courses")
    click(button(run, "Next"))
    assert run.password.name.text() == "Samina Akhtar"


def test_keys_that_are_in_the_way_are_told_and_the_step_stays(run, tmp_path, qtbot, made):
    made.place.rename(tmp_path / "elsewhere.db")
    to_password(run)
    type_password(run)
    run.programme.set_place(made.place)
    click(button(run, "Make the programme file"))
    qtbot.waitUntil(run.strips.isVisible)
    assert "is there already" in run.strips.strips()[0].accessibleName()
    assert run.step == 2
    assert keys.place_of(made.place).is_file()


def test_the_language_comes_first_and_each_is_in_its_own_script(run, frame):
    for choice, code in ((run.start.languages["ur"], "ur"), (run.start.languages["zh"], "zh")):
        click(choice)
        assert frame.context.appearance.language == code
    assert not has_button(run, "Next")


def test_a_way_is_chosen_by_the_keyboard_and_the_button_names_it(run):
    run.start.ways[Way.OPEN].setFocus()
    assert has_button(run, "Choose the file…")
    run.start.ways[Way.NEW].setFocus()
    QTest.keyClick(run.start.ways[Way.NEW], Qt.Key.Key_Return)
    assert run.step == 1


def test_a_sample_that_is_there_is_opened_as_it_is(run, qtbot, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    from trainer_app.core import paths

    place = paths.data_dir() / "sample" / "sample.db"
    place.parent.mkdir()
    place.touch()
    click(run.start.ways[Way.SAMPLE])
    with qtbot.waitSignal(run.file_chosen) as came:
        click(button(run, "Make and open it"))
    assert came.args == [place]


def test_the_words_of_a_way_stay_where_they_are_when_it_is_chosen(run, qtbot):
    start = run.pages.currentWidget()
    way = start.ways[Way.OPEN]

    def place():
        label = next(each for each in way.findChildren(Label) if each.text() == "Open a programme file")
        return label.mapTo(start, QPoint())

    before = place()
    start.choose(Way.OPEN)
    qtbot.waitUntil(lambda: way.line.contentsMargins().left() == 17)
    assert place() == before


def test_tab_leaves_the_chosen_way_chosen(run):
    start = run.start
    run.take_focus()
    assert start.ways[Way.NEW].hasFocus()
    QTest.keyClick(start.ways[Way.NEW], Qt.Key.Key_Tab)
    assert run.footer.cancel_button.hasFocus()
    assert start.way is Way.NEW


def test_the_arrows_lead_from_one_way_to_the_next(run):
    ways = run.start.ways
    QTest.keyClick(ways[Way.NEW], Qt.Key.Key_Down)
    assert (run.start.way, ways[Way.OPEN].hasFocus()) == (Way.OPEN, True)
    QTest.keyClick(ways[Way.OPEN], Qt.Key.Key_Up)
    QTest.keyClick(ways[Way.NEW], Qt.Key.Key_Up)
    assert (run.start.way, ways[Way.NEW].hasFocus()) == (Way.NEW, True)


@pytest.mark.parametrize(("code", "key"), [("en", Qt.Key.Key_Right), ("ur", Qt.Key.Key_Left)])
def test_the_arrows_to_the_sides_follow_the_direction_of_the_language(run, frame, code, key):
    frame.context.appearance.set_language(code)
    languages = run.start.languages
    languages["en"].setFocus()
    QTest.keyClick(languages["en"], key)
    assert languages["ur"].hasFocus()
    assert frame.context.appearance.language == code


def test_enter_in_a_field_goes_on(run):
    click(button(run, "Next"))
    assert run.programme.titles.en.selectedText() == run.programme.titles.en.text()
    QTest.keyClick(run.programme.titles.en, Qt.Key.Key_Return)
    assert run.step == 2
    QTest.keyClick(run.password.name, Qt.Key.Key_Return)
    assert run.step == 2


def test_the_key_step_is_worked_by_the_keyboard_alone(run, tmp_path, qtbot):
    panel = make_file(run, qtbot)
    qtbot.waitUntil(panel._print.hasFocus)
    panel.save_sheet(tmp_path / "sheet.pdf")
    qtbot.waitUntil(panel._editors[0].hasFocus)
    for editor in panel._editors:
        QTest.keyClicks(editor, editor._wanted)
    QTest.keyClick(panel._editors[1], Qt.Key.Key_Return)
    assert run.step == 4
    run._entered.database.close()


def test_a_group_that_was_misread_is_told(run, tmp_path, qtbot):
    panel = make_file(run, qtbot)
    panel.save_sheet(tmp_path / "sheet.pdf")
    qtbot.waitUntil(panel._back.isVisible)
    place, editor = panel.asked[0], panel._editors[0]
    QTest.keyClicks(editor, "AAA")
    assert f"Type group {place + 1} to go on." in words(run.footer)
    QTest.keyClicks(editor, "A")
    assert f"Group {place + 1} is not as it stands on the sheet." in words(run.footer)
    assert editor.property("state") == "error"
    editor.clear()
    QTest.keyClicks(editor, editor._wanted)
    assert editor.property("state") == ""
    run._entered.database.close()


def test_a_long_name_of_the_saved_sheet_is_read_whole(run, tmp_path, qtbot):
    panel = make_file(run, qtbot)
    panel.save_sheet(tmp_path / "Recovery sheet of the programme file of the joint training 2026.pdf")
    qtbot.waitUntil(panel._back.isVisible)
    label = panel._done
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()) > 0)
    assert label.width() <= panel.width()


def test_a_file_that_is_gone_is_told_and_a_backup_proposed(frame, tmp_path, cover, qtbot):
    place = tmp_path / "programme.db"
    run = cover(FirstRun(frame.context, place, lost=place))
    assert "was used last and is gone" in run.strips.strips()[0].accessibleName()
    assert run.start.way is Way.RESTORE
    run.take_focus()
    with qtbot.waitSignal(run.restore_asked):
        QTest.keyClick(run.start.ways[Way.RESTORE], Qt.Key.Key_Return)
