"""A root cause and its owner: taken, handed on, given back, named anew, made one with another, closed with thanks."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from models import words
from models.answers.assigning import can_answer
from models.decisions import Decision
from models.delivery import outbox
from models.delivery.outbox import Delivery, Purpose
from models.improving import merged, thanking
from models.improving.causes import LONGEST_NAME, WITHIN, Cause, fold, load, often, seen, tell
from models.people import leads, members
from models.people.members import Member
from models.schedules import runs
from models.storage.requests import Outcome
from models.workspace import workspaces

MOST_FORGOTTEN = 500


def may_see(session: Session, member: Member | None) -> bool:
    """Whether the list of causes is for them: leads, admins, and whoever has taken one."""
    if member is None or not member.active:
        return False
    return _may_take(session, member) or bool(owned(session, member))


def owned(session: Session, member: Member) -> list[UUID]:
    """The open causes that this member has taken."""
    mine = (Cause.workspace_id == member.workspace_id, Cause.owner_id == member.id, Cause.open_key.is_not(None))
    return list(session.scalars(select(Cause.id).where(*mine).order_by(Cause.taken_at, Cause.id)))


def take(session: Session, *, workspace_id: int, cause_id: UUID, member: str, now: datetime) -> Outcome:
    """A lead or an admin takes a cause that nobody has.

    `code`: "taken", "yours" (already), "others" (somebody was first: `owner`), "not_lead", "closed" or "gone".
    """
    actor, cause = members.by_slack_user(session, workspace_id, member), load(session, workspace_id, cause_id)
    if actor is None or not _may_take(session, actor):
        return {"code": "not_lead"}
    if cause is None or cause.closed_at is not None:
        return {"code": "closed" if cause else "gone"}
    if owner := owner_of(session, cause):
        return {"code": "yours" if owner.id == actor.id else "others", "owner": str(owner.id)}
    _own(session, cause, actor.id, now)
    return {"code": "taken"}


def give_back(session: Session, *, workspace_id: int, cause_id: UUID, member: str, now: datetime) -> Outcome:
    """Its owner, or an admin, leaves it to whoever takes it next. `code`: "given_back", "not_yours" or "gone"."""
    _actor, cause, code = _of_owner(session, workspace_id, cause_id, member)
    if code or cause is None:
        return {"code": code}
    _own(session, cause, None, now)
    return {"code": "given_back"}


def change(
    session: Session,
    *,
    workspace_id: int,
    cause_id: UUID,
    member: str,
    name: str,
    into: UUID | None,
    to: str | None,
    now: datetime,
) -> Outcome:
    """Its owner, or an admin, changes it as a form says: `into` the same as another one, which ends it; else how it is
    named, and who looks after it (`to`, a Slack id; None: as it is).

    `code`: "changed", "merged" (with how many decisions `moved`), "no_name", "name_taken" (by another open one),
    "cannot" (`to` can't have one), "not_a_lead" (only an admin names somebody who leads nobody), "not_yours", "closed"
    or "gone" (of either).
    """
    actor, cause, code = _of_owner(session, workspace_id, cause_id, member)
    if code or cause is None or actor is None:
        return {"code": code}
    if into is not None:
        return _merge(session, cause, into, now)
    heir = members.by_slack_user(session, workspace_id, to) if to else None
    if why := _cannot_hand(session, actor, heir) if to else "":
        return {"code": why}
    if why := _rename(session, cause, name):
        return {"code": why}
    _hand(session, cause, actor, heir, now)
    _refresh(session, cause, now)
    return {"code": "changed"}


def close(
    session: Session, *, workspace_id: int, cause_id: UUID, member: str, what_changed: str | None, now: datetime
) -> Outcome:
    """It is fixed: its owner says what changed (in its stored form), and whoever logged it is thanked, in their hours.

    A cause that nobody has taken is closed by any lead; every one by an admin. `code`: "closed" (with how many are
    `thanked` at once), "no_words", "not_yours", "already" or "gone".
    """
    actor, cause, code = _of_owner(session, workspace_id, cause_id, member, unowned=True)
    if code or cause is None or actor is None:
        return {"code": "already" if code == "closed" else code}
    if not what_changed:
        return {"code": "no_words"}
    cause.open_key, cause.closed_at, cause.closed_by_id, cause.what_changed = None, now, actor.id, what_changed
    _refresh(session, cause, now)
    return {"code": "closed", "thanked": thanking.thank(session, cause, actor.id, now)}


def may_change(session: Session, workspace_id: int, cause_id: UUID, member: str, *, unowned: bool = False) -> bool:
    """Whether it is open and theirs, or they are an admin; with `unowned`, or a lead while nobody has taken it."""
    actor, cause = members.by_slack_user(session, workspace_id, member), session.get(Cause, (workspace_id, cause_id))
    return not _why_not(session, actor, cause, unowned=unowned)


def forget(session: Session, *, workspace_id: int, now: datetime) -> int:
    """Names that no decision has any more: the words of whoever deleted theirs. Returns how many went."""
    named = exists().where(Decision.workspace_id == workspace_id, Decision.cause_id == Cause.id)
    unused = (Cause.workspace_id == workspace_id, Cause.open_key.is_not(None), Cause.owner_id.is_(None), ~named)
    ids = session.scalars(select(Cause.id).where(*unused).limit(MOST_FORGOTTEN)).all()
    if not ids:
        return 0
    told = outbox.posts_about(session, workspace_id, ids, Purpose.CAUSE_SEEN)
    gone = session.scalars(delete(Cause).where(*unused, Cause.id.in_(ids)).returning(Cause.id)).all()
    outbox.refresh(session, [row for row in told if row.subject_id in gone], now=now)
    return len(gone)


def refresh_digests(session: Session, cause: Cause, *, now: datetime) -> int:
    """The digests that tell of it as closed, however long ago they were posted."""
    if cause.closed_at is None:
        return 0
    telling = runs.telling(session, workspace_id=cause.workspace_id, told_id=cause.id, at=cause.closed_at)
    return outbox.refresh(
        session, outbox.posts_about(session, cause.workspace_id, telling, Purpose.TEAM_DIGEST), now=now
    )


def owner_of(session: Session, cause: Cause) -> Member | None:
    """Who has taken it; None: nobody, or they have left."""
    if cause.owner_id is None:
        return None
    owner = members.by_id(session, cause.workspace_id, [cause.owner_id]).get(cause.owner_id)
    return owner if owner and owner.active else None


def _of_owner(
    session: Session, workspace_id: int, cause_id: UUID, member: str, *, unowned: bool = False
) -> tuple[Member | None, Cause | None, str]:
    """Who acts, on what, locked, and why not ("": they may). `unowned`: any lead may, while nobody has taken it."""
    actor, cause = members.by_slack_user(session, workspace_id, member), load(session, workspace_id, cause_id)
    return actor, cause, _why_not(session, actor, cause, unowned=unowned)


def _why_not(session: Session, actor: Member | None, cause: Cause | None, *, unowned: bool) -> str:
    if actor is None or not actor.active:
        return "not_yours"
    owner = owner_of(session, cause) if cause else None
    mine = workspaces.is_admin(session, actor) or (owner is not None and owner.id == actor.id)
    if not mine and not (unowned and owner is None and leads.is_lead(session, actor)):
        return "not_yours"
    if cause is None or cause.closed_at is not None:
        return "closed" if cause else "gone"
    return ""


def _cannot_hand(session: Session, actor: Member, heir: Member | None) -> str:
    """Why not; "": they can."""
    if heir is None or not can_answer(heir):
        return "cannot"
    return "" if workspaces.is_admin(session, actor) or _may_take(session, heir) else "not_a_lead"


def _hand(session: Session, cause: Cause, actor: Member, heir: Member | None, now: datetime) -> None:
    if heir is None or heir.id == cause.owner_id:
        return
    cause.owner_id, cause.taken_at = heir.id, now
    if heir.id != actor.id:
        tell(session, cause, heir, key=f"handed:{now:%Y%m%d%H%M%S}", now=now, why="handed", by=str(actor.id))


def _rename(session: Session, cause: Cause, name: str) -> str:
    """Why not; "": it is named so now."""
    plain = words.cut_plain(" ".join(words.unescape(name).split()), LONGEST_NAME)
    named = (Cause.workspace_id == cause.workspace_id, Cause.open_key == fold(plain), Cause.id != cause.id)
    if not plain or session.scalar(select(Cause.id).where(*named)):
        return "name_taken" if plain else "no_name"
    cause.name, cause.open_key = plain, fold(plain)
    return ""


def _merge(session: Session, cause: Cause, into: UUID, now: datetime) -> Outcome:
    """Its decisions become the other's, and it goes."""
    workspace_id = cause.workspace_id
    kept = load(session, workspace_id, into, whole=True) if into != cause.id else None
    if kept is None or kept.closed_at is not None:
        return {"code": "gone"}
    load(session, workspace_id, cause.id, whole=True)
    decisions = (Decision.workspace_id == workspace_id, Decision.cause_id == cause.id)
    added, said_before = often(session, cause, now), cause.said_at
    moved = session.scalars(update(Decision).where(*decisions).values(cause_id=kept.id).returning(Decision.id)).all()
    told = outbox.posts_about(session, workspace_id, [cause.id], Purpose.CAUSE_SEEN)
    heard = _goes_on(told, kept, now) if kept.said_at is None else set()
    if owner_of(session, kept) is None:
        kept.owner_id, kept.taken_at = cause.owner_id, cause.taken_at
    kept.created_at = min(kept.created_at, cause.created_at)
    session.flush()
    merged.keep(session, workspace_id=workspace_id, cause_id=cause.id, into=kept.id)
    session.execute(delete(Cause).where(Cause.workspace_id == workspace_id, Cause.id == cause.id))
    outbox.refresh(session, told, now=now)
    _refresh(session, kept, now)
    seen(session, workspace_id=workspace_id, cause_id=kept.id, now=now, added=added, heard=heard)
    kept.said_at = max(filter(None, (kept.said_at, said_before)), default=None)
    session.flush()
    return {"code": "merged", "moved": len(moved)}


def _goes_on(told: Iterable[Delivery], kept: Cause, now: datetime) -> set[UUID]:
    """What was said of a cause goes on as news of the other, which nobody has heard of. Whoever heard it lately."""
    heard = set()
    for row in told:
        row.subject_id = kept.id
        if row.member_id and row.created_at > now - WITHIN and "why" not in row.detail:
            heard.add(row.member_id)
    return heard


def _may_take(session: Session, member: Member) -> bool:
    return leads.is_lead(session, member) or workspaces.is_admin(session, member)


def _own(session: Session, cause: Cause, owner_id: UUID | None, now: datetime) -> None:
    cause.owner_id, cause.taken_at = owner_id, now if owner_id else None
    _refresh(session, cause, now)


def _refresh(session: Session, cause: Cause, now: datetime) -> None:
    session.flush()
    told = outbox.posts_about(session, cause.workspace_id, [cause.id], Purpose.CAUSE_SEEN)
    outbox.refresh(session, told, now=now)
