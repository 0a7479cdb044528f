"""Every method once, with the stock clients; the replies judged by Slack's own list of what they must hold."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from simulator.api.table import METHODS
from simulator.driver import Simulator
from tests.simulator import echo

HELLO = {"channel": "C0SUPPORT1", "text": "hello"}
HOME = {"type": "home", "blocks": [echo.section("hi")]}
# Replies that need something to have happened before are made in the tests below.
SIMPLE: dict[str, dict[str, Any]] = {
    "auth.test": {},
    "users.list": {"limit": 3},
    "users.info": {"user": "U0ANA00001"},
    "users.conversations": {"types": "public_channel,private_channel,im"},
    "users.profile.get": {"user": "U0ANA00001"},
    "team.info": {},
    "team.profile.get": {},
    "usergroups.list": {"include_users": True},
    "usergroups.users.list": {"usergroup": "S0FRONT001"},
    "bots.info": {"bot": "B0BACKPAT1"},
    "conversations.list": {"limit": 2},
    "conversations.info": {"channel": "C0SUPPORT1", "include_num_members": True},
    "conversations.members": {"channel": "C0SUPPORT1", "limit": 2},
    "conversations.open": {"users": "U0ANA00001"},
    "conversations.join": {"channel": "C0RANDOM01"},
    "conversations.history": {"channel": "C0SUPPORT1"},
    "chat.postMessage": HELLO,
    "chat.postEphemeral": HELLO | {"user": "U0ANA00001"},
    "views.publish": {"user_id": "U0ANA00001", "view": HOME},
    "files.getUploadURLExternal": {"filename": "a.png", "length": 3},
    "blocks.validate": {"blocks": [echo.section("hi")]},
}


async def call(client: AsyncWebClient, method: str, args: dict[str, Any]) -> dict[str, Any]:
    """As the SDK's own methods do: GET with a query, JSON where it is taken, a form otherwise."""
    row = METHODS[method]
    given = {"params": args} if row.verb == "GET" else {"json": args} if row.json else {"data": args}
    answer: Any = (await client.api_call(method, http_verb=row.verb, **given)).data
    assert isinstance(answer, dict)
    return answer


def check(methods: dict[str, Any], method: str, reply: dict[str, Any]) -> None:
    output = methods[method].get("output") or {}
    assert reply["ok"]
    assert set(output.get("required", ())) <= reply.keys()
    known = set(output.get("properties", ())) | {"ok", "response_metadata", "warning"}
    examples = (methods[method].get("examples") or {}).values()
    known |= {key for one in examples if isinstance(one.get("example"), dict) for key in one["example"]}
    if "anyOf" not in output and method not in ("auth.test",):
        assert reply.keys() <= known


@pytest.mark.parametrize("method", SIMPLE)
async def test_a_reply_holds_what_slacks_holds(client: AsyncWebClient, methods: dict[str, Any], method: str) -> None:
    check(methods, method, await call(client, method, SIMPLE[method]))


async def test_replies_about_a_message(client: AsyncWebClient, methods: dict[str, Any]) -> None:
    posted = await call(client, "chat.postMessage", HELLO)
    here = {"channel": posted["channel"], "ts": posted["ts"]}
    await call(client, "chat.postMessage", HELLO | {"thread_ts": posted["ts"]})
    check(methods, "conversations.replies", await call(client, "conversations.replies", here))
    item = {"channel": posted["channel"], "timestamp": posted["ts"]}
    check(methods, "reactions.add", await call(client, "reactions.add", item | {"name": "tada"}))
    check(methods, "reactions.get", await call(client, "reactions.get", item))
    link = {"channel": posted["channel"], "message_ts": posted["ts"]}
    check(methods, "chat.getPermalink", await call(client, "chat.getPermalink", link))
    check(methods, "chat.update", await call(client, "chat.update", here | {"text": "bye"}))
    check(methods, "chat.delete", await call(client, "chat.delete", here))


