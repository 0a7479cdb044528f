"""Reporting a pat to the admins, and what they do about it."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bot import log
from bot.ids import ActionId, BlockId, ViewId
from bot.listeners.answering import answer, instead, open_view
from bot.listeners.fields import id_of, typed
from bot.listeners.home import publish
from bot.listeners.registry import Answer, Button, Form, Who
from bot.replies import reports as replies
from bot.services import Incoming, Services
from bot.surfaces.kudos import report_form
from models.kudos import cards, moderating, retracting
from models.kudos.cards import Card
from models.workspace import workspaces


async def _open_report(services: Services, incoming: Incoming, value: str) -> None:
    open_view(services, incoming, report_form.report(str(id_of(value))))


async def _report(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    what: dict[str, Any] = {"kudos_id": id_of(view["private_metadata"]), "member": incoming.user_id}
    outcome = await services.write(incoming, moderating.report, **what, words=typed(view, BlockId.WORDS))
    return instead("Report this pat", replies.reported(outcome))


async def _leave(services: Services, incoming: Incoming, value: str) -> None:
    outcome = await services.write(incoming, moderating.leave, kudos_id=id_of(value), admin=incoming.user_id)
    if incoming.response_url is None:
        publish(services, incoming)
    else:
        answer(services, incoming, replies.left(outcome))


async def _open_remove(services: Services, incoming: Incoming, value: str) -> None:
    card = await services.database.read(removable, incoming.workspace_id, id_of(value), incoming.user_id)
    if card is None:
        answer(services, incoming, replies.GONE)
    else:
        open_view(services, incoming, report_form.remove(card))


def removable(session: Session, workspace_id: int, kudos_id: UUID, slack_user_id: str) -> Card | None:
    """What this admin may remove; None when it is gone, or none of their business."""
    admin = workspaces.admin_of(session, workspace_id, slack_user_id)
    kudos = retracting.load(session, workspace_id, kudos_id, lock=False)
    if admin is None or kudos is None or not moderating.removable(session, kudos, admin):
        return None
    return cards.cards(session, workspace_id, [kudos_id])[kudos_id]


async def _remove(services: Services, incoming: Incoming) -> Answer:
    view = incoming.body["view"]
    what: dict[str, Any] = {"kudos_id": id_of(view["private_metadata"]), "admin": incoming.user_id}
    outcome = await services.write(incoming, moderating.remove, **what, note=typed(view, BlockId.REASON))
    if outcome["code"] == "no_reason":
        return {"response_action": "errors", "errors": {BlockId.REASON.value: "Why? Its giver reads this."}}
    if outcome["code"] == "removed":
        log.info("pat removed", workspace=incoming.workspace_id, kudos=outcome["kudos"], by=outcome["by"])
    publish(services, incoming)
    return instead("Remove this pat", replies.removed(outcome))


BUTTONS: dict[str, Button] = {
    ActionId.REPORT: Button(_open_report, Who.EVERYONE, "open the form that reports a pat"),
    ActionId.REPORT_LEFT: Button(_leave, Who.ADMIN, "leave a reported pat as it is"),
    ActionId.REMOVE: Button(_open_remove, Who.ADMIN, "open the form that removes a pat"),
}
FORMS: dict[str, Form] = {
    ViewId.REPORT: Form(_report, Who.NOT_ITS_GIVER, "report a pat that they see, once"),
    ViewId.REMOVE: Form(_remove, Who.ADMIN, "remove a pat, and say why"),
}
