"""Digests as Slack blocks. A page's strings are escaped here, all of them, before a template sees one."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from digests.actions import DigestAction, numbered
from digests.layout.building import BUTTON, context, give, header, section, see_ideas
from digests.layout.leadership import leadership
from digests.layout.personal import personal
from digests.layout.templating import mrkdwn
from digests.pages import LeadershipPage, LeadPage, Page, PersonalPage, TeamPage
from models import words

T = TypeVar("T")


def build(page: Page) -> list[dict[str, Any]]:
    return [block.to_dict() for block in (header(page.title), *_blocks(escaped(page)))]


def _blocks(page: Page) -> Iterator[Block]:
    match page:
        case LeadPage():
            return _lead(page)
        case LeadershipPage():
            return leadership(page)
        case PersonalPage():
            return personal(page)
    return _team(page)


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
    yield section(mrkdwn("team", "headline", page))
    if page.line:
        yield section(mrkdwn("line", "line", page.line))
    for story in page.stories:
        yield section(mrkdwn("story", "story", story))
    if page.did:
        yield section(mrkdwn("team", "did", page))
    if footer := mrkdwn("team", "footer", page):
        yield context(footer)
    yield ActionsBlock(elements=[give()])


def _lead(page: LeadPage) -> Iterator[Block]:
    yield section(mrkdwn("lead", "headline", page))
    if page.line:
        yield section(mrkdwn("line", "line", page.line))
    if page.answers or page.ideas:
        yield ActionsBlock(elements=[*_answers(page), *([see_ideas()] if page.ideas else [])])
    if page.answers_more:
        yield context(page.answers_more)
    if page.quiet:
        yield ActionsBlock(elements=[give()])
    if page.look_out:
        yield section(f"*{page.look_out_title}*")
    for n, out in enumerate(page.look_out, start=1):
        yield section(mrkdwn("lead", "look_out", out), give(n, out))
    if page.look_out_more:
        yield context(page.look_out_more)
    if page.story:
        yield section("*A story worth sharing*\n" + mrkdwn("story", "story", page.story))
    yield context(mrkdwn("lead", "footer", page))


def _answers(page: LeadPage) -> Iterator[ButtonElement]:
    for n, one in enumerate(page.answers, start=1):
        label = words.cut_plain(f"Answer {words.unescape(one.who)}", BUTTON)
        yield ButtonElement(
            text=label, action_id=numbered(DigestAction.ANSWER, n), value=str(one.decision), style="primary"
        )
