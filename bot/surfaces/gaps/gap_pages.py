"""Behind the buttons of `/pat gaps`: everyone, where it comes from, who is away; the form that says so."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, DatePickerElement

from bot.ids import ActionId, BlockId, ViewId
from bot.replies.standing_in import day_in_words
from bot.surfaces.gaps import gap_figures as figures
from bot.surfaces.gaps.gaps import Seen, gaps, who
from bot.surfaces.message import button, menu
from bot.surfaces.text import count, person, section
from bot.surfaces.views import field, note, showing, view
from digests import prose
from digests.actions import DigestAction
from digests.figures.ages import Band
from digests.gaps import Gap
from digests.gaps.report import Ground, ScopeKind
from models.answers.said_by_lead import Away
from models.people.persons import Person

PAGE = 20
"""People on a page."""
MARKS = {Band.FRESH: ":large_green_circle:", Band.AMBER: ":large_orange_circle:", Band.RED: ":red_circle:"}
MOST_AWAY = 90
TITLE = "Recognition gaps"
OF, SHOWS, WHOM = "gaps.of", "gaps.shows", "gaps.whom"
"""In a form's metadata: whose gaps, which page of them, and of whom it is said until when they are away."""
REPORT, EVERYONE, AWAY = "report", "everyone", "away"
WHY = "No reason is asked for. Whoever is on Slack is told that you said so, and can say that they are here."


def page(seen: Seen, which: str) -> dict[str, Any]:
    """What the form that `SHOWS` this shows now; a forged one, the report."""
    kind, _, number = which.partition(":")
    if kind == EVERYONE:
        return everyone(seen, int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0)
    return away(seen) if kind == AWAY else report(seen)


def report(seen: Seen) -> dict[str, Any]:
    """What `/pat gaps` says."""
    return showing(TITLE, gaps(seen), metadata=_shown(seen, REPORT))


def everyone(seen: Seen, number: int) -> dict[str, Any]:
    """A page of the reader's own people, the longest ago first."""
    people = seen.report.people
    number = max(0, min(number, (len(people) - 1) // PAGE))
    shown = people[number * PAGE :][:PAGE]
    blocks: list[Block] = [note(told)] if (told := _head(seen)) else []
    blocks += [_row(gap, place, seen.today) for place, gap in enumerate(shown)]
    blocks += _turn(seen.scope, number, last=(number + 1) * PAGE >= len(people))
    span = f"{number * PAGE + 1} to {number * PAGE + len(shown)} of {len(people)}. " if len(people) > PAGE else ""
    blocks.append(note(f"{span}The longest ago first. Only you see this."))
    return view(ViewId.GAPS_EVERYONE, "Everyone", blocks, metadata=_shown(seen, f"{EVERYONE}:{number}"))


def sources(seen: Seen) -> dict[str, Any]:
    """Where recognition comes from, and how it spreads."""
    report = seen.report
    parts = [
        ("Who thanks them", f"{figures.sources(report.sources)}\n{figures.by_lead(report.lead_coverage)}"),
        ("Decisions", figures.waiting(report, seen.today)),
        ("How long ago, of all below you", figures.bands(report) if report.scope.kind == ScopeKind.TREE else ""),
        ("Leads below you", figures.giving(report)),
        ("Teams below you", figures.teams(report)),
        ("Spread over all, or gathered on few?", figures.concentration(report)),
        ("Groups", figures.groups(report)),
        ("Back and forth", figures.reciprocity(report)),
    ]
    blocks = [section(f"*{title}*\n{told.strip()}") for title, told in parts if told.strip()]
    explained = ActionsBlock(elements=[button("How is this counted?", ActionId.GAPS_EXPLAINED, seen.scope)])
    return view(ViewId.MESSAGE, "Where it comes from", [*blocks, explained, note("Only you see this.")])


def away(seen: Seen) -> dict[str, Any]:
    """Who of the reader's people is away, and can be said to be back."""
    blocks: list[Block] = [_away(one, place) for place, one in enumerate(seen.away[:MOST_AWAY])]
    if not blocks:
        blocks = [section("Nobody of yours is away now: everyone counts.")]
    told = note("Whoever is away is in no figure until their first day back.")
    return view(ViewId.GAPS_AWAY, "Away", [*blocks, told], metadata=_shown(seen, AWAY))


def away_until(member_id: UUID, name: str, back_on: date | None, below: Mapping[str, str]) -> dict[str, Any]:
    """The form: until when? `below`: what the form under it shows."""
    day = DatePickerElement(action_id=BlockId.BACK_ON, initial_date=back_on.isoformat() if back_on else None)
    told = section(f"{figures.name(name)} is left out of your report from now until they are back.")
    blocks = [told, field(BlockId.BACK_ON, "Their first day back", day), note(WHY)]
    metadata = json.dumps({**below, WHOM: str(member_id)})
    return view(ViewId.PERSON_AWAY, "Away until…", blocks, submit="Save", metadata=metadata)


def _shown(seen: Seen, which: str) -> str:
    return json.dumps({OF: seen.scope, SHOWS: which})


def _head(seen: Seen) -> str:
    """Below everyone in a tree only the reader's own people are listed: how many of all there are is told elsewhere."""
    tree = seen.report.scope.kind == ScopeKind.TREE
    return "Your own people: the names of theirs stay with those leads." if tree else figures.bands(seen.report)


def _row(gap: Gap, place: int, today: date) -> Block:
    new = ", new here" if gap.newcomer else ""
    row = section(f"{MARKS[gap.band]} {who(gap)}{new}: {_heard(gap, today)}")
    answers = gap.act is not None and gap.act.ground == Ground.DECISION
    give = [] if answers else [("Give a pat", DigestAction.GIVE)]
    row.accessory = menu([*give, ("Away until…", ActionId.PERSON_AWAY)], str(gap.member_id), part=str(place))
    return row


def _heard(gap: Gap, today: date) -> str:
    days = count(gap.days, "working day", "working days")
    if gap.last_received is None:
        return f"not thanked yet, in {days}"
    return f"last thanked {prose.since(gap.last_received, today)}" + (f", {days} ago" if gap.days else "")


def _turn(scope: str, number: int, *, last: bool) -> list[Block]:
    buttons: list[ButtonElement] = []
    if number:
        buttons.append(button("Back", ActionId.GAPS_EVERYONE, f"{scope}:{number - 1}", part="back"))
    if not last:
        buttons.append(button("More", ActionId.GAPS_EVERYONE, f"{scope}:{number + 1}", part="more"))
    return [ActionsBlock(elements=buttons)] if buttons else []


def _named(someone: Person) -> str:
    return person(someone) if someone.slack_user_id else figures.name(someone.name)


def _away(one: Away, place: int) -> Block:
    theirs = "" if one.said_by_lead else ", as they said themselves"
    row = section(f"{_named(one.person)}: back on {day_in_words(one.back_on)}{theirs}")
    if one.said_by_lead:
        spoken = f"Back already: {one.person.name}"
        row.accessory = button("Back already", ActionId.PERSON_BACK, str(one.person.id), part=str(place), spoken=spoken)
    return row
