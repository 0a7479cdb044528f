"""Removing what is held about a person, at their wish or an admin's: a tombstone with dates is all that stays.

`begin_own` takes their identity off at once, in one short write: from then on nobody finds them, and whoever names them
in Slack names someone new. Then words, mentions and messages are erased in short writes (`bot/jobs/chores.py`), and a
crash between two of them loses nothing. What they were called is kept with the work (`models/privacy/backlog.py`) until
nothing of it is left anywhere.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Text, delete, or_, select, update
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session

from models.delivery import outbox
from models.delivery.outbox import FILES, Delivery, Kind, Purpose, Status
from models.delivery.rate_buckets import RateBucket
from models.gaps import governing
from models.giving import announcing
from models.giving.drafts import Draft
from models.giving.messages import MessageGift, Reaction
from models.kudos import REMOVED, Boost, Kudos, KudosReceiver, Retraction, Source, retracting
from models.kudos.reports import KudosReport
from models.kudos.versions import KudosVersion
from models.people import leads, members
from models.people.members import Circle, Member
from models.people.reporting import ReportingLine
from models.people.teams import TeamMembership
from models.people.user_groups import UserGroup
from models.privacy import backlog, erasing, withdrawing
from models.privacy.backlog import Task, Work
from models.privacy.erasing import Called, Found
from models.schedules import Schedule
from models.storage.requests import Outcome
from models.workspace.policies import PolicyRow
from models.workspace.workspaces import Workspace

AT_ONCE = 25
"""Kudos of one write: each may bring several messages and every digest of its week in step."""
ROWS_AT_ONCE = 500
GONE_FROM = "-"
"""Instead of whom a message was for."""


def begin_own(session: Session, *, workspace_id: int, member: str, now: datetime) -> Outcome:
    """Someone (a Slack id) wants their data removed. `code`: "removing", or "nothing" when nothing is held."""
    person = members.by_slack_id(session, workspace_id, [member], lock=True).get(member)
    return _begin(session, workspace_id, person, now)


def begin(session: Session, *, workspace_id: int, member_id: UUID, now: datetime) -> Outcome:
    """An admin wants the data of this member removed. `code` as of `begin_own`."""
    mine = Member.workspace_id == workspace_id, Member.id == member_id
    return _begin(session, workspace_id, session.scalar(select(Member).where(*mine).with_for_update()), now)


def go_on(session: Session, *, workspace_id: int, task: Task, now: datetime) -> bool:
    """Erase a part of what they gave, received and joined. Whether there was any: then there may be more."""
    who = (session, workspace_id, task.member_id, now)
    return _given(*who) or _received(*who) or _joined(*who) or withdrawing.go_on(*who)


def erase(session: Session, *, workspace_id: int, task: Task, found: Found, now: datetime) -> None:
    """Once `go_on` found nothing more: erase a part of what `erasing.find` found, and bring messages in step."""
    called = Called.of(task)
    _forget_posts(session, workspace_id, found.posts, now)
    for table, keys in found.rows.items():
        erasing.erase(session, workspace_id=workspace_id, table=table, keys=keys, called=called)
        withdrawing.follow(session, workspace_id, [key[0] for key in keys if key and isinstance(key[0], UUID)], now)
    for (kudos_id,) in found.rows.get(Kudos, ()):
        if kudos := retracting.load(session, workspace_id, kudos_id):
            _refresh(session, kudos, now)


def close(session: Session, *, workspace_id: int, task: Task) -> None:
    """Nothing names them any more: what they were called is forgotten too."""
    bucket = RateBucket.key == f"channel:{Called.of(task).slack_id}"
    session.execute(delete(RateBucket).where(RateBucket.workspace_id == workspace_id, bucket))
    backlog.done(session, workspace_id=workspace_id, task=task)


def forget_gone(session: Session, *, workspace_id: int) -> int:
    """Delete the records of messages to people who left, once they are gone from Slack too. Returns how many."""
    changed = select(Delivery.post_id).where(
        Delivery.workspace_id == workspace_id,
        Delivery.purpose == Purpose.GONE,
        Delivery.kind == Kind.STATE,
        Delivery.status.in_([Status.SENT, Status.DROPPED]),
    )
    gone = list(session.scalars(changed.limit(ROWS_AT_ONCE)))
    session.execute(delete(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.id.in_(gone)))
    return len(gone)


def _begin(session: Session, workspace_id: int, person: Member | None, now: datetime) -> Outcome:
    """Take their identity off and end what they are in; the rest is left to `go_on`, `erase` and `close`."""
    if person is None or person.removed_at is not None:
        return {"code": "nothing"}
    names = sorted({person.name, person.handle} - {""})
    called = {"slack_id": person.slack_user_id, "names": names, "email": person.email, "at": now.isoformat()}
    for task in backlog.left(session, workspace_id=workspace_id):
        if task.member_id == person.id:
            backlog.done(session, workspace_id=workspace_id, task=task)
    backlog.add(session, workspace_id=workspace_id, task=Task(Work.REMOVE, person.id, called), now=now)
    slack_id = person.slack_user_id
    _bury(person, now)
    session.flush()
    _leave(session, workspace_id, person.id, now)
    if slack_id:
        _unlist(session, workspace_id, slack_id)
    return {"code": "removing"}


def _bury(person: Member, now: datetime) -> None:
    """What stays of the row: its id, its dates, what kind of person it was, and nothing that says who."""
    person.slack_user_id = person.email = person.zone = person.site = person.shift = person.started_on = None
    person.name = person.handle = ""
    person.active, person.verified, person.receipts, person.removed_at = False, True, False, now
    person.is_slack_admin = person.is_primary_owner = person.is_named_admin = person.is_named_lead = False
    person.quiet_from = person.quiet_until = None
    person.words_only, person.circle = False, Circle.EVERYONE
    person.reads_leadership, person.monthly_digest, person.may_be_nudged = False, False, False


def _leave(session: Session, workspace_id: int, member_id: UUID, now: datetime) -> None:
    """End their lines and teams; drop their own digests and drafts; take them out of their leads' messages."""
    for line, who in (
        (ReportingLine, or_(ReportingLine.member_id == member_id, ReportingLine.lead_id == member_id)),
        (TeamMembership, TeamMembership.member_id == member_id),
    ):
        ended = update(line).where(line.workspace_id == workspace_id, who, line.ends_at.is_(None))
        session.execute(ended.values(ends_at=now))
    for table, whose in ((Schedule, Schedule.member_id), (Draft, Draft.giver_id)):
        session.execute(delete(table).where(table.workspace_id == workspace_id, whose == member_id))
    policy = session.get(PolicyRow, workspace_id)
    if policy is not None:
        policy.exempt = [one for one in policy.exempt if one != str(member_id)]
    withdrawing.leave(session, workspace_id=workspace_id, member_id=member_id, now=now)
    session.flush()
    governing.unname(session, workspace_id, leads.ever_led(session, workspace_id, member_id), now)


