"""Decisions, answers, ideas, causes and promises to forge payloads about, all with words of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot.sealing import GUIDANCE, Seal
from models.answers import Answerer, Because, Kind, answering, sharing
from models.answers.answering import Said
from models.decisions import Decision, governing
from models.decisions.entries import Entry
from models.decisions.versions import DecisionVersion
from models.giving import drafts
from models.improving.causes import Cause
from models.improving.ideas import Idea, IdeaStep, IdeaSupport
from models.limits import Category, Limit
from models.limits.asking import RoomRequest
from models.people.members import Circle, Member
from models.pledge import BrokenPromise, Pledge
from models.pledge.reading import in_force
from models.storage.ids import uuid7
from tests.bot.roles.players import ANSWERER, COLLEAGUE, DECIDER, GIVER, LEAD, OTHER_LEAD, SIGNER, TEAMMATE

SEAL = Seal("a key for tests", GUIDANCE)
"""With which the settings of `tests/bot/running.py` seal guidance."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes things about the people of one workspace; every word of them holds `words`."""

    session: Session
    workspace_id: int
    known: dict[str, Member]
    words: str
    n: int
    """Of that number: names that stand once hold it."""
    now: datetime

    @property
    def standing(self) -> UUID:
        """The pledge that is in force."""
        found = in_force(self.session, self.workspace_id)
        assert found
        return found.id

    def add(self, row: Any) -> UUID:
        self.session.add(row)
        self.session.flush()
        return UUID(str(row.id))

    def of(self, slack_id: str) -> UUID:
        return self.known[slack_id].id

    @property
    def entry(self) -> Entry:
        return Entry(f"Late: {self.words}", f"Refunded: {self.words}", "They stayed", decided_on=self.now.date())

    def decision(self, *, days: int = 0) -> UUID:
        """Of the decider, logged `days` ago, asked of the answerer alone; and edited once."""
        here: dict[str, Any] = {"workspace_id": self.workspace_id}
        then = self.now - timedelta(days=days)
        whose = {"member_id": self.of(DECIDER), "logged_at": then, "pledge_id": uuid7()}
        made = self.add(Decision(**here, id=uuid7(), **whose, **self.entry.columns()))
        before = {"situation": self.words, "choice": self.words, "replaced_at": then}
        self.session.add(DecisionVersion(**here, decision_id=made, **before))
        who = {"member_id": self.of(ANSWERER), "because": Because.PEER, "since": then}
        self.session.add(Answerer(**here, decision_id=made, **who))
        self.session.flush()
        return made

    def answered(self, said: Said) -> UUID:
        made = self.decision()
        what: dict[str, Any] = {"workspace_id": self.workspace_id, "decision_id": made, "now": self.now}
        told = answering.answer(self.session, **what, by=ANSWERER, said=said)
        assert told["code"] == "answered", told
        return made

    def guided(self) -> UUID:
        sealed = SEAL.close(f'{{"good": "{self.words}"}}')
        return self.answered(Said(Kind.THOUGHT, f"Well done, {self.words}", sealed))

    def shared(self) -> UUID:
        made = self.guided()
        what: dict[str, Any] = {"workspace_id": self.workspace_id, "decision_id": made, "now": self.now}
        told = sharing.share(self.session, **what, member=DECIDER, circle=Circle.LEAD, channel_id=None)
        assert told["code"] == "shared", told
        return made

    def draft(self, of: str, fields: dict[str, Any]) -> UUID:
        whose = {"workspace_id": self.workspace_id, "giver_id": self.of(of)}
        return drafts.keep(self.session, **whose, fields=fields, now=self.now)  # type: ignore[arg-type]

    def edited_draft(self) -> UUID:
        anew = {**self.entry.fields(), "choice": f"Anew: {self.words}"}
        return self.draft(DECIDER, {"entry": anew, "decision": str(self.decision())})

    def idea(self, author: str) -> UUID:
        """Everyone may read it; the answerer keeps it."""
        here = {"workspace_id": self.workspace_id}
        whose = {"author_id": self.of(author), "keeper_id": self.of(ANSWERER), "confidential": False}
        made = self.add(Idea(**here, **whose, words="A bell at the door", at=self.now))
        step = {"number": 1, "step": "heard", "by_id": self.of(ANSWERER), "at": self.now}
        self.session.add(IdeaStep(**here, idea_id=made, **step))
        self.session.flush()
        return made

    def joined(self) -> UUID:
        made = self.idea(GIVER)
        of = {"workspace_id": self.workspace_id, "idea_id": made, "member_id": self.of(COLLEAGUE)}
        self.session.add(IdeaSupport(**of, at=self.now))
        self.session.flush()
        return made

    def cause(self, name: str, owner: str | None) -> UUID:
        whose = {"owner_id": self.of(owner), "taken_at": self.now} if owner else {}
        said = {"name": f"{name} {self.n}", "open_key": f"{name.casefold()} {self.n}", "created_at": self.now}
        return self.add(Cause(workspace_id=self.workspace_id, **said, **whose))

    def pledge(self, *, signed: bool) -> UUID:
        said = {"text": "You are covered.", "signer_title": "COO", "set_at": self.now}
        who = {"signer_id": self.of(SIGNER), "signed_at": self.now if signed else None}
        return self.add(Pledge(workspace_id=self.workspace_id, id=uuid7(), **said, **who))

    def promise(self, pledge_id: UUID) -> UUID:
        said = {"pledge_id": pledge_id, "by_id": self.of(COLLEAGUE), "words": self.words, "at": self.now}
        return self.add(BrokenPromise(workspace_id=self.workspace_id, **said))

    def category(self) -> UUID:
        named = {"name": f"Refunds {self.n}", "position": self.n, "created_at": self.now}
        return self.add(Category(workspace_id=self.workspace_id, **named))

    def limit(self, lead: str | None) -> UUID:
        """Of this lead's people, or of everyone."""
        whose = {"lead_id": self.of(lead), "scope": f"lead:{self.of(lead)}"} if lead else {"scope": "all"}
        said = {"category_id": self.category(), "amount": 5000, "currency": "EUR", "starts_at": self.now}
        return self.add(Limit(workspace_id=self.workspace_id, id=uuid7(), **said, **whose))

    def room(self) -> UUID:
        """The colleague asks the answerer for more."""
        who = {"member_id": self.of(COLLEAGUE), "lead_id": self.of(ANSWERER), "category_id": self.category()}
        said = {"amount": 9000, "currency": "EUR", "words": self.words, "may_announce": True, "asked_at": self.now}
        return self.add(RoomRequest(workspace_id=self.workspace_id, id=uuid7(), **who, **said))


