"""`/pat fairness`: each figure of a gap report in plain words, with the reader’s own where they may see them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block, DividerBlock

from bot.ids import ViewId
from bot.surfaces.gaps import gap_figures as figures
from bot.surfaces.text import people, section
from bot.surfaces.views import note, view
from digests import prose
from digests.gaps import GapReport
from models.gaps.rules import GapRules
from models.people.persons import Person

TITLE = "How fair is it?"


@dataclass(frozen=True, slots=True)
class Explained:
    """One thing that is counted: how, and for a lead what it is for their people. `figures`: fields of `GapReport`."""

    title: str
    figures: tuple[str, ...]
    words: str
    numbers: Callable[[GapReport], str]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks. `report`: of a lead's own people; None: they lead nobody."""

    leads: Sequence[Person]
    rules: GapRules
    clock: bool
    """Whether figures about leads are kept."""
    report: GapReport | None = None
    guest: bool = False


def fairness(reader: Reader) -> dict[str, Any]:
    """First what it means for whoever reads it; then each figure."""
    blocks: list[Block] = [section(about_you(reader)), section(who_sees(reader.rules))]
    for one in EXPLAINED:
        said = f"*{one.title}*\n{one.words}"
        yours = one.numbers(reader.report).strip() if reader.report else ""
        blocks += [DividerBlock(), section(said), *([section(f"*Yours:* {yours}")] if yours else [])]
    if not reader.clock:
        blocks.append(note("Figures about leads are switched off here: how much leads thank is not counted."))
    blocks.append(note("A gap tells us where we looked, not how someone works. Nothing here counts against anyone."))
    return view(ViewId.MESSAGE, TITLE, blocks)


def about_you(reader: Reader) -> str:
    """What can be seen of the one who reads it, and by whom."""
    if reader.guest and not reader.rules.guests:
        return (
            "*About you*\nGuests are not counted here: no figure is about you, and nobody reads when you were thanked."
        )
    if not reader.leads:
        return "*About you*\nNobody is set down as your lead, so nobody reads how long ago you were thanked."
    lead = people(reader.leads)
    if not reader.rules.names:
        return (
            f"*About you*\nNames are left out here: {lead} reads figures of five people or more, and never yours alone."
        )
    return (
        f"*About you*\n{lead} can see on which day somebody last thanked you, how many working days ago that was, and "
        "a pat for you that they may read anyway. They can’t see a pat that you keep to yourself, why you were away, "
        "or how you compare: there is no ranking and no score, and nobody else sees even that."
    )


def who_sees(rules: GapRules) -> str:
    """Who reads names, and what is withheld."""
    named = "Names: only a person’s own lead." if rules.names else "Names: nobody, as your company chose."
    guests = "Guests are counted." if rules.guests else "Guests are not counted."
    return (
        f"*Who sees what*\n{named} Admins see none. A figure about fewer than five people is told to nobody but their "
        "own lead, because it could tell who it is about; neither is one that could be found by subtracting two "
        f"others. {guests}"
    )


def _counted(report: GapReport) -> str:
    here = figures.whose(report, report.coverage[0].people) if report.coverage else ""
    return ", ".join(filter(None, (here, f"counting since {prose.day(report.counting_since)}.")))


def _coverage(report: GapReport) -> str:
    return f"{figures.headline(report)} {figures.longer(report)}"


def _ages(report: GapReport) -> str:
    return figures.bands(report)


def _names(report: GapReport) -> str:
    return "you read the names of your own people." if report.names else "names are left out."


def _sources(report: GapReport) -> str:
    return f"{figures.sources(report.sources)}\n{figures.by_lead(report.lead_coverage)}"


def _below(report: GapReport) -> str:
    return f"{figures.giving(report)}\n{figures.teams(report)}"


EXPLAINED = (
    Explained(
        "Who is counted, and in which days",
        ("counting_since",),
        "Everyone active in the team, with Slack or without. Whoever is away is left out until they are back. Days are "
        "working days of each person: their own week, the holidays of where they work, their own time zone. Counting "
        "begins with the first pat, or on the day when Backpat came, whichever was earlier.",
        _counted,
    ),
    Explained(
        "Coverage",
        ("coverage",),
        "Of everyone who is counted, how many heard at least one thank-you in the last 7, 30 and 90 working days. "
        "It counts wherever it was said; what was taken back doesn’t. More thank-yous to the same person don’t "
        "raise it.",
        _coverage,
    ),
    Explained(
        "How long ago",
        ("bands",),
        "Working days since somebody was last thanked; since their first day, or since counting began, where that was "
        "later. Under 7 is green: “in the last seven days” is what Gallup’s surveys ask about. 7 to 29 is orange, 30 "
        "and more is red. Said as “about 4 weeks”: a day more or less means nothing.",
        _ages,
    ),
    Explained(
        "New here",
        ("newcomers",),
        "Whom nobody has thanked 21 days after their first day. Before that nobody new is named.",
        figures.newcomers,
    ),
    Explained(
        "Whom to look out for",
        ("people", "names"),
        "At most three names at first: whoever waited longest, or was thanked by peers but not by a lead. Each "
        "comes with something real, such as a decision without an answer or what a colleague thanked them for; if "
        "there is nothing, it says so.",
        _names,
    ),
    Explained(
        "Decisions that wait",
        ("waiting",),
        "Decisions of these people that nobody has answered yet, and since when.",
        figures.waiting,
    ),
    Explained(
        "Where it comes from",
        ("sources", "lead_coverage"),
        "Each thank-you of the last 90 working days, by where its giver stood on that day: a lead of theirs, a peer "
        "(with the same lead or in the same team), or another team. The three add up to all.",
        _sources,
    ),
    Explained(
        "Back and forth",
        ("reciprocity",),
        "Of all pairs with a thank-you between them, how many thanked each other; and how many were returned within "
        "seven days. Thanking each other is fine; a high figure only says that it stays among few.",
        figures.reciprocity,
    ),
    Explained(
        "Spread over all, or gathered on few?",
        ("concentration",),
        "The Gini coefficient of who received how much: 0 is even, 1 is all to one. In small teams chance alone looks "
        "uneven, so as many thank-yous are thrown evenly over as many people thousands of times. Only above what 95 in "
        "100 of these throws reach does Backpat speak: for 12 people 0.62 with 12 thank-yous, 0.48 with 24, 0.35 "
        "with 48. Otherwise: too few to say.",
        figures.concentration,
    ),
    Explained(
        "Groups: shift, site, time in the company",
        ("groups",),
        "How often a group is thanked per person, divided by the same for all others: “0.4 times as often”. Told "
        "only for groups of five or more beside five or more others, and only when the 95 % interval leaves out 1; "
        "anything else may be chance.",
        figures.groups,
    ),
    Explained(
        "Leads and teams below",
        ("giving", "teams", "withheld"),
        "For a lead of leads: how many of them thanked somebody in the last 30 working days, and coverage by team, "
        "for teams of five or more. Names of their people stay with those leads.",
        _below,
    ),
)
"""In the order in which they are read."""
