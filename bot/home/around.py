"""On Home: what was said around the visitor lately, of which they see what is theirs to see."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.home.history import read_it_all
from bot.ids import ActionId
from bot.surfaces.kudos import entries
from bot.surfaces.message import button
from bot.surfaces.text import section
from bot.surfaces.views import note
from models.kudos import around as nearby
from models.kudos.around import Around
from models.kudos.cards import Card
from models.people.members import Circle

PAGE = 5
TEAM = "Pats for the people in your teams, of the last 90 days. Each of them chose who sees theirs."
EVERYWHERE = "Pats that everyone here may see, of the last 90 days. Once you are in a team, it is your team’s."


def around(session: Session, visitor: Visitor) -> Sequence[Block]:
    """The newest five, and older ones."""
    if visitor.member is None:
        return []
    offset = visitor.number(ActionId.AROUND_PAGE)
    return drawn(nearby.around(session, member=visitor.member, most=PAGE, offset=offset, now=visitor.now), offset)


def drawn(found: Around, offset: int) -> list[Block]:
    if not (found.cards or offset):
        return []
    blocks: list[Block] = [header("Around you"), note(EVERYWHERE if found.everywhere else TEAM)]
    blocks += [block for card in found.cards for block in _entry(card)] or [section("_No more._")]
    return [*blocks, *_pager(found, offset)]


def _entry(card: Card) -> list[Block]:
    entry = section(entries.between(card))
    if card.circle == Circle.EVERYONE:
        spoken = f"Add my pat: the pat of {card.given_at:%-d %B} from {card.giver.name}"
        entry.accessory = button("Add my pat", ActionId.BOOST, str(card.id), part=card.id.hex, spoken=spoken)
    return [entry, *([ActionsBlock(elements=[read_it_all(card, "around")])] if entries.is_cut(card) else [])]


def _pager(found: Around, offset: int) -> list[Block]:
    steps = [("Newer", offset - PAGE)] if offset else []
    steps += [("Older", offset + PAGE)] if found.more else []
    elements = [
        button(label, ActionId.AROUND_PAGE, str(max(0, target)), part=label.casefold(), spoken=f"{label}, around you")
        for label, target in steps
    ]
    return [ActionsBlock(elements=elements)] if elements else []
