"""On a lead's Home: how many of their people heard a thank-you, and whom to look out for."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import ActionsBlock, Block
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.ids import ActionId
from bot.surfaces.gaps import gap_figures as figures
from bot.surfaces.gaps.gaps import missing, who
from bot.surfaces.message import button
from bot.surfaces.text import section
from bot.surfaces.views import note
from digests import weeks
from digests.charts.bars import bar
from digests.gaps import gaps_for_lead
from digests.gaps.report import GapReport, Scope
from models.people import leads
from models.workspace import workspaces
from models.zones import zone_of

NAMED = 3


def gaps(session: Session, visitor: Visitor) -> Sequence[Block]:
    """For leads with people; nothing for others."""
    member = visitor.member
    if member is None or not leads.is_lead(session, member):
        return []
    report = gaps_for_lead(session, workspace_id=visitor.workspace_id, lead_id=member.id, now=visitor.now)
    if not report.coverage or not report.coverage[0].people:
        return []
    company = workspaces.get(session, visitor.workspace_id)
    return drawn(report, weeks.day_of(visitor.now, zone_of(member.zone, company.zone)))


def drawn(report: GapReport, today: date) -> list[Block]:
    week = report.coverage[0]
    lines = [f"{bar(week.reached / week.people)}  {figures.headline(report)}"]
    look_out = [gap for gap in report.people if gap.worth_a_look][:NAMED]
    lines += [f"• *{who(gap)}*: {missing(gap, today)}" for gap in look_out]
    lines += [told] if (told := figures.waiting(report, today)) else []
    opened = button("Open gaps", ActionId.GAPS, str(Scope().kind))
    return [
        header("Whom to thank"),
        section("\n".join(lines)),
        ActionsBlock(elements=[opened]),
        note("Only you see this."),
    ]
