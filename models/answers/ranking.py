"""Who can answer somebody's decisions, best first. All that it takes is read at once, for any number of people."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.answers import Because, absences
from models.decisions import rules
from models.people import leads, members
from models.people.members import Kind, Member
from models.people.teams import Role, TeamMembership
from models.workspace import workspaces

Ranked = tuple[Member, Because]


def can_answer(member: Member) -> bool:
    """Whether they are here, in Slack, and of this company."""
    return member.active and member.kind == Kind.PERSON and member.slack_user_id is not None


@dataclass(frozen=True, slots=True)
class Ranking:
    """`away` has the stand-in of everyone who is away. `last`: the last resort, then admins."""

    up: Mapping[UUID, UUID]
    team_leads: Mapping[UUID, list[UUID]]
    away: Mapping[UUID, UUID | None]
    last: tuple[UUID, ...]
    people: Mapping[UUID, Member]

    def of(self, member_id: UUID, *first: tuple[UUID | None, Because]) -> Iterator[Ranked]:
        """Whoever can answer for this member, each once, `first` before everyone: never they themselves.

        Whoever is away comes after everyone else: late is better than nobody.
        """
        ranked = [*first, *self._ranked(member_id)]
        here = [one for lead in ranked for one in self._or_stand_in(*lead)]
        seen = {member_id}
        for one, because in (*here, *ranked):
            person = self.people.get(one) if one else None
            if person is not None and person.id not in seen and can_answer(person):
                seen.add(person.id)
                yield person, because

    def stand_in_for(self, member_id: UUID) -> UUID | None:
        """Whom they named when they went away; None: nobody, or they are not away."""
        return self.away.get(member_id)

    def _ranked(self, member_id: UUID) -> Iterator[tuple[UUID | None, Because]]:
        own = [lead for lead in (self.up.get(member_id), *self.team_leads.get(member_id, ())) if lead]
        above = chain.from_iterable(leads.chain(self.up, lead)[1:] for lead in own)
        yield from ((lead, Because.LEAD) for lead in own)
        yield from ((lead, Because.LEAD_ABOVE) for lead in above)
        yield from ((one, Because.LAST_RESORT) for one in self.last)

    def _or_stand_in(self, one: UUID | None, because: Because) -> list[tuple[UUID | None, Because]]:
        """They, or whoever stands in for them; nobody, when neither is here."""
        if one is None or one not in self.away:
            return [(one, because)]
        stand_in = self.away[one]
        gone = because in (Because.PEER, Because.STANDS_IN) or stand_in in self.away
        return [] if gone else [(stand_in, Because.STANDS_IN)]


def read(session: Session, workspace_id: int, member_ids: Iterable[UUID], now: datetime | None) -> Ranking:
    """What it takes to rank for these members. `now` None: never mind who is away."""
    ids = set(member_ids)
    up = leads.upwards(session, workspace_id)
    team_leads = _team_leads(session, workspace_id, ids)
    absent = absences.away_at(session, workspace_id, now) if now else {}
    away = {one: absence.stand_in_id for one, absence in absent.items()}
    resort = rules.current(session, workspace_id).last_resort
    admins = members.admins(session, workspace_id, workspaces.get(session, workspace_id).installer_slack_id)
    last = (*([resort] if resort else []), *(admin.id for admin in admins))
    named = {*last, *away, *(one for one in away.values() if one), *chain.from_iterable(team_leads.values())}
    named |= {above for one in (ids | named) for above in leads.chain(up, one)}
    return Ranking(up, team_leads, away, last, members.by_id(session, workspace_id, named))


def _team_leads(session: Session, workspace_id: int, ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Of each of these members the leads of the named teams that they are in, in the order of their names."""
    mine, theirs = aliased(TeamMembership), aliased(TeamMembership)
    query = (
        select(mine.member_id, theirs.member_id)
        .join(theirs, (theirs.workspace_id == mine.workspace_id) & (theirs.team_id == mine.team_id))
        .join(Member, (Member.workspace_id == theirs.workspace_id) & (Member.id == theirs.member_id))
        .where(mine.workspace_id == workspace_id, mine.member_id.in_(sorted(ids)))
        .where(mine.role == Role.MEMBER, mine.ends_at.is_(None))
        .where(theirs.role == Role.LEAD, theirs.ends_at.is_(None))
        .order_by(Member.name, Member.id)
    )
    found: dict[UUID, list[UUID]] = {}
    for member_id, lead_id in session.execute(query):
        found.setdefault(member_id, []).append(lead_id)
    return found
