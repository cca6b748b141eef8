import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import select, text

from tests.ui.pages.looking import button, click, dialog, has_button, words
from trainer_app.documents import pdf
from trainer_app.models.users import User
from trainer_app.services import certificates
from trainer_app.ui import printing


@pytest.fixture
def tab_of(office, qtbot):
    def go(row):
        office.navigate("offering", id=str(row.id), tab="certificates")
        qtbot.waitUntil(lambda: "certificates" in office.page._tabs)
        tab = office.page._tabs["certificates"]
        qtbot.waitUntil(lambda: tab._loaded is not None and tab._loaded.check.offering_id == row.id)
        return tab

    return go


@pytest.fixture
def register_page(office, qtbot):
    office.navigate("certificates")
    qtbot.waitUntil(lambda: office.page is not None and office.page._table.row_count > 0)
    return office.page


def numbers(programme):
    with programme.reading() as session:
        return session.execute(text("SELECT count(*) FROM certificate_documents")).scalar()


def test_the_keyboard_is_in_the_register_at_once(office, register_page):
    assert office.focusWidget() is register_page._table


def test_the_preview_is_the_proof_of_the_chosen_trainee(tab_of, code_of, qtbot):
    tab = tab_of(code_of("results", "CTR-101"))
    qtbot.waitUntil(lambda: tab._paper.has_page)
    assert "Proof, without a number" in words(tab)


def test_trainees_are_named_in_the_script_of_their_own_side(tab_of, code_of):
    tab = tab_of(code_of("results", "CTR-101"))
    holders = [each.holder for each in tab._loaded.check.candidates]
    own = {each.names.en: each.names.ur if each.side == "PK" else each.names.zh for each in holders}
    lines = [tab._table.model().row_at(place) for place in range(tab._table.row_count)]
    assert {each.side for each in holders} == {"PK", "CN"}
    assert {line.names[0]: line.names[1] for line in lines} == own


def test_issued_papers_keep_their_roll_numbers_and_give_the_names_the_room_of_the_status(tab_of, code_of):
    tab = tab_of(code_of("closed", "CPR-201"))
    lines = [tab._table.model().row_at(place) for place in range(tab._table.row_count)]
    assert all(line.issued and line.roll_number for line in lines)
    shown = [
        tab._table.model().columns[place].key for place in range(4) if not tab._table.isColumnHidden(place)
    ]
    assert shown == ["number", "trainee", "paper"]


def test_holders_are_named_in_the_script_of_their_own_side(register_page):
    model = register_page._table.model()
    rows = [model.row_at(place) for place in range(model.rowCount())]
    [place] = [place for place, column in enumerate(model.columns) if column.key == "holder"]
    pakistani = next(line for line, row in enumerate(rows) if row.side == "PK")
    chinese = next(line for line, row in enumerate(rows) if row.side == "CN")
    for line, own in ((pakistani, rows[pakistani].holder.ur), (chinese, rows[chinese].holder.zh)):
        assert own in model.index(line, place).data()


def test_no_button_beside_the_register_is_squeezed(register_page, qtbot):
    pane = register_page._detail
    qtbot.waitUntil(lambda: pane._open.isVisible())
    for each in (pane._open, pane._person, pane._offering):
        qtbot.waitUntil(lambda each=each: each.width() >= each.sizeHint().width())


def test_the_register_leaves_little_of_a_narrow_window_to_the_pane(register_page, office, qtbot):
    office.resize(1366, 768)
    pane = register_page._detail
    qtbot.waitUntil(lambda: pane.isVisible() and pane.width() <= 260)


def test_certificates_are_issued_after_one_question(tab_of, code_of, programme, qtbot):
    tab = tab_of(code_of("results", "CTR-101"))
    count, before = len(tab._loaded.check.ready), numbers(programme)
    act = tab._footer.step_button.text()
    assert str(count) in act
    answer_next_dialog(qtbot, act)
    click(tab._footer.step_button)
    qtbot.waitUntil(lambda: len(tab._loaded.issued) == count)
    assert numbers(programme) == before + count
    qtbot.waitUntil(lambda: not tab._footer.step_button.isVisible())


