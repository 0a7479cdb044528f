"""The figures of a gap report in plain words. Formulas: `digests/gaps/report.py`."""

from collections.abc import Sequence
from datetime import date

from bot.surfaces.text import count, in_words
from digests import prose
from digests.figures.ages import AMBER_FROM, RED_FROM
from digests.gaps.report import Coverage, GapReport, GroupGap, ScopeKind, Sources
from models import words

TEAMS, GROUPS = 20, 10
"""Teams and groups that are named: more would not fit."""
LONGEST_NAME = 80
NEVER_EVEN = "Between shifts, sites and time in the company: no difference that chance wouldn’t make."


def whose(report: GapReport, people: int) -> str:
    """ "your 11 people", "the 11 people of Returns desk", "the 48 people below you", "the one person below you"."""
    who = "one person" if people == 1 else f"{people} people"
    if report.scope.kind == ScopeKind.TEAM:
        return f"the {who} of {name(report.scope.label)}"
    return f"the {who} below you" if report.scope.kind == ScopeKind.TREE else f"your {who}"


def headline(report: GapReport) -> str:
    if not report.coverage:
        return "Fewer than five people: too few for a figure."
    week = report.coverage[0]
    who = whose(report, week.people)
    if week.people == 1:
        heard = "heard a thank-you" if week.reached else "heard no thank-you"
        return f"{who[:1].upper()}{who[1:]} {heard} in the last {week.window} working days."
    return f"{week.reached} of {who} heard a thank-you in the last {week.window} working days."


def longer(report: GapReport) -> str:
    """The other windows; empty without any."""
    said = [f"{one.reached} of {one.people} in the last {one.window}" for one in report.coverage[1:]]
    return f"{in_words(said)}." if said else ""


def bands(report: GapReport) -> str:
    """How many of how long ago: also those whom nobody has thanked yet; empty where nothing is told."""
    fresh, amber, red = report.bands
    if not sum(report.bands):
        return ""
    said = [
        f":large_green_circle: {fresh} under {AMBER_FROM} working days",
        f":large_orange_circle: {amber} from {AMBER_FROM} to {RED_FROM - 1}",
        f":red_circle: {red} at {RED_FROM} or more",
    ]
    return f"Since the last thank-you or, without one, since counting began: {'  ·  '.join(said)}"


def nobody(report: GapReport) -> str:
    """There is nobody to look out for; whoever hasn't been thanked hasn't waited long."""
    who = "Nobody of your own people" if report.scope.kind == ScopeKind.TREE else "Nobody"
    if any(one.last_received is None for one in report.people):
        return f"{who} to look out for yet: none of them has waited long."
    return f"{who} to look out for: all of them heard a thank-you lately."


def newcomers(report: GapReport) -> str:
    new = count(report.newcomers, "person is new here and has", "people are new here and have")
    return f"{new} not been thanked by day 21." if report.newcomers else ""


def waiting(report: GapReport, today: date | None = None) -> str:
    """Decisions without an answer, and since when if it is known what day it is; empty of none."""
    if not report.waiting.decisions:
        return ""
    waits = count(report.waiting.decisions, "decision waits", "decisions wait")
    return f"{waits} for an answer" + (
        f", the oldest since {prose.lately(report.waiting.oldest, today)}." if report.waiting.oldest and today else "."
    )


def sources(found: Sources | None) -> str:
    if found is None or not found.all:
        return "Nothing to share out yet: no thank-you in the last 90 working days."
    lines = [
        f"• from their leads: {_share(found.lead, found.all)}",
        f"• from peers: {_share(found.peers, found.all)}",
        f"• from other teams: {_share(found.other_teams, found.all)}",
    ]
    return "\n".join([f"{count(found.all, 'thank-you', 'thank-yous')} in the last 90 working days:", *lines])


def by_lead(coverage: Sequence[Coverage]) -> str:
    """How many heard it from their own lead; empty where that is not kept."""
    said = [f"{one.reached} of {one.people} in the last {one.window}" for one in coverage]
    return f"From their own lead: {in_words(said)} working days." if said else ""


def reciprocity(report: GapReport) -> str:
    found = report.reciprocity
    if found is None or not found.pairs:
        return "No two of them have thanked each other yet."
    mutual = f"{found.mutual} of {count(found.pairs, 'pair', 'pairs')} went both ways"
    quick = f"{count(found.quick_returns, 'thank-you was', 'thank-yous were')} returned within a week"
    return f"{mutual}; {quick}. A figure to think about, never names."


def concentration(report: GapReport) -> str:
    found = report.concentration
    if found is None:
        return "Nobody received anything yet."
    if not found.beyond_chance:
        return f"Too few to say: {_thrown(found.kudos, found.people)} would often look like this by chance alone."
    return (
        f"They gather on few, more than chance alone would: a Gini of {found.gini:.2f}, where chance stays "
        f"at {found.chance:.2f} or below 19 times in 20 for {_thrown(found.kudos, found.people)}."
    )


def groups(report: GapReport) -> str:
    """Those that chance would hardly make; or that there are none, or too few people to compare."""
    if not report.groups:
        return "Too few to compare: it takes five people in a shift, a site or a tenure, and five besides."
    telling = [one for one in report.groups if one.tells]
    return "\n".join(f"• {group(one)}" for one in telling[:GROUPS]) or NEVER_EVEN


def group(one: GroupGap) -> str:
    """ "Night shift is noticed 0.4 times as often as the others (0.2 to 0.8; 7 people)"."""
    between = f"{_ratio(one.low)} to {_ratio(one.high)}"
    return f"{_named(one)} noticed {_ratio(one.ratio)} times as often as the others ({between}; {one.people} people)"


def _ratio(of: float) -> str:
    """ "0.4"; with one place more where that would say never, or the same."""
    short = f"{of:.1f}"
    return f"{of:.2f}" if short in ("0.0", "1.0") else short


def giving(report: GapReport) -> str:
    found = report.giving
    if found is None:
        return ""
    return (
        f"{found.gave} of {count(found.leads, 'lead', 'leads')} below you thanked somebody in the last 30 working days."
    )


def teams(report: GapReport) -> str:
    """Coverage of the teams below, in the widest window that the headline has; what is left out is counted."""
    lines = [f"• {name(one.name)}’s people: {one.coverage.reached} of {one.coverage.people}" for one in report.teams]
    rest = [f"_and {count(len(lines) - TEAMS, 'team', 'teams')} more_"] if len(lines) > TEAMS else []
    left_out = count(report.withheld, "team is", "teams are")
    withheld = [f"_{left_out} left out: fewer than five people would show._"] if report.withheld else []
    head = [f"In the last {report.teams[0].coverage.window} working days:"] if report.teams else []
    return "\n".join([*head, *lines[:TEAMS], *rest, *withheld])


def name(plain: str) -> str:
    """A name of people, teams or groups, in its stored form."""
    return words.isolated(words.cut(words.from_plain(plain), LONGEST_NAME))


def _share(part: int, whole: int) -> str:
    return f"{part} ({prose.percent(part, whole)} %)"


def _thrown(kudos: int, people: int) -> str:
    return f"{count(kudos, 'thank-you', 'thank-yous')} over {count(people, 'person', 'people')}"


def _named(one: GroupGap) -> str:
    said = name(one.group)
    if one.attribute == "shift":
        said = f"{said[:1].upper()}{said[1:]}" + ("" if "shift" in said.casefold() else " shift")
    return f"Whoever is here {said} is" if one.attribute == "tenure" else f"{said} is"
