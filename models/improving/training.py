"""Training signals: guidance on one subject heard by five people or more; a subject and a count, never a name.

Counted up to the last midnight (UTC), in steps of five, and said once at each step: neither the hour nor the figure
tells who heard some. It is about subjects and not about leads: the switch for figures about leads leaves it on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.answers.guidance import Guidance
from models.delivery import direct, outbox
from models.delivery.outbox import Delivery, Priority, Purpose
from models.limits import Category, categories
from models.people import leads, members, reporting
from models.people.members import Member
from models.storage.inserting import add_once
from models.storage.orm import Model, WorkspaceId, refers
from models.storage.requests import Outcome
from models.workspace import workspaces

STEP = 5
"""People: fewer are never counted in public."""
WITHIN_DAYS = 90
WITHIN = timedelta(days=WITHIN_DAYS)
TOLD_FOR = timedelta(days=2)
"""How long after a signal leads are still told of it: in rounds, where there are many."""
MOST_TOLD = 500
"""Leads told in one write."""


class TrainingSignal(Model):
    """Said of a category at `at`, when `people` (a multiple of five, so that nobody is found by subtraction) had
    heard guidance on it."""

    __tablename__ = "training_signals"
    __table_args__ = (refers("category_id", "limit_categories"),)

    workspace_id: Mapped[WorkspaceId]
    category_id: Mapped[UUID] = mapped_column(primary_key=True)
    people: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)


@dataclass(frozen=True, slots=True)
class Signal:
    """`people` or more heard a thought on it in 90 days. `subject` and `link` are plain."""

    category_id: UUID
    subject: str
    people: int
    link: str | None


def current(session: Session, workspace_id: int, now: datetime) -> list[Signal]:
    """What was said in the last 90 days, the most of each subject; most people first."""
    query = (
        select(Category.id, Category.name, func.max(TrainingSignal.people), Category.training_url)
        .join(Category, _of_category())
        .where(TrainingSignal.workspace_id == workspace_id, TrainingSignal.at > now - WITHIN)
        .where(Category.archived_at.is_(None))
        .group_by(Category.workspace_id, Category.id, Category.name, Category.training_url)
        .order_by(func.max(TrainingSignal.people).desc(), Category.name)
    )
    return [Signal(*row) for row in session.execute(query)]


def sweep(session: Session, *, workspace_id: int, now: datetime) -> int:
    """Say what there is to say, and owe leads the news of it. Returns how many messages; safe to repeat."""
    until = _midnight(now)
    for category_id, people in _heard(session, workspace_id, until):
        # Its row is locked: two sweeps at once say it once.
        categories.get(session, workspace_id, category_id, lock=True)
        if not _is_said(session, workspace_id, category_id, people, until):
            row = {"workspace_id": workspace_id, "category_id": category_id, "people": people, "at": until}
            add_once(session, TrainingSignal.people, row)
    return sum(_tell(session, signal, now) for signal in _news(session, workspace_id, now))


def is_due(session: Session, *, workspace_id: int, now: datetime) -> bool:
    """Whether `sweep` has something to say, or to tell."""
    until = _midnight(now)
    unsaid = (not _is_said(session, workspace_id, *one, until) for one in _heard(session, workspace_id, until))
    return any(unsaid) or bool(_news(session, workspace_id, now))


def attach(
    session: Session, *, workspace_id: int, category_id: UUID, member: str, link: str | None, now: datetime
) -> Outcome:
    """An admin attaches what there is to learn (an address of the web, plain), or takes it away (None).

    `code`: "attached", "taken_away", "no_link" (it is none), "not_admin" or "gone".
    """
    if workspaces.admin_of(session, workspace_id, member) is None:
        return {"code": "not_admin"}
    category = categories.get(session, workspace_id, category_id, lock=True)
    if category is None or (link is not None and not categories.is_link(link)):
        return {"code": "no_link" if category else "gone"}
    category.training_url = link
    session.flush()
    told = outbox.posts_about(session, workspace_id, [category_id], Purpose.TRAINING_SIGNAL)
    outbox.refresh(session, told, now=now)
    return {"code": "attached" if link else "taken_away"}


def _heard(session: Session, workspace_id: int, until: datetime) -> Sequence[tuple[UUID, int]]:
    """Subjects that enough different people heard guidance on, and how many, in full steps."""
    people = (
        select(func.count(Guidance.to_id.distinct()))
        .where(Guidance.workspace_id == workspace_id, Guidance.category_id == Category.id)
        .where(Guidance.at > until - WITHIN, Guidance.at <= until)
        .correlate(Category)
        .scalar_subquery()
    )
    query = select(Category.id, people).where(Category.workspace_id == workspace_id, Category.archived_at.is_(None))
    return [(category_id, count - count % STEP) for category_id, count in session.execute(query) if count >= STEP]


def _is_said(session: Session, workspace_id: int, category_id: UUID, people: int, until: datetime) -> bool:
    """Whether as much was said of it in the last 90 days."""
    said = select(TrainingSignal.people).where(
        TrainingSignal.workspace_id == workspace_id,
        TrainingSignal.category_id == category_id,
        TrainingSignal.people >= people,
        TrainingSignal.at > until - WITHIN,
    )
    return session.scalar(said.limit(1)) is not None


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _news(session: Session, workspace_id: int, now: datetime) -> Sequence[TrainingSignal]:
    recent = TrainingSignal.workspace_id == workspace_id, TrainingSignal.at > now - TOLD_FOR
    return session.scalars(select(TrainingSignal).where(*recent).order_by(TrainingSignal.at)).all()


def _tell(session: Session, signal: TrainingSignal, now: datetime) -> int:
    of = (Delivery.workspace_id == signal.workspace_id, Delivery.subject_id == signal.category_id)
    told = select(Delivery.member_id).where(*of, Delivery.purpose == Purpose.TRAINING_SIGNAL)
    known = set(session.scalars(told.where(Delivery.created_at >= signal.at)))
    left = [one for one in _leads(session, signal.workspace_id, now) if one.id not in known][:MOST_TOLD]
    for one in left:
        direct.tell(
            session,
            one,
            purpose=Purpose.TRAINING_SIGNAL,
            key=f"training:{signal.category_id}:{signal.people}:{signal.at:%Y%m%d}:{one.id}",
            priority=Priority.DIGEST,
            subject_id=signal.category_id,
            detail={"people": signal.people},
            now=now,
        )
    return len(left)


def _leads(session: Session, workspace_id: int, now: datetime) -> list[Member]:
    """Every lead: whoever was left out would be told something by it."""
    ids = {*reporting.leads_at(session, workspace_id=workspace_id, at=now)}
    ids |= {one.id for one in leads.named_leads(session, workspace_id)}
    found = members.by_id(session, workspace_id, ids)
    return [found[one] for one in sorted(found) if found[one].active and found[one].slack_user_id]


def _of_category() -> ColumnElement[bool]:
    return (Category.workspace_id == TrainingSignal.workspace_id) & (Category.id == TrainingSignal.category_id)
