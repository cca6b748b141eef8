"""Why a service refuses what a user asked for.

Refused
├── AboutPeople
│   ├── NameMissing             a person has no name in any script
│   ├── NameNotInScript         a name stands in the field of another script
│   ├── BornLater               a date of birth that lies ahead
│   ├── IdentityFaulty          an identity number that cannot be right
│   └── IdentityTaken           an identity number that another person has
├── AboutCourses
│   ├── NothingToReview         neither version nor scheme is a draft
│   ├── NotInReview             only a version in review is approved
│   └── SchemeUnsound           a scheme that cannot be approved, with each reason
├── AboutOfferings
│   ├── NoApprovedRules         a course without an approved version and scheme
│   ├── DatesReversed           an end before its start
│   ├── FrozenSinceOpen         course and rules are frozen once the roll is open
│   ├── MoveImpossible          the domain has no such move
│   └── ConditionsOpen          a stage whose conditions are not met
├── AboutRolls
│   ├── WrongStage              the offering's stage allows no such change
│   ├── AlreadyOnRoll           a person who is on the roll
│   ├── CapacityReached         more trainees than seats, and no reason given
│   ├── TooFewSeats             fewer seats than trainees
│   ├── MarksRecorded           an entry that has marks or attendance is kept
│   └── NotLeaving              a trainee's state that cannot follow the present one
├── AboutCertificates
│   ├── NotDecidedYet           certificates before the board's decision
│   ├── NothingToIssue          nobody is left who could get a certificate
│   ├── NoTemplate              no approved layout of certificates
│   └── NumbersExhausted        the year's numbers of the station are used up
├── ReasonMissing               a change that needs a reason
├── CodeTaken                   a code that something else has
├── TitleMissing                a title without its English form
├── NotPositive                 a figure that must be above zero
├── TooFine                     a figure with more than three decimals
├── ParentBelow                 an organisation placed below itself
└── NotAJournalEnd              what no paper carries as the end of a journal
"""

from collections.abc import Sequence
from datetime import date

from trainer_app.core.errors import Refused
from trainer_app.core.formats import date_long
from trainer_app.core.language import _, joined, ngettext
from trainer_app.core.text import isolate, ltr
from trainer_app.rules.states import EnrolmentState, OfferingState
from trainer_app.rules.words import enrolment_words, offering_words


class AboutPeople(Refused):
    """Something is wrong with what was typed about a person."""


class NameMissing(AboutPeople):
    """A person has no name in any script."""

    def sentence(self) -> str:
        """What to type."""
        return _("The person has no name. Type it in at least one of the three scripts.")


class NameNotInScript(AboutPeople):
    """A name stands in the field of another script; `script` is latin, ur or zh."""

    def __init__(self, name: str, script: str) -> None:
        self.name, self.script = name, script
        super().__init__(name, script)

    def sentence(self) -> str:
        """Which name, and where it belongs."""
        sentences = {
            "latin": _("“{name}” is not written in Latin letters. Type it in the field of its own script."),
            "ur": _("“{name}” is not written in Urdu letters. Type it in the field of its own script."),
            "zh": _("“{name}” is not written in Chinese characters. Type it in the field of its own script."),
        }
        return sentences[self.script].format(name=isolate(self.name))


class BornLater(AboutPeople):
    """A date of birth that lies ahead."""

    def __init__(self, name: str, born_on: date) -> None:
        self.name, self.born_on = name, born_on
        super().__init__(name, born_on)

    def sentence(self) -> str:
        """Whose date, and what to do."""
        return _("{name} cannot be born on {day}: that day lies ahead. Correct the date of birth.").format(
            name=isolate(self.name), day=date_long(self.born_on)
        )


class IdentityFaulty(AboutPeople):
    """An identity number that cannot be right; `why` is a whole sentence."""

    def __init__(self, value: str, why: str) -> None:
        self.value, self.why = value, why
        super().__init__(value, why)

    def sentence(self) -> str:
        """What is wrong with the number."""
        return self.why


class IdentityTaken(AboutPeople):
    """An identity number that another person has; `person_id` is that person's."""

    def __init__(self, value: str, holder: str, person_id: object = None) -> None:
        self.value, self.holder, self.person_id = value, holder, person_id
        super().__init__(value, holder)

    def sentence(self) -> str:
        """Whose number it is, and what to do."""
        return _(
            "The identity number {value} belongs to {holder} already. "
            "Open that person, or compare the number with the document. Nothing was saved."
        ).format(value=ltr(self.value), holder=isolate(self.holder))


class AboutCourses(Refused):
    """A rule of the catalogue stands against it."""


