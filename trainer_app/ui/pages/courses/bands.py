"""The bands of a scheme as lines to type in."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.services.scheme_drafts import BandDraft
from trainer_app.ui.pages.courses.lines import EditorLine, Head, heads_line, remove_words
from trainer_app.ui.widgets.number_field import NumberField
from trainer_app.ui.widgets.title_fields import TitleFields

_HEADS = (
    Head(lambda: _("From"), 72, number=True),
    Head(lambda: _("Title, English"), stretch=5),
    Head(lambda: _("Urdu"), stretch=4),
    Head(lambda: _("Chinese"), stretch=4),
)


class BandLine(EditorLine):
    """One band. Signals: removed()."""

    removed = Signal()

    def __init__(self, draft: BandDraft | None = None) -> None:
        self.bound, self._titles = NumberField(most=100, places=3), TitleFields()
        super().__init__(_HEADS, (self.bound, *self._titles.editors))
        for head, editor in zip(_HEADS, self.editors, strict=True):
            editor.setAccessibleName(head.words if isinstance(head.words, str) else head.words())
        self.add_button("trash-2", remove_words, self.removed.emit, by_tab=True)
        if draft is not None:
            self.bound.set_value(draft.lower)
            self._titles.set_titles(draft.titles)
        for editor in (self.bound, self._titles.en):
            editor.textEdited.connect(self._corrected)
        self.bound.left.connect(self._left)

    def focus_first(self) -> None:
        """Put the cursor into the lower bound."""
        self.bound.setFocus(Qt.FocusReason.TabFocusReason)

    def check(self, taken: Sequence[Decimal | None] = ()) -> bool:
        """Say what is wrong; `taken` are the bounds of the lines above. True where nothing is."""
        problem = self.bound.problem()
        if not problem and self.bound.value in taken:
            problem = _("Two bands start at {figure}. Change one of them.").format(
                figure=ltr(self.bound.text())
            )
        title = "" if self._titles.titles.en else _("Type a title in English.")
        self.show_problems([(self.bound, problem), (self._titles.en, title)])
        return not problem and not title

    @property
    def draft(self) -> BandDraft:
        """What is typed, after `check` found nothing wrong."""
        return BandDraft(self._titles.titles, self.bound.value or Decimal(0))

    def _left(self) -> None:
        if self.bound.text().strip():
            self.show_problems([(self.bound, self.bound.problem())])


class BandsEditor(QWidget):
    """All bands of a scheme. Signals: grown() when a line was added."""

    grown = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[BandLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(heads_line(_HEADS, 1))

    @property
    def lines(self) -> list[BandLine]:
        """The lines in their order."""
        return list(self._lines)

    def set_bands(self, bands: Sequence[BandDraft]) -> None:
        """Show the bands of a scheme."""
        for draft in bands:
            self._add(BandLine(draft))

    def add(self) -> None:
        """Add a line for one more band and put the cursor there."""
        line = BandLine()
        self._add(line)
        QTimer.singleShot(0, line, line.focus_first)

    def read(self) -> tuple[BandDraft, ...] | None:
        """The bands as typed, or None after every line that is wrong says so."""
        taken: list[Decimal | None] = []
        is_right = True
        for line in self._lines:
            is_right = line.check(taken) and is_right
            taken.append(line.bound.value)
        return tuple(line.draft for line in self._lines) if is_right else None

    def _add(self, line: BandLine) -> None:
        self._lines.append(line)
        self._column.addWidget(line)
        line.removed.connect(self._remove)
        self.grown.emit(line)

    def _remove(self) -> None:
        line = self.sender()
        if isinstance(line, BandLine):
            self._lines.remove(line)
            line.hide()
            line.deleteLater()