def test_who_recorded_the_decision_is_told_who_must_issue(office, tab_of, code_of, programme, qtbot):
    with programme.reading() as session:
        programme.user = session.scalar(select(User.id).where(User.login == "board"))
    tab = tab_of(code_of("results", "CTR-101"))
    before = numbers(programme)
    answer_next_dialog(qtbot, tab._footer.step_button.text())
    click(tab._footer.step_button)
    qtbot.waitUntil(lambda: bool(office.strips.strips()))
    assert "Another certifying officer" in office.strips.strips()[0].accessibleName()
    assert numbers(programme) == before


def test_keeping_takes_no_numbers(tab_of, code_of, programme, qtbot):
    tab = tab_of(code_of("results", "CTR-101"))
    before = numbers(programme)
    answer_next_dialog(qtbot, "Issue later")
    click(tab._footer.step_button)
    assert numbers(programme) == before


def test_before_the_decision_the_button_waits_and_says_why(tab_of, code_of):
    tab = tab_of(code_of("results", "AIP-310"))
    assert not tab._footer.step_button.isEnabled()
    assert "Record the board's decision first" in words(tab)


def test_issued_certificates_are_saved_as_a_file(tab_of, code_of, tmp_path, monkeypatch, qtbot):
    row = code_of("closed")
    tab = tab_of(row)
    target = tmp_path / "out.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    click(button(tab, "Save as PDF"))
    qtbot.waitUntil(target.exists)
    assert pdf.page_count(target.read_bytes()) == len(tab._loaded.issued)


def test_every_page_reaches_the_printer(programme, code_of, tmp_path, qapp):
    with programme.reading() as session:
        content = certificates.printed(session, offering_id=code_of("closed").id)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(72)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    assert printing.paint_pages(printer, content)
    assert pdf.page_count((tmp_path / "paper.pdf").read_bytes()) == pdf.page_count(content)


def test_the_register_shows_the_stored_paper_of_the_chosen_number(register_page, qtbot):
    detail = register_page._detail
    qtbot.waitUntil(lambda: detail._paper.has_page)
    assert "No number is missing." in words(register_page)
    assert "Holder" in words(detail)


def test_the_register_is_searched_by_number(register_page, qtbot):
    register_page._search.setFocus()
    QTest.keyClicks(register_page._search, "00002")
    qtbot.waitUntil(lambda: register_page._table.row_count == 1)
    QTest.keyClicks(register_page._search, "x")
    qtbot.waitUntil(lambda: has_button(register_page, "Show all numbers"))
    click(button(register_page, "Show all numbers"))
    qtbot.waitUntil(lambda: register_page._table.row_count > 1)


def test_ctrl_f_and_down_lead_into_the_search_and_on_into_the_list(register_page, office, qtbot):
    search = register_page._filters.search
    search.setText("JPT")
    qtbot.waitUntil(lambda: register_page._table.row_count > 0)
    find = next(each for each in register_page.actions() if each.shortcut().toString() == "Ctrl+F")
    find.trigger()
    assert search.selectedText() == "JPT"
    QTest.keyClick(search, Qt.Key.Key_Down)
    assert office.focusWidget() is register_page._table


def test_enter_shows_the_paper_large(register_page, qtbot):
    qtbot.waitUntil(lambda: register_page._detail._paper.has_page)
    register_page._table.setFocus()
    QTest.keyClick(register_page._table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog() is not None)
    QTest.keyClick(dialog(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog() is None)


def test_the_register_leads_to_the_offering(office, register_page, qtbot):
    qtbot.waitUntil(lambda: has_button(register_page, "Offering"))
    click(button(register_page, "Offering"))
    qtbot.waitUntil(lambda: office.place.page == "offering")


def answer_next_dialog(qtbot, text):
    """Press a button of the dialog that the next action opens and waits for."""
    from PySide6.QtCore import QTimer

    def press():
        shown = dialog()
        if shown is None:
            QTimer.singleShot(20, press)
        else:
            click(button(shown, text))

    QTimer.singleShot(0, press)
