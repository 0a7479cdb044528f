"""What waits for a lead, what they answered since, and what became of those whom their digest names.

Read when a digest is rendered, and again whenever its message changes.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func
from sqlalchemy.orm import Session, aliased

from digests.facts.pats import retraction_of
from digests.facts.rows import Found, Part, pairs, part
from digests.facts.sets import among
from models.answers import Answer, Answerer, Kind
from models.decisions import Decision
from models.gaps.rules import GapRulesRow
from models.improving.ideas import Idea, IdeaStep, Step, latest_step
from models.kudos import Boost, Kudos, KudosReceiver, Retraction
from models.limits.asking import RoomRequest
from models.people.members import Member
from models.people.reporting import ReportingLine
from models.people.teams import Role, TeamMembership

DECISION, ANSWERED, IDEA, ROOM = "decision", "answered", "idea waits", "room waits"
LED, THANKED, JOINED, UNNAMED = "led", "thanked", "joined", "unnamed"


@dataclass(frozen=True, slots=True)
class Waits:
    """A decision that waits for its answerer. `choice`: what was decided, in its stored form."""

    decision: UUID
    member: UUID
    who: str
    since: datetime
    choice: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A decision that its answerer answered at `at`. `kind`: of `models.answers.Kind`."""

    who: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose digests are read: of these leads, who name these people and kudos, of periods that ended at `since`."""

    leads: Collection[UUID]
    people: Collection[UUID]
    kudos: Collection[UUID]
    since: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    decisions: dict[UUID, list[Waits]] = field(default_factory=dict)
    """By answerer, the oldest first."""
    answered: dict[UUID, list[Answered]] = field(default_factory=dict)
    """By answerer, the first first."""
    ideas: Counter[UUID] = field(default_factory=Counter)
    """By keeper, how many have no answer yet."""
    room: Counter[UUID] = field(default_factory=Counter)
    """By lead, how many ask for more room."""
    led: frozenset[tuple[UUID, UUID]] = frozenset()
    """(lead, member) who belong together now, of the people named."""
    thanked: dict[UUID, list[tuple[UUID, datetime]]] = field(default_factory=dict)
    """By receiver, who thanked them since, and when last."""
    joined: frozenset[tuple[UUID, UUID]] = frozenset()
    """(member, kudos) that they added their pat to."""
    names: bool = True
    """Whether a lead may read who it is that recognition does not reach."""

    @property
    def texts(self) -> list[str]:
        """Everything in its stored form."""
        return [one.choice for some in self.decisions.values() for one in some]


def anything(session: Session, workspace_id: int, leads: Iterable[UUID]) -> Iterator[Part]:
    """For collecting: a row for each thing that waits for these leads."""
    leads = list(leads)
    yield _decisions(workspace_id).where(among(session, Answerer.member_id, leads))
    yield _ideas(workspace_id).where(among(session, Idea.keeper_id, leads))
    yield _room(workspace_id).where(among(session, RoomRequest.lead_id, leads))


def waited_for(found: Found) -> set[UUID]:
    """Leads for whom something waits."""
    return {row.lead for kind in (DECISION, IDEA, ROOM) for row in found[kind]}


def parts(session: Session, workspace_id: int, asked: Asked) -> Iterator[Part]:
    """All that `told` needs."""
    yield from anything(session, workspace_id, asked.leads)
    yield _answered(workspace_id, asked.since).where(among(session, Answer.by_id, asked.leads))
    lines = among(session, ReportingLine.lead_id, asked.leads)
    yield _lines(workspace_id).where(lines, among(session, ReportingLine.member_id, asked.people))
    yield _teams(workspace_id).where(among(session, TeamMembership.member_id, asked.people))
    yield _thanked(workspace_id, asked.since, among(session, KudosReceiver.receiver_id, asked.people))
    yield _joined(workspace_id).where(among(session, Boost.kudos_id, asked.kudos))
    yield part(UNNAMED).where(GapRulesRow.workspace_id == workspace_id, GapRulesRow.names.is_(False))


def told(found: Found) -> Waiting:
    decisions: dict[UUID, list[Waits]] = defaultdict(list)
    for row in sorted(found[DECISION], key=lambda one: (one.at, one.id)):
        decisions[row.lead].append(Waits(row.id, row.member, row.words, row.at, row.said))
    answered: dict[UUID, list[Answered]] = defaultdict(list)
    for row in sorted(found[ANSWERED], key=lambda one: (one.at, one.id)):
        answered[row.lead].append(Answered(row.words, row.said, row.at))
    thanked: dict[UUID, list[tuple[UUID, datetime]]] = defaultdict(list)
    for row in found[THANKED]:
        thanked[row.id].append((row.lead, row.at))
    return Waiting(
        decisions=dict(decisions),
        answered=dict(answered),
        ideas=Counter(row.lead for row in found[IDEA]),
        room=Counter(row.lead for row in found[ROOM]),
        led=frozenset(pairs(found[LED])),
        thanked=dict(thanked),
        joined=frozenset(pairs(found[JOINED])),
        names=not found[UNNAMED],
    )


def _decisions(workspace_id: int) -> Part:
    """Those that nobody has answered, of people who are here."""
    of, decider = Decision.workspace_id, aliased(Member)
    asked = (Answerer.workspace_id == of) & (Answerer.decision_id == Decision.id) & Answerer.ends_at.is_(None)
    answered = (Answer.workspace_id == of) & (Answer.decision_id == Decision.id)
    said = {"words": decider.name, "said": Decision.choice, "at": Decision.logged_at}
    return (
        part(DECISION, id_=Decision.id, lead=Answerer.member_id, member=Decision.member_id, **said)
        .join(Answerer, asked)
        .join(decider, (decider.workspace_id == of) & (decider.id == Decision.member_id))
        .outerjoin(Answer, answered)
        .where(of == workspace_id, Answer.decision_id.is_(None), decider.active)
    )


def _answered(workspace_id: int, since: datetime) -> Part:
    """A talk that a pat followed is a pat by now."""
    of, decider = Decision.workspace_id, aliased(Member)
    patted = and_(Answer.kind == Kind.TALK, Answer.patted_at.is_not(None))
    said = {"words": decider.name, "said": case((patted, Kind.PAT.value), else_=Answer.kind), "at": Answer.at}
    return (
        part(ANSWERED, id_=Answer.decision_id, lead=Answer.by_id, **said)
        .join(Decision, (of == Answer.workspace_id) & (Decision.id == Answer.decision_id))
        .join(decider, (decider.workspace_id == of) & (decider.id == Decision.member_id))
        .where(Answer.workspace_id == workspace_id, Answer.at >= since)
    )


def _ideas(workspace_id: int) -> Part:
    newest = (IdeaStep.workspace_id == Idea.workspace_id) & (IdeaStep.idea_id == Idea.id)
    return (
        part(IDEA, id_=Idea.id, lead=Idea.keeper_id, at=Idea.at)
        .join(IdeaStep, newest & (IdeaStep.number == latest_step()))
        .where(Idea.workspace_id == workspace_id, Idea.withdrawn_at.is_(None), IdeaStep.step == Step.HEARD)
    )


def _room(workspace_id: int) -> Part:
    return part(ROOM, id_=RoomRequest.id, lead=RoomRequest.lead_id).where(
        RoomRequest.workspace_id == workspace_id, RoomRequest.resolution.is_(None)
    )


def _lines(workspace_id: int) -> Part:
    row = ReportingLine
    return part(LED, id_=row.member_id, lead=row.lead_id).where(row.workspace_id == workspace_id, row.ends_at.is_(None))


def _teams(workspace_id: int) -> Part:
    """Members of led teams. Whoever leads them: asked for 10,000 leads, SQLite tries each of them for each member."""
    row, lead = TeamMembership, aliased(TeamMembership)
    same = and_(row.workspace_id == lead.workspace_id, row.team_id == lead.team_id, row.role == Role.MEMBER)
    query = part(LED, id_=row.member_id, lead=lead.member_id).select_from(row).join(lead, same)
    of = (lead.workspace_id == workspace_id, row.workspace_id == workspace_id, lead.role == Role.LEAD)
    return query.where(*of, row.ends_at.is_(None), lead.ends_at.is_(None))


def _thanked(workspace_id: int, since: datetime, whom: Any) -> Part:
    row = KudosReceiver
    return (
        part(THANKED, id_=row.receiver_id, lead=Kudos.giver_id, at=func.max(row.given_at))
        .join(Kudos, (Kudos.workspace_id == row.workspace_id) & (Kudos.id == row.kudos_id))
        .outerjoin(Retraction, retraction_of(row))
        .where(row.workspace_id == workspace_id, whom, row.given_at >= since)
        .where(row.void_reason.is_(None), Retraction.kudos_id.is_(None))
        .group_by(row.receiver_id, Kudos.giver_id)
    )


def _joined(workspace_id: int) -> Part:
    return part(JOINED, id_=Boost.kudos_id, lead=Boost.member_id).where(Boost.workspace_id == workspace_id)
