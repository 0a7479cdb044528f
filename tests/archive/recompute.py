"""Every figure of digests and gap reports once more, from the bare tables of an SQLite file.

    python tests/archive/recompute.py FILE.db --now 2019-06-10T16:00:00+00:00 [--week 2019-W22 …]

It knows the formulas (docs/gaps.md) and the tables, and nothing of Backpat's code: the standard library only. Monday to
Friday, no holidays. Prints one JSON object: `gaps` by lead and scope, `digests` by week.
"""

import argparse
import json
import math
import random
import sqlite3
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from typing import Any
from zoneinfo import ZoneInfo

Gift = tuple[datetime, str, str, str]
"""When, giver, receiver, kudos."""
WINDOWS = (7, 30, 90)
TENURES = ((91, "under 3 months"), (365, "3 to 12 months"), (1095, "1 to 3 years"))


def instant(stored: str | None) -> Any:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC) if stored else None


def workdays(after: date, until: date) -> int:
    """Counted one by one: days after `after`, up to and including `until`, from Monday to Friday."""
    return sum((after + timedelta(days=n)).weekday() < 5 for n in range(1, (until - after).days + 1))


class Book:
    """The tables, in memory."""

    def __init__(self, path: str) -> None:
        self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.db.row_factory = sqlite3.Row
        (workspace,) = self.db.execute("SELECT * FROM workspaces").fetchall()
        self.zone = workspace["zone"] or "UTC"
        self.members = {row["id"]: row for row in self.db.execute("SELECT * FROM members")}
        gone = {row["kudos_id"] for row in self.db.execute("SELECT kudos_id FROM kudos_retractions")}
        self.kudos = {row["id"]: row for row in self.db.execute("SELECT * FROM kudos") if row["id"] not in gone}
        rows = self.db.execute("SELECT * FROM kudos_receivers ORDER BY position").fetchall()
        self.circles: dict[str, list[str]] = defaultdict(list)
        self.given: list[Gift] = []
        """Every kudos that reached somebody."""
        for row in rows:
            kudos = self.kudos.get(row["kudos_id"])
            if kudos is None:
                continue
            self.circles[kudos["id"]].append(row["circle"])
            if row["void_reason"] is None:
                self.given.append((instant(kudos["given_at"]), kudos["giver_id"], row["receiver_id"], kudos["id"]))
        self.given.sort()
        self.received: dict[str, list[Gift]] = defaultdict(list)
        for gift in self.given:
            self.received[gift[2]].append(gift)
        installed = instant(workspace["installed_at"])
        first = min((instant(kudos["given_at"]) for kudos in self.kudos.values()), default=installed)
        self.counts_from = min(first, installed)
        imported = [instant(row["started_at"]) for row in self.db.execute("SELECT started_at FROM imports")]
        self.settled = max([*imported, installed]) + timedelta(days=1)
        self.lines = [
            (row["lead_id"], row["member_id"], instant(row["starts_at"]), instant(row["ends_at"]))
            for row in self.db.execute("SELECT * FROM reporting_lines")
        ]
        self.places = [
            (row["team_id"], row["member_id"], row["role"], instant(row["starts_at"]), instant(row["ends_at"]))
            for row in self.db.execute("SELECT * FROM team_memberships")
        ]
        self.absences = self.db.execute("SELECT * FROM absences").fetchall()

    # Who belongs to whom.

    @staticmethod
    def _holds(starts: datetime, ends: datetime | None, at: datetime) -> bool:
        return starts <= at and (ends is None or ends > at)

    def led(self, lead: str, at: datetime) -> set[str]:
        direct = {member for one, member, starts, ends in self.lines if one == lead and self._holds(starts, ends, at)}
        teams = {t for t, m, role, s, e in self.places if m == lead and role == "lead" and self._holds(s, e, at)}
        return direct | {
            m for t, m, role, s, e in self.places if t in teams and role == "member" and self._holds(s, e, at)
        }

    def leads_of(self, member: str, at: datetime) -> set[str]:
        direct = {lead for lead, one, s, e in self.lines if one == member and self._holds(s, e, at)}
        teams = {t for t, m, role, s, e in self.places if m == member and role == "member" and self._holds(s, e, at)}
        return direct | {
            m for t, m, role, s, e in self.places if t in teams and role == "lead" and self._holds(s, e, at)
        }

    def teams_of(self, member: str, at: datetime) -> set[str]:
        return {t for t, m, _, s, e in self.places if m == member and self._holds(s, e, at)}

    def leads(self, at: datetime) -> set[str]:
        lines = {lead for lead, _, s, e in self.lines if self._holds(s, e, at)}
        return lines | {m for _, m, role, s, e in self.places if role == "lead" and self._holds(s, e, at)}

    def below(self, lead: str, at: datetime) -> set[str]:
        found: set[str] = set()
        todo = [lead]
        while todo:
            for one in self.led(todo.pop(), at) - found - {lead}:
                found.add(one)
                todo.append(one)
        return found

    def eligible(self, ids: set[str], at: datetime) -> set[str]:
        return {id_ for id_ in ids if self._eligible(self.members[id_], at)}

    def _eligible(self, member: sqlite3.Row, at: datetime) -> bool:
        away = False
        for one in self.absences:
            if one["member_id"] == member["id"] and instant(one["starts_at"]) <= at:
                ended = instant(one["ended_at"])
                today = at.astimezone(ZoneInfo(member["zone"] or self.zone)).date()
                away = away or ((ended is None or ended > at) and today < date.fromisoformat(one["back_on"]))
        return bool(member["active"]) and member["kind"] in ("person", "offline") and not away

    # One person.

    def zone_of(self, member: str) -> ZoneInfo:
        return ZoneInfo(self.members[member]["zone"] or self.zone)

    def day(self, at: datetime, member: str) -> date:
        return at.astimezone(self.zone_of(member)).date()

    def joined(self, member: str, at: datetime) -> date | None:
        row = self.members[member]
        if row["started_on"]:
            return date.fromisoformat(row["started_on"])
        added = instant(row["added_at"])
        return self.day(added, member) if self.settled < added < at else None

    def begin(self, member: str, at: datetime) -> date:
        """The latest of the first day and the day on which counting began."""
        return max(filter(None, (self.joined(member, at), self.day(self.counts_from, member))))

    def last(self, member: str, until: datetime, givers: set[str] | None = None) -> date | None:
        found = [
            gift[0] for gift in self.received[member] if gift[0] <= until and (givers is None or gift[1] in givers)
        ]
        return self.day(max(found), member) if found else None

    def age(self, member: str, at: datetime) -> dict[str, Any]:
        today, begin, joined = self.day(at, member), self.begin(member, at), self.joined(member, at)
        last = self.last(member, at)
        new = joined is not None and last is None and (today - joined).days <= 90
        waited = (today - begin).days
        own = self.last(member, at, self.leads_of(member, at))
        days = workdays(max(begin, last) if last else begin, today)
        lead_days = workdays(max(begin, own) if own else begin, today)
        return {
            "days": days,
            "last": last,
            "band": "fresh" if days < 7 else "amber" if days < 30 else "red",
            "newcomer": new and 21 <= waited <= 90,
            "settling": new and waited < 21,
            "lead_days": lead_days,
            "lead_last": own,
        }

    def within(self, gift: Gift, window: int, at: datetime) -> bool:
        """Whether a kudos came in the last `window` working days of its receiver, today included."""
        return gift[0] <= at and workdays(self.day(gift[0], gift[2]), self.day(at, gift[2])) < window

    def window(self, people: set[str], window: int, at: datetime) -> list[Gift]:
        found = [gift for one in people for gift in self.received[one] if self.within(gift, window, at)]
        return sorted(found)


