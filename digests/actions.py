"""Ids of the buttons in digests. They outlive deployments: an id is never reused, and an old one stays handled.

Several buttons of one message may do the same thing, and Slack wants their ids unique: after the action comes `:n`.
"""

from enum import StrEnum


class DigestAction(StrEnum):
    GIVE = "digest.give"
    """Open the form. `value` is the id of the member it is for; without one the form asks."""
    ANSWER = "answer.open"
    """Open the form that answers a decision. `value` is the decision's id."""
    PAT = "answer.pat"
    """Answer it at once; `value` is the decision's id, as of the next two, which open forms."""
    THOUGHT = "answer.thought"
    TALK = "answer.talk"
    JOIN = "kudos.boost"
    """Add one's pat to a kudos; `value` is its id."""
    IDEAS = "idea.list"
    """Open the list of ideas."""
    KEEP = "kudos.keep"
    """Keep a pat at hand. `value` is its id."""
    SHARE = "history.share"
    """Show a pat to one's lead. `value` is its id."""
    STOP_MONTHLY = "personal.stop"
    """No digest of one's own month any more."""
    CHART = "digest.chart"
    """Send its lead the pictures of a digest. `value`: the end of its period (seconds since 1970), or "now".

    After "now:" which of their people: "tree", or a team's id.
    """
    ROOM = "digest.room"
    """Open what people ask for: more room to decide."""
    MORE = "digest.more"
    """Open the whole of a digest. `value` is the run's id."""


def numbered(action: DigestAction, n: int) -> str:
    return f"{action}:{n}"


def parse(action_id: str) -> DigestAction | None:
    """The action of a button's id; None when it is none of a digest's."""
    name = action_id.partition(":")[0]
    return DigestAction(name) if name in set(DigestAction) else None
