"""On the Home of leads and admins: subjects that many heard a thought on; for admins, what there is to learn."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, Option, PlainTextObject, StaticSelectElement
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.ids import ActionId
from bot.surfaces.improving import training as surface
from bot.surfaces.text import section, sections
from bot.surfaces.views import note
from models.improving import training as signals
from models.limits import categories
from models.people import leads

MOST = 10


def training(session: Session, visitor: Visitor) -> Sequence[Block]:
    member = visitor.member
    if member is None or not (visitor.admin or leads.is_lead(session, member)):
        return []
    found = signals.current(session, visitor.workspace_id, visitor.now)[:MOST]
    menu = _menu(session, visitor.workspace_id) if visitor.admin else []
    if not found:
        return menu
    lines = [surface.line(one) for one in found]
    return [header("Worth explaining"), *sections(lines), note(surface.SEEN_BY), *menu]


def _menu(session: Session, workspace_id: int) -> list[Block]:
    """An admin's menu of subjects: choosing one opens the form for its link."""
    some = categories.in_use(session, workspace_id)[:100]
    options = [Option(value=str(one.id), text=PlainTextObject(text=one.name[:75])) for one in some]
    if not options:
        return []
    said = section("*Training*: a link to what there is to read or to learn about a subject.")
    placeholder = PlainTextObject(text="Attach training to a subject…")
    said.accessory = StaticSelectElement(action_id=ActionId.TRAINING_LINK, placeholder=placeholder, options=options)
    return [said]
