import io
import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pypdf
import pytest

from trainer_app import cli
from trainer_app.services.sample_users import SAMPLE_KEY, SAMPLE_PASSWORD
from trainer_app.storage import file_lock
from trainer_app.storage.engine import open_database

ROLLS = Path(__file__).parent / "data" / "rolls"
TODAY = ["--today", "2026-11-23"]


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    assert cli.main(["demo", str(folder), "--people", "60", "--seed", "7", "--json", *TODAY]) == 0
    return folder


@pytest.fixture
def database(sample, tmp_path):
    path = tmp_path / "programme.db"
    shutil.copyfile(sample / "sample.db", path)
    shutil.copyfile(sample / "sample.db.keys", tmp_path / "programme.db.keys")
    return str(path)


@pytest.fixture(autouse=True)
def _password(monkeypatch):
    monkeypatch.setenv("TRAINER_PASSWORD", SAMPLE_PASSWORD)


USERS = {
    "import-roll": "training",
    "export-scores": "instructor",
    "import-scores": "instructor",
    "results": "auditor",
    "certificates": "certifying",
    "report": "reports",
    "check": "auditor",
    "journal": "auditor",
    "backup": "admin",
    "restore": "admin",
    "user": "admin",
}


def run(capsys, *arguments):
    """Exit code, the JSON object, and what was said on standard error."""
    capsys.readouterr()
    who = ("--user", USERS[arguments[0]]) if arguments[0] in USERS and "--user" not in arguments else ()
    code = cli.main([*arguments, *who, "--json", *TODAY])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else None, said.err


def offering(capsys, database, state, course=None):
    found = open_database(database, SAMPLE_KEY)
    from trainer_app.services import offerings

    with found.reading() as session:
        rows = offerings.rows(session)
    found.close()
    return next(row.code for row in rows if row.state == state and course in (None, row.course_code))


def test_the_demo_lists_what_it_made(tmp_path, capsys):
    code, made, _said = run(capsys, "demo", str(tmp_path / "demo"), "--people", "60")
    assert code == 0
    assert Path(made["database"]).is_file()
    assert all(Path(path).is_file() for path in made["files"])
    states = {each["state"] for each in made["offerings"]}
    assert states == {"planned", "open", "running", "assessment", "results", "closed", "cancelled"}
    assert set(made["offerings"][0]) == {"code", "course", "state", "trainees"}
    assert {path.suffix for path in (tmp_path / "demo").iterdir()} == {".db", ".keys", ".pdf", ".xlsx"}
    assert made["users"][0] == {"login": "training", "role": "training_officer", "password": SAMPLE_PASSWORD}
    assert len(made["users"]) == 8


@pytest.mark.parametrize("name", ["ict-police-roll-2026", "mps-roll-2026", "nccia-roll-2026"])
def test_a_roll_is_imported_once(capsys, database, name):
    expected = json.loads((ROLLS / f"{name}.expected.json").read_text(encoding="utf-8"))
    arguments = ("import-roll", str(ROLLS / f"{name}.xlsx"), "--database", database, "--offering")
    code = offering(capsys, database, "open", "CTR-101")
    done, first, _said = run(capsys, *arguments, code)
    assert (done, first["accepted"]) == (0, expected["accepted"])
    assert [each["row"] for each in first["refused"]] == [each["row"] for each in expected["refused"]]
    assert all(each["field"] and each["why"] for each in first["refused"])
    _done, second, _said = run(capsys, *arguments, code)
    assert (second["accepted"], second["changed"], second["unchanged"]) == (0, 0, expected["accepted"])


def test_a_dry_run_writes_nothing(capsys, database):
    code = offering(capsys, database, "open", "CTR-101")
    before = Path(database).read_bytes()
    arguments = ("--database", database, "--offering", code, "--dry-run")
    done, found, _said = run(capsys, "import-roll", str(ROLLS / "mps-roll-2026.xlsx"), *arguments)
    assert (done, found["accepted"]) == (0, 18)
    assert Path(database).read_bytes() == before


def test_a_mark_list_is_imported_into_its_component(capsys, database):
    code = offering(capsys, database, "open", "CTR-101")
    where = ("--database", database, "--offering", code)
    run(capsys, "import-roll", str(ROLLS / "ict-police-roll-2026.xlsx"), *where)
    done, found, _said = run(
        capsys, "import-scores", str(ROLLS / "range-marks-2026.xlsx"), *where, "--component", "FIR"
    )
    expected = json.loads((ROLLS / "range-marks-2026.expected.json").read_text(encoding="utf-8"))["marks"]
    kinds = [each["mark"] for each in expected]
    refused = [each["name"] for each in expected if each["mark"] in ("REFUSED", "NOT_ON_ROLL")]
    assert done == 0
    assert found["accepted"] == sum(
        1 for kind in kinds if kind not in ("REFUSED", "NOT_ON_ROLL", "ASK", "NOT_ENTERED")
    )
    assert [each["name"] for each in found["refused"]] == refused
    assert [each["name"] for each in found["ask"]] == [e["name"] for e in expected if e["mark"] == "ASK"]