class NothingToReview(AboutCourses):
    """Neither version nor scheme of a course is a draft."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def sentence(self) -> str:
        """Which course, and what to do."""
        return _(
            "{code} has no draft to review. What is approved never changes: edit it to make a draft."
        ).format(code=ltr(self.code))


class NotInReview(AboutCourses):
    """Only a version in review is approved."""

    def __init__(self, code: str, no: int) -> None:
        self.code, self.no = code, no
        super().__init__(code, no)

    def sentence(self) -> str:
        """Which version, and what comes first."""
        return _("Version {no} of {code} is not in review. Send it for review first.").format(
            no=self.no, code=ltr(self.code)
        )


class SchemeUnsound(AboutCourses):
    """A scheme that cannot be approved; `reasons` are whole sentences."""

    def __init__(self, code: str, reasons: Sequence[str]) -> None:
        self.code, self.reasons = code, tuple(reasons)
        super().__init__(code, self.reasons)

    def sentence(self) -> str:
        """Which course, and every reason."""
        first = _("The scheme of {code} cannot be approved.").format(code=ltr(self.code))
        return "\n".join([first, *self.reasons])


class AboutOfferings(Refused):
    """A rule of offerings stands against it."""


class NoApprovedRules(AboutOfferings):
    """A course without an approved version and scheme."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def sentence(self) -> str:
        """Which course, and what to do."""
        return _("{code} has no approved version with an approved scheme. Approve them first.").format(
            code=ltr(self.code)
        )


class DatesReversed(AboutOfferings):
    """An end before its start."""

    def __init__(self, starts_on: date, ends_on: date) -> None:
        self.starts_on, self.ends_on = starts_on, ends_on
        super().__init__(starts_on, ends_on)

    def sentence(self) -> str:
        """Both days."""
        return _("The last day, {end}, lies before the first, {start}. Correct one of them.").format(
            end=date_long(self.ends_on), start=date_long(self.starts_on)
        )


class FrozenSinceOpen(AboutOfferings):
    """Course and rules are frozen once the roll is open."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def sentence(self) -> str:
        """Which offering, and what may be changed still."""
        return _(
            "The course of {code} was frozen when its roll opened. "
            "Dates, venue and seats can be changed still."
        ).format(code=ltr(self.code))


class MoveImpossible(AboutOfferings):
    """The domain has no such move."""

    def __init__(self, code: str, before: OfferingState, after: OfferingState) -> None:
        self.code, self.before, self.after = code, before, after
        super().__init__(code, before, after)

    def sentence(self) -> str:
        """From where to where it cannot be moved."""
        words = offering_words()
        return _("{code} is in the stage “{before}” and cannot be moved to “{after}”.").format(
            code=ltr(self.code), before=words[self.before], after=words[self.after]
        )


class ConditionsOpen(AboutOfferings):
    """A stage whose conditions are not met; `reasons` are whole sentences."""

    def __init__(self, code: str, after: OfferingState, reasons: Sequence[str]) -> None:
        self.code, self.after, self.reasons = code, after, tuple(reasons)
        super().__init__(code, after, self.reasons)

    def sentence(self) -> str:
        """Which stage, and every open condition."""
        first = _("{code} cannot be moved to “{after}” yet.").format(
            code=ltr(self.code), after=offering_words()[self.after]
        )
        return "\n".join([first, *self.reasons])


class AboutRolls(Refused):
    """A rule of the roll stands against it."""


class WrongStage(AboutRolls):
    """The offering's stage allows no such change."""

    def __init__(self, code: str, state: OfferingState) -> None:
        self.code, self.state = code, state
        super().__init__(code, state)

    def sentence(self) -> str:
        """Which stage it is."""
        return _("{code} is in the stage “{stage}”, where this cannot be changed. Nothing was saved.").format(
            code=ltr(self.code), stage=offering_words()[self.state]
        )


class AlreadyOnRoll(AboutRolls):
    """A person who is, or was, on the roll."""

    def __init__(self, name: str, code: str, roll_number: int) -> None:
        self.name, self.code, self.roll_number = name, code, roll_number
        super().__init__(name, code, roll_number)

    def sentence(self) -> str:
        """Who, and under which number."""
        return _("{name} has number {number} on the roll of {code} already.").format(
            name=isolate(self.name), number=self.roll_number, code=ltr(self.code)
        )


class CapacityReached(AboutRolls):
    """More trainees than seats, and no reason given."""

    def __init__(self, code: str, capacity: int, wanted: int) -> None:
        self.code, self.capacity, self.wanted = code, capacity, wanted
        super().__init__(code, capacity, wanted)

    def sentence(self) -> str:
        """How many seats there are, and what to do."""
        return ngettext(
            "{code} has {capacity} seat and would have {wanted} on its roll. "
            "Give a reason for going beyond it, or raise the capacity.",
            "{code} has {capacity} seats and would have {wanted} on its roll. "
            "Give a reason for going beyond them, or raise the capacity.",
            self.capacity,
        ).format(code=ltr(self.code), capacity=self.capacity, wanted=self.wanted)


class TooFewSeats(AboutRolls):
    """Fewer seats than trainees on the roll."""

    def __init__(self, code: str, capacity: int, enrolled: int) -> None:
        self.code, self.capacity, self.enrolled = code, capacity, enrolled
        super().__init__(code, capacity, enrolled)

    def sentence(self) -> str:
        """How many are on the roll."""
        return ngettext(
            "{code} has {enrolled} trainee on its roll; its capacity cannot become {capacity}.",
            "{code} has {enrolled} trainees on its roll; its capacity cannot become {capacity}.",
            self.enrolled,
        ).format(code=ltr(self.code), enrolled=self.enrolled, capacity=self.capacity)


