"""The tables of an SQLite file, in memory, and what holds for one person: the standard library only."""

import sqlite3
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

Gift = tuple[datetime, str, str, str]
"""When, giver, receiver, kudos."""


def instant(stored: str | None) -> Any:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC) if stored else None


@lru_cache(maxsize=100_000)
def workdays(after: date, until: date) -> int:
    """Counted one by one: days after `after`, up to and including `until`, from Monday to Friday."""
    return sum((after + timedelta(days=n)).weekday() < 5 for n in range(1, (until - after).days + 1))


def dashed(stored: str) -> str:
    """An id as JSON has it."""
    return str(UUID(stored))


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
        self.by_kudos: dict[str, set[str]] = defaultdict(set)
        for gift in self.given:
            self.received[gift[2]].append(gift)
            self.by_kudos[gift[3]].add(gift[2])
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
        live = self.db.execute("SELECT id, name FROM teams WHERE archived_at IS NULL")
        self.teams = {row["id"]: row["name"] for row in live}
        answered = "SELECT decision_id FROM answers"
        waits = self.db.execute(f"SELECT member_id, logged_at FROM decisions WHERE id NOT IN ({answered})")
        self.waits = [(row["member_id"], instant(row["logged_at"])) for row in waits]
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

    def led_since(self, lead: str, member: str, at: datetime) -> datetime:
        """When this lead began to lead them, who does so at that instant: by line, as in all of the archive."""
        began: datetime = min(
            s for who, one, s, e in self.lines if (who, one) == (lead, member) and self._holds(s, e, at)
        )
        return began

    def days_led(self, lead: str, member: str, at: datetime) -> int:
        return workdays(self.day(self.led_since(lead, member, at), member), self.day(at, member))

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

    def last(self, member: str, before: datetime) -> date | None:
        """The day of the last kudos before that instant."""
        found = [gift[0] for gift in self.received[member] if gift[0] < before]
        return self.day(max(found), member) if found else None

    def last_from_lead(self, member: str, until: datetime) -> date | None:
        """The same, by whoever led them when it was said."""
        found = [g[0] for g in self.received[member] if g[0] <= until and g[1] in self.leads_of(member, g[0])]
        return self.day(max(found), member) if found else None

    def age(self, member: str, at: datetime, last: date | None) -> dict[str, Any]:
        """Of somebody who was last thanked on the day `last`, at the instant `at`."""
        today, begin, joined = self.day(at, member), self.begin(member, at), self.joined(member, at)
        new = joined is not None and last is None and (today - joined).days <= 90
        waited = (today - begin).days
        since = max(begin, last) if last else begin
        days = workdays(since, today)
        band = "fresh" if days < 7 else "amber" if days < 30 else "red"
        newcomer, settling = new and 21 <= waited <= 90, new and waited < 21
        return {
            "days": days,
            "since": since,
            "last": last,
            "band": band,
            "newcomer": newcomer,
            "settling": settling,
            "look": newcomer or (band != "fresh" and not settling),
        }

    def label(self, member: str) -> str:
        row = self.members[member]
        return str(row["name"] or row["handle"] or "someone")

    # Kudos.

    def is_open(self, kudos: str) -> bool:
        """Whether it may be told in a channel."""
        return self.kudos[kudos]["channel_kind"] == "public" and all(c == "everyone" for c in self.circles[kudos])

    def said(self, kudos: str, *texts: str) -> bool:
        return any(self.kudos[kudos][text] for text in texts)

    def receivers(self, kudos: str) -> set[str]:
        return self.by_kudos[kudos]

    def act(self, lead: str, member: str, at: datetime) -> Gift | None:
        """The newest that somebody else thanked them for in the last 42 days. (In an archive, no decision waits.)"""
        since, words = at - timedelta(days=42), ("message", "decision", "outcome", "customer_words")
        found = [
            gift
            for gift in self.received[member]
            if since < gift[0] <= at and gift[1] != lead and self.is_open(gift[3]) and self.said(gift[3], *words)
        ]
        return max(found, key=lambda gift: (gift[0], gift[3]), default=None)

    def within(self, gift: Gift, window: int, at: datetime) -> bool:
        """Whether a kudos came in the last `window` working days of its receiver, today included."""
        return gift[0] <= at and workdays(self.day(gift[0], gift[2]), self.day(at, gift[2])) < window

    def window(self, people: set[str], window: int, at: datetime) -> list[Gift]:
        found = [gift for one in people for gift in self.received[one] if self.within(gift, window, at)]
        return sorted(found)
