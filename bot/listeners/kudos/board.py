"""The giving board: `/pat board`, and the button on Home."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.ids import ActionId
from bot.listeners.answering import open_view
from bot.listeners.registry import Button, Who
from bot.replies import board as replies
from bot.services import Incoming, Services
from bot.surfaces import views
from bot.surfaces.message import Message
from models.kudos import board as giving_board
from models.people import members
from models.workspace import workspaces


async def board(services: Services, incoming: Incoming) -> Message:
    """This month's, or who can turn it on."""
    who = (incoming.workspace_id, incoming.user_id)
    return await services.database.read(board_of, *who, services.clock.now())


def board_of(session: Session, workspace_id: int, slack_user_id: str, now: datetime) -> Message:
    """As this person sees it."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    found = giving_board.board(session, workspace_id=workspace_id, member=member, now=now)
    if found is not None:
        return replies.board(found)
    installer = workspaces.get(session, workspace_id).installer_slack_id
    return replies.off(members.admins(session, workspace_id, installer))


async def _open(services: Services, incoming: Incoming, _value: str) -> None:
    message = await board(services, incoming)
    made = views.message(replies.TITLE, message.text)
    open_view(services, incoming, made | ({"blocks": message.payload()["blocks"]} if message.blocks else {}))


BUTTONS: dict[str, Button] = {ActionId.BOARD: Button(_open, Who.EVERYONE, "see the giving board, where it is on")}
