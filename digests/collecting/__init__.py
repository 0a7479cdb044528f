"""What there is to tell: one frozen dataclass per reader, of ids and figures. No words, no template.

All readers of a workspace are collected at once: the number of statements is the same for one and for 10,000.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from digests.collecting import looking_out
from digests.collecting.facts import Facts
from digests.collecting.lead import LeadDigest, LeadReader, LookOut, lead
from digests.collecting.leadership import Above, LeadershipDigest, LeadershipReader, TeamShare, leadership
from digests.collecting.leadership import read as read_above
from digests.collecting.personal import PersonalDigest, PersonalReader, personal
from digests.collecting.readers import Reader, Weekly, reader_of
from digests.collecting.team import TeamDigest, TeamReader, team
from digests.facts import groups, improving, own_pats, pats, people, rows, waiting
from digests.weeks import Period

__all__ = [
    "Digest",
    "LeadDigest",
    "LeadReader",
    "LeadershipDigest",
    "LeadershipReader",
    "LookOut",
    "PersonalDigest",
    "PersonalReader",
    "Reader",
    "TeamDigest",
    "TeamReader",
    "TeamShare",
    "collect",
    "reader_of",
]

Digest = TeamDigest | LeadDigest | LeadershipDigest | PersonalDigest


def collect(session: Session, *, workspace_id: int, readers: Sequence[Reader]) -> list[Digest]:
    """The digest of each reader, in their order."""
    made = iter(_weekly(session, workspace_id, [one for one in readers if not isinstance(one, PersonalReader)]))
    own = iter(_personal(session, workspace_id, [one for one in readers if isinstance(one, PersonalReader)]))
    return [next(own) if isinstance(one, PersonalReader) else next(made) for one in readers]


def _weekly(session: Session, workspace_id: int, readers: Sequence[Weekly]) -> list[Digest]:
    if not readers:
        return []
    facts = _facts(session, workspace_id, readers)
    leaders = [one for one in readers if isinstance(one, LeadershipReader)]
    above = read_above(session, workspace_id=workspace_id, readers=leaders)
    at = max(one.people_at for one in readers)
    leads = [one for one in readers if isinstance(one, LeadReader)]
    out = looking_out.find(session, workspace_id, facts, leads, at)
    return [_one(facts, above, out, reader) for reader in readers]


def _one(facts: Facts, above: Above, out: looking_out.Found, reader: Weekly) -> Digest:
    match reader:
        case LeadershipReader():
            return leadership(facts, above, reader)
        case LeadReader():
            return lead(facts, reader, out[reader].first, out[reader].all)
    return team(facts, reader)


def _personal(session: Session, workspace_id: int, readers: Sequence[PersonalReader]) -> list[Digest]:
    if not readers:
        return []
    members = [reader.member_id for reader in readers]
    found = own_pats.read(session, workspace_id=workspace_id, members=members, span=_span(readers))
    return [personal(found, reader) for reader in readers]


def _facts(session: Session, workspace_id: int, readers: Sequence[Weekly]) -> Facts:
    span = _span(readers)
    first, last = min(r.people_at for r in readers), max(r.people_at for r in readers)
    leads = [r.member_id for r in readers if isinstance(r, LeadReader)]
    teams = [r.team_id for r in readers if isinstance(r, TeamReader)]
    all_of_them = any(isinstance(r, LeadershipReader) for r in readers)
    owners: dict[str, Any] = {"leads": filter(None, leads), "teams": filter(None, teams)}
    wanted = {name: None if all_of_them else ids for name, ids in owners.items()}
    same = rows.Same()
    belong = groups.read(session, workspace_id=workspace_id, first=first, last=last, same=same, **wanted)
    everyone = all_of_them or None in (*leads, *teams)
    ids = None if everyone else belong.leads.members | belong.teams.members
    history = people.history(session, workspace_id=workspace_id)
    asked = (pats.tags(workspace_id, span), *improving.done_in(workspace_id, span))
    found = rows.by_kind(session, (*asked, *waiting.anything(session, workspace_id, filter(None, leads))))
    counted = people.counted(
        session,
        workspace_id=workspace_id,
        ids=ids,
        at=last,
        before=span.start,
        history=history,
        named=False,
        same=same,
    )
    return Facts(
        history=history,
        pats=pats.read(session, workspace_id=workspace_id, span=span, same=same),
        values=pats.shown(found),
        reports=belong.leads,
        teams=belong.teams,
        people=counted,
        improved=improving.improved(found),
        waited_for=frozenset(waiting.waited_for(found)),
    )


def _span(readers: Sequence[Reader]) -> Period:
    return Period(min(r.period.start for r in readers), max(r.period.end for r in readers))
