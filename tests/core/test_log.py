import logging
import subprocess
import sys

import pytest

from trainer_app.core import log


@pytest.fixture
def log_file(tmp_path):
    before = list(log.logger.handlers)
    yield tmp_path / "trainer.log"
    for handler in [each for each in log.logger.handlers if each not in before]:
        log.logger.removeHandler(handler)
        handler.close()
    log.logger.setLevel(logging.NOTSET)


def test_the_log_goes_to_its_file(log_file):
    log.to_file(log_file)
    log.logger.info("started")
    assert "INFO started" in log_file.read_text()


def test_a_run_with_nothing_to_log_makes_no_file(log_file):
    log.to_file(log_file)
    log.logger.handlers[-1].close()
    assert not log_file.exists()


def test_a_log_that_cannot_be_written_stops_nobody(log_file, capsys):
    log.to_file(log_file.parent / "nowhere" / "trainer.log")
    log.logger.warning("lost")
    assert "No such file" in capsys.readouterr().err


def test_what_writes_the_file_is_imported_with_the_first_line():
    code = "import sys\nfrom trainer_app.core import log\nsys.exit('logging.handlers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_of_a_fault_the_log_says_what_and_where_but_not_its_words(log_file):
    log.to_file(log_file)
    try:
        try:
            {}["Amina Khan"]
        except KeyError as fault:
            raise PermissionError(13, "Amina Khan may not") from fault
    except PermissionError:
        log.logger.exception("unexpected fault")
    written = log_file.read_text()
    assert "Amina" not in written
    assert "builtins.PermissionError 13" in written
    assert "builtins.KeyError" in written
    assert "test_log.py:" in written


def test_words_that_another_handler_kept_are_not_written(log_file):
    log.to_file(log_file)
    record = logging.makeLogRecord(
        {"msg": "fault", "levelno": 40, "exc_info": (KeyError, KeyError("Amina"), None)}
    )
    logging.Formatter().format(record)
    log.logger.handle(record)
    assert "Amina" not in log_file.read_text()
