"""The digests of a week or month once more, in the shape of `backpat digest preview --format figures`."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.archive.recompute.book import Book, Gift, dashed, workdays
from tests.archive.recompute.disclosure import tellable

Json = dict[str, Any]
FLOOR = 5


def week_of(text: str, zone: ZoneInfo, back: int = 0) -> tuple[datetime, datetime]:
    """The ISO week `2019-W07`, or one so many weeks earlier, from midnight to midnight of that zone."""
    year, week = text.split("-W")
    monday = date.fromisocalendar(int(year), int(week), 1) - timedelta(weeks=back)
    return midnight(monday, zone), midnight(monday + timedelta(weeks=1), zone)


def month_of(text: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    first = date.fromisoformat(f"{text}-01")
    return midnight(first, zone), midnight((first + timedelta(days=31)).replace(day=1), zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def lead(book: Book, who: str, week: str) -> Json | None:
    """Of whom they led when it ended."""
    start, end = week_of(week, book.zone_of(who))
    own = book.eligible(book.led(who, end), end)
    if not own:
        return None
    gifts = [g for g in _within(book, start, end) if g[2] in own]
    given = [g for g in _within(book, start, end) if g[1] == who]
    others = {g[3] for g in gifts if book.is_open(g[3]) and g[1] != who}
    out = _look_out(book, who, own, end)
    return {
        "zone": str(book.zone_of(who)),
        "lead": dashed(who),
        "people": len(own),
        "thanked": len({g[2] for g in gifts}),
        "look_out": out[:3],
        "look_out_more": len(out[3:]),
        "given": len({g[3] for g in given}),
        "given_to_own": len({g[3] for g in given if g[2] in own}),
        "story": next(iter(_stories(book, others)), None),
        "counting_since": str(book.day(book.counts_from, who)),
        "line": None,
        "names": True,
        "waits": False,
        "quiet_weeks": 0,
    }


def _look_out(book: Book, lead: str, own: Iterable[str], end: datetime) -> list[Json]:
    ages = {one: book.age(one, end, book.last(one, end)) for one in own}
    unseen = sorted((-age["days"], age["since"], one) for one, age in ages.items() if age["look"])
    seen = (one for one, age in ages.items() if age["band"] == "fresh" and not age["look"] and age["last"])
    waited = {one: _lead_days(book, lead, one, end) for one in seen}
    alone = sorted((-days, one) for one, days in waited.items() if days >= 30)
    found = [(one, -days, ages[one]["newcomer"], False) for days, _, one in unseen]
    found += [(one, -days, False, True) for days, one in alone]
    return [
        {
            "member": dashed(one),
            "days": days,
            "newcomer": newcomer,
            "by_lead": by_lead,
            "ever": bool(ages[one]["last"]),
            "act": _act(book, lead, one, end) if n < 3 else None,
        }
        for n, (one, days, newcomer, by_lead) in enumerate(found)
    ]


def _lead_days(book: Book, lead: str, member: str, end: datetime) -> int:
    """Working days since this lead's own thanks, at most of 13 weeks, and of leading them."""
    thanks = [g[0] for g in book.received[member] if g[1] == lead and end - timedelta(days=91) <= g[0] < end]
    last = max([book.counts_from, book.led_since(lead, member, end), *(thanks or [end - timedelta(days=91)])])
    return workdays(max(book.day(last, member), book.begin(member, end)), book.day(end, member))


def _act(book: Book, lead: str, member: str, at: datetime) -> Json | None:
    gift = book.act(lead, member, at)
    if gift is None:
        return None
    day = str(book.day(gift[0], member))
    return {"ground": "kudos", "subject": dashed(gift[3]), "on": day, "giver": dashed(gift[1])}


def team(book: Book, week: str, which: str | None = None) -> Json | None:
    """Of what may be told in a channel; `which`: an id, None: everybody's. None: nothing to tell."""
    start, end = week_of(week, ZoneInfo(book.zone))
    members = {m for t, m, _, s, e in book.places if t == which and s <= end and (not e or e > end)}
    gifts = [g for g in _within(book, start, end) if book.is_open(g[3]) and (not which or g[2] in members)]
    told = {g[3] for g in gifts}
    counted, thanked = book.eligible(members if which else set(book.members), end), {g[2] for g in gifts}
    channels = Counter(book.kudos[one]["channel_id"] for one in told)
    busiest = min(channels, key=lambda one: (-channels[one], one), default=None)
    return (
        told
        and {
            "zone": book.zone,
            "channel_id": None if which else busiest,
            "pats": len(told),
            "decisions": sum(book.said(one, "decision") for one in told),
            "thanked": len(thanked),
            "thankers": len({g[1] for g in gifts}),
            "everyone": len(counted) > 1 and counted <= thanked,
            "stories": _stories(book, told)[:3],
            "values": [],
            "ideas": [],
            "causes": [],
            "line": None,
        }
    ) or None


