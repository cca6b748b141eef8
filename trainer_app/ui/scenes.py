"""Every page, tab and dialog of the window as a scene that can be pictured, on any sample programme."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from trainer_app.core.errors import NotFound
from trainer_app.core.language import N_, Titles, _
from trainer_app.rules.states import OfferingState
from trainer_app.services import enrolments, offerings, organisations, people
from trainer_app.services.organisations import RankDraft
from trainer_app.services.people import PersonRow
from trainer_app.storage import backup
from trainer_app.ui.closing_dialog import ClosingDialog
from trainer_app.ui.entrance.restore import RestorePage
from trainer_app.ui.entrance_scenes import ENTRANCE, KEYS
from trainer_app.ui.main_window import MainWindow
from trainer_app.ui.opening_scenes import OPENING
from trainer_app.ui.page import Place
from trainer_app.ui.pages.certificates.detail import PaperDialog
from trainer_app.ui.pages.courses.approval import ApprovalDialog
from trainer_app.ui.pages.courses.dialog import CourseDialog
from trainer_app.ui.pages.mark_import.page import MarkImportPage
from trainer_app.ui.pages.offering.add_person import AddPersonDialog
from trainer_app.ui.pages.offering.attendance import AttendanceDialog
from trainer_app.ui.pages.offering.decision import DecisionDialog
from trainer_app.ui.pages.offering.history_filter import HistoryBar, PastBar
from trainer_app.ui.pages.offering.leaving import LeaveDialog, TakeOffDialog
from trainer_app.ui.pages.offering.print_sheet import PrintSheetDialog
from trainer_app.ui.pages.offering.remark import RemarkDialog
from trainer_app.ui.pages.offering.reopening import ReopenDialog
from trainer_app.ui.pages.offering.second_keying import SecondKeyingDialog
from trainer_app.ui.pages.offering.stage_moves import CancelDialog
from trainer_app.ui.pages.offerings.dialog import OfferingDialog
from trainer_app.ui.pages.people.dialog import PersonDialog
from trainer_app.ui.pages.roll_import.page import RollImportPage
from trainer_app.ui.pages.roll_import.seats_dialog import SeatsDialog
from trainer_app.ui.pages.settings.backups import BackupsCard
from trainer_app.ui.pages.settings.files import SampleDialog
from trainer_app.ui.pages.settings.organisations import OrganisationDialog, OrganisationsCard
from trainer_app.ui.pages.settings.places import ProgrammeCard, ProgrammeDialog, StationCard, StationDialog
from trainer_app.ui.pages.settings.ranks import RankDialog, RanksCard
from trainer_app.ui.pages.settings.restoring import RestoreDialog
from trainer_app.ui.pages.settings.signatories import EndDialog, SignatoriesCard, SignatoryDialog
from trainer_app.ui.record_history import HistoryDialog
from trainer_app.ui.results_scenes import RESULTS
from trainer_app.ui.scene_steps import (
    NotThere,
    Step,
    answer,
    fill,
    front,
    keys,
    line,
    on,
    open_menu,
    press,
    shown,
    take_list,
    to_the_end,
)
from trainer_app.ui.screenshots import wait_for
from trainer_app.ui.sheet_scenes import SHEETS
from trainer_app.ui.tables.score_grid.number_dialog import NumberDialog
from trainer_app.ui.widgets.dialogs import Dialog, ErrorDialog
from trainer_app.ui.widgets.fields import CheckBox, Combo, DateField
from trainer_app.ui.widgets.wizard import WizardFooter

Where: TypeAlias = Callable[[MainWindow], Place]

SIDEBAR = ("today", "offerings", "courses", "people", "certificates", "reports", "settings")


@dataclass(frozen=True, slots=True)
class Scene:
    """A place of the window and what the user does there; `dialog` is the kind that this opens."""

    name: str
    where: Where
    steps: tuple[Step, ...] = ()
    dialog: type[QDialog] | None = None


def play(window: MainWindow, scene: Scene, see: Callable[[QWidget], object]) -> None:
    """Play a scene and show its end: the dialog that it opens, else the window. It closes the dialog.

    Raises:
        NotThere: a step does not find what it looks for.
    """
    place = scene.where(window)
    window.navigate(place.page, **place.keys)
    left: list[Step] = [*scene.steps, partial(_show_end, see=see)]
    missing: list[NotThere] = []
    _go_on(window, left, missing)
    while left:
        wait_for(window)
    if missing:
        raise missing[0]


def _go_on(window: MainWindow, left: list[Step], missing: list[NotThere]) -> None:
    """Take the next step, and those after it from a timer: a question keeps its step waiting."""
    wait_for(window)
    if not left:
        return
    step = left.pop(0)
    QTimer.singleShot(0, window, lambda: _go_on(window, left, missing))
    try:
        step(window)
    except NotThere as fault:
        missing.append(fault)


def _show_end(window: MainWindow, see: Callable[[QWidget], object]) -> None:
    see(front(window))
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    while isinstance(dialog := front(window), QDialog):
        dialog.done(QDialog.DialogCode.Rejected)


# Places


def page(key: str) -> Where:
    """A page of the sidebar."""
    return lambda _window: Place(key)


def offering(state: OfferingState, tab: str = "overview", *, is_empty: bool = False) -> Where:
    """A tab of the first offering in a stage."""

    def where(window: MainWindow) -> Place:
        for row in window.context.tasks.read_now(offerings.rows):
            if row.state is state and bool(row.trainees) is not is_empty:
                return Place("offering", {"id": str(row.id), "tab": tab})
        raise NotThere(state)

    return where


def roll_import(*, is_empty: bool = False) -> Where:
    """The import into an open offering, in which seats are taken already or all are free."""
    wanted = offering(OfferingState.OPEN, is_empty=is_empty)
    return lambda window: Place("roll-import", {"id": wanted(window).keys["id"]})


def mark_import(window: MainWindow) -> Place:
    """The import into the offering and component that the sample has a list for."""
    place = offering(OfferingState.ASSESSMENT)(window)
    return Place("mark-import", {"id": place.keys["id"], "component": "DRV"})


def namesake(window: MainWindow) -> Place:
    """A person whose Urdu name another one has too."""
    name = Counter(row.name_ur for row in _people(window) if row.name_ur).most_common(1)[0][0]
    return Place("people", {"id": str(next(row.id for row in _people(window) if row.name_ur == name))})


def _people(window: MainWindow) -> list[PersonRow]:
    everyone = window.context.tasks.read_now(people.ids)
    return [*window.context.tasks.read_now(people.rows, ids=everyone)]


# Steps of one scene


def _type_known_name(window: MainWindow) -> None:
    row = next(row for row in _people(window) if row.name_zh)
    fill(lambda: _("Name, Chinese"), row.name_zh)(window)


def _other_saves_first(window: MainWindow) -> None:
    """Change the person of the open dialog, as someone at another desk would."""
    context = window.context
    place = window.place
    kept = context.tasks.read_now(people.person, person_id=uuid.UUID(place.keys["id"] if place else ""))
    draft = replace(kept.draft, posting="Traffic Headquarters")
    keys_of = {"person_id": kept.id, "version": kept.version}
    context.tasks.write(people.change, changes=(), draft=draft, on=context.today(), **keys_of)


def _leave_few_seats(window: MainWindow) -> None:
    """Give the offering into which a roll is imported one seat more than are taken."""
    context, place = window.context, window.place
    offering_id = uuid.UUID(place.keys["id"] if place else "")
    kept = context.tasks.read_now(offerings.facts, offering_id=offering_id)
    taken = sum(each.is_on_roll for each in context.tasks.read_now(enrolments.roll, offering_id=offering_id))
    draft = replace(kept.draft, capacity=taken + 1)
    keys_of = {"offering_id": kept.id, "version": kept.version}
    context.tasks.write(offerings.change, changes=("offering",), draft=draft, **keys_of)


def _paste_block(window: MainWindow) -> None:
    """Paste what was copied from a workbook: some of it new, some that cannot be, and a blank."""
    QGuiApplication.clipboard().setText("41.5\t38\n57\t9999\n\t36\n")
    keys("Ctrl+V")(window)


def _back_up(window: MainWindow) -> None:
    window.backups.make()


def _block_backups(window: MainWindow) -> None:
    """Let no backup be made: a file is where their folder would be."""
    backup.folder_of(_programme_file(window)).write_text("in the way", encoding="utf-8")


def _change(window: MainWindow) -> None:
    draft = RankDraft(side="PK", code="SCENE", titles=Titles("Scene"), scale_order=900)
    window.context.tasks.write(organisations.add_rank, changes=("rank",), draft=draft)


def _ask_for_backup(window: MainWindow) -> None:
    window.cover(RestorePage(window.context, _programme_file(window)))


def _programme_file(window: MainWindow) -> Path:
    entered = window.entered
    if entered is None:
        raise NotThere("a programme file")
    return entered.database.place


def _scroll_to(kind: type[QWidget]) -> Step:
    def scroll(card: QWidget) -> None:
        area = next(_areas(card))
        below = card.mapTo(area.viewport(), QPoint()).y()
        area.verticalScrollBar().setValue(area.verticalScrollBar().value() + below - 20)

    return on(kind, scroll)


def _areas(part: QWidget) -> Iterator[QScrollArea]:
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            yield above
        above = above.parentWidget()


def _refuse(window: MainWindow) -> None:
    window.show_fault(NotFound(N_("offering"), "PK-2026-99"))


def _fail(window: MainWindow) -> None:
    window.show_fault(ZeroDivisionError())


def _tick_all(window: MainWindow) -> None:
    for box in shown(window, CheckBox):
        box.setChecked(True)


def _agree_wrongly(window: MainWindow) -> None:
    fill(lambda: _("Reason"), _("A mark was typed into the wrong line."))(window)
    fill(lambda: _("Name to sign in with"), "board")(window)
    fill(lambda: _("Password"), "mistyped")(window)


def _to_certificates(window: MainWindow) -> None:
    place = offering(OfferingState.RESULTS, "certificates")(window)
    window.navigate(place.page, **place.keys)


def _open_calendar(field: DateField) -> None:
    field.actions()[0].trigger()


def _choose_a_day_ahead(bar: HistoryBar) -> None:
    bar.since.set_value(date(2050, 3, 15))


def _ask_for_past(bar: PastBar) -> None:
    bar.day.set_value(datetime.now().astimezone().date())
    bar.ask()


def _edit_first(card: type[QWidget]) -> tuple[Step, ...]:
    return line(0, card), press(lambda: _("Edit"), card)


# All scenes

_PLANNED, _OPEN, _RUNNING = OfferingState.PLANNED, OfferingState.OPEN, OfferingState.RUNNING
_ASSESSMENT, _RESULTS = OfferingState.ASSESSMENT, OfferingState.RESULTS
_CLOSED, _CANCELLED = OfferingState.CLOSED, OfferingState.CANCELLED
_KEY_AGAIN = keys("Ctrl+Shift+K")
_KEYED = (keys("3", "7", "Return", "3", "2", "Return", "3", "1", "Return"), press(lambda: _("Compare")))
_ROLL, _SCORES = offering(_ASSESSMENT, "roll"), offering(_ASSESSMENT, "scores")
_REFUSED_MARK = keys("F8", "9", "9", "9", "Return")
_ADD_PERSON, _EDIT = press(lambda: _("Add person")), press(lambda: _("Edit"))
_ATTENDANCE = press(lambda: _("Attendance"))
_DRAFT = (_EDIT, fill(lambda: _("Hours"), "45"), answer)
_DOUBTFUL_DRAFT = (_EDIT, fill(lambda: _("Pass mark"), "55"), answer)
_DECIDE = (
    press(lambda: _("Record the board's decision")),
    fill(lambda: _("Number of the minutes"), "12/2026"),
    _tick_all,
    answer,
)
_NEW_OFFERING, _CANCEL = press(lambda: _("New offering")), press(lambda: _("Cancel the offering"))
_REOPEN = press(lambda: _("Reopen the results"))
_EMPTY_ROLL = offering(_OPEN, "roll", is_empty=True)
_REFUSED_HOURS = (_ATTENDANCE, line(0), keys("9", ":", "9", "9", "Return"))
_FORWARD = on(WizardFooter, lambda footer: footer.step_button.click())
_IMPORT_ROLL = (take_list(RollImportPage, "roll-english.xlsx"), _FORWARD)
_BEYOND_SEATS = (_leave_few_seats, *_IMPORT_ROLL)
_UNKNOWN_NUMBER = (keys("Ctrl+G"), keys("9", "9"), answer)
_OFFERING_OF_COURSE = press(lambda: _("New offering of this course"))
_REVIEW, _APPROVE = press(lambda: _("Send for review")), press(lambda: _("Approve"))
_ADD_SIGNATORY, _ADD_RANK = press(lambda: _("Add signatory")), press(lambda: _("Add rank"))
_ADD_ORGANISATION = press(lambda: _("Add organisation"))
_SAMPLE = press(lambda: _("Make a sample programme…"))
_TRY, _RESTORE = press(lambda: _("Try a restore")), press(lambda: _("Restore…"))

_WINDOW = (
    *(Scene(key, page(key)) for key in SIDEBAR),
    Scene("search", page("today"), (MainWindow.focus_search, keys("a", "l"))),
    Scene("search-nothing", page("today"), (MainWindow.focus_search, keys("q", "q", "q"))),
    Scene("menu-bar", page("today"), (lambda window: window.menus.toggle_bar(),)),
    Scene("saved", page("today"), (MainWindow.say_saved,)),
    Scene("refusal", page("today"), (_refuse,)),
    Scene("fault", page("today"), (_fail,), ErrorDialog),
    Scene("backup-made", page("today"), (_back_up,)),
    Scene("backup-failed", page("today"), (_block_backups, _back_up)),
    Scene("closing-unsaved", page("today"), (_block_backups, _change, MainWindow.close), ClosingDialog),
    Scene("restore", page("today"), (_back_up, _ask_for_backup)),
    *(Scene(name, page("today"), steps, dialog) for name, steps, dialog in OPENING),
)

_OFFERINGS = (
    Scene("offerings-new", page("offerings"), (_NEW_OFFERING,), OfferingDialog),
    Scene(
        "offerings-new-day", page("offerings"), (_NEW_OFFERING, on(DateField, _open_calendar)), OfferingDialog
    ),
    Scene(
        "offerings-new-course", page("offerings"), (_NEW_OFFERING, on(Combo, Combo.showPopup)), OfferingDialog
    ),
    Scene(
        "offerings-new-refused",
        page("offerings"),
        (_NEW_OFFERING, fill(lambda: _("Code"), ""), fill(lambda: _("Seats"), "0"), answer),
        OfferingDialog,
    ),
    *(
        Scene(f"overview-{state}", offering(state, is_empty=state in (_PLANNED, _CANCELLED)))
        for state in OfferingState
    ),
    Scene("overview-edit", offering(_ASSESSMENT), (_EDIT,), OfferingDialog),
    Scene("overview-more", offering(_OPEN), (open_menu(lambda: _("More")),)),
    Scene("overview-cancel", offering(_OPEN), (_CANCEL,), CancelDialog),
    Scene("overview-cancel-refused", offering(_OPEN), (_CANCEL, answer), CancelDialog),
    Scene("overview-reopen", offering(_CLOSED), (_REOPEN,), ReopenDialog),
    Scene("overview-reopen-refused", offering(_CLOSED), (_REOPEN, answer), ReopenDialog),
    Scene("overview-reopen-wrong", offering(_CLOSED), (_REOPEN, _agree_wrongly, answer), ReopenDialog),
)

_ROLLS = (
    Scene("roll", _ROLL),
    Scene("roll-open", offering(_OPEN, "roll")),
    Scene("roll-empty", _EMPTY_ROLL),
    Scene("roll-closed", offering(_CLOSED, "roll")),
    Scene("roll-add", offering(_OPEN, "roll"), (_ADD_PERSON,), AddPersonDialog),
    Scene("roll-add-found", offering(_OPEN, "roll"), (_ADD_PERSON, keys("a", "l")), AddPersonDialog),
    Scene("roll-added", _EMPTY_ROLL, (_ADD_PERSON, keys("a", "l"), answer)),
    Scene("roll-attendance", _ROLL, (_ATTENDANCE,), AttendanceDialog),
    Scene("roll-attendance-refused", _ROLL, _REFUSED_HOURS, AttendanceDialog),
    Scene("roll-attendance-leave", _ROLL, (*_REFUSED_HOURS, press(lambda: _("Done"))), Dialog),
    Scene("roll-leave", _ROLL, (press(lambda: _("Record leaving")),), LeaveDialog),
    Scene("roll-leave-refused", _ROLL, (press(lambda: _("Record leaving")), answer), LeaveDialog),
    Scene("roll-take-off", offering(_OPEN, "roll"), (press(lambda: _("Take off the roll")),), TakeOffDialog),
    Scene("roll-import", roll_import()),
    Scene("roll-import-unread", roll_import(), (take_list(RollImportPage, "*.db"),)),
    Scene("roll-import-check", roll_import(), (take_list(RollImportPage, "roll-english.xlsx"),)),
    Scene("roll-import-check-urdu", roll_import(), (take_list(RollImportPage, "roll-urdu.xlsx"),)),
    Scene("roll-import-check-chinese", roll_import(), (take_list(RollImportPage, "roll-chinese.xlsx"),)),
    Scene("roll-import-seats", roll_import(), _BEYOND_SEATS, SeatsDialog),
    Scene("roll-import-seats-refused", roll_import(), (*_BEYOND_SEATS, answer), SeatsDialog),
    Scene("roll-imported", roll_import(is_empty=True), _IMPORT_ROLL),
)

_MARKS = (
    Scene("scores", _SCORES),
    Scene("scores-empty", offering(_OPEN, "scores", is_empty=True)),
    Scene("scores-closed", offering(_CLOSED, "scores")),
    Scene("scores-refused", _SCORES, (_REFUSED_MARK,)),
    Scene("scores-leave", _SCORES, (_REFUSED_MARK, lambda window: window.navigate("today")), Dialog),
    Scene("scores-blank", _SCORES, (keys("Shift+Down", "Shift+Down", "Del"),), Dialog),
    Scene("scores-remark", _SCORES, (keys("Shift+F2"),), RemarkDialog),
    Scene("scores-pasted", _SCORES, (_paste_block,)),
    Scene("scores-number", _SCORES, (keys("Ctrl+G"),), NumberDialog),
    Scene("scores-number-refused", _SCORES, _UNKNOWN_NUMBER, NumberDialog),
    Scene("scores-states", _SCORES, (keys("Alt+Down"),)),
    Scene("scores-lists", _SCORES, (open_menu("Excel"),)),
    Scene("scores-second", _SCORES, (_KEY_AGAIN, keys("3", "7", "Return", "4")), SecondKeyingDialog),
    Scene("scores-second-compared", _SCORES, (_KEY_AGAIN, *_KEYED), SecondKeyingDialog),
    Scene("scores-print", _SCORES, (keys("Ctrl+P"),), PrintSheetDialog),
    *(Scene(name, offering(state, "scores"), steps, dialog) for name, state, steps, dialog in SHEETS),
    Scene("mark-import", mark_import),
    Scene("mark-import-unread", mark_import, (take_list(MarkImportPage, "*.db"),)),
    Scene("mark-import-check", mark_import, (take_list(MarkImportPage, "marks-*.xlsx"),)),
    Scene("mark-imported", mark_import, (take_list(MarkImportPage, "marks-*.xlsx"), _FORWARD)),
    Scene("results", offering(_RESULTS, "results")),
    *(Scene(name, offering(state, "results"), steps, dialog) for name, state, steps, dialog in RESULTS),
    Scene("results-early", offering(_ASSESSMENT, "results")),
    Scene("results-closed", offering(_CLOSED, "results")),
    Scene("results-decision", offering(_RESULTS, "results"), _DECIDE[:1], DecisionDialog),
    Scene("results-decision-refused", offering(_RESULTS, "results"), (_DECIDE[0], answer), DecisionDialog),
    Scene("results-decided", offering(_RESULTS, "results"), _DECIDE),
    Scene("certificates-proof", offering(_RESULTS, "certificates")),
    Scene("certificates-closed", offering(_CLOSED, "certificates")),
    Scene("certificates-early", offering(_OPEN, "certificates")),
    Scene(
        "certificates-issue", offering(_RESULTS, "results"), (*_DECIDE, _to_certificates, _FORWARD), Dialog
    ),
    Scene("documents", offering(_CLOSED, "documents")),
    Scene("history", offering(_ASSESSMENT, "history")),
    Scene("history-nothing", offering(_ASSESSMENT, "history"), (on(HistoryBar, _choose_a_day_ahead),)),
    Scene("history-past", offering(_ASSESSMENT, "history"), (on(PastBar, _ask_for_past),)),
    Scene("documents-early", offering(_PLANNED, "documents", is_empty=True)),
)

_RECORDS = (
    Scene("certificates-paper", page("certificates"), (line(0), keys("Return")), PaperDialog),
    Scene("people-found", page("people"), (keys("a", "l"),)),
    Scene("people-nobody", page("people"), (keys("q", "q", "q"),)),
    Scene("people-namesake", namesake),
    Scene("people-new", page("people"), (_ADD_PERSON,), PersonDialog),
    Scene("people-new-refused", page("people"), (_ADD_PERSON, answer), PersonDialog),
    Scene("people-new-alike", page("people"), (_ADD_PERSON, _type_known_name, answer), PersonDialog),
    Scene("people-history", page("people"), (press(lambda: _("History")),), HistoryDialog),
    Scene("people-edit", page("people"), (_EDIT,), PersonDialog),
    Scene(
        "people-edit-contested",
        namesake,
        (_EDIT, fill(lambda: _("Posting"), "Police Lines"), _other_saves_first, answer),
        PersonDialog,
    ),
    Scene("courses-end", page("courses"), (to_the_end,)),
    Scene("courses-new", page("courses"), (press(lambda: _("New course")),), CourseDialog),
    Scene("courses-new-refused", page("courses"), (press(lambda: _("New course")), answer), CourseDialog),
    Scene("courses-history", page("courses"), (press(lambda: _("History")),), HistoryDialog),
    Scene("courses-edit", page("courses"), (_EDIT,), CourseDialog),
    Scene(
        "courses-edit-component", page("courses"), (_EDIT, press(lambda: _("Add component"))), CourseDialog
    ),
    Scene("courses-edit-band", page("courses"), (_EDIT, press(lambda: _("Add band"))), CourseDialog),
    Scene("courses-offering", page("courses"), (_OFFERING_OF_COURSE,), OfferingDialog),
    Scene("courses-draft", page("courses"), _DRAFT),
    Scene("courses-review", page("courses"), (*_DRAFT, _REVIEW)),
    Scene("courses-review-doubtful", page("courses"), (*_DOUBTFUL_DRAFT, _REVIEW)),
    Scene("courses-approval", page("courses"), (*_DRAFT, _REVIEW, _APPROVE), ApprovalDialog),
)

_SETTINGS = tuple(
    Scene(name, page("settings"), steps, dialog)
    for name, steps, dialog in (
        ("settings-end", (to_the_end,), None),
        ("settings-programme", (press(lambda: _("Edit"), ProgrammeCard),), ProgrammeDialog),
        ("settings-station", (press(lambda: _("Edit"), StationCard),), StationDialog),
        ("settings-signatory-new", (_ADD_SIGNATORY,), SignatoryDialog),
        ("settings-signatory-new-refused", (_ADD_SIGNATORY, answer), SignatoryDialog),
        ("settings-signatory-edit", _edit_first(SignatoriesCard), SignatoryDialog),
        ("settings-signatory-end", (line(0, SignatoriesCard), press(lambda: _("End"))), EndDialog),
        ("settings-organisation-new", (_ADD_ORGANISATION,), OrganisationDialog),
        ("settings-organisation-new-refused", (_ADD_ORGANISATION, answer), OrganisationDialog),
        ("settings-organisation-edit", _edit_first(OrganisationsCard), OrganisationDialog),
        ("settings-rank-new", (_ADD_RANK,), RankDialog),
        ("settings-rank-new-refused", (_ADD_RANK, answer), RankDialog),
        ("settings-rank-edit", _edit_first(RanksCard), RankDialog),
        ("settings-backups", (_back_up, _scroll_to(BackupsCard)), None),
        ("settings-backup-tried", (_back_up, _TRY, _scroll_to(BackupsCard)), None),
        ("settings-restore", (_back_up, _change, _RESTORE), RestoreDialog),
        ("settings-sample", (_SAMPLE,), SampleDialog),
        ("settings-sample-refused", (_SAMPLE, fill(lambda: _("Folder"), "sample"), answer), SampleDialog),
    )
)

_ENTRANCE = (
    *(Scene(name, page("today"), steps, dialog) for name, steps, dialog in ENTRANCE),
    *(Scene(name, page("settings"), steps, dialog) for name, steps, dialog in KEYS),
)

SCENES: tuple[Scene, ...] = (*_ENTRANCE, *_WINDOW, *_OFFERINGS, *_ROLLS, *_MARKS, *_RECORDS, *_SETTINGS)
