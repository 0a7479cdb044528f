"""Somebody's own month as Slack blocks: each pat with buttons to keep or share it."""

from collections.abc import Iterator

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from digests.actions import DigestAction, numbered
from digests.layout.building import BUTTON, context, give, section
from digests.layout.templating import mrkdwn
from digests.pages import OwnPage, PersonalPage
from models import words


def personal(page: PersonalPage) -> Iterator[Block]:
    yield section(mrkdwn("personal", "headline", page))
    for n, pat in enumerate(page.pats, start=1):
        yield section(mrkdwn("personal", "pat", pat))
        yield ActionsBlock(elements=[_keep(n, pat), _share(n, pat)])
    if page.more or page.values:
        yield context(mrkdwn("personal", "more", page))
    stop = ButtonElement(text="Stop these", action_id=numbered(DigestAction.STOP_MONTHLY, 0), value="digest")
    yield ActionsBlock(elements=[give(), stop])
    yield context(mrkdwn("personal", "footer", page))


def _keep(n: int, pat: OwnPage) -> ButtonElement:
    return _button("Keep it", DigestAction.KEEP, n, pat)


def _share(n: int, pat: OwnPage) -> ButtonElement:
    return _button("Share with my lead", DigestAction.SHARE, n, pat)


def _button(label: str, action: DigestAction, n: int, pat: OwnPage) -> ButtonElement:
    spoken = words.cut(f"{label}: from {words.unescape(pat.giver)}, {pat.on}", BUTTON)
    return ButtonElement(text=label, action_id=numbered(action, n), value=str(pat.kudos), accessibility_label=spoken)
