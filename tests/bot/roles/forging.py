"""What forged payloads carry, and how forms are filled in with it."""

from typing import Any

from bot.ids import ActionId, BlockId, ViewId
from digests.actions import DigestAction
from models.people.members import Circle
from models.workspace.policies import Asks, Guests, Period
from tests.bot.roles.players import LEAD, SOMEBODY, SUPPORT

CHOICE = {"selected_user": SOMEBODY, "selected_users": [SOMEBODY]}
"""What is chosen in a menu that stands beside a text."""
CARRIES = {
    "kudos": "kudos",
    "report": "report",
    "delivery": "delivery",
    "member": "nothing",
    "form": "nothing",
    "home": "shown",
    "history": "nothing",
    "digest": "member",
    "digests": "nothing",
    "times": "own_times",
    "working_week": "own_times",
    "policies": "nothing",
    "setup": "nothing",
    "team": "lead",
    "offline": "offline",
    "privacy": "nothing",
    "decision": "decision",
    "answer": "decision",
    "answers": "nothing",
    "answerer": "covered",
    "offer": "kudos",
    "idea": "idea",
    "cause": "cause",
    "causes": "nothing",
    "training": "category",
    "leadership": "set",
    "pledge": "unsigned",
    "promise": "promise",
    "away": "nothing",
    "peer_lead": "nothing",
    "decision_rules": "decision_rules",
    "limits": "nothing",
    "limit": "limit",
    "categories": "nothing",
    "category": "category",
    "room": "room",
    "gaps": "led_team",
    "person_away": "member",
    "gap_rules": "gap_rules",
    "nudges": "nothing",
    "month": "nothing",
    "personal": "nothing",
}
"""What the value of a button carries, and a form's metadata, by the first word of the id."""
CARRIES_INSTEAD: dict[str, str] = {
    ActionId.HOME_PAGE: "number",
    DigestAction.ROOM: "nothing",
    DigestAction.MORE: "run",
    ActionId.GIVE_AGAIN: "draft",
    ActionId.CHANGE_DRAFT: "draft",
    ActionId.REPORT_LEFT: "reported",
    ActionId.POST_AGAIN: "unposted",
    DigestAction.CHART: "nothing",
    **dict.fromkeys((ActionId.HISTORY_KEEP, ActionId.HISTORY_DROP), "kudos"),
    **dict.fromkeys((ActionId.HISTORY_SHARE, ActionId.HISTORY_READ), "kudos"),
    ActionId.POST_IN_KUDOS_CHANNEL: "unposted",
    ActionId.SETUP_CHANNEL: "channel",
    ActionId.SETUP_WEEKDAY: "number",
    ActionId.SETUP_HOUR: "number",
    ActionId.OPEN_TEAM_OF: "slack_id",
    ActionId.DECISION_DRAFT: "own_draft",
    ActionId.DECISIONS: "number",
    ActionId.TALK_SUITS: "talked",
    ActionId.TALK_OTHER: "talked",
    ActionId.READ_THOUGHT: "guided",
    ActionId.SHARE_PAT: "guided",
    ActionId.UNSHARE_PAT: "shared",
    ActionId.IDEA_FROM_DECISION: "decision",
    ActionId.IDEA_PAGE: "number",
    ActionId.IDEA_WITHDRAW: "own_idea",
    ActionId.IDEA_NOT_ME_TOO: "joined_idea",
    ActionId.CAUSE_TAKE: "free_cause",
    ActionId.TIMES: "nothing",
    ActionId.LIMIT_ADD: "empty",
    ActionId.LIMIT_HISTORY: "common_limit",
    ActionId.LIMIT_WANTED: "category",
    ActionId.ROOM_ASK: "category",
    ActionId.ROOM_WITHDRAW: "own_room",
    ActionId.PLEDGE_COSIGN: "pledge",
    ActionId.PERSON_BACK: "away_member",
    ActionId.PLEDGE_BROKEN: "pledge",
}
FORM_CARRIES_INSTEAD: dict[str, str] = {
    ViewId.GIVE: "place",
    ViewId.GIVE_AGAIN: "draft",
    ViewId.EDIT_AGAIN: "edit",
    ViewId.POLICIES: "policies",
    ViewId.DECISION: "nothing",
    ViewId.DECISION_AGAIN: "decided_draft",
    ViewId.DECISION_EDIT_AGAIN: "edited_draft",
    ViewId.READ_THOUGHT: "guided",
    ViewId.SHARE_PAT: "guided",
    ViewId.IDEA: "empty",
    ViewId.IDEA_ANSWER: "idea_seen",
    ViewId.PLEDGE: "nothing",
    ViewId.ROOM_ASK: "category",
    ViewId.PLEDGE_BROKEN: "pledge",
    ViewId.TIMES_FORM: "times_form",
}
ANSWERS: dict[BlockId, dict[str, Any]] = {
    BlockId.CIRCLE: {"selected_option": {"value": Circle.TEAM}},
    BlockId.GUESTS: {"selected_option": {"value": Guests.GIVE}},
    BlockId.ASKS: {"selected_option": {"value": Asks.SUGGEST}},
    BlockId.PERIOD: {"selected_option": {"value": Period.WEEK}},
    BlockId.EMOJI: {"value": "clap"},
    BlockId.QUIET_FROM: {"selected_option": {"value": "20"}},
    BlockId.QUIET_UNTIL: {"selected_option": {"value": "7"}},
    BlockId.AMOUNT: {"value": "€38"},
    BlockId.TALK_AT: {"selected_date_time": 4_000_000_000},
    BlockId.IDEA_NAMED: {"selected_option": {"value": "named"}},
    BlockId.IDEA_STEP: {"selected_option": {"value": "considering"}},
    BlockId.IDEA_KEEPER: {"selected_user": LEAD},
    BlockId.TRAINING_LINK: {"value": "https://learn.example/refunds"},
    BlockId.CATEGORY_TRAINING: {"value": "https://learn.example/refunds"},
    BlockId.DIGEST_DAY: {"selected_option": {"value": "2"}},
    BlockId.DIGEST_HOUR: {"selected_option": {"value": "11"}},
    BlockId.WORKING_DAYS: {"selected_options": [{"value": "1"}, {"value": "6"}]},
    BlockId.WORKING_COUNTRY: {"selected_option": {"value": "none"}},
    BlockId.CURRENCY: {"selected_option": {"value": "EUR"}},
}
"""What a block holds where it can't be just anything."""
CHOSEN_IDS = {BlockId.OTHER_LEAD: "other_lead", BlockId.PEER_LEAD: "teammate", BlockId.WEEK: "week"}
"""What a menu holds where it is about a person of this workspace."""
FORM_ANSWERS: dict[str, dict[BlockId, dict[str, Any]]] = {}
"""Where one form needs something else in the same block."""
LEFT_EMPTY = {
    *(BlockId.VALUES, BlockId.OFFLINE, BlockId.ON_BEHALF_OF, BlockId.COPY),
    *(BlockId.HANDLE, BlockId.GONE),
    *(BlockId.WORKING_PART, BlockId.WORKING_GONE, BlockId.DIGEST_ZONE),
    *(BlockId.CATEGORY, BlockId.CAUSE, BlockId.FIX, BlockId.DECIDED_ON, BlockId.PEER, BlockId.ABOUT),
    *(BlockId.SAME_CAUSE, BlockId.CAUSE_OWNER),
    *(BlockId.ALLOWANCE, BlockId.EXTERNAL, BlockId.VALUES_REQUIRED, BlockId.ALWAYS),
}
"""Filled in, they would not fit what else is, or stand in the way of what comes after."""