def test_the_summary_of_a_mark_list_counts_what_is_to_decide(capsys, database):
    code = offering(capsys, database, "open", "CTR-101")
    where = ("--database", database, "--offering", code)
    run(capsys, "import-roll", str(ROLLS / "ict-police-roll-2026.xlsx"), *where)
    marks = str(ROLLS / "range-marks-2026.xlsx")
    cli.main(["import-scores", marks, *where, "--component", "FIR", "--user", "instructor", *TODAY])
    first = capsys.readouterr().out.splitlines()[0]
    assert first == "accepted 21, unchanged 0, changed 0, refused 2, to decide 1"


def test_scores_that_were_exported_come_back_unchanged(capsys, database, tmp_path):
    code = offering(capsys, database, "assessment")
    path = tmp_path / "scores.xlsx"
    assert (
        run(capsys, "export-scores", "--database", database, "--offering", code, "--out", str(path))[0] == 0
    )
    done, found, _said = run(capsys, "import-scores", str(path), "--database", database)
    assert (done, found["accepted"], found["changed"], found["refused"]) == (0, 0, 0, [])
    assert found["unchanged"] > 0


def test_results_carry_scheme_marks_and_trace(capsys, database):
    code = offering(capsys, database, "closed")
    done, found, _said = run(capsys, "results", "--database", database, "--offering", code)
    assert (done, found["offering"]) == (0, code)
    assert set(found["scheme"]) == {"pass_mark", "decimals", "attendance_min", "bands", "components"}
    for row in found["results"]:
        assert set(row) >= {"roll_number", "name", "attendance", "components", "overall", "band", "outcome"}
        assert {"rule", "value", "limit", "met"} == set(row["trace"][0])


def test_a_proof_takes_no_numbers_and_an_issue_does(capsys, database, tmp_path):
    code = offering(capsys, database, "results", "CTR-101")
    path = tmp_path / "certificates.pdf"
    arguments = ("certificates", "--database", database, "--offering", code, "--out", str(path))
    done, proof, _said = run(capsys, *arguments)
    assert (done, proof["numbers"]) == (0, [])
    assert len(pypdf.PdfReader(path).pages) == proof["pages"]
    done, issued, _said = run(capsys, *arguments, "--issue")
    assert (done, len(issued["numbers"])) == (0, issued["pages"])
    assert run(capsys, "check", "--database", database)[1] == {"findings": []}


@pytest.mark.parametrize("language", ["en", "ur", "zh"])
def test_the_report_is_written_in_each_language(capsys, database, tmp_path, language):
    code = offering(capsys, database, "closed")
    path = tmp_path / "report.xlsx"
    arguments = ("--database", database, "--offering", code, "--out", str(path), "--language", language)
    assert run(capsys, "report", "offering", *arguments)[0] == 0
    assert path.stat().st_size > 5_000


def test_what_cannot_be_done_is_refused_in_plain_words(capsys, database, tmp_path):
    path = tmp_path / "c.pdf"
    cases = [
        ("results", "--database", database, "--offering", "XX-2026-01"),
        ("results", "--database", str(tmp_path / "none.db"), "--offering", "PK-2026-01"),
        ("certificates", "--database", database, "--offering", offering(capsys, database, "assessment"),
         "--out", str(path), "--issue"),
        ("import-roll", str(tmp_path / "none.xlsx"), "--database", database, "--offering", "PK-2026-01"),
        ("demo", str(Path(database) / "inside-a-file")),
    ]  # fmt: skip
    for arguments in cases:
        code, answer, said = run(capsys, *arguments)
        assert (code, answer) == (1, None)
        assert said.strip()
        assert "Traceback" not in said
    assert not path.exists()


@pytest.mark.parametrize("arguments", [[], ["unknown"], ["demo"], ["demo", "x", "--people", "0"]])
def test_wrong_usage_has_an_exit_code_of_its_own(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    assert left.value.code == 2


def test_a_mistake_of_the_program_shows_no_traceback(capsys, caplog, monkeypatch):
    def broken(_options):
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "_check", broken)
    assert cli.main(["check", "--database", "x", "--user", "auditor"]) == cli.OUR_MISTAKE
    assert "Traceback" not in capsys.readouterr().err
    assert "ZeroDivisionError" in caplog.text


