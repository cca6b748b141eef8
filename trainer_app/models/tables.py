"""Every table, so that one import knows them all."""

from trainer_app.models import (
    agreements,
    assessment,
    awards,
    catalogue,
    delivery,
    drafts,
    journal,
    organisations,
    outcomes,
    people,
    users,
)
from trainer_app.models.base import Base

metadata = Base.metadata

__all__ = [
    "agreements",
    "assessment",
    "awards",
    "catalogue",
    "delivery",
    "drafts",
    "journal",
    "metadata",
    "organisations",
    "outcomes",
    "people",
    "users",
]
