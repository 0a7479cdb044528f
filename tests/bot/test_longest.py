"""What people wrote at its longest, and all of it escaped: `&` takes five characters in Slack."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from bot.replies import ideas
from bot.surfaces import views
from bot.surfaces.decisions import pledge, pledge_messages
from bot.surfaces.decisions.pledge_form import LONGEST_PLEDGE, LONGEST_TITLE
from bot.surfaces.improving import cause_forms, training
from bot.surfaces.message import Message
from models import words
from models.improving.cause_cards import CauseCard, Tally
from models.improving.causes import LONGEST_NAME
from models.improving.training import Signal
from models.limits.categories import LONGEST_LINK
from models.people.persons import Person
from models.pledge.reading import InForce
from tests.judging.reference import reference
from tests.judging.surfaces import judge_message, judge_view

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
CAROL = Person(uuid4(), "U0CAROL001", "Carol")


def blocks_of(message: Message) -> list[object]:
    return [block if isinstance(block, dict) else block.to_dict() for block in message.blocks]


@pytest.mark.parametrize("unit", ["&", "&\n", "&&&&\n", "👨‍👩‍👧‍👦 ", "مرحبا "])
def test_the_longest_pledge_is_quoted(unit: str, shared: Path) -> None:
    text = words.from_plain((unit * LONGEST_PLEDGE)[:LONGEST_PLEDGE])
    holds = InForce(uuid4(), text, CAROL, "&" * LONGEST_TITLE, NOW, frozenset([CAROL.id]))
    message = pledge_messages.asked_to_co_sign(holds, done=True)
    assert judge_message(reference(shared), message.text, blocks_of(message)) == []
    assert len(blocks_of(message)) > len(pledge.quoted(holds, CAROL))


@pytest.mark.parametrize("unit", ["&", "late courier "])
def test_causes_with_the_longest_names_and_words_are_listed(unit: str, shared: Path) -> None:
    name, said = (unit * LONGEST_NAME)[:LONGEST_NAME], words.from_plain(unit * 100)
    ended = [
        CauseCard(uuid4(), name, Tally(9), Tally(9), NOW, NOW, CAROL, NOW, NOW, NOW, CAROL, said, NOW) for _ in range(5)
    ]
    view = cause_forms.listed([], ended, [], reader=CAROL.id, admin=True)
    assert judge_view(reference(shared), view) == []


def test_a_signal_with_the_longest_link_is_shown(shared: Path) -> None:
    link = ("https://wiki.example.com/?" + "a=b&" * LONGEST_LINK)[:LONGEST_LINK]
    message = training.signal(Signal(uuid4(), "Refunds", 5, link), admin=True)
    assert judge_message(reference(shared), message.text, blocks_of(message)) == []


@pytest.mark.parametrize("unit", ["&", "<", "<@U0ANA00001> ", "a line\n"])
def test_words_that_come_back_in_a_form_come_back_whole(unit: str, shared: Path) -> None:
    stored = unit if "@" in unit else words.from_plain(unit)
    view = views.message("Share an idea", ideas.withdrawn({"code": "withdrawn"}, stored * 600))
    assert judge_view(reference(shared), view) == []
    assert sum(block["text"]["text"].count(stored.strip()) for block in view["blocks"]) == 600
