"""The dialog that asks before a version is approved, since that cannot be undone."""

from PySide6.QtWidgets import QWidget

from trainer_app.core.language import _
from trainer_app.core.text import ltr
from trainer_app.rules.states import VersionState
from trainer_app.services import courses
from trainer_app.services.courses import CourseDetail
from trainer_app.ui.page import Context
from trainer_app.ui.pages.courses.words import newest
from trainer_app.ui.widgets.dialogs import Dialog


class ApprovalDialog(Dialog):
    """Approves what is in review."""

    def __init__(self, parent: QWidget, context: Context, course: CourseDetail) -> None:
        version, scheme = newest(course)
        words = (
            _("Approve rules version {no} of {code}?").format(no=scheme.no, code=ltr(course.code))
            if version.state is VersionState.APPROVED
            else _("Approve version {no} of {code}?").format(no=version.no, code=ltr(course.code))
        )
        super().__init__(
            parent,
            words,
            _(
                "You record that both sides agreed. New offerings take it; those that are open keep theirs. "
                "It never changes again: a later change makes the next draft."
            ),
        )
        self._context, self._course = context, course
        self.add_cancel(lambda: _("Keep it in review"))
        self.act = self.add_action(lambda: _("Approve"), self._approve)

    def _approve(self) -> None:
        task = self._context.tasks.write(
            courses.approve, changes=("course",), course_id=self._course.id, version=self._course.version
        )
        self.follow(task, self.act)
