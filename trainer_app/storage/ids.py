"""Long lists of ids, read and kept at the cost of the bare rows."""

import uuid
from collections.abc import Sequence
from typing import Any, overload

from sqlalchemy import Select
from sqlalchemy.orm import Session
from typing_extensions import override


def read(session: Session, query: Select[uuid.UUID]) -> Sequence[uuid.UUID]:
    """The ids that a query of one column gives.

    Straight from the driver: rows and UUIDs made by SQLAlchemy take twenty times as long, and of 100 000 ids
    a list paints twenty.
    """
    result = session.connection().execute(query)
    found = [row[0] for row in result.cursor.fetchall()] if result.cursor is not None else []
    result.close()
    return PackedIds(found) if found and isinstance(found[0], bytes) else found


class PackedIds(Sequence[uuid.UUID]):
    """Ids kept as their sixteen bytes, made when they are asked for."""

    def __init__(self, packed: Sequence[bytes]) -> None:
        self._packed = packed

    @override
    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, place: int) -> uuid.UUID: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[uuid.UUID]: ...

    @override
    def __getitem__(self, place: int | slice) -> uuid.UUID | Sequence[uuid.UUID]:
        if isinstance(place, slice):
            return [uuid.UUID(bytes=each) for each in self._packed[place]]
        return uuid.UUID(bytes=self._packed[place])

    @override
    def __contains__(self, value: object) -> bool:
        return isinstance(value, uuid.UUID) and value.bytes in self._packed

    @override
    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        """Place of an id.

        Raises:
            ValueError: it is not among them.
        """
        if value not in self:
            raise ValueError(value)
        return self._packed.index(value.bytes, start, len(self) if stop is None else stop)
