"""What all audiences' blocks are built of. Strings are escaped already."""

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from digests.actions import DigestAction, numbered
from digests.pages import LookOutPage
from models import words

SECTION = 3000
HEADER = 150
BUTTON = 75


def header(title: str) -> Block:
    return HeaderBlock(text=PlainTextObject(text=words.cut(title, HEADER)))


def section(said: str, button: ButtonElement | None = None) -> Block:
    return SectionBlock(text=_mrkdwn(said), accessory=button)


def context(said: str) -> Block:
    return ContextBlock(elements=[_mrkdwn(said)])


def see_ideas() -> ButtonElement:
    return ButtonElement(text="See the ideas", action_id=numbered(DigestAction.IDEAS, 0), value="digest")


def give(n: int = 0, out: LookOutPage | None = None) -> ButtonElement:
    """The button says for whom to those who hear the page instead of seeing it."""
    label = words.cut(f"Give a pat to {words.unescape(out.who)}", BUTTON) if out else None
    return ButtonElement(
        text="Give a pat",
        action_id=numbered(DigestAction.GIVE, n),
        value=str(out.member) if out else None,
        accessibility_label=label,
    )


def _mrkdwn(said: str) -> MarkdownTextObject:
    return MarkdownTextObject(text=words.cut(said, SECTION), verbatim=True)