def leadership(book: Book, reader: str, week: str) -> Json:
    """Of everybody, and of named teams whose figure gives away none about fewer than five people."""
    zone = book.zone_of(reader)
    start, end = week_of(week, zone)
    everyone = book.eligible(set(book.members), end)
    thanked = {g[2] for g in _within(book, start, end)}
    teams = {t: book.eligible({m for u, m, _, s, e in book.places if u == t and s <= end}, end) for t in book.teams}
    own = book.eligible(book.led(reader, end), end)
    told = tellable(teams, everyone, named=own | {reader})
    shares = sorted((len(teams[t] & thanked) / len(teams[t]), -len(teams[t]), dashed(t)) for t in told)
    shown = [{"team": t, "reached": {"some": round(part * -all_), "all": -all_}} for part, all_, t in shares]
    leads = book.eligible(book.leads(end), end)
    gave = leads & {g[1] for g in _within(book, start, end)}
    return {
        "zone": str(zone),
        "reader": dashed(reader),
        "reached": _share(everyone & thanked, everyone),
        "teams": shown[:6],
        "teams_more": len(shown[6:]),
        "teams_withheld": len([one for one in teams.values() if one]) - len(shown),
        "managers": {"answered": None, "days": None, "giving": _share(gave, leads)},
        "logged": 0,
        "logged_answered": 0,
        "ideas": 0,
        "oldest_idea": None,
        "causes": [],
        "trend": [_then(book, everyone, zone, week, end, back) for back in range(7, -1, -1)],
        "story": next(iter(_stories(book, {g[3] for g in _within(book, start, end) if book.is_open(g[3])})), None),
        "counting_since": str(book.day(book.counts_from, reader)),
    }


def _then(book: Book, people: set[str], zone: ZoneInfo, week: str, now: datetime, back: int) -> Json | None:
    """Of those who were here by the end of that week."""
    start, end = week_of(week, zone, back)
    if end <= book.counts_from:
        return None
    day, joined = end.astimezone(zone).date(), {one: book.joined(one, now) for one in people}
    here = {one for one in people if not back or (first := joined[one]) is None or first < day}
    return _share(here & {g[2] for g in _within(book, start, end)}, here)


def _share(some: Collection[str], of: Collection[str]) -> Json | None:
    return {"some": len(some), "all": len(of)} if len(of) >= FLOOR else None


def personal(book: Book, who: str, month: str) -> Json:
    start, end = month_of(month, book.zone_of(who))
    gifts = sorted((g for g in book.received[who] if start <= g[0] < end), key=lambda g: (g[0], g[3]), reverse=True)
    words = ("message", "decision", "outcome", "customer_words")
    told = sorted(gifts, key=lambda g: not book.said(g[3], *words))[:5]
    return {
        "zone": str(book.zone_of(who)),
        "mine": dashed(who),
        "pats": [dashed(g[3]) for g in told],
        "all": len(gifts),
        "thankers": len({g[1] for g in gifts}),
        "values": [],
        "answered": 0,
    }


def _within(book: Book, start: datetime, end: datetime) -> list[Gift]:
    return [g for g in book.given if start <= g[0] < end]


def _stories(book: Book, told: Collection[str]) -> list[str]:
    """Decisions first, the customer's words on top, whose receivers were thanked least; nobody twice before all."""
    often = Counter(one for kudos in told for one in book.receivers(kudos))

    def rank(kudos: str) -> Any:
        lacks = [not book.said(kudos, one) for one in ("decision", "customer_words", "outcome")]
        shine = min(often[one] for one in book.receivers(kudos))
        at = next(g[0] for one in book.receivers(kudos) for g in book.received[one] if g[3] == kudos)
        return (*lacks, shine, -at.timestamp(), UUID(kudos))

    ranked, seen, first = sorted(told, key=rank), set[str](), []
    for kudos in ranked:
        if not seen & book.receivers(kudos):
            seen |= book.receivers(kudos)
            first.append(kudos)
    return [dashed(one) for one in (*first, *(one for one in ranked if one not in first))]
