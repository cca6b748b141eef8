"""Who works with the programme file: users are let in, given roles and passwords, and removed."""

import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from trainer_app.core.language import _
from trainer_app.core.text import isolate
from trainer_app.rules.roles import Role
from trainer_app.services import role_words, signing_in, users
from trainer_app.services.signing_in import Entered
from trainer_app.services.user_refusals import LoginTaken, NameMissing
from trainer_app.services.users import UserDraft, UserRow
from trainer_app.ui.page import Context
from trainer_app.ui.pages.settings.parts import RecordDialog, RecordsCard, side_combo
from trainer_app.ui.tables.cells import Cell, Side, Text
from trainer_app.ui.tables.model import Column
from trainer_app.ui.widgets.buttons import Button
from trainer_app.ui.widgets.fields import CheckBox, Field, TextField, in_row
from trainer_app.ui.widgets.labels import Label
from trainer_app.ui.widgets.new_password import NewPassword

_CHANGES = ("user",)
_ROWS_SEEN = 8


class UsersCard(RecordsCard[UserRow]):
    """Everybody who may sign in, and at the end who no longer may."""

    def __init__(self, context: Context, entered: Entered) -> None:
        super().__init__(
            context,
            lambda: _("Users"),
            lambda: _("Add user"),
            name="users",
            change=users.change,
            most=_ROWS_SEEN,
        )
        self._entered = entered
        self.password_button = Button(lambda: _("New password"), small=True, on_click=self.give_password)
        self.remove_button = Button(lambda: _("Remove"), "danger", small=True, on_click=self.remove)
        self._why = Label("", "second", wraps=True)
        self.line.addWidget(self.password_button)
        self.line.addWidget(self.remove_button)
        self.line.addWidget(self._why, 1)
        self._chosen()

    @override
    def _called(self, row: UserRow) -> str:
        return row.full_name

    @override
    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("name", lambda: _("Name"), _name, width=210, stretch=2, keeps=9),
            Column("login", lambda: _("Signs in as"), _login, width=130, keeps=8),
            Column("side", lambda: _("Side"), lambda row: Side(row.side), width=60),
            Column("roles", lambda: _("Roles"), _roles, width=300, stretch=3, keeps=7),
        )

    @override
    def _chosen(self, _row_id: object = None) -> None:
        super()._chosen()
        row = self._current
        is_active = row is not None and row.is_active
        is_own = row is not None and row.id == self._entered.user.id
        self.edit_button.setEnabled(is_active)
        self.password_button.setEnabled(is_active)
        self.remove_button.setEnabled(is_active and not is_own)
        self._why.set_words(_why_words(row, is_own=is_own))

    @override
    def add(self) -> None:
        """Let somebody in."""
        UserDialog(self, self._context, self._entered).open()

    @override
    def edit(self) -> None:
        """Change name, side and roles of the chosen user."""
        if (row := self._current) is not None and row.is_active:
            UserDialog(self, self._context, self._entered, row).open()

    def give_password(self) -> None:
        """Give the chosen user another password."""
        if (row := self._current) is not None:
            GivePasswordDialog(self, self._context, self._entered, row).open()

    def remove(self) -> None:
        """Let the chosen user in no longer."""
        if (row := self._current) is not None:
            RemoveDialog(self, self._context, self._entered, row).open()


