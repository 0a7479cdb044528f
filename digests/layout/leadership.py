"""The leadership's digest as Slack blocks."""

from collections.abc import Iterator

from slack_sdk.models.blocks import ActionsBlock, Block

from digests.layout.building import context, section, see_ideas
from digests.layout.templating import mrkdwn
from digests.pages import LeadershipPage


def leadership(page: LeadershipPage) -> Iterator[Block]:
    yield section(mrkdwn("leadership", "headline", page))
    yield section(mrkdwn("leadership", "trend", page))
    if page.teams or page.teams_more:
        yield section(mrkdwn("leadership", "teams", page))
    if page.causes:
        yield section(mrkdwn("leadership", "causes", page))
    if page.ideas:
        yield ActionsBlock(elements=[see_ideas()])
    if page.story:
        yield section("*A story worth telling*\n" + mrkdwn("story", "story", page.story))
    yield context(mrkdwn("leadership", "footer", page))
