"""Three editors for a title or name, each in the direction of its script."""

from PySide6.QtCore import Qt

from trainer_app.core.language import Titles
from trainer_app.ui.widgets.text_fields import TextField
from trainer_app.ui.words import Words


class TitleFields:
    """The editors `en`, `ur` and `zh` of one title."""

    def __init__(self, *, placeholders: tuple[Words, Words, Words] = ("", "", "")) -> None:
        self.en, self.ur, self.zh = (TextField(words) for words in placeholders)
        for editor in (self.en, self.zh):
            editor.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.ur.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    @property
    def editors(self) -> tuple[TextField, TextField, TextField]:
        """English, Urdu, Chinese."""
        return self.en, self.ur, self.zh

    @property
    def titles(self) -> Titles:
        """What is typed."""
        return Titles(*(editor.text().strip() for editor in self.editors))

    def set_titles(self, titles: Titles) -> None:
        """Show a title."""
        for editor, words in zip(self.editors, (titles.en, titles.ur, titles.zh), strict=True):
            editor.setText(words)
            editor.setCursorPosition(0)
