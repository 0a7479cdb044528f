"""A lead's gap report once more, in the shape of `backpat gaps --json`."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import combinations
from typing import Any

from tests.archive.recompute.book import Book, Gift, workdays

WINDOWS = (7, 30, 90)
TENURES = ((91, "under 3 months"), (365, "3 to 12 months"), (1095, "1 to 3 years"))
FLOOR = 5
Json = dict[str, Any]


def gaps(book: Book, lead: str, at: datetime, scope: str) -> Json:
    """Of a tree, `teams` has them all, those that a report withholds too, and `groups` too."""
    own = book.eligible(book.led(lead, at), at)
    below = book.eligible(book.below(lead, at), at)
    people = below if scope == "tree" and not 0 < len(below - own) < FLOOR else own
    ages = {one: book.age(one, at, book.last(one, at + timedelta(microseconds=1))) for one in people}
    bands = Counter(age["band"] for age in ages.values())
    return {
        "lead": {"slack_id": book.members[lead]["slack_user_id"], "name": book.label(lead)},
        "scope": scope,
        "team": None,
        "counting_since": str(book.day(book.counts_from, lead)),
        "names": True,
        "coverage": _coverage(book, people, at),
        "bands": {name: bands[name] for name in ("fresh", "amber", "red")},
        "newcomers": sum(age["newcomer"] for age in ages.values()),
        "people": _people(book, lead, own, ages, at),
        "lead_coverage": _coverage(book, people, at, by=lambda gift: book.leads_of(gift[2], gift[0])),
        "sources": _sources(book, people, at),
        "reciprocity": _reciprocity(book, people, at),
        "concentration": _concentration(book, people, at),
        "groups": _groups(book, people, at),
        "waiting": _waiting(book, people),
        "giving": _giving(book, lead, own, at) if scope == "tree" else None,
        "teams": _teams(book, lead, people, at) if scope == "tree" else [],
    }


def _coverage(book: Book, people: set[str], at: datetime, by: Callable[[Gift], set[str]] | None = None) -> list[Json]:
    """`by`: who has to have given it."""
    found = []
    for window in WINDOWS:
        reached = {g[2] for g in book.window(people, window, at) if by is None or g[1] in by(g)}
        found.append({"working_days": window, "reached": len(reached), "people": len(people)})
    return found


def _people(book: Book, lead: str, own: set[str], ages: dict[str, Json], at: datetime) -> list[Json]:
    found, acted = [], 0
    for one in sorted(own, key=lambda one: (-ages[one]["days"], ages[one]["since"], one)):
        age, last = ages[one], book.last_from_lead(one, at)
        lead_days = min(book.age(one, at, last)["days"], book.days_led(lead, one, at))
        look = age["look"] or (lead_days >= 30 and not age["settling"])
        gift = book.act(lead, one, at) if look and acted < 3 else None
        acted += look
        found.append(
            {
                "slack_id": book.members[one]["slack_user_id"],
                "name": book.label(one),
                "working_days": age["days"],
                "since": str(age["since"]),
                "band": age["band"],
                "last_received": str(age["last"]) if age["last"] else None,
                "newcomer": age["newcomer"],
                "worth_a_look": look,
                "working_days_by_lead": lead_days,
                "last_received_from_lead": str(last) if last else None,
                "act": {"ground": "kudos", "on": str(book.day(gift[0], one))} if gift else None,
            }
        )
    return found


def _sources(book: Book, people: set[str], at: datetime) -> Json:
    found: Counter[str] = Counter()
    for when, giver, receiver, _ in book.window(people, 90, at):
        theirs, givers = book.leads_of(receiver, when), book.leads_of(giver, when)
        if giver in theirs:
            found["lead"] += 1
        elif theirs & givers or receiver in givers or book.teams_of(receiver, when) & book.teams_of(giver, when):
            found["peers"] += 1
        else:
            found["other_teams"] += 1
    return {name: found[name] for name in ("lead", "peers", "other_teams")} | {"all": found.total()}


def _reciprocity(book: Book, people: set[str], at: datetime) -> Json:
    gifts = [g for g in book.window(people, 90, at) if g[1] in people]
    ways = {(giver, receiver) for _, giver, receiver, _ in gifts}
    pairs = {frozenset(way) for way in ways}
    quick = sum(
        any(o[1] == g[2] and o[2] == g[1] and timedelta() < o[0] - g[0] <= timedelta(days=7) for o in gifts)
        for g in gifts
    )
    return {"pairs": len(pairs), "mutual": sum((b, a) in ways for a, b in ways) // 2, "quick_returns": quick}


def _concentration(book: Book, people: set[str], at: datetime) -> Json | None:
    gifts = Counter(g[2] for g in book.window(people, 90, at))
    if not gifts:
        return None
    even, found = chance(gifts.total(), len(people)), gini([gifts[one] for one in people])
    return {"kudos": gifts.total(), "people": len(people), "gini": found, "chance": even, "beyond_chance": found > even}


def gini(counts: list[int]) -> float:
    """The mean difference of all pairs over twice the mean; people with the same count are taken together."""
    total, n, alike = sum(counts), len(counts), Counter(counts)
    apart = sum(abs(a - b) * alike[a] * alike[b] for a, b in combinations(alike, 2))
    return apart / (n * total) if total else 0.0


@lru_cache(maxsize=1000)
def chance(kudos: int, people: int, throws: int = 3000) -> float:
    """The 95th percentile of the same when as many kudos fall evenly on as many people."""
    throw = random.Random(7)
    found = []
    for _ in range(throws):
        hit = Counter(throw.randrange(people) for _ in range(kudos))
        found.append(gini([*hit.values(), *[0] * (people - len(hit))]))
    return sorted(found)[int(0.95 * throws)]


def _groups(book: Book, people: set[str], at: datetime) -> list[Json]:
    """Groups and the rest of five or more."""
    gifts = Counter(g[2] for g in book.window(people, 90, at))
    found = []
    for attribute in ("shift", "site", "tenure"):
        by: dict[str | None, set[str]] = defaultdict(set)
        for one in people:
            by[_group(book, one, attribute, at)].add(one)
        for group, ones in by.items():
            rest = people - ones
            if group is None or min(len(ones), len(rest)) < FLOOR or not gifts:
                continue
            a, b = (sum(gifts[one] for one in some) for some in (ones, rest))
            told = {"attribute": attribute, "group": group, "people": len(ones)}
            found.append(told | _ratio(a, len(ones), b, len(rest)))
    return sorted(found, key=lambda one: (one["attribute"], one["group"]))


def _group(book: Book, member: str, attribute: str, at: datetime) -> str | None:
    if attribute != "tenure":
        return str(book.members[member][attribute] or "") or None
    joined = book.joined(member, at)
    if joined is None:
        return None
    days = (book.day(at, member) - joined).days
    return next((name for below, name in TENURES if days < below), "over 3 years")


def _ratio(a: float, people: int, b: float, others: int) -> Json:
    """Of two rates, with its 95 % interval (log-normal, Poisson counts; Haldane's half where one is nought)."""
    if not (a and b):
        a, b = a + 0.5, b + 0.5
    middle, spread = math.log(a * others / (b * people)), 1.96 * math.sqrt(1 / a + 1 / b)
    low, high = math.exp(middle - spread), math.exp(middle + spread)
    return {"ratio": math.exp(middle), "low": low, "high": high, "tells": low > 1 or high < 1}


def _waiting(book: Book, people: set[str]) -> Json:
    days = [book.day(at, member) for member, at in book.waits if member in people]
    return {"decisions": len(days), "oldest": str(min(days)) if days else None}


def _giving(book: Book, lead: str, own: set[str], at: datetime) -> Json | None:
    """Leads below who gave within the last 30 working days of theirs; fewer than five only where all are one's own."""
    leads = book.eligible(book.below(lead, at) & book.leads(at), at)
    if not leads or not (len(leads) >= FLOOR or leads <= own):
        return None
    recent = (g for g in book.given if g[0] <= at and workdays(book.day(g[0], g[1]), book.day(at, g[1])) < 30)
    return {"gave": len(leads & {g[1] for g in recent}), "leads": len(leads)}


def _teams(book: Book, lead: str, people: set[str], at: datetime) -> list[Json]:
    """Of each lead below."""
    found = []
    for one in sorted(book.below(lead, at) & book.leads(at), key=lambda one: (book.label(one).casefold(), one)):
        if theirs := book.led(one, at) & people:
            found.append({"lead": book.label(one), **_coverage(book, theirs, at)[1]})
    return found
