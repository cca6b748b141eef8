"""Every expected fault says its sentence in all three languages; a new class needs an example here."""

import pkgutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest

import trainer_app
from trainer_app import cli, entering
from trainer_app.core import errors, language, os_reasons
from trainer_app.core.errors import AppError, EnvironmentFault
from trainer_app.core.language import N_, Titles
from trainer_app.core.text import has_arabic, has_han
from trainer_app.documents.faults import Fault
from trainer_app.documents.headings import Field
from trainer_app.documents.identifiers import read_identifier
from trainer_app.documents.unreadable import REASONS, unreadable
from trainer_app.rules import merging, recovery_key
from trainer_app.rules.adjustments import NoGrace
from trainer_app.rules.chain import EntryId
from trainer_app.rules.roles import Role
from trainer_app.rules.states import EnrolmentState, OfferingState, SheetState
from trainer_app.services import (
    access,
    adjustment_refusals,
    agreement_refusals,
    duty_refusals,
    refusals,
    result_refusals,
    score_list_faults,
    sheet_refusals,
    station_refusals,
    undo_refusals,
    user_refusals,
)
from trainer_app.storage import backup, engine, faults, file_lock, key_refusals, outcomes, place
from trainer_app.storage.faults import Cause, StorageFault
from trainer_app.storage.file_lock import Holder
from trainer_app.ui.tables.score_grid import draft, recorder

_WORDS_IN_A_ROW = 4
"""So many words of the English sentence in another one were not translated; no example is as long."""
_DAY, _AT = date(2026, 11, 23), datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
_FILE = Path("/home/sana/roll.xlsx")
_NAME = Titles("Sana", "ثنا", "萨娜")
_MARK = {"trainee": _NAME, "component": _NAME, "maximum": Decimal(50), "step": Decimal("0.5")}
_SINCE = ("PK-9", "PK-9", "Sana", _AT)


def _storage_faults() -> list[StorageFault]:
    return [StorageFault("a.db", cause) for cause in Cause]


def _misread_number() -> str:
    fault = read_identifier("35202-1", Field.CNIC)
    assert isinstance(fault, Fault)
    return fault.sentence()


