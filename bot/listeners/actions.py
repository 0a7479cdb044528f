"""Buttons and menus. Each checks again who may do it: a button proves nothing but that it was once drawn."""

import re

from bot.listeners import home
from bot.listeners.answering import answer, is_admin
from bot.listeners.answers import answers, asking_another, digest_answers, guidance, pat_sharing, standing_in
from bot.listeners.decisions import deciding, decision_editing, offers, own_decisions, pledge
from bot.listeners.digests import charts, looking, times, working_week
from bot.listeners.gaps import away, fairness, gap_rules, gaps, nudges
from bot.listeners.improving import answering_ideas, causes, ideas, leadership, training
from bot.listeners.kudos import board, deliveries, editing, giving, history, pats, reports
from bot.listeners.limits import categories, limits, previewing, room, setting, starter_set
from bot.listeners.registry import Button, Who
from bot.listeners.workspace import decision_rules, personal, policies, readers, setup, team
from bot.replies import trouble
from bot.services import Incoming, Services

PART = re.compile(r"[.:][^.:]*$")
"""What tells several buttons of one message apart, after the action's id."""

CHOSEN = ("selected_channel", "selected_user")
"""Where a menu of channels or people says what was chosen."""

BUTTONS: dict[str, Button] = {
    **pats.BUTTONS,
    **giving.BUTTONS,
    **home.BUTTONS,
    **history.BUTTONS,
    **board.BUTTONS,
    **gaps.BUTTONS,
    **charts.BUTTONS,
    **fairness.BUTTONS,
    **away.BUTTONS,
    **deliveries.BUTTONS,
    **policies.BUTTONS,
    **setup.BUTTONS,
    **team.BUTTONS,
    **readers.BUTTONS,
    **editing.BUTTONS,
    **reports.BUTTONS,
    **nudges.BUTTONS,
    **personal.BUTTONS,
    **limits.BUTTONS,
    **setting.BUTTONS,
    **previewing.BUTTONS,
    **starter_set.BUTTONS,
    **categories.BUTTONS,
    **room.BUTTONS,
    **causes.BUTTONS,
    **ideas.BUTTONS,
    **answering_ideas.BUTTONS,
    **digest_answers.BUTTONS,
    **deciding.BUTTONS,
    **decision_editing.BUTTONS,
    **training.BUTTONS,
    **leadership.BUTTONS,
    **pledge.BUTTONS,
    **offers.BUTTONS,
    **asking_another.BUTTONS,
    **standing_in.BUTTONS,
    **decision_rules.BUTTONS,
    **gap_rules.BUTTONS,
    **answers.BUTTONS,
    **guidance.BUTTONS,
    **pat_sharing.BUTTONS,
    **own_decisions.BUTTONS,
    **looking.BUTTONS,
    **times.BUTTONS,
    **working_week.BUTTONS,
}


async def action(services: Services, incoming: Incoming) -> None:
    """A button was pressed, or something chosen from a menu."""
    pressed = incoming.body["actions"][0]
    action_id = str(pressed.get("action_id", ""))
    value = str(next((pressed[key] for key in ("value", *CHOSEN) if pressed.get(key)), ""))
    if option := pressed.get("selected_option"):
        # A menu that holds several actions names each in its option: "kudos.edit:<id>".
        action_id, _, value = str(option.get("value", "")).partition(":")
        action_id, value = (action_id, value) if action_id in BUTTONS else (str(pressed["action_id"]), option["value"])
    button = BUTTONS.get(action_id) or BUTTONS.get(PART.sub("", action_id))
    if button is None:
        answer(services, incoming, trouble.OLD_BUTTON)
    elif button.who == Who.ADMIN and not await is_admin(services, incoming):
        answer(services, incoming, trouble.NOT_ADMIN)
    else:
        await button.handler(services, incoming, value)
