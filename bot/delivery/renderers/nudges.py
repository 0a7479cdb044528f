"""Nudges: read when they are sent; one that came to nothing meanwhile isn’t."""

from uuid import UUID

from bot.delivery.material import Material, Renderer
from bot.listeners.registry import Who
from bot.surfaces.gaps import nudge as surface
from bot.surfaces.message import Message
from digests import weeks
from digests.gaps import nudging
from digests.gaps.report import Ground
from models.delivery.outbox import Delivery, Purpose, Status
from models.kudos import cards
from models.kudos.cards import Card
from models.zones import zone_of


def _nudge(material: Material, row: Delivery) -> Message | None:
    """Once sent it stays, and follows only what it quotes."""
    which, late = UUID(row.detail["nudge"]), row.status == Status.SENT
    told = nudging.told(material.session, row.workspace_id, which, row.due_at, late=late)
    if told is None or told.lead.id != row.member_id:
        return None
    today = weeks.day_of(row.due_at, zone_of(told.lead.zone))
    return surface.nudge(told, _card(material, told), today)


def _card(material: Material, told: nudging.Told) -> Card | None:
    if told.act is None or told.act.ground != Ground.KUDOS:
        return None
    found = cards.cards(material.session, told.lead.workspace_id, [told.act.subject])
    return found.get(told.act.subject)


RENDERERS: dict[Purpose, Renderer] = {Purpose.NUDGE: _nudge}
READERS: dict[Purpose, tuple[Who, str]] = {
    Purpose.NUDGE: (Who.LEAD, "be told, seldom, of one of their people whom nobody thanked for three weeks"),
}
