"""The page of courses: the catalogue as a list, and the chosen course beside it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.formats import number
from trainer_app.core.language import _, ngettext
from trainer_app.core.text import isolate, ltr, search_key, search_words
from trainer_app.rules.words import version_words
from trainer_app.services import courses
from trainer_app.services.courses import CourseDetail, CourseRow
from trainer_app.ui.commands import Command
from trainer_app.ui.page import Context, Crumb, Page, Place
from trainer_app.ui.pages.courses.approval import ApprovalDialog
from trainer_app.ui.pages.courses.detail import CoursePanel
from trainer_app.ui.pages.courses.dialog import CourseDialog
from trainer_app.ui.pages.courses.words import newest
from trainer_app.ui.pages.offerings.dialog import OfferingDialog
from trainer_app.ui.tables.lists import TwoLineList, TwoLines
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.fields import TextField
from trainer_app.ui.widgets.labels import KeyHints, Label, Rule
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.surfaces import ListDetail, Panel

_MARGIN = 16
_LIST_KEYS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp})


@dataclass(frozen=True)
class Line:
    """One course of the list, with the words by which it is found."""

    row: CourseRow

    @property
    def id(self) -> uuid.UUID:
        """Id of the course."""
        return self.row.id

    @cached_property
    def key(self) -> str:
        """Code, titles and track, folded for the search."""
        row = self.row
        titles = (each for every in (row.titles, row.track) for each in (every.en, every.ur, every.zh))
        return search_key(" ".join((row.code, *titles)))


class CoursesPage(Page):
    """The catalogue; `id` in the place opens one course."""

    nouns = frozenset({"course", "offering"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lines: list[Line] = []
        self._wanted: uuid.UUID | None = None
        self._course: CourseDetail | None = None
        self._search = TextField(lambda: _("Code, title or area"), icon="search", clears=True)
        self._count = Label("", "second")
        self._list = TwoLineList(_two_lines)
        self._list.setAccessibleName(_("Courses"))
        self._clear_search = Button(lambda: _("Clear the search"), on_click=self._search.clear)
        self._none = EmptyState("book-open", "", " ", buttons=(self._clear_search,))
        self._shown = QStackedWidget()
        self._shown.addWidget(self._list)
        self._shown.addWidget(self._none)
        self._panel = CoursePanel(context.settings)
        self._arrange()
        self._connect()

    @override
    def title(self) -> str:
        if self._course is None:
            return _("Courses")
        return newest(self._course)[0].content.titles.in_language()

    @override
    def breadcrumb(self) -> list[Crumb]:
        if self._course is None:
            return [Crumb(_("Courses"))]
        return [Crumb(_("Courses"), Place("courses")), Crumb(isolate(self.title()))]

    @override
    def show_place(self, **keys: str) -> None:
        if "id" in keys:
            self._wanted = uuid.UUID(keys["id"])
        self.reload()

    @override
    def take_focus(self) -> None:
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def retranslate(self) -> None:
        self._list.setAccessibleName(_("Courses"))
        self.reload()

    @override
    def reload(self) -> None:
        self.context.tasks.read(courses.rows, self._show, latest="courses")

    def _arrange(self) -> None:
        left = Panel(margin=0, gap=0)
        left.column.addLayout(self._head())
        left.column.addWidget(Rule())
        left.column.addWidget(self._count_line())
        left.column.addWidget(Rule())
        left.column.addWidget(self._shown, 1)
        left.column.addWidget(Rule())
        left.column.addWidget(_foot())
        split = ListDetail(
            left, self._panel, settings=self.context.settings, name="courses", sizes=(360, 880)
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)

    def _head(self) -> QVBoxLayout:
        title = QHBoxLayout()
        title.addWidget(Label(lambda: _("Courses"), "page-title"), 1)
        title.addWidget(Button(lambda: _("New course"), icon="plus", on_click=self.add))
        head = QVBoxLayout()
        head.setContentsMargins(_MARGIN, 14, _MARGIN, 12)
        head.setSpacing(10)
        head.addLayout(title)
        head.addWidget(self._search)
        return head

    def _count_line(self) -> QWidget:
        quiet = Panel(margin=0, surface="quiet")
        line = QHBoxLayout()
        line.setContentsMargins(_MARGIN, 7, _MARGIN, 7)
        line.addWidget(self._count, 1)
        quiet.column.addLayout(line)
        return quiet

    def _connect(self) -> None:
        self._search.textChanged.connect(self._fill)
        self._search.installEventFilter(self)
        self._list.current_changed.connect(self._read_course)
        self._panel.edit_asked.connect(self.edit)
        self._panel.offering_asked.connect(self.plan_offering)
        self._panel.review_asked.connect(self.send_for_review)
        self._panel.approval_asked.connect(self.approve)
        Command(self, lambda: _("New course"), "Ctrl+N", self.add)
        Command(self, lambda: _("Filter the list"), "Ctrl+F", self._go_to_search)

    # The list

    def _go_to_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _show(self, rows: list[CourseRow]) -> None:
        self._lines = [Line(row) for row in rows]
        if self._wanted is not None:
            self._search.blockSignals(True)
            self._search.clear()
            self._search.blockSignals(False)
        self._fill()

    def _fill(self, _text: str = "") -> None:
        """Show the courses that match, and keep or choose one."""
        words = search_words(self._search.text())
        found = [line for line in self._lines if all(word in line.key for word in words)]
        self._count.set_words(_count_words(len(found), len(self._lines), is_searched=bool(words)))
        wanted = self._wanted or self._list.current_id
        self._wanted = None
        self._list.blockSignals(True)
        self._list.set_rows(found)
        if wanted is None or not self._list.select_id(wanted):
            self._list.select_first()
        self._list.blockSignals(False)
        self._show_none(found)
        self._read_course(self._list.current_id)

    def _show_none(self, found: Sequence[Line]) -> None:
        is_searched = bool(self._lines)
        self._none.missing.set_words(
            _("No course matches “{typed}”").format(typed=isolate(self._search.text().strip()))
            if is_searched
            else _("No course is written yet")
        )
        self._none.begin.set_words(
            _("Try the code, or another language.")
            if is_searched
            else _("Write the first one, then send it to both sides for review.")
        )
        self._clear_search.setVisible(is_searched)
        self._shown.setCurrentWidget(self._list if found else self._none)

    # The chosen course

    def _read_course(self, course_id: uuid.UUID | None) -> None:
        if course_id is None:
            self._course = None
            self._panel.show_nothing()
            self.place_changed.emit()
            return
        self.context.tasks.read(courses.course, self._show_course, latest="course", course_id=course_id)

    def _show_course(self, course: CourseDetail) -> None:
        self._course = course
        row = next((line.row for line in self._lines if line.id == course.id), None)
        self._panel.show_course(course, can_be_offered=row is not None and row.can_be_offered)
        self.place_changed.emit()

    # What can be done

    def add(self) -> None:
        """Write a new course."""
        self._open_dialog(CourseDialog(self, self.context))

    def edit(self) -> None:
        """Change the chosen course; what is approved gets a next draft."""
        if self._course is not None:
            self._open_dialog(CourseDialog(self, self.context, self._course))

    def plan_offering(self) -> None:
        """Plan an intake of the chosen course."""
        if self._course is not None:
            dialog = OfferingDialog(self, self.context, course_id=self._course.id)
            dialog.saved.connect(self._open_offering)
            dialog.open()

    def send_for_review(self) -> None:
        """Give the newest draft to both sides."""
        if self._course is not None:
            self._panel.next_step.review.follow(
                self.context.tasks.write(
                    courses.send_for_review,
                    changes=("course",),
                    course_id=self._course.id,
                    version=self._course.version,
                )
            )

    def approve(self) -> None:
        """Record that both sides approved what is in review."""
        if self._course is not None:
            ApprovalDialog(self, self.context, self._course).open()

    def _open_dialog(self, dialog: CourseDialog) -> None:
        dialog.saved.connect(self._saved)
        dialog.open()

    def _saved(self, course_id: uuid.UUID) -> None:
        self.context.navigate("courses", id=str(course_id))

    def _open_offering(self, offering_id: uuid.UUID) -> None:
        self.context.navigate("offering", id=str(offering_id))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key_in_search(event)
        return False

    def _key_in_search(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _LIST_KEYS and self._list.row_count:
            self._list.keyPressEvent(event)
            return True
        if key == Qt.Key.Key_Escape and self._search.text():
            self._search.clear()
            return True
        return False


def _two_lines(line: Line) -> TwoLines:
    row = line.row
    state = _("Version {no}, {state}").format(no=row.version_no, state=version_words()[row.state])
    return TwoLines(
        row.titles.in_language(), row.track.in_language(), first_end=ltr(row.code), second_end=state
    )


def _foot() -> QWidget:
    foot = QWidget()
    line = QHBoxLayout(foot)
    line.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
    line.addWidget(KeyHints((("↑ ↓", lambda: _("choose")), ("Esc", lambda: _("clear search")))))
    return foot


def _count_words(found: int, total: int, *, is_searched: bool) -> str:
    words = ngettext("{count} course", "{count} courses", total).format(count=number(total))
    if not is_searched:
        return words
    return _("{count} of {courses}").format(count=number(found), courses=words)
