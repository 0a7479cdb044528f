"""Recognition gaps: who is told that a lead set them as away."""

from bot.delivery.material import Material, Renderer, subject
from bot.listeners.registry import Who
from bot.surfaces.gaps import away_told as surface
from bot.surfaces.message import Message
from models.answers import said_by_lead
from models.delivery.outbox import Delivery, Purpose, Status
from models.people.persons import Person


def _away_said(material: Material, row: Delivery) -> Message | None:
    """Once it doesn't hold, nobody is told any more; who was told reads that it is over."""
    for absence_id in subject(row):
        found = said_by_lead.told(material.session, row.workspace_id, absence_id)
        if found is None:
            return None
        absence, lead = found
        by = Person(lead.id, lead.slack_user_id, lead.label, gone=lead.removed_at is not None)
        if absence.ended_at is None:
            return surface.away_told(by, absence.back_on)
        return surface.over(by) if row.status == Status.SENT else None
    return None


RENDERERS: dict[Purpose, Renderer] = {Purpose.AWAY_SAID: _away_said}
READERS: dict[Purpose, tuple[Who, str]] = {
    Purpose.AWAY_SAID: (Who.THEMSELVES, "be told that their lead set them as away, until when, and by whom"),
}
