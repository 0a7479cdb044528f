"""Every table, imported: for the migrations, and so that relationships find each other."""

from models import answers, decisions, kudos, limits, pledge, schedules
from models.answers import absences, guidance, peers
from models.decisions import offers, rules
from models.decisions import versions as decision_versions
from models.delivery import dead_letters, outbox, rate_buckets
from models.gaps import nudges
from models.gaps import rules as gap_rules
from models.giving import drafts, imports, messages
from models.improving import causes, ideas, leadership, merged, training
from models.kudos import reports, versions
from models.limits import asking
from models.people import members, reporting, teams, user_groups
from models.privacy import backlog
from models.storage import requests
from models.storage.orm import Model
from models.workspace import calendars, notes, policies, values, workspaces

metadata = Model.metadata

__all__ = [
    "absences",
    "answers",
    "asking",
    "backlog",
    "calendars",
    "causes",
    "dead_letters",
    "decision_versions",
    "decisions",
    "drafts",
    "gap_rules",
    "guidance",
    "ideas",
    "imports",
    "kudos",
    "leadership",
    "limits",
    "members",
    "merged",
    "messages",
    "metadata",
    "notes",
    "nudges",
    "offers",
    "outbox",
    "peers",
    "pledge",
    "policies",
    "rate_buckets",
    "reporting",
    "reports",
    "requests",
    "rules",
    "schedules",
    "teams",
    "training",
    "user_groups",
    "values",
    "versions",
    "workspaces",
]
