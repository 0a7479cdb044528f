"""The words and names of digests as they may be read now: what was taken back or hidden since is not there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, groupby
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast, select, union
from sqlalchemy.orm import Session

from digests.collecting import Digest, LeadDigest, LeadershipDigest, PersonalDigest, TeamDigest
from digests.facts import improving, own_words, rows, waiting
from digests.facts.improving import Improving
from digests.facts.own_words import OwnWords
from digests.facts.pats import is_open, retraction_of
from digests.facts.rows import AT_ONCE, Part, part
from digests.facts.sets import among
from digests.facts.waiting import Asked, Waiting
from models import words
from models.improving import cause_cards
from models.improving.cause_cards import CauseCard
from models.kudos import Kudos, KudosReceiver, Retraction, Source
from models.people.members import Member
from models.people.teams import Team
from models.workspace.values import CompanyValue

NOBODY = "someone"
VALUE = "value"


@dataclass(frozen=True, slots=True)
class Told:
    """One kudos. Words are in their stored form (see `models/words.py`)."""

    giver: UUID
    receivers: tuple[UUID, ...]
    message: str | None
    decision: str | None
    outcome: str | None
    customer_words: str | None

    @property
    def texts(self) -> list[str]:
        return [text for text in (self.message, self.decision, self.outcome, self.customer_words) if text]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that pages of digests name."""

    stories: dict[UUID, Told]
    names: dict[UUID, str]
    gone: frozenset[UUID]
    """Members who are not active any more."""
    mentioned: dict[str, str]
    """Names by Slack id."""
    values: dict[UUID, str]
    """In the company's order."""
    improving: Improving
    own: dict[tuple[UUID, UUID], OwnWords] = field(default_factory=dict)
    """What was said to somebody, for them alone: by receiver and kudos."""
    teams: dict[UUID, str] = field(default_factory=dict)
    """Names of those that there are."""
    causes: dict[UUID, CauseCard] = field(default_factory=dict)
    waiting: Waiting = field(default_factory=Waiting)
    to_readers: bool = False
    """Whether each digest goes to its reader alone: what waits for a lead is for nobody else's eyes."""

    def name(self, member: UUID) -> str:
        return self.names.get(member, NOBODY)


def read(session: Session, *, workspace_id: int, digests: Iterable[Digest], to_readers: bool = False) -> Words:
    """The words of all these digests, in three statements, and a few more where leadership or somebody alone reads."""
    named = _named(digests)
    told = _told(session, workspace_id, [*named.stories, *named.acts])
    found = rows.by_kind(session, _parts(session, workspace_id, named, told))
    improved, waits = improving.told(found), waiting.told(found)
    own = _own(session, workspace_id, named)
    texts = [*(text for story in told.values() for text in story.texts), *improved.texts, *waits.texts]
    texts += [text for one in own.values() for text in one.texts]
    people = named.people.union((by for _, by in improved.lines.values() if by), (one.giver for one in own.values()))
    members = _members(session, workspace_id, people, told.values(), texts)
    return Words(
        stories=told,
        names={row.id: row.name or row.handle or NOBODY for row in members},
        gone=frozenset(row.id for row in members if not row.active),
        mentioned={row.slack_user_id: row.name or row.handle for row in members if row.slack_user_id},
        values={row.id: row.words for row in sorted(found[VALUE], key=lambda one: int(one.said))},
        improving=improved,
        waiting=waits,
        to_readers=to_readers,
        own=own,
        teams=_teams(session, workspace_id, named),
        causes=cause_cards.cards(session, workspace_id, sorted(named.seen), max(named.ends)) if named.seen else {},
    )


@dataclass(frozen=True, slots=True)
class Named:
    """Everything that digests name by its id."""

    stories: list[UUID] = field(default_factory=list)
    people: set[UUID] = field(default_factory=set)
    ideas: set[UUID] = field(default_factory=set)
    causes: set[UUID] = field(default_factory=set)
    """That were closed."""
    leads: set[UUID] = field(default_factory=set)
    acts: set[UUID] = field(default_factory=set)
    """Kudos that there is to act on."""
    ended: list[datetime] = field(default_factory=list)
    """When the periods of leads' digests ended."""
    teams: set[UUID] = field(default_factory=set)
    seen: set[UUID] = field(default_factory=set)
    """Causes that keep coming up."""
    ends: set[datetime] = field(default_factory=set)
    """Until when they are counted."""
    own: set[UUID] = field(default_factory=set)
    owners: set[UUID] = field(default_factory=set)
    """Who reads, alone, what they received."""


