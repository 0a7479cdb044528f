"""What there is to act on for somebody whom recognition does not reach: ids and days; the words are read when drawn."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Exists, FromClause, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from digests import weeks
from digests.facts.pats import retraction_of
from digests.facts.sets import among, pairs
from digests.gaps.report import Act, Ground
from models.answers import Answerer
from models.answers.waiting import waits
from models.decisions import Decision
from models.kudos import Kudos, KudosReceiver, Retraction
from models.kudos.circles import open_words
from models.people.members import Circle, Kind, Member
from models.people.reporting import ReportingLine
from models.people.teams import Role, TeamMembership, in_force
from models.workspace.workspaces import Workspace
from models.zones import zone_of

Pair = tuple[UUID, UUID]
"""A lead, and a member."""
LATELY = timedelta(days=42)
"""Thirty working days of a usual week: a colleague's thanks from before are old news."""


def find(session: Session, workspace_id: int, wanted: Iterable[Pair], at: datetime) -> dict[Pair, Act]:
    """What each lead has to act on for each member; a pair with nothing real to suggest is left out.

    First a decision of theirs that waits for that lead's answer (the oldest); else the newest kudos of the last 42
    days that somebody else gave them and that the lead may read. In two statements for any number of pairs.
    """
    sought = set(wanted)
    if not sought:
        return {}
    decided = waiting(session, workspace_id, {lead for lead, _ in sought}, {member for _, member in sought})
    found = {pair: act for pair, act in decided.items() if pair in sought}
    return thanked(session, workspace_id, sought - found.keys(), at) | found


def waiting(session: Session, workspace_id: int, leads: Collection[UUID], members: Collection[UUID]) -> dict[Pair, Act]:
    """Of these members, the oldest decision that waits for one of these leads: by lead and member."""
    decision, member = aliased(Decision), aliased(Member)  # `waits` asks the tables themselves
    query = (
        select(Answerer.member_id.label("lead"), decision.member_id, decision.id, decision.logged_at, *_zones(member))
        .join(decision, (decision.workspace_id == workspace_id) & (decision.id == Answerer.decision_id))
        .join(member, (member.workspace_id == workspace_id) & (member.id == decision.member_id))
        .where(Answerer.workspace_id == workspace_id, Answerer.ends_at.is_(None), *waits(workspace_id))
        .where(among(session, Answerer.member_id, leads), among(session, decision.member_id, members))
        .order_by(decision.logged_at.desc(), decision.id.desc())
    )
    return {
        (row.lead, row.member_id): Act(Ground.DECISION, row.id, weeks.day_of(row.logged_at, _zone(row)))
        for row in session.execute(query)
    }


def thanked(session: Session, workspace_id: int, wanted: Collection[Pair], at: datetime) -> dict[Pair, Act]:
    """By lead and member, the newest kudos that somebody else gave them lately and that the lead may read."""
    newest = pairs(session, wanted)
    of = select(newest.c.one, newest.c.other, _newest(workspace_id, newest, at).label("kudos_id")).subquery()
    query = (
        select(of.c.one, of.c.other, Kudos.id, Kudos.given_at, Kudos.giver_id, *_zones(Member))
        .join(Kudos, (Kudos.workspace_id == workspace_id) & (Kudos.id == of.c.kudos_id))
        .join(Member, (Member.workspace_id == workspace_id) & (Member.id == of.c.other))
    )
    return {
        (row.one, row.other): Act(Ground.KUDOS, row.id, weeks.day_of(row.given_at, _zone(row)), row.giver_id)
        for row in session.execute(query)
    }