def coverage(
    book: Book, people: set[str], at: datetime, by: Callable[[Gift], set[str]] | None = None
) -> dict[str, list[int]]:
    """[reached, people] for each window; `by`: who has to have given it."""
    reached = []
    for window in WINDOWS:
        gifts = book.window(people, window, at)
        reached.append(len({g[2] for g in gifts if by is None or g[1] in by(g)}))
    return {str(window): [n, len(people)] for window, n in zip(WINDOWS, reached, strict=True)}


def sources(book: Book, people: set[str], at: datetime) -> dict[str, int]:
    found: Counter[str] = Counter()
    for when, giver, receiver, _ in book.window(people, 90, at):
        theirs, givers = book.leads_of(receiver, when), book.leads_of(giver, when)
        if giver in theirs:
            found["lead"] += 1
        elif theirs & givers or receiver in givers or book.teams_of(receiver, when) & book.teams_of(giver, when):
            found["peers"] += 1
        else:
            found["other_teams"] += 1
    return {name: found[name] for name in ("lead", "peers", "other_teams")}


def reciprocity(book: Book, people: set[str], at: datetime) -> dict[str, int]:
    gifts = [g for g in book.window(people, 90, at) if g[1] in people]
    ways = {(giver, receiver) for _, giver, receiver, _ in gifts}
    pairs = {frozenset(way) for way in ways}
    quick = sum(
        any(o[1] == g[2] and o[2] == g[1] and timedelta() < o[0] - g[0] <= timedelta(days=7) for o in gifts)
        for g in gifts
    )
    return {"pairs": len(pairs), "mutual": sum((b, a) in ways for a, b in ways) // 2, "quick_returns": quick}


def gini(counts: list[int]) -> float:
    """Mean difference over twice the mean, of every pair."""
    total, n = sum(counts), len(counts)
    return sum(abs(a - b) for a, b in combinations(counts, 2)) / (n * total) if total else 0.0


def chance(kudos: int, people: int, throws: int = 4000) -> float:
    throw = random.Random(7)
    found = []
    for _ in range(throws):
        counts = [0] * people
        for _ in range(kudos):
            counts[throw.randrange(people)] += 1
        found.append(gini(counts))
    return statistics.quantiles(found, n=20)[-1]


def concentration(book: Book, people: set[str], at: datetime) -> dict[str, float] | None:
    gifts = Counter(g[2] for g in book.window(people, 90, at))
    kudos = sum(gifts.values())
    if not kudos:
        return None
    return {
        "kudos": kudos,
        "people": len(people),
        "gini": gini([gifts[one] for one in people]),
        "chance": chance(kudos, len(people)),
    }


def groups(book: Book, people: set[str], at: datetime) -> list[list[Any]]:
    """Ratio of rates and its 95 % interval (log-normal, Poisson counts), groups and the rest of five or more."""
    gifts = Counter(g[2] for g in book.window(people, 90, at))
    found: list[list[Any]] = []
    for attribute in ("shift", "site", "tenure"):
        by: dict[str | None, set[str]] = defaultdict(set)
        for one in people:
            by[_group(book, one, attribute, at)].add(one)
        for group, ones in by.items():
            rest = people - ones
            if group is None or len(ones) < 5 or len(rest) < 5:
                continue
            a, b = (sum(gifts[one] for one in some) for some in (ones, rest))
            found.append([attribute, group, len(ones), a, b, len(rest)])
    return sorted(found, key=str)


def _group(book: Book, member: str, attribute: str, at: datetime) -> str | None:
    if attribute != "tenure":
        return str(book.members[member][attribute] or "") or None
    joined = book.joined(member, at)
    if joined is None:
        return None
    days = (book.day(at, member) - joined).days
    return next((name for below, name in TENURES if days < below), "3 years or more")


def ratio(a: int, people: int, b: int, others: int) -> list[float] | None:
    """The rate ratio and its interval; None where a count is nought."""
    if not a or not b:
        return None
    middle, spread = math.log(a / people) - math.log(b / others), 1.96 * math.sqrt(1 / a + 1 / b)
    return [math.exp(middle), math.exp(middle - spread), math.exp(middle + spread)]


def gaps(book: Book, lead: str, at: datetime, scope: str) -> dict[str, Any]:
    own = book.eligible(book.led(lead, at), at)
    people = own if scope == "own" else book.eligible(book.below(lead, at), at)
    ages = {one: book.age(one, at) for one in people}
    bands = Counter(age["band"] for age in ages.values())
    below = book.below(lead, at) & book.leads(at)
    gave = {g[1] for g in book.given if g[1] in below and _recent(book, g, at)}
    return {
        "coverage": coverage(book, people, at),
        "lead_coverage": coverage(book, people, at, by=lambda g: book.leads_of(g[2], at)),
        "bands": [bands[name] for name in ("fresh", "amber", "red")],
        "newcomers": sum(age["newcomer"] for age in ages.values()),
        "people": {
            book.members[one]["slack_user_id"]: {
                "days": ages[one]["days"],
                "band": ages[one]["band"],
                "last_received": str(ages[one]["last"]) if ages[one]["last"] else None,
                "lead_days": ages[one]["lead_days"],
                "newcomer": ages[one]["newcomer"],
            }
            for one in own
        },
        "sources": sources(book, people, at),
        "reciprocity": reciprocity(book, people, at),
        "concentration": concentration(book, people, at),
        "groups": groups(book, people, at),
        "giving": [len(gave), len(book.eligible(below, at))] if scope == "tree" else None,
    }


def _recent(book: Book, gift: Gift, at: datetime) -> bool:
    """Within the last 30 working days of its giver."""
    return gift[0] <= at and workdays(book.day(gift[0], gift[1]), book.day(at, gift[1])) < 30


# Digests of a week.


def week_of(text: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    year, week = text.split("-W")
    monday = date.fromisocalendar(int(year), int(week), 1)
    start, end = (datetime.combine(monday + timedelta(days=n), time(), tzinfo=zone).astimezone(UTC) for n in (0, 7))
    return start, end


def in_period(book: Book, start: datetime, end: datetime, people: set[str] | None = None) -> list[Gift]:
    return [g for g in book.given if start <= g[0] < end and (people is None or g[2] in people)]


def is_open(book: Book, kudos: str) -> bool:
    return book.kudos[kudos]["channel_kind"] == "public" and all(c == "everyone" for c in book.circles[kudos])


def lead_digest(book: Book, lead: str, week: str, at: datetime) -> dict[str, Any]:
    start, end = week_of(week, book.zone_of(lead))
    people_at = end if book.eligible(book.led(lead, end), end) else at
    own = book.eligible(book.led(lead, people_at), people_at)
    gifts = in_period(book, start, end, own)
    given = [g for g in book.given if g[1] == lead and start <= g[0] < end]
    return {
        "people": len(own),
        "thanked": len({g[2] for g in gifts}),
        "given": len({g[3] for g in given}),
        "given_to_own": len({g[3] for g in given if g[2] in own}),
        "counting_since": str(book.day(book.counts_from, lead)),
    }


def team_digest(book: Book, week: str) -> dict[str, int]:
    start, end = week_of(week, ZoneInfo(book.zone))
    gifts = [g for g in in_period(book, start, end) if is_open(book, g[3])]
    told = {g[3] for g in gifts}
    return {
        "pats": len(told),
        "decisions": sum(bool(book.kudos[k]["decision"]) for k in told),
        "thanked": len({g[2] for g in gifts}),
        "thankers": len({g[1] for g in gifts}),
    }


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--now", required=True, type=datetime.fromisoformat)
    parser.add_argument("--week", action="append", default=[])
    asked = parser.parse_args(arguments)
    book = Book(asked.file)
    leads = sorted(book.leads(asked.now))
    name = {lead: book.members[lead]["slack_user_id"] for lead in leads}
    found = {
        "gaps": {name[x]: {scope: gaps(book, x, asked.now, scope) for scope in ("own", "tree")} for x in leads},
        "digests": {
            week: {
                "team": team_digest(book, week),
                "lead": {name[x]: lead_digest(book, x, week, asked.now) for x in leads},
            }
            for week in asked.week
        },
    }
    json.dump(found, sys.stdout, indent=1, default=str)


if __name__ == "__main__":
    main(sys.argv[1:])
