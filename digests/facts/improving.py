"""What a digest tells besides pats: ideas done and causes closed, the line from leadership.

What a period holds is found in ids; the words are read as they are when it is rendered.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import String, cast
from sqlalchemy.orm import Session

from digests.facts.rows import Found, Part, part
from digests.facts.sets import among
from digests.weeks import Period
from models.decisions.rules import RulesRow
from models.improving.causes import Cause
from models.improving.ideas import Idea, IdeaStep, Step, latest_step
from models.improving.leadership import LeadershipLine

IDEA, CAUSE, LINE, CLOCK_OFF = "idea", "cause", "line", "clock off"


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
class Improving:
    """The words."""

    ideas: dict[UUID, DidTold] = field(default_factory=dict)
    causes: dict[UUID, DidTold] = field(default_factory=dict)
    lines: dict[date, tuple[str, UUID | None]] = field(default_factory=dict)
    """With who set it."""
    figures: bool = True

    @property
    def texts(self) -> list[str]:
        """Everything in its stored form; the names of causes are plain."""
        said = [text for idea in self.ideas.values() for text in (idea.what, idea.done)]
        return [*said, *(cause.done for cause in self.causes.values()), *(line for line, _ in self.lines.values())]


def done_in(workspace_id: int, span: Period) -> Iterator[Part]:
    """What `span` holds. An idea that was taken up again is done no longer."""
    yield _done(workspace_id).where(IdeaStep.at >= span.start, IdeaStep.at < span.end)
    yield _closed(workspace_id).where(Cause.closed_at >= span.start, Cause.closed_at < span.end)
    yield from _always(workspace_id)


def improved(found: Found) -> Improved:
    return Improved(
        ideas=tuple(sorted(((row.id, row.at) for row in found[IDEA]), key=lambda pair: (pair[1], pair[0]))),
        causes=tuple(sorted(((row.id, row.at) for row in found[CAUSE]), key=lambda pair: (pair[1], pair[0]))),
        lines=frozenset(date.fromisoformat(row.said) for row in found[LINE]),
        figures=not found[CLOCK_OFF],
    )


def parts(session: Session, workspace_id: int, ideas: Iterable[UUID], causes: Iterable[UUID]) -> Iterator[Part]:
    """The words of these ideas and causes, and the lines."""
    yield _done(workspace_id).where(among(session, Idea.id, ideas))
    yield _closed(workspace_id).where(among(session, Cause.id, causes))
    yield from _always(workspace_id)


def told(found: Found) -> Improving:
    return Improving(
        ideas={row.id: DidTold(row.words, row.said or "") for row in found[IDEA]},
        causes={row.id: DidTold(row.words, row.said or "") for row in found[CAUSE]},
        lines={date.fromisoformat(row.said): (row.words, row.lead) for row in found[LINE]},
        figures=not found[CLOCK_OFF],
    )


def _always(workspace_id: int) -> Iterator[Part]:
    yield _lines(workspace_id)
    yield part(CLOCK_OFF).where(RulesRow.workspace_id == workspace_id, RulesRow.clock.is_(False))


def _done(workspace_id: int) -> Part:
    newest = (IdeaStep.workspace_id == Idea.workspace_id) & (IdeaStep.idea_id == Idea.id)
    return (
        part(IDEA, id_=Idea.id, words=Idea.words, said=IdeaStep.words, at=IdeaStep.at)
        .join(IdeaStep, newest & (IdeaStep.number == latest_step()))
        .where(Idea.workspace_id == workspace_id, Idea.withdrawn_at.is_(None), Idea.words != "")
        .where(IdeaStep.step == Step.DONE)
    )


def _closed(workspace_id: int) -> Part:
    """Of a closed cause, what was changed says that it is fixed: one that was made another has none."""
    return part(CAUSE, id_=Cause.id, words=Cause.name, said=Cause.what_changed, at=Cause.closed_at).where(
        Cause.workspace_id == workspace_id, Cause.closed_at.is_not(None), Cause.what_changed.is_not(None)
    )


def _lines(workspace_id: int) -> Part:
    """All of them: one a week, and a period may begin on any day."""
    week = cast(LeadershipLine.week, String)
    return part(LINE, lead=LeadershipLine.by_id, words=LeadershipLine.words, said=week).where(
        LeadershipLine.workspace_id == workspace_id, LeadershipLine.words != ""
    )
