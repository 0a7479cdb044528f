"""Every surface, at its fullest, against Slack's schemas and an independent checker."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from jsonschema import Draft7Validator
from slack_sdk.models.blocks import Block

from bot import home
from bot.home import Visitor, around, board, history, pats, policies, reports, troubles
from bot.ids import ActionId, ViewId
from bot.replies import board as board_replies
from bot.replies.help import help_text
from bot.surfaces import views
from bot.surfaces.kudos import card as kudos
from bot.surfaces.kudos import circle_form, edit_form, entries, give_form, report_form
from bot.surfaces.kudos.give_form import NOWHERE, Filled, Offers
from bot.surfaces.kudos.give_form import Place as Where
from bot.surfaces.workspace import policies_form
from models.delivery.outbox import Delivery, Status
from models.kudos import ChannelKind, Source
from models.kudos.around import Around
from models.kudos.board import Board, Place
from models.kudos.cards import Card, Page
from models.kudos.editing import Editable
from models.kudos.histories import Which
from models.kudos.reports import KudosReport
from models.kudos.versions import Texts
from models.people.members import Circle, Member
from models.people.persons import Person
from models.workspace import governing
from models.workspace.governing import Rules, Standing
from models.workspace.policies import Policy

LONG = "&lt;b&gt; word " * 270
"""3,000 characters and more once escaped."""


def card(**changes: Any) -> Card:
    people = tuple(Person(uuid4(), f"U0PERSON{n:02}", f"Person {n}") for n in range(30))
    fields: dict[str, Any] = {
        "id": uuid4(),
        "giver": people[0],
        "receivers": people[1:12],
        "not_received": (),
        "boosters": people[12:],
        "values": tuple(f"A value with a long name {n}" for n in range(20)),
        "message": LONG,
        "decision": LONG,
        "outcome": LONG,
        "customer_words": LONG,
        "channel_id": "C0SUPPORT1",
        "channel_kind": ChannelKind.PUBLIC,
        "link": "https://northwind.slack.com/archives/C0SUPPORT1/p1700000000000100",
        "source": Source.MODAL,
        "entered_by": people[1],
        "edited": True,
        "circle": Circle.EVERYONE,
        "given_at": datetime(2026, 3, 4, tzinfo=UTC),
        "retracted": False,
        "not_announced": False,
        "kept_by": frozenset(),
    }
    return Card(**(fields | changes))


def trouble(number: int) -> Delivery:
    return Delivery(
        id=uuid4(), purpose="announcement", channel_id="C0SUPPORT1", status=Status.FAILED, failure=f"reason {number}"
    )


ME = Person(uuid4(), "U0PERSON01", "Me")
VISITOR = Visitor(
    1,
    "U0PERSON01",
    Member(workspace_id=1, id=ME.id, slack_user_id="U0PERSON01", name="Me", handle="me", receipts=True),
    True,
    datetime(2026, 3, 4, tzinfo=UTC),
    {ActionId.HISTORY_PAGE.value: "10", ActionId.AROUND_PAGE.value: "10", ActionId.HISTORY_SHOW.value: "kept"},
    "late &<parcel>" * 7,
)
FLAGS = "\U0001f469\u200d\U0001f4bb" * 500
"""Each letter of it is twelve bytes and more in JSON."""


def to_me() -> Card:
    return card(receivers=(ME, *(Person(uuid4(), f"U0PERSON{n:02}", f"Person {n}") for n in range(40))), message=FLAGS)


def of_history(most: int) -> list[Block]:
    return history.drawn(Page(tuple(to_me() for _ in range(most)), 50, 10), 90, VISITOR, most)


PLACES = tuple(Place(n, Person(uuid4(), None, f"Somebody <of> the night shift {n}"), 100 - n) for n in range(1, 11))
BOARD = Board(VISITOR.now, VISITOR.now, "Europe/London", PLACES, Place(14, ME, 2), False)
FINN = Member(id=uuid4(), slack_user_id="U0FINN0001", name="Finn", handle="finn")
REPORTS = [
    KudosReport(id=uuid4(), by_id=FINN.id, words=LONG[:1500], resolution=resolution, resolved_by_id=None)
    for resolution in (None, "left", "removed")
]
REPORTED = {one.id: one for one in (card() for _ in range(5))}
WAITING = reports.drawn(dict.fromkeys(REPORTED, [REPORTS[0]] * 5), REPORTED, {FINN.id: FINN})
HOME = [
    *pats.drawn({Which.RECEIVED: 50}, "X" * 200, VISITOR),
    *of_history(history.ON_HOME),
    *around.drawn(Around(tuple(card(customer_words=FLAGS) for _ in range(5)), more=True), 10),
    *board.drawn(BOARD),
    *troubles.drawn([trouble(n) for n in range(5)]),
]
RULES = Rules(
    Policy(
        channels=tuple(f"C0CHANNEL{n:02}" for n in range(governing.MOST_CHOSEN)),
        allowance=governing.MOST_ALLOWED,
        emoji=tuple("x" * 90 + f"{n}" for n in range(governing.MOST_EMOJI)),
        kudos_channel="C0PATS0001",
    ),
    exempt=tuple(f"U0PERSON{n:02}" for n in range(governing.MOST_CHOSEN)),
    values=tuple("<" * (governing.LONGEST_VALUE - 2) + f"{n:02}" for n in range(governing.MOST_VALUES)),
)
STANDING = Standing(RULES, "x" * 20, datetime(2026, 3, 4, tzinfo=UTC), None)
VALUES = tuple((str(uuid4()), f"A value {n} " + "x" * 100) for n in range(120))
CROWD = tuple((str(uuid4()), f"Somebody without Slack {n}") for n in range(1000))
TEXTS = Texts("x" * 3000, "y" * 3000, "z" * 3000, LONG[:3000])
MESSAGES = {
    "reported": report_form.reported(card(), REPORTS[0], {FINN.id: FINN}),
    "reported and left": report_form.reported(card(), REPORTS[1], {FINN.id: FINN}),
    "reported and removed": report_form.reported(card(), REPORTS[2], {FINN.id: FINN}),
    "removed": report_form.removed(card(), FINN, LONG[:1500]),
    "announcement": kudos.announcement(card()),
    "a short announcement": kudos.announcement(card(decision=None, outcome=None, customer_words=None, boosters=())),
    "receipt": kudos.receipt([card()]),
    "many receipts": kudos.receipt([card() for _ in range(40)]),
    "not posted": kudos.not_posted(card(), "not_in_channel", "C0PATS0001"),
    "shared": kudos.shared(card(), "<@U0PERSON01>"),
    "board": board_replies.board(BOARD),
}
VIEWS = {
    "form": give_form.give(
        Where("C0SUPPORT1", ChannelKind.PRIVATE, "1700000000.000100", "1700000000.000100"),
        Offers(VALUES, True, CROWD, "C0PATS0001", colleague="X" * 200),
        Filled(("U0PERSON01",), "x" * 5000, "y" * 5000, "z" * 5000, VALUES[0][:1], CROWD[0][:1], CROWD[1][0]),
    ),
    "form in a direct message": give_form.give(NOWHERE, Offers(kudos_channel="C0PATS0001")),
    "again": give_form.again(str(uuid4()), LONG),
    "sensitive": give_form.sensitive(str(uuid4()), "This seems to hold a phone number.", LONG),
    "edit": edit_form.edit(card(), Editable(TEXTS, VALUES, (VALUES[0][0],), False)),
    "sensitive edit": edit_form.sensitive(str(uuid4()), "This seems to hold a phone number.", LONG),
    "not saved": edit_form.not_saved("That pat is more than a day old.", LONG * 4),
    "what it said before": edit_form.history([(TEXTS, datetime(2026, 3, 4, tzinfo=UTC)) for _ in range(10)]),
    "report": report_form.report(str(uuid4())),
    "remove": report_form.remove(card()),
    "circle": circle_form.circle(str(uuid4()), Circle.TEAM),
    "message": views.message("Who sees it", LONG),
    "policies": policies_form.policies(STANDING),
    "policies that somebody else changed": policies_form.changed_meanwhile(STANDING, Rules(Policy(board=True))),
    "policies on Home": home.view(policies.drawn(STANDING)),
    "home": home.view([*WAITING, *HOME], VISITOR.shown),
    "history": views.view(ViewId.HISTORY, "Your pats", of_history(history.IN_A_FORM), submit="Search"),
    "nothing in the history": home.view(history.drawn(Page((), 0), 0, VISITOR, 5)),
    "nothing found": home.view(history.drawn(Page((), 0), 7, VISITOR, 5)),
    "one pat whole": views.view(ViewId.MESSAGE, "Pat on the back", entries.whole(card(message=FLAGS * 20))),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_stays_within_slacks_limits(name: str) -> None:
    blocks = MESSAGES[name].payload()["blocks"]
    assert len(blocks) <= 50
    assert_limits(blocks)
    assert len(MESSAGES[name].text) <= 4000


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_stays_within_slacks_limits(name: str) -> None:
    view = VIEWS[name]
    assert len(view["blocks"]) <= 100
    assert len(json.dumps(view)) < 250_000
    assert_limits(view["blocks"])


def assert_limits(blocks: list[dict[str, Any]]) -> None:
    """The lengths of the table in Slack's documentation, and ids that stand once."""
    ids: list[str] = []
    for block in blocks:
        elements = block.get("elements", []) + [block[key] for key in ("element", "accessory") if key in block]
        ids += [element["action_id"] for element in elements if "action_id" in element]
        assert len(elements) <= {"context": 10, "actions": 25}.get(block["type"], 25)
        if block["type"] == "section":
            assert 1 <= len(block["text"]["text"]) <= 3000
        for element in elements:
            assert len(element.get("value", "")) <= 2000
            assert len(element.get("options", [])) <= 100
            assert 1 <= len(element.get("text", {"text": "-"})["text"] if element["type"] == "button" else "-") <= 75
    assert len(ids) == len(set(ids)), sorted(ids)


def test_slacks_own_types_accept_every_message(shared: Path) -> None:
    whole = json.loads((shared / "slack" / "schemas" / "blocks.schema.json").read_text())
    validator = Draft7Validator(whole)
    for name, message in MESSAGES.items():
        assert not [e.message[:300] for e in validator.iter_errors(message.payload()["blocks"])], name


def test_slacks_own_types_accept_every_view(shared: Path) -> None:
    whole = json.loads((shared / "slack" / "schemas" / "view.schema.json").read_text())
    validator = Draft7Validator(whole)
    for name, view in VIEWS.items():
        assert not [e.message[:300] for e in validator.iter_errors(view)], name


def test_help_fits_into_a_section() -> None:
    policy = Policy(emoji=tuple(f"a_name_of_an_emoji_{n}" for n in range(10)), reactions_give=True, board=True)
    assert len(help_text("X" * 200, policy)) <= 2900


def test_home_has_room_for_what_others_add() -> None:
    assert len(HOME) <= 60
    assert len(WAITING) <= 18