EXAMPLES: dict[type[AppError], Callable[[], Sequence[AppError]]] = {
    errors.NotANumber: lambda: [errors.NotANumber("12a")],
    errors.ValueOutsideMaximum: lambda: [errors.ValueOutsideMaximum(Decimal(57), Decimal(50))],
    errors.ValueOffStep: lambda: [errors.ValueOffStep(Decimal("1.25"), Decimal("0.5"))],
    errors.NotHours: lambda: [errors.NotHours("12a")],
    errors.NothingDelivered: lambda: [errors.NothingDelivered()],
    errors.NotACertificateNumber: lambda: [errors.NotACertificateNumber("12a")],
    errors.WrongCheckCharacter: lambda: [errors.WrongCheckCharacter("12a")],
    errors.NotFound: lambda: [errors.NotFound(N_("offering"), "PK-9")],
    errors.NothingRecognised: lambda: [
        errors.NothingRecognised("a.xlsx", each) for each in ("roll", "marks")
    ],
    errors.MarkOutOfRange: lambda: [errors.MarkOutOfRange(Decimal(57), **_MARK)],
    errors.MarkOffStep: lambda: [errors.MarkOffStep(Decimal("1.25"), **_MARK)],
    errors.ScoresClosed: lambda: [errors.ScoresClosed("PK-9")],
    errors.HasLeft: lambda: [errors.HasLeft(_NAME)],
    errors.NoSuchAttempt: lambda: [errors.NoSuchAttempt(_NAME, 3)],
    errors.ChangedMeanwhile: lambda: [errors.ChangedMeanwhile(N_("offering"))],
    errors.CellTooLong: lambda: [errors.CellTooLong("Scores", "B2", "x" * 40_000)],
    errors.CellUnprintable: lambda: [errors.CellUnprintable("Scores", "B2", "a\x01")],
    errors.CellOutOfRange: lambda: [errors.CellOutOfRange("Scores", "B2", "1e400")],
    errors.NoGlyph: lambda: [errors.NoGlyph("a☃", "☃")],
    errors.CodeUnreadable: lambda: [errors.CodeUnreadable()],
    errors.CodeNotGenuine: lambda: [errors.CodeNotGenuine()],
    errors.CertificatesFaulty: lambda: [errors.CertificatesFaulty(("萨娜 ثنا",))],
    errors.FileUnreadable: lambda: [errors.FileUnreadable(_FILE, "EIO.")],
    errors.WorkbookUnreadable: lambda: [unreadable(_FILE, code, limit="9", seconds="9") for code in REASONS],
    errors.FileUnwritable: lambda: [
        errors.FileUnwritable(_FILE, os_reasons.reason_of(OSError(number, "")))
        for number in os_reasons.NUMBERS
    ],
    errors.BackupUnsound: lambda: [errors.BackupUnsound("a.backup", count) for count in (0, 1, 2)],
    errors.DatabaseUnusable: lambda: [errors.DatabaseUnusable("a.db", "EIO.")],
    errors.DatabaseTooNew: lambda: [errors.DatabaseTooNew("a.db")],
    merging.TwoContents: lambda: [merging.TwoContents(EntryId(uuid.UUID(int=7), 7))],
    cli.NotAFile: lambda: [cli.NotAFile()],
    entering.NobodyNamed: lambda: [entering.NobodyNamed()],
    cli.NotAServer: lambda: [cli.NotAServer()],
    recovery_key.WrongRecoveryKey: lambda: [
        recovery_key.WrongRecoveryKey(),
        recovery_key.WrongRecoveryKey(3),
    ],
    access.NotAllowed: lambda: [
        access.NotAllowed("", (), [Role.ADMINISTRATOR]),
        access.NotAllowed("Sana", list(Role), list(Role)),
    ],
    agreement_refusals.SecondPersonMissing: lambda: [agreement_refusals.SecondPersonMissing("PK-9")],
    agreement_refusals.SamePerson: lambda: [agreement_refusals.SamePerson("Sana")],
    agreement_refusals.MayNotAgree: lambda: [
        agreement_refusals.MayNotAgree("Sana", [Role.AUDITOR], list(Role))
    ],
    agreement_refusals.SameSide: lambda: [agreement_refusals.SameSide("Sana", "Amina")],
    sheet_refusals.SheetClosed: lambda: [sheet_refusals.SheetClosed(_NAME, each) for each in SheetState],
    sheet_refusals.NothingEntered: lambda: [sheet_refusals.NothingEntered(_NAME)],
    sheet_refusals.SheetElsewhere: lambda: [
        sheet_refusals.SheetElsewhere(_NAME, each) for each in SheetState
    ],
    sheet_refusals.MarksMissing: lambda: [
        sheet_refusals.MarksMissing(_NAME, [_NAME] * count) for count in (1, 3, 4)
    ],
    sheet_refusals.SumDiffers: lambda: [sheet_refusals.SumDiffers(_NAME, Decimal("2.5"))],
    sheet_refusals.OwnSheet: lambda: [sheet_refusals.OwnSheet(_NAME)],
    sheet_refusals.SheetsUnverified: lambda: [
        sheet_refusals.SheetsUnverified("PK-9", [_NAME] * count) for count in (1, 2)
    ],
    sheet_refusals.NotCorrectable: lambda: [sheet_refusals.NotCorrectable(_NAME)],
    sheet_refusals.NothingCorrected: lambda: [sheet_refusals.NothingCorrected(_NAME)],
    sheet_refusals.SecondEntered: lambda: [sheet_refusals.SecondEntered(_NAME, "Sana")],
    duty_refusals.OwnMarks: lambda: [duty_refusals.OwnMarks([_NAME] * count) for count in (1, 3, 4)],
    duty_refusals.OwnMarksAdjusted: lambda: [
        duty_refusals.OwnMarksAdjusted([_NAME] * count) for count in (1, 3, 4)
    ],
    adjustment_refusals.AuthorityMissing: lambda: [adjustment_refusals.AuthorityMissing()],
    adjustment_refusals.PointsOutside: lambda: [
        adjustment_refusals.PointsOutside(Decimal(-101), is_signed=is_signed) for is_signed in (True, False)
    ],
    adjustment_refusals.GraceOnComponent: lambda: [adjustment_refusals.GraceOnComponent()],
    adjustment_refusals.GraceAboveLimit: lambda: [
        adjustment_refusals.GraceAboveLimit(Decimal("2.5"), Decimal(limit)) for limit in (0, 2)
    ],
    adjustment_refusals.GraceLiftsNothing: lambda: [
        adjustment_refusals.GraceLiftsNothing(_NAME, each) for each in NoGrace
    ],
    duty_refusals.OwnDecision: lambda: [duty_refusals.OwnDecision([_NAME] * count) for count in (1, 3, 4)],
    refusals.NameMissing: lambda: [refusals.NameMissing()],
    refusals.NameNotInScript: lambda: [
        refusals.NameNotInScript("Sana", each) for each in ("latin", "ur", "zh")
    ],
    refusals.BornLater: lambda: [refusals.BornLater("Sana", _DAY)],
    refusals.IdentityFaulty: lambda: [refusals.IdentityFaulty("1", _misread_number())],
    refusals.IdentityTaken: lambda: [refusals.IdentityTaken("1", "Sana")],
    refusals.NotAJournalEnd: lambda: [refusals.NotAJournalEnd("J12")],
    refusals.NothingToReview: lambda: [refusals.NothingToReview("CTR-101")],
    refusals.NotInReview: lambda: [refusals.NotInReview("CTR-101", 2)],
    refusals.SchemeUnsound: lambda: [refusals.SchemeUnsound("CTR-101", [""])],
    refusals.NoApprovedRules: lambda: [refusals.NoApprovedRules("CTR-101")],
    refusals.DatesReversed: lambda: [refusals.DatesReversed(_DAY, _DAY)],
    refusals.FrozenSinceOpen: lambda: [refusals.FrozenSinceOpen("PK-9")],
    refusals.MoveImpossible: lambda: [
        refusals.MoveImpossible("PK-9", before, after) for before in OfferingState for after in OfferingState
    ],
    refusals.ConditionsOpen: lambda: [refusals.ConditionsOpen("PK-9", OfferingState.RESULTS, [""])],
    refusals.WrongStage: lambda: [refusals.WrongStage("PK-9", state) for state in OfferingState],
    refusals.AlreadyOnRoll: lambda: [refusals.AlreadyOnRoll("Sana", "PK-9", 4)],
    refusals.CapacityReached: lambda: [refusals.CapacityReached("PK-9", 40, count) for count in (41, 42)],
    refusals.TooFewSeats: lambda: [refusals.TooFewSeats("PK-9", 1, count) for count in (1, 2)],
    refusals.MarksRecorded: lambda: [refusals.MarksRecorded("Sana")],
    refusals.NotLeaving: lambda: [
        refusals.NotLeaving("Sana", EnrolmentState.ENROLLED, after) for after in EnrolmentState
    ],
    refusals.NotDecidedYet: lambda: [refusals.NotDecidedYet("PK-9")],
    refusals.NothingToIssue: lambda: [refusals.NothingToIssue("PK-9", each) for each in ([], [""])],
    refusals.NoTemplate: lambda: [refusals.NoTemplate()],
    refusals.NumbersExhausted: lambda: [refusals.NumbersExhausted(2026, count) for count in (0, 1, 2)],
    refusals.ReasonMissing: lambda: [refusals.ReasonMissing()],
    refusals.CodeTaken: lambda: [refusals.CodeTaken("NPA")],
    refusals.TitleMissing: lambda: [refusals.TitleMissing()],
    refusals.NotPositive: lambda: [refusals.NotPositive(0)],
    refusals.TooFine: lambda: [refusals.TooFine("1.2345")],
    refusals.ParentBelow: lambda: [refusals.ParentBelow("NPA")],
    result_refusals.AlreadyDecided: lambda: [result_refusals.AlreadyDecided("PK-9", _DAY)],
    result_refusals.MinutesMissing: lambda: [result_refusals.MinutesMissing()],
    result_refusals.StillPending: lambda: [result_refusals.StillPending([_NAME] * count) for count in (1, 9)],
    user_refusals.PasswordWrong: lambda: [user_refusals.PasswordWrong()],
    user_refusals.LoginTaken: lambda: [user_refusals.LoginTaken("sana")],
    user_refusals.NameMissing: lambda: [user_refusals.NameMissing()],
    user_refusals.NoRole: lambda: [user_refusals.NoRole("Sana")],
    user_refusals.HasUsers: lambda: [user_refusals.HasUsers()],
    user_refusals.LastAdministrator: lambda: [user_refusals.LastAdministrator("Sana")],
    key_refusals.WrongPassword: lambda: [key_refusals.WrongPassword()],
    key_refusals.TooManyAttempts: lambda: [key_refusals.TooManyAttempts(count) for count in (1, 30, 900)],
    key_refusals.PasswordTooShort: lambda: [key_refusals.PasswordTooShort(count, 12) for count in (1, 4)],
    key_refusals.PasswordIsLogin: lambda: [key_refusals.PasswordIsLogin()],
    key_refusals.LoginTaken: lambda: [key_refusals.LoginTaken("sana")],
    key_refusals.LastLogin: lambda: [key_refusals.LastLogin("sana")],
    key_refusals.NoSuchUser: lambda: [key_refusals.NoSuchUser("sana")],
    key_refusals.KeyFileUnreadable: lambda: [
        key_refusals.KeyFileUnreadable(_FILE, fault, "EIO") for fault in key_refusals.KeyFileFault
    ],
    key_refusals.KeyFileUnwritable: lambda: [key_refusals.KeyFileUnwritable(_FILE, "EIO")],
    key_refusals.KeyFileInTheWay: lambda: [key_refusals.KeyFileInTheWay(_FILE)],
    score_list_faults.OfOtherOffering: lambda: [score_list_faults.OfOtherOffering("a.xlsx", "PK-9", "PK-8")],
    score_list_faults.WhichComponent: lambda: [score_list_faults.WhichComponent("a.xlsx")],
    score_list_faults.WhichColumn: lambda: [score_list_faults.WhichColumn(_NAME, ["A", "B"])],
    score_list_faults.NotOnRoll: lambda: [score_list_faults.NotOnRoll("Sana")],
    score_list_faults.SeveralFit: lambda: [score_list_faults.SeveralFit("Sana", [1, 2])],
    score_list_faults.NameDiffers: lambda: [score_list_faults.NameDiffers("Sana", _NAME)],
    score_list_faults.WordsUnclear: lambda: [score_list_faults.WordsUnclear("12a")],
    score_list_faults.SaidTwice: lambda: [score_list_faults.SaidTwice([1, 2])],
    score_list_faults.OtherMaximum: lambda: [score_list_faults.OtherMaximum(Decimal(100), Decimal(50))],
    station_refusals.NumbersTaken: lambda: [station_refusals.NumbersTaken("IS", count) for count in (1, 2)],
    station_refusals.CodeUnprintable: lambda: [station_refusals.CodeUnprintable("?")],
    undo_refusals.NothingToUndo: lambda: [undo_refusals.NothingToUndo()],
    undo_refusals.NotYours: lambda: [undo_refusals.NotYours("PK-9", "Sana")],
    undo_refusals.NeverUndone: lambda: [undo_refusals.NeverUndone("PK-9")],
    undo_refusals.UndoneAlready: lambda: [undo_refusals.UndoneAlready("PK-9")],
    undo_refusals.ChangedSince: lambda: [undo_refusals.ChangedSince(*_SINCE)],
    undo_refusals.BuiltUpon: lambda: [undo_refusals.BuiltUpon(*_SINCE)],
    undo_refusals.PlaceTaken: lambda: [undo_refusals.PlaceTaken("PK-9")],
    undo_refusals.Closed: lambda: [undo_refusals.Closed("PK-9", "PK-9", stage) for stage in OfferingState],
    undo_refusals.Approved: lambda: [undo_refusals.Approved("PK-9")],
    undo_refusals.NotKept: lambda: [undo_refusals.NotKept("PK-9")],
    place.OnNetworkShare: lambda: [place.OnNetworkShare("a.db", "cifs")],
    file_lock.InUse: lambda: [
        file_lock.InUse("a.db", Holder()),
        file_lock.InUse("a.db", Holder("sana", "desk-4", _AT.isoformat(), "window")),
    ],
    backup.NotSettled: lambda: [backup.NotSettled(_FILE, os_reasons.reason_of(OSError(5, "")))],
    engine.OnlyLooking: lambda: [engine.OnlyLooking("a.db")],
    faults.StorageFault: _storage_faults,
    faults.PagesDamaged: lambda: [faults.PagesDamaged("a.db", count) for count in (1, 2)],
    outcomes.NotSaved: lambda: [outcomes.NotSaved(fault) for fault in _storage_faults()],
    outcomes.OutcomeUnknown: lambda: [outcomes.OutcomeUnknown(fault) for fault in _storage_faults()],
    draft.LeftUnsaved: lambda: [draft.LeftUnsaved()],
    recorder.NotWritten: lambda: [recorder.NotWritten()],
}


