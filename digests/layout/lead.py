"""A lead's digest as Slack blocks: one phone screen, with what waits on top and the rest behind a button.

The page is escaped.
"""

from collections.abc import Iterator
from uuid import UUID

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from digests.actions import DigestAction
from digests.layout.building import button, context, give, section, see_ideas
from digests.layout.templating import mrkdwn
from digests.pages import AnswerPage, LeadPage
from digests.pages.looking_out import Do, LookOutPage, further, heading

THINGS = 3
"""To do, in a message: decisions to answer, and when those are fewer, people to look out for."""


def lead(page: LeadPage, run: UUID | None) -> Iterator[Block]:
    """In a message of `run`, what is more than a screen is behind a button; otherwise all is there."""
    shown = page.look_out[: max(0, THINGS - len(page.answers))] if run else page.look_out
    yield section(mrkdwn("lead", "headline", page))
    if page.line:
        yield section(mrkdwn("line", "line", page.line))
    yield from _answers(page)
    yield from _asked(page)
    if page.quiet and not page.answers:
        yield ActionsBlock(elements=[give()])
    yield from _look_out(page, shown)
    if page.story:
        yield section("*A story worth sharing*\n" + mrkdwn("story", "story", page.story))
    yield context(mrkdwn("lead", "footer", page))
    if run and len(shown) < len(page.look_out):
        yield ActionsBlock(elements=[button("More", DigestAction.MORE, 0, run, spoken="More about your team’s week")])


def _answers(page: LeadPage) -> Iterator[Block]:
    """Each with what was decided and the three answers; without, they open it."""
    for n, one in enumerate(page.answers, start=1):
        if one.choice:
            yield section(mrkdwn("lead", "answer", one))
            yield ActionsBlock(elements=list(_three(n, one)))
    opened = [_open(n, one) for n, one in enumerate(page.answers, start=1) if not one.choice]
    if opened:
        yield ActionsBlock(elements=opened)
    if said := " ".join(filter(None, (page.answered, page.minutes, page.answers_more))):
        yield context(f"_{said}_")


def _three(n: int, one: AnswerPage) -> Iterator[ButtonElement]:
    about = f"{one.who}’s decision of {one.since}"
    yield button("Pat", DigestAction.PAT, n, one.decision, spoken=f"Pat: {about}", primary=True)
    yield button("A thought…", DigestAction.THOUGHT, n, one.decision, spoken=f"A pat and a thought: {about}")
    yield button("Let’s talk", DigestAction.TALK, n, one.decision, spoken=f"Let’s talk: {about}")


def _open(n: int, one: AnswerPage) -> ButtonElement:
    return button(f"Answer {one.who}", DigestAction.ANSWER, n, one.decision, primary=True)


def _asked(page: LeadPage) -> Iterator[Block]:
    """More room, and ideas."""
    if said := " ".join(filter(None, (page.room, page.ideas))):
        yield section(said)
        look = [button("Look", DigestAction.ROOM, 0, "digest", spoken="Look at who asks for more room")]
        see = [see_ideas()]
        yield ActionsBlock(elements=[*(look if page.room else []), *(see if page.ideas else [])])


def _look_out(page: LeadPage, shown: tuple[LookOutPage, ...]) -> Iterator[Block]:
    if shown:
        yield section(f"*{heading(len(shown))}*")
    for n, out in enumerate(shown, start=1):
        yield section(mrkdwn("lead", "look_out", out), _act(n, out, page))
    hidden = len(page.look_out) - len(shown)
    if said := page.look_out_unnamed or further(page.look_out_left + hidden, len(shown)):
        yield context(said)


def _act(n: int, out: LookOutPage, page: LeadPage) -> ButtonElement | None:
    """What fits; of a decision that is on top already, nothing."""
    if out.do == Do.ANSWER:
        above = any(one.decision == out.subject for one in page.answers)
        return None if above else button("Answer", DigestAction.ANSWER, 10 + n, out.subject, spoken=f"Answer {out.who}")
    if out.do == Do.JOIN:
        return button("Add my pat", DigestAction.JOIN, n, out.subject, spoken=f"Add my pat for {out.who}")
    return give(n, out) if out.do == Do.GIVE else None
