"""What people decide, answer, propose and ask for, as rows: one of everything, with somebody in it."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from models.answers import Answer, Answerer, Because, Cover, Kind
from models.answers.absences import Absence
from models.answers.guidance import Guidance
from models.answers.peers import PeerVote
from models.decisions import Decision
from models.decisions.rules import RulesRow
from models.decisions.versions import DecisionVersion
from models.improving.causes import Cause
from models.improving.ideas import Idea, IdeaStep, IdeaSupport
from models.improving.leadership import LeadershipLine
from models.limits import Category, Limit
from models.limits.asking import RoomRequest
from models.people.members import Member
from models.pledge import BrokenPromise, CoSignature, Pledge
from models.storage.ids import uuid7
from tests.people import Cast

WEEK = date(2026, 3, 2)


def stored(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row


def pledge(session: Session, cast: Cast, signer: Member, now: datetime, text: str = "You are covered.") -> Pledge:
    row = Pledge(
        workspace_id=cast.workspace_id, text=text, signer_id=signer.id, signer_title="COO", set_by_id=cast.finn.id,
        set_at=now, signed_at=now,
    )  # fmt: skip
    return stored(session, row)  # type: ignore[no-any-return]


def category(session: Session, cast: Cast, now: datetime, name: str = "Refunds") -> Category:
    row = Category(workspace_id=cast.workspace_id, name=name, position=0, created_at=now)
    return stored(session, row)  # type: ignore[no-any-return]


def decision(session: Session, cast: Cast, who: Member, words: str, now: datetime, **more: Any) -> Decision:
    """Logged by `who`; every text of it holds `words`."""
    texts = dict.fromkeys(("situation", "choice", "outcome", "customer_words"), words)
    row = Decision(
        workspace_id=cast.workspace_id, id=uuid7(), member_id=who.id, logged_at=now, decided_on=now.date(),
        pledge_id=uuid7(), **texts, **more,
    )  # fmt: skip
    return stored(session, row)  # type: ignore[no-any-return]


def answered(session: Session, cast: Cast, its: Decision, by: Member, words: str, now: datetime) -> None:
    """Late, by `by`, after an edit, with a line, and guidance that was replied to."""
    of: dict[str, Any] = {"workspace_id": cast.workspace_id, "decision_id": its.id}
    session.add_all(
        [
            DecisionVersion(**of, situation=its.situation, choice=its.choice, replaced_at=now),
            Answerer(**of, member_id=by.id, because=Because.LEAD, since=now),
            Answer(**of, by_id=by.id, kind=Kind.THOUGHT, at=now, words=words, patted_at=now),
            Guidance(**of, by_id=by.id, to_id=its.member_id, sealed=b"sealed", at=now, reply=b"sealed too"),
            Cover(**of, at=now),
        ]
    )
    session.flush()


def idea(session: Session, cast: Cast, author: Member, keeper: Member, words: str, now: datetime) -> Idea:
    """With a step by its keeper, whose words are `words` too, and a "me too" of Dave's."""
    of = cast.workspace_id
    row = stored(
        session, Idea(workspace_id=of, author_id=author.id, words=words, confidential=True, keeper_id=keeper.id, at=now)
    )
    session.add(IdeaStep(workspace_id=of, idea_id=row.id, number=1, step="no", words=words, by_id=keeper.id, at=now))
    session.add(IdeaSupport(workspace_id=of, idea_id=row.id, member_id=cast.dave.id, at=now))
    session.flush()
    return row  # type: ignore[no-any-return]


def everything(session: Session, cast: Cast, her: Member, words: str, now: datetime) -> dict[str, UUID]:
    """She in every role there is. `words` stand in all that is hers, and her name in what is others'."""
    of: dict[str, Any] = {"workspace_id": cast.workspace_id}
    named = f"ask <@{her.slack_user_id}>, {her.name}"
    promise, refunds = pledge(session, cast, cast.dave, now, named), category(session, cast, now)
    cause = stored(
        session, Cause(**of, name=f"{her.name}’s late parcels", open_key="key", created_at=now, owner_id=her.id)
    )
    cause.open_key = cause.name.casefold()
    closed = Cause(**of, name="Old", created_at=now, closed_at=now, closed_by_id=her.id, what_changed=words)
    hers = decision(session, cast, her, words, now, category_id=refunds.id, cause_id=cause.id)
    answered(session, cast, hers, cast.carol, "well done", now)
    bos = decision(session, cast, cast.bo, named, now, category_id=refunds.id, cause_id=cause.id)
    answered(session, cast, bos, her, words, now)
    own, other = idea(session, cast, her, cast.carol, words, now), idea(session, cast, cast.bo, her, words, now)
    other.words = named
    limit = Limit(
        **of, category_id=refunds.id, scope="all", amount=5000, currency="EUR", conditions=named, author_id=her.id,
        ask_id=her.id, starts_at=now,
    )  # fmt: skip
    asked = RoomRequest(
        **of, member_id=her.id, category_id=refunds.id, lead_id=cast.carol.id, words=words, may_announce=True,
        asked_at=now,
    )  # fmt: skip
    refused = RoomRequest(
        **of, member_id=cast.bo.id, category_id=refunds.id, lead_id=her.id, words=named, may_announce=False,
        asked_at=now, resolution="no", reason=words, resolved_by_id=her.id, resolved_at=now,
    )  # fmt: skip
    session.add_all(
        [
            closed,
            limit,
            asked,
            refused,
            CoSignature(**of, pledge_id=promise.id, lead_id=her.id, at=now),
            BrokenPromise(**of, pledge_id=promise.id, by_id=her.id, decision_id=hers.id, words=words, at=now),
            BrokenPromise(**of, pledge_id=promise.id, by_id=cast.bo.id, words=named, at=now),
            IdeaSupport(**of, idea_id=other.id, member_id=her.id, at=now),
            PeerVote(**of, member_id=her.id, peer_id=cast.bo.id, at=now),
            PeerVote(**of, member_id=cast.bo.id, peer_id=her.id, at=now),
            Absence(**of, member_id=her.id, starts_at=now, back_on=WEEK, stand_in_id=cast.carol.id, set_by_id=her.id),
            Absence(**of, member_id=cast.carol.id, starts_at=now, back_on=WEEK, stand_in_id=her.id),
            LeadershipLine(**of, week=WEEK, words=words, by_id=her.id, at=now),
            LeadershipLine(**of, week=WEEK + timedelta(weeks=1), words=named, by_id=cast.dave.id, at=now),
            RulesRow(
                **of,
                last_resort_id=her.id,
                clock=True,
                amounts_in_channels=False,
                currency="EUR",
                criteria=named,
                changed_at=now,
                changed_by_id=cast.finn.id,
            ),
        ]
    )
    session.flush()
    ids = {"hers": hers, "bo’s": bos, "idea": own, "bo’s idea": other, "limit": limit, "cause": cause, "no": refused}
    return {name: row.id for name, row in ids.items()}
