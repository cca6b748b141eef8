from trainer_app.ui import scenes
from trainer_app.ui.screenshots import picture, wait_for


def test_every_scene_can_be_opened_and_pictured(office, tmp_path):
    found = list(scenes.scenes(office))
    assert len({scene.name for scene in found}) == len(found) > 15
    for scene in found:
        scenes.open_scene(office, scene)
        wait_for(office)
        dialog = scenes.open_dialog(office, scene)
        wait_for(office)
        assert bool(scene.dialog) == (dialog is not None), scene.name
        assert picture(dialog or office, tmp_path / f"{scene.name}.png").stat().st_size > 1_000
        if dialog is not None:
            dialog.reject()
