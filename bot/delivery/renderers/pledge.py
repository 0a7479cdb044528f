"""The pledge: the messages about it."""

from bot.delivery.material import Material, Renderer, subject
from bot.listeners.registry import Who
from bot.surfaces.decisions import pledge_messages
from bot.surfaces.message import Message
from models.delivery.outbox import Delivery, Purpose
from models.people import members
from models.people.members import Member
from models.pledge import cosigning, promises, standing, wanting
from models.pledge.reading import in_force
from models.workspace import workspaces


def _wanted(material: Material, row: Delivery) -> Message | None:
    """As long as they are an admin, and somebody waits for it."""
    admin = _reader(material, row)
    if admin is None or not workspaces.is_admin(material.session, admin):
        return None
    if row.detail.get("proposal"):
        return _proposed(material, row)
    holds = in_force(material.session, row.workspace_id) is not None
    people = wanting.how_many(material.session, row.workspace_id)
    return pledge_messages.wanted(people, holds=holds) if holds or people else None


def _proposed(material: Material, row: Delivery) -> Message | None:
    """Until an admin has written it anew."""
    [found] = [standing.with_id(material.session, row.workspace_id, one) for one in subject(row)]
    if found is None or found[0].withdrawn_at or found[0].signed_at or not found[1].proposed:
        return None
    return pledge_messages.proposed(found[1])


def _to_sign(material: Material, row: Delivery) -> Message | None:
    [found] = [standing.with_id(material.session, row.workspace_id, one) for one in subject(row)]
    signer = _reader(material, row)
    if found is None or signer is None:
        return None
    pledge, written = found
    if pledge.signed_at:
        holds = in_force(material.session, row.workspace_id)
        return pledge_messages.was_signed(pledge, holds=holds is not None and holds.id == pledge.id)
    if pledge.withdrawn_at:
        return None
    return pledge_messages.asked_to_sign(written, admin=workspaces.is_admin(material.session, signer))


def _to_co_sign(material: Material, row: Delivery) -> Message | None:
    """As long as the pledge holds, and they lead."""
    pledge, lead = in_force(material.session, row.workspace_id), _reader(material, row)
    if pledge is None or lead is None or [pledge.id] != subject(row):
        return None
    if not cosigning.can_stand_by(material.session, lead):
        return None
    return pledge_messages.asked_to_co_sign(pledge, done=lead.id in pledge.co_signers)


def _broken(material: Material, row: Delivery) -> Message | None:
    """Nothing of somebody whose data was removed."""
    [told] = [promises.with_id(material.session, row.workspace_id, one) for one in subject(row)]
    return pledge_messages.told_not_kept(told) if told and not told.by.gone else None


def _reader(material: Material, row: Delivery) -> Member | None:
    return (
        members.by_id(material.session, row.workspace_id, [row.member_id]).get(row.member_id) if row.member_id else None
    )


RENDERERS: dict[Purpose, Renderer] = {
    Purpose.PLEDGE_WANTED: _wanted,
    Purpose.PLEDGE_TO_SIGN: _to_sign,
    Purpose.PLEDGE_TO_COSIGN: _to_co_sign,
    Purpose.PROMISE_BROKEN: _broken,
}
READERS: dict[Purpose, tuple[Who, str]] = {
    Purpose.PLEDGE_WANTED: (Who.ADMIN, "read how many ask for the pledge, or how its signer would sign it"),
    Purpose.PLEDGE_TO_SIGN: (Who.SIGNER, "be asked to sign the pledge"),
    Purpose.PLEDGE_TO_COSIGN: (Who.LEAD, "be asked, alone, whether they stand by the pledge"),
    Purpose.PROMISE_BROKEN: (Who.SIGNER, "read that somebody says the promise wasn’t kept"),
}