class MarksRecorded(AboutRolls):
    """An entry of the roll that has marks or attendance is kept."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)

    def sentence(self) -> str:
        """Who, and what to do instead."""
        return _(
            "{name} has scores or attendance in this offering and stays on the roll. "
            "Record a withdrawal with its reason instead."
        ).format(name=isolate(self.name))


class NotLeaving(AboutRolls):
    """The domain has no such move of a trainee."""

    def __init__(self, name: str, before: EnrolmentState, after: EnrolmentState) -> None:
        self.name, self.before, self.after = name, before, after
        super().__init__(name, before, after)

    def sentence(self) -> str:
        """From where to where it cannot go."""
        words = enrolment_words()
        return _(
            "{name} is “{before}” on the roll and cannot become “{after}”. "
            "Only who has started can leave; any other entry is taken off the roll."
        ).format(name=isolate(self.name), before=words[self.before], after=words[self.after])


class AboutCertificates(Refused):
    """A certificate cannot be issued."""


class NotDecidedYet(AboutCertificates):
    """Certificates were asked for before the board's decision was recorded."""

    def __init__(self, offering_code: str) -> None:
        self.offering_code = offering_code
        super().__init__(offering_code)

    def sentence(self) -> str:
        """Which offering, and what comes first."""
        return _(
            "The results of {offering} are provisional. Record the board's decision first; "
            "no number was taken."
        ).format(offering=ltr(self.offering_code))


class NothingToIssue(AboutCertificates):
    """Nobody is left who could get a certificate; `reasons` are whole sentences about those who wait."""

    def __init__(self, offering_code: str, reasons: Sequence[str]) -> None:
        self.offering_code, self.reasons = offering_code, tuple(reasons)
        super().__init__(offering_code, self.reasons)

    def sentence(self) -> str:
        """Why nobody, and that no number is gone."""
        if not self.reasons:
            return _("Nobody in {offering} waits for a certificate. No number was taken.").format(
                offering=ltr(self.offering_code)
            )
        return _("No certificate of {offering} can be printed yet. No number was taken. {reasons}").format(
            offering=ltr(self.offering_code), reasons=joined(self.reasons)
        )


class NoTemplate(AboutCertificates):
    """No layout of certificates is approved."""

    def sentence(self) -> str:
        """What is missing."""
        return _("No layout of certificates is approved. Approve one, then issue; no number was taken.")


class NumbersExhausted(AboutCertificates):
    """The station's numbers of a year are used up."""

    def __init__(self, year: int, left: int) -> None:
        self.year, self.left = year, left
        super().__init__(year, left)

    def sentence(self) -> str:
        """How many numbers are left."""
        return ngettext(
            "Only {left} certificate number of {year} is left at this station. Nothing was issued.",
            "Only {left} certificate numbers of {year} are left at this station. Nothing was issued.",
            self.left,
        ).format(left=self.left, year=self.year)


class ReasonMissing(Refused):
    """A change that needs a reason."""

    def sentence(self) -> str:
        """What to type."""
        return _("This needs a reason. Type one; it is kept with the record.")


class CodeTaken(Refused):
    """A code that something else has."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)

    def sentence(self) -> str:
        """Which code, and what to do."""
        return _("The code {code} is in use already. Choose another.").format(code=ltr(self.code))


class TitleMissing(Refused):
    """A title or code that is blank."""

    def sentence(self) -> str:
        """What to type."""
        return _("A code and a title in English are needed. The other two languages can follow.")


class NotPositive(Refused):
    """A figure that must be above zero."""

    def __init__(self, figure: object) -> None:
        self.figure = figure
        super().__init__(figure)

    def sentence(self) -> str:
        """Which figure, and what to type."""
        return _("{figure} cannot be right here. Type a number above zero.").format(
            figure=ltr(str(self.figure))
        )


class TooFine(Refused):
    """A figure with more than three decimals."""

    def __init__(self, figure: object) -> None:
        self.figure = figure
        super().__init__(figure)

    def sentence(self) -> str:
        """Which figure, and what to type."""
        return _("{figure} has more than three decimals. Round it.").format(figure=ltr(str(self.figure)))


class ParentBelow(Refused):
    """An organisation placed below itself."""

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(title)

    def sentence(self) -> str:
        """Which organisation, and what to do."""
        return _("{title} cannot stand below itself. Choose another organisation above it.").format(
            title=isolate(self.title)
        )


class NotAJournalEnd(Refused):
    """What was given is not the end of a journal as papers carry it."""

    def __init__(self, printed: str) -> None:
        self.printed = printed
        super().__init__(printed)

    def sentence(self) -> str:
        """What it is like, and where it stands."""
        return _(
            "{printed} is not the end of a journal as the papers show it: a number and sixteen letters and "
            "digits, at the foot of each page."
        ).format(printed=isolate(self.printed))
