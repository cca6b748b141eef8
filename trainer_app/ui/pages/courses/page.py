"""The page of courses: the catalogue as a list, and the chosen course beside it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from typing_extensions import override

from trainer_app.core.formats import number
from trainer_app.core.language import _, ngettext
from trainer_app.core.text import isolate, ltr, search_key, search_words
from trainer_app.rules.roles import HISTORY_READERS
from trainer_app.rules.words import version_words
from trainer_app.services import courses, offerings
from trainer_app.services.courses import CourseDetail, CourseRow
from trainer_app.ui.page import Context
from trainer_app.ui.pages.courses.approval import ApprovalDialog
from trainer_app.ui.pages.courses.detail import CoursePanel
from trainer_app.ui.pages.courses.dialog import CourseDialog
from trainer_app.ui.pages.courses.words import newest
from trainer_app.ui.pages.list_page import ListKind, ListPage
from trainer_app.ui.pages.offerings.dialog import OfferingDialog
from trainer_app.ui.tables.lists import TwoLines
from trainer_app.ui.widgets.buttons import only_if


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


_COURSES = ListKind(
    name="courses",
    icon="book-open",
    sizes=(360, 880),
    title=lambda: _("Courses"),
    prompt=lambda: _("Code, title or area"),
    add=lambda: _("New course"),
    find=lambda: _("Filter the list"),
)


class CoursesPage(ListPage):
    """The catalogue; `id` in the place opens one course."""

    nouns = frozenset({"course", "offering"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, _COURSES, create=courses.create)
        self._lines: list[Line] = []
        self._course: CourseDetail | None = None
        self._arrange(lambda: self._panel)
        self._search.textChanged.connect(self._fill)
        self._list.current_changed.connect(self._read_course)

    @cached_property
    def _panel(self) -> CoursePanel:
        """The chosen course."""
        context, panel = self.context, CoursePanel(self.context.settings)
        only_if(context.may(courses.change), panel.edit)
        only_if(context.may(courses.send_for_review), panel.next_step.review)
        only_if(context.may(courses.approve), panel.next_step.approve)
        only_if(context.may(offerings.create), panel.new_offering)
        only_if(context.holds(HISTORY_READERS), panel.history)
        panel.history_asked.connect(self.show_history)
        panel.edit_asked.connect(self.edit)
        panel.offering_asked.connect(self.plan_offering)
        panel.review_asked.connect(self.send_for_review)
        panel.approval_asked.connect(self.approve)
        return panel

    @override
    def _chosen_name(self) -> str | None:
        return None if self._course is None else newest(self._course)[0].content.titles.in_language()

    @override
    def reload(self) -> None:
        self.context.tasks.read(courses.rows, self._show, latest="courses")

    # The list

    def _show(self, rows: list[CourseRow]) -> None:
        self._lines = [Line(row) for row in rows]
        if self._wanted is not None:
            self._forget_search()
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

    @override
    def _two_lines(self, row: Line) -> TwoLines:
        course = row.row
        state = _("Version {no}, {state}").format(no=course.version_no, state=version_words()[course.state])
        return TwoLines(
            course.titles.in_language(),
            course.track.in_language(),
            first_end=ltr(course.code),
            second_end=state,
        )

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

    @override
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

    def show_history(self) -> None:
        """Show who changed what of the chosen course."""
        from trainer_app.services import history
        from trainer_app.ui.record_history import HistoryDialog

        if self._course is not None:
            title = _("History of {name}").format(name=ltr(self._course.code))
            HistoryDialog(self, self.context, title, history.of_course, course_id=self._course.id).open()

    def approve(self) -> None:
        """Record that both sides approved what is in review."""
        if self._course is not None:
            ApprovalDialog(self, self.context, self._course).open()

    def _open_dialog(self, dialog: CourseDialog) -> None:
        dialog.saved.connect(self._saved)
        dialog.open()


def _count_words(found: int, total: int, *, is_searched: bool) -> str:
    words = ngettext("{count} course", "{count} courses", total).format(count=number(total))
    if not is_searched:
        return words
    return _("{count} of {courses}").format(count=number(found), courses=words)
