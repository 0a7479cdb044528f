"""Every table, imported: for the migrations, and so that relationships find each other."""

from models import (
    drafts,
    imports,
    kudos,
    members,
    outbox,
    rate_buckets,
    reporting,
    requests,
    schedules,
    teams,
    values,
    workspaces,
)
from models.orm import Model

metadata = Model.metadata

__all__ = [
    "drafts",
    "imports",
    "kudos",
    "members",
    "metadata",
    "outbox",
    "rate_buckets",
    "reporting",
    "requests",
    "schedules",
    "teams",
    "values",
    "workspaces",
]
