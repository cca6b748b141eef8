"""Pages that say where they are and count how often they were asked to read."""

from PySide6.QtWidgets import QVBoxLayout

from trainer_app.ui.page import Context, Crumb, Page, PageEntry, Place
from trainer_app.ui.widgets.labels import Label

KEYS = ("today", "offerings", "courses", "people", "certificates", "reports", "settings")


class SamplePage(Page):
    name = ""
    nouns = frozenset({"person"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.keys: dict[str, str] = {}
        self.reads = 0
        self.may_be_left = True
        column = QVBoxLayout(self)
        column.addWidget(Label(lambda: self.title(), "page-title"))

    def title(self) -> str:
        return self.keys.get("id", self.name)

    def breadcrumb(self) -> list[Crumb]:
        if self.name != "offering":
            return super().breadcrumb()
        return [Crumb("offerings", Place("offerings")), Crumb(self.title())]

    def show_place(self, **keys: str) -> None:
        self.keys = keys
        self.reload()

    def reload(self) -> None:
        self.reads += 1

    def can_leave(self) -> bool:
        return self.may_be_left


def entry(key: str, sidebar: str = "") -> PageEntry:
    kind = type(f"{key.title()}Page", (SamplePage,), {"name": key})
    return PageEntry(key, kind, sidebar)


PAGES = (*(entry(key) for key in KEYS), entry("offering", "offerings"))