def _unlist(session: Session, workspace_id: int, slack_id: str) -> None:
    """Out of Slack's user groups, until Slack says them again; and no longer who installed it."""
    listed = as_type(UserGroup.slack_users, Text).contains(f'"{slack_id}"', autoescape=True)
    for group in session.scalars(select(UserGroup).where(UserGroup.workspace_id == workspace_id, listed)):
        group.slack_users = [one for one in group.slack_users if one != slack_id]
    workspace = session.get(Workspace, workspace_id)
    if workspace is not None and workspace.installer_slack_id == slack_id:
        workspace.installer_slack_id = None
    session.flush()


def _given(session: Session, workspace_id: int, member_id: UUID, now: datetime) -> bool:
    """What they gave stays as a dated fact without a word, and without a link to the message that held it."""
    texts = (Kudos.message, Kudos.decision, Kudos.outcome, Kudos.customer_words, Kudos.message_ts)
    left = or_(Kudos.fingerprint != "", *(text.is_not(None) for text in texts))
    query = select(Kudos.id).where(Kudos.workspace_id == workspace_id, Kudos.giver_id == member_id, left)
    ids = list(session.scalars(query.order_by(Kudos.given_at.desc(), Kudos.id.desc()).limit(AT_ONCE)))
    for kudos_id in ids:
        if kudos := retracting.load(session, workspace_id, kudos_id):
            where, kudos.message_ts = (kudos.channel_id or "", kudos.message_ts), None
            _silence(session, kudos, now)
            if kudos.source == Source.REACTION and where[1]:  # others may have shared its announcement
                announcing.announce_shared(session, workspace_id, where[0], where[1], now)
    mine = MessageGift.workspace_id == workspace_id, MessageGift.kudos_id.in_(ids)
    session.execute(update(MessageGift).where(*mine).values(kudos_id=None))  # an edit of it finds nothing to follow
    return bool(ids)


