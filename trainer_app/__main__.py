"""Chooses window or command line, builds the objects once and passes them in."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from trainer_app.core import language, log, paths
from trainer_app.core.language import Titles, _
from trainer_app.core.settings import Settings
from trainer_app.storage.late import LateDatabase

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from trainer_app.documents.certificate_data import CertificateData
    from trainer_app.services.signing_in import Entered
    from trainer_app.ui.opening import ProgrammeFile
    from trainer_app.ui.page import Station

FILE_ENDING = ".db"
_PASSWORD = "of a self check"  # noqa: S105 (of a file that is thrown away)


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window without arguments or with a programme file; else run a command. Gives the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words == ["--read-workbook"]:
        from trainer_app.documents import reading_worker

        return reading_worker.main()
    if words == ["--self-check"]:
        return self_check()
    # A home that cannot be written to is no reason not to work; the log then goes to standard error.
    with suppress(OSError):
        log.to_file(paths.log_file())
    if not words:
        return open_window()
    if len(words) == 1 and words[0].endswith(FILE_ENDING):
        return open_window(Path(words[0]))
    from trainer_app import cli

    return cli.main(words)


def open_window(place: Path | None = None) -> int:
    """Show the window on a programme file; where it is not there yet, its first run makes one.

    Without one named it is the file that was used last; another one may be chosen in the window.
    """
    if not has_screen():
        sys.stderr.write(
            _("There is no screen here; the commands work without one: trainer-app --help") + "\n"
        )
        return 1
    gc.disable()  # what a window is made of stays; `Opening` enables it again when everything is imported
    from trainer_app.ui import application
    from trainer_app.ui.finder import FINDER
    from trainer_app.ui.main_window import OPEN_ANOTHER
    from trainer_app.ui.pages.registry import PAGES

    settings = Settings(paths.settings_file())
    language.activate(settings.get("language", "en"))
    status = OPEN_ANOTHER
    while status == OPEN_ANOTHER:
        file = _programme_file(settings, place)
        database = LateDatabase()
        try:
            status = application.run_window(
                database, settings, pages=PAGES, finder=FINDER, file=file, where=_station
            )
        finally:
            gc.enable()
            database.close()
        place = None
    return status


def _programme_file(settings: Settings, named: Path | None) -> "ProgrammeFile":
    """The file named or used last; only a named and the usual one are made when they are not there yet."""
    from trainer_app.ui.opening import ProgrammeFile

    usual = paths.default_database()
    place = named or Path(settings.get("database") or usual)
    return ProgrammeFile(place, usual, may_be_made=place in (named, usual))


def has_screen() -> bool:
    """Whether Qt can show a window; without asking first it would abort the process."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _station(session: "Session") -> "Station":
    from trainer_app.services import programme
    from trainer_app.ui.page import Station

    here = programme.here(session)
    return Station(here.station_code, here.side, here.programme.in_language())


def self_check() -> int:
    """Try in a throw-away folder what the built program needs: database, documents, catalogues, window."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Path(folder, "programme.db")
        steps: dict[str, Callable[[], None]] = {
            "an empty database is migrated": lambda: _check_database(place),
            "a certificate is set in three scripts": _check_certificate,
            "a workbook is written, and read again by a process of its own": lambda: _check_workbook(
                Path(folder, "list.xlsx")
            ),
            "every catalogue speaks": _check_catalogues,
            "every page of the window opens": lambda: _check_window(place),
        }
        for what, step in steps.items():
            step()
            sys.stdout.write(f"Right: {what}.\n")
    return 0


class SelfCheckFailed(Exception):
    """Something that the program ships does not work here."""


def _check_database(place: Path) -> None:
    from trainer_app.storage import migrate

    database = _made_programme(place).database
    with database.engine.connect() as connection:
        found = migrate.revision(connection)
    database.close()
    _expect(found, migrate.NEWEST)


def _made_programme(place: Path) -> "Entered":
    from trainer_app.services import signing_in
    from trainer_app.services.signing_in import NewProgramme
    from trainer_app.storage.key_wraps import CHEAPEST

    given = NewProgramme(Titles("Self check"), "PK", "IS", "check", "Self check")
    entered, _key = signing_in.create(
        place, given=given, password=_PASSWORD, today=date(2026, 11, 23), cost=CHEAPEST
    )
    return entered


def _check_certificate() -> None:
    import pypdfium2

    from trainer_app.documents.certificate import write_certificates

    file = BytesIO()
    write_certificates([_sample_certificate()], file)
    pdf = pypdfium2.PdfDocument(file.getvalue())
    page = pdf[0]
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    text_page.close()
    page.close()
    pdf.close()
    _expect([name for name in ("Amina Khan", "李建国") if name not in text], [])


def _sample_certificate() -> "CertificateData":
    from trainer_app.documents.certificate_data import CertificateData, Signatory, StatementKind

    return CertificateData(
        name=Titles("Amina Khan", "آمنہ خان", "李建国"),
        course=Titles("Crime Scene Work", "جائے وقوعہ کا کام", "现场勘查"),
        kind=StatementKind.COMPLETION,
        held_from=date(2026, 11, 2),
        held_to=date(2026, 11, 20),
        hours=Decimal(90),
        awarded_on=date(2026, 11, 23),
        signatories=(Signatory(Titles("Director of Training", "ڈائریکٹر تربیت", "培训主任")),),
        is_proof=True,
    )


def _check_workbook(place: Path) -> None:
    from trainer_app.documents import workbook, workbook_reader
    from trainer_app.documents.sheet_model import Book, Cell, Column, Sheet

    names = ("Amina Khan", "آمنہ خان", "李建国")
    sheet = Sheet("List", (Column(20),), [[Cell(name)] for name in names])
    workbook.write(Book("List", "en", datetime(2026, 11, 23, tzinfo=UTC), (sheet,)), place)
    (read,) = workbook_reader.read(place).sheets
    _expect([read.row(number)[0] for number in (1, 2, 3)], list(names))


def _check_catalogues() -> None:
    said = set()
    for code in language.LANGUAGES:
        with language.using(code):
            said.add(language.gettext("Certificate of Training"))
    _expect(len(said), len(language.LANGUAGES))


def _check_window(place: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from trainer_app.services import signing_in
    from trainer_app.ui import application
    from trainer_app.ui.pages.registry import PAGES
    from trainer_app.ui.screenshots import wait_for

    entered = signing_in.sign_in(place, login="check", password=_PASSWORD)
    database = entered.database
    qt = application.make_application()
    with database.reading() as session:
        station = _station(session)
    window = application.make_window(qt, database, Settings(), pages=PAGES, station=station, entered=entered)
    faults: list[object] = []
    window.context.tasks.unanswered.connect(faults.append)
    window.show()
    in_the_sidebar = window.sidebar.keys()
    for key in in_the_sidebar:
        window.navigate(key)
        wait_for(window)
    window.context.tasks.close()
    window.close()
    database.close()
    _expect(faults, [])


def _expect(found: object, wanted: object) -> None:
    if found != wanted:
        raise SelfCheckFailed(f"{found!r} instead of {wanted!r}")


if __name__ == "__main__":
    sys.exit(main())
