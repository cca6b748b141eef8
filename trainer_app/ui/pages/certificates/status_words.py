"""The words and chips of what a certificate number stands for."""

from trainer_app.core.language import pgettext
from trainer_app.services.register import Status
from trainer_app.ui.widgets.chips import ChipLook


def chip_of(status: Status) -> ChipLook:
    """The chip of a status."""
    looks = {
        Status.ISSUED: ChipLook("ok", pgettext("certificate", "Issued"), "check"),
        Status.EXPIRED: ChipLook("neutral", pgettext("certificate", "Expired"), "calendar-clock"),
        Status.SUSPENDED: ChipLook("warn", pgettext("certificate", "Suspended"), "clock"),
        Status.WITHDRAWN: ChipLook("danger", pgettext("certificate", "Withdrawn"), "ban"),
        Status.SUPERSEDED: ChipLook("neutral", pgettext("certificate", "Superseded"), "refresh-cw"),
        Status.CANCELLED: ChipLook("outline", pgettext("certificate", "Cancelled"), "x"),
        Status.VOID: ChipLook("outline", pgettext("certificate", "Void"), "x"),
        Status.RESERVED: ChipLook("neutral", pgettext("certificate", "Reserved"), "clock"),
    }
    return looks[status]
