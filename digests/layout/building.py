"""What all audiences' blocks are built of. Strings are escaped already."""

from uuid import UUID

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
    spoken = f"Give a pat to {out.who}" if out else ""
    return button("Give a pat", DigestAction.GIVE, n, out.member if out else None, spoken=spoken)


def button(
    label: str, action: DigestAction, n: int, value: UUID | str | None, *, spoken: str = "", primary: bool = False
) -> ButtonElement:
    """`spoken` says it to those who hear the page instead of seeing it, where several read alike."""
    return ButtonElement(
        text=words.cut_plain(words.unescape(label), BUTTON),
        action_id=numbered(action, n),
        value=str(value) if value else None,
        style="primary" if primary else None,
        accessibility_label=words.cut(words.unescape(spoken), BUTTON) if spoken else None,
    )


def _mrkdwn(said: str) -> MarkdownTextObject:
    return MarkdownTextObject(text=words.cut(said, SECTION), verbatim=True)
