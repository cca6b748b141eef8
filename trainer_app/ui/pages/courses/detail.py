"""One course: what it is called, how it is assessed, its versions, and what comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from trainer_app.core.language import _
from trainer_app.core.settings import Settings
from trainer_app.core.text import ltr
from trainer_app.rules.states import VersionState
from trainer_app.services.courses import CourseDetail, SchemeDetail, VersionDetail
from trainer_app.ui.pages.courses.cards import (
    BandsCard,
    ComponentsCard,
    FactsCard,
    TitlesCard,
    VersionsCard,
)
from trainer_app.ui.pages.courses.next_step import NextStepCard
from trainer_app.ui.pages.courses.words import chip_of, newest, state_of
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.chips import Chip
from trainer_app.ui.widgets.labels import CodeTag, Label
from trainer_app.ui.widgets.states import EmptyState
from trainer_app.ui.widgets.strips import MessageStrip, StripArea
from trainer_app.ui.widgets.surfaces import Scrolling


class CoursePanel(QStackedWidget):
    """The detail beside the list.

    Signals: edit_asked(); history_asked(); offering_asked(); review_asked(); approval_asked().
    """

    edit_asked = Signal()
    history_asked = Signal()
    offering_asked = Signal()
    review_asked = Signal()
    approval_asked = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._course: CourseDetail | None = None
        self._nothing = EmptyState(
            "book-open",
            lambda: _("No course is chosen"),
            lambda: _("Choose a course in the list to see how it is assessed."),
        )
        self._scrolling = Scrolling()
        self._title, self._chip = Label("", "page-title", wraps=True), Chip("neutral", "")
        self._code, self._track = CodeTag(), Label("", "body", tone="second")
        self.edit = Button(lambda: _("Edit"), icon="pencil", on_click=self.edit_asked.emit)
        self.history = Button(lambda: _("History"), icon="history", on_click=self.history_asked.emit)
        self.new_offering = Button(
            lambda: _("New offering of this course"), icon="calendar-days", on_click=self.offering_asked.emit
        )
        self.next_step = NextStepCard()
        self._strips = StripArea()
        self._titles, self._facts = TitlesCard(), FactsCard()
        self._components, self._bands = ComponentsCard(settings), BandsCard(settings)
        self.versions = VersionsCard(settings)
        self.addWidget(self._nothing)
        self.addWidget(self._scrolling)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        column = self._scrolling.column
        column.setSpacing(12)
        column.addLayout(self._head())
        for part in (self.next_step, self._strips, self._titles, self._components):
            column.addWidget(part)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        pair.addWidget(self._facts, 1)
        pair.addWidget(self._bands, 1)
        column.addLayout(pair)
        column.addWidget(self.versions)
        column.addStretch()

    def _head(self) -> QHBoxLayout:
        second = QHBoxLayout()
        second.setSpacing(10)
        second.addWidget(self._code)
        second.addWidget(self._chip)
        second.addWidget(self._track, 1)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(self._title)
        texts.addLayout(second)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(texts, 1)
        for button in (self.new_offering, self.history, self.edit):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _connect(self) -> None:
        self.next_step.review_asked.connect(self.review_asked)
        self.next_step.approval_asked.connect(self.approval_asked)
        self.versions.chosen.connect(self._show_version)

    def show_nothing(self) -> None:
        """Show that no course is chosen."""
        self.setCurrentWidget(self._nothing)

    def show_course(self, course: CourseDetail, *, can_be_offered: bool) -> None:
        """Show the newest version of a course."""
        self._course = course
        version, scheme = newest(course)
        look = chip_of(state_of(version, scheme))
        self._chip.set_look(look.kind, look.word, look.icon)
        self._code.setText(ltr(course.code))
        self._track.set_words(course.track.in_language())
        self.new_offering.setEnabled(can_be_offered)
        self.new_offering.setToolTip(
            "" if can_be_offered else _("Approve a version with its rules first; then it can be offered.")
        )
        self.next_step.show_course(course)
        self.versions.show_versions(course, scheme.id)
        self._show_version(version, scheme)
        self.setCurrentWidget(self._scrolling)

    def _show_version(self, version: VersionDetail, scheme: SchemeDetail) -> None:
        course = self._course
        if course is None:
            return
        self._title.set_words(version.content.titles.in_language())
        self._titles.show_titles(version.content.titles)
        self._components.show_components(scheme.draft.components)
        self._facts.show_facts(course, version, scheme)
        self._bands.show_bands(scheme.draft)
        self._strips.clear()
        if (version, scheme) != newest(course):
            self._strips.show_strip(self._older_strip(version, scheme))

    def _older_strip(self, version: VersionDetail, scheme: SchemeDetail) -> MessageStrip:
        words = _("Version {no} with rules version {rules} is shown.").format(no=version.no, rules=scheme.no)
        is_kept = state_of(version, scheme) is VersionState.APPROVED
        return MessageStrip(
            "info",
            words,
            _("Offerings that were opened with it keep it.") if is_kept else "",
            button=_("Show the newest"),
            on_click=self._show_newest,
        )

    def _show_newest(self) -> None:
        if self._course is not None:
            version, scheme = newest(self._course)
            self.versions.show_versions(self._course, scheme.id)
            self._show_version(version, scheme)
