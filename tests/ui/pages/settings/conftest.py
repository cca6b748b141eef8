import pytest


@pytest.fixture
def page(office, qtbot):
    """The settings, read."""
    office.navigate("settings")
    qtbot.waitUntil(lambda: office.page.is_whole and office.page.file._kept is not None)
    return office.page
