"""The words of the history: what was done, to which kind of record, to which field, and the states in it."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from trainer_app.core.language import N_, _, pgettext
from trainer_app.rules import words
from trainer_app.rules.states import (
    AwardState,
    DocumentState,
    EnrolmentState,
    NominationState,
    OfferingState,
    Outcome,
    ScoreState,
    SheetState,
    VersionState,
)
from trainer_app.rules.vocabulary import (
    AdjustmentKind,
    AgreementKind,
    ComponentKind,
    IdentifierKind,
    ImportKind,
    LatinOrder,
    MarkCombination,
    PersonStatus,
    ResitValue,
    RunState,
    Sex,
    StatementKind,
    StatusKind,
    UserStatus,
    ValidityBasis,
)

MARK = "mark"
"""Field that state and points of a score are together."""

_ACTS = {
    "adjustments.add": N_("Result adjusted"),
    "adjustments.take_back": N_("Adjustment taken back"),
    "award_grants.grant": N_("Awards granted"),
    "certificates.issue": N_("Certificates issued"),
    "certificates.mark_printed": N_("Certificates marked as printed"),
    "corrections.correct": N_("Score sheet corrected by two people"),
    "courses.approve": N_("Course approved"),
    "courses.change": N_("Course changed"),
    "courses.create": N_("Course made"),
    "courses.send_for_review": N_("Course sent for review"),
    "enrolments.enrol": N_("Person put on the roll"),
    "enrolments.enrol_many": N_("People put on the roll"),
    "enrolments.leave": N_("Leaving recorded"),
    "enrolments.record_credited": N_("Attendance typed"),
    "enrolments.record_delivered": N_("Delivered hours typed"),
    "enrolments.take_off": N_("Entry taken off the roll"),
    "offerings.change": N_("Offering changed"),
    "offerings.create": N_("Offering made"),
    "organisations.add_organisation": N_("Organisation added"),
    "organisations.add_rank": N_("Rank added"),
    "organisations.change_organisation": N_("Organisation changed"),
    "organisations.change_rank": N_("Rank changed"),
    "organisations.rename": N_("Organisation renamed"),
    "people.change": N_("Person changed"),
    "people.save_new": N_("Person added"),
    "results.decide": N_("Board's decision recorded"),
    "results.run": N_("Results computed"),
    "rolls.accept": N_("Roll imported"),
    "score_lists.accept": N_("Mark list imported"),
    "scores.record": N_("Score entered"),
    "scores.record_many": N_("Scores entered"),
    "scores.remark": N_("Remark on a score"),
    "scores.set_control_sum": N_("Sum on paper typed"),
    "sheets.give_back": N_("Score sheet returned"),
    "sheets.lock": N_("Score sheet locked"),
    "sheets.submit": N_("Score sheet submitted"),
    "sheets.verify": N_("Score sheet verified"),
    "signatories.add": N_("Signatory added"),
    "signatories.change": N_("Signatory changed"),
    "signatories.end": N_("Signatory ended"),
    "signatories.move": N_("Signatories put in another order"),
    "stages.move": N_("Offering moved to another stage"),
    "stages.reopen": N_("Results reopened by two people"),
    "stations.change_here": N_("Station changed"),
    "stations.change_programme": N_("Programme changed"),
    "stations.retitle": N_("Station renamed"),
    "undo.undo": N_("Earlier action undone"),
    "users.add": N_("User added"),
    "users.change": N_("User changed"),
    "users.remove": N_("User removed"),
}
_ENTITIES = {
    "adjustments": N_("Adjustment"),
    "agreements": N_("Agreement of two people"),
    "award_types": N_("Kind of award"),
    "awards": N_("Award"),
    "bands": N_("Band"),
    "certificate_documents": N_("Certificate"),
    "certificate_files": N_("Printed certificates"),
    "certificate_templates": N_("Certificate layout"),
    "components": N_("Component"),
    "course_versions": N_("Course version"),
    "courses": N_("Course"),
    "enrolments": N_("Entry of the roll"),
    "identifiers": N_("Identity number"),
    "import_batches": N_("Import"),
    "nominations": N_("Nomination"),
    "number_series": N_("Number series"),
    "offerings": N_("Offering"),
    "organisations": N_("Organisation"),
    "people": N_("Person"),
    "programmes": N_("Programme"),
    "rank_history": N_("Rank held"),
    "ranks": N_("Rank"),
    "result_runs": N_("Computation of results"),
    "results": N_("Result"),
    "scheme_versions": N_("Rules"),
    "score_sheets": N_("Score sheet"),
    "scores": N_("Score"),
    "sides": N_("Side"),
    "signatories": N_("Signatory"),
    "signing_keys": N_("Signing key"),
    "sittings": N_("Sitting"),
    "stations": N_("Station"),
    "status_events": N_("Change of an award"),
    "tracks": N_("Area of training"),
    "users": N_("User"),
}
_FIELDS = {
    "agreed_at": N_("Agreed at"),
    "agreed_by_id": N_("Agreed by"),
    "asked_by_id": N_("Asked by"),
    "assessor_id": N_("Assessor"),
    "attempt": N_("Attempt"),
    "attendance": N_("Attendance"),
    "attendance_min": N_("Minimum attendance"),
    "authority": N_("Authority"),
    "award_id": N_("Award"),
    "award_type_id": N_("Kind of award"),
    "awarded_on": N_("Awarded on"),
    "band_id": N_("Band"),
    "born_on": N_("Date of birth"),
    "capacity": N_("Seats"),
    "code": N_("Code"),
    "combination": N_("Marks of several assessors"),
    "component_id": N_("Component"),
    "computed_at": N_("Computed at"),
    "control_sum": N_("Sum on paper"),
    "copy_no": N_("Copy"),
    "counts": N_("Rows of the file"),
    "course_id": N_("Course"),
    "course_version_id": N_("Course version"),
    "credited_minutes": N_("Attended hours"),
    "decided_on": N_("Decided on"),
    "decimals": N_("Decimals of the total"),
    "delivered_minutes": N_("Delivered hours"),
    "ends_on": N_("Last day"),
    "enrolment_id": N_("Trainee"),
    "exempt_limit_bp": N_("Most that may be exempt"),
    "file_id": N_("Printed certificates"),
    "file_name": N_("File"),
    "file_sha256": N_("Fingerprint of the file"),
    "from_on": N_("Held from"),
    "full_name": N_("Full name"),
    "given_latin": N_("Given names"),
    "grace_limit": N_("Most points of grace"),
    "held_on": N_("Held on"),
    "host_side": N_("Host side"),
    "hours": N_("Hours"),
    "imported_at": N_("Imported at"),
    "inputs_sha256": N_("Fingerprint of the inputs"),
    "is_here": N_("This workstation"),
    "is_printed": N_("Printed"),
    "is_resittable": N_("Can be taken again"),
    "issued_on": N_("Issued on"),
    "issuer": N_("Issuer"),
    "key_id": N_("Name of the key"),
    "kind": N_("Kind"),
    "latin_order": N_("Order of the Latin name"),
    "layout": N_("Layout"),
    "login": N_("Sign-in name"),
    "lower": N_("Lower bound"),
    "mapping": N_("Reading of the columns"),
    MARK: N_("Mark"),
    "max_attempts": N_("Attempts"),
    "max_points": N_("Maximum"),
    "merged_into_id": N_("Merged into"),
    "min_pct": N_("Minimum"),
    "minutes_reference": N_("Number of the minutes"),
    "must_pass": N_("Must be passed"),
    "name_latin": N_("Name, Latin"),
    "name_ur": N_("Name, Urdu"),
    "name_zh": N_("Name, Chinese"),
    "next_serial": N_("Next number"),
    "no": N_("Version"),
    "number": N_("Number"),
    "objectives": N_("Objectives"),
    "offering_id": N_("Offering"),
    "on_day": N_("Day"),
    "order_no": N_("Place in the order"),
    "organisation_id": N_("Organisation"),
    "outcome": N_("Outcome"),
    "overall": N_("Total"),
    "page_no": N_("Page"),
    "pages": N_("Pages"),
    "parent_id": N_("Belongs to"),
    "pass_mark": N_("Pass mark"),
    "person_id": N_("Person"),
    "pinyin": N_("Pinyin"),
    "points": N_("Points"),
    "posting": N_("Posting"),
    "public_key": N_("Public key"),
    "qr_payload": N_("Text of the QR code"),
    "rank_id": N_("Rank"),
    "reason": N_("Reason"),
    "remark": N_("Remark"),
    "resit_value": N_("Which mark counts after a resit"),
    "resit_window_days": N_("Days for a resit"),
    "result_id": N_("Result"),
    "retired_on": N_("Retired on"),
    "roles": N_("Roles"),
    "roll_number": N_("Roll number"),
    "run_id": N_("Computation of results"),
    "scale_order": N_("Place in the scale"),
    "scheme_version_id": N_("Rules"),
    "serial": N_("Serial number"),
    "series_id": N_("Number series"),
    "sex": N_("Sex"),
    "sha256": N_("Fingerprint of the file"),
    "sheet_id": N_("Score sheet"),
    "side": N_("Side"),
    "sitting_id": N_("Sitting"),
    "snapshot": N_("What is printed"),
    "snapshot_sha256": N_("Fingerprint of what is printed"),
    "starts_on": N_("First day"),
    "state": N_("State"),
    "state_reason": N_("Reason"),
    "station": N_("Station"),
    "status": N_("Status"),
    "step": N_("Step of the marks"),
    "submitted_by_id": N_("Submitted by"),
    "surname_latin": N_("Surname"),
    "template_id": N_("Certificate layout"),
    "time_zone": N_("Time zone"),
    "title_en": N_("Title, English"),
    "title_ur": N_("Title, Urdu"),
    "title_zh": N_("Title, Chinese"),
    "tolerance_pct": N_("Tolerance between assessors"),
    "trace": N_("How it was computed"),
    "track_id": N_("Area of training"),
    "valid_from": N_("Valid from"),
    "valid_to": N_("Valid to"),
    "validity_basis": N_("Validity counts from"),
    "validity_months": N_("Months of validity"),
    "value": N_("Number"),
    "venue_en": N_("Venue, English"),
    "venue_ur": N_("Venue, Urdu"),
    "venue_zh": N_("Venue, Chinese"),
    "verified_by_id": N_("Verified by"),
    "weight_bp": N_("Weight"),
    "year": N_("Year"),
}


def act(name: str) -> str:
    """What was done, from the name that the journal keeps ("scores.record"); empty where it has no words."""
    words_of = _ACTS.get(name, "")
    return _(words_of) if words_of else ""


def acts() -> frozenset[str]:
    """Names of everything that has words."""
    return frozenset(_ACTS)


def entity(table: str) -> str:
    """What a record of a table is called; a table of another version of the program keeps its name."""
    return _(_ENTITIES.get(table, table))


def field(name: str) -> str:
    """What a field is called; one of another version of the program keeps its name."""
    return _(_FIELDS.get(name, name))


def state(value: StrEnum) -> str:
    """The word of a state or kind."""
    return _states(type(value))[value]


def _states(kind: type[StrEnum]) -> Mapping[Any, str]:
    told = _told().get(kind)
    return told() if told is not None else {each: _(text) for each, text in _STATES[kind].items()}


@cache
def _told() -> Mapping[type[StrEnum], Any]:
    """The states whose words the screens have too."""
    return {
        ScoreState: words.score_words,
        Outcome: words.outcome_words,
        OfferingState: words.offering_words,
        EnrolmentState: words.enrolment_words,
        VersionState: words.version_words,
        ComponentKind: words.kind_words,
        IdentifierKind: _identity_words,
    }


def _identity_words() -> dict[IdentifierKind, str]:
    return {
        IdentifierKind.CNIC: _("CNIC"),
        IdentifierKind.PRC_ID: _("Chinese ID"),
        IdentifierKind.PASSPORT: _("Passport"),
        IdentifierKind.POLICE_NO: _("Police no."),
        IdentifierKind.BELT_NO: _("Belt no."),
        IdentifierKind.OTHER: pgettext("number", "Other no."),
    }


_STATES: Mapping[type[StrEnum], Mapping[Any, str]] = {
    AdjustmentKind: {
        AdjustmentKind.CORRECTION: N_("Correction"),
        AdjustmentKind.SCALING: N_("Scaling"),
        AdjustmentKind.PENALTY: N_("Penalty"),
        AdjustmentKind.GRACE: N_("Points of grace"),
    },
    AgreementKind: {
        AgreementKind.REOPENING: N_("Reopening of the results"),
        AgreementKind.APPROVAL: N_("Approval by both sides"),
        AgreementKind.CORRECTION: N_("Correction of a locked sheet"),
    },
    AwardState: {
        AwardState.GRANTED: N_("Award granted"),
        AwardState.SUSPENDED: N_("Award suspended"),
        AwardState.WITHDRAWN: N_("Award withdrawn"),
    },
    DocumentState: {
        DocumentState.RESERVED: N_("Number reserved"),
        DocumentState.ISSUED: N_("Certificate issued"),
        DocumentState.VOID: N_("Number void"),
        DocumentState.SUPERSEDED: N_("Certificate superseded"),
        DocumentState.CANCELLED: N_("Certificate cancelled"),
    },
    ImportKind: {ImportKind.ROLL: N_("Nominal roll"), ImportKind.SCORES: N_("Mark list")},
    LatinOrder: {
        LatinOrder.GIVEN_FIRST: N_("Given name first"),
        LatinOrder.SURNAME_FIRST: N_("Surname first"),
    },
    MarkCombination: {
        MarkCombination.MEAN: N_("Their mean"),
        MarkCombination.MEDIAN: N_("Their median"),
    },
    NominationState: {
        NominationState.NOMINATED: N_("Nominated"),
        NominationState.SCREENED: N_("Screened"),
        NominationState.ACCEPTED: N_("Accepted"),
        NominationState.RESERVE: N_("Reserve"),
        NominationState.DECLINED: N_("Declined"),
    },
    PersonStatus: {
        PersonStatus.ACTIVE: N_("In use"),
        PersonStatus.INACTIVE: N_("No longer in use"),
        PersonStatus.MERGED: N_("Merged into another person"),
    },
    ResitValue: {
        ResitValue.CAP_AT_PASS: N_("The resit, up to the pass mark"),
        ResitValue.BEST: N_("The best"),
        ResitValue.LATEST: N_("The latest"),
    },
    RunState: {RunState.PROVISIONAL: N_("Provisional results"), RunState.FINAL: N_("Final results")},
    Sex: {Sex.FEMALE: N_("Female"), Sex.MALE: N_("Male")},
    SheetState: {
        SheetState.DRAFT: N_("Being filled in"),
        SheetState.SUBMITTED: N_("Submitted"),
        SheetState.VERIFIED: N_("Verified"),
        SheetState.LOCKED: N_("Locked"),
        SheetState.CORRECTION: N_("Being corrected"),
    },
    StatementKind: {
        StatementKind.COMPLETION: N_("Certificate of completion"),
        StatementKind.ATTENDANCE: N_("Certificate of attendance"),
        StatementKind.COMPETENCE: N_("Certificate of competence"),
        StatementKind.INSTRUCTOR: N_("Instructor's certificate"),
    },
    StatusKind: {
        StatusKind.GRANTED: N_("Award granted"),
        StatusKind.SUSPENDED: N_("Award suspended"),
        StatusKind.RESTORED: N_("Award restored"),
        StatusKind.WITHDRAWN: N_("Award withdrawn"),
    },
    UserStatus: {UserStatus.ACTIVE: N_("Works with the program"), UserStatus.REMOVED: N_("Removed")},
    ValidityBasis: {
        ValidityBasis.COMPLETION: N_("The day of completion"),
        ValidityBasis.PREVIOUS_EXPIRY: N_("The end of the award before"),
        ValidityBasis.FIXED_DATE: N_("A fixed day"),
        ValidityBasis.NONE: N_("Nothing; it has no end"),
    },
}
