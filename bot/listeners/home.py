"""App Home: read, drawn and published when it is opened and after one's own click."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.home import Draw, Visitor, checklist, draw, howto, pats, policies, reports, team, troubles, you
from bot.ids import ActionId
from bot.listeners.registry import Button, Entry, Who
from bot.services import Incoming, Services
from models import members, workspaces

Section = Entry[Draw]

SECTIONS: tuple[Section, ...] = (
    Section(checklist.checklist, Who.ADMIN, "see what is still to set up"),
    Section(pats.summary, Who.THEMSELVES, "see how many pats they were given and gave"),
    Section(team.team, Who.THEMSELVES, "see who their lead is, and who is in their own team"),
    Section(pats.lists, Who.THEMSELVES, "read what they were given and gave"),
    Section(team.setting_up, Who.LEAD_OR_ADMIN, "see who of their people is not in Slack"),
    Section(you.you, Who.THEMSELVES, "open what they decide about themselves"),
    Section(howto.howto, Who.EVERYONE, "read how to give"),
    Section(policies.policies, Who.ADMIN, "see what is set for everyone"),
    Section(reports.reported, Who.ADMIN, "see which pats were reported"),
    Section(troubles.troubles, Who.ADMIN, "see what did not arrive"),
)
"""From top to bottom."""


def publish(services: Services, incoming: Incoming, shown: dict[str, str] | None = None) -> None:
    """Draw the person's Home anew, after the acknowledgement; `shown` is what they chose to see in it."""
    services.tasks.start(_publish(services, incoming, shown or {}), "publish home")


async def _publish(services: Services, incoming: Incoming, shown: dict[str, str]) -> None:
    who = (incoming.workspace_id, incoming.user_id)
    view = await services.database.read(home_of, *who, services.clock.now(), shown)
    await services.client(incoming.workspace_id).views_publish(user_id=incoming.user_id, view=view)


def home_of(
    session: Session, workspace_id: int, slack_user_id: str, now: datetime, shown: dict[str, str]
) -> dict[str, Any]:
    """This person's Home; someone the directory does not know yet has an empty one."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    installer = workspaces.get(session, workspace_id).installer_slack_id
    admin = member is not None and members.is_admin(member, installer)
    visitor = Visitor(workspace_id, slack_user_id, member, admin, now, shown)
    return draw(session, visitor, [section.handler for section in SECTIONS])


async def _turn_page(services: Services, incoming: Incoming, value: str) -> None:
    publish(services, incoming, shown_in(value))


def shown_in(value: str) -> dict[str, str]:
    """What a button of Home says was shown; nothing when it was forged or is of an older version."""
    try:
        said = json.loads(value)
    except ValueError:
        return {}
    return {str(key): str(one) for key, one in said.items()} if isinstance(said, dict) else {}


BUTTONS: dict[str, Button] = {
    ActionId.HOME_RECEIVED: Button(_turn_page, Who.THEMSELVES, "page through what they were given"),
    ActionId.HOME_GIVEN: Button(_turn_page, Who.THEMSELVES, "page through what they gave"),
}