def _received(session: Session, workspace_id: int, member_id: UUID, now: datetime) -> bool:
    """They are named in no kudos any more; one that was for nobody else loses its words with them."""
    query = (
        select(KudosReceiver.kudos_id)
        .where(KudosReceiver.workspace_id == workspace_id, KudosReceiver.receiver_id == member_id)
        .where(or_(KudosReceiver.void_reason.is_(None), KudosReceiver.void_reason != REMOVED))
        .order_by(KudosReceiver.given_at.desc(), KudosReceiver.kudos_id.desc())
    )
    ids = list(session.scalars(query.limit(AT_ONCE)))
    for kudos_id in ids:
        if kudos := retracting.load(session, workspace_id, kudos_id):
            for receiver in kudos.receivers:
                if receiver.receiver_id == member_id:
                    receiver.void_reason, receiver.kept_at = REMOVED, None
            session.flush()
            if all(receiver.void_reason for receiver in kudos.receivers):
                _silence(session, kudos, now)
            else:
                _refresh(session, kudos, now)
    return bool(ids)


def _joined(session: Session, workspace_id: int, member_id: UUID, now: datetime) -> bool:
    """Their own pats on others' kudos, their reports, and their emoji."""
    ids: set[UUID] = set()
    for table, whose in ((Boost, Boost.member_id), (KudosReport, KudosReport.by_id)):
        mine = table.workspace_id == workspace_id, whose == member_id
        some = list(session.scalars(select(table.kudos_id).where(*mine).limit(AT_ONCE)))
        session.execute(delete(table).where(*mine, table.kudos_id.in_(some)))
        ids |= set(some)
    for kudos_id in sorted(ids):
        if kudos := retracting.load(session, workspace_id, kudos_id):
            _refresh(session, kudos, now)
    emoji = Reaction.workspace_id == workspace_id, Reaction.member_id == member_id
    stamps = list(session.scalars(select(Reaction.message_ts).where(*emoji).limit(ROWS_AT_ONCE)))
    session.execute(delete(Reaction).where(*emoji, Reaction.message_ts.in_(stamps)))
    return bool(ids or stamps)


def _silence(session: Session, kudos: Kudos, now: datetime) -> None:
    """Erase every word of it and about it, and bring its messages in step."""
    kudos.message = kudos.decision = kudos.outcome = kudos.customer_words = None
    kudos.fingerprint = ""
    for table in (KudosVersion, KudosReport):
        session.execute(delete(table).where(table.workspace_id == kudos.workspace_id, table.kudos_id == kudos.id))
    taken_back = Retraction.workspace_id == kudos.workspace_id, Retraction.kudos_id == kudos.id
    session.execute(update(Retraction).where(*taken_back).values(note=None))
    session.flush()
    _refresh(session, kudos, now)


def _refresh(session: Session, kudos: Kudos, now: datetime) -> None:
    """Whatever message tells of it, whomever it was for."""
    outbox.refresh(session, outbox.posts_about(session, kudos.workspace_id, [kudos.id], *Purpose), now=now)
    retracting.refresh_receipts(session, kudos, now=now)
    retracting.refresh_digests(session, kudos, now=now)


def _forget_posts(session: Session, workspace_id: int, ids: Sequence[UUID], now: datetime) -> None:
    """Messages to the person themselves: deleted in Slack where they stand, forgotten where they don't."""
    told = KudosReceiver.workspace_id == workspace_id, KudosReceiver.receipt_id.in_(ids)
    session.execute(update(KudosReceiver).where(*told).values(receipt_id=None))
    rows = [row for row in outbox.posts_with_ids(session, workspace_id, ids) if row.status != Status.SENDING]
    posted = [row for row in rows if row.status == Status.SENT and row.message_ts]
    for row in posted:
        row.purpose, row.key, row.channel_id = Purpose.GONE, f"gone:{row.id}", row.message_channel_id or GONE_FROM
        row.subject_id = row.member_id = row.failure = None
        row.detail = {FILES: row.detail[FILES]} if FILES in row.detail else {}  # which are deleted with it
    outbox.refresh(session, posted, now=now)
    states = Delivery.workspace_id == workspace_id, Delivery.post_id.in_([row.id for row in posted])
    for state in session.scalars(select(Delivery).where(*states)):
        state.purpose, state.channel_id, state.failure = Purpose.GONE, GONE_FROM, None
    over = [row.id for row in rows if row not in posted]
    session.execute(delete(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.id.in_(over)))
