"""Which kudos are told."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from digests.facts.pats import Pat
from digests.figures import stories

WEDNESDAY = datetime(2026, 3, 4, 10, tzinfo=UTC)
ids = st.integers(1, 6).map(lambda n: UUID(int=n))


def a_pat(n: int, *receivers: int, decision: bool = False, customer: bool = False, outcome: bool = False) -> Pat:
    return Pat(
        id=UUID(int=n),
        giver=UUID(int=99),
        receivers=tuple(UUID(int=receiver) for receiver in receivers),
        given_at=WEDNESDAY + timedelta(minutes=n),
        channel_id="C0SUPPORT0",
        open=True,
        has_decision=decision,
        has_outcome=outcome,
        has_customer=customer,
    )


def chosen(*pats: Pat) -> list[int]:
    return [pat.id.int for pat in stories.choose(pats)]


def test_decisions_come_first_and_the_customers_words_on_top() -> None:
    pats = [
        a_pat(1, 1),
        a_pat(2, 2, customer=True),
        a_pat(3, 3, decision=True),
        a_pat(4, 4, decision=True, customer=True),
    ]
    assert chosen(*pats) == [4, 3, 2]


def test_nobody_has_two_stories_while_others_have_one() -> None:
    pats = [a_pat(1, 1, decision=True), a_pat(2, 1, decision=True), a_pat(3, 2), a_pat(4, 3)]
    assert chosen(*pats) == [2, 4, 3] or chosen(*pats) == [1, 4, 3]


def test_where_nobody_else_has_a_story_someone_has_two() -> None:
    assert sorted(chosen(a_pat(1, 1), a_pat(2, 1))) == [1, 2]


def test_among_equals_who_was_thanked_least_comes_first() -> None:
    assert chosen(a_pat(1, 1), a_pat(2, 1), a_pat(3, 1), a_pat(4, 2))[0] == 4


pats_of_a_week = st.lists(
    st.tuples(st.lists(st.integers(1, 5), min_size=1, max_size=3, unique=True), st.booleans(), st.booleans()),
    max_size=12,
).map(lambda drawn: [a_pat(n, *who, decision=d, customer=c) for n, (who, d, c) in enumerate(drawn)])


@given(pats_of_a_week)
def test_as_many_as_there_are_up_to_three_and_each_once(pats: list[Pat]) -> None:
    told = stories.choose(pats)
    assert len(told) == len({pat.id for pat in told}) == min(3, len(pats))
    assert {pat.id for pat in told} <= {pat.id for pat in pats}


@given(pats_of_a_week)
def test_a_receiver_comes_twice_only_when_every_other_story_has_someone_told_already(pats: list[Pat]) -> None:
    told = stories.choose(pats)
    seen: set[UUID] = set()
    for at, pat in enumerate(told):
        if not seen.isdisjoint(pat.receivers):
            rest = [other for other in pats if other not in told[:at]]
            assert all(not seen.isdisjoint(other.receivers) for other in rest)
        seen.update(pat.receivers)
