"""Every input of a modal: what a person puts in, what the app gets."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from simulator.driver import Refusal, Simulator
from tests.simulator.listener import Listener, listening
from tests.simulator.planted import actions, button, field, modal, options, plain, section


@pytest.fixture
async def app(slack: Simulator) -> AsyncIterator[Listener]:
    async with listening(slack) as listener:
        yield listener


async def opened(slack: Simulator, client: AsyncWebClient, blocks: list[dict[str, Any]], **more: Any) -> None:
    await slack.person("ana").slash("/echo x")
    trigger = (await slack.ledger.deliveries(kind="slash_commands"))[-1]["payload"]["trigger_id"]
    await client.views_open(trigger_id=trigger, view=modal(blocks=blocks, **more))


async def submitted(slack: Simulator) -> dict[str, Any]:
    view: dict[str, Any] = (await slack.ledger.deliveries(name="view_submission"))[-1]["payload"]["view"]
    return view


TWO = options(2)
# element → (what a person puts in, the entry of state.values)
INPUTS: dict[str, tuple[dict[str, Any], Any, dict[str, Any]]] = {
    "plain_text_input": ({}, "a & b", {"value": "a & b"}),
    "email_text_input": ({}, "a@b.example", {"value": "a@b.example"}),
    "url_text_input": ({}, "https://b.example", {"value": "https://b.example"}),
    "number_input": ({"is_decimal_allowed": True}, 1.5, {"value": "1.5"}),
    "static_select": ({"options": TWO}, "Option 1", {"selected_option": TWO[1]}),
    "multi_static_select": ({"options": TWO}, ["0", "1"], {"selected_options": TWO}),
    "radio_buttons": ({"options": TWO}, "Option 0", {"selected_option": TWO[0]}),
    "checkboxes": ({"options": TWO}, ["Option 0"], {"selected_options": [TWO[0]]}),
    "users_select": ({}, "@bo", {"selected_user": "U0BO000001"}),
    "multi_users_select": ({}, ["bo", "carol"], {"selected_users": ["U0BO000001", "U0CAROL001"]}),
    "channels_select": ({}, "#pats", {"selected_channel": "C0PATS0001"}),
    "multi_channels_select": ({}, ["pats"], {"selected_channels": ["C0PATS0001"]}),
    "conversations_select": ({}, "pats", {"selected_conversation": "C0PATS0001"}),
    "multi_conversations_select": ({}, ["pats", "@bo"], {"selected_conversations": ["C0PATS0001", "U0BO000001"]}),
    "datepicker": ({}, "2026-03-01", {"selected_date": "2026-03-01"}),
    "timepicker": ({}, "09:00", {"selected_time": "09:00"}),
    "datetimepicker": ({}, 1_790_000_000, {"selected_date_time": 1_790_000_000}),
}


@pytest.mark.parametrize("kind", INPUTS)
async def test_an_input_arrives_as_slack_words_it(
    slack: Simulator, client: AsyncWebClient, app: Listener, kind: str
) -> None:
    more, given, expected = INPUTS[kind]
    await opened(slack, client, [field({"type": kind, "action_id": "it", **more}, block_id="here")])
    ana = slack.person("ana")
    refused = await ana.submit()
    assert refused.modal
    assert refused.modal["errors"] == {"here": "Please complete this required field."}
    await ana.fill({"Label": given})
    assert (await ana.submit()).ok
    view = await submitted(slack)
    assert view["state"]["values"] == {"here": {"it": {"type": kind, **expected}}}


@pytest.mark.parametrize("kind", INPUTS)
async def test_an_optional_input_may_stay_empty(
    slack: Simulator, client: AsyncWebClient, app: Listener, kind: str
) -> None:
    more, _, expected = INPUTS[kind]
    element = {"type": kind, "action_id": "it", **more}
    await opened(slack, client, [field(element, block_id="here", optional=True)])
    assert (await slack.person("ana").submit()).ok
    entry = (await submitted(slack))["state"]["values"]["here"]["it"]
    key = next(iter(expected))
    assert entry == {"type": kind, key: [] if isinstance(expected[key], list) else None}


@pytest.mark.parametrize(
    ("element", "given"),
    [
        ({"type": "plain_text_input", "max_length": 3}, "four"),
        ({"type": "plain_text_input", "min_length": 3}, "no"),
        ({"type": "plain_text_input"}, "x" * 3001),
        ({"type": "email_text_input"}, "nobody"),
        ({"type": "url_text_input"}, "nowhere"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5"),
        ({"type": "number_input", "is_decimal_allowed": False, "max_value": "5"}, "6"),
        ({"type": "multi_users_select", "max_selected_items": 1}, ["ana", "bo"]),
        ({"type": "datepicker"}, "someday"),
    ],
)
async def test_slacks_client_does_not_let_it_go(
    slack: Simulator, client: AsyncWebClient, app: Listener, element: dict[str, Any], given: Any
) -> None:
    await opened(slack, client, [field({"action_id": "it", **element}, block_id="here")])
    ana = slack.person("ana")
    await ana.fill({"it": given})
    refused = await ana.submit()
    assert refused.modal
    assert set(refused.modal["errors"]) == {"here"}
    assert not await slack.ledger.deliveries(name="view_submission")


@pytest.mark.parametrize(
    ("kind", "given"),
    [("users_select", "@nobody"), ("users_select", "nils"), ("channels_select", "#old-depot"), ("static_select", "Z")],
)
async def test_a_picker_offers_only_what_there_is(
    slack: Simulator, client: AsyncWebClient, app: Listener, kind: str, given: str
) -> None:
    more = {"options": TWO} if kind == "static_select" else {}
    await opened(slack, client, [field({"type": kind, "action_id": "it", **more})])
    with pytest.raises(Refusal):
        await slack.person("ana").fill({"it": given})


async def test_a_choice_outside_an_input_is_told_at_once(
    slack: Simulator, client: AsyncWebClient, app: Listener
) -> None:
    picker = {"type": "users_select", "action_id": "who", "placeholder": plain("Pick")}
    await opened(slack, client, [section(block_id="top", accessory=picker)])
    await slack.person("ana").fill({"Pick": "bo"})
    payload = (await slack.ledger.deliveries(name="block_actions"))[-1]["payload"]
    assert payload["actions"][0]["selected_user"] == "U0BO000001"
    assert payload["view"]["state"]["values"]["top"]["who"]["selected_user"] == "U0BO000001"
    assert "response_url" not in payload


async def test_what_was_typed_survives_an_update(slack: Simulator, client: AsyncWebClient, app: Listener) -> None:
    text = field({"type": "plain_text_input", "action_id": "it"}, block_id="here")
    await opened(slack, client, [text, *actions(button(action_id="more"))], private_metadata="kept")
    ana = slack.person("ana")
    await ana.fill({"it": "typed"})
    view = await ana.sees_modal()
    await client.views_update(view_id=view["view_id"], view=modal(blocks=[section(), text]))
    assert (await ana.sees_modal())["values"] == {"Label": "typed"}


@pytest.mark.parametrize("action", ["update", "push", "clear", "nonsense"])
async def test_an_answer_moves_the_view(slack: Simulator, client: AsyncWebClient, app: Listener, action: str) -> None:
    await opened(slack, client, [section()])
    body = {"response_action": action, "view": modal(title=plain("Next"))}
    app.answer = lambda _: web.json_response(body)
    reply = await slack.person("ana").submit()
    titles = {"update": "Next", "push": "Next", "clear": None, "nonsense": "T"}
    assert (reply.modal["title"] if reply.modal else None) == titles[action]
    assert bool(reply.trouble) == (action == "nonsense")


async def test_errors_must_name_inputs(slack: Simulator, client: AsyncWebClient, app: Listener) -> None:
    await opened(slack, client, [field({"type": "plain_text_input", "action_id": "it"}, optional=True)])
    app.answer = lambda _: web.json_response({"response_action": "errors", "errors": {"elsewhere": "no"}})
    assert (await slack.person("ana").submit()).trouble


async def test_a_failed_submission_keeps_the_form(slack: Simulator, client: AsyncWebClient, app: Listener) -> None:
    await opened(slack, client, [field({"type": "plain_text_input", "action_id": "it"})])
    ana = slack.person("ana")
    await ana.fill({"it": "precious"})
    app.answer = lambda _: web.Response(status=500)
    reply = await ana.submit()
    assert reply.trouble == "We had some trouble connecting. Try again?"
    assert reply.modal
    assert reply.modal["values"] == {"Label": "precious"}
