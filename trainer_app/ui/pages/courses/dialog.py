"""The dialog in which a course is written: what it is, and how it is assessed."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.core.text import clean_spaces, ltr
from trainer_app.rules.states import VersionState
from trainer_app.services import courses, reference
from trainer_app.services.courses import ContentDraft, CourseDetail, CourseDraft, TrackRow
from trainer_app.services.refusals import CodeTaken
from trainer_app.services.scheme_drafts import SchemeDraft
from trainer_app.ui import theme
from trainer_app.ui.page import Context
from trainer_app.ui.pages.courses.bands import BandsEditor
from trainer_app.ui.pages.courses.components import ComponentsEditor
from trainer_app.ui.pages.courses.words import newest
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.dialogs import Dialog
from trainer_app.ui.widgets.fields import CodeField, Combo, Field, in_row
from trainer_app.ui.widgets.labels import Label, Rule
from trainer_app.ui.widgets.number_field import NumberEntry, NumberField
from trainer_app.ui.widgets.strips import MessageStrip
from trainer_app.ui.widgets.surfaces import Scrolling
from trainer_app.ui.widgets.title_fields import TitleFields
from trainer_app.ui.words import Words

_WIDTH = 1160
_BESIDE_WINDOW = 48
_CHROME_HEIGHT = 190
_MOST_DECIMALS = 3


class CourseDialog(Dialog):
    """Writes a course, or changes the one that is given; what is approved gets a next draft.

    Signals: saved(id).
    """

    saved = Signal(object)

    def __init__(self, parent: QWidget, context: Context, course: CourseDetail | None = None) -> None:
        title = _("Edit {code}").format(code=ltr(course.code)) if course else _("New course")
        super().__init__(parent, title, width=640)
        self._context, self._course = context, course
        # A table of ten columns; still inside the smallest window.
        window = parent.window().size()
        self.setFixedWidth(min(theme.active().px(_WIDTH), window.width() - _BESIDE_WINDOW))
        self._sheet = _Sheet(window.height() - theme.active().px(_CHROME_HEIGHT))
        self.body.addWidget(self._sheet)
        self._make_fields()
        self._arrange_fields()
        self.add_cancel()
        self.act = self.add_action(
            (lambda: _("Save changes")) if course else (lambda: _("Write course")), self._save
        )
        self.act.setEnabled(False)
        self._kept = course.draft.scheme if course else reference.usual_scheme()
        self._fill(course)
        context.tasks.read(courses.tracks, self._take_tracks, latest="course-dialog")

    def _make_fields(self) -> None:
        self._code, self._track, self._titles = CodeField(), Combo(), TitleFields()
        self._hours = NumberField(above_zero=True)
        self._validity = NumberField(above_zero=True, is_optional=True)
        self._pass_mark = NumberField(most=100, places=_MOST_DECIMALS)
        self._decimals = Combo([(str(count), count) for count in range(_MOST_DECIMALS + 1)])
        self._attendance = NumberField(most=100, places=1, is_optional=True)
        self._attempts = NumberField(least=1, most=9)
        self.components, self.bands = ComponentsEditor(), BandsEditor()
        for editor in (self.components, self.bands):
            editor.grown.connect(self._show_line)

    def _arrange_fields(self) -> None:
        self._code_field = Field(lambda: _("Code"), self._code)
        en, ur, zh = self._titles.editors
        self._title_field = Field(lambda: _("Title, English"), en)
        self._entries = (
            NumberEntry(lambda: _("Hours"), self._hours),
            NumberEntry(lambda: _("Valid, months"), self._validity, hint=lambda: _("Blank: no expiry")),
            NumberEntry(lambda: _("Pass mark"), self._pass_mark),
            NumberEntry(
                lambda: _("Attendance, min. %"), self._attendance, hint=lambda: _("Blank: no minimum")
            ),
            NumberEntry(lambda: _("Attempts"), self._attempts),
        )
        hours, validity, pass_mark, attendance, attempts = self._entries
        column = self._sheet.column
        column.addWidget(
            _row(
                (self._code_field, 2),
                (Field(lambda: _("Area of training"), self._track), 4),
                (hours, 2),
                (validity, 2),
            )
        )
        column.addWidget(
            in_row(
                self._title_field, Field(lambda: _("Title, Urdu"), ur), Field(lambda: _("Title, Chinese"), zh)
            )
        )
        column.addWidget(Rule())
        column.addWidget(
            in_row(pass_mark, Field(lambda: _("Decimals of results"), self._decimals), attendance, attempts)
        )
        column.addLayout(self._section(lambda: _("Components"), self.components.sum_words))
        column.addWidget(self.components)
        column.addLayout(_foot(lambda: _("Add component"), self.components.add))
        column.addWidget(Rule())
        column.addLayout(self._section(lambda: _("Bands"), Label(_bands_hint, "second")))
        column.addWidget(self.bands)
        column.addLayout(_foot(lambda: _("Add band"), self.bands.add))

    def _section(self, words: Words, beside: Label) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(Label(words, "section-title"))
        line.addWidget(beside, 1)
        return line

    def _fill(self, course: CourseDetail | None) -> None:
        scheme = self._kept
        self._pass_mark.set_value(scheme.pass_mark)
        self._decimals.set_value(scheme.decimals)
        self._attendance.set_value(scheme.attendance_min)
        self._attempts.set_value(scheme.max_attempts)
        self.components.set_components(scheme.components)
        self.bands.set_bands(sorted(scheme.bands, key=lambda band: band.lower, reverse=True))
        if course is None:
            self.components.begin()
            return
        content = course.draft.content
        self._code.setText(course.code)
        self._titles.set_titles(content.titles)
        self._hours.set_value(content.hours)
        self._validity.set_value(content.validity_months)
        if strip := _frozen_strip(course):
            self.strips.show_strip(strip)

    def _take_tracks(self, tracks: list[TrackRow]) -> None:
        self._track.set_choices([(track.titles.in_language(), track.id) for track in tracks])
        if self._course is not None:
            self._track.set_value(self._course.track_id)
        self.act.setEnabled(bool(tracks))

    def _show_line(self, line: QWidget) -> None:
        """Bring a new line into view, once it has its place."""
        if self.isVisible():
            QTimer.singleShot(0, line, lambda: self._sheet.ensureWidgetVisible(line))

    def _save(self) -> None:
        draft = self._draft()
        if draft is None:
            self._show_first_error()
            return
        tasks = self._context.tasks
        if self._course is None:
            task = tasks.write(courses.create, self.saved.emit, changes=("course",), draft=draft)
        else:
            task = tasks.write(
                courses.change,
                self._changed,
                changes=("course",),
                course_id=self._course.id,
                version=self._course.version,
                draft=draft,
            )
        self.follow(task, self.act)

    def _changed(self, _nothing: object) -> None:
        if self._course is not None:
            self.saved.emit(self._course.id)

    @override
    def show_fault(self, fault: Exception) -> None:
        """Say a refusal at its field where there is one, else above the fields."""
        super().show_fault(fault)
        if isinstance(fault, CodeTaken):
            self.strips.clear()
            self._code_field.set_error(fault.sentence())
            self._show_first_error()

    def _show_first_error(self) -> None:
        wrong = next((each for each in self.findChildren(QWidget) if each.property("state") == "error"), None)
        if wrong is not None:
            self._sheet.ensureWidgetVisible(wrong)
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draft(self) -> CourseDraft | None:
        """What is typed, or None after every field that cannot be taken says so."""
        code, titles = clean_spaces(self._code.text()), self._titles.titles
        self._code_field.set_error("" if code else _("Type a code, for example CTR-101."))
        self._title_field.set_error("" if titles.en else _("Type a title in English."))
        checked = [entry.check() for entry in self._entries]
        scheme = self._scheme()
        if scheme is None or not (code and titles.en and all(checked)):
            return None
        kept = self._course.draft.content if self._course else ContentDraft(titles=titles, hours=1)
        validity = self._validity.value
        content = replace(
            kept,
            titles=titles,
            hours=int(self._hours.value or 0),
            validity_months=None if validity is None else int(validity),
        )
        return CourseDraft(
            code=code, track_id=uuid.UUID(str(self._track.value)), content=content, scheme=scheme
        )

    def _scheme(self) -> SchemeDraft | None:
        components, bands = self.components.read(), self.bands.read()
        if components is None or bands is None:
            return None
        return replace(
            self._kept,
            components=components,
            bands=tuple(sorted(bands, key=lambda band: band.lower, reverse=True)),
            pass_mark=self._pass_mark.value or Decimal(0),
            decimals=self._decimals.value,
            attendance_min=self._attendance.value,
            max_attempts=int(self._attempts.value or 1),
        )


class _Sheet(Scrolling):
    """The fields; they scroll where the window is too low for all of them."""

    def __init__(self, most: int) -> None:
        super().__init__(margin=0, gap=12)
        self.column.setContentsMargins(0, 8, 0, 8)
        self._most = most

    @override
    def sizeHint(self) -> QSize:
        inside = self.widget()
        height = inside.sizeHint().height() if inside is not None else 0
        return QSize(super().sizeHint().width(), min(height, self._most))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        handled = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return handled


def _frozen_strip(course: CourseDetail) -> MessageStrip | None:
    version, scheme = newest(course)
    if version.state is not VersionState.APPROVED:
        return None
    first = _("Version {no} is approved and never changes.").format(no=version.no)
    if scheme.state is VersionState.APPROVED:
        rest = _("What you change becomes the next draft; offerings that are open keep their rules.")
    else:
        rest = _(
            "Other titles, hours or validity make version {no} as a draft; "
            "the rules are a draft already and change in their place."
        ).format(no=version.no + 1)
    return MessageStrip("info", first, rest)


def _row(*parts: tuple[QWidget, int]) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(12)
    for widget, stretch in parts:
        line.addWidget(widget, stretch, Qt.AlignmentFlag.AlignTop)
    return row


def _foot(words: Words, on_click: Callable[[], Any]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(Button(words, small=True, icon="plus", on_click=on_click))
    line.addStretch()
    return line


def _bands_hint() -> str:
    return _(
        "Each reaches up to the next higher one; the lowest starts at 0, and one starts at the pass mark."
    )
