"""Every sentence of a digest with none, one and two of everything; and days by its reader's clock."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from uuid import uuid4

import pytest

from digests import pages, prose
from digests.collecting import Digest, LeadDigest, LeadershipDigest, LookOut, PersonalDigest, TeamDigest, TeamShare
from digests.facts.improving import Improving
from digests.facts.waiting import Answered, Waiting, Waits
from digests.figures.managers import Managers, Share
from digests.gaps.report import Act, Ground
from digests.layout import templating
from digests.telling import Told, Words
from digests.weeks import Period

WEEK = Period(datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC))
FIRST = date(2026, 1, 1)
LEAD, ANA, BO = uuid4(), uuid4(), uuid4()
KUDOS, VALUES, TEAMS = [uuid4() for _ in range(4)], [uuid4() for _ in range(2)], [uuid4() for _ in range(2)]
ONE = r"pat|person|colleague|decision|idea|day|week|team|manager|other|pat on the back"
MANY = r"pats|people|colleagues|decisions|ideas|days|weeks|teams|managers|others|pats on the back"
WRONG = re.compile(
    rf"\b(?:1|one) (?:working )?(?:{MANY})\b|\b(?:0|[2-9]|1\d|two|three) (?:working )?(?:{ONE})\b"
    r"|\b1 more are\b|\b[2-9] more is\b|\b(?:all|both) (?:1|one|2|two)\b|\ball of your one\b"
    r"|\b(?:one|1) \w+ (?:wait|ask|have)\b"
    r"|\b(?:two|2) \w+ (?:waits|asks|has|was)\b|\b1 times\b|\b2 times\b|  ",
    re.IGNORECASE,
)


def words() -> Words:
    told = Told(BO, (ANA,), "Stayed late", None, None, None)
    return Words(
        stories=dict.fromkeys(KUDOS, told),
        names={ANA: "Ana", BO: "Bo", LEAD: "Carol"},
        gone=frozenset(),
        mentioned={},
        values={one: f"Value {n}" for n, one in enumerate(VALUES)},
        improving=Improving(),
        teams={one: f"Team {n}" for n, one in enumerate(TEAMS)},
    )


def team_digests() -> Iterator[tuple[Digest, Words]]:
    for pats, decisions, thanked, thankers, everyone in product(range(1, 4), range(3), (1, 2), (1, 2), (True, False)):
        if decisions <= pats:
            yield (
                TeamDigest(
                    WEEK, "UTC", "C1", pats, decisions, thanked, thankers, everyone, (KUDOS[0],), tuple(VALUES[:pats])
                ),
                words(),
            )


def lead_digests() -> Iterator[tuple[Digest, Words]]:
    for people, thanked, given, own, waits, n in product((1, 2, 5), range(3), range(3), range(3), range(3), range(3)):
        if thanked > people or own > given:
            continue
        named = tuple(LookOut(one, 5 + n, newcomer=n == 1) for one in (ANA, BO)[:n])
        digest = LeadDigest(
            WEEK, "UTC", LEAD, people, thanked, named, n, given, own, None, FIRST, quiet_weeks=3 if n == 2 else 0
        )
        at = WEEK.end
        waiting = Waiting(
            decisions={LEAD: [Waits(uuid4(), ANA, "Ana", WEEK.start, "Refunded it") for _ in range(waits)]},
            answered={LEAD: [Answered("Bo", "pat", at) for _ in range(n)]},
            ideas=Counter({LEAD: n}),
            room=Counter({LEAD: n}),
            led=frozenset({(LEAD, ANA), (LEAD, BO)}),
        )
        yield digest, replace(words(), waiting=waiting)


def leadership_digests() -> Iterator[tuple[Digest, Words]]:
    shares = [Share(some, 5) for some in (0, 1, 2, 5)]
    for reached, logged, ideas, more, days in product(shares, range(3), range(3), range(3), range(3)):
        for answered in range(logged + 1):
            yield LeadershipDigest(
                WEEK, "UTC", LEAD, reached, tuple(TeamShare(one, reached) for one in TEAMS), more, more,
                Managers(reached, days, reached), logged, answered, ideas, FIRST if ideas else None, (),
                (None, reached), None, FIRST,
            ), words()  # fmt: skip


def personal_digests() -> Iterator[tuple[Digest, Words]]:
    for pats, thankers, answered in product(range(3), range(1, 3), range(3)):
        yield PersonalDigest(WEEK, "UTC", ANA, (), pats, thankers, tuple(VALUES[:pats]), answered), words()


@pytest.mark.parametrize("made", [team_digests, lead_digests, leadership_digests, personal_digests])
def test_none_one_and_two_are_said_as_one_says_them(made: object) -> None:
    count = 0
    for digest, told in made():  # type: ignore[operator]
        page = pages.page_of(digest, told)
        assert page
        said = templating.text(page)
        flat = re.sub(r"\n *", "\n", said)
        assert not (found := WRONG.search(flat)), f"{found}\n{said}"
        count += 1
    assert count > 15


@pytest.mark.parametrize(
    ("zone", "end", "said"),
    [
        ("Asia/Tokyo", datetime(2026, 3, 8, 15, tzinfo=UTC), "2 March"),
        ("UTC", datetime(2026, 3, 9, tzinfo=UTC), "2 March"),
        ("America/Los_Angeles", datetime(2026, 3, 9, 7, tzinfo=UTC), "2 March"),
    ],
)
def test_a_week_ago_is_no_monday_by_any_readers_clock(zone: str, end: datetime, said: str) -> None:
    """Read on Monday the 9th, wherever that is."""
    assert prose.lately(date(2026, 3, 2), prose.read_on(Period(WEEK.start, end), zone)) == said
    act = Act(Ground.KUDOS, KUDOS[0], date(2026, 3, 2), BO)
    digest = LeadDigest(
        Period(WEEK.start, end), zone, LEAD, 2, 1, (LookOut(ANA, 9, newcomer=False, act=act),), 0, 0, 0, None, FIRST
    )
    page = pages.page_of(digest, replace(words(), waiting=Waiting(led=frozenset({(LEAD, ANA)}))))
    assert page
    assert f"Bo thanked Ana on {said}" in templating.text(page)
