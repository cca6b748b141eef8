"""The dialog in which both sides approve a version, since that cannot be undone."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.rules.states import VersionState
from trainer_app.services import courses
from trainer_app.services.courses import CourseDetail
from trainer_app.ui.page import Context
from trainer_app.ui.pages.courses.words import newest
from trainer_app.ui.pages.second_person import SecondPersonDialog, may_be
from trainer_app.ui.tasks import Task

if TYPE_CHECKING:
    from trainer_app.services.agreements import Proven


class ApprovalDialog(SecondPersonDialog):
    """Approves what is in review, with a second person for the other side."""

    def __init__(self, parent: QWidget, context: Context, course: CourseDetail) -> None:
        version, scheme = newest(course)
        words = (
            _("Approve rules version {no} of {code}?").format(no=scheme.no, code=ltr(course.code))
            if version.state is VersionState.APPROVED
            else _("Approve version {no} of {code}?").format(no=version.no, code=ltr(course.code))
        )
        super().__init__(
            parent,
            context,
            words,
            _(
                "You approve it for your side, a second person for the other one. "
                "New offerings take it; those that are open keep theirs. "
                "It never changes again: a later change makes the next draft."
            ),
        )
        self._course = course
        self.add_second(
            lambda: may_be(courses.APPROVERS, of_other_side=True),
            lambda: _("Keep it in review"),
            lambda: _("Approve"),
        )

    def send(self, second: "Proven") -> Task:
        """Approve it."""
        return self.context.tasks.write(
            courses.approve,
            changes=("course",),
            course_id=self._course.id,
            version=self._course.version,
            second=second,
            now=self.context.now(),
        )
