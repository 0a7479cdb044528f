"""Every table, imported: for the migrations, and so that relationships find each other."""

from models import (
    dead_letters,
    drafts,
    imports,
    kudos,
    members,
    messages,
    outbox,
    policies,
    rate_buckets,
    reporting,
    reports,
    requests,
    schedules,
    teams,
    user_groups,
    values,
    versions,
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
    "messages",
    "metadata",
    "outbox",
    "policies",
    "rate_buckets",
    "reporting",
    "reports",
    "requests",
    "schedules",
    "teams",
    "user_groups",
    "values",
    "versions",
    "workspaces",
]
