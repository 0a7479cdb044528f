"""The leadership's digest, and one's own month."""

from dataclasses import replace

from sqlalchemy.orm import Session

from bot.delivery.material import Material, Renderer, subject
from bot.delivery.renderers.charts import of_digest
from bot.listeners.registry import Who
from bot.surfaces.message import Message
from digests import rendering
from models.delivery.outbox import Delivery, Purpose, Status
from models.people import members
from models.people.members import Kind, Member


def _leadership(material: Material, row: Delivery) -> Message | None:
    """As long as an admin has them named as a reader, and they are of this company."""
    reader = _reader(material.session, row)
    theirs = reader and reader.reads_leadership and reader.kind == Kind.PERSON
    found = _digest(material, row) if theirs else None
    return replace(found, pictures=of_digest(material, row)) if found else None


def _personal(material: Material, row: Delivery) -> Message | None:
    """Unless they wanted no more of these before it was sent; what they have stays with them."""
    reader = _reader(material.session, row)
    return _digest(material, row) if reader and (reader.monthly_digest or row.status == Status.SENT) else None


def _reader(session: Session, row: Delivery) -> Member | None:
    """Who it is for, while they are here."""
    if row.member_id is None:
        return None
    member = members.by_id(session, row.workspace_id, [row.member_id]).get(row.member_id)
    return member if member and member.active else None


def _digest(material: Material, row: Delivery) -> Message | None:
    for run_id in subject(row):
        digest = rendering.render(material.session, workspace_id=row.workspace_id, run_id=run_id)
        return Message(digest.notification, tuple(digest.blocks)) if digest else None
    return None


RENDERERS: dict[Purpose, Renderer] = {
    Purpose.LEADERSHIP_DIGEST: _leadership,
    Purpose.PERSONAL_DIGEST: _personal,
}
READERS: dict[Purpose, tuple[Who, str]] = {
    Purpose.LEADERSHIP_DIGEST: (Who.READER, "read the week across the company, in figures of five people or more"),
    Purpose.PERSONAL_DIGEST: (Who.THEMSELVES, "read, once a month if they want it, what was said about them"),
}
