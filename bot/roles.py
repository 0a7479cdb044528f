"""The table of role × thing, made from what is registered. `docs/roles.md` holds it; `backpat roles` prints it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.delivery.readers import READERS
from bot.ids import COMMAND
from bot.listeners import actions, commands, forms, home, shortcuts
from bot.listeners.registry import Who

ROLES = ("Anyone else", "Giver", "Receiver", "Their lead", "Who decided", "Who answers", "Signer", "Admin")
MAY: dict[Who, tuple[str, ...]] = {
    Who.EVERYONE: ("yes",) * 8,
    Who.THEMSELVES: ("own",) * 8,
    Who.OTHERS: ("yes", "–", "–", "yes", "yes", "yes", "yes", "yes"),
    Who.NOT_ITS_GIVER: ("yes", "–", "yes", "yes", "yes", "yes", "yes", "yes"),
    Who.GIVER: ("–", "yes", "–", "–", "–", "–", "–", "–"),
    Who.RECEIVER: ("–", "–", "yes", "–", "–", "–", "–", "–"),
    Who.LEAD: ("–", "–", "–", "yes", "–", "–", "–", "–"),
    Who.LEAD_OR_ADMIN: ("–", "–", "–", "yes", "–", "–", "–", "yes"),
    Who.ANY_LEAD: ("–", "–", "–", "yes", "–", "–", "–", "yes"),
    Who.ADMIN: ("–", "–", "–", "–", "–", "–", "–", "yes"),
    Who.INVOLVED: ("–", "yes", "yes", "–", "–", "–", "–", "yes"),
    Who.DECIDER: ("–", "–", "–", "–", "yes", "–", "–", "–"),
    Who.ANSWERER: ("–", "–", "–", "–", "–", "yes", "–", "–"),
    Who.THE_TWO: ("–", "–", "–", "–", "yes", "yes", "–", "–"),
    Who.SIGNER: ("–", "–", "–", "–", "–", "–", "yes", "–"),
    Who.ANSWERER_OR_ADMIN: ("–", "–", "–", "–", "–", "yes", "–", "yes"),
    Who.A_LEAD: ("–", "–", "–", "yes", "–", "–", "–", "–"),
    Who.CAUSE_OWNER: ("–", "–", "–", "–", "–", "–", "–", "yes"),
    Who.READER: ("–", "–", "–", "–", "–", "–", "–", "–"),
    Who.ADMIN_OR_SIGNER: ("–", "–", "–", "–", "–", "–", "yes", "yes"),
}
"""What stands below each of `ROLES`; “own” is about nobody but oneself."""
PAGE = """\
# Who may do what

Each command, button, form, shortcut, message and part of Home, with the roles that may use or read it. `backpat roles`
prints this page from what is registered, and a test fails when it differs or when something is registered nowhere.

* Roles are looked up at every request. That a button was once drawn proves nothing: whoever presses a forged or old one
  is told privately that it isn't theirs, and nothing changes. A test presses every one of them as everyone else.
* One person may have several roles: a lead gives pats and is given some. *Giver* is also who gave on behalf of someone
  without Slack. *Their lead* is whoever leads a receiver, or the people in question, now. “own” is about oneself alone.
* Whoever is a guest, in another company or has left does less, by what an admin set, and never more.
* Nobody of another workspace can do or read anything, whatever ids they send.
* Whom an admin named as a reader of the leadership’s digest reads that, whatever else they are: no role stands for it.
* What one may read of a pat also depends on who its receivers let see it.

"""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is registered. `what` goes on after "… may"."""

    kind: str
    name: str
    who: Who
    what: str


def rows() -> Iterator[Row]:
    """Everything that is registered."""
    for verb, command in commands.VERBS.items():
        yield Row("command", f"{COMMAND} {verb}", command.who, command.what)
    for kind, registered in (("button", actions.BUTTONS), ("form", forms.FORMS), ("shortcut", shortcuts.SHORTCUTS)):
        for name, entry in registered.items():
            yield Row(kind, str(name), entry.who, entry.what)
    for purpose, (who, what) in READERS.items():
        yield Row("message", str(purpose), who, what)
    for section in home.SECTIONS:
        yield Row("Home", section.handler.__name__, section.who, section.what)


def page() -> str:
    """The document."""
    head = ["|  | may | " + " | ".join(ROLES) + " |", "|---|---|" + "---|" * len(ROLES)]
    return PAGE + "\n".join([*head, *(_line(row) for row in rows())]) + "\n"


def _line(row: Row) -> str:
    return f"| {row.kind} `{row.name}` | {row.what} | " + " | ".join(MAY[row.who]) + " |"
