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
    HISTORY = "kudos.history"
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
    HOW_IT_WORKS = "home.how_it_works"
    AROUND_PAGE = "home.around_page"
    BOARD = "home.board"
    HISTORY_SHOW = "history.show"
    """What one was given, gave or kept."""
    HISTORY_PAGE = "history.page"
    HISTORY_SEARCH = "history.search"
    HISTORY_CLEAR = "history.clear"
    HISTORY_KEEP = "history.keep"
    HISTORY_DROP = "history.drop"
    HISTORY_SHARE = "history.share"
    HISTORY_READ = "history.read"
    OPEN_POLICIES = "policies.open"
    POST_AGAIN = "delivery.post_again"
    POST_IN_KUDOS_CHANNEL = "delivery.post_in_kudos_channel"
    SEND_AGAIN = "delivery.send_again"
    SETUP_CHANNEL = "setup.channel"
    SETUP_WEEKDAY = "setup.weekday"
    SETUP_HOUR = "setup.hour"
    OPEN_LEADS = "setup.leads"
    OPEN_GROUPS = "setup.groups"
    HIDE_CHECKLIST = "setup.hide"
    OPEN_TEAM = "team.open"
    OPEN_TEAM_OF = "team.open_of"
    """An admin's menu of people: its choice is the lead."""
    ADD_OFFLINE = "offline.add"
    CHANGE_OFFLINE = "offline.change"
    PRIVACY = "privacy.open"
    PREFERENCES = "privacy.preferences"
    EXPORT = "privacy.export"
    REMOVE_ME = "privacy.remove"

    # The pledge, and what admins set about decisions.
    PLEDGE_ASK = "pledge.ask"
    """Anyone, when none holds: tell the admins that it is wanted."""
    PLEDGE_SHOW = "pledge.show"
    PLEDGE_OPEN = "pledge.open"
    PLEDGE_SIGN = "pledge.sign"
    PLEDGE_PROPOSE = "pledge.propose"
    """Its signer would sign it differently."""
    PLEDGE_COSIGN = "pledge.cosign"
    PLEDGE_WITHDRAW = "pledge.withdraw"
    PLEDGE_BROKEN = "pledge.broken"
    PROMISE_READ = "promise.read"

    # Decisions: logged, edited, offered by a colleague.
    DECISION_OPEN = "decision.open"
    DECISION_DRAFT = "decision.draft"
    """What was typed as a pat for oneself, to be logged."""
    DECISION_EDIT = "decision.edit"
    DECISION_DELETE = "decision.delete"
    DECISION_BEFORE = "decision.before"
    """What it said before."""
    DECISIONS = "decision.list"
    """One's own, a page of them."""
    OFFER_KEEP = "offer.keep"
    OFFER_DECLINE = "offer.decline"

    # Answers: pat, thought, talk; the clock, and who stands in.
    ANSWER_PAT = "answer.pat"
    OPEN_THOUGHT = "answer.thought"
    """The form of a pat and a thought; after a pat, of a line or a thought to go with it."""
    OPEN_TALK = "answer.talk"
    TALK_SUITS = "answer.talk_suits"
    TALK_OTHER = "answer.talk_other"
    READ_THOUGHT = "answer.read"
    SHARE_PAT = "answer.share"
    UNSHARE_PAT = "answer.unshare"
    ANSWERS_PAGE = "answers.page"
    THOUGHTS_PAGE = "answers.thoughts_page"

    # Limits, and asking for more room.

    # Ideas.
    IDEA_OPEN = "idea.open"
    IDEA_FROM_DECISION = "idea.from_decision"
    """This keeps happening because…; its value is the decision's id."""
    IDEA_LIST = "idea.list"
    IDEA_PAGE = "idea.page"
    IDEA_ME_TOO = "idea.me_too"
    IDEA_NOT_ME_TOO = "idea.not_me_too"
    IDEA_WITHDRAW = "idea.withdraw"
    IDEA_ANSWER = "idea.answer"
    IDEA_HAND = "idea.hand"

    # Causes, training, the line from leadership.
    CAUSES = "cause.list"
    CAUSE_TAKE = "cause.take"
    CAUSE_GIVE_BACK = "cause.give_back"
    CAUSE_CLOSE = "cause.close"
    CAUSE_CHANGE = "cause.change"
    TRAINING_LINK = "training.link"
    LINE = "leadership.line"


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
    GROUPS = "setup.groups"
    TEAM = "team"
    OFFLINE = "offline"
    PREFERENCES = "privacy.preferences"
    REMOVE_ME = "privacy.remove"
    HISTORY = "history"
    MESSAGE = "message"
    POLICIES = "policies"

    # The pledge, and what admins set about decisions.
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
    DECISIONS = "decision.list"

    # Answers.
    THOUGHT = "answer.thought"
    TALK = "answer.talk"
    READ_THOUGHT = "answer.read"
    SHARE_PAT = "answer.share"

    # Limits.

    # Ideas.
    IDEA = "idea"
    IDEAS = "idea.list"
    IDEA_ANSWER = "idea.answer"
    IDEA_HAND = "idea.hand"

    # Causes, training, the line from leadership.
    CAUSES = "causes"
    CAUSE_CLOSE = "cause.close"
    CAUSE_CHANGE = "cause.change"
    TRAINING_LINK = "training.link"
    LINE = "leadership.line"


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
    REASON = "reason"
    CIRCLE = "circle"
    ALWAYS = "always"
    SEARCH = "search"
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
    NAME = "name"
    HANDLE = "handle"
    SITE = "site"
    GONE = "gone"
    GROUPS = "groups"
    PAST = "past"
    RECEIPTS = "receipts"
    QUIET_FROM = "quiet_from"
    QUIET_UNTIL = "quiet_until"
    WORDS_ONLY = "words_only"
    AGREED = "agreed"

    # The pledge, and what admins set about decisions.
    PLEDGE_TEXT = "pledge_text"
    SIGNER = "signer"
    SIGNER_TITLE = "signer_title"

    # Decisions.
    SITUATION = "situation"
    CATEGORY = "category"
    AMOUNT = "amount"
    CAUSE = "cause"
    OTHER_CAUSE = "other_cause"
    FIX = "fix"
    DECIDED_ON = "decided_on"
    PEER = "peer"
    ON_THEIR_OWN = "on_their_own"

    # Answers.
    GOOD = "good"
    CONSIDER = "consider"
    SUBJECT = "subject"
    LINE = "line"
    TALK_AT = "talk_at"
    REPLY = "reply"

    # Limits.

    # Ideas.
    IDEA = "idea"
    IDEA_NAMED = "idea_named"
    IDEA_STEP = "idea_step"
    IDEA_SAID = "idea_said"
    IDEA_KEEPER = "idea_keeper"
    IDEA_SURE = "idea_sure"

    # Causes, training, the line from leadership.
    WHAT_CHANGED = "what_changed"
    CAUSE_NAME = "cause_name"
    SAME_CAUSE = "same_cause"
    CAUSE_OWNER = "cause_owner"
    TRAINING_LINK = "training_link"
    LEADERSHIP_LINE = "leadership_line"
    WEEK = "week"
