"""Why an action cannot be undone.

UndoRefused
├── NothingToUndo   the journal has no such action
├── NotYours        somebody else did it
├── NeverUndone     others rely on actions of that kind from the moment on
├── UndoneAlready   it was undone before
├── ChangedSince    something that it changed was changed again
├── BuiltUpon       something was made since that needs what would go
├── PlaceTaken      what would come again has its place taken by something else
├── Closed          the offering's stage does not allow such changes any more
├── Approved        the course version or its rules were approved since
└── NotKept         the journal does not keep what would have to come again
"""

from datetime import datetime

from trainer_app.core.errors import Refused
from trainer_app.core.language import _
from trainer_app.core.text import isolate, ltr
from trainer_app.rules.states import OfferingState
from trainer_app.rules.words import offering_words
from trainer_app.services.history_values import instant


class UndoRefused(Refused):
    """An action cannot be undone; nothing was changed."""


class NothingToUndo(UndoRefused):
    """The journal has no such action; it changed nothing."""

    def sentence(self) -> str:
        """That there is nothing."""
        return _("There is nothing to undo: that step changed nothing.")


class NotYours(UndoRefused):
    """Somebody else did it."""

    def __init__(self, action: str, user: str) -> None:
        self.action, self.user = action, user
        super().__init__(action, user)

    def sentence(self) -> str:
        """What, whose it is, and what to do."""
        return _(
            "“{action}” cannot be undone by you: {user} did it. Nothing was changed; ask {user} to undo it."
        ).format(action=self.action, user=isolate(self.user))


class NeverUndone(UndoRefused):
    """Others rely on actions of that kind from the moment on."""

    def __init__(self, action: str) -> None:
        self.action = action
        super().__init__(action)

    def sentence(self) -> str:
        """What, and what to do instead."""
        return _(
            "“{action}” cannot be undone: others rely on it from that moment. Nothing was changed; correct "
            "it by the step that is made for it, which stays on record."
        ).format(action=self.action)


class UndoneAlready(UndoRefused):
    """It was undone before."""

    def __init__(self, action: str) -> None:
        self.action = action
        super().__init__(action)

    def sentence(self) -> str:
        """What, and that it is done."""
        return _("“{action}” was undone already. Nothing was changed.").format(action=self.action)


class _Since(UndoRefused):
    """Something that happened since stands against it: to what, by whom, when."""

    def __init__(self, action: str, what: str, user: str, at: datetime) -> None:
        self.action, self.what, self.user, self.at = action, what, user, at
        super().__init__(action, what, user, at)

    def _filled(self, sentence: str) -> str:
        return sentence.format(
            action=self.action, what=isolate(self.what), user=isolate(self.user), when=instant(self.at)
        )


class ChangedSince(_Since):
    """Something that it changed was changed again."""

    def sentence(self) -> str:
        """What was changed, by whom and when, and what to do."""
        return self._filled(
            _(
                "“{action}” cannot be undone: {what} was changed since, by {user} on {when}. Nothing was "
                "changed now; undo that first, or change it by hand."
            )
        )


class BuiltUpon(_Since):
    """Something was made since that needs what would go."""

    def sentence(self) -> str:
        """What was built on it, by whom and when, and what to do."""
        return self._filled(
            _(
                "“{action}” cannot be undone: something was built on it since, namely {what}, by {user} on "
                "{when}. Nothing was changed now; undo or remove that first."
            )
        )


class PlaceTaken(UndoRefused):
    """What would come again has its place taken by something else."""

    def __init__(self, action: str) -> None:
        self.action = action
        super().__init__(action)

    def sentence(self) -> str:
        """What, and what to do."""
        return _(
            "“{action}” cannot be undone: its number, code or place on the roll was given to something else "
            "since. Nothing was changed; enter it anew."
        ).format(action=self.action)


class Closed(UndoRefused):
    """The offering's stage does not allow such changes any more."""

    def __init__(self, action: str, code: str, stage: OfferingState) -> None:
        self.action, self.code, self.stage = action, code, stage
        super().__init__(action, code, stage)

    def sentence(self) -> str:
        """What, which offering and stage."""
        return _(
            "“{action}” cannot be undone: offering {code} is at the stage {stage} now, which does not allow "
            "it. Nothing was changed."
        ).format(action=self.action, code=ltr(self.code), stage=offering_words()[self.stage])


class Approved(UndoRefused):
    """The course version or its rules were approved since."""

    def __init__(self, action: str) -> None:
        self.action = action
        super().__init__(action)

    def sentence(self) -> str:
        """What, and what to do."""
        return _(
            "“{action}” cannot be undone: it was approved since, and what is approved never changes. "
            "Nothing was changed; edit the course to make a new draft."
        ).format(action=self.action)


class NotKept(UndoRefused):
    """The journal does not keep what would have to come again."""

    def __init__(self, action: str) -> None:
        self.action = action
        super().__init__(action)

    def sentence(self) -> str:
        """What, and why."""
        return _(
            "“{action}” cannot be undone: the history does not keep all that would have to come again. "
            "Nothing was changed."
        ).format(action=self.action)
