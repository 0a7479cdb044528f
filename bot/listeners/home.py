"""App Home: read, drawn and published when it is opened and after one's own click."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.home import (
    Draw,
    Visitor,
    answers,
    around,
    board,
    causes,
    checklist,
    decision_rules,
    decisions,
    draw,
    gap_rules,
    gaps,
    history,
    ideas,
    leadership,
    limits,
    pats,
    pledge,
    policies,
    readers,
    reports,
    standing_in,
    team,
    times,
    training,
    troubles,
)
from bot.ids import ActionId
from bot.listeners.answering import open_view
from bot.listeners.registry import Button, Entry, Who
from bot.listeners.showing import is_on, searched, shown_on
from bot.replies.help import help_text
from bot.services import Incoming, Services
from bot.surfaces import views
from models.people import members, staffing
from models.workspace import policies as governing
from models.workspace import workspaces

Section = Entry[Draw]

SECTIONS: tuple[Section, ...] = (
    Section(checklist.checklist, Who.ADMIN, "see what is still to set up"),
    Section(reports.reported, Who.ADMIN, "see which pats were reported"),
    Section(pledge.asks, Who.THEMSELVES, "see what the pledge asks of them: to sign, to co-sign, to read"),
    Section(answers.waiting_for_you, Who.ANSWERER, "read the decisions that wait for their answer"),
    Section(gaps.gaps, Who.LEAD, "see how many of their people heard a thank-you, and whom to look out for"),
    Section(limits.room_to_give, Who.ANSWERER, "see who asks them for more room, with the record behind it"),
    Section(pats.summary, Who.THEMSELVES, "see how many pats they were given and gave"),
    Section(standing_in.uncovered, Who.DECIDER, "see which decisions of theirs wait so long that they may ask another"),
    Section(decisions.section_of, Who.THEMSELVES, "see their own decisions, and how each stands"),
    Section(pledge.own, Who.THEMSELVES, "see who signed the pledge, and whether their own lead did"),
    Section(answers.thoughts, Who.THE_TWO, "see that there is guidance between them, and nothing of it"),
    Section(limits.limits, Who.THEMSELVES, "see what is theirs to decide, and what they asked for"),
    Section(ideas.section_of, Who.THEMSELVES, "see their own ideas, and those that they answer"),
    Section(causes.causes, Who.ANY_LEAD, "see what decisions keep running into, and what that costs"),
    Section(training.training, Who.ANY_LEAD, "see which subjects many heard a thought on"),
    Section(team.team, Who.THEMSELVES, "see who their lead is, and who is in their own team"),
    Section(standing_in.standing_in, Who.THEMSELVES, "see until when they are away, and their team’s peer lead"),
    Section(times.times, Who.THEMSELVES, "see which days they work, and when their digests come"),
    Section(history.history, Who.THEMSELVES, "read and search what they were given, gave and kept"),
    Section(around.around, Who.EVERYONE, "read the pats around them that their receivers let them see"),
    Section(board.board, Who.EVERYONE, "see the giving board, where it is on"),
    Section(team.setting_up, Who.LEAD_OR_ADMIN, "see who of their people is not in Slack"),
    Section(leadership.leadership, Who.ADMIN_OR_SIGNER, "see the line in this week’s digests"),
    Section(pledge.setting_up, Who.ADMIN, "see how it stands with the pledge"),
    Section(policies.policies, Who.ADMIN, "see what is set for everyone"),
    Section(readers.readers, Who.ADMIN, "see who reads the leadership’s digest"),
    Section(decision_rules.decision_rules, Who.ADMIN, "see what is set about decisions, and whether anyone is missing"),
    Section(gap_rules.gap_rules, Who.ADMIN, "see what is set about recognition gaps"),
    Section(troubles.troubles, Who.ADMIN, "see what did not arrive"),
)
"""From top to bottom."""


def publish(
    services: Services, incoming: Incoming, shown: dict[str, str] | None = None, *, search: str | None = None
) -> None:
    """Draw the person's Home anew, after the acknowledgement, with what was shown on it kept.

    `shown` is what they chose to see instead; `search` what they look for, unless it stands in the field.
    """
    kept = {**shown_on(incoming), **(shown or {})} if is_on(incoming, "home") else shown or {}
    words = searched(incoming) if search is None else search
    # Two at once could arrive in either order: the older would stay on the screen.
    whose = ("home", incoming.workspace_id, incoming.user_id)
    services.tasks.start_newest(whose, lambda: _publish(services, incoming, kept, words), "publish home")


async def _publish(services: Services, incoming: Incoming, shown: dict[str, str], search: str) -> None:
    who = (incoming.workspace_id, incoming.user_id)
    view = await services.database.read(home_of, *who, services.clock.now(), shown, search)
    await services.client(incoming.workspace_id).views_publish(user_id=incoming.user_id, view=view)


def home_of(
    session: Session, workspace_id: int, slack_user_id: str, now: datetime, shown: dict[str, str], search: str = ""
) -> dict[str, Any]:
    """This person's Home; someone the directory does not know yet has an empty one."""
    visitor = visitor_of(session, workspace_id, slack_user_id, now, shown, search)
    return draw(session, visitor, [section.handler for section in SECTIONS])


