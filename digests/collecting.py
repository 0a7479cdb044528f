"""What there is to tell: one frozen dataclass per reader, of ids and figures. No words, no template.

All readers of a workspace are collected at once: the number of statements is the same for one and for 10,000.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from digests import ages, groups, improving, pats, people, stories, weeks
from digests.ages import Age
from digests.groups import Groups
from digests.improving import Improved
from digests.pats import Pat, Pats
from digests.people import History, Person
from digests.weeks import Period

NAMED = 3
"""People to look out for that a lead's digest names."""


@dataclass(frozen=True, slots=True)
class TeamReader:
    """A channel: of a team, or of the whole workspace (`team_id` None). `channel_id` None: where most was said."""

    period: Period
    zone: ZoneInfo
    people_at: datetime
    """The team is counted as it was at this instant."""
    team_id: UUID | None = None
    channel_id: str | None = None


@dataclass(frozen=True, slots=True)
class LeadReader:
    """A lead; `member_id` None: nobody leads, so the whole workspace is one team."""

    period: Period
    zone: ZoneInfo
    people_at: datetime
    member_id: UUID | None = None


Reader = TeamReader | LeadReader


@dataclass(frozen=True, slots=True)
class TeamDigest:
    """Counts are of kudos that may be told in a channel: one said in private, or below *everyone*, leaves no trace."""

    period: Period
    zone: str
    channel_id: str | None
    pats: int
    decisions: int
    thanked: int
    """People of the team who were thanked."""
    thankers: int
    everyone: bool
    """Everyone in the team was thanked: only then is its size told."""
    stories: tuple[UUID, ...]
    values: tuple[UUID, ...]
    ideas: tuple[UUID, ...] = ()
    """Done in this period; everyone's, since everyone may want to know."""
    causes: tuple[UUID, ...] = ()
    """Closed in it."""
    line: date | None = None
    """The Monday of the week in which it is posted, when that has a line from leadership."""

    @property
    def has_something(self) -> bool:
        return bool(self.pats or self.ideas or self.causes or self.line)


@dataclass(frozen=True, slots=True)
class LookOut:
    """Someone whom recognition has not reached for `days` working days."""

    member: UUID
    days: int
    newcomer: bool


@dataclass(frozen=True, slots=True)
class LeadDigest:
    """Counts are of every kudos that reached someone, wherever it was said: a lead reads how many, never words."""

    period: Period
    zone: str
    lead: UUID | None
    people: int
    thanked: int
    look_out: tuple[LookOut, ...]
    look_out_more: int
    given: int | None
    """Pats that the lead gave; None: figures about leads may not be kept here."""
    given_to_own: int
    story: UUID | None
    counting_since: date
    line: date | None = None
    """As of a team's."""

    @property
    def has_something(self) -> bool:
        """A lead hears every week, as long as there is someone to lead."""
        return self.people > 0


Digest = TeamDigest | LeadDigest


@dataclass(frozen=True, slots=True)
class Facts:
    """What all readers' digests are made from."""

    history: History
    pats: Pats
    values: dict[UUID, set[UUID]]
    reports: Groups
    teams: Groups
    people: dict[UUID, Person]
    improved: Improved

    def of(self, group: Groups, owner: UUID | None, at: datetime) -> set[UUID]:
        """Everyone who is counted, of this owner's people or (None) of all."""
        return set(self.people) if owner is None else group.at(owner, at) & self.people.keys()


def collect(session: Session, *, workspace_id: int, readers: Sequence[Reader]) -> list[Digest]:
    """The digest of each reader, in their order."""
    if not readers:
        return []
    facts = _facts(session, workspace_id, readers)
    return [_team(facts, reader) if isinstance(reader, TeamReader) else _lead(facts, reader) for reader in readers]


