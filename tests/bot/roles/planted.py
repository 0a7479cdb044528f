"""A company in which somebody has each kind of secret, and who may read it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models.improving.ideas import Idea, IdeaStep
from models.people import members
from models.people.reporting import ReportingLine
from models.storage.ids import uuid7
from tests.bot.roles import subjects
from tests.bot.roles.made import CONFIDED, MOVING, Maker
from tests.bot.roles.players import (
    ADMIN,
    ANSWERER,
    COLLEAGUE,
    DECIDER,
    EVERYBODY,
    GIVER,
    LEAD,
    LEFT,
    OTHER_LEAD,
    RECEIVER,
    SIGNER,
    SOMEBODY,
)

ABOUT_A_PAT: dict[str, tuple[str, set[str]]] = {
    "kudos": ("closedpatword", {GIVER, RECEIVER, LEAD}),
    "report": ("reportedword", {GIVER, RECEIVER, LEAD, ADMIN}),
    "delivery": ("unpostedword", {GIVER, RECEIVER, LEAD}),
    "draft": ("patdraftword", {GIVER, RECEIVER, LEAD}),
}
"""Of a pat that only its receiver and their lead may read besides its giver, and of what there is about it."""
CONFIDENTIAL: dict[str, tuple[str, set[str]]] = {
    "guided": ("guidedword", {DECIDER, ANSWERER}),
    "talked": ("talkedword", {DECIDER, ANSWERER}),
    "decision": ("waitingword", {DECIDER, ANSWERER}),
    "covered": ("coveredword", {DECIDER, ANSWERER, LEAD, OTHER_LEAD, ADMIN}),
    "promise": ("promiseword", {COLLEAGUE, SIGNER}),
    "room": ("roomword", {COLLEAGUE, ANSWERER}),
    "own_draft": ("owndraftword", {COLLEAGUE}),
}
FORMER = (SOMEBODY, LEFT)
"""They led the giver and the receiver until yesterday; one of them has left since."""


def plant(session: Session, *, workspace_id: int, now: datetime) -> dict[str, set[str]]:
    """What stands in the tables, by its words: the Slack ids of whom it is for."""
    known = members.by_slack_id(session, workspace_id, [*EVERYBODY, SOMEBODY])
    for n, (kind, (words, _)) in enumerate(ABOUT_A_PAT.items()):
        pat = subjects._kudos(session, workspace_id, f"Refunded the parcel {words}", closed=True, now=now)
        subjects.KUDOS[kind](session, workspace_id, known, pat, words, now + timedelta(seconds=n))
    for n, (kind, (words, _)) in enumerate(CONFIDENTIAL.items()):
        {**CONFIDED, **MOVING}[kind](Maker(session, workspace_id, known, words, n, now))
    _idea(session, workspace_id, known, now)
    for one in FORMER:
        _led(session, workspace_id, known, one, now)
    return {**dict(ABOUT_A_PAT.values()), **dict(CONFIDENTIAL.values())}


def _idea(session: Session, workspace_id: int, known: subjects.Known, now: datetime) -> None:
    """In confidence: everyone may read it, and nobody whose it is."""
    make = Maker(session, workspace_id, known, "", 0, now)
    whose = {"author_id": make.of(GIVER), "keeper_id": make.of(ANSWERER), "confidential": True}
    idea = make.add(Idea(workspace_id=workspace_id, id=uuid7(), **whose, words="A lock at the back door", at=now))
    step = {"number": 1, "step": "heard", "by_id": make.of(ANSWERER), "at": now}
    session.add(IdeaStep(workspace_id=workspace_id, idea_id=idea, **step))


def _led(session: Session, workspace_id: int, known: subjects.Known, lead: str, now: datetime) -> None:
    days: dict[str, Any] = {"starts_at": now - timedelta(days=60), "ends_at": now - timedelta(days=1)}
    for report in (GIVER, RECEIVER):
        who = {"member_id": known[report].id, "lead_id": known[lead].id}
        session.add(ReportingLine(workspace_id=workspace_id, id=uuid7(), **who, **days))