def carried(name: str, *, form: bool = False) -> str:
    """The kind of thing that a button or form with this id is about. Raises `KeyError`."""
    instead = FORM_CARRIES_INSTEAD if form else CARRIES_INSTEAD
    return instead.get(name) or CARRIES[name.partition(".")[0]]


def state(form: str, ids: dict[str, str]) -> dict[str, Any]:
    """Every field that this form may have, filled in with whatever kind of element it is."""
    return {block.value: {block.value: _answer(block, form, ids)} for block in BlockId}


def _answer(block: BlockId, form: str, ids: dict[str, str]) -> dict[str, Any]:
    if block is BlockId.BACK_ON:
        return {"selected_date": ids["later"]}
    if block in CHOSEN_IDS:
        return {"selected_option": {"value": ids[CHOSEN_IDS[block]]}}
    if block in FORM_ANSWERS.get(form, {}):
        return FORM_ANSWERS[form][block]
    return {} if block in LEFT_EMPTY else ANSWERS.get(block) or _filled(block)


def _filled(block: BlockId) -> dict[str, Any]:
    option = {"value": block.value}
    one = {"value": f"Kept the shop open for {block}", "selected_option": option, "selected_options": [option]}
    people = {"selected_user": SOMEBODY, "selected_users": [SOMEBODY]}
    places = {"selected_channel": SUPPORT, "selected_channels": [SUPPORT]}
    return {**one, **people, **places, "selected_conversation": SUPPORT, "selected_conversations": [SUPPORT]}
