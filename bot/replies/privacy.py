"""What each person decides, and what is held about them: told in plain words."""

from math import ceil

from bot.delivery.limits import Limits
from bot.surfaces.message import Message
from bot.surfaces.text import count
from models.people.members import Circle
from models.privacy.holdings import Holdings
from models.privacy.preferences import Preferences
from models.privacy.retention import Months
from models.storage.requests import Outcome

SEEN_BY = {
    Circle.EVERYONE: "everyone where it was said",
    Circle.TEAM: "your team, whoever leads you and the giver",
    Circle.LEAD: "you, whoever leads you and the giver",
}
WHO_SEES = (
    "*Who sees a pat that you are given*\n"
    "• _Everyone_: whoever can read the channel where it was said; it may be told in the weekly digest.\n"
    "• _My team_: those who share a lead or a team with you, your lead, whom you lead, and the giver. It stands in no "
    "channel, but on their Home.\n"
    "• _Me and my lead_: you, your lead and the giver. It stands in no channel.\n"
    "You choose, for each pat and for all. With several receivers, whoever wants it seen least decides. "
    "Nothing from a private channel or a direct message is shown outside of it unless its giver says so."
)
WHO_SEES_DECISIONS = (
    "*Who sees a decision that you log*\n"
    "• You and the one who answers it, until you share the pat on it. Your lead’s own lead sees how many wait, and "
    "nothing of them.\n"
    "• _Guidance_ is for its two people alone. It is sealed where it is stored: whoever holds the database *and* its "
    "key could still read it.\n"
    "• _A promise that wasn’t kept_ goes to whoever signed the pledge, and to nobody else.\n"
    "• _An idea_: everyone here can read it; if you chose so, not whose it is."
)
WHO_ELSE = (
    "*Who else could see it*\n"
    "• An admin of Backpat sees here what anyone sees, and pats that somebody reported. No list of yours.\n"
    "• Whoever runs the server or owns the database could read all of it: words are stored in plain text.\n"
    "• Slack’s owners may be able to export what was posted in Slack, by their plan, direct messages included.\n"
    "Nothing of it is sent to anyone else, and nothing in it counts against you."
)
EXPORTED = (
    "Here is everything that Backpat holds about you: a page to read, and the same for a machine. Only you see this."
)
ORDERED = "Your data is being put together. It comes as two files in your messages with me, in a minute or so."
ALREADY = "Your data is being put together already. It comes as two files in your messages with me."
REMOVE = (
    "*This goes, and can’t be brought back*\n"
    "• your name, address and everything else that says who you are, in every record;\n"
    "• every word you wrote here, and every word of pats that were for you alone;\n"
    "• decisions you logged, your ideas, and guidance from you or to you;\n"
    "• your name in what others wrote, where Slack marked it as yours or it stands in full;\n"
    "• my messages to you, and pats of yours in channels.\n"
    "*This stays*: that a pat was given on that day, by or for “someone who left Backpat”; and limits you wrote, "
    "without your name.\n"
    "What was read was read. Backups of the server may hold it until they are replaced, and Slack’s own copies are "
    "Slack’s. As long as you are in this Slack, I find your name in its directory again, as everyone’s, with "
    "nothing of before. Files you exported stay where you keep them."
)
REMOVING = (
    "Your data is being removed. You are out already; words and messages follow within minutes, "
    "longer if there are many. Thank you for the pats you gave."
)
NOTHING_HELD = "Nothing is held about you, so there was nothing to remove."
AGREE_FIRST = "Tick this to go on. Nothing was removed."
NOTHING_CHANGED = "Nothing was different, so nothing was changed."


