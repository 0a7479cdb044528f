"""On Home: who one's lead is; for leads their team; for leads and admins who is not in Slack; for admins who leads."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    Option,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
    UserSelectElement,
)
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.ids import ActionId
from bot.surfaces.message import button, mrkdwn
from bot.surfaces.text import count, in_words, people
from bot.surfaces.views import MOST_OPTIONS, grouped, note
from models import words
from models.people import leads, offline
from models.people.members import Member
from models.people.persons import Person

TITLE = "Whom you work with"
NAMED = 15
"""People of a team that are named."""
LISTED = 600
"""People without Slack in the menu that changes them: with all else of Home, well below 250 kB."""


def team(session: Session, visitor: Visitor) -> Sequence[Block]:
    """One's lead, so that nobody is led in secret; and one's team."""
    member = visitor.member
    if member is None:
        return []
    above = leads.leads_of(session, visitor.workspace_id, member.id)
    blocks: list[Block] = [note(f"Your lead: {people(_people(above))}")] if above else []
    if leads.is_lead(session, member):
        mine = leads.reports(session, visitor.workspace_id, member.id)
        choose = button("Who is in your team?", ActionId.OPEN_TEAM, str(member.id))
        blocks.append(SectionBlock(text=mrkdwn(_team(mine)), accessory=choose))
    return [header(TITLE), *blocks] if blocks else []


def setting_up(session: Session, visitor: Visitor) -> Sequence[Block]:
    """For leads and admins: people who are not in Slack; for admins: who leads whom."""
    if not offline.may_change(session, visitor.workspace_id, visitor.slack_user_id):
        return []
    elements: list[Any] = [button("Add someone who isn’t in Slack", ActionId.ADD_OFFLINE, "home")]
    mine = offline.changeable(session, visitor.workspace_id, visitor.slack_user_id)
    elements += [_menu(mine)] if mine else []
    if visitor.admin:
        whose = PlainTextObject(text="Set somebody’s team…")
        elements += [
            button("Name the leads", ActionId.OPEN_LEADS, "home"),
            UserSelectElement(action_id=ActionId.OPEN_TEAM_OF, placeholder=whose),
            button("Teams from user groups", ActionId.OPEN_GROUPS, "home"),
        ]
    told = [note(_offline(mine))] if mine else []
    return [header("People and teams"), *told, ActionsBlock(elements=elements)]


def _team(mine: Sequence[Member]) -> str:
    if not mine:
        return "*Your team*: nobody reports to you yet. Who does?"
    return f"*Your team*: {people(_people(mine), NAMED)}"


def _offline(mine: Sequence[Member]) -> str:
    named = [f"{words.from_plain(one.name)} (`@{one.handle}`)" for one in mine[:NAMED]]
    more = [count(len(mine) - NAMED, "other", "others")] if len(mine) > NAMED else []
    return words.cut(f"Not in Slack: {in_words(named + more)}", 2900)


def _menu(mine: Sequence[Member]) -> StaticSelectElement:
    options = [Option(value=str(one.id), text=PlainTextObject(text=one.name[:75])) for one in mine[:LISTED]]
    said: dict[str, Any] = {"placeholder": PlainTextObject(text="Change one of them…")}
    if len(options) <= MOST_OPTIONS:
        return StaticSelectElement(action_id=ActionId.CHANGE_OFFLINE, options=options, **said)
    return StaticSelectElement(action_id=ActionId.CHANGE_OFFLINE, option_groups=grouped(options), **said)


def _people(some: Sequence[Member]) -> list[Person]:
    return [Person(one.id, one.slack_user_id, one.label) for one in some]
