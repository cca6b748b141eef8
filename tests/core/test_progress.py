from trainer_app.core.progress import NO_PROGRESS


def test_work_may_go_on_when_nobody_listens():
    NO_PROGRESS.step(1, 2)
