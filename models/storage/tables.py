"""Every table, imported: for the migrations, and so that relationships find each other."""

from models import kudos
from models.delivery import dead_letters, outbox, rate_buckets
from models.giving import drafts, imports, messages
from models.kudos import reports, versions
from models.people import members, reporting, teams, user_groups
from models.storage import requests
from models.storage.orm import Model
from models.workspace import policies, schedules, values, workspaces

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
