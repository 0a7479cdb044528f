"""The page of a channel. Pure."""

from dataclasses import dataclass

from digests import prose
from digests.collecting import TeamDigest
from digests.facts.improving import DidTold
from digests.pages.parts import LONGEST_PART, MOST, LinePage, StoryPage, all_of, line, said, story, values_seen
from digests.telling import Words
from models import words


@dataclass(frozen=True, slots=True)
class DidPage:
    """What was wanted, or what kept happening, and what was done about it."""

    label: str
    what: str
    done: str


@dataclass(frozen=True, slots=True)
class TeamPage:
    title: str
    headline: str
    people: str
    line: LinePage | None
    stories: tuple[StoryPage, ...]
    did: tuple[DidPage, ...]
    did_more: str
    more: str
    values: str


def team(digest: TeamDigest, told: Words) -> TeamPage | None:
    """None when nothing is left to tell. Counts that a vanished story makes wrong are left out."""
    stories = tuple(story(told.stories[id_], told) for id_ in digest.stories if id_ in told.stories)
    vanished = len(digest.stories) - len(stories)
    pats = max(0, digest.pats - vanished)
    did = _did(digest, told)
    from_above = line(digest, told)
    if not (pats or did or from_above):
        return None
    more = pats - len(stories)
    values = [name for id_, name in told.values.items() if id_ in digest.values]
    return TeamPage(
        title=f"Pats on the back, {prose.title(digest.period, digest.zone)}",
        headline=_headline(digest, pats, vanished, did),
        people="" if vanished or not pats else _people(digest),
        line=from_above,
        stories=stories,
        did=did[:MOST],
        did_more=f"And {prose.counted(len(did) - MOST, 'more', 'more')}." if len(did) > MOST else "",
        more=f"And {prose.counted(more, 'more pat', 'more pats')}." if more else "",
        values="" if vanished or not values else values_seen(values),
    )


def _did(digest: TeamDigest, told: Words) -> tuple[DidPage, ...]:
    """You said, we did. Whose an idea was is not told: it may be confidential."""
    ideas = [told.improving.ideas[id_] for id_ in digest.ideas if id_ in told.improving.ideas]
    causes = [told.improving.causes[id_] for id_ in digest.causes if id_ in told.improving.causes]
    wanted = [DidPage("You said", said(one.what, told), said(one.done, told)) for one in ideas]
    return (*wanted, *(DidPage("You kept running into", _plain(one), said(one.done, told)) for one in causes))


def _plain(cause: DidTold) -> str:
    return words.cut_plain(cause.what, LONGEST_PART)


def _headline(digest: TeamDigest, pats: int, vanished: int, did: tuple[DidPage, ...]) -> str:
    if pats:
        return prose.counted(pats, "pat on the back", "pats on the back") + _decided(digest, vanished) + "."
    return "You said, we did." if did else "A line from leadership."


def _decided(digest: TeamDigest, vanished: int) -> str:
    if vanished or not digest.decisions:
        return ""
    if digest.decisions == digest.pats:
        return ", for a decision made on the spot" if digest.pats == 1 else ", all for decisions made on the spot"
    what = "a decision" if digest.decisions == 1 else "decisions"
    return f", {prose.number(digest.decisions)} of them for {what} made on the spot"


def _people(digest: TeamDigest) -> str:
    colleagues = prose.counted(digest.thankers, "colleague", "colleagues")
    if digest.everyone and digest.thanked > 1:
        return f"Everyone in the team was thanked, {all_of(digest.thanked)} of you, by {colleagues}."
    were = "person was" if digest.thanked == 1 else "people were"
    return f"{prose.number(digest.thanked)} {were} thanked by {colleagues}."
