"""Language and look of the window, changed at once."""

from decimal import Decimal

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from trainer_app.core.formats import percent
from trainer_app.core.language import OWN_NAMES, _
from trainer_app.core.text import ltr
from trainer_app.ui import theme
from trainer_app.ui.appearance import ThemeChoice
from trainer_app.ui.page import Context
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.segmented import Segment, Segmented
from trainer_app.ui.widgets.surfaces import Card
from trainer_app.ui.words import Words

_THEMES: dict[str, ThemeChoice] = {"system": "system", "light": "light", "dark": "dark"}


class LanguageCard(Card):
    """The three languages, each in its own script."""

    def __init__(self, context: Context) -> None:
        super().__init__(lambda: _("Language"))
        self._context = context
        self.choice = Segmented([Segment(code, name) for code, name in OWN_NAMES.items()])
        self.choice.setAccessibleName(_("Language"))
        self.choice.chosen.connect(self._chosen)
        line = QHBoxLayout()
        line.setSpacing(14)
        line.addWidget(self.choice)
        line.addWidget(
            Label(
                lambda: _("For the window. Documents get theirs where they are made."), "second", wraps=True
            ),
            1,
        )
        self.body.addLayout(line)

    def show_choice(self) -> None:
        """Show the language of the window, which can be changed elsewhere too."""
        self.choice.blockSignals(True)
        self.choice.choose(self._context.appearance.language)
        self.choice.blockSignals(False)

    def _chosen(self, code: str) -> None:
        self._context.appearance.set_language(code)
        self._context.settings.save()


class LookCard(Card):
    """Theme and size of texts."""

    def __init__(self, context: Context) -> None:
        super().__init__(lambda: _("Look"))
        self._context = context
        self.themes = Segmented(
            [
                Segment("system", lambda: _("Like the system")),
                Segment("light", lambda: _("Light")),
                Segment("dark", lambda: _("Dark")),
            ]
        )
        self.sizes = Segmented([Segment(str(size), _size_words(size)) for size in theme.TEXT_SIZES])
        self.themes.setAccessibleName(_("Theme"))
        self.sizes.setAccessibleName(_("Text size"))
        self.themes.chosen.connect(self._theme_chosen)
        self.sizes.chosen.connect(self._size_chosen)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, theme.active().px(116))
        grid.setColumnStretch(2, 1)
        grid.addWidget(Label(lambda: _("Theme"), tone="second"), 0, 0)
        grid.addWidget(self.themes, 0, 1)
        grid.addWidget(Label(lambda: _("Text size"), tone="second"), 1, 0)
        grid.addWidget(self.sizes, 1, 1)
        self.body.addLayout(grid)

    def show_choice(self) -> None:
        """Show what is chosen."""
        appearance = self._context.appearance
        for choice, key in ((self.themes, appearance.theme_choice), (self.sizes, str(appearance.text_size))):
            choice.blockSignals(True)
            choice.choose(key)
            choice.blockSignals(False)

    def _theme_chosen(self, key: str) -> None:
        self._context.appearance.set_theme(_THEMES[key])
        self._context.settings.save()

    def _size_chosen(self, key: str) -> None:
        self._context.appearance.set_text_size(int(key))
        self._context.settings.save()


def _size_words(size: int) -> Words:
    return lambda: ltr(percent(Decimal(size), 0))
