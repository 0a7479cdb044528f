"""Everything that is held about a person, table by table, for the person themselves.

Names stand for ids of people, words are plain text, instants are UTC. Who reported a pat of theirs is not told to them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, or_, select
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session

from models import words
from models.delivery import outbox
from models.delivery.outbox import Delivery, Priority, Purpose, Status
from models.giving.drafts import Draft
from models.giving.messages import MessageGift, Reaction
from models.kudos import Boost, Kudos, KudosReceiver, KudosValue, Retraction
from models.kudos.reports import KudosReport
from models.kudos.versions import KudosVersion
from models.people import members
from models.people.members import Member
from models.people.reporting import ReportingLine
from models.people.teams import Team, TeamMembership
from models.people.user_groups import UserGroup
from models.storage.orm import Model, table_of
from models.storage.requests import Outcome, Request
from models.workspace.policies import PolicyRow
from models.workspace.schedules import Run, Schedule
from models.workspace.values import CompanyValue
from models.workspace.workspaces import Workspace

NOT_ABOUT_PEOPLE = {
    "company_values": "the company's own words",
    "teams": "a team's name and channel; who is in it is in team_memberships",
    "imports": "which file was imported when",
    "imported_messages": "which messages of an archive became a pat; the pats themselves are there",
    "dead_letters": "which events failed; not whose",
    "rate_buckets": "how fast Slack may be called; gone after two minutes",
}
"""Tables that an export leaves out, each with its reason."""
PEOPLE = frozenset(
    {"giver_id", "entered_by_id", "receiver_id", "member_id", "lead_id", "by_id", "resolved_by_id", "changed_by_id"}
)
WORDS = frozenset({"message", "decision", "outcome", "customer_words", "words", "note"})
TECHNICAL = frozenset({"workspace_id", "fingerprint", "lease_owner", "lease_until", "version"})
Row = dict[str, Any]
Data = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Who:
    """Whose data it is."""

    session: Session
    workspace_id: int
    member: Member

    @property
    def id(self) -> UUID:
        return self.member.id

    def mentions(self, column: Any) -> ColumnElement[bool]:
        """Whether text or JSON holds their Slack id."""
        return as_type(column, Text).contains(self.member.slack_user_id or "-", autoescape=True)


def export(session: Session, *, workspace_id: int, member_id: UUID) -> Data | None:
    """By section, the rows held about this person; None when nobody has that id. A read of many statements."""
    member = members.by_id(session, workspace_id, [member_id]).get(member_id)
    if member is None:
        return None
    who = Who(session, workspace_id, member)
    found = {name: read(who) for name, read in SECTIONS.items()}
    return _spoken(who, found)


def order(session: Session, *, workspace_id: int, member: str, now: datetime) -> Outcome:
    """`member` (a Slack id) wants their data as files: owed as a message to them. `code`: "ordered" or "already"."""
    person = members.resolve(session, workspace_id=workspace_id, slack_ids=[member], now=now)[member]
    open_one = select(Delivery.id).where(
        Delivery.workspace_id == workspace_id,
        Delivery.member_id == person.id,
        Delivery.purpose == Purpose.EXPORT,
        Delivery.status.in_([Status.DUE, Status.SENDING]),
    )
    if session.scalar(open_one.limit(1)):
        return {"code": "already"}
    outbox.post(
        session,
        workspace_id=workspace_id,
        purpose=Purpose.EXPORT,
        key=f"export:{person.id}:{now:%Y-%m-%dT%H:%M}",
        channel_id=member,
        priority=Priority.ANSWER,
        member_id=person.id,
        now=now,
    )
    return {"code": "ordered"}


def _profile(who: Who) -> list[Row]:
    return _rows(who, Member, Member.id == who.id)


def _received(who: Who) -> list[Row]:
    mine = select(KudosReceiver.kudos_id).where(
        KudosReceiver.workspace_id == who.workspace_id, KudosReceiver.receiver_id == who.id
    )
    return _kudos(who, Kudos.id.in_(mine))


def _given(who: Who) -> list[Row]:
    return _kudos(who, or_(Kudos.giver_id == who.id, Kudos.entered_by_id == who.id))


def _kudos(who: Who, which: ColumnElement[bool]) -> list[Row]:
    """Each with all that hangs on it."""
    rows = _rows(who, Kudos, which)
    ids = [row["id"] for row in rows]
    parts: dict[str, tuple[type[Model], Any]] = {
        "receivers": (KudosReceiver, KudosReceiver.kudos_id),
        "joined_in": (Boost, Boost.kudos_id),
        "said_before": (KudosVersion, KudosVersion.kudos_id),
        "taken_back": (Retraction, Retraction.kudos_id),
    }
    hanging = {name: _by_kudos(_rows(who, table, column.in_(ids))) for name, (table, column) in parts.items()}
    values = _values(who, ids)
    return [
        {
            **row,
            "values": values.get(row["id"], []),
            **{name: part.get(row["id"], []) for name, part in hanging.items()},
        }
        for row in rows
    ]


def _values(who: Who, ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    query = (
        select(KudosValue.kudos_id, CompanyValue.name)
        .join(
            CompanyValue,
            (CompanyValue.workspace_id == KudosValue.workspace_id) & (CompanyValue.id == KudosValue.value_id),
        )
        .where(KudosValue.workspace_id == who.workspace_id, KudosValue.kudos_id.in_(ids))
    )
    found: dict[UUID, list[str]] = {}
    for kudos_id, name in who.session.execute(query):
        found.setdefault(kudos_id, []).append(name)
    return found


def _memberships(who: Who) -> list[Row]:
    names = dict(who.session.execute(select(Team.id, Team.name).where(Team.workspace_id == who.workspace_id)).all())
    rows = _rows(who, TeamMembership, TeamMembership.member_id == who.id)
    return [{**row, "team": names.get(row.pop("team_id"), "")} for row in rows]


def _digests(who: Who) -> list[Row]:
    """When each was due, and what became of it. The figures in it are about their team."""
    schedules = _rows(who, Schedule, Schedule.member_id == who.id)
    runs = _rows(who, Run, Run.schedule_id.in_([row["id"] for row in schedules]))
    for row in runs:
        del row["snapshot"]
    return [{**row, "periods": [run for run in runs if run["schedule_id"] == row["id"]]} for row in schedules]


def _deliveries(who: Who) -> list[Row]:
    return _rows(who, Delivery, or_(Delivery.member_id == who.id, Delivery.channel_id == who.member.slack_user_id))


def _requests(who: Who) -> list[Row]:
    """Requests that name them, without who else is named."""
    named = or_(who.mentions(Request.key), who.mentions(Request.outcome))
    return [{"key": row["key"], "received_at": row["received_at"]} for row in _rows(who, Request, named)]


def _user_groups(who: Who) -> list[Row]:
    groups = _rows(who, UserGroup, who.mentions(UserGroup.slack_users))
    return [{"name": group["name"], "handle": group["handle"]} for group in groups]


def _settings(who: Who) -> list[Row]:
    """Where the workspace's own settings name them."""
    installed = select(Workspace.installed_at).where(
        Workspace.id == who.workspace_id, Workspace.installer_slack_id == who.member.slack_user_id
    )
    rows: list[Row] = [{"installed_it_at": at} for at in who.session.scalars(installed)]
    exempt = as_type(PolicyRow.exempt, Text).contains(str(who.id))
    policies = _rows(who, PolicyRow, or_(PolicyRow.changed_by_id == who.id, exempt))
    return rows + [
        {"changed_by_id": one["changed_by_id"], "changed_at": one["changed_at"], "exempt": str(who.id) in one["exempt"]}
        for one in policies
    ]


