"""Ideas on every surface, at their longest; and that no screen names the author of a confidential one."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from jsonschema import Draft7Validator

from bot.cli.checkup import undelivered
from bot.home import troubles
from bot.surfaces.improving import idea_form, ideas
from bot.surfaces.improving.idea_form import Answering, Filled
from models.delivery.outbox import Delivery, Purpose, Status
from models.improving.idea_cards import IdeaCard
from models.improving.ideas import IdeaStep, Step
from models.people.persons import Person
from tests.bot.test_surfaces import LONG, assert_limits

ANA, CAROL = Person(uuid4(), "U0ANA00001", "Ana"), Person(uuid4(), "U0CAROL001", "Carol")
CARD = IdeaCard(
    id=uuid4(),
    words=LONG,
    confidential=False,
    author=ANA,
    mine=False,
    from_decision=False,
    keeper=CAROL,
    kept_by_me=True,
    at=datetime(2026, 3, 4, tzinfo=UTC),
    number=3,
    step=Step.DOING,
    said=LONG,
    by=CAROL,
    step_at=datetime(2026, 3, 5, tzinfo=UTC),
    supports=12,
    joined=False,
)
EMPTY_LINES = replace(CARD, words="a\n" * 1000, said="b\n" * 1000)
DONE = IdeaStep(number=2, step=Step.DONE, words=LONG)
VIEWS = {
    "the form": idea_form.voice(
        Answering(ANA, [CAROL] * 5), Filled("x" * 5000, True, str(uuid4()), "This seems to hold a phone number.")
    ),
    "the form of the only admin": idea_form.voice(Answering(None)),
    "an answer": idea_form.answer(CARD, step="no", said="x" * 2000, warning="This seems to hold a phone number."),
    "an answer to what is done": idea_form.answer(replace(CARD, step=Step.DONE), step="done"),
    "handing over": idea_form.hand_over(EMPTY_LINES),
}
MESSAGES = {
    "told": ideas.told(CARD),
    "told in confidence": ideas.told(replace(CARD, author=None, confidential=True, step=Step.HEARD)),
    "told, and handed over": ideas.told(replace(CARD, kept_by_me=False)),
    "done": ideas.step(replace(CARD, mine=True), DONE, CAROL),
    "no, without anybody": ideas.step(EMPTY_LINES, IdeaStep(number=2, step=Step.NO, words="b\n" * 1000), None),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_form_keeps_slacks_limits(name: str, shared: Path) -> None:
    schema = json.loads((shared / "slack" / "schemas" / "view.schema.json").read_text())
    assert_limits(VIEWS[name]["blocks"])
    assert not [error.message for error in Draft7Validator(schema).iter_errors(VIEWS[name])]


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_keeps_slacks_limits(name: str, shared: Path) -> None:
    schema = json.loads((shared / "slack" / "schemas" / "blocks.schema.json").read_text())
    blocks = MESSAGES[name].payload()["blocks"]
    assert len(blocks) <= 50
    assert len(MESSAGES[name].text) <= 4000
    assert_limits(blocks)
    assert not [error.message for error in Draft7Validator(schema).iter_errors(blocks)]


@pytest.mark.parametrize("card", [CARD, EMPTY_LINES])
def test_an_entry_fits_into_a_section(card: IdeaCard) -> None:
    assert len(ideas.entry(card, 12)) <= 3000


def test_words_that_do_not_fit_are_cut_and_said_to_be() -> None:
    assert idea_form.CUT in str(VIEWS["the form"])
    assert idea_form.CUT not in str(VIEWS["the form of the only admin"])


def test_a_message_that_did_not_arrive_does_not_name_whose_idea_it_is_about() -> None:
    """To an admin, on Home and in `backpat doctor`: a step that failed would say who wrote a confidential idea."""
    row = Delivery(
        id=uuid4(),
        purpose=Purpose.IDEA_STEP,
        channel_id=ANA.slack_user_id,
        status=Status.FAILED,
        failure="account_inactive",
        created_at=CARD.at,
    )
    shown = json.dumps([block.to_dict() for block in troubles.drawn([row])])
    assert "Idea step for somebody" in shown
    for said in (shown, *(str(finding) for finding in undelivered([row]))):
        assert str(ANA.slack_user_id) not in said
