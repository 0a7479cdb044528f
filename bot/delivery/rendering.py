"""What rows of the outbox say, read from what is stored now; None when there is nothing left to say.

A batch of claimed rows is read at once (`gather`), then each is rendered from what was read.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from bot.delivery.material import Material, Renderer, subject
from bot.delivery.renderers import (
    answers,
    charts,
    clock,
    decisions,
    gaps,
    ideas,
    improving,
    leaders,
    limits,
    nudges,
    pledge,
)
from bot.exports import person
from bot.replies import privacy
from bot.surfaces.kudos import card as surface
from bot.surfaces.kudos import report_form
from bot.surfaces.message import Message
from bot.surfaces.text import mention
from bot.surfaces.workspace import setup
from digests import rendering
from models.delivery import receipts
from models.delivery.outbox import Delivery, Purpose
from models.kudos import cards, reports, retracting, sharing, verifying
from models.kudos.cards import Card
from models.people import leads, members
from models.people.members import Circle, Member
from models.people.persons import Person
from models.privacy import exporting
from models.workspace import onboarding, workspaces

ABOUT_KUDOS = (
    Purpose.ANNOUNCEMENT,
    Purpose.COPY,
    Purpose.THANKS,
    Purpose.NOT_POSTED,
    Purpose.NOT_RECEIVED,
    Purpose.REPORTED,
    Purpose.REPORT_CLOSED,
    Purpose.REMOVED,
    Purpose.SHARED,
)


def gather(session: Session, rows: Sequence[Delivery]) -> Material:
    """Read what these posts need, in a number of statements that does not grow with them (digests apart)."""
    if not rows:
        return Material(session, {}, {}, {})
    workspace_id = rows[0].workspace_id
    told = receipts.told_by(
        session, workspace_id=workspace_id, receipt_ids=[row.id for row in rows if row.purpose == Purpose.RECEIPT]
    )
    ids = [kudos_id for row in rows if row.purpose in ABOUT_KUDOS for kudos_id in subject(row)]
    ids += [kudos_id for kudos_ids in told.values() for kudos_id in kudos_ids]
    unverified = verifying.unverified(session, workspace_id=workspace_id, kudos_ids=ids)
    return Material(session, cards.cards(session, workspace_id, ids), told, unverified)


def render(material: Material, row: Delivery) -> Message | None:
    """The message that `row`, a post, stands for; for a state pass its post."""
    return RENDERERS[Purpose(row.purpose)](material, row)


def _announcement(material: Material, row: Delivery) -> Message | None:
    card = _card(material, row)
    if card is None or card.retracted or card.circle != Circle.EVERYONE or not card.receivers or card.giver.gone:
        return None
    return surface.announcement(card, copy=row.purpose == Purpose.COPY)


def _receipt(material: Material, row: Delivery) -> Message | None:
    found = [material.cards[kudos_id] for kudos_id in material.told.get(row.id, [])]
    told = [card for card in found if not card.retracted]
    return surface.receipt(told) if told else None


def _thanks(material: Material, row: Delivery) -> Message | None:
    card = _card(material, row)
    if card is None or card.retracted or row.member_id is None:
        return None
    receiver = members.by_id(material.session, row.workspace_id, [row.member_id]).get(row.member_id)
    return surface.thanks(card, mention(receiver.slack_user_id)) if receiver and receiver.slack_user_id else None


def _not_posted(material: Material, row: Delivery) -> Message | None:
    card = _card(material, row)
    if card is None or card.retracted:
        return None
    kudos_channel = workspaces.get(material.session, row.workspace_id).kudos_channel_id
    return surface.not_posted(card, row.detail.get("reason", ""), kudos_channel)


def _not_received(material: Material, row: Delivery) -> Message | None:
    card = _card(material, row)
    return surface.not_received(card) if card and card.not_received else None


def _reported(material: Material, row: Delivery) -> Message | None:
    card = _card(material, row)
    found = reports.with_ids(material.session, row.workspace_id, [UUID(row.detail["report"])])
    if card is None or not found:
        return None
    report = found[0]
    people = members.by_id(material.session, row.workspace_id, filter(None, (report.by_id, report.resolved_by_id)))
    return report_form.reported(card, report, people)


def _report_closed(material: Material, row: Delivery) -> Message | None:
    card = _card(material, row)
    return report_form.closed(card, row.detail["resolution"]) if card else None


def _removed(material: Material, row: Delivery) -> Message | None:
    card = _card(material, row)
    removal = retracting.removal_of(material.session, row.workspace_id, card.id) if card else None
    return report_form.removed(card, *removal) if card and removal else None


def _shared(material: Material, row: Delivery) -> Message | None:
    card = _card(material, row)
    if card is None or card.retracted:
        return None
    sharer = sharing.still_shared(material.session, row)
    return surface.shared(card, mention(sharer.slack_user_id)) if sharer and sharer.slack_user_id else None


def _digest(material: Material, row: Delivery) -> Message | None:
    [run_id] = subject(row)
    digest = rendering.render(material.session, workspace_id=row.workspace_id, run_id=run_id)
    if digest is None:
        return None
    if row.purpose == Purpose.LEAD_DIGEST:
        return Message(digest.notification, charts.show_chart(material, row, digest.blocks))
    return Message(digest.notification, tuple(digest.blocks), pictures=charts.of_digest(material, row))


def _welcome(material: Material, row: Delivery) -> Message | None:
    return setup.welcome(onboarding.progress(material.session, row.workspace_id))


def _introduction(material: Material, row: Delivery) -> Message | None:
    return setup.introduction() if onboarding.is_introduced(material.session, row) else None


def _team_question(material: Material, row: Delivery) -> Message | None:
    """As long as they lead, or are meant to."""
    by = UUID(row.detail["by"])
    found = members.by_id(material.session, row.workspace_id, [by, *subject(row)])
    lead = next((found[one] for one in subject(row) if one in found), None)
    if lead is None or not leads.is_lead(material.session, lead):
        return None
    team = [_person(one) for one in leads.reports(material.session, row.workspace_id, lead.id)]
    return setup.team_question(_person(found[by]) if by in found else None, str(lead.id), team)


def _person(member: Member) -> Person:
    return Person(member.id, member.slack_user_id, member.label)


def _export(material: Material, row: Delivery) -> Message | None:
    if row.member_id is None:
        return None
    data = exporting.export(material.session, workspace_id=row.workspace_id, member_id=row.member_id)
    return Message(privacy.EXPORTED, files=person.files(data)) if data else None


def _export_failed(_material: Material, row: Delivery) -> Message | None:
    return privacy.export_failed(str(row.detail.get("reason", "")))


def _gone(_material: Material, _row: Delivery) -> Message | None:
    return None


def _card(material: Material, row: Delivery) -> Card | None:
    return next((material.cards.get(kudos_id) for kudos_id in subject(row)), None)


RENDERERS: dict[Purpose, Renderer] = {
    Purpose.ANNOUNCEMENT: _announcement,
    Purpose.COPY: _announcement,
    Purpose.RECEIPT: _receipt,
    Purpose.THANKS: _thanks,
    Purpose.NOT_POSTED: _not_posted,
    Purpose.NOT_RECEIVED: _not_received,
    Purpose.REPORTED: _reported,
    Purpose.REPORT_CLOSED: _report_closed,
    Purpose.REMOVED: _removed,
    Purpose.EXPORT: _export,
    Purpose.EXPORT_FAILED: _export_failed,
    Purpose.GONE: _gone,
    Purpose.SHARED: _shared,
    Purpose.TEAM_DIGEST: _digest,
    Purpose.LEAD_DIGEST: _digest,
    Purpose.WELCOME: _welcome,
    Purpose.INTRODUCTION: _introduction,
    Purpose.TEAM_QUESTION: _team_question,
    **pledge.RENDERERS,
    **decisions.RENDERERS,
    **answers.RENDERERS,
    **clock.RENDERERS,
    **gaps.RENDERERS,
    **leaders.RENDERERS,
    **charts.RENDERERS,
    **limits.RENDERERS,
    **ideas.RENDERERS,
    **improving.RENDERERS,
    **nudges.RENDERERS,
}
