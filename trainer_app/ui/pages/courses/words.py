"""The words and chips of course versions, and the figures of a scheme as people read them."""

from decimal import Decimal

from trainer_app.core.formats import number, percent
from trainer_app.core.language import _, ngettext
from trainer_app.core.text import ltr
from trainer_app.rules.states import VersionState
from trainer_app.rules.words import version_words
from trainer_app.services.courses import ContentDraft, CourseDetail, SchemeDetail, VersionDetail
from trainer_app.services.scheme_drafts import SchemeDraft
from trainer_app.ui.widgets.chips import ChipKind, ChipLook

_LOOKS: dict[VersionState, tuple[ChipKind, str]] = {
    VersionState.DRAFT: ("accent", "pencil"),
    VersionState.IN_REVIEW: ("neutral", "eye"),
    VersionState.APPROVED: ("ok", "check"),
    VersionState.RETIRED: ("neutral", "lock"),
}


def chip_of(state: VersionState) -> ChipLook:
    """The chip of a state."""
    kind, icon = _LOOKS[state]
    return ChipLook(kind, version_words()[state], icon)


def state_of(version: VersionDetail, scheme: SchemeDetail) -> VersionState:
    """The state of a version together with one of its schemes: that of the one still being written."""
    return scheme.state if version.state is VersionState.APPROVED else version.state


def newest(course: CourseDetail) -> tuple[VersionDetail, SchemeDetail]:
    """The newest version of a course with its newest scheme."""
    return course.versions[0], course.versions[0].schemes[0]


def figure(value: Decimal) -> str:
    """A number with as many decimals as it needs, kept left to right."""
    return ltr(number(value, places(value)))


def share(value: Decimal) -> str:
    """A percent with as many decimals as it needs, kept left to right."""
    return ltr(percent(value, places(value)))


def weight(weight_bp: int) -> str:
    """A weight in percent, always with two decimals."""
    return ltr(percent(Decimal(weight_bp) / 100, 2))


def places(value: Decimal) -> int:
    """How many decimals a number needs."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def validity_words(content: ContentDraft) -> str:
    """How long what the course awards is valid."""
    if content.validity_months is None:
        return _("No expiry")
    return ngettext("{count} month", "{count} months", content.validity_months).format(
        count=number(content.validity_months)
    )


def hours_words(hours: int) -> str:
    """How many hours a course has."""
    return ngettext("{count} hour", "{count} hours", hours).format(count=number(hours))


def rounding_words(scheme: SchemeDraft) -> str:
    """How results are rounded."""
    return ngettext("Once, to {count} decimal", "Once, to {count} decimals", scheme.decimals).format(
        count=scheme.decimals
    )


def attempts_words(scheme: SchemeDraft) -> str:
    """How often a component may be taken."""
    if scheme.max_attempts == 1:
        return _("1, no resit")
    return ngettext(
        "{count}, resit within {days} days", "{count}, resit within {days} days", scheme.max_attempts
    ).format(count=scheme.max_attempts, days=scheme.resit_window_days)