class UserDialog(RecordDialog):
    """Adds a user with a first password, or changes the one that is given."""

    def __init__(
        self, parent: QWidget, context: Context, entered: Entered, row: UserRow | None = None
    ) -> None:
        title = (lambda: _("Edit user")) if row else (lambda: _("Add user"))
        super().__init__(parent, context, title, width=640)
        self._entered, self._row = entered, row
        self._name, self._login, self._side = TextField(), TextField(), side_combo()
        self._boxes = {role: CheckBox(_role_words(role)) for role in Role}
        self._new = NewPassword(self._login.text, words=lambda: _("First password"), is_wide=True)
        self._arrange_fields()
        self._fill(row)
        self.add_buttons((lambda: _("Save changes")) if row else (lambda: _("Add user")), self._save)
        self._login.textChanged.connect(self._new.check)
        self._new.changed.connect(self._check)
        self._check()

    def _arrange_fields(self) -> None:
        name = Field(lambda: _("Full name"), self._name)
        login = Field(lambda: _("Name to sign in with"), self._login)
        self.body.addWidget(in_row(name, login, Field(lambda: _("Side"), self._side)))
        self.body.addWidget(Label(lambda: _("Roles"), "label"))
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        for place, box in enumerate(self._boxes.values()):
            grid.addWidget(box, place // 2, place % 2)
        self.body.addLayout(grid)
        words = _("Nobody verifies what they entered themselves, and nobody issues what they verified.")
        self.body.addWidget(Label(words, "second", wraps=True))
        self.body.addWidget(self._new)
        self.at = {LoginTaken: login, NameMissing: name}

    def _fill(self, row: UserRow | None) -> None:
        self._side.set_value(self._context.station.side)
        self._new.setVisible(row is None)
        if row is None:
            return
        self._name.setText(row.full_name)
        self._login.setText(row.login)
        self._login.setEnabled(False)
        self._side.set_value(row.side)
        for role in row.roles:
            self._boxes[role].setChecked(True)
        self.note.set_words(_("Pages and buttons follow when the user signs in again."))

    def _check(self) -> None:
        if self._row is None:
            self.act.setEnabled(self._new.is_right)
            self.note.set_words(
                "" if self._new.is_right else _("Type a first password that keeps the rules.")
            )

    def _draft(self) -> UserDraft:
        roles = frozenset(role for role, box in self._boxes.items() if box.isChecked())
        return UserDraft(self._login.text(), self._name.text(), self._side.value, roles)

    def _save(self) -> None:
        if (row := self._row) is not None:
            self.write(
                users.change, changes=_CHANGES, user_id=row.id, version=row.version, draft=self._draft()
            )
            return
        database = self._entered.database
        self.write(
            add,
            changes=_CHANGES,
            draft=self._draft(),
            place=database.place,
            key=database.key,
            password=self._new.text,
        )


class GivePasswordDialog(RecordDialog):
    """Gives a user another password, for whom has forgotten it."""

    def __init__(self, parent: QWidget, context: Context, entered: Entered, row: UserRow) -> None:
        super().__init__(
            parent,
            context,
            _("Give {name} a new password?").format(name=isolate(row.full_name)),
            lambda: _(
                "The one before opens the file no longer. Tell it in person; it can be changed in Settings."
            ),
        )
        self._entered, self._row = entered, row
        self._new = NewPassword(lambda: row.login, words=lambda: _("New password"))
        self.body.addWidget(self._new)
        self.add_buttons(lambda: _("Give the password"), self._save)
        self._new.changed.connect(self._check)
        self._check()

    def _check(self) -> None:
        self.act.setEnabled(self._new.is_right)
        self.note.set_words("" if self._new.is_right else _("The password must keep the three rules."))

    def _save(self) -> None:
        database = self._entered.database
        task = self._context.tasks.run(
            signing_in.give_password,
            self._given,
            on_failure=self.show_fault,
            place=database.place,
            key=database.key,
            login=self._row.login,
            user_id=self._row.id,
            password=self._new.text,
        )
        self.follow(task, self.act)

    def _given(self, _nothing: object) -> None:
        self._context.toast(_("{name} has a new password").format(name=isolate(self._row.full_name)))


class RemoveDialog(RecordDialog):
    """Lets a user in no longer."""

    def __init__(self, parent: QWidget, context: Context, entered: Entered, row: UserRow) -> None:
        super().__init__(
            parent,
            context,
            _("Remove {name}?").format(name=isolate(row.full_name)),
            lambda: _(
                "The user signs in no longer. What was done under the name stays. "
                "The user can be added again."
            ),
        )
        self._entered, self._row = entered, row
        self.add_cancel(lambda: _("Keep the user"))
        self.act = self.add_action(lambda: _("Remove user"), self._save, role="danger")

    def _save(self) -> None:
        self.write(
            remove,
            changes=_CHANGES,
            user_id=self._row.id,
            version=self._row.version,
            place=self._entered.database.place,
        )


def add(session: Any, *, draft: UserDraft, place: Path, key: bytes, password: str) -> uuid.UUID:
    """Add a user who can sign in at once; where the key file refuses, nobody is added."""
    user_id = users.add(session, draft=draft)
    signing_in.give_password(place, key, login=draft.login, user_id=user_id, password=password)
    return user_id


def remove(session: Any, *, user_id: uuid.UUID, version: int, place: Path) -> None:
    """Remove a user together with the way into the file."""
    login = users.remove(session, user_id=user_id, version=version)
    session.flush()
    signing_in.take_password(place, login=login)


def _tone(row: UserRow) -> Any:
    return "text" if row.is_active else "text3"


def _name(row: UserRow) -> Cell:
    return Text(row.full_name, tone=_tone(row))


def _login(row: UserRow) -> Cell:
    return Text(row.login, tone=_tone(row))


def _roles(row: UserRow) -> Cell:
    words = role_words.listed(_in_order(row.roles)) if row.is_active else _("Removed")
    return Text(words, tone="text2" if row.is_active else "text3")


def _in_order(roles: frozenset[Role]) -> Sequence[Role]:
    return [role for role in Role if role in roles]


def _role_words(role: Role) -> Any:
    return lambda: role_words.name(role)


def _why_words(row: UserRow | None, *, is_own: bool) -> str:
    if row is None:
        return ""
    if is_own:
        return _("You cannot remove yourself; another administrator can.")
    return "" if row.is_active else _("This user was removed. Add the name again to let the person in.")
