"""The month to choose a day from; imported when it is opened, since few dates are chosen so."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from trainer_app.ui import icons, theme
from trainer_app.ui.widgets.style import colour

_LOCALES = {
    "en": QLocale.Language.English,
    "ur": QLocale.Language.Urdu,
    "zh": QLocale.Language.Chinese,
}


class Calendar(QCalendarWidget):
    """A month with the week beginning on Monday, in the language of the window."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        look = theme.active()
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Else the edge of the style sheet is not drawn, or hidden by the month.
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setContentsMargins(1, 1, 1, 1)
        self.setLocale(QLocale(_LOCALES[look.language]))
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        plain = QTextCharFormat()
        plain.setForeground(colour("text2"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, plain)
        self._draw_arrow("qt_calendar_prevmonth", "chevron-left")
        self._draw_arrow("qt_calendar_nextmonth", "chevron-right")

    def _draw_arrow(self, name: str, icon: str) -> None:
        button = self.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(icons.icon(icon, theme.tokens().text2))
