"""Digests as Slack blocks. A page's strings are escaped here, all of them, before a template sees one."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from digests.actions import DigestAction, numbered
from digests.layout.templating import mrkdwn
from digests.pages import LeadPage, LookOutPage, Page, TeamPage
from models import words

SECTION = 3000
HEADER = 150
BUTTON = 75

T = TypeVar("T")


def build(page: Page) -> list[dict[str, Any]]:
    made = _lead(escaped(page)) if isinstance(page, LeadPage) else _team(escaped(page))
    return [block.to_dict() for block in (_header(page.title), *made)]


def escaped(value: T) -> T:
    """The same page with `&`, `<` and `>` escaped in every string: nothing in it can mention or call anyone."""
    if isinstance(value, str):
        return words.from_plain(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(map(escaped, value))  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: escaped(getattr(value, field.name)) for field in fields(value)})
    return value


def _team(page: TeamPage) -> Iterator[Block]:
    yield _section(mrkdwn("team", "headline", page))
    if page.line:
        yield _section(mrkdwn("line", "line", page.line))
    for story in page.stories:
        yield _section(mrkdwn("story", "story", story))
    if page.did:
        yield _section(mrkdwn("team", "did", page))
    if footer := mrkdwn("team", "footer", page):
        yield _context(footer)
    yield ActionsBlock(elements=[_give()])


def _lead(page: LeadPage) -> Iterator[Block]:
    yield _section(mrkdwn("lead", "headline", page))
    if page.line:
        yield _section(mrkdwn("line", "line", page.line))
    if page.answers or page.ideas:
        yield ActionsBlock(elements=[*_answers(page), *([_see_ideas()] if page.ideas else [])])
    if page.answers_more:
        yield _context(page.answers_more)
    if page.quiet:
        yield ActionsBlock(elements=[_give()])
    if page.look_out:
        yield _section(f"*{page.look_out_title}*")
    for n, out in enumerate(page.look_out, start=1):
        yield _section(mrkdwn("lead", "look_out", out), _give(n, out))
    if page.look_out_more:
        yield _context(page.look_out_more)
    if page.story:
        yield _section("*A story worth sharing*\n" + mrkdwn("story", "story", page.story))
    yield _context(mrkdwn("lead", "footer", page))


def _answers(page: LeadPage) -> Iterator[ButtonElement]:
    for n, one in enumerate(page.answers, start=1):
        label = words.cut_plain(f"Answer {words.unescape(one.who)}", BUTTON)
        yield ButtonElement(
            text=label, action_id=numbered(DigestAction.ANSWER, n), value=str(one.decision), style="primary"
        )


def _see_ideas() -> ButtonElement:
    return ButtonElement(text="See the ideas", action_id=numbered(DigestAction.IDEAS, 0), value="digest")


def _give(n: int = 0, out: LookOutPage | None = None) -> ButtonElement:
    """The button says for whom to those who hear the page instead of seeing it."""
    label = words.cut(f"Give a pat to {words.unescape(out.who)}", 75) if out else None
    return ButtonElement(
        text="Give a pat",
        action_id=numbered(DigestAction.GIVE, n),
        value=str(out.member) if out else None,
        accessibility_label=label,
    )


def _header(title: str) -> Block:
    return HeaderBlock(text=PlainTextObject(text=words.cut(title, HEADER)))


def _section(said: str, button: ButtonElement | None = None) -> Block:
    return SectionBlock(text=_mrkdwn(said), accessory=button)


def _context(said: str) -> Block:
    return ContextBlock(elements=[_mrkdwn(said)])


def _mrkdwn(said: str) -> MarkdownTextObject:
    return MarkdownTextObject(text=words.cut(said, SECTION), verbatim=True)
