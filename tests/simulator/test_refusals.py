"""Planted mistakes, one an error code: each is refused with the code that Slack gives."""

from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from simulator.api.table import METHODS
from simulator.driver import Simulator
from tests.simulator.conftest import manifest
from tests.simulator.echo import section
from tests.simulator.test_replies import call

POST, HISTORY = "chat.postMessage", "conversations.history"
SUPPORT, LEADS, RANDOM, DEPOT = "C0SUPPORT1", "C0LEADS001", "C0RANDOM01", "C0OLDDEPOT"
GONE = "1000000000.000001"
WORDS = {"text": "x"}
ANA = "U0ANA00001"

# (method, arguments, code)
MISTAKES: tuple[tuple[str, dict[str, Any], str], ...] = (
    (POST, WORDS, "invalid_arguments"),
    (POST, WORDS | {"channel": "C0NOWHERE1"}, "channel_not_found"),
    (POST, WORDS | {"channel": "U0NOBODY01"}, "channel_not_found"),
    (POST, WORDS | {"channel": "U0NILS0001"}, "channel_not_found"),
    (POST, WORDS | {"channel": LEADS}, "channel_not_found"),
    (POST, WORDS | {"channel": DEPOT}, "is_archived"),
    (POST, {"channel": SUPPORT}, "no_text"),
    (POST, {"channel": SUPPORT, "blocks": []}, "no_text"),
    (POST, {"channel": SUPPORT, "blocks": "[{"}, "invalid_blocks_format"),
    (POST, {"channel": SUPPORT, "blocks": {"type": "divider"}}, "invalid_blocks_format"),
    (POST, {"channel": SUPPORT, "blocks": [{"type": "section"}]}, "invalid_blocks"),
    (POST, WORDS | {"channel": SUPPORT, "markdown_text": "x"}, "markdown_text_conflict"),
    (POST, WORDS | {"channel": SUPPORT, "thread_ts": GONE}, "cannot_reply_to_message"),
    (POST, WORDS | {"channel": SUPPORT, "metadata": "{"}, "invalid_metadata_format"),
    (POST, WORDS | {"channel": SUPPORT, "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
    (
        POST,
        WORDS | {"channel": SUPPORT, "metadata": {"event_type": "x", "event_payload": {"y": "z" * 20_000}}},
        "metadata_too_large",
    ),
    ("chat.postEphemeral", WORDS | {"channel": RANDOM, "user": ANA}, "not_in_channel"),
    ("chat.postEphemeral", WORDS | {"channel": SUPPORT, "user": "U0JON00001"}, "user_not_in_channel"),
    ("chat.postEphemeral", WORDS | {"channel": DEPOT, "user": ANA}, "is_archived"),
    ("chat.postEphemeral", {"channel": SUPPORT, "user": ANA}, "no_text"),
    ("chat.update", WORDS | {"channel": SUPPORT, "ts": GONE}, "message_not_found"),
    ("chat.update", WORDS | {"channel": "C0NOWHERE1", "ts": GONE}, "channel_not_found"),
    ("chat.delete", {"channel": SUPPORT, "ts": GONE}, "message_not_found"),
    ("chat.getPermalink", {"channel": SUPPORT, "message_ts": GONE}, "message_not_found"),
    ("users.info", {"user": "U0NOBODY01"}, "user_not_found"),
    ("users.info", {}, "invalid_arguments"),
    ("users.profile.get", {"user": "U0NOBODY01"}, "user_not_found"),
    ("users.list", {"cursor": "???"}, "invalid_cursor"),
    ("conversations.list", {"types": "public_channel,lift"}, "invalid_types"),
    ("conversations.list", {"limit": "many"}, "invalid_limit"),
    ("conversations.info", {"channel": LEADS}, "channel_not_found"),
    ("conversations.members", {"channel": "C0NOWHERE1"}, "channel_not_found"),
    ("conversations.open", {}, "users_list_not_supplied"),
    ("conversations.open", {"users": "U0NOBODY01"}, "user_not_found"),
    ("conversations.open", {"users": "U0NILS0001"}, "user_disabled"),
    ("conversations.join", {"channel": DEPOT}, "is_archived"),
    ("conversations.join", {"channel": "C0ESCALATE"}, "method_not_supported_for_channel_type"),
    (HISTORY, {"channel": RANDOM}, "not_in_channel"),
    (HISTORY, {"channel": LEADS}, "channel_not_found"),
    (HISTORY, {"channel": SUPPORT, "oldest": "yesterday"}, "invalid_ts_oldest"),
    (HISTORY, {"channel": SUPPORT, "latest": "today"}, "invalid_ts_latest"),
    ("conversations.replies", {"channel": SUPPORT, "ts": GONE}, "thread_not_found"),
    ("usergroups.users.list", {"usergroup": "S0NOGROUP1"}, "no_such_subteam"),
    ("usergroups.users.list", {"usergroup": "S0OLDTEAM1"}, "no_such_subteam"),
    ("bots.info", {"bot": "B0NOBODY01"}, "bot_not_found"),
    ("reactions.add", {"channel": SUPPORT, "timestamp": GONE, "name": "tada"}, "message_not_found"),
    ("reactions.add", {"channel": SUPPORT, "timestamp": "then", "name": "tada"}, "bad_timestamp"),
    ("reactions.get", {}, "no_item_specified"),
    ("users.conversations", {"user": "U0NOBODY01"}, "invalid_arguments"),
    ("blocks.validate", {"view": {"type": "modal", "blocks": []}}, "invalid_view"),
    ("blocks.validate", {"message": {"blocks": [{"type": "section"}]}}, "invalid_message"),
    ("files.completeUploadExternal", {"files": [{"id": "F0NOWHERE1"}]}, "file_not_found"),
    ("files.delete", {"file": "F0NOWHERE1"}, "file_not_found"),
    ("views.open", {"trigger_id": "1.2.x", "view": {"type": "modal"}}, "invalid_arguments"),
    ("views.update", {"view_id": "V0NOWHERE1", "view": {"type": "home", "blocks": []}}, "not_found"),
    ("views.publish", {"user_id": "U0NOBODY01", "view": {"type": "home", "blocks": []}}, "invalid_arguments"),
    ("blocks.validate", {}, "invalid_arguments"),
)


@pytest.mark.parametrize(("method", "args", "code"), MISTAKES)
async def test_a_mistake_has_its_code(
    client: AsyncWebClient, methods: dict[str, Any], method: str, args: dict[str, Any], code: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await call(client, method, args)
    assert refused.value.response["error"] == code
    assert code == "invalid_arguments" or code in methods[method]["errors"]


def test_every_code_of_the_table_is_planted_somewhere() -> None:
    planted = {code for _, _, code in MISTAKES}
    tests = "".join(file.read_text() for file in Path(__file__).parent.glob("test_*.py"))
    codes = {code for row in METHODS.values() for code in row.errors}
    assert not {code for code in codes - planted if f'match="{code}"' not in tests}


# scope → a call that is refused without it
SCOPED: dict[str, tuple[str, dict[str, Any]]] = {
    "users:read": ("users.list", {}),
    "users.profile:read": ("users.profile.get", {}),
    "team:read": ("team.info", {}),
    "usergroups:read": ("usergroups.list", {}),
    "channels:read": ("conversations.info", {"channel": SUPPORT}),
    "groups:read": ("conversations.info", {"channel": "C0ESCALATE"}),
    "channels:history": (HISTORY, {"channel": SUPPORT}),
    "groups:history": (HISTORY, {"channel": "C0ESCALATE"}),
    "channels:join": ("conversations.join", {"channel": RANDOM}),
    "im:write": ("conversations.open", {"users": ANA}),
    "chat:write": (POST, WORDS | {"channel": SUPPORT}),
    "reactions:read": ("reactions.get", {"channel": SUPPORT, "timestamp": GONE}),
    "reactions:write": ("reactions.add", {"channel": SUPPORT, "timestamp": GONE, "name": "tada"}),
    "files:write": ("files.getUploadURLExternal", {"filename": "a", "length": 1}),
}


@pytest.mark.parametrize("scope", SCOPED)
async def test_a_missing_scope_is_named(slack: Simulator, client: AsyncWebClient, scope: str) -> None:
    await slack.use_manifest(manifest(without_scopes=scope))
    with pytest.raises(SlackApiError) as refused:
        await call(client, *SCOPED[scope])
    reply = refused.value.response
    assert reply["error"] == "missing_scope"
    assert scope in reply["needed"].split(",")
    assert scope not in reply["provided"].split(",")


async def test_without_write_public_only_members_post(slack: Simulator, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=RANDOM, text="hi")
    await slack.use_manifest(manifest(without_scopes="chat:write.public"))
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.chat_postMessage(channel=RANDOM, text="hi")


async def test_metadata_needs_its_scope_to_be_read(slack: Simulator, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=SUPPORT, text="x", metadata={"event_type": "a", "event_payload": {}})
    await slack.use_manifest(manifest(without_scopes="metadata.message:read"))
    read = await client.conversations_history(channel=SUPPORT, include_all_metadata=True)
    assert "metadata" not in read["messages"][0]


async def test_addresses_need_their_scope(slack: Simulator, client: AsyncWebClient) -> None:
    assert "email" in (await client.users_info(user=ANA))["user"]["profile"]
    await slack.use_manifest(manifest(without_scopes="users:read.email"))
    assert "email" not in (await client.users_info(user=ANA))["user"]["profile"]


@pytest.mark.parametrize(("token", "code"), [("", "not_authed"), ("xoxb-wrong", "invalid_auth")])
async def test_a_wrong_token_is_refused(slack: Simulator, token: str, code: str) -> None:
    with pytest.raises(SlackApiError, match=code):
        await AsyncWebClient(token or None, base_url=slack.api_url).auth_test()


async def test_a_revoked_token_is_refused(slack: Simulator, client: AsyncWebClient) -> None:
    await slack.revoke_token()
    with pytest.raises(SlackApiError, match="token_revoked"):
        await client.auth_test()


async def test_an_unknown_method_says_so(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="unknown_method"):
        await client.api_call("chat.shout")


async def test_json_counts_only_where_slack_takes_it(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.api_call("users.info", http_verb="POST", json={"user": ANA})


async def test_somebody_elses_message_cannot_be_changed(slack: Simulator, client: AsyncWebClient) -> None:
    said = await slack.person("ana").says("mine", channel="support")
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await client.chat_update(channel=SUPPORT, ts=said.ts, text="yours")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        await client.chat_delete(channel=SUPPORT, ts=said.ts)


async def test_the_edit_window_closes(slack: Simulator, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=SUPPORT, text="x")
    await slack.edit_window(60)
    await client.chat_update(channel=SUPPORT, ts=posted["ts"], text="y")
    await slack.move_clock(61)
    with pytest.raises(SlackApiError, match="edit_window_closed"):
        await client.chat_update(channel=SUPPORT, ts=posted["ts"], text="z")


async def test_an_archived_channel_is_frozen(slack: Simulator, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=SUPPORT, text="x")
    await slack.person("finn").archives("support")
    with pytest.raises(SlackApiError, match="is_inactive"):
        await client.chat_update(channel=SUPPORT, ts=posted["ts"], text="z")


async def test_without_its_tabs_there_is_no_home_and_no_direct_message(
    slack: Simulator, client: AsyncWebClient
) -> None:
    await slack.use_manifest(manifest(app_home={}))
    with pytest.raises(SlackApiError, match="not_enabled"):
        await client.views_publish(user_id=ANA, view={"type": "home", "blocks": [section("x")]})
    with pytest.raises(SlackApiError, match="messages_tab_disabled"):
        await client.chat_postMessage(channel=ANA, text="x")


async def test_twice_the_same_reaction_is_refused(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=SUPPORT, text="x")
    await client.reactions_add(channel=SUPPORT, timestamp=posted["ts"], name="tada")
    with pytest.raises(SlackApiError, match="invalid_name"):
        await client.reactions_add(channel=SUPPORT, timestamp=posted["ts"], name="Party Time")
    with pytest.raises(SlackApiError, match="already_reacted"):
        await client.reactions_add(channel=SUPPORT, timestamp=posted["ts"], name="tada")
