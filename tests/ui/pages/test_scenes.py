import pkgutil
import shutil
from importlib import import_module

import pytest
from PySide6.QtWidgets import QDialog

import trainer_app.ui
from trainer_app.services import sample_files
from trainer_app.services.sample_users import SAMPLE_KEY
from trainer_app.storage.engine import connect
from trainer_app.ui.pages.offering.tabs import TABS
from trainer_app.ui.pages.registry import PAGES
from trainer_app.ui.scene_steps import NotThere, press
from trainer_app.ui.scenes import SCENES, play
from trainer_app.ui.screenshots import picture


@pytest.fixture(scope="session")
def lists(sample_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")
    database = connect(sample_file, SAMPLE_KEY)
    with database.reading() as session:
        sample_files.lists(session, folder, people_count=200, seed=3)
    database.close()
    return folder


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_scene_opens_what_it_promises_and_can_be_pictured(office, lists, tmp_path, scene):
    shutil.copytree(lists, tmp_path, dirs_exist_ok=True)
    seen = []
    file = tmp_path / f"{scene.name}.png"

    def see(shown):
        seen.append(type(shown) if isinstance(shown, QDialog) else None)
        picture(shown, file)

    play(office, scene, see)
    assert seen == [scene.dialog]
    assert file.stat().st_size > 1_000


def dialogs(kind):
    """The dialogs of the program that no other one is made from."""
    for each in kind.__subclasses__():
        yield from dialogs(each)
        if not each.__subclasses__() and each.__module__.startswith("trainer_app."):
            yield each


def test_every_dialog_of_the_program_is_in_a_scene():
    for module in pkgutil.walk_packages(trainer_app.ui.__path__, "trainer_app.ui."):
        import_module(module.name)
    assert set(dialogs(QDialog)) - {scene.dialog for scene in SCENES} == set()


def test_every_page_and_tab_is_in_a_scene(office):
    places = [scene.where(office) for scene in SCENES]
    assert {entry.key for entry in PAGES} == {place.page for place in places}
    assert {entry.key for entry in TABS} == {
        place.keys["tab"] for place in places if place.page == "offering"
    }


def test_every_scene_has_a_name_of_its_own():
    assert len({scene.name for scene in SCENES}) == len(SCENES)


def test_a_step_says_what_it_has_not_found(office):
    with pytest.raises(NotThere, match="Launch the rocket"):
        press("Launch the rocket")(office)
