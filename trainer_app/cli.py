"""The command line: for administrators, scripts and outside checks.

Exit codes: 0 done, 1 refused (the reason on standard error, nothing written), 2 wrong usage. With `--json`
one JSON object goes to standard output instead of text.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer_app import __version__, entering
from trainer_app.core import language
from trainer_app.core.errors import AppError, Refused
from trainer_app.core.language import _
from trainer_app.core.log import logger
from trainer_app.storage.engine import Database

if TYPE_CHECKING:
    from trainer_app.services.integrity import Finding

Answer = tuple[dict[str, Any], list[str]]
"""What a command gives: the object for `--json` and the lines for people."""

DONE, REFUSED, OUR_MISTAKE = 0, 1, 3
_DIRECTION_MARKS = dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069))
"""Isolates keep words apart on the screen; a terminal and a script have no use for them."""


def main(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    options = _parser().parse_args(arguments)
    language.activate(getattr(options, "words", "en"))
    try:
        answer, lines = options.command(options)
    except AppError as refusal:
        print(refusal.sentence().translate(_DIRECTION_MARKS), file=sys.stderr)
        return REFUSED
    except OSError as fault:
        print(f"{fault.strerror}: {fault.filename}. Nothing was written.", file=sys.stderr)
        return REFUSED
    except Exception as fault:  # the border of the command line: people get no traceback, the log does
        logger.exception("a command failed")
        print(f"The program made a mistake ({type(fault).__name__}); see its log.", file=sys.stderr)
        return OUR_MISTAKE
    text = json.dumps(answer, ensure_ascii=False, indent=1) if options.json else "\n".join(lines)
    _tell(text.translate(_DIRECTION_MARKS))
    return DONE


def _tell(text: str) -> None:
    try:
        print(text, flush=True)
    except BrokenPipeError:
        # The reader, such as `head`, has enough; what is left over must not be tried again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _demo(options: argparse.Namespace) -> Answer:
    from trainer_app.services import role_words, sample_files, sample_users
    from trainer_app.services.sample_users import SAMPLE_PASSWORD

    made = sample_files.make(
        options.directory, people_count=options.people, seed=options.seed, today=_today(options)
    )
    lines = [made.database.name, *(path.name for path in made.files)]
    lines += [f"{row.code}  {row.course}  {row.state}  {row.trainees}" for row in made.offerings]
    lines += [f"{user.login}  {role_words.name(user.role)}  {SAMPLE_PASSWORD}" for user in sample_users.USERS]
    answer = {
        "database": str(made.database),
        "offerings": [
            {"code": row.code, "course": row.course, "state": row.state.value, "trainees": row.trainees}
            for row in made.offerings
        ],
        "files": [str(path) for path in made.files],
        "users": [
            {"login": user.login, "role": user.role.value, "password": SAMPLE_PASSWORD}
            for user in sample_users.USERS
        ],
    }
    return answer, lines


def _import_roll(options: argparse.Namespace) -> Answer:
    from trainer_app.services import rolls

    with entering.writing(options) as database, _chosen(database, options) as session:
        preview = rolls.preview(
            session, offering_code=options.offering, file=options.file, on=_today(options)
        )
        done = rolls.accept(session, preview=preview, now=_now(options))
    refused = [{"row": each.row, "field": each.field, "why": each.why} for each in done.refused]
    answer = {
        "accepted": done.accepted,
        "unchanged": done.unchanged,
        "changed": done.changed,
        "refused": refused,
    }
    return answer, _counts(answer) + [f"row {each['row']}: {each['why']}" for each in refused]


def _export_scores(options: argparse.Namespace) -> Answer:
    from trainer_app.services import score_lists

    with entering.entered(options) as database, database.transaction("score_lists.export") as session:
        score_lists.export(session, offering_code=options.offering, path=options.out, now=_now(options))
    return {"file": str(options.out)}, [str(options.out)]


def _import_scores(options: argparse.Namespace) -> Answer:
    from trainer_app.services import score_lists

    with entering.writing(options) as database, _chosen(database, options) as session:
        preview = score_lists.preview(
            session, offering_code=options.offering, component_code=options.component, file=options.file
        )
        done = score_lists.accept(session, preview=preview, now=_now(options))
    answer: dict[str, Any] = {
        "accepted": done.accepted,
        "unchanged": done.unchanged,
        "changed": done.changed,
        "refused": [{"row": each.row, "name": each.name, "why": each.why} for each in done.refused],
        "ask": [{"row": each.row, "name": each.name, "why": each.why} for each in done.ask],
    }
    lines = [f"{_counts(answer)[0]}, to decide {len(answer['ask'])}"]
    lines += [
        f"row {each['row']}, {each['name']}: {each['why']}" for each in answer["refused"] + answer["ask"]
    ]
    return answer, lines


def _results(options: argparse.Namespace) -> Answer:
    from trainer_app.rules.states import Outcome
    from trainer_app.rules.words import outcome_words
    from trainer_app.services import results

    with entering.entered(options) as database, database.reading() as session:
        answer = results.as_json(results.of_offering(session, offering_code=options.offering))
    columns = ("roll_number", "name", "overall", "band", "outcome")
    words = outcome_words()
    told = [{**row, "outcome": words[Outcome(row["outcome"])]} for row in answer["results"]]
    lines = ["  ".join(str(row[name] or "-") for name in columns) for row in told]
    return answer, lines


def _certificates(options: argparse.Namespace) -> Answer:
    from trainer_app.services import certificates

    opened = entering.writing if options.issue else entering.entered
    with opened(options) as database:
        if options.issue:
            with database.transaction("certificates.issue") as session:
                batch = certificates.issue_ready(session, offering_code=options.offering, now=_now(options))
            with database.reading() as session:
                certificates.printed_to_file(session, offering_code=options.offering, path=options.out)
        else:
            with database.reading() as session:
                batch = certificates.proof_to_file(
                    session, offering_code=options.offering, path=options.out, on=_today(options)
                )
    left_out = [
        {"roll_number": each.roll_number, "name": each.name, "why": each.why} for each in batch.left_out
    ]
    answer = {
        "file": str(options.out),
        "pages": batch.pages,
        "numbers": list(batch.numbers),
        "left_out": left_out,
    }
    lines = [f"{options.out}: {batch.pages}"] + [f"{each['name']}: {each['why']}" for each in left_out]
    return answer, lines


def _report(options: argparse.Namespace) -> Answer:
    from trainer_app.services import reports

    with entering.entered(options) as database, database.transaction("reports.save") as session:
        reports.save_offering_progress(
            session,
            offering_code=options.offering,
            language=options.language,
            path=options.out,
            on=_today(options),
        )
    return {"file": str(options.out)}, [str(options.out)]


def _backup(options: argparse.Namespace) -> Answer:
    from trainer_app.services import backups

    with entering.entered(options) as database:
        _expect_file(database)
        with database.reading() as session:
            backups.expect_may_back_up(session)
        made = backups.make(database, second=options.second, now=datetime.now(UTC))
        tried = backups.drill(_key(database), made.backup) if options.drill else None
    answer: dict[str, Any] = {
        "file": str(made.backup.path),
        "bytes": made.backup.size,
        "second": str(made.second.path) if made.second else None,
    }
    lines = [answer["file"], *([answer["second"]] if made.second else [])]
    if made.is_second_missing:
        lines.append(
            f"{options.second}: this second place is not there; the backup is at the first place alone."
        )
    if tried is not None:
        counts = {
            "people": tried.people,
            "entries": tried.entries,
            "findings": len(tried.findings),
            "differences": tried.differences,
        }
        answer["drill"] = {**counts, "found": _findings(tried.findings)}
        counted = ", ".join(f"{name} {count}" for name, count in counts.items())
        lines += [f"Restored for trial: {counted}.", *_finding_lines(answer["drill"]["found"])]
    return answer, lines


def _restore(options: argparse.Namespace) -> Answer:
    from trainer_app.services import backups
    from trainer_app.storage import engine

    place, now = engine.path_of(options.database), datetime.now(UTC)
    chosen = backups.chosen(options.backup)
    password = entering.password(options)
    key = backups.unlock(place, chosen, login=options.user, password=password)
    lost = backups.loss(place, key, chosen)
    steps = [{"at": each.at.isoformat(), "user": each.user, "act": each.act} for each in lost.steps]
    answer: dict[str, Any] = {"backup": str(chosen.path), "lost": steps, "kept": None}
    lines = [f"{each['at']}  {each['user']}  {each['act']}" for each in steps]
    lines.append(f"Steps that are not in this backup: {len(steps)}.")
    if not options.dry_run:
        with entering.alone(options, may_be_missing=True):
            entered, kept = backups.restore(place, chosen, login=options.user, password=password, now=now)
            entered.database.close()
        answer["kept"] = str(kept) if kept else None
        lines.append(f"Restored. The file as it was: {kept}." if kept else "Restored.")
    return answer, lines


_IN_JOURNAL = {
    True: "is in the journal.",
    False: "is not in the journal: its end was cut off or written anew, or the paper is of another file.",
}


def _journal(options: argparse.Namespace) -> Answer:
    from trainer_app.services import backups, integrity

    with entering.entered(options) as database, database.reading() as session:
        if options.what == "verify":
            printed = {each: integrity.has_end(session, printed=each) for each in options.printed}
            found = backups.journal_findings(session)
            flaws = [
                {"node": each.node_no, "entry": each.seq, "flaw": each.flaw.value} for each in found.findings
            ]
            lines = [f"{each['node']}.{each['entry']}: {each['flaw']}" for each in flaws]
            lines = lines or [f"{found.entries} entries; the journal is whole."]
            lines += [f"{head}: {_IN_JOURNAL[is_there]}" for head, is_there in printed.items()]
            return {"entries": found.entries, "findings": flaws, "printed": printed}, lines
        differing = [
            {"table": each.entity, "row": str(each.row_id), "fields": list(each.fields)}
            for each in backups.rebuild_differences(session)
        ]
    lines = [f"{each['table']} {each['row']}: {', '.join(each['fields'])}" for each in differing]
    return {"differences": differing}, lines or ["Every table is as the journal says."]


def _user_add(options: argparse.Namespace) -> Answer:
    from trainer_app.rules.roles import Role
    from trainer_app.services import signing_in
    from trainer_app.services.users import UserDraft

    password = entering.new_password(options)
    roles = frozenset(map(Role, options.role))
    with entering.writing(options) as database:
        draft = UserDraft(options.login, options.name, options.side, roles)
        user_id = signing_in.let_in(database, draft=draft, password=password)
    return {"user": str(user_id)}, [f"{options.login} can sign in now."]


def _server_begin(options: argparse.Namespace) -> Answer:
    from trainer_app.services import signing_in
    from trainer_app.storage import engine

    if engine.is_file(options.database):
        raise NotAServer
    titles = language.Titles(options.title)
    given = signing_in.NewProgramme(titles, options.side, options.station, options.user, options.name)
    entered = signing_in.create_on_server(
        options.database, given=given, password=entering.password(options), today=_today(options)
    )
    entered.database.close()
    return {"user": str(entered.user.id)}, [f"{entered.user.login} can sign in now."]


def _expect_file(database: Database) -> None:
    if not database.is_file:
        raise NotAFile


def _key(database: Database) -> bytes:
    if database.key is None:
        raise NotAFile
    return database.key


class NotAFile(Refused):
    """A command is for files, and the database is on a server."""

    def sentence(self) -> str:
        """Who makes the backups of a server."""
        return _("This database is on a server; whoever keeps the server backs it up. Nothing was done.")


class NotAServer(Refused):
    """A command is for servers, and the database is a file."""

    def sentence(self) -> str:
        """How a file is begun."""
        return _("This database is a file; the first start of the window begins one. Nothing was done.")


def _check(options: argparse.Namespace) -> Answer:
    from trainer_app.services import integrity

    with entering.entered(options) as database, database.reading() as session:
        findings = integrity.check(session)
    told = _findings(findings)
    return {"findings": told}, _finding_lines(told) or ["Every invariant holds."]


def _findings(findings: Sequence["Finding"]) -> list[dict[str, str]]:
    return [{"invariant": each.invariant, "row": each.row, "why": each.why} for each in findings]


def _finding_lines(told: Sequence[dict[str, str]]) -> list[str]:
    return [f"{each['invariant']}  {each['row']}: {each['why']}" for each in told]


def _chosen(database: Database, options: argparse.Namespace) -> Any:
    """A transaction, or only a look when it is a dry run."""
    return database.reading() if options.dry_run else database.transaction(options.act)


def _counts(answer: dict[str, Any]) -> list[str]:
    parts = (f"{name} {answer[name]}" for name in ("accepted", "unchanged", "changed"))
    return [", ".join([*parts, f"refused {len(answer['refused'])}"])]


def _now(options: argparse.Namespace) -> datetime:
    return datetime.combine(options.today, datetime.min.time(), UTC) if options.today else datetime.now(UTC)


def _today(options: argparse.Namespace) -> date:
    return options.today or datetime.now(UTC).astimezone().date()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="trainer-app", description="Joint police training")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="command")
    demo = _command(commands, "demo", _demo, "make a sample programme and its documents in a folder")
    demo.add_argument("directory", type=Path)
    demo.add_argument("--people", type=_positive, default=400)
    demo.add_argument("--seed", type=int, default=1)
    roll = _command(commands, "import-roll", _import_roll, "import an agency's nominal roll")
    roll.set_defaults(act="rolls.accept")
    roll.add_argument("file", type=Path)
    _on_offering(roll)
    roll.add_argument("--dry-run", action="store_true")
    export = _command(commands, "export-scores", _export_scores, "write a score list to fill in")
    _on_offering(export)
    export.add_argument("--out", type=Path, required=True)
    marks = _command(commands, "import-scores", _import_scores, "import a score list or a mark list")
    marks.set_defaults(act="score_lists.accept")
    marks.add_argument("file", type=Path)
    _on_offering(marks, required=False)
    marks.add_argument("--component")
    marks.add_argument("--dry-run", action="store_true")
    _on_offering(_command(commands, "results", _results, "give the results of an offering"))
    certificates = _command(commands, "certificates", _certificates, "print or issue certificates")
    _on_offering(certificates)
    certificates.add_argument("--out", type=Path, required=True)
    certificates.add_argument("--issue", action="store_true")
    _add_report(commands)
    _with_database(_command(commands, "check", _check, "check every invariant of the data"))
    _add_backups(commands)
    _add_users(commands)
    return parser


def _add_backups(commands: Any) -> None:
    made = _command(commands, "backup", _backup, "make a backup, opened and verified at once")
    _with_database(made)
    made.add_argument("--second", type=Path, metavar="FOLDER", help="a second place for it, as a stick")
    made.add_argument("--drill", action="store_true", help="restore it for trial, check it, throw that away")
    restore = _command(commands, "restore", _restore, "put a backup in the place of the programme file")
    restore.add_argument("backup", type=Path)
    _with_database(restore)
    restore.add_argument("--dry-run", action="store_true", help="only say what would be lost")
    journal = commands.add_parser("journal", help="look at the journal").add_subparsers(
        required=True, metavar="what"
    )
    for name, purpose in (
        ("verify", "check that no entry was changed, removed or put in between"),
        ("rebuild-check", "compare the tables with what the journal says"),
    ):
        looked = _command(journal, name, _journal, purpose)
        looked.set_defaults(what=name)
        _with_database(looked)
        if name == "verify":
            looked.add_argument(
                "--printed", action="append", default=[], metavar="END", help="an end that a paper carries"
            )


def _add_users(commands: Any) -> None:
    users = commands.add_parser("user", help="let people in").add_subparsers(required=True, metavar="what")
    added = _command(users, "add", _user_add, "let somebody in, by an administrator")
    added.add_argument("login")
    added.add_argument("--role", action="append", required=True, choices=_role_names(), help="or several")
    _with_database(added)
    added.add_argument("--new-password-file", type=Path, metavar="FILE", help="with the first password")
    server = commands.add_parser("server", help="begin a server").add_subparsers(
        required=True, metavar="what"
    )
    begun = _command(server, "begin", _server_begin, "set up a database on a server with --user as its first")
    begun.add_argument("--station", required=True, metavar="CODE", help="two letters, as IS")
    begun.add_argument("--title", required=True, help="of the programme, in English")
    _with_database(begun)
    for parser in (added, begun):
        parser.add_argument("--name", required=True, help="the full name")
        parser.add_argument("--side", required=True, choices=("PK", "CN"))


def _role_names() -> list[str]:
    from trainer_app.rules.roles import Role

    return [role.value for role in Role]


def _add_report(commands: Any) -> None:
    report = commands.add_parser("report", help="write a report").add_subparsers(
        required=True, metavar="kind"
    )
    offering = _command(report, "offering", _report, "the progress of one offering as a workbook")
    _on_offering(offering)
    offering.add_argument("--out", type=Path, required=True)
    offering.add_argument("--language", choices=language.LANGUAGES, default="en")


def _command(
    commands: Any, name: str, action: Callable[[argparse.Namespace], Answer], purpose: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=purpose, description=purpose)
    parser.set_defaults(command=action)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day to work on, for checks"
    )
    return parser


def _on_offering(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    _with_database(parser)
    parser.add_argument("--offering", required=required, metavar="CODE")


def _with_database(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--database", required=True, help="a programme file or an SQLAlchemy URL")
    parser.add_argument("--user", metavar="LOGIN", help="who runs the command")
    parser.add_argument("--password-file", type=Path, metavar="FILE", help="its first line is the password")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