async def test_replies_about_views(slack: Simulator, client: AsyncWebClient, methods: dict[str, Any]) -> None:
    async with echo.over_http(slack):
        pushed = await slack.person("ana").slash("/plain one")
        again = await slack.person("ana").slash("/plain two")
    triggers = [one["payload"]["trigger_id"] for one in await slack.ledger.deliveries()]
    assert pushed.ok
    assert again.ok
    opened = await call(client, "views.open", {"trigger_id": triggers[0], "view": echo.MODAL})
    check(methods, "views.open", opened)
    check(methods, "views.push", await call(client, "views.push", {"trigger_id": triggers[1], "view": echo.MODAL}))
    changed = {"view_id": opened["view"]["id"], "hash": opened["view"]["hash"], "view": echo.MODAL}
    check(methods, "views.update", await call(client, "views.update", changed))
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await call(client, "views.update", changed)


async def test_an_uploaded_file_is_shared(slack: Simulator, client: AsyncWebClient, methods: dict[str, Any]) -> None:
    done = await client.files_upload_v2(channel="C0SUPPORT1", content=b"chart", filename="a.png", title="A chart")
    check(methods, "files.completeUploadExternal", {"ok": True, "files": done["files"]})
    seen = await slack.person("ana").messages("support")
    assert seen[-1].files == ["A chart"]
    check(methods, "files.delete", await call(client, "files.delete", {"file": done["files"][0]["id"]}))


async def test_a_socket_address_needs_the_app_level_token(slack: Simulator, methods: dict[str, Any]) -> None:
    opened = await AsyncWebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.app_token)
    check(methods, "apps.connections.open", dict(opened.data))  # type: ignore[arg-type]
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await AsyncWebClient(base_url=slack.api_url).apps_connections_open(app_token=slack.bot_token)


async def test_the_sync_client_pages_through_everybody(slack: Simulator) -> None:
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    pages = [list(page["members"]) for page in client.users_list(limit=5)]
    people = [person for page in pages for person in page]
    assert len(pages) == 4
    assert len({person["id"] for person in people}) == len(people) == 18
    gone = next(person for person in people if person["name"] == "nils")
    assert gone["deleted"]
    assert "tz" not in gone


async def test_metadata_comes_back_only_when_asked_for(client: AsyncWebClient) -> None:
    metadata = {"event_type": "pat", "event_payload": {"delivery": "7"}}
    await client.chat_postMessage(channel="C0SUPPORT1", text="hi", metadata=metadata)
    asked = await client.conversations_history(channel="C0SUPPORT1", include_all_metadata=True)
    assert asked["messages"][0]["metadata"] == metadata
    plain = await client.conversations_history(channel="C0SUPPORT1")
    assert plain["messages"][0]["metadata"] == {"event_type": "pat"}


async def test_history_pages_and_keeps_to_its_window(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel="C0SUPPORT1", text=str(n)))["ts"] for n in range(5)]
    first = await client.conversations_history(channel="C0SUPPORT1", limit=2)
    assert [one["text"] for one in first["messages"]] == ["4", "3"]
    cursor = first["response_metadata"]["next_cursor"]
    then = await client.conversations_history(channel="C0SUPPORT1", limit=2, cursor=cursor)
    assert [one["text"] for one in then["messages"]] == ["2", "1"]
    window = await client.conversations_history(channel="C0SUPPORT1", oldest=stamps[1], latest=stamps[3])
    assert [one["text"] for one in window["messages"]] == ["2"]
    whole = await client.conversations_history(channel="C0SUPPORT1", oldest=stamps[1], latest=stamps[3], inclusive=True)
    assert len(whole["messages"]) == 3


async def test_a_message_to_a_person_lands_in_their_direct_conversation(
    slack: Simulator, client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(channel="U0BO000001", text="psst")
    opened = await client.conversations_open(users="U0BO000001")
    assert posted["channel"] == opened["channel"]["id"]
    assert posted["channel"].startswith("D")
    await slack.person("bo").sees("psst", in_="app")
    assert await slack.ledger.count(kind="message", person="bo") == 1
    assert not await slack.ledger.count(kind="message", person="ana")
    await slack.person("ana").sees_nothing_of("psst")