def _of(table: type[Model], *columns: Any) -> Callable[[Who], list[Row]]:
    """Rows in which one of `columns` is the person."""
    return lambda who: _rows(who, table, or_(*(column == who.id for column in columns)))


SECTIONS: dict[str, Callable[[Who], list[Row]]] = {
    "profile and preferences": _profile,
    "pats received": _received,
    "pats given": _given,
    "joined in": _of(Boost, Boost.member_id),
    "emoji": _of(Reaction, Reaction.member_id),
    "messages that gave them a pat": _of(MessageGift, MessageGift.receiver_id),
    "edits": _of(KudosVersion, KudosVersion.by_id),
    "taken back or removed": _of(Retraction, Retraction.by_id),
    "reports they made or settled": _of(KudosReport, KudosReport.by_id, KudosReport.resolved_by_id),
    "drafts": _of(Draft, Draft.giver_id),
    "leads and reports": _of(ReportingLine, ReportingLine.member_id, ReportingLine.lead_id),
    "teams": _memberships,
    "digests": _digests,
    "user groups": _user_groups,
    "messages to them": _deliveries,
    "requests": _requests,
    "settings that name them": _settings,
}
COVERED = {
    "members", "kudos", "kudos_receivers", "kudos_values", "kudos_retractions", "kudos_versions", "kudos_reports",
    "kudos_drafts", "boosts", "reactions", "message_gifts", "reporting_lines", "team_memberships", "digest_schedules",
    "digest_runs", "user_groups", "outbox", "requests", "policies", "workspaces",
}  # fmt: skip
"""Tables whose rows about the person are in one of `SECTIONS`."""


def _rows(who: Who, table: type[Model], *which: ColumnElement[bool]) -> list[Row]:
    """Every column of these rows but those that say nothing about anyone, oldest first."""
    bare = table_of(table)
    query = select(bare).where(bare.c.workspace_id == who.workspace_id, *which).order_by(*bare.primary_key)
    return [
        {name: value for name, value in row.items() if name not in TECHNICAL}
        for row in who.session.execute(query).mappings()
    ]


def _by_kudos(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = {}
    for row in rows:
        found.setdefault(row.pop("kudos_id"), []).append(row)
    return found


def _spoken(who: Who, found: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """With names for people and plain text for words."""
    rows = list(_every(found))
    ids = {value for row in rows for name, value in row.items() if name in PEOPLE and value}
    names = {id_: one.label for id_, one in members.by_id(who.session, who.workspace_id, ids).items()}
    texts = [value for row in rows for name, value in row.items() if name in WORDS and value]
    slack_ids = {slack_id for text in texts for slack_id in words.mentions(text)}
    mentioned = {slack_id: one.label for slack_id, one in _known(who, slack_ids).items()}

    def say(name: str, value: Any) -> Any:
        match value:
            case list():
                return [say_row(one) if isinstance(one, dict) else say(name, one) for one in value]
            case str() if name in WORDS:
                return words.plain(value, mentioned.get)
            case UUID() if name in PEOPLE:
                return names.get(value, "someone")
            case UUID():
                return str(value)
            case datetime() | date():
                return value.isoformat()
        return value

    def say_row(row: Row) -> Row:
        return {name.removesuffix("_id") if name in PEOPLE else name: say(name, value) for name, value in row.items()}

    return {section: [say_row(row) for row in rows] for section, rows in found.items()}


def _known(who: Who, slack_ids: set[str]) -> dict[str, Member]:
    return members.by_slack_id(who.session, who.workspace_id, slack_ids) if slack_ids else {}


def _every(found: dict[str, list[Row]]) -> Iterable[Row]:
    for rows in found.values():
        for row in rows:
            yield row
            yield from (
                part for value in row.values() if isinstance(value, list) for part in value if isinstance(part, dict)
            )
