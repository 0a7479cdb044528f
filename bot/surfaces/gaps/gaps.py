"""`/pat gaps`: whom to look out for, with something real to act on; everything else behind buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.ids import ActionId
from bot.surfaces.charts import charted, show_chart
from bot.surfaces.gaps import gap_figures as figures
from bot.surfaces.message import Message, button, menu
from bot.surfaces.text import SECTION, count, in_words, kept_words, mention, person, section
from bot.surfaces.views import note
from digests import prose
from digests.actions import DigestAction
from digests.gaps import Gap, GapReport
from digests.gaps.report import Act, Ground
from digests.gaps.scopes import value_of
from models import words
from models.answers.said_by_lead import Away
from models.kudos.briefly import Thanks

NAMED = 3
"""People to look out for who are named at first."""
QUOTED = 120
"""Characters of what a colleague thanked somebody for."""
LABEL = 60
NOTHING_REAL = "Nothing real to suggest; maybe ask how their week is going."
NO_LEAD = Message(
    "Gaps are for leads, about their own people, and nobody here is set down as reporting to you. "
    "Ask an admin to name you as a lead; then you say who is in your team."
)
NOT_YOURS = Message("That is about people whom you don’t lead now. Nothing is shown. `/pat gaps` has your own people.")


@dataclass(frozen=True, slots=True)
class Seen:
    """A report with what is read for it now, as one reader may read it."""

    report: GapReport
    today: date
    thanks: Mapping[UUID, Thanks]
    """What colleagues thanked them for, by kudos; what the reader may not read is not there."""
    away: Sequence[Away] = ()

    @property
    def scope(self) -> str:
        """As buttons carry it."""
        return value_of(self.report.scope)

    @property
    def look_out(self) -> list[Gap]:
        return [gap for gap in self.report.people if gap.worth_a_look][:NAMED]

    @property
    def look_out_left(self) -> int:
        return sum(gap.worth_a_look for gap in self.report.people) - len(self.look_out)


def gaps(seen: Seen) -> Message:
    """At most three people, each with one thing to do; the rest behind buttons."""
    head = figures.headline(seen.report)
    blocks: list[Block] = [section("\n".join(filter(None, (f"*{head}*", figures.longer(seen.report)))))]
    blocks += _look_out(seen) if seen.report.names else _unnamed(seen)
    since = prose.since(seen.report.counting_since, seen.today)
    said = f"_A gap tells us where we looked, not how someone works. Counting since {since}. Only you see this._"
    return Message(head, (*blocks, ActionsBlock(elements=_further(seen)), note(said)))


def empty(lead_id: UUID) -> Message:
    """To a lead without people."""
    text = "Nobody is in your team yet, so there is nobody to look out for."
    choose = ActionsBlock(elements=[button("Who is in your team?", ActionId.OPEN_TEAM, str(lead_id))])
    return Message(text, (section(text), choose))


def unknown(typed: str, teams: Sequence[str]) -> Message:
    """`typed`: in its stored form."""
    mine = in_words([f"`/pat gaps team {words.from_plain(name)}`" for name in teams])
    led = f"You lead: {mine}. " if teams else ""
    there = f"{led}`/pat gaps` has your own people, `/pat gaps tree` everyone below you. Nothing was posted."
    said = f"I know no team of yours called “{words.mrkdwn(words.cut(typed, LABEL))}”. {words.cut(there, SECTION)}"
    return Message("\n".join(filter(None, (said, kept_words(typed) if len(typed) > LABEL else ""))))


def who(gap: Gap) -> str:
    return mention(gap.slack_user_id) if gap.slack_user_id else figures.name(gap.name)


def missing(gap: Gap, today: date) -> str:
    """What a lead looks out for: nobody, or nobody but peers, or somebody new."""
    if gap.newcomer:
        return f"new here since {prose.since(gap.since, today)}, and nobody has thanked them yet"
    if gap.peers_only:
        return f"peers yes, you not {_for(gap.lead_days, ever=gap.lead_last is not None)}"
    return f"nobody {_for(gap.days, ever=gap.last_received is not None)}"


def act(of: Act | None, thanks: Mapping[UUID, Thanks], today: date) -> str:
    """What there is to act on, in a sentence."""
    if of and of.ground == Ground.DECISION:
        return f"Their decision of {prose.lately(of.on, today)} waits for your answer."
    if of and of.giver and (said := thanks.get(of.subject)):
        by = "A colleague" if said.giver.gone else person(said.giver)
        what = words.isolated(words.mrkdwn(words.cut(" ".join(said.words.split()), QUOTED)))
        return f"{by} thanked them on {prose.lately(of.on, today)}: “{what}”"
    return NOTHING_REAL


def do(gap: Gap, thanks: Mapping[UUID, Thanks], part: str) -> list[ButtonElement]:
    """The one button that fits."""
    found, name = gap.act, words.cut_plain(gap.name, LABEL)
    if found and found.ground == Ground.DECISION:
        return [button(f"Answer {name}", DigestAction.ANSWER, str(found.subject), part=part)]
    if found and found.subject in thanks:
        spoken = f"Add my pat to what {name} was thanked for"
        return [button("Add my pat", ActionId.BOOST, str(found.subject), part=part, spoken=spoken)]
    return [button(f"Give {name} a pat", DigestAction.GIVE, str(gap.member_id), part=part)]


def _look_out(seen: Seen) -> list[Block]:
    if not seen.look_out:
        return [section(f":sparkles: {figures.nobody(seen.report)}")]
    people = prose.in_words(len(seen.look_out), "person", "people")
    blocks: list[Block] = [section(f"*{people} to look out for*")]
    for place, gap in enumerate(seen.look_out):
        told = f"*{who(gap)}*: {missing(gap, seen.today)}.\n{act(gap.act, seen.thanks, seen.today)}"
        more = menu([("Away until…", ActionId.PERSON_AWAY)], str(gap.member_id), part=str(place))
        blocks += [section(told), ActionsBlock(elements=[*do(gap, seen.thanks, str(place)), more])]
    if left := seen.look_out_left:
        blocks.append(note(f"{prose.counted(left, 'more is', 'more are')} among *Everyone*."))
    return blocks


def _unnamed(seen: Seen) -> list[Block]:
    report = seen.report
    told = "\n".join(
        filter(None, (figures.bands(report), figures.newcomers(report), figures.waiting(report, seen.today)))
    )
    return [*([section(told)] if told else []), note("Names are left out of these lists here, as your company chose.")]


def _further(seen: Seen) -> list[ButtonElement]:
    value = seen.scope
    everyone = [button("Everyone", ActionId.GAPS_EVERYONE, f"{value}:0")] if seen.report.people else []
    away = f"Away: {count(len(seen.away), 'person', 'people')}"
    return [
        *everyone,
        button("Where it comes from", ActionId.GAPS_SOURCES, value),
        *([button(away, ActionId.GAPS_AWAY, value)] if seen.away else []),
        *([show_chart(charted(value))] if seen.report.names else []),
        button("How is this counted?", ActionId.GAPS_EXPLAINED, value),
    ]


def _for(days: int, *, ever: bool) -> str:
    return f"for {prose.age(days)}" if ever else f"yet, in {prose.age(days)}"
