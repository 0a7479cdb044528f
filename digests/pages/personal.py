"""The page of what was said about somebody in a month, for themselves alone. Pure."""

from dataclasses import dataclass
from uuid import UUID

from babel.dates import format_date

from digests import prose, weeks
from digests.collecting import PersonalDigest
from digests.facts.own_words import OwnWords
from digests.pages.parts import said, values_seen
from digests.telling import Words
from models.kudos import ChannelKind
from models.zones import zone_of

WHO_SEES = "Only you get this. Their words are yours, to keep or to share."
PLACES = {
    ChannelKind.PUBLIC: "in an open channel",
    ChannelKind.PRIVATE: "in a private channel",
    ChannelKind.DIRECT: "in a direct message",
}


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One pat, with where it was said: in a channel (its Slack id), or else in words."""

    kudos: UUID
    giver: str
    on: str
    channel: str
    place: str
    message: str
    decision: str
    outcome: str
    customer_words: str


@dataclass(frozen=True, slots=True)
class PersonalPage:
    title: str
    headline: str
    quiet: bool
    pats: tuple[OwnPage, ...]
    more: str
    decisions: str
    values: str
    note: str


def personal(digest: PersonalDigest, told: Words) -> PersonalPage:
    """What was taken back since then is neither told nor counted."""
    mine = [(id_, told.own[digest.mine, id_]) for id_ in digest.pats if (digest.mine, id_) in told.own]
    vanished = len(digest.pats) - len(mine)
    pats = digest.all - vanished
    values = [name for id_, name in told.values.items() if id_ in digest.values]
    return PersonalPage(
        title=f"Said about you, {_month(digest)}",
        headline=_headline(digest, pats, vanished),
        quiet=pats == 0,
        pats=tuple(_own(id_, own, digest, told) for id_, own in mine),
        more=f"{prose.counted(pats - len(mine), 'more is', 'more are')} in /pat history." if pats > len(mine) else "",
        decisions=_decisions(digest),
        values="" if vanished or not values else values_seen(values),
        note=WHO_SEES,
    )


def _month(digest: PersonalDigest) -> str:
    first = weeks.day_of(digest.period.start, zone_of(digest.zone))
    last = weeks.day_of(digest.period.end, zone_of(digest.zone))
    whole = first.day == last.day == 1 and 28 <= (last - first).days <= 31
    return str(format_date(first, "MMMM y", locale=prose.LOCALE)) if whole else prose.title(digest.period, digest.zone)


def _headline(digest: PersonalDigest, pats: int, vanished: int) -> str:
    if not pats:
        return "A quiet month: no pat reached you here."
    given = f"{prose.in_words(pats, 'pat', 'pats')} on the back"
    if vanished:
        return f"{given}."
    colleagues = prose.in_words(digest.thankers, "colleague", "colleagues").lower()
    return f"{given}, from {'a colleague' if digest.thankers == 1 else colleagues}."


def _decisions(digest: PersonalDigest) -> str:
    if not digest.answered:
        return ""
    return f"{prose.in_words(digest.answered, 'decision of yours was', 'of your decisions were')} answered."


def _own(id_: UUID, own: OwnWords, digest: PersonalDigest, told: Words) -> OwnPage:
    day = weeks.day_of(own.at, zone_of(digest.zone))
    kind = ChannelKind(own.channel_kind)
    return OwnPage(
        kudos=id_,
        giver=prose.names([told.name(own.giver)]),
        on=prose.since(day, weeks.day_of(digest.period.start, zone_of(digest.zone))),
        channel=own.channel_id or "" if kind != ChannelKind.DIRECT else "",
        place=PLACES[kind],
        message=said(own.message, told),
        decision=said(own.decision, told),
        outcome=said(own.outcome, told),
        customer_words=" ".join(said(own.customer_words, told).split()),
    )
