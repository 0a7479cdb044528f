"""The company file and the command line."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from simulator import company, process
from simulator.driver import Refusal, Simulator
from simulator.manifest import BadManifest, parse
from simulator.tallies import PATIENCE
from tests.simulator.conftest import manifest

SMALL: dict[str, Any] = {
    "team": {"id": "T0SMALL001", "name": "Small"},
    "people": [{"id": "U0ONE00001", "handle": "one", "name": "One"}],
    "channels": [{"id": "C0HERE0001", "name": "here", "members": "everyone"}],
}


def test_a_bundled_company_has_valid_ids() -> None:
    for name in ("northwind", "zed"):
        people = company.load(name).people
        assert all(person.id[0] == "U" and len(person.id) == 10 for person in people)


def test_an_unknown_member_is_named() -> None:
    wrong = SMALL | {"channels": [{"id": "C0HERE0001", "name": "here", "members": ["two"]}]}
    with pytest.raises(company.BadCompany, match="here: nobody is called two"):
        company.parse(wrong)


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(company.BadCompany, match="colour"):
        company.parse(SMALL | {"people": [{"id": "U0ONE00001", "handle": "one", "name": "One", "colour": "red"}]})


def test_a_file_that_is_none_is_named() -> None:
    with pytest.raises(company.BadCompany, match=r"nowhere\.json"):
        company.load("nowhere.json")


def test_something_else_is_no_manifest() -> None:
    with pytest.raises(BadManifest):
        parse({"hello": "world"})


async def test_a_company_of_ones_own(slack: Simulator) -> None:
    await slack.reset(SMALL)
    said = await slack.person("one").says("alone", channel="here")
    assert (await slack.person("one").sees("alone")).ts == said.ts


async def test_a_large_company_must_be_paged(slack: Simulator) -> None:
    crowd = [{"id": f"U0CROWD{n:04d}", "handle": f"p{n}", "name": f"P {n}"} for n in range(1001)]
    await slack.reset(SMALL | {"people": [*SMALL["people"], *crowd]}, limits=False)
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    with pytest.raises(SlackApiError, match="limit_required"):
        await client.users_list()
    assert len((await client.users_list(limit=200))["members"]) == 200


async def test_a_workspace_can_be_added(slack: Simulator) -> None:
    added = await slack.add_workspace("zed")
    assert added["bot_token"] != slack.bot_token
    await slack.person("zed", "zedmark").says("hi", channel="desk")


async def test_happenings_stream_as_lines(slack: Simulator) -> None:
    await slack.use_manifest(manifest(without_events="message.channels"))
    await slack.person("ana").says("one", channel="support")
    async with slack.wire.session.get(f"{slack.address}/sim/happenings.ndjson") as stream:
        first = json.loads(await stream.content.readline())
        await slack.person("bo").says("two", channel="support")
        second = json.loads(await stream.content.readline())
    assert [one["line"] for one in (first, second)] == ["ana in #support: one", "bo in #support: two"]


async def test_a_wrong_request_says_why(slack: Simulator) -> None:
    with pytest.raises(Refusal, match="there is no conversation 'lift'"):
        await slack.person("ana").says("hi", channel="lift")
    with pytest.raises(Refusal, match="there are: "):
        slack.person("nobody")
    with pytest.raises(Refusal, match="no such verb"):
        await slack.wire.do("sing")
    with pytest.raises(Refusal, match="text is missing"):
        await slack.wire.do("slash", person="ana", channel="support")


async def test_it_prints_what_one_needs(tmp_path: Path) -> None:
    file = tmp_path / "small.json"
    file.write_text(json.dumps(SMALL))
    command = [sys.executable, "-m", "simulator", "--company", str(file)]
    started = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, cwd=process.HOME)
    assert started.stdout
    lines = [(await started.stdout.readline()).decode() for _ in range(4)]
    started.terminate()
    await started.wait()
    assert lines[0].startswith("Simulated Slack at http://127.0.0.1:")
    assert lines[3] == "Bot token for Small (T0SMALL001): xoxb-T0SMALL001-simulated\n"


async def test_it_ends_with_whoever_started_it() -> None:
    command = [sys.executable, "-m", "simulator", "--json", "--until-stdin-closes"]
    started = await asyncio.create_subprocess_exec(
        *command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=process.HOME
    )
    assert started.stdin
    assert started.stdout
    await started.stdout.readline()
    started.stdin.close()
    assert await asyncio.wait_for(started.wait(), PATIENCE) == 0


async def test_a_wrong_manifest_ends_with_2(tmp_path: Path) -> None:
    file = tmp_path / "manifest.json"
    file.write_text("{}")
    command = [sys.executable, "-m", "simulator", "--manifest", str(file)]
    ended = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, cwd=process.HOME)
    assert ended.returncode == 2
    assert "manifest.json" in ended.stderr
