"""A window with every component, to look at and to test."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from trainer_app.ui.widgets.bars import Bar, SplitBar
from trainer_app.ui.widgets.buttons import Button, IconButton, MenuButton
from trainer_app.ui.widgets.charts import Column, ColumnChart, Legend
from trainer_app.ui.widgets.chips import Chip
from trainer_app.ui.widgets.fields import CheckBox, CodeField, Combo, DateField, Field, in_row
from trainer_app.ui.widgets.labels import CodeTag, KeyHints, Label, SideTag
from trainer_app.ui.widgets.segmented import Segment, Segmented
from trainer_app.ui.widgets.states import EmptyState, ErrorPanel, Loading
from trainer_app.ui.widgets.stepper import Stepper
from trainer_app.ui.widgets.strips import MessageStrip
from trainer_app.ui.widgets.surfaces import Card
from trainer_app.ui.widgets.toast import Toast

CHIPS = (
    (("accent", "Draft", "pencil"), ("neutral", "Submitted", "arrow-right"), ("ok", "Verified", "check"),
     ("neutral", "Locked", "lock")),
    (("ok", "Issued", "check"), ("neutral", "Superseded", "refresh-cw"), ("warn", "Suspended", "clock"),
     ("danger", "Revoked", "ban"), ("outline", "Void", "x")),
    (("ok", "New", "plus"), ("warn", "Changed", "pencil"), ("neutral", "Unchanged", "check"),
     ("danger", "Refused", "circle-x")),
)  # fmt: skip


class Components(QWidget):
    """Three columns of cards, as in the drawing of the components."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(self)
        line.setContentsMargins(22, 18, 22, 18)
        line.setSpacing(14)
        self.focused = Button("Focused", "primary")
        for cards in (
            (self.buttons(), self.fields(), self.chips(), self.stepper()),
            (self.strips(), self.toast(), self.filters(), self.chart()),
            (self.empty(), self.loading(), self.error(), self.tags()),
        ):
            column = QVBoxLayout()
            column.setSpacing(14)
            for card in cards:
                column.addWidget(card)
            column.addStretch()
            line.addLayout(column, 1)

    def buttons(self) -> Card:
        card = Card("Buttons, 30 px")
        card.body.addLayout(
            _row(Button("Issue 38 certificates", "primary"), Button("Back"), Button("See list", "text"))
        )
        impossible = Button("Not possible yet")
        impossible.setEnabled(False)
        card.body.addLayout(_row(self.focused, impossible, Button("Revoke", "danger")))
        menu = MenuButton("Print", icon="printer")
        card.body.addLayout(
            _row(menu, IconButton("undo-2", "Undo"), IconButton("printer", "Print", outlined=True))
        )
        return card

    def fields(self) -> Card:
        card = Card("Fields")
        number = CodeField()
        number.setText("053118")
        identity = CodeField()
        identity.setText("35202-33456")
        wrong = Field("Identity number", identity)
        wrong.set_error("A CNIC has 13 digits. 10 are typed.")
        ranks = Combo([("Inspector", "INSP"), ("Sub-Inspector", "SI")])
        day = DateField()
        day.setText("15-03-1979")
        card.body.addWidget(in_row(Field("Police number", number), Field("Date of birth", day)))
        card.body.addWidget(in_row(Field("Rank", ranks), wrong))
        card.body.addWidget(CheckBox("Hide groups smaller than 5", checked=True))
        return card

    def chips(self) -> Card:
        card = Card("Status chips")
        for chips in CHIPS:
            card.body.addLayout(_row(*(Chip(*each) for each in chips)))
        return card

    def stepper(self) -> Card:
        card = Card("Stepper")
        card.body.addWidget(Stepper(("Planned", "Open", "Running", "Results"), 2))
        return card

    def strips(self) -> Card:
        card = Card("Message strips")
        card.body.addWidget(
            MessageStrip("danger", "57 is not saved.", "The maximum is 50.", button="Go to cell")
        )
        card.body.addWidget(MessageStrip("warn", "7 sheets are not verified.", button="Show"))
        card.body.addWidget(MessageStrip("info", "", "Rules version 3 applies to this intake."))
        card.body.addWidget(MessageStrip("ok", "", "Backup opened and checked."))
        return card

    def toast(self) -> Card:
        card = Card("Toast with Undo")
        place = QWidget()
        place.setFixedHeight(56)
        self.toast_bar = Toast(place)
        self.toast_bar.say("36 people imported to PK-2026-09", lambda: None)
        card.body.addWidget(place)
        card.body.addWidget(
            Label("Stays 10 seconds, or until the next action. Ctrl Z does the same.", "second")
        )
        return card

    def filters(self) -> Card:
        card = Card("Filters and bars")
        card.body.addLayout(
            _row(
                Segmented(
                    [
                        Segment("all", "All", 40),
                        Segment("open", "Not entered", 8),
                        Segment("low", "Below minimum", 2),
                    ]
                )
            )
        )
        meter = Bar()
        meter.set_share(168, 300, plan=176)
        card.body.addWidget(meter)
        card.body.addWidget(SplitBar((26, 14)))
        return card

    def chart(self) -> Card:
        card = Card("Trainees completed by month")
        card.head.addWidget(Legend("Pakistan", "China"))
        card.body.addWidget(
            ColumnChart(
                [
                    Column("Jun", (38, 22)),
                    Column("Jul", (37, 22)),
                    Column("Aug", (27, 16)),
                    Column("Sep", (50, 32)),
                ]
            )
        )
        return card

    def empty(self) -> Card:
        card = Card()
        card.body.addWidget(
            EmptyState(
                "users",
                "No one is on this roll yet",
                "Import the nominal roll, or add people one by one.",
                buttons=(Button("Import from Excel", "primary"), Button("Add person")),
            )
        )
        return card

    def loading(self) -> Card:
        card = Card("Loading, after 300 ms")
        loading = Loading(counted=lambda done, total: f"{done} of {total} certificates")
        loading.show_at_once(230, 500)
        card.body.addWidget(loading)
        return card

    def error(self) -> Card:
        card = Card(edge_to_edge=True)
        card.body.addWidget(
            ErrorPanel(
                "The list could not be read",
                "The file is in use by another program. Close it there, then try again.",
                on_retry=lambda: None,
                details="details",
            )
        )
        return card

    def tags(self) -> Card:
        card = Card("Tags and keys", note="312 of 320 entered", link="All offerings")
        names = Label("محمد آصف خان")
        card.body.addLayout(_row(SideTag("PK"), SideTag("CN"), CodeTag("PK-2026-07"), names, Label("李建国")))
        card.body.addWidget(KeyHints([("Enter", "down"), ("Tab", "next"), ("A", "absent")]))
        return card


def components_window() -> Components:
    return Components()


def _row(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch()
    return line


__all__ = ["Components", "QGridLayout", "components_window"]
