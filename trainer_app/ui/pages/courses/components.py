"""The components of a scheme as lines to type in, with what their weights still lack."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer_app.core.language import _
from trainer_app.core.text import clean_spaces, ltr
from trainer_app.rules.vocabulary import ComponentKind
from trainer_app.rules.words import kind_words
from trainer_app.services.scheme_drafts import ComponentDraft
from trainer_app.ui.pages.courses.lines import EditorLine, Head, heads_line, remove_words
from trainer_app.ui.pages.courses.words import weight
from trainer_app.ui.widgets.fields import CheckBox, CodeField, Combo
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.number_field import NumberField
from trainer_app.ui.widgets.title_fields import TitleFields

_WHOLE_BP = 10_000
_STEP = Decimal("0.5")
_BUTTONS = 3
_HEADS = (
    Head(lambda: _("Code"), 66),
    Head(lambda: _("Title, English"), stretch=8),
    Head(lambda: _("Urdu"), stretch=5),
    Head(lambda: _("Chinese"), stretch=5),
    Head(lambda: _("Kind"), 128),
    Head(lambda: _("Max."), 58, number=True),
    Head(lambda: _("Step"), 50, number=True),
    Head(lambda: _("Weight %"), 66, number=True),
    Head(lambda: _("Min. %"), 80, number=True),
    Head(lambda: _("Must pass"), 72),
)


class ComponentLine(EditorLine):
    """One component. Signals: edited(); removed(); moved(by) with -1 or 1."""

    edited = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self, draft: ComponentDraft | None = None) -> None:
        self._draft = draft
        self._code, self._titles = CodeField(), TitleFields()
        self._kind = Combo([(words, kind) for kind, words in kind_words().items()])
        self._max = NumberField(places=3, above_zero=True)
        self._step = NumberField(places=3, above_zero=True)
        self.weight = NumberField(most=100, places=2)
        self._minimum = NumberField(most=100, places=3, is_optional=True)
        self._must_pass = CheckBox("")
        numbers = (self._max, self._step, self.weight, self._minimum)
        super().__init__(_HEADS, (self._code, *self._titles.editors, self._kind, *numbers, self._must_pass))
        for head, editor in zip(_HEADS, self.editors, strict=True):
            editor.setAccessibleName(head.words if isinstance(head.words, str) else head.words())
        self.add_button(
            "chevron-up", lambda: _("Move up (Ctrl ↑)"), lambda: self.moved.emit(-1), by_tab=False
        )
        self.add_button(
            "chevron-down", lambda: _("Move down (Ctrl ↓)"), lambda: self.moved.emit(1), by_tab=False
        )
        self.add_button("trash-2", remove_words, self.removed.emit, by_tab=True)
        self._fill(draft)
        self._watch()

    def _fill(self, draft: ComponentDraft | None) -> None:
        self._step.set_value(draft.step if draft else _STEP)
        if draft is None:
            return
        self._code.setText(draft.code)
        self._titles.set_titles(draft.titles)
        self._kind.set_value(draft.kind)
        self._max.set_value(draft.max_points)
        self.weight.setText(f"{Decimal(draft.weight_bp) / 100:.2f}")
        self._minimum.set_value(draft.min_pct)
        self._must_pass.setChecked(draft.must_pass)

    def _watch(self) -> None:
        for editor in (self._code, self._titles.en, self._max, self._step, self.weight, self._minimum):
            editor.textEdited.connect(self._corrected)
            editor.left.connect(self._left)
        self.weight.textChanged.connect(self.edited)
        for keys, by in (("Ctrl+Up", -1), ("Ctrl+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.moved.emit(by))

    def focus_first(self) -> None:
        """Put the cursor into the code."""
        self._code.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def code(self) -> str:
        """What is typed as the code."""
        return clean_spaces(self._code.text())

    @property
    def former_code(self) -> str:
        """The code that the component had before; other components may name it as their parent."""
        return self._draft.code if self._draft else self.code

    @property
    def parent_code(self) -> str | None:
        """Code of the component that this one is a part of, as it was before."""
        return self._draft.parent if self._draft else None

    @property
    def weight_bp(self) -> int:
        """The weight in hundredths of a percent; 0 while nothing acceptable is typed."""
        return int((self.weight.value or Decimal(0)) * 100)

    def check(self, taken: Sequence[str] = ()) -> bool:
        """Say what is wrong; `taken` are the codes of the lines above. True where nothing is."""
        twice = _("The code {component} stands twice. Give each component its own.")
        problems: list[tuple[QWidget, str]] = [
            (self._code, "" if self.code else _("Type a code, for example WRT.")),
            (self._titles.en, "" if self._titles.titles.en else _("Type a title in English.")),
        ]
        problems += [(editor, editor.problem()) for editor in self._numbers()]
        if self.code and self.code.casefold() in taken:
            problems[0] = (self._code, twice.format(component=ltr(self.code)))
        self.show_problems(problems)
        return not any(sentence for _editor, sentence in problems)

    def draft(self, parent: str | None) -> ComponentDraft:
        """What is typed, after `check` found nothing wrong."""
        kept = self._draft or ComponentDraft(
            code="", titles=self._titles.titles, kind=ComponentKind.WRITTEN, weight_bp=0, max_points=_STEP
        )
        return replace(
            kept,
            code=self.code,
            titles=self._titles.titles,
            kind=self._kind.value,
            weight_bp=self.weight_bp,
            max_points=self._max.value or kept.max_points,
            step=self._step.value or kept.step,
            min_pct=self._minimum.value,
            must_pass=self._must_pass.isChecked(),
            parent=parent,
        )

    def _numbers(self) -> tuple[NumberField, ...]:
        return self._max, self._step, self.weight, self._minimum

    def _left(self) -> None:
        """Say what is wrong with the numbers that are typed; what is blank may still be filled in."""
        self.show_problems((each, each.problem()) for each in self._numbers() if each.text().strip())


class ComponentsEditor(QWidget):
    """All components of a scheme in their order. Signals: grown() when a line was added."""

    grown = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.sum_words = Label("", "label")
        self._lines: list[ComponentLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(heads_line(_HEADS, _BUTTONS))
        self._body = QVBoxLayout()
        self._body.setSpacing(4)
        self._column.addLayout(self._body)
        self._say_sum()

    @property
    def lines(self) -> list[ComponentLine]:
        """The lines in their order."""
        return list(self._lines)

    def set_components(self, components: Sequence[ComponentDraft]) -> None:
        """Show the components of a scheme."""
        for draft in components:
            self._add(ComponentLine(draft))

    def begin(self) -> None:
        """Show one blank line."""
        self._add(ComponentLine())

    def add(self) -> None:
        """Add a line for one more component and put the cursor there."""
        line = ComponentLine()
        self._add(line)
        # Once the dialog has made room for it.
        QTimer.singleShot(0, line, line.focus_first)

    def read(self) -> tuple[ComponentDraft, ...] | None:
        """The components as typed, or None after every line that is wrong says so."""
        taken: list[str] = []
        is_right = True
        for line in self._lines:
            is_right = line.check(taken) and is_right
            taken.append(line.code.casefold())
        if not is_right:
            return None
        codes = {line.former_code: line.code for line in self._lines}
        return tuple(line.draft(codes.get(line.parent_code or "", line.parent_code)) for line in self._lines)

    def _add(self, line: ComponentLine) -> None:
        self._lines.append(line)
        self._body.addWidget(line)
        line.edited.connect(self._say_sum)
        line.removed.connect(self._remove)
        line.moved.connect(self._move)
        self._say_sum()
        self.grown.emit(line)

    def _remove(self) -> None:
        line = self.sender()
        if isinstance(line, ComponentLine):
            self._lines.remove(line)
            line.hide()
            line.deleteLater()
            self._say_sum()

    def _move(self, by: int) -> None:
        line = self.sender()
        if not isinstance(line, ComponentLine):
            return
        place = self._lines.index(line) + by
        if 0 <= place < len(self._lines):
            focused = line.focusWidget()
            self._lines.remove(line)
            self._lines.insert(place, line)
            self._body.removeWidget(line)
            self._body.insertWidget(place, line)
            self._order_tabs()
            if focused is not None:
                focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _order_tabs(self) -> None:
        """Let Tab follow the lines as they stand now."""
        editors = [editor for line in self._lines for editor in line.editors]
        for before, after in pairwise(editors):
            QWidget.setTabOrder(before, after)

    def _say_sum(self) -> None:
        total = sum(line.weight_bp for line in self._lines if line.parent_code is None)
        self.sum_words.set_words(_sum_words(total))
        self.sum_words.set_tone("ok" if total == _WHOLE_BP else "warn")


def _sum_words(total: int) -> str:
    if total == _WHOLE_BP:
        return _("Weights add up to {total}.").format(total=weight(total))
    if total < _WHOLE_BP:
        return _("Weights add up to {total}: {rest} is missing.").format(
            total=weight(total), rest=weight(_WHOLE_BP - total)
        )
    return _("Weights add up to {total}: {rest} too much.").format(
        total=weight(total), rest=weight(total - _WHOLE_BP)
    )
