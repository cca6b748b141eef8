"""Doing what a user does: one service in one transaction, with who does it and what the journal calls it."""

from trainer_app.models.base import new_id
from trainer_app.models.users import User
from trainer_app.rules.roles import Role
from trainer_app.storage.journal.origin import Origin


class Desk:
    """One user at work; `operation` is the id of what was done last."""

    def __init__(self, database, name="Sara Farooq", roles=(Role.TRAINING_OFFICER, Role.ADMINISTRATOR)):
        self.database, self.name, self.user = database, name, new_id()
        self.operation = None
        with database.transaction() as session:
            session.add(
                User(
                    id=self.user,
                    login=name.split()[0].casefold(),
                    full_name=name,
                    side="PK",
                    roles=sorted(roles),
                )
            )

    def does(self, function, *, act="", **given):
        """Call a service and keep what it did."""
        act = act or f"{function.__module__.rpartition('.')[2]}.{function.__name__}"
        origin = Origin(self.user, act, str(given.get("reason", "")))
        with self.database.transaction(origin=origin) as session:
            answer = function(session, **given)
        self.operation = origin.operation
        return answer

    def reads(self, function, **given):
        """Call a service that only reads."""
        with self.database.transaction(origin=Origin(self.user)) as session:
            return function(session, **given)
