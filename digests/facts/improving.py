"""What a digest tells besides pats: ideas done and causes closed, the line from leadership, what waits for a lead.

One statement finds what a period holds, in ids; one reads the words, and what waits, as they are when it is rendered.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Select, String, Uuid, cast, literal, null, select, union_all
from sqlalchemy.orm import Session, aliased

from digests.facts.sets import among
from digests.weeks import Period
from models.answers import Answer, Answerer
from models.decisions import Decision
from models.decisions.rules import RulesRow
from models.improving.causes import Cause
from models.improving.ideas import Idea, IdeaStep, Step, latest_step
from models.improving.leadership import LeadershipLine
from models.people.members import Member
from models.storage.orm import UTCDateTime

IDEA, CAUSE, LINE, CLOCK_OFF, DECISION, WAITING = "idea", "cause", "line", "clock off", "decision", "waiting"


@dataclass(frozen=True, slots=True)
class Improved:
    """What was done between two instants, each with when; and the Mondays whose week has a line."""

    ideas: tuple[tuple[UUID, datetime], ...] = ()
    causes: tuple[tuple[UUID, datetime], ...] = ()
    lines: frozenset[date] = frozenset()
    figures: bool = True
    """Whether figures about leads may be kept."""

    def ideas_in(self, period: Period) -> tuple[UUID, ...]:
        return tuple(id_ for id_, at in self.ideas if at in period)

    def causes_in(self, period: Period) -> tuple[UUID, ...]:
        return tuple(id_ for id_, at in self.causes if at in period)


@dataclass(frozen=True, slots=True)
class DidTold:
    """Words in their stored form: what was wanted, or what kept happening (plain); and what was done."""

    what: str
    done: str


@dataclass(frozen=True, slots=True)
class Waits:
    """A decision that waits for its answerer."""

    decision: UUID
    who: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Improving:
    """The words, and what waits for each lead."""

    ideas: dict[UUID, DidTold] = field(default_factory=dict)
    causes: dict[UUID, DidTold] = field(default_factory=dict)
    lines: dict[date, tuple[str, UUID | None]] = field(default_factory=dict)
    """With who set it."""
    decisions: dict[UUID, list[Waits]] = field(default_factory=dict)
    """By answerer, the oldest first."""
    waiting: dict[UUID, int] = field(default_factory=dict)
    """By keeper, how many ideas have no answer yet."""
    figures: bool = True

    @property
    def texts(self) -> list[str]:
        """Everything in its stored form; the names of causes are plain."""
        said = [text for idea in self.ideas.values() for text in (idea.what, idea.done)]
        return [*said, *(cause.done for cause in self.causes.values()), *(line for line, _ in self.lines.values())]


def find(session: Session, *, workspace_id: int, span: Period) -> Improved:
    """What `span` holds. An idea that was taken up again is done no longer."""
    ideas = _done(workspace_id).where(IdeaStep.at >= span.start, IdeaStep.at < span.end)
    causes = _closed(workspace_id).where(Cause.closed_at >= span.start, Cause.closed_at < span.end)
    rows = _by_kind(session, union_all(ideas, causes, _lines(workspace_id), _clock_off(workspace_id)))
    return Improved(
        ideas=tuple(sorted(((row.id, row.at) for row in rows[IDEA]), key=lambda pair: (pair[1], pair[0]))),
        causes=tuple(sorted(((row.id, row.at) for row in rows[CAUSE]), key=lambda pair: (pair[1], pair[0]))),
        lines=frozenset(date.fromisoformat(row.said) for row in rows[LINE]),
        figures=not rows[CLOCK_OFF],
    )


def read(
    session: Session, *, workspace_id: int, ideas: Iterable[UUID], causes: Iterable[UUID], leads: Iterable[UUID]
) -> Improving:
    """The words of these ideas and causes, the lines, and what waits for these leads."""
    leads = list(leads)
    rows = _by_kind(
        session,
        union_all(
            _done(workspace_id).where(among(session, Idea.id, ideas)),
            _closed(workspace_id).where(among(session, Cause.id, causes)),
            _lines(workspace_id),
            _clock_off(workspace_id),
            _decisions(workspace_id).where(among(session, Answerer.member_id, leads)),
            _ideas_waiting(workspace_id).where(among(session, Idea.keeper_id, leads)),
        ),
    )
    decisions: dict[UUID, list[Waits]] = defaultdict(list)
    for row in sorted(rows[DECISION], key=lambda one: (one.at, one.id)):
        decisions[row.lead].append(Waits(row.id, row.words, row.at))
    waiting: dict[UUID, int] = defaultdict(int)
    for row in rows[WAITING]:
        waiting[row.lead] += 1
    return Improving(
        ideas={row.id: DidTold(row.words, row.said or "") for row in rows[IDEA]},
        causes={row.id: DidTold(row.words, row.said or "") for row in rows[CAUSE]},
        lines={date.fromisoformat(row.said): (row.words, row.lead) for row in rows[LINE]},
        decisions=dict(decisions),
        waiting=dict(waiting),
        figures=not rows[CLOCK_OFF],
    )


def _by_kind(session: Session, query: CompoundSelect[*tuple[Any, ...]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in session.execute(query):
        found[row.kind].append(row)
    return found


def _row(kind: str, id_: Any = None, lead: Any = None, words: Any = None, said: Any = None, at: Any = None) -> Any:
    """The columns that all parts of a statement have."""
    return (
        literal(kind).label("kind"),
        cast(null(), Uuid).label("id") if id_ is None else id_.label("id"),
        cast(null(), Uuid).label("lead") if lead is None else lead.label("lead"),
        cast(null(), String).label("words") if words is None else words.label("words"),
        cast(null(), String).label("said") if said is None else said.label("said"),
        cast(null(), UTCDateTime).label("at") if at is None else at.label("at"),
    )


def _done(workspace_id: int) -> Select[*tuple[Any, ...]]:
    newest = (IdeaStep.workspace_id == Idea.workspace_id) & (IdeaStep.idea_id == Idea.id)
    return (
        select(*_row(IDEA, id_=Idea.id, words=Idea.words, said=IdeaStep.words, at=IdeaStep.at))
        .join(IdeaStep, newest & (IdeaStep.number == latest_step()))
        .where(Idea.workspace_id == workspace_id, Idea.withdrawn_at.is_(None), Idea.words != "")
        .where(IdeaStep.step == Step.DONE)
    )


def _closed(workspace_id: int) -> Select[*tuple[Any, ...]]:
    """Of a closed cause, what was changed says that it is fixed: one that was made another has none."""
    return select(*_row(CAUSE, id_=Cause.id, words=Cause.name, said=Cause.what_changed, at=Cause.closed_at)).where(
        Cause.workspace_id == workspace_id, Cause.closed_at.is_not(None), Cause.what_changed.is_not(None)
    )


def _lines(workspace_id: int) -> Select[*tuple[Any, ...]]:
    """All of them: one a week, and a period may begin on any day."""
    week = cast(LeadershipLine.week, String)
    return select(*_row(LINE, lead=LeadershipLine.by_id, words=LeadershipLine.words, said=week)).where(
        LeadershipLine.workspace_id == workspace_id
    )


def _clock_off(workspace_id: int) -> Select[*tuple[Any, ...]]:
    return select(*_row(CLOCK_OFF)).where(RulesRow.workspace_id == workspace_id, RulesRow.clock.is_(False))


def _decisions(workspace_id: int) -> Select[*tuple[Any, ...]]:
    """Those that nobody has answered, of people who are here."""
    of = Decision.workspace_id
    decider = aliased(Member)
    asked = (Answerer.workspace_id == of) & (Answerer.decision_id == Decision.id) & Answerer.ends_at.is_(None)
    answered = (Answer.workspace_id == of) & (Answer.decision_id == Decision.id)
    return (
        select(*_row(DECISION, id_=Decision.id, lead=Answerer.member_id, words=decider.name, at=Decision.logged_at))
        .join(Answerer, asked)
        .join(decider, (decider.workspace_id == of) & (decider.id == Decision.member_id))
        .outerjoin(Answer, answered)
        .where(of == workspace_id, Answer.decision_id.is_(None), decider.active)
    )


def _ideas_waiting(workspace_id: int) -> Select[*tuple[Any, ...]]:
    newest = (IdeaStep.workspace_id == Idea.workspace_id) & (IdeaStep.idea_id == Idea.id)
    return (
        select(*_row(WAITING, id_=Idea.id, lead=Idea.keeper_id, at=Idea.at))
        .join(IdeaStep, newest & (IdeaStep.number == latest_step()))
        .where(Idea.workspace_id == workspace_id, Idea.withdrawn_at.is_(None), IdeaStep.step == Step.HEARD)
    )
