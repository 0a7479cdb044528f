"""What the simulator sends, judged by Slack's own samples and schema."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.driver import Simulator
from tests.simulator import echo
from tests.simulator.slackshapes import CONTRADICTED, event_sample, interaction_sample, judge_one, judges, strays


async def a_busy_day(slack: Simulator) -> None:
    """Everything that the simulator can tell an app."""
    ana, bo, finn = slack.person("ana"), slack.person("bo"), slack.person("finn")
    said = await ana.says("@backpat hello @bo, look at #pats", channel="support")
    await bo.says("in a thread", channel="support", thread=said)
    await bo.says("to all as well", channel="support", thread=said, broadcast=True)
    await ana.edits(said, "@backpat hello again")
    await bo.reacts("tada", said)
    await bo.unreacts("tada", said)
    gone = await ana.says("oops", channel="support")
    await ana.deletes(gone)
    await ana.says("just us", channel="app")
    await ana.says("hush", channel="escalations")
    await ana.opens_home()
    await ana.sees_home("Hello")
    await ana.opens_home()
    await ana.click("Me too", in_="home")
    await ana.slash("/echo hello", channel="support")
    await bo.click("Me too", in_="support")
    await bo.shortcut("thank", on=said)
    await bo.close()
    await ana.slash("/echo form", channel="support")
    await ana.fill({"Who?": ["bo"], "What?": "Thanks"})
    await ana.submit()
    await slack.hire(id="U0PIP00001", handle="pip", name="Pip Moon", email="pip@northwind.example")
    await ana.changes(display_name="Anna")
    await bo.is_deactivated()
    await slack.new_usergroup(id="S0NEWGROUP", handle="fresh", name="Fresh", members=["ana"])
    await slack.change_usergroup("fresh", name="Fresher")
    await slack.set_usergroup_members("fresh", ["carol"])
    await slack.person("jon").joins("support")
    await slack.person("jon").leaves("support")
    await finn.renames("support", "front-line")
    await finn.archives("front-line")
    await finn.archives("front-line", undo=True)
    await slack.revoke_token(uninstall=True)
    await slack.quiet()


@pytest.fixture
async def sent(slack: Simulator) -> list[dict[str, Any]]:
    async with echo.over_http(slack):
        await a_busy_day(slack)
    return await slack.ledger.deliveries()


EXPECTED = {
    *("message", "app_mention", "reaction_added", "reaction_removed", "app_home_opened", "team_join", "user_change"),
    *("subteam_created", "subteam_updated", "subteam_members_changed", "member_joined_channel", "member_left_channel"),
    *("channel_rename", "channel_archive", "channel_unarchive", "tokens_revoked", "app_uninstalled"),
}


async def test_every_event_is_sent_and_matches_slacks_types(sent: list[dict[str, Any]], shared: Path) -> None:
    schema = json.loads((shared / "schemas" / "event.schema.json").read_text())
    events = [one["payload"]["event"] for one in sent if one["kind"] == "events_api"]
    assert {event["type"] for event in events} >= EXPECTED
    # Someone deactivated comes without zone and roles, whatever the types say.
    whole = [one for one in events if not (one["type"] == "user_change" and one["user"]["deleted"])]
    kinds = {
        (event["type"], event.get("subtype")): judges(schema, event["type"], event.get("subtype")) for event in whole
    }
    wrong = [
        (kind, judge_one(kinds[kind], event)) for event in whole for kind in [(event["type"], event.get("subtype"))]
    ]
    assert not [(kind, complaints) for kind, complaints in wrong if complaints]


async def test_no_payload_has_a_key_that_slacks_samples_have_not(sent: list[dict[str, Any]], shared: Path) -> None:
    found: dict[str, list[str]] = {}
    for delivery in sent:
        payload = delivery["payload"]
        if payload.get("type") == "shortcut":
            continue  # no global shortcut was recorded
        event = payload.get("event")
        sample = event_sample(shared, event) if event else interaction_sample(shared, payload)
        if stray := [one for one in strays(payload, sample) if one not in CONTRADICTED]:
            found[f"{delivery['name']} {(event or {}).get('subtype')}"] = stray
    assert not found
