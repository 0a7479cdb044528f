"""Recognition gaps of a lead's people, as `/pat gaps`, Home and `backpat gaps` show them."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from digests.facts import acts
from digests.gaps import making, reading
from digests.gaps.report import WINDOWS, Coverage, Gap, GapReport, Scope, ScopeKind

__all__ = ["NAMED", "WINDOWS", "Coverage", "Gap", "GapReport", "Scope", "ScopeKind", "gaps_for_lead"]

NAMED = 3
"""People to look out for who are named first, each with what there is to act on."""
OWN = Scope()


def gaps_for_lead(
    session: Session, *, workspace_id: int, lead_id: UUID, now: datetime, scope: Scope = OWN
) -> GapReport:
    """Of the people whom `lead_id` leads at `now`, a team of them, or everybody below; in eight statements.

    Every kudos counts that was received and not taken back, wherever it was said: here nothing but its day is told.
    Somebody else's team is like one that nobody is in. Where fewer than five may not be told, `coverage` is empty.
    """
    found = reading.read(session, workspace_id=workspace_id, lead_id=lead_id, now=now, scope=scope)
    report = making.report(found)
    first = [gap.member_id for gap in report.people if gap.worth_a_look][:NAMED]
    pairs = {(lead_id, member) for member in first}
    acted = acts.oldest(found.waiting, pairs)
    acted |= acts.thanked(session, workspace_id, pairs - acted.keys(), now)
    return replace(report, people=tuple(replace(gap, act=acted.get((lead_id, gap.member_id))) for gap in report.people))
