"""The page of whoever was named a reader of the leadership's digest. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from digests import prose
from digests.charts.bars import bar
from digests.collecting import LeadershipDigest
from digests.figures.managers import Share
from digests.pages.parts import LONGEST_PART, StoryPage, story, uncounted
from digests.telling import Words
from models import ordering, words
from models.improving.cause_cards import CauseCard, Tally
from models.zones import zone_of

WHO_SEES = "Seen by those whom an admin named for it. No figure here is about fewer than five people."

STEPS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class BarPage:
    """A share with its label, as a bar and, always, as figures."""

    label: str
    bar: str
    percent: int
    figures: str
    """Empty: nothing is told of it, and there is no bar."""


@dataclass(frozen=True, slots=True)
class CausePage:
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class LeadershipPage:
    title: str
    headline: str
    managers: tuple[str, ...]
    trend_title: str
    trend: tuple[BarPage, ...]
    trend_line: str
    """The same in one line, for one phone screen."""
    trend_spoken: str
    teams_title: str
    teams: tuple[BarPage, ...]
    teams_more: str
    causes: tuple[CausePage, ...]
    ideas: str
    story: StoryPage | None
    note: str


def leadership(digest: LeadershipDigest, told: Words) -> LeadershipPage | None:
    """None while there are too few people to tell of."""
    if digest.reached is None:
        return None
    chosen = told.stories.get(digest.story) if digest.story else None
    cards = [told.causes[id_] for id_ in digest.causes if id_ in told.causes]
    since = prose.since(digest.counting_since, prose.read_on(digest.period, digest.zone))
    return LeadershipPage(
        title=f"Across the company, {prose.title(digest.period, digest.zone)}",
        headline=uncounted(digest) or _headline(digest.reached),
        managers=tuple(_managers(digest)),
        trend_title="People who heard a thank-you, week by week",
        trend=tuple(_trend(digest)),
        trend_line="".join(_step(one) for one in digest.trend),
        trend_spoken=f"{', '.join(_percent(one) for one in digest.trend)} %",
        teams_title="By team, the smallest share first",
        teams=tuple(_teams(digest, told)),
        teams_more=_teams_more(digest),
        causes=tuple(CausePage(words.cut_plain(card.name, LONGEST_PART), _cause(card, digest)) for card in cards),
        ideas=_ideas(digest),
        story=story(chosen, told) if chosen else None,
        note=f"{WHO_SEES} Counting since {since}.",
    )


def _headline(reached: Share) -> str:
    if not reached.some:
        return "A quiet week: no pat reached anyone."
    if reached.some == reached.all:
        return f"Everyone heard a thank-you, all {prose.number(reached.all)} people."
    return f"{prose.number(reached.some)} of {prose.number(reached.all)} people heard a thank-you."


def _managers(digest: LeadershipDigest) -> Iterator[str]:
    """Who is on board; a line each."""
    found = digest.managers
    if found.answered:
        yield f"{_of(found.answered)} managers answered the decisions that waited for them{_days(found.days)}."
    if found.giving:
        yield f"{_of(found.giving)} managers gave a pat themselves."
    if digest.logged:
        logged = prose.counted(digest.logged, "decision was logged", "decisions were logged")
        answered = digest.logged_answered
        yield logged + ("." if answered is None else f", {_answered(answered, digest.logged)}.")


def _of(share: Share) -> str:
    if share.some == share.all:
        return f"All {prose.number(share.all)}"
    return f"{prose.number(share.some) if share.some else 'None'} of {prose.number(share.all)}"


def _answered(answered: int, logged: int) -> str:
    """By the end of the week."""
    if logged == 1:
        return "and answered" if answered else "not answered by the end of the week"
    if answered == logged:
        return f"and {'both' if logged == 2 else 'all'} were answered"
    return f"{prose.number(answered) if answered else 'none'} of them answered by the end of the week"


def _days(days: int | None) -> str:
    if days is None:
        return ""
    return ", half of the answers on the same day" if days == 0 else f", half of the answers within {_working(days)}"


def _working(days: int) -> str:
    return prose.counted(days, "working day", "working days")


def _trend(digest: LeadershipDigest) -> Iterator[BarPage]:
    last = prose.first_day(digest.period, zone_of(digest.zone))
    for before, share in zip(range(len(digest.trend) - 1, -1, -1), digest.trend, strict=True):
        week = last - timedelta(weeks=before)
        label = prose.since(week, last)
        yield _bar(label, share) if share else BarPage(label, "", 0, "not counted yet")


def _bar(label: str, share: Share) -> BarPage:
    part = share.some / share.all
    figures = f"{prose.number(share.some)} of {prose.number(share.all)}"
    return BarPage(words.cut_plain(label, prose.NAME_LENGTH), bar(part), prose.percent(share.some, share.all), figures)


def _step(share: Share | None) -> str:
    return STEPS[round(share.some / share.all * (len(STEPS) - 1))] if share else " "


def _percent(share: Share | None) -> str:
    return str(prose.percent(share.some, share.all)) if share else "–"


def _teams(digest: LeadershipDigest, told: Words) -> Iterator[BarPage]:
    """Of those with the same figure, as people look for them."""
    named = [(told.teams[one.team], one.reached) for one in digest.teams if one.team in told.teams]
    named.sort(key=lambda one: (one[1].some / one[1].all, -one[1].all, ordering.by_name(one[0])))
    return (_bar(name, reached) for name, reached in named)


def _teams_more(digest: LeadershipDigest) -> str:
    """What is not shown; where no team is, why."""
    if not digest.teams and digest.teams_withheld:
        teams = prose.in_words(digest.teams_withheld, "team is left out", "teams are left out")
        return f"{teams}: fewer than five people would show."
    more = prose.counted(digest.teams_more, "more team", "more teams") if digest.teams_more else ""
    without = prose.counted(digest.teams_withheld, "team", "teams") if digest.teams_withheld else ""
    found = " and ".join(filter(None, (more, f"{without} without a figure" if without else "")))
    return f"And {found}." if found else ""


def _cause(card: CauseCard, digest: LeadershipDigest) -> str:
    """How often lately, what that cost, whose it was by the end of the week."""
    taken = card.owner and (card.taken_at is None or card.taken_at < digest.period.end)
    whose = f"{prose.names([card.owner.name])} has taken it" if card.owner and taken else "nobody has taken it yet"
    return f"{_tally(card.recent)} in 30 days; {whose}"


def _tally(tally: Tally) -> str:
    times = {1: "once", 2: "twice"}.get(tally.times, f"{prose.number(tally.times)} times")
    return f"{times}, {prose.names([str(one) for one in tally.cost])}" if tally.cost else times


def _ideas(digest: LeadershipDigest) -> str:
    if not digest.ideas:
        return ""
    waiting = prose.in_words(digest.ideas, "idea has no answer yet", "ideas have no answer yet")
    if digest.oldest_idea is None:
        return f"{waiting}."
    oldest = prose.since(digest.oldest_idea, prose.read_on(digest.period, digest.zone))
    return f"{waiting}, since {oldest}." if digest.ideas == 1 else f"{waiting}, the oldest since {oldest}."