def _named(digests: Iterable[Digest]) -> Named:
    named = Named()
    for digest in digests:
        match digest:
            case TeamDigest():
                named.stories.extend(digest.stories)
                named.ideas.update(digest.ideas)
                named.causes.update(digest.causes)
            case LeadDigest():
                named.stories.extend([digest.story] if digest.story else [])
                named.people.update(out.member for out in digest.look_out)
                named.leads.update({digest.lead} if digest.lead else ())
                named.acts.update(out.act.subject for out in digest.look_out if out.act and out.act.giver)
                named.ended.append(digest.period.end)
            case LeadershipDigest():
                named.stories.extend([digest.story] if digest.story else [])
                named.teams.update(one.team for one in digest.teams)
                named.seen.update(digest.causes)
                named.ends.add(digest.period.end)
            case PersonalDigest():
                named.own.update(digest.pats)
                named.owners.add(digest.mine)
    return named


def _parts(session: Session, workspace_id: int, named: Named, told: dict[UUID, Told]) -> Iterator[Part]:
    yield from improving.parts(session, workspace_id, named.ideas, named.causes)
    yield part(VALUE, id_=CompanyValue.id, words=CompanyValue.name, said=cast(CompanyValue.position, String)).where(
        CompanyValue.workspace_id == workspace_id
    )
    if named.leads:
        people = named.people.union(*(story.receivers for story in told.values()))
        yield from waiting.parts(session, workspace_id, Asked(named.leads, people, named.acts, min(named.ended)))


def _told(session: Session, workspace_id: int, ids: Iterable[UUID]) -> dict[UUID, Told]:
    said = (Kudos.message, Kudos.decision, Kudos.outcome, Kudos.customer_words)
    received = (KudosReceiver.receiver_id, KudosReceiver.circle, KudosReceiver.void_reason)
    query = (
        select(Kudos.id, Kudos.giver_id, Kudos.source, Kudos.channel_kind, *said, *received)
        .join(KudosReceiver, (KudosReceiver.workspace_id == Kudos.workspace_id) & (KudosReceiver.kudos_id == Kudos.id))
        .outerjoin(Retraction, retraction_of(Kudos))
        .where(Kudos.workspace_id == workspace_id, among(session, Kudos.id, ids), Retraction.kudos_id.is_(None))
        .order_by(Kudos.id, KudosReceiver.position)
    )
    groups = groupby(session.execute(query.execution_options(**AT_ONCE)), key=lambda row: row.id)
    return {id_: told for id_, rows in groups if (told := _one(list(rows)))}


def _one(rows: list[Any]) -> Told | None:
    """None when it may not be told any more."""
    kudos = rows[0]
    receivers = tuple(row.receiver_id for row in rows if row.void_reason is None)
    texts = (kudos.message, kudos.decision, kudos.outcome, kudos.customer_words)
    erased = kudos.source != Source.REACTION and not any(texts)  # who gave it has left
    if erased or not receivers or not is_open(kudos.channel_kind, [row.circle for row in rows]):
        return None
    return Told(kudos.giver_id, receivers, *texts)


def _members(
    session: Session, workspace_id: int, people: set[UUID], told: Iterable[Told], texts: Iterable[str]
) -> list[Any]:
    """Those named in the digests, those who gave and received, and those whom the words mention."""
    named = people.union(*((story.giver, *story.receivers) for story in told))
    mentioned = set(chain.from_iterable(map(words.mentions, texts)))
    query = select(Member.id, Member.slack_user_id, Member.name, Member.handle, Member.active).where(
        Member.workspace_id == workspace_id
    )
    wanted = (among(session, Member.id, named), among(session, Member.slack_user_id, mentioned))
    return list(session.execute(union(*map(query.where, wanted))))  # asked for either, SQLite reads everyone


def _own(session: Session, workspace_id: int, named: Named) -> dict[tuple[UUID, UUID], OwnWords]:
    if not named.own:
        return {}
    return own_words.read(session, workspace_id=workspace_id, kudos_ids=named.own, members=named.owners)


def _teams(session: Session, workspace_id: int, named: Named) -> dict[UUID, str]:
    if not named.teams:
        return {}
    live = (Team.workspace_id == workspace_id, Team.archived_at.is_(None), among(session, Team.id, named.teams))
    return dict(session.execute(select(Team.id, Team.name).where(*live)).all())
