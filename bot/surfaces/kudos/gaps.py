"""`/pat gaps`: how long ago each of a lead's people was last thanked. Plain, and only the lead sees it."""

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, PlainTextObject

from bot.surfaces.message import Message, mrkdwn
from bot.surfaces.text import count, mention, section, sections
from digests import prose
from digests.actions import DigestAction, numbered
from digests.figures.ages import Band
from digests.gaps import Gap, GapReport
from models import words

NAMED = 3
"""People to look out for who are named at first."""
MARKS = {Band.FRESH: ":large_green_circle:", Band.AMBER: ":large_orange_circle:", Band.RED: ":red_circle:"}
LISTED = 200

NO_LEAD = Message(
    "Gaps are for leads, about their own people, and nobody here is set down as reporting to you. "
    "Ask an admin to name you as a lead; then you say who is in your team."
)


def gaps(report: GapReport) -> Message:
    """The whole report; the people to look out for come first, each with a button."""
    if not report.people:
        return NO_LEAD
    head = _headline(report)
    look_out = [gap for gap in report.people if gap.worth_a_look][:NAMED]
    blocks: list[Block] = [section(f"*{head}*\n{_coverage(report)}")]
    if look_out:
        people = count(len(look_out), "person", "people")
        blocks.append(section(f"*{people} to look out for*\n" + "\n".join(_look_out(gap) for gap in look_out)))
        blocks.append(ActionsBlock(elements=[_give(place, gap) for place, gap in enumerate(look_out)]))
    blocks += sections(["*Everyone*", *(_line(gap) for gap in report.people[:LISTED]), *_unlisted(report)])
    since = prose.day(report.counting_since)
    note = f"_A gap tells us where we looked, not how someone works. Counting since {since}. Only you see this._"
    return Message(head, (*blocks, ContextBlock(elements=[mrkdwn(note)])))


def _unlisted(report: GapReport) -> list[str]:
    rest = len(report.people) - LISTED
    return [f"_and {count(rest, 'person', 'people')} who were thanked more recently_"] if rest > 0 else []


def _headline(report: GapReport) -> str:
    week = report.coverage[0]
    people = f"your {week.people} people" if week.people != 1 else "your one person"
    return f"{week.reached} of {people} heard a thank-you in the last {week.window} working days."


def _coverage(report: GapReport) -> str:
    longer = [f"{window.reached} of {window.people} in {window.window}" for window in report.coverage[1:]]
    return f"In working days: {', '.join(longer)}."


def _look_out(gap: Gap) -> str:
    newcomer = ", new here" if gap.newcomer else ""
    return f"• {_who(gap)}{newcomer}: nothing for {prose.age(gap.days)}"


def _line(gap: Gap) -> str:
    heard = f"last thanked {prose.day(gap.last_received)}" if gap.last_received else "not thanked yet"
    ago = f" ({count(gap.days, 'working day', 'working days')})" if gap.days else ""
    return f"{MARKS[gap.band]} {_who(gap)}: {heard}{ago}"


def _who(gap: Gap) -> str:
    return mention(gap.slack_user_id) if gap.slack_user_id else words.from_plain(gap.name)


def _give(place: int, gap: Gap) -> ButtonElement:
    label = words.cut(f"Give {gap.name} a pat", 75)
    return ButtonElement(
        text=PlainTextObject(text=label), action_id=numbered(DigestAction.GIVE, place), value=str(gap.member_id)
    )
