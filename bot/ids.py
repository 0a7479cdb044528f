"""Every id of an action, view and block.

Buttons outlive deployments: an id is never reused, and an old one stays handled.
"""

from enum import StrEnum

COMMAND = "/pat"


class ActionId(StrEnum):
    BOOST = "kudos.boost"
    UNDO = "kudos.undo"
    GIVE_AGAIN = "kudos.give_again"
    """Confirms a draft: the same again, or with what looks like a customer's details."""
    CHANGE_DRAFT = "kudos.change_draft"
    EDIT = "kudos.edit"
    MORE = "kudos.more"
    """The menu of an announcement: its options are the actions below."""
    REPORT = "kudos.report"
    REMOVE = "kudos.remove"
    REPORT_LEFT = "report.left"
    SAY_THANKS = "kudos.say_thanks"
    KEEP = "kudos.keep"
    CHOOSE_CIRCLE = "kudos.choose_circle"
    FEWER_MESSAGES = "member.fewer_messages"
    MORE_MESSAGES = "member.more_messages"
    OPEN_FORM = "form.open"
    HOME_RECEIVED = "home.received_page"
    HOME_GIVEN = "home.given_page"
    OPEN_POLICIES = "policies.open"
    POST_AGAIN = "delivery.post_again"
    POST_IN_KUDOS_CHANNEL = "delivery.post_in_kudos_channel"
    SEND_AGAIN = "delivery.send_again"


class ShortcutId(StrEnum):
    GIVE = "give"
    """Global."""
    GIVE_FOR_MESSAGE = "give_for_message"


class ViewId(StrEnum):
    GIVE = "kudos.give"
    GIVE_AGAIN = "kudos.give_again"
    EDIT = "kudos.edit"
    REPORT = "kudos.report"
    REMOVE = "kudos.remove"
    CIRCLE = "kudos.circle"
    MESSAGE = "message"
    POLICIES = "policies"


class BlockId(StrEnum):
    """Blocks of forms; the element in block X has the action id X.value."""

    PEOPLE = "people"
    DECISION = "decision"
    OUTCOME = "outcome"
    CUSTOMER = "customer"
    VALUES = "values"
    CHANNEL = "channel"
    OFFLINE = "offline"
    ON_BEHALF_OF = "on_behalf_of"
    COPY = "copy"
    WORDS = "words"
    CIRCLE = "circle"
    ALWAYS = "always"
    KUDOS_CHANNEL = "kudos_channel"
    CHANNELS = "channels"
    GUESTS = "guests"
    EXTERNAL = "external"
    ASKS = "asks"
    COMPANY_VALUES = "company_values"
    VALUES_REQUIRED = "values_required"
    ALLOWANCE = "allowance"
    PERIOD = "period"
    EXEMPT = "exempt"
    EMOJI = "emoji"
    REACTIONS_GIVE = "reactions_give"
    BOARD = "board"
