"""App Home: read, drawn and published when it is opened and after one's own click."""

import re
from typing import Any

from sqlalchemy.orm import Session

from bot.ids import ActionId
from bot.listeners.registry import Button, Who
from bot.services import Incoming, Services
from bot.surfaces.home import PAGE, HomePage, home
from models import cards, doubts, members, workspaces
from models.cards import Page


def publish(services: Services, incoming: Incoming, *, received_offset: int = 0, given_offset: int = 0) -> None:
    """Draw the person's Home anew, after the acknowledgement."""
    services.tasks.start(_publish(services, incoming, received_offset, given_offset), "publish home")


async def _publish(services: Services, incoming: Incoming, received_offset: int, given_offset: int) -> None:
    page = await services.database.read(
        home_page, incoming.workspace_id, incoming.user_id, received_offset, given_offset
    )
    await services.client(incoming.workspace_id).views_publish(user_id=incoming.user_id, view=home(page))


def home_page(
    session: Session, workspace_id: int, slack_user_id: str, received_offset: int, given_offset: int
) -> HomePage:
    """What this person's Home shows; someone the directory does not know yet has an empty one."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    if member is None:
        return HomePage(Page((), 0), Page((), 0), 0, 0, receipts=True)
    of: dict[str, Any] = {"workspace_id": workspace_id, "member_id": member.id}
    workspace = workspaces.get(session, workspace_id)
    admin = members.is_admin(member, workspace.installer_slack_id)
    return HomePage(
        received=cards.received(session, **of, most=PAGE, offset=received_offset),
        given=cards.given(session, **of, most=PAGE, offset=given_offset),
        received_offset=received_offset,
        given_offset=given_offset,
        receipts=member.receipts,
        troubled=tuple(doubts.troubled(session, workspace_id=workspace_id, most=5)) if admin else (),
    )


async def _turn_page(services: Services, incoming: Incoming, value: str) -> None:
    received, _, given = value.partition(",")
    publish(services, incoming, received_offset=_offset(received), given_offset=_offset(given))


def _offset(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else 0


BUTTONS: dict[str, Button] = {
    ActionId.HOME_RECEIVED: Button(_turn_page, Who.THEMSELVES, "page through what they were given"),
    ActionId.HOME_GIVEN: Button(_turn_page, Who.THEMSELVES, "page through what they gave"),
}
