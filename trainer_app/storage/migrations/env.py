"""Runs migrations on the connection that the program hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from trainer_app.models import tables
from trainer_app.models.base import Exact, Id, Instant


def _rendered(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    if kind != "type" or not isinstance(item, Id | Exact | Instant):
        return False
    autogen.imports.add("from trainer_app.models.base import Exact, Id, Instant")
    return f"Exact({item.places})" if isinstance(item, Exact) else f"{type(item).__name__}()"


settings = context.config.attributes
context.configure(
    connection=settings["connection"],
    target_metadata=tables.metadata,
    include_object=settings.get("include_object"),
    render_item=_rendered,
    render_as_batch=settings["connection"].dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
