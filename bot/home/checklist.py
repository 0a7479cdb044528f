"""On an admin's Home: what is still to set up, until it is done or hidden."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block
from sqlalchemy.orm import Session

from bot.home import Visitor, header
from bot.ids import ActionId
from bot.replies import setup as replies
from bot.slack import manifest
from bot.surfaces.message import button
from bot.surfaces.text import count, section
from bot.surfaces.workspace.setup import choices
from models.workspace import onboarding
from models.workspace.onboarding import Progress

HERE = "checklist"


def checklist(session: Session, visitor: Visitor) -> Sequence[Block]:
    """What everybody needs, with a button each; and what else there is."""
    if not visitor.admin or onboarding.is_hidden(session, visitor.workspace_id, visitor.slack_user_id):
        return []
    return drawn(onboarding.progress(session, visitor.workspace_id))


def drawn(progress: Progress) -> list[Block]:
    if progress.done:
        return []
    hide = button("Hide this", ActionId.HIDE_CHECKLIST, HERE)
    more = section("\n".join(["*And when you like*", _values(progress), _pledge(progress), *_granted(progress)]))
    pledge = [] if progress.pledged else [button("The pledge…", ActionId.PLEDGE_OPEN, HERE, part=HERE)]
    return [header("Still to set up"), *choices(progress, HERE), more, ActionsBlock(elements=[*pledge, hide])]


def _values(progress: Progress) -> str:
    if progress.values:
        return f"✓ {count(progress.values, 'value', 'values')} of your company can be named in a pat."
    return "• A pat can name a value of your company: none is set yet. *Change policies*, below, has them."


def _pledge(progress: Progress) -> str:
    if progress.pledged:
        return "✓ The pledge is signed: decisions are on."
    return "• Decisions are off until a leader signs the pledge: one in good faith costs nobody their job or money."


def _granted(progress: Progress) -> list[str]:
    """What Slack was asked for besides, once it is known."""
    if progress.scopes is None:
        return []
    reading = set(manifest.READING) <= progress.scopes
    profiles = set(manifest.PROFILES) <= progress.scopes
    return [
        replies.READING_ON if reading else replies.READING_OFF,
        replies.PROFILES_ON if profiles else replies.PROFILES_OFF,
    ]
