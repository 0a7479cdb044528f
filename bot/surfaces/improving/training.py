"""Training signals: a subject and a count, and the form that attaches what there is to learn. Never a name."""

from typing import Any

from slack_sdk.models.blocks import ActionsBlock

from bot.ids import ActionId, BlockId, ViewId
from bot.surfaces.message import Message, button
from bot.surfaces.text import SECTION, section
from bot.surfaces.views import note, text_field, view
from models import words
from models.improving.training import WITHIN_DAYS, Signal
from models.limits import Category
from models.limits.categories import LONGEST_LINK

SEEN_BY = "Seen by leads and admins. It counts in fives and a day late, so that it points at nobody."


def signal(about: Signal, *, admin: bool) -> Message:
    """To a lead; an admin can attach what there is to learn."""
    text = f"{line(about)}\nMaybe the subject wants explaining to everyone."
    attach = button("Attach a link…", ActionId.TRAINING_LINK, str(about.category_id))
    actions = [ActionsBlock(elements=[attach])] if admin else []
    text = words.cut(text, SECTION)
    return Message(text, (section(text), *actions, note(SEEN_BY)))


def line(about: Signal) -> str:
    """What there is to say of it."""
    subject = words.from_plain(about.subject)
    link = f" <{words.from_plain(about.link)}|What there is to learn>." if about.link else ""
    people = "five" if about.people == 5 else about.people
    return f"*{subject}*: {people} people or more heard a thought on it in the last {WITHIN_DAYS} days.{link}"


def link_form(category: Category) -> dict[str, Any]:
    """To an admin."""
    blocks = [
        section(f"*{words.from_plain(category.name)}*"),
        text_field(
            BlockId.TRAINING_LINK,
            "Link to what there is to learn",
            "https://wiki.example.com/refunds",
            initial=category.training_url or "",
            optional=True,
            multiline=False,
            longest=LONGEST_LINK,
            hint="Empty takes it away.",
        ),
        note("It stands beside the limits on this subject, and beside what leads read about it."),
    ]
    return view(ViewId.TRAINING_LINK, "Training", blocks, submit="Save", metadata=str(category.id))