def visitor_of(
    session: Session, workspace_id: int, slack_user_id: str, now: datetime, shown: dict[str, str], search: str = ""
) -> Visitor:
    """Who looks, and what they may see, as it is now."""
    member = members.by_slack_user(session, workspace_id, slack_user_id)
    admin = member is not None and workspaces.is_admin(session, member)
    return Visitor(workspace_id, slack_user_id, member, admin, now, shown, search)


def help_of(session: Session, workspace_id: int, slack_user_id: str) -> str:
    """How it works here, with a colleague's name."""
    colleague = staffing.colleague(session, workspace_id, slack_user_id) or "ana"
    return help_text(colleague, governing.current(session, workspace_id))


async def _how_it_works(services: Services, incoming: Incoming, _value: str) -> None:
    text = await services.database.read(help_of, incoming.workspace_id, incoming.user_id)
    open_view(services, incoming, views.message("How it works", text))


async def _turn_around(services: Services, incoming: Incoming, value: str) -> None:
    publish(services, incoming, {ActionId.AROUND_PAGE.value: value})


async def _turn(services: Services, incoming: Incoming, value: str) -> None:
    publish(services, incoming, {ActionId.HOME_PAGE.value: value})


async def _turn_answers(services: Services, incoming: Incoming, value: str) -> None:
    publish(services, incoming, {ActionId.ANSWERS_PAGE.value: value})


async def _turn_thoughts(services: Services, incoming: Incoming, value: str) -> None:
    publish(services, incoming, {ActionId.THOUGHTS_PAGE.value: value})


async def _turn_old_page(services: Services, incoming: Incoming, _value: str) -> None:
    """A button of an older Home: it is drawn as it is now."""
    publish(services, incoming)


BUTTONS: dict[str, Button] = {
    ActionId.HOME_PAGE: Button(_turn, Who.THEMSELVES, "turn to what does not fit on one page of Home"),
    ActionId.HOW_IT_WORKS: Button(_how_it_works, Who.EVERYONE, "read how to give"),
    ActionId.AROUND_PAGE: Button(_turn_around, Who.THEMSELVES, "page through the pats around them"),
    ActionId.ANSWERS_PAGE: Button(_turn_answers, Who.ANSWERER, "page through what waits for their answer"),
    ActionId.THOUGHTS_PAGE: Button(_turn_thoughts, Who.THE_TWO, "page through the guidance they gave and were given"),
    ActionId.HOME_RECEIVED: Button(_turn_old_page, Who.THEMSELVES, "page through what they were given, on an old Home"),
    ActionId.HOME_GIVEN: Button(_turn_old_page, Who.THEMSELVES, "page through what they gave, on an old Home"),
}
