"""People to look out for, each with something real to act on, or saying that there is nothing. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from digests import prose
from digests.collecting import LeadDigest, LookOut
from digests.facts.waiting import Waits
from digests.figures.disclosure import FLOOR
from digests.gaps.report import Act
from digests.pages.parts import said
from digests.telling import Told, Words
from models import words

GAP_NOTE = "A gap tells us where we looked, not how someone works."
NOTHING_REAL = "Nothing real to suggest; maybe ask how things are going."
NEITHER = "Nothing real to suggest either."
LONGEST_THANKS = 80
"""Characters of what a colleague thanked them for."""
LONGEST_AGE = 60
"""Working days of a lead's own silence; beyond, it is said that it may be longer."""


class Do(StrEnum):
    """What a button does about it."""

    ANSWER = "answer"
    """A decision of theirs that waits; `subject` is its id."""
    JOIN = "join"
    """A colleague's thanks to add one's pat to; `subject` is the kudos'."""
    GIVE = "give"
    NOTHING = "nothing"
    """They joined in already."""


@dataclass(frozen=True, slots=True)
class LookOutPage:
    member: UUID
    who: str
    note: str
    """How long ago it was, and what there is to act on."""
    do: Do
    subject: UUID | None = None


def look_out(digest: LeadDigest, told: Words) -> tuple[tuple[LookOutPage, ...], int, str]:
    """Those who are still theirs and whom nobody thanked meanwhile; how many more; and what is said without names."""
    count = digest.look_out_more + (0 if told.waiting.names else len(digest.look_out))
    if not _named(digest, told):
        return (), 0, _unnamed(count) if tells(digest, told) else ""
    named = (_one(out, digest, told) for out in digest.look_out if _still(out, digest, told))
    return tuple(_said_once(named)), digest.look_out_more, ""


def heading(shown: int) -> str:
    return f"{prose.in_words(shown, 'person', 'people')} to look out for" if shown else ""


def further(left: int, shown: int) -> str:
    """Where the others are: `left` of them, below `shown`."""
    if not left:
        return ""
    more = prose.counted(left, "more is", "more are") if shown else f"{heading(left)} {'is' if left == 1 else 'are'}"
    return f"{more} in /pat gaps."


def tells(digest: LeadDigest, told: Words) -> bool:
    """Whether figures about these people may be told: where names are left out, of five or more."""
    return _named(digest, told) or digest.people >= FLOOR


def _named(digest: LeadDigest, told: Words) -> bool:
    return digest.names and told.waiting.names


def _unnamed(count: int) -> str:
    if not count:
        return ""
    who = prose.in_words(count, "of your people has", "of your people have")
    return f"{who} not been thanked for a while. Names are not told here."


def _still(out: LookOut, digest: LeadDigest, told: Words) -> bool:
    if out.member in told.gone or (digest.lead and (digest.lead, out.member) not in told.waiting.led):
        return False
    since = {by for by, at in told.waiting.thanked.get(out.member, ()) if at >= digest.period.end}
    return digest.lead not in since if out.by_lead else not since


def _one(out: LookOut, digest: LeadDigest, told: Words) -> LookOutPage:
    who = prose.names([told.name(out.member)])
    waits = next((one for one in _waiting(digest, told) if one.member == out.member), None)
    if waits:
        note = f"{_missing(out)}. A decision of theirs waits for you."
        return LookOutPage(out.member, who, note, Do.ANSWER, waits.decision)
    kudos = told.stories.get(out.act.subject) if out.act else None
    if out.act and kudos:
        joined = (digest.lead, out.act.subject) in told.waiting.joined
        note = f"{_missing(out)}. {_thanks(out, out.act, kudos, digest, told)}{' You added your pat.' * joined}"
        return LookOutPage(out.member, who, note, Do.NOTHING if joined else Do.JOIN, out.act.subject)
    return LookOutPage(out.member, who, f"{_missing(out)}. {NOTHING_REAL}", Do.GIVE)


def _said_once(pages: Iterable[LookOutPage]) -> Iterator[LookOutPage]:
    """What is said of the first for whom there is nothing is not said of each of them."""
    before = False
    for page in pages:
        yield replace(page, note=page.note.replace(NOTHING_REAL, NEITHER)) if before else page
        before = before or page.do == Do.GIVE


def _waiting(digest: LeadDigest, told: Words) -> list[Waits]:
    return told.waiting.decisions.get(digest.lead, []) if digest.lead else []


def _missing(out: LookOut) -> str:
    if out.newcomer:
        return f"new, and no pat yet after {prose.age(out.days)}"
    if out.by_lead:
        far = f"{prose.age(out.days)} or more" if out.days >= LONGEST_AGE else prose.age(out.days)
        return f"peers yes, you not for {far}"
    return f"no thank-you for {prose.age(out.days)}" if out.ever else f"nobody yet, in {prose.age(out.days)}"


def _thanks(out: LookOut, act: Act, kudos: Told, digest: LeadDigest, told: Words) -> str:
    """What for, in a few of its words."""
    giver, who = prose.names([told.name(kudos.giver)]), prose.names([told.name(out.member)])
    text = next(filter(None, (kudos.decision, kudos.message, kudos.outcome, kudos.customer_words)), None)
    plain = words.cut_plain(" ".join(said(text, told).split()), LONGEST_THANKS)
    said_when = f"{giver} thanked {who} on {prose.lately(act.on, prose.read_on(digest.period, digest.zone))}"
    return f"{said_when}: “{words.isolated(plain)}”" if plain else f"{said_when}."
