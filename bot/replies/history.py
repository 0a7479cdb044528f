"""What one's own history says: its labels, its empty pages, and what became of sharing."""

from bot.surfaces.message import Message
from bot.surfaces.text import in_words, mention
from models import words
from models.kudos.cards import Page
from models.kudos.histories import Which
from models.storage.requests import Outcome

TITLE = "Your pats"
LISTS = {Which.RECEIVED: "Given to you", Which.GIVEN: "Given by you", Which.KEPT: "Kept"}
SEARCH = "Search your pats"
SEARCH_HINT = "Words, or a name; then Enter"
SHARE = "Your lead gets a message with it, once, outside of their quiet hours."
NOTHING_YET = "Nothing yet. The first one often comes after you gave one."
GONE = Message("That pat was taken back, or isn’t one of yours any more.")
_EMPTY = {
    Which.RECEIVED: "Nobody has given you one yet. The first one often comes after you gave one.",
    Which.GIVEN: "You haven’t given one yet. Who made a good call lately?",
    Which.KEPT: "Nothing kept yet. *Keep* beside a pat puts it here, so that you find it before a review.",
}


def range_of(page: Page, which: Which, search: str) -> str:
    """ "11–20 of 37 given to you, with “refund”"."""
    first, last = page.offset + 1, page.offset + len(page.cards)
    these = str(first) if first == last else f"{first}–{last}"
    said = f", with “{words.from_plain(search)}”" if search else ""
    return f"{these} of {page.total:,} {LISTS[which].casefold()}{said}, newest first"


def empty(which: Which, search: str) -> str:
    if not search:
        return _EMPTY[which]
    where = LISTS[which].casefold()
    return f"None of those {where} holds “{words.from_plain(search)}”. Try fewer words, or look in the other lists."


def shared(outcome: Outcome) -> Message:
    """To the receiver who shares it."""
    leads = in_words([mention(one) for one in outcome.get("leads", [])])
    return Message(
        {
            "shared": f"Shared with {leads}, in a message, outside of their quiet hours.",
            "already": f"That pat was shared with {leads} already. Nothing was sent.",
            "knows": f"That pat is from or for {leads}: no need to share it. Nothing was sent.",
            "no_lead": "Nobody is set down as your lead, so nothing was sent. Ask an admin, or your lead, to say who "
            "is in their team; or show it to them from here.",
            "private": "That pat was said in private, or somebody else in it keeps it to fewer people, so I didn’t "
            "send it. Ask them, or tell your lead about it yourself.",
        }.get(outcome["code"], GONE.text)
    )