def _facts(session: Session, workspace_id: int, readers: Sequence[Reader]) -> Facts:
    span = Period(min(r.period.start for r in readers), max(r.period.end for r in readers))
    first, last = min(r.people_at for r in readers), max(r.people_at for r in readers)
    leads = [r.member_id for r in readers if isinstance(r, LeadReader)]
    teams = [r.team_id for r in readers if isinstance(r, TeamReader)]
    reports = groups.reports(session, workspace_id=workspace_id, leads=filter(None, leads), first=first, last=last)
    members = groups.teams(session, workspace_id=workspace_id, ids=filter(None, teams), first=first, last=last)
    ids = None if None in (*leads, *teams) else reports.members | members.members
    history = people.history(session, workspace_id=workspace_id)
    return Facts(
        history=history,
        pats=pats.read(session, workspace_id=workspace_id, span=span),
        values=pats.values_shown(session, workspace_id=workspace_id, span=span),
        reports=reports,
        teams=members,
        people=people.counted(session, workspace_id=workspace_id, ids=ids, before=span.start, history=history),
        improved=improving.find(session, workspace_id=workspace_id, span=span),
    )


def _team(facts: Facts, reader: TeamReader) -> TeamDigest:
    counted = facts.of(facts.teams, reader.team_id, reader.people_at)
    members = facts.teams.at(reader.team_id, reader.people_at) if reader.team_id else None
    shown = [pat for pat in _received(facts.pats, members, reader.period) if pat.open]
    thanked = {receiver for pat in shown for receiver in pat.receivers if members is None or receiver in members}
    return TeamDigest(
        period=reader.period,
        zone=reader.zone.key,
        channel_id=reader.channel_id or (_busiest(shown) if reader.team_id is None else None),
        pats=len(shown),
        decisions=sum(pat.has_decision for pat in shown),
        thanked=len(thanked),
        thankers=len({pat.giver for pat in shown}),
        everyone=len(counted) > 1 and counted <= thanked,
        stories=tuple(pat.id for pat in stories.choose(shown)),
        values=tuple(sorted({value for pat in shown for value in facts.values.get(pat.id, ())})),
        ideas=facts.improved.ideas_in(reader.period),
        causes=facts.improved.causes_in(reader.period),
        line=_line(facts.improved, reader),
    )


def _lead(facts: Facts, reader: LeadReader) -> LeadDigest:
    own = facts.of(facts.reports, reader.member_id, reader.people_at)
    received = facts.pats.received_by(own, reader.period)
    given = facts.pats.given_by(reader.member_id, reader.period) if reader.member_id else []
    others = [pat for pat in received if pat.open and pat.giver != reader.member_id]
    gaps = [age for age in ages.by_urgency(_ages(facts, own, reader)) if age.worth_a_look]
    return LeadDigest(
        period=reader.period,
        zone=reader.zone.key,
        lead=reader.member_id,
        people=len(own),
        thanked=len({receiver for pat in received for receiver in pat.receivers} & own),
        look_out=tuple(LookOut(age.member, age.days, age.newcomer) for age in gaps[:NAMED]),
        look_out_more=len(gaps[NAMED:]),
        given=len(given) if facts.improved.figures else None,
        given_to_own=sum(not own.isdisjoint(pat.receivers) for pat in given) if facts.improved.figures else 0,
        story=next((pat.id for pat in stories.choose(others, 1)), None),
        counting_since=weeks.day_of(facts.history.counts_from, reader.zone),
        line=_line(facts.improved, reader),
    )


def _line(improved: Improved, reader: Reader) -> date | None:
    """The week in which it is posted: that of the day on which the period ends."""
    day = weeks.day_of(reader.period.end, reader.zone)
    monday = day - timedelta(days=day.weekday())
    return monday if monday in improved.lines else None


def _received(found: Pats, members: set[UUID] | None, period: Period) -> list[Pat]:
    return found.within(period) if members is None else found.received_by(members, period)


def _busiest(shown: Sequence[Pat]) -> str | None:
    """The channel where most of these were said."""
    channels = Counter(pat.channel_id for pat in shown if pat.channel_id)
    return min(channels, key=lambda channel: (-channels[channel], channel), default=None)


def _ages(facts: Facts, own: set[UUID], reader: LeadReader) -> list[Age]:
    end = reader.period.end
    return [
        ages.age(person, facts.pats.last_received(member, end) or person.last_before, facts.history, end)
        for member in own
        if (person := facts.people[member])
    ]
