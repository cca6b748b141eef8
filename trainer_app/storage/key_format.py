"""The key file's content as JSON, read strictly: what is not exactly as it was written is damaged."""

import json
import uuid
from dataclasses import dataclass, field, replace
from typing import Any

from trainer_app.storage.key_wraps import BOX_BYTES, NONCE_BYTES, SALT_BYTES, Cost, Wrap

FORMAT = 1
MOST_BYTES = 1024 * 1024


class Damaged(Exception):
    """The content is no key file, or was changed."""


class TooNew(Exception):
    """A newer program wrote the content."""


@dataclass(frozen=True, slots=True)
class UserWrap:
    """One user's wrap, and whose it is."""

    user_id: uuid.UUID
    wrap: Wrap


@dataclass(frozen=True, slots=True)
class Keys:
    """Everything in a key file; `wrong_attempts` were made since the last right one."""

    users: dict[str, UserWrap] = field(default_factory=dict)
    recovery: Wrap | None = None
    wrong_attempts: int = 0

    def with_user(self, login: str, user: UserWrap) -> "Keys":
        """The same with one user more, or with another wrap of one."""
        return replace(self, users={**self.users, login: user})

    def without_user(self, login: str) -> "Keys":
        """The same with one user fewer."""
        return replace(self, users={name: user for name, user in self.users.items() if name != login})


def to_bytes(keys: Keys) -> bytes:
    """The content of the file."""
    content = {
        "format": FORMAT,
        "wrong_attempts": keys.wrong_attempts,
        "users": {
            login: {"user_id": str(user.user_id), **_wrap_to_json(user.wrap)}
            for login, user in sorted(keys.users.items())
        },
        "recovery": _wrap_to_json(keys.recovery) if keys.recovery else None,
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def from_bytes(data: bytes) -> Keys:
    """What the file says.

    Raises:
        Damaged: it is not exactly what `to_bytes` writes.
        TooNew: its format is one of a newer program.
    """
    try:
        content = json.loads(data)
        if isinstance(content, dict) and _is_newer(content.get("format")):
            raise TooNew
        keys = _keys(content)
        is_as_written = to_bytes(keys) == data
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise Damaged from fault
    if not is_as_written:
        raise Damaged
    return keys


def _is_newer(number: object) -> bool:
    return isinstance(number, int) and number > FORMAT


def _keys(content: Any) -> Keys:
    users = {
        login: UserWrap(uuid.UUID(user["user_id"]), _wrap_from_json(user))
        for login, user in content["users"].items()
    }
    recovery = content["recovery"]
    return Keys(
        users, None if recovery is None else _wrap_from_json(recovery), _number(content["wrong_attempts"])
    )


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(value)
    return value


def _wrap_to_json(wrap: Wrap) -> dict[str, Any]:
    return {
        "passes": wrap.cost.passes,
        "memory_kib": wrap.cost.memory_kib,
        "lanes": wrap.cost.lanes,
        "salt": wrap.salt.hex(),
        "nonce": wrap.nonce.hex(),
        "box": wrap.box.hex(),
    }


def _wrap_from_json(content: Any) -> Wrap:
    cost = Cost(*(_number(content[name]) for name in ("passes", "memory_kib", "lanes")))
    parts = [bytes.fromhex(content[name]) for name in ("salt", "nonce", "box")]
    if [len(part) for part in parts] != [SALT_BYTES, NONCE_BYTES, BOX_BYTES]:
        raise ValueError("a part of a wrap has another length")
    return Wrap(cost, *parts)
