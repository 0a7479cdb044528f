"""What is said about who sees a pat is true: of its circle, of where it was said, of how many receive it."""

from typing import Any

import pytest

from bot.surfaces.kudos import card as kudos
from models.kudos import ChannelKind
from models.people.members import Circle
from tests.bot.test_surfaces import ME, card

ONE: dict[str, Any] = {"receivers": (ME,)}
PRIVATE: dict[str, Any] = {"channel_kind": ChannelKind.PRIVATE}
TEAM: dict[str, Any] = {"circle": Circle.TEAM}
LEAD: dict[str, Any] = {"circle": Circle.LEAD}


@pytest.mark.parametrize(
    ("pat", "said"),
    [
        (ONE, "everyone who can open that channel"),
        (ONE | PRIVATE, "everyone in that channel"),
        (ONE | PRIVATE | {"copied": True}, "everyone in that channel and everyone in the channel for pats"),
        (ONE | {"not_announced": True}, "you and the giver"),
        (ONE | {"not_announced": True, "copied": True}, "everyone in the channel for pats"),
        (ONE | {"channel_id": None, "channel_kind": ChannelKind.DIRECT}, "you and the giver"),
        (ONE | TEAM, "you, the giver and your team"),
        (ONE | LEAD, "you, the giver and your lead"),
        (ONE | LEAD | PRIVATE, "you and the giver"),
        (TEAM, "those in it, and whoever all of them let see it"),
        (TEAM | PRIVATE, "those in it"),
        ({"receivers": (), "not_announced": True}, "those in it"),
    ],
)
def test_the_receipt_says_who_sees_it(pat: dict[str, Any], said: str) -> None:
    assert kudos.seen_by(card(**pat), "you") == said


def test_to_others_it_names_whose_team_it_is() -> None:
    assert kudos.seen_by(card(**ONE, **TEAM)) == "<@U0PERSON01>, the giver and their team"
