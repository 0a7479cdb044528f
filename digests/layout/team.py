"""A team's digest as Slack blocks. The page is escaped."""

from collections.abc import Iterator

from slack_sdk.models.blocks import ActionsBlock, Block

from digests.layout.building import context, give, section
from digests.layout.templating import mrkdwn
from digests.pages import TeamPage


def team(page: TeamPage) -> Iterator[Block]:
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
