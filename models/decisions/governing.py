"""What an admin sets about decisions, in one go. None overwrites another unseen."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.answers import Answer, Answerer, reminding
from models.answers.ranking import can_answer
from models.decisions import Decision, rules
from models.decisions.rules import Rules, RulesRow
from models.delivery import outbox
from models.delivery.outbox import Delivery, Purpose
from models.people import members
from models.people.members import Member
from models.storage.requests import Outcome, once
from models.workspace import workspaces
from models.workspace.workspaces import Workspace

LONGEST_CRITERIA = 2000
ABOUT_LEADS = (Purpose.DECISION_REMINDER, Purpose.DECISIONS_WAITING)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is set now. `last_resort` None: nobody is named, or who was can't answer any more."""

    rules: Rules
    last_resort: Member | None
    without: int
    """Decisions that nobody answers."""
    version: str


def standing(session: Session, workspace_id: int) -> Standing:
    """What is set now, and what is missing."""
    now_set, row = rules.current(session, workspace_id), session.get(RulesRow, workspace_id)
    named = members.by_id(session, workspace_id, [now_set.last_resort]) if now_set.last_resort else {}
    last = next((one for one in named.values() if can_answer(one)), None)
    version = sha256(repr((now_set, row.changed_at if row else None)).encode()).hexdigest()[:20]
    return Standing(now_set, last, _without(session, workspace_id), version)


def change(
    session: Session,
    *,
    workspace_id: int,
    wanted: Rules,
    last_resort: str | None,
    seen: str,
    admin: str,
    key: str,
    now: datetime,
) -> Outcome:
    """Set all of it, once per `key`, unless it is no longer what the admin (a Slack id) has `seen`, by its version.

    `last_resort` is a Slack id; `wanted` has none. `code`: "saved", "changed", "not_admin", "last_resort_unfit" or
    "criteria_long".
    """

    def act() -> Outcome:
        session.get(Workspace, workspace_id, with_for_update={"key_share": True})
        by = workspaces.admin_of(session, workspace_id, admin)
        last = members.by_slack_user(session, workspace_id, last_resort) if last_resort else None
        if by is None:
            return {"code": "not_admin"}
        if last_resort and (last is None or not can_answer(last)):
            return {"code": "last_resort_unfit"}
        if len(wanted.criteria or "") > LONGEST_CRITERIA:
            return {"code": "criteria_long", "most": LONGEST_CRITERIA}
        if standing(session, workspace_id).version != seen:
            return {"code": "changed"}
        _set(session, workspace_id, replace(wanted, last_resort=last.id if last else None), by.id, now)
        return {"code": "saved"}

    return once(session, workspace_id=workspace_id, key=key, now=now, act=act, keep=lambda one: one["code"] == "saved")


def _set(session: Session, workspace_id: int, wanted: Rules, by_id: UUID, now: datetime) -> None:
    was_on = rules.current(session, workspace_id).clock
    rules.save(session, workspace_id=workspace_id, rules=wanted, by_id=by_id, now=now)
    if was_on and not wanted.clock:
        reminding.forget(session, workspace_id)
        said = select(Delivery).where(Delivery.workspace_id == workspace_id, Delivery.kind == outbox.Kind.POST)
        posts = session.scalars(said.where(Delivery.purpose.in_(ABOUT_LEADS)).with_for_update())
        outbox.refresh(session, posts.all(), now=now)


def _without(session: Session, workspace_id: int) -> int:
    answered = exists().where(Answer.workspace_id == workspace_id, Answer.decision_id == Decision.id)
    asked = exists().where(
        Answerer.workspace_id == workspace_id, Answerer.decision_id == Decision.id, Answerer.ends_at.is_(None)
    )
    query = (
        select(func.count())
        .select_from(Decision)
        .join(Member, (Member.workspace_id == Decision.workspace_id) & (Member.id == Decision.member_id))
        .where(Decision.workspace_id == workspace_id, Member.active, ~answered, ~asked)
    )
    return session.scalar(query) or 0
