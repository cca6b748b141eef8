"""What stands before sidebar and pages: one page of the entrance, or the mark alone at the very start."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer_app.ui.sidebar import Mark, application_name
from trainer_app.ui.widgets.labels import Label

MARK = 46


class Gate(QWidget):
    """Holds the one page that is shown instead of everything else."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.page: QWidget = _Ground()
        self._column.addWidget(self.page)

    def show_page(self, page: QWidget | None) -> None:
        """Show another page, and forget the one before; None: the mark alone."""
        earlier, self.page = self.page, page or _Ground()
        self._column.replaceWidget(earlier, self.page)
        earlier.hide()
        earlier.deleteLater()
        self.page.show()
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)


class _Ground(QWidget):
    """The mark and the name, where the page that follows has them too."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch()
        column.addWidget(Mark(MARK), 0, Qt.AlignmentFlag.AlignHCenter)
        name = Label(application_name, "page-title")
        name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(name)
        column.addStretch()
