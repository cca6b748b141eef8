"""What every table shares: naming, exact numbers, instants, titles and the columns of a record."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar

import uuid_utils
from sqlalchemy import BigInteger, DateTime, Dialect, Enum, LargeBinary, MetaData, String, Table, Text, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The one declarative base."""

    metadata = MetaData(naming_convention=NAMES)


class Id(TypeDecorator[uuid.UUID]):
    """A UUID: sixteen bytes in SQLite, the engine's own type elsewhere."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Bytes in SQLite, UUID elsewhere."""
        return dialect.type_descriptor(LargeBinary(16) if dialect.name == "sqlite" else Uuid())

    def process_bind_param(self, value: uuid.UUID | None, dialect: Dialect) -> Any:
        """Value for the driver."""
        return value.bytes if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> uuid.UUID | None:
        """Value from the driver."""
        return uuid.UUID(bytes=value) if value is not None and dialect.name == "sqlite" else value


@lru_cache(maxsize=8192)
def unscaled(value: int, places: int) -> Decimal:
    """The decimal, without needless zeros, of a whole number of its smallest unit."""
    exact = Decimal(value).scaleb(-places)
    whole = exact.to_integral_value()
    return whole.quantize(Decimal(1)) if exact == whole else exact.normalize()


class Exact(TypeDecorator[Decimal]):
    """A decimal with a fixed number of places, stored as a whole number of its smallest unit.

    Exact in every engine, comparable and summable in SQL. A value with more places is refused.
    """

    impl = BigInteger
    cache_ok = True

    def __init__(self, places: int = 3) -> None:
        super().__init__()
        self.places = places

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        """Whole number of the smallest unit.

        Raises:
            ValueError: the value has more places than the column.
        """
        if value is None:
            return None
        scaled = Decimal(value).scaleb(self.places)
        if scaled != scaled.to_integral_value():
            raise ValueError(value)
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """The decimal without needless zeros."""
        return None if value is None else unscaled(value, self.places)


class Instant(TypeDecorator[datetime]):
    """An instant in UTC, aware in Python."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The instant in UTC.

        Raises:
            ValueError: the instant has no time zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(value)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The instant, aware."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def states(kind: type[StrEnum], length: int = 24) -> Enum:
    """Column type that holds the values of one enumeration and nothing else."""
    return Enum(
        kind,
        name=kind.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=length,
        values_callable=lambda members: [member.value for member in members],
    )


def new_id() -> uuid.UUID:
    """A fresh UUIDv7: unique without asking anyone, ordered by time."""
    return uuid.UUID(bytes=uuid_utils.uuid7().bytes)


def derived_id(*parts: uuid.UUID) -> uuid.UUID:
    """The id of what two people would naturally create alike: UUIDv5 of the later parts in the first."""
    return uuid.uuid5(parts[0], "/".join(str(part) for part in parts[1:]))


def utc_now() -> datetime:
    """The clock behind the columns `created_at` and `changed_at`, and behind nothing else."""
    return datetime.now(UTC)


def table_of(kind: type[Base]) -> Table:
    """The table behind the records, for reads and writes that need no records."""
    table = kind.__table__
    assert isinstance(table, Table)  # noqa: S101 (what the declarative base makes of every class here)
    return table


class Record:
    """Columns that every record carries; `version` guards against two people changing it at once."""

    id: Mapped[uuid.UUID] = mapped_column(Id, primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(Instant, default=utc_now)
    changed_at: Mapped[datetime] = mapped_column(Instant, default=utc_now, onupdate=utc_now)
    changed_by: Mapped[uuid.UUID | None] = mapped_column(Id)
    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 (SQLAlchemy passes the class)
        """Let the mapper count versions."""
        return {"version_id_col": cls.version}

    groups: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Fields that change and conflict together, by the name of their group; any other stands alone."""


class Titled:
    """A title in three languages; the English one is always there."""

    title_en: Mapped[str] = mapped_column(Text)
    title_ur: Mapped[str] = mapped_column(Text, default="")
    title_zh: Mapped[str] = mapped_column(Text, default="")


Code = String(32)

UNJOURNALLED = {"journal": False}
"""`info` of a column whose content the journal must not hold: too large, or a secret."""
