"""Events: which come, and what they carry; people and groups that change; two workspaces side by side."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from simulator.driver import Refusal, Simulator
from tests.simulator.conftest import manifest
from tests.simulator.listener import Listener, listening


@pytest.fixture
async def app(slack: Simulator) -> AsyncIterator[Listener]:
    async with listening(slack) as listener:
        yield listener


async def events(slack: Simulator) -> list[dict[str, Any]]:
    await slack.quiet()
    return [one["payload"]["event"] for one in await slack.ledger.deliveries(kind="events_api")]


async def test_only_what_was_subscribed_comes(slack: Simulator, app: Listener) -> None:
    await slack.use_manifest(manifest(without_events="message.channels"))
    said = await slack.person("ana").says("hello", channel="support")
    await slack.person("ana").says("hush", channel="escalations")
    await slack.person("bo").reacts("tada", said)
    assert [one["type"] for one in await events(slack)] == ["message", "reaction_added"]


@pytest.mark.parametrize(
    ("scope", "channel"), [("channels:history", "support"), ("groups:history", "escalations"), ("im:history", "app")]
)
async def test_a_subscription_without_its_scope_is_none(
    slack: Simulator, app: Listener, scope: str, channel: str
) -> None:
    await slack.use_manifest(manifest(without_scopes=scope))
    await slack.person("ana").says("hello", channel=channel)
    assert not await events(slack)


async def test_the_app_hears_nothing_where_it_is_not(slack: Simulator, app: Listener) -> None:
    carol = slack.person("carol")
    await carol.says("@backpat psst", channel="leads")
    await slack.person("ana").says("@backpat hello", channel="random")
    await carol.says("hi", channel="@dave")
    assert not await events(slack)
    await carol.invites_app("leads")
    await carol.says("welcome", channel="leads")
    kinds = [one.get("subtype") or one["type"] for one in await events(slack)]
    assert kinds == ["channel_join", "member_joined_channel", "message"]


async def test_an_edit_that_mentions_the_app_fires_again_with_a_new_id(slack: Simulator, app: Listener) -> None:
    ana = slack.person("ana")
    said = await ana.says("@backpat one", channel="support")
    await ana.edits(said, "@backpat two")
    await slack.quiet()
    mentions = await slack.ledger.deliveries(name="app_mention")
    assert [one["payload"]["event"]["text"][-3:] for one in mentions] == ["one", "two"]
    assert len({one["payload"]["event_id"] for one in mentions}) == 2


async def test_the_apps_own_posts_come_back_to_it(slack: Simulator, app: Listener, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0SUPPORT1", text="hi")
    await client.chat_update(channel="C0SUPPORT1", ts=posted["ts"], text="ho")
    await client.chat_delete(channel="C0SUPPORT1", ts=posted["ts"])
    heard = await events(slack)
    assert [one.get("subtype") for one in heard] == [None, "message_changed", "message_deleted"]
    assert heard[0]["bot_id"] == "B0BACKPAT1"
    assert heard[1]["previous_message"]["text"] == "hi"
    assert heard[2]["deleted_ts"] == posted["ts"]


async def test_custom_fields_change_in_silence(slack: Simulator, app: Listener, client: AsyncWebClient) -> None:
    ana = slack.person("ana")
    await ana.changes(fields={"Xf0MANAGER": "U0DAVE0001"})
    assert not await events(slack)
    profile = (await client.users_profile_get(user=ana.id))["profile"]
    assert profile["fields"]["Xf0MANAGER"]["value"] == "U0DAVE0001"
    await ana.changes(title="Senior support agent")
    assert [one["type"] for one in await events(slack)] == ["user_change"]


async def test_somebody_deactivated_is_gone_from_channels(
    slack: Simulator, app: Listener, client: AsyncWebClient
) -> None:
    await slack.person("bo").is_deactivated()
    members = (await client.conversations_members(channel="C0SUPPORT1"))["members"]
    assert "U0BO000001" not in members
    assert (await events(slack))[0]["user"]["deleted"]
    with pytest.raises(Refusal, match="is not in"):
        await slack.person("bo").says("still here", channel="support")


async def test_groups_tell_who_came_and_went(slack: Simulator, app: Listener) -> None:
    await slack.set_usergroup_members("frontline", ["ana", "bo", "jon"])
    event = (await events(slack))[0]
    assert event["added_users"] == ["U0JON00001"]
    assert sorted(event["removed_users"]) == ["U0GITA0001", "U0HUGO0001"]


async def test_guests_strangers_and_bots_are_marked(client: AsyncWebClient) -> None:
    people = {one["name"]: one for one in (await client.users_list())["members"]}
    assert people["eve"]["is_restricted"]
    assert people["olga"]["is_stranger"]
    assert people["olga"]["team_id"] == "T0SWIFTWHL"
    assert people["rotabot"]["is_bot"]
    assert people["finn"]["is_primary_owner"]
    assert people["finn"]["is_admin"]
    assert not people["slackbot"]["is_bot"]


async def test_two_workspaces_with_the_same_ids_do_not_meet(slack: Simulator) -> None:
    await slack.reset("northwind", "zed", manifest=manifest(), limits=False)
    async with listening(slack) as app:
        await slack.person("zed", "zedmark").slash("/echo hi", channel="desk")
        await slack.person("ana").slash("/echo hi", channel="support")
    first, second = app.forms
    assert (first["user_id"], first["channel_id"]) == (second["user_id"], second["channel_id"])
    assert [one["team_id"] for one in app.forms] == ["T0ZEDMARK1", "T0NORTHWND"]
    token = slack.workspace("zedmark")["bot_token"]
    await AsyncWebClient(token, base_url=slack.api_url).chat_postMessage(channel="C0PATS0001", text="zed's own")
    await slack.person("zed", "zedmark").sees("zed's own", in_="pats")
    await slack.person("ana").sees_nothing_of("zed's own")
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await AsyncWebClient(token, base_url=slack.api_url).views_open(
            trigger_id=second["trigger_id"],
            view={"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": []},
        )


async def test_the_clock_moves_what_is_said_and_not_what_is_signed(slack: Simulator, app: Listener) -> None:
    monday = datetime(2031, 3, 3, 9, tzinfo=UTC)
    await slack.move_clock(to=monday)
    said = await slack.person("ana").says("hello", channel="support")
    assert 0 <= float(said.ts) - monday.timestamp() < 60
    await slack.quiet()
    assert float(app.headers[0]["X-Slack-Request-Timestamp"]) < monday.timestamp() - 86400


async def test_every_ts_of_a_channel_is_its_own(slack: Simulator, client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel="C0SUPPORT1", text="x"))["ts"] for _ in range(50)]
    await slack.move_clock(-3600)
    stamps.append((await client.chat_postMessage(channel="C0SUPPORT1", text="x"))["ts"])
    assert stamps == sorted(set(stamps))


async def test_who_does_not_see_says_what_they_see(slack: Simulator, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0SUPPORT1", text="something else")
    with pytest.raises(AssertionError, match="backpat: something else"):
        await slack.person("ana").sees("a pat", in_="support", timeout=0.05)
    with pytest.raises(AssertionError, match="should see nothing"):
        await slack.person("ana").sees_nothing_of("something")


async def test_happenings_can_be_read_as_they_come(slack: Simulator, app: Listener) -> None:
    await slack.person("ana").says("hello @bo", channel="support")
    lines = []
    async for one in slack.happenings():
        lines.append(one["line"])
        if one["kind"] == "delivery":
            break
    assert lines[0] == "ana in #support: hello @bo"
    assert lines[1].startswith("message → app: acknowledged in ")


async def test_people_of_another_organisation_do_not_have_the_app(slack: Simulator, app: Listener) -> None:
    olga = slack.person("olga")
    assert (await olga.slash("/echo hi", channel="couriers")).told == ["/echo is not a valid command."]
    with pytest.raises(Refusal, match="another organisation"):
        await olga.opens_home()
    await olga.says("hello", channel="couriers")
    await slack.quiet()
    heard = await slack.ledger.deliveries(name="message")
    assert heard[0]["payload"]["is_ext_shared_channel"]
    assert heard[0]["payload"]["event"]["team"] == "T0SWIFTWHL"


async def test_another_bot_is_told_apart(slack: Simulator, app: Listener) -> None:
    await slack.person("rotabot").says("Nights: Kim", channel="general")
    event = (await events(slack))[0]
    assert event["bot_id"] == "B0ROTABOT1"
    assert "client_msg_id" not in event


async def test_opening_the_messages_is_told_as_another_tab(slack: Simulator, app: Listener) -> None:
    ana = slack.person("ana")
    await ana.opens_messages()
    await ana.opens_home()
    heard = await events(slack)
    assert sorted(one["tab"] for one in heard) == ["home", "messages"]
    assert {one["channel"][0] for one in heard} == {"D"}


async def test_a_deleted_message_with_replies_leaves_a_tombstone(
    slack: Simulator, app: Listener, client: AsyncWebClient
) -> None:
    ana = slack.person("ana")
    said = await ana.says("hello", channel="support")
    await slack.person("bo").says("hi", channel="support", thread=said)
    await ana.says("later", channel="support")
    await ana.deletes(said)
    heard = (await events(slack))[-1]
    assert (heard["subtype"], heard["message"]["subtype"]) == ("message_changed", "tombstone")
    assert (heard["message"]["ts"], heard["previous_message"]["text"]) == (said.ts, "hello")
    listed = (await client.conversations_history(channel="C0SUPPORT1"))["messages"]
    assert [one["text"] for one in listed][:2] == ["later", "This message was deleted."]
    replies = (await client.conversations_replies(channel="C0SUPPORT1", ts=said.ts))["messages"]
    assert [one["text"] for one in replies] == ["This message was deleted.", "hi"]