def test_people_get_lines_instead_of_an_object(capsys, database):
    code = offering(capsys, database, "closed")
    assert cli.main(["results", "--database", database, "--offering", code, "--user", "auditor"]) == 0
    said = capsys.readouterr().out
    assert "{" not in said
    assert "  Pass\n" in said
    assert "PASS" not in said
    assert cli.main(["check", "--database", database, "--user", "auditor"]) == 0
    assert "Every invariant holds." in capsys.readouterr().out


def test_commands_need_neither_a_screen_nor_qt(database):
    script = (
        "import sys; from trainer_app import cli; "
        f"code = cli.main(['check', '--database', {database!r}, '--user', 'auditor']); "
        "assert not any(name.startswith('PySide6') for name in sys.modules); sys.exit(code)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_a_command_is_run_by_somebody(capsys, database, tmp_path, monkeypatch):
    assert cli.main(["check", "--database", database]) == cli.REFUSED
    assert "--user" in capsys.readouterr().err
    monkeypatch.delenv("TRAINER_PASSWORD")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert cli.main(["check", "--database", database, "--user", "auditor"]) == cli.REFUSED
    file = tmp_path / "password.txt"
    file.write_text(f"{SAMPLE_PASSWORD}\n", encoding="utf-8")
    arguments = ["check", "--database", database, "--user", "auditor", "--password-file", str(file)]
    assert cli.main(arguments) == cli.DONE


def test_a_wrong_password_never_says_which_part_was_wrong(capsys, database, monkeypatch):
    monkeypatch.setenv("TRAINER_PASSWORD", "not the password")
    said = [run(capsys, "check", "--database", database, "--user", name) for name in ("auditor", "nobody")]
    assert [code for code, _answer, _said in said] == [1, 1]
    assert said[0] == said[1]


def test_a_role_that_may_not_is_refused_with_whose_work_it_is(capsys, database):
    code = offering(capsys, database, "results", "CTR-101")
    arguments = ("certificates", "--database", database, "--offering", code, "--out", "x.pdf", "--issue")
    done, answer, said = run(capsys, *arguments, "--user", "training")
    assert (done, answer) == (1, None)
    assert "Certifying officer" in said
    assert not Path("x.pdf").exists()


def test_a_backup_is_made_tried_and_put_back(capsys, database, tmp_path):
    done, made, _said = run(capsys, "backup", "--database", database, "--drill", "--second", str(tmp_path))
    assert done == 0
    assert (made["drill"]["findings"], made["drill"]["differences"], made["drill"]["people"]) == (0, 0, 60)
    assert made["drill"]["found"] == []
    code = offering(capsys, database, "open", "CTR-101")
    roll = str(ROLLS / "nccia-roll-2026.xlsx")
    assert run(capsys, "import-roll", roll, "--database", database, "--offering", code)[0] == 0
    done, seen, _said = run(capsys, "restore", made["file"], "--database", database, "--dry-run")
    assert [(step["user"], step["act"]) for step in seen["lost"]] == [("Farah Siddiqui", "rolls.accept")]
    assert seen["kept"] is None
    done, restored, _said = run(capsys, "restore", made["second"], "--database", database)
    assert (done, Path(restored["kept"]).is_file()) == (0, True)
    done, again, _said = run(capsys, "restore", made["file"], "--database", database, "--dry-run")
    assert [step["act"] for step in again["lost"]] == []


def test_a_backup_is_put_back_with_its_own_keys_where_the_present_ones_are_damaged(capsys, database):
    made = run(capsys, "backup", "--database", database)[1]
    Path(f"{database}.keys").write_bytes(b"{}")
    assert run(capsys, "check", "--database", database)[0] == 1
    assert run(capsys, "restore", made["file"], "--database", database)[0] == 0
    assert run(capsys, "check", "--database", database)[1] == {"findings": []}


def test_the_journal_is_verified_and_compared(capsys, database):
    done, verified, _said = run(capsys, "journal", "verify", "--database", database)
    assert (done, verified["findings"]) == (0, [])
    assert verified["entries"] > 500
    assert run(capsys, "journal", "rebuild-check", "--database", database)[1] == {"differences": []}
    assert cli.main(["journal", "verify", "--database", database, "--user", "auditor"]) == 0
    assert "the journal is whole" in capsys.readouterr().out


def test_the_end_of_the_journal_on_a_paper_is_found_in_it(capsys, database, tmp_path):
    out, code = tmp_path / "report.xlsx", offering(capsys, database, "open", "CTR-101")
    run(capsys, "report", "offering", "--database", database, "--offering", code, "--out", str(out))
    foot = openpyxl.load_workbook(out).worksheets[0].oddFooter.left.text
    head = foot.partition(" · ")[2]
    other = "J1 0000 0000 0000 0000"
    asked = ("journal", "verify", "--database", database, "--printed", head, "--printed", other)
    assert run(capsys, *asked)[1]["printed"] == {head: True, other: False}
    done, _answer, said = run(capsys, "journal", "verify", "--database", database, "--printed", "J1")
    assert (done, "J1" in said) == (1, True)


def test_only_an_administrator_puts_a_backup_back(capsys, database):
    made = run(capsys, "backup", "--database", database)[1]
    done, _answer, said = run(capsys, "restore", made["file"], "--database", database, "--user", "training")
    assert (done, "Administrator" in said) == (1, True)
    assert run(capsys, "backup", "--database", database, "--user", "auditor")[0] == 1


BEGUN = ("--station", "IS", "--title", "Joint Training", "--name", "Sana Javed", "--side", "PK")
LET_IN = ("--name", "Zhao Ming", "--side", "CN", "--role", "auditor", "--role", "verifier")


def test_a_server_is_begun_and_its_first_user_lets_others_in(capsys, server_database, monkeypatch, tmp_path):
    address = server_database.engine.url.render_as_string(hide_password=False)
    where = ("--database", address, "--user", "sana")
    monkeypatch.setenv("TRAINER_PASSWORD", "correct horse battery")
    assert run(capsys, "server", "begin", *where, *BEGUN)[0] == 0
    done, _answer, said = run(capsys, "server", "begin", *where, *BEGUN)
    assert (done, "has users already" in said) == (1, True)
    first = tmp_path / "first.txt"
    first.write_text("quite another one\n", encoding="utf-8")
    assert run(capsys, "user", "add", "zhao", *where, *LET_IN, "--new-password-file", str(first))[0] == 0
    zhao = ("--database", address, "--user", "zhao", "--password-file", str(first))
    assert run(capsys, "check", *zhao)[1] == {"findings": []}


def test_an_administrator_lets_somebody_into_a_file(capsys, database, monkeypatch):
    added = ("user", "add", "zhao", "--database", database, *LET_IN)
    assert run(capsys, *added)[0] == 1
    monkeypatch.setenv("TRAINER_NEW_PASSWORD", "quite another one")
    done, _answer, said = run(capsys, *added, "--user", "training")
    assert (done, "Administrator" in said) == (1, True)
    assert run(capsys, *added)[0] == 0
    monkeypatch.setenv("TRAINER_PASSWORD", "quite another one")
    assert run(capsys, "check", "--database", database, "--user", "zhao")[0] == 0


def test_only_a_server_is_begun_from_the_command_line(capsys, tmp_path):
    place = tmp_path / "new.db"
    done, _answer, said = run(capsys, "server", "begin", "--database", str(place), "--user", "sana", *BEGUN)
    assert (done, "is a file" in said, place.exists()) == (1, True, False)


def test_a_reader_that_has_enough_gets_no_traceback(database):
    command = (sys.executable, "-m", "trainer_app", "check", "--database", database, "--user", "auditor")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()
        said = running.stderr.read()
    assert (running.returncode, said) == (0, b"")


def test_a_command_that_writes_leaves_a_file_to_the_window_and_one_that_reads_does_not(capsys, database):
    code = offering(capsys, database, "open")
    where = ("--database", database, "--offering", code)
    roll = str(ROLLS / "mps-roll-2026.xlsx")
    with file_lock.take(Path(database), kind=file_lock.Kind.WINDOW, now=datetime.now(UTC)):
        done, found, said = run(capsys, "import-roll", roll, *where)
        assert (done, found) == (1, None)
        assert "Only one program at a time may write in it." in said
        assert run(capsys, "import-roll", roll, *where, "--dry-run")[0] == 0
        assert run(capsys, "results", *where)[0] == 0
        assert run(capsys, "backup", "--database", database)[0] == 0
    assert run(capsys, "import-roll", roll, *where)[0] == 0


def test_a_backup_is_not_put_back_under_an_open_window(capsys, database, tmp_path):
    _done, made, _said = run(capsys, "backup", "--database", database)
    before = Path(database).read_bytes()
    with file_lock.take(Path(database), kind=file_lock.Kind.WINDOW, now=datetime.now(UTC)):
        assert run(capsys, "restore", made["file"], "--database", database)[0] == 1
    assert Path(database).read_bytes() == before
    assert list(Path(database).parent.glob("*-replaced-*")) == []
