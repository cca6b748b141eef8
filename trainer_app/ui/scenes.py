"""Every page, tab and dialog of the window as a scene that can be pictured, on any sample programme."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtWidgets import QApplication, QDialog

from trainer_app.rules.states import OfferingState
from trainer_app.services import offerings
from trainer_app.services.offerings import OfferingRow
from trainer_app.ui.main_window import MainWindow
from trainer_app.ui.pages.offering.tabs import TABS

_ON_TABS = {
    "overview": OfferingState.ASSESSMENT,
    "roll": OfferingState.ASSESSMENT,
    "scores": OfferingState.ASSESSMENT,
    "results": OfferingState.RESULTS,
    "certificates": OfferingState.RESULTS,
    "documents": OfferingState.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Scene:
    """A place of the window; `dialog` names the command of its page or tab that opens one."""

    name: str
    page: str
    keys: dict[str, str] = field(default_factory=dict)
    dialog: str = ""


def scenes(window: MainWindow) -> Iterator[Scene]:
    """All scenes for what the programme holds."""
    rows = window.context.tasks.read_now(offerings.rows)
    yield from (Scene(page, page) for page in window.sidebar.keys())  # noqa: SIM118 (a method of ours)
    for entry in TABS:
        yield from _of_offering(rows, _ON_TABS[entry.key], entry.key)
    yield from _empty_roll(rows)
    for page in ("offerings", "people", "courses"):
        yield Scene(f"{page}-new", page, dialog="add")
    yield from _of_offering(rows, OfferingState.ASSESSMENT, "overview", dialog="edit")
    yield from _of_offering(rows, OfferingState.ASSESSMENT, "roll", dialog="add_person")
    yield from _of_offering(rows, OfferingState.RESULTS, "results", dialog="record_decision")


def open_scene(window: MainWindow, scene: Scene) -> None:
    """Go to a scene; what it shows arrives later."""
    window.navigate(scene.page, **scene.keys)


def open_dialog(window: MainWindow, scene: Scene) -> QDialog | None:
    """Open the scene's dialog, if it has one."""
    if not scene.dialog:
        return None
    owner = window.page
    tab = getattr(owner, "shown_tab", None)
    getattr(tab if tab is not None else owner, scene.dialog)()
    shown = (each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog))
    return next((each for each in shown if each.isVisible()), None)


def _of_offering(
    rows: list[OfferingRow], state: OfferingState, tab: str, *, dialog: str = ""
) -> Iterator[Scene]:
    found = next((row for row in rows if row.state is state and row.trainees), None)
    if found is not None:
        name = f"offering-{tab}-{dialog}" if dialog else f"offering-{tab}"
        yield Scene(name.replace("_", "-"), "offering", {"id": str(found.id), "tab": tab}, dialog)


def _empty_roll(rows: list[OfferingRow]) -> Iterator[Scene]:
    empty = next((row for row in rows if row.state is OfferingState.OPEN and not row.trainees), None)
    if empty is not None:
        yield Scene("offering-empty-roll", "offering", {"id": str(empty.id), "tab": "roll"})
        yield Scene("roll-import", "roll-import", {"id": str(empty.id)})
        yield Scene("mark-import", "mark-import", {"id": str(empty.id)})
