"""Every table, imported: for the migrations, and so that relationships find each other."""

from models import (
    dead_letters,
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
    "dead_letters",
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
