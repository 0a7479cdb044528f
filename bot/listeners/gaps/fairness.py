"""`/pat fairness`, and “How is this counted?”: how every figure is made; for a lead with their own."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.ids import ActionId
from bot.listeners.answering import answer, open_view
from bot.listeners.gaps import gaps
from bot.listeners.registry import Button, Who
from bot.services import Incoming, Services
from bot.surfaces.gaps import fairness as surface
from bot.surfaces.gaps.fairness import Reader
from bot.surfaces.gaps.gaps import NOT_YOURS
from digests.gaps.report import Scope
from digests.gaps.scopes import scope_of
from models.decisions import rules as decision_rules
from models.gaps import rules
from models.people import leads, members
from models.people.members import Kind, Member
from models.people.persons import Person


async def open_fairness(services: Services, incoming: Incoming) -> None:
    """`/pat fairness`: for everyone."""
    who = (incoming.workspace_id, incoming.user_id)
    reader = await services.database.read(reader_of, *who, services.clock.now())
    open_view(services, incoming, surface.fairness(reader))


def reader_of(session: Session, workspace_id: int, slack_user_id: str, now: datetime) -> Reader:
    """Who asks, who leads them, and their own people's figures if they lead."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    lead = gaps.lead_of(session, workspace_id, slack_user_id)
    return _reader(session, workspace_id, member, lead, Scope(), now)


async def _explained(services: Services, incoming: Incoming, value: str) -> None:
    who = (incoming.workspace_id, incoming.user_id, value)
    reader = await services.database.read(explained_to, *who, services.clock.now())
    if reader is None:
        answer(services, incoming, NOT_YOURS)
    else:
        open_view(services, incoming, surface.fairness(reader))


def explained_to(session: Session, workspace_id: int, slack_user_id: str, value: str, now: datetime) -> Reader | None:
    """With the figures that the button was beside; None: they are not theirs."""
    lead = gaps.lead_of(session, workspace_id, slack_user_id)
    scope = scope_of(session, lead, value) if lead else None
    return _reader(session, workspace_id, lead, lead, scope, now) if scope else None


def _reader(
    session: Session, workspace_id: int, member: Member | None, lead: Member | None, scope: Scope, now: datetime
) -> Reader:
    above = leads.leads_of(session, workspace_id, member.id) if member else []
    return Reader(
        leads=[Person(one.id, one.slack_user_id, one.label) for one in above],
        rules=rules.current(session, workspace_id),
        clock=decision_rules.current(session, workspace_id).clock,
        report=gaps.read(session, lead, scope, now).report if lead else None,
        guest=member is not None and member.kind == Kind.GUEST,
    )


BUTTONS: dict[str, Button] = {
    ActionId.GAPS_EXPLAINED: Button(_explained, Who.LEAD, "read how every figure is made, with their own"),
}