CONFIDED: dict[str, Callable[[Maker], object]] = {
    "decision": Maker.decision,
    "talked": lambda make: make.answered(Said(Kind.TALK, talk_at=make.now + timedelta(days=1))),
    "guided": Maker.guided,
    "shared": Maker.shared,
    "promise": lambda make: make.promise(make.standing),
    "room": Maker.room,
    "own_room": Maker.room,
}
"""What only the people concerned may read."""
MOVING: dict[str, Callable[[Maker], object]] = {
    "covered": lambda make: make.decision(days=14),
    "own_draft": lambda make: make.draft(COLLEAGUE, {"own": make.words}),
    "decided_draft": lambda make: make.draft(DECIDER, {"entry": make.entry.fields()}),
    "edited_draft": Maker.edited_draft,
}
"""As those; but what is done with it lets another lead, or an admin, read it too."""
OPEN: dict[str, Callable[[Maker], object]] = {
    "idea": lambda make: make.idea(GIVER),
    "idea_seen": lambda make: f"{make.idea(GIVER)}:1",
    "own_idea": lambda make: make.idea(COLLEAGUE),
    "joined_idea": Maker.joined,
    "cause": lambda make: make.cause("Lifts", LEAD),
    "free_cause": lambda make: make.cause("Doors", None),
    "unsigned": lambda make: make.pledge(signed=False),
    "pledge": lambda make: make.standing,
    "category": Maker.category,
    "limit": lambda make: make.limit(LEAD),
    "common_limit": lambda make: make.limit(None),
    "decision_rules": lambda make: governing.standing(make.session, make.workspace_id).version,
    "set": lambda _make: "set",
    "empty": lambda _make: "",
}
"""Whose words everyone may read."""
MAKES = {**CONFIDED, **MOVING, **OPEN}
"""By what forged payloads call it."""


def confided(n: int) -> str:
    """Stands in every word of the nth that only the people concerned may read."""
    return f"confided{n}word"


def moving(n: int) -> str:
    """The same, where another lead or an admin may come to read it."""
    return f"moving{n}word"


def settle(session: Session, workspace_id: int, known: dict[str, Member], now: datetime) -> None:
    """A pledge is in force."""
    Maker(session, workspace_id, known, "", 0, now).pledge(signed=True)


def make(session: Session, workspace_id: int, known: dict[str, Member], kind: str, *, n: int, now: datetime) -> str:
    """The nth thing of this kind: its id, as forged payloads carry it."""
    words = moving(n) if kind in MOVING else confided(n)
    return str(MAKES[kind](Maker(session, workspace_id, known, words, n, now)))


def chosen(known: dict[str, Member], now: datetime) -> dict[str, str]:
    """What menus and dates of forms hold."""
    monday = now.date() - timedelta(days=now.weekday())
    days = {"week": monday.isoformat(), "later": (now.date() + timedelta(days=7)).isoformat()}
    return days | {"other_lead": str(known[OTHER_LEAD].id), "teammate": str(known[TEAMMATE].id)}
