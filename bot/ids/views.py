"""Ids of forms, and of windows that only show something; and of the shortcuts."""

from enum import StrEnum


class ShortcutId(StrEnum):
    GIVE = "give"
    """Global."""
    GIVE_FOR_MESSAGE = "give_for_message"
    LOG_MY_DECISION = "log_my_decision"
    """On a message."""


class ViewId(StrEnum):
    GIVE = "kudos.give"
    GIVE_AGAIN = "kudos.give_again"
    EDIT = "kudos.edit"
    EDIT_AGAIN = "kudos.edit_again"
    """Confirms an edit that seems to hold a customer's details."""
    REPORT = "kudos.report"
    REMOVE = "kudos.remove"
    CIRCLE = "kudos.circle"
    LEADS = "setup.leads"
    READERS = "setup.readers"
    GROUPS = "setup.groups"
    TEAM = "team"
    OFFLINE = "offline"
    PREFERENCES = "privacy.preferences"
    REMOVE_ME = "privacy.remove"
    HISTORY = "history"
    MESSAGE = "message"
    POLICIES = "policies"

    # The pledge, and what admins set about decisions.
    DECISION_RULES = "decision_rules"
    PLEDGE = "pledge"
    PLEDGE_PROPOSE = "pledge.propose"
    PLEDGE_WITHDRAW = "pledge.withdraw"
    PLEDGE_BROKEN = "pledge.broken"

    # Decisions.
    DECISION = "decision"
    DECISION_AGAIN = "decision.again"
    """Confirms one that seems to hold a customer's details."""
    DECISION_EDIT = "decision.edit"
    DECISION_EDIT_AGAIN = "decision.edit_again"
    DECISION_DELETE = "decision.delete"
    DECISIONS = "decisions"

    # Answers.
    ASK_ANOTHER = "answerer.another"
    AWAY = "away"
    PEER_LEAD = "peer_lead"
    THOUGHT = "answer.thought"
    TALK = "answer.talk"
    READ_THOUGHT = "answer.read"
    SHARE_PAT = "answer.share"

    # Limits.
    LIMIT = "limit"
    LIMITS_STARTER = "limits.starter"
    CATEGORY = "category"
    ROOM_ASK = "room.ask"
    ROOM_YES = "room.yes"
    ROOM_NO = "room.no"

    # Ideas.
    IDEA = "idea"
    IDEAS = "ideas"
    IDEA_ANSWER = "idea.answer"
    IDEA_HAND = "idea.hand"

    # Causes, training, the line from leadership.
    CAUSES = "causes"
    CAUSE_CLOSE = "cause.close"
    CAUSE_CHANGE = "cause.change"
    TRAINING_LINK = "training.link"
    LINE = "leadership.line"

    # Digests looked at, and when they come; when people work.
    DIGEST = "digests"
    TIMES = "times"
    TIMES_FORM = "times.form"
    WORKING_WEEK = "working_week"

    # Recognition gaps; being away, said by a lead.
    GAPS_EVERYONE = "gap_list"
    GAPS_AWAY = "gap_list.away"
    PERSON_AWAY = "person_away"
    GAP_RULES = "gap_rules"
