"""Decisions as they are shown: everything that a message or page needs of each, in a constant number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import workdays
from models.answers import Answer, Answerer
from models.answers.guidance import Guidance
from models.decisions import Decision
from models.improving.causes import Cause
from models.kudos.cards import permalink
from models.limits import Category, Limit
from models.money import Money, money
from models.people import members
from models.people.members import Member
from models.people.persons import Person
from models.workdays import Calendar
from models.workspace import calendars, workspaces
from models.workspace.calendars import Calendars


class Fit(StrEnum):
    """An amount against the limit that was in force."""

    NO_LIMIT = "no_limit"
    """None was written down for it, or it has no category."""
    NO_AMOUNT = "no_amount"
    WITHIN = "within"
    ABOVE = "above"
    OTHER_CURRENCY = "other_currency"
    """The limit has another one: they are never converted."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the answerer said. Guidance is not part of it: `models/answers/guidance.py`."""

    by: Person
    kind: str
    at: datetime
    words: str | None
    patted_at: datetime | None
    talk_at: datetime | None
    talk_answer: str | None
    edited_since: datetime | None
    kudos_id: UUID | None
    thought: bool = False
    """Whether guidance came with it."""


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """One decision. Words are in their stored form."""

    id: UUID
    person: Person
    zone: str | None
    """Of who decided: days are counted by their clock."""
    logged_at: datetime
    decided_on: date
    situation: str
    choice: str
    outcome: str | None
    customer_words: str | None
    category_id: UUID | None
    category: str | None
    amount: Money | None
    limit_id: UUID | None
    limit: Money | None
    """Per case, of the limit in force when it was made; None: there is none, or it has no amount."""
    cause_id: UUID | None
    cause: str | None
    fix: str | None
    pledge_id: UUID
    answerer: Person | None
    """Who answers it now; None: nobody any more."""
    because: str | None
    asked_at: datetime | None
    """Since when they are the one who answers."""
    answer: Answered | None
    shared_kudos_id: UUID | None
    edited_at: datetime | None
    kudos_id: UUID | None
    link: str | None
    """To the message that it was logged from."""
    calendar: Calendar = workdays.USUAL
    """Of who decided: the days that they work."""
    answerers_calendar: Calendar = workdays.USUAL

    @property
    def fit(self) -> Fit:
        if self.limit_id is None:
            return Fit.NO_LIMIT
        if self.amount is None:
            return Fit.NO_AMOUNT
        if self.limit is None:
            return Fit.WITHIN
        if self.limit.currency != self.amount.currency:
            return Fit.OTHER_CURRENCY
        return Fit.WITHIN if self.amount.minor <= self.limit.minor else Fit.ABOVE

    def is_of(self, member_id: UUID) -> bool:
        return self.person.id == member_id

    def is_answered_by(self, member_id: UUID) -> bool:
        """Whether they answer it, or did."""
        return member_id == (self.answer.by.id if self.answer else self.answerer.id if self.answerer else None)

    def may_be_read_by(self, member_id: UUID) -> bool:
        """Who decided, and the one who answers: nobody else, admins neither, until it is shared."""
        return self.is_of(member_id) or self.is_answered_by(member_id)


def card(session: Session, workspace_id: int, decision_id: UUID) -> DecisionCard | None:
    """One of `cards`."""
    return cards(session, workspace_id, [decision_id]).get(decision_id)


def cards(session: Session, workspace_id: int, decision_ids: Iterable[UUID]) -> dict[UUID, DecisionCard]:
    """The decisions with these ids that there are, in the order of the ids. Whoever shows one asks `may_be_read_by`."""
    ids = list(dict.fromkeys(decision_ids))
    if not ids:
        return {}
    rows = session.execute(_decisions(workspace_id, ids)).all()
    named = {one for row in rows for one in (row.Decision.member_id, _by(row.Answer), _who(row.Answerer)) if one}
    people = members.by_id(session, workspace_id, named)
    by, url = calendars.todays(session, workspace_id, named), workspaces.get(session, workspace_id).url
    found = {row.Decision.id: _card(row, people, by, url) for row in rows}
    return {one: found[one] for one in ids if one in found}


def _decisions(workspace_id: int, ids: list[UUID]) -> Any:
    """A row for each, with all that hangs on it."""
    of = Decision.workspace_id
    asked = (Answerer.workspace_id == of) & (Answerer.decision_id == Decision.id) & Answerer.ends_at.is_(None)
    return (
        select(Decision, Category, Limit, Cause, Answerer, Answer, Guidance.decision_id.label("thought"))
        .outerjoin(Category, (Category.workspace_id == of) & (Category.id == Decision.category_id))
        .outerjoin(Limit, (Limit.workspace_id == of) & (Limit.id == Decision.limit_id))
        .outerjoin(Cause, (Cause.workspace_id == of) & (Cause.id == Decision.cause_id))
        .outerjoin(Answerer, asked)
        .outerjoin(Answer, (Answer.workspace_id == of) & (Answer.decision_id == Decision.id))
        .outerjoin(Guidance, (Guidance.workspace_id == of) & (Guidance.decision_id == Decision.id))
        .where(of == workspace_id, Decision.id.in_(ids))
    )


def _card(row: Any, people: dict[UUID, Member], by: Calendars, url: str | None) -> DecisionCard:
    decision, limit = row.Decision, row.Limit
    owner, answerer = people[decision.member_id], people.get(_who(row.Answerer))
    return DecisionCard(
        id=decision.id,
        person=_person(owner),
        zone=owner.zone,
        logged_at=decision.logged_at,
        decided_on=decision.decided_on,
        situation=decision.situation,
        choice=decision.choice,
        outcome=decision.outcome,
        customer_words=decision.customer_words,
        category_id=decision.category_id,
        category=row.Category.name if row.Category else None,
        amount=money(decision.amount, decision.currency),
        limit_id=decision.limit_id,
        limit=money(limit.amount, limit.currency) if limit else None,
        cause_id=decision.cause_id,
        cause=row.Cause.name if row.Cause else None,
        fix=decision.fix,
        pledge_id=decision.pledge_id,
        answerer=_person(answerer) if answerer else None,
        because=row.Answerer.because if row.Answerer else None,
        asked_at=row.Answerer.since if row.Answerer else None,
        answer=_answered(row.Answer, people, row.thought is not None) if row.Answer else None,
        shared_kudos_id=decision.shared_kudos_id,
        edited_at=decision.edited_at,
        kudos_id=decision.kudos_id,
        link=permalink(url, decision.channel_id, decision.message_ts, None),
        calendar=by.of(owner.id),
        answerers_calendar=by.of(answerer.id) if answerer else workdays.USUAL,
    )


def _answered(answer: Answer, people: dict[UUID, Member], thought: bool) -> Answered:
    return Answered(
        by=_person(people[answer.by_id]),
        kind=answer.kind,
        at=answer.at,
        words=answer.words,
        patted_at=answer.patted_at,
        talk_at=answer.talk_at,
        talk_answer=answer.talk_answer,
        edited_since=answer.edited_since,
        kudos_id=answer.kudos_id,
        thought=thought,
    )


def _by(answer: Answer | None) -> Any:
    return answer.by_id if answer else None


def _who(answerer: Answerer | None) -> Any:
    return answerer.member_id if answerer else None


def _person(member: Member) -> Person:
    return Person(member.id, member.slack_user_id, member.label, member.removed_at is not None)
