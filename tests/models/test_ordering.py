"""Names stand where people look for them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.ordering import by_name


@pytest.mark.parametrize(
    "names",
    [
        ["Team 2", "Team 10"],
        ["back office", "Back office 2", "Front"],
        ["Night 09", "Night 9a", "Night 010"],
        ["2nd line", "10th line", "first line"],
        ["Team", "team"],
        ["Équipe", "Équipe 3", "Équipe 20"],
        ["فريق 2", "فريق 10"],
        ["Team " + "9" * 5000, "Team " + "1" * 5001],
    ],
)
def test_numbers_count_and_case_does_not(names: list[str]) -> None:
    shuffled = random.Random(4).sample(names, len(names))
    assert sorted(shuffled, key=by_name) == names


@given(st.lists(st.text(max_size=30), unique=True))
def test_no_two_names_share_a_place(names: list[str]) -> None:
    assert len({by_name(name) for name in names}) == len(names)
