"""The giving board in words; and what is said where there is none."""

from collections.abc import Sequence

from bot.surfaces.message import Message
from bot.surfaces.text import count, in_words, person, section
from bot.surfaces.views import note
from models.kudos.board import Board, Place
from models.people.members import Member
from models.zones import zone_of

TITLE = "Giving board"
RULES = (
    "Counted are pats that everyone can see, said in the open, less those taken back; each once, however many "
    "people it is for. Who wants words only isn’t on it."
)


def board(found: Board) -> Message:
    """The whole of it; the reader's own place is theirs alone to see."""
    text = _listed(found, found.places)
    zone = f"The month is that of {zone_of(found.zone)}, for everybody."
    return Message(f"*{TITLE}*\n{text}", (section(f"*{TITLE}*\n{text}"), note(f"{RULES} {zone}")))


def short(found: Board, most: int) -> str:
    return _listed(found, found.places[:most])


def off(admins: Sequence[Member]) -> Message:
    """There is no board."""
    named = [f"<@{one.slack_user_id}>" for one in admins[:3] if one.slack_user_id]
    who = in_words([*named, *(["other admins"] if len(admins) > 3 else [])]) or "An admin"
    return Message(
        f"There is no giving board here. {who} can turn it on, under *Policies* on their Home tab. "
        "What you gave yourself is in `/pat history`."
    )


def _listed(found: Board, places: Sequence[Place]) -> str:
    month = f"{found.start.astimezone(zone_of(found.zone)):%B %Y}"
    if not places:
        return f"Nobody has given a pat in {month} yet. Who made a good call?"
    lines = [f"{one.rank}. {person(one.person)}: {count(one.pats, 'pat', 'pats')}" for one in places]
    return "\n".join([f"Given in {month}:", *lines, *_own(found, places)])


def _own(found: Board, shown: Sequence[Place]) -> list[str]:
    if found.words_only:
        return ["_You asked for words only, so you aren’t on it._"]
    if found.mine is None or found.mine in shown:
        return []
    return [f"_and you: {ordinal(found.mine.rank)} with {found.mine.pats} (only you see this line)_"]


def ordinal(number: int) -> str:
    """ "1st", "2nd", "3rd", "11th"."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number:,}{ending}"