def _kinds(kind: type[AppError]) -> Iterator[type[AppError]]:
    """The classes of faults that the program raises: those that say a sentence of their own."""
    for each in kind.__subclasses__():
        if each.__module__.startswith("trainer_app.") and not _is_made_for_others(each):
            yield each
        yield from _kinds(each)


def _is_made_for_others(kind: type[AppError]) -> bool:
    return kind.sentence is AppError.sentence


def _every_module() -> None:
    for module in pkgutil.walk_packages(trainer_app.__path__, "trainer_app."):
        if not module.name.endswith("__main__") and ".migrations." not in module.name:
            import_module(module.name)


def test_every_fault_has_an_example():
    _every_module()
    assert {kind.__qualname__ for kind in set(_kinds(AppError)) - set(EXAMPLES)} == set()


def test_every_example_is_of_its_class():
    for kind, examples in EXAMPLES.items():
        assert {type(each) for each in examples()} == {kind}


def _untranslated(english: str, other: str) -> list[str]:
    words = english.split()
    runs = (" ".join(words[at : at + _WORDS_IN_A_ROW]) for at in range(len(words) - _WORDS_IN_A_ROW + 1))
    return [run for run in runs if run in other]


@pytest.mark.parametrize("kind", EXAMPLES, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_a_fault_says_its_sentence_in_three_languages(kind):
    english = [fault.sentence() for fault in EXAMPLES[kind]()]
    assert [sentence for sentence in english if "{" in sentence] == []
    for code, has_script in (("ur", has_arabic), ("zh", has_han)):
        with language.using(code):  # as where it is raised: some hold a part that is said there
            others = [fault.sentence() for fault in EXAMPLES[kind]()]
        for sentence, said in zip(english, others, strict=True):
            assert "{" not in said
            assert has_script(said)
            assert _untranslated(sentence, said) == []


@pytest.mark.parametrize("kind", [kind for kind in EXAMPLES if issubclass(kind, EnvironmentFault)])
def test_a_fault_of_the_environment_is_said_in_few_words_too(kind):
    for fault in EXAMPLES[kind]():
        assert fault.in_short()
        assert "{" not in fault.in_short()


def test_what_was_left_in_english_is_found():
    assert _untranslated("The disk is full. Free some space.", "ڈسک The disk is full.") != []
    assert _untranslated("The disk is full. Free some space.", "ڈسک بھری ہوئی ہے۔") == []
