"""What there is to tell: one frozen dataclass per reader, of ids and figures. No words, no template.

All readers of a workspace are collected at once: the number of statements is the same for one and for 10,000.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from digests.collecting.facts import Facts
from digests.collecting.lead import LeadDigest, LeadReader, LookOut, lead
from digests.collecting.team import TeamDigest, TeamReader, team
from digests.facts import groups, improving, pats, people
from digests.weeks import Period

__all__ = ["Digest", "LeadDigest", "LeadReader", "LookOut", "Reader", "TeamDigest", "TeamReader", "collect"]

Reader = TeamReader | LeadReader
Digest = TeamDigest | LeadDigest


def collect(session: Session, *, workspace_id: int, readers: Sequence[Reader]) -> list[Digest]:
    """The digest of each reader, in their order."""
    if not readers:
        return []
    facts = _facts(session, workspace_id, readers)
    return [team(facts, reader) if isinstance(reader, TeamReader) else lead(facts, reader) for reader in readers]


def _facts(session: Session, workspace_id: int, readers: Sequence[Reader]) -> Facts:
    span = Period(min(r.period.start for r in readers), max(r.period.end for r in readers))
    first, last = min(r.people_at for r in readers), max(r.people_at for r in readers)
    leads = [r.member_id for r in readers if isinstance(r, LeadReader)]
    teams = [r.team_id for r in readers if isinstance(r, TeamReader)]
    owners: dict[str, Any] = {"leads": filter(None, leads), "teams": filter(None, teams)}
    belong = groups.read(session, workspace_id=workspace_id, first=first, last=last, **owners)
    ids = None if None in (*leads, *teams) else belong.leads.members | belong.teams.members
    history = people.history(session, workspace_id=workspace_id)
    return Facts(
        history=history,
        pats=pats.read(session, workspace_id=workspace_id, span=span),
        values=pats.values_shown(session, workspace_id=workspace_id, span=span),
        reports=belong.leads,
        teams=belong.teams,
        people=people.counted(session, workspace_id=workspace_id, ids=ids, at=last, before=span.start, history=history),
        improved=improving.find(session, workspace_id=workspace_id, span=span),
    )