def last_from_leads(
    session: Session, workspace_id: int, wanted: Iterable[Pair], since: datetime, before: datetime | None = None
) -> dict[Pair, datetime]:
    """When each lead last thanked each member, from `since` on (until before `before`), in one statement."""
    of = pairs(session, wanted)
    query = (
        select(of.c.one, of.c.other, func.max(KudosReceiver.given_at).label("last"))
        .join(KudosReceiver, (KudosReceiver.workspace_id == workspace_id) & (KudosReceiver.receiver_id == of.c.other))
        .join(Kudos, (Kudos.workspace_id == workspace_id) & (Kudos.id == KudosReceiver.kudos_id))
        .outerjoin(Retraction, retraction_of(KudosReceiver))
        .where(Kudos.giver_id == of.c.one, KudosReceiver.given_at >= since, KudosReceiver.void_reason.is_(None))
        .where(Retraction.kudos_id.is_(None))
        .group_by(of.c.one, of.c.other)
    )
    rows = session.execute(query if before is None else query.where(KudosReceiver.given_at < before))
    return {(row.one, row.other): row.last for row in rows}


def _newest(workspace_id: int, pair: FromClause, at: datetime) -> Any:
    """The id of the kudos, of a row of `pair`: an index leads from the member to their newest."""
    return (
        select(KudosReceiver.kudos_id)
        .join(Kudos, (Kudos.workspace_id == KudosReceiver.workspace_id) & (Kudos.id == KudosReceiver.kudos_id))
        .outerjoin(Retraction, retraction_of(KudosReceiver))
        .where(
            KudosReceiver.workspace_id == workspace_id,
            KudosReceiver.receiver_id == pair.c.other,
            KudosReceiver.given_at > at - LATELY,
            KudosReceiver.given_at <= at,
            KudosReceiver.void_reason.is_(None),
            Retraction.kudos_id.is_(None),
            Kudos.giver_id != pair.c.one,
            Kudos.entered_by_id.is_distinct_from(pair.c.one),
            _has_words(),
            open_words(workspace_id),
            _reads(workspace_id, pair),
            ~_kept_from(workspace_id, pair, at),
        )
        .order_by(KudosReceiver.given_at.desc(), KudosReceiver.kudos_id.desc())
        .limit(1)
        .correlate(pair)
        .scalar_subquery()
    )


def _has_words() -> ColumnElement[bool]:
    """Something to repeat: a reaction has none here, nor has what was erased."""
    texts = (Kudos.message, Kudos.decision, Kudos.outcome, Kudos.customer_words)
    return or_(*(func.coalesce(text, "") != "" for text in texts))


def _reads(workspace_id: int, pair: FromClause) -> Exists:
    """Public channels are not public to guests."""
    lead = aliased(Member)
    return exists().where(
        lead.workspace_id == workspace_id, lead.id == pair.c.one, lead.kind == Kind.PERSON, lead.active
    )


def _kept_from(workspace_id: int, pair: FromClause, at: datetime) -> Exists:
    """Whether a receiver with a narrower circle than *everyone* is not led by that lead.

    A little stricter than `models.kudos.circles.hidden`: who only shares a team with the receiver is left out.
    """
    receiver, line, mine, theirs = (
        aliased(KudosReceiver),
        aliased(ReportingLine),
        aliased(TeamMembership),
        aliased(TeamMembership),
    )
    reports = exists().where(
        line.workspace_id == workspace_id,
        line.lead_id == pair.c.one,
        line.member_id == receiver.receiver_id,
        in_force(line.starts_at, line.ends_at, at),
    )
    in_led_team = exists().where(
        and_(mine.workspace_id == workspace_id, mine.member_id == pair.c.one, mine.role == Role.LEAD),
        and_(theirs.workspace_id == workspace_id, theirs.team_id == mine.team_id, theirs.role == Role.MEMBER),
        theirs.member_id == receiver.receiver_id,
        in_force(mine.starts_at, mine.ends_at, at),
        in_force(theirs.starts_at, theirs.ends_at, at),
    )
    return exists().where(
        receiver.workspace_id == workspace_id,
        receiver.kudos_id == KudosReceiver.kudos_id,
        receiver.void_reason.is_(None),
        receiver.circle != Circle.EVERYONE,
        ~reports,
        ~in_led_team,
    )


def _zones(member: Any) -> tuple[Any, Any]:
    """Of the member, and of their workspace."""
    home = select(Workspace.zone).where(Workspace.id == member.workspace_id).scalar_subquery()
    return member.zone, home.label("home")


def _zone(row: Any) -> Any:
    return zone_of(row.zone, row.home)