def holds(held: Holdings) -> str:
    """The figures of one person."""
    things = [
        count(held.received, "pat", "pats") + " you were given",
        f"{held.given} you gave",
        f"{held.boosts} you joined",
        *([count(held.decisions, "decision", "decisions") + " you logged"] if held.decisions else []),
        *([count(held.answers, "answer", "answers") + " you gave to decisions"] if held.answers else []),
        *([count(held.ideas, "idea", "ideas")] if held.ideas else []),
        *([f"{held.reactions} emoji you reacted with"] if held.reactions else []),
        *([count(held.drafts, "draft", "drafts")] if held.drafts else []),
        *([count(held.reports, "report", "reports") + " you made"] if held.reports else []),
        f"{count(held.messages, 'record', 'records')} of messages to you",
    ]
    return (
        f"*What I hold about you*\n{', '.join(things)}; your name, e-mail address, zone and role from Slack’s "
        "directory; your settings; whom you report to and which teams you are in, with dates. "
        "No message of yours beyond these."
    )


def kept(months: Months) -> str:
    """How long what is kept."""
    return (
        f"*For how long*\nPats, ideas, and all that belongs to them: {_for(months.pats)}. Decisions, with answers and "
        f"guidance: {_for(months.decisions)}. Records of messages that failed, and of requests: 90 days. "
        "Drafts: a day. Backups: as long as whoever runs the server keeps them."
    )


def _for(months: int) -> str:
    return count(months, "month", "months") if months else "for ever"


def saved(outcome: Outcome, chosen: Preferences, *, past: bool) -> str:
    """Each change in a sentence."""
    if outcome["code"] == "too_quiet":
        return too_quiet(outcome)
    told = {
        "circle": f"Pats to come are seen by {SEEN_BY[chosen.circle]}.",
        "receipts": "You get a message when you are given a pat, at most one an hour."
        if chosen.receipts
        else "No more messages when you are given a pat: pats wait on your Home tab.",
        "quiet": f"No message comes from {chosen.quiet_from:02}:00 to {chosen.quiet_until:02}:00 of your day."
        if chosen.is_quiet
        else "No quiet hours: messages come at any hour.",
        "words_only": "You are left out of the giving board, and of whatever else counts pats."
        if chosen.words_only
        else "You are counted on the giving board again.",
        "nudges": "You are told, seldom, when somebody of yours goes without a thank-you for three weeks."
        if chosen.nudges
        else "No more nudges about your people; `/pat gaps` stays.",
        "monthly": "Once a month you get what was said about you, in a message to you alone."
        if chosen.monthly
        else "No more message about your month.",
    }
    sentences = [told[name] for name in outcome["changed"]] + ([_past(outcome, chosen)] if past else [])
    return "\n".join(["*Saved.*", *sentences]) if sentences else NOTHING_CHANGED


def _past(outcome: Outcome, chosen: Preferences) -> str:
    if chosen.circle == Circle.EVERYONE:
        return "Pats of before stay as they are: nothing is ever shown to more people than it was."
    if not outcome["kudos"]:
        return "No pat of before was seen by more people than that."
    pats = count(outcome["kudos"], "pat", "pats")
    minutes = ceil(outcome["messages"] / Limits().changes_per_minute)
    messages = count(outcome["messages"], "message", "messages")
    out = f" {messages} in channels will be removed, within {count(minutes, 'minute', 'minutes')}" if minutes else ""
    follow = f"{out}; digests that tell of them follow." if out else " Digests that tell of them follow."
    return f"{pats} of before: from now on seen by {SEEN_BY[chosen.circle]}.{follow} What was read was read."


def too_quiet(outcome: Outcome) -> str:
    hours = count(outcome["least"], "hour", "hours")
    return f"Leave at least {hours} in which messages may come. For none at all, choose no messages above."


def export_failed(reason: str) -> Message:
    why = f" (Slack said “{reason}”)" if reason else ""
    again = "Nothing was lost: `/pat privacy` starts it again"
    admin = "if it fails once more, whoever runs Backpat can make the files with `backpat export person`"
    return Message(f"The files with your data could not be sent{why}. {again}; {admin}.")
