"""The judges can fail: each planted fault is caught, and what is right passes."""

import json
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.judging import peer, reporting
from tests.judging.calls import judge_call
from tests.judging.deliveries import judge_delivery
from tests.judging.limits import RULES, number
from tests.judging.reference import Reference, alike, reference
from tests.judging.surfaces import VIEW_LENGTHS, judge_message, judge_view
from tests.simulator.planted import LIMITS, WRONG, modal, mrkdwn, section

BEYOND_THEM = {
    *("no options", "an initial option that is none", "a link that is none", "a file in a message", "two tables"),
    "a Home as a modal",  # as a surface of its own it is right
}
"""Planted faults that the simulator alone refuses: no published data speaks of them."""


@pytest.fixture
def known(shared: Path) -> Reference:
    return reference(shared)


def call(method: str, **args: Any) -> dict[str, Any]:
    return {"method": method, "args": args, "error": "", "replied": []}


POST = {"channel": "C0SUPPORT1", "text": "hello", "unfurl_links": "False"}


@pytest.mark.parametrize(
    ("made", "complaint"),
    [
        (call("chat.postMessage", **POST), ""),
        (call("chat.postMessage", **POST, colour="red"), "unknown argument 'colour'"),
        (call("chat.postMessage", text="hello"), "'channel' is required"),
        (call("chat.postMessage", **POST | {"unfurl_links": "maybe"}), "is no boolean"),
        (call("conversations.history", channel="C0", limit="many"), "is no number"),
        (call("chat.sing", text="la"), "no such method"),
        (call("reactions.add", channel="C0", name="tada", timestamp="1.2"), "needs one of reactions:write"),
        (call("chat.postMessage", **POST) | {"replied": ["ok", "channel"]}, "lacks ts"),
        (call("chat.postMessage", **POST) | {"replied": ["ok", "channel", "ts"]}, ""),
    ],
)
def test_a_call_is_judged(known: Reference, made: dict[str, Any], complaint: str) -> None:
    found = judge_call(known, made)
    assert bool(found) == bool(complaint), found
    assert complaint in "".join(found)


def test_a_scope_that_the_manifest_lacks_is_noticed(known: Reference) -> None:
    assert judge_call(known, call("chat.postMessage", **POST), scopes=["users:read"])
    assert not judge_call(known, call("chat.postMessage", **POST), scopes=["chat:write"])


def complaints(known: Reference, surface: Any) -> list[str]:
    if isinstance(surface, list):
        return judge_message(known, "x", surface)
    return judge_view(known, surface)


JUDGED = [limit for limit in LIMITS if limit.name not in ("markdown in two", "plain text input", "table cells")]


@pytest.mark.parametrize("limit", JUDGED, ids=lambda limit: limit.name)
def test_a_limit_is_judged(known: Reference, limit: Any) -> None:
    assert complaints(known, limit.make(limit.number + 1))


@pytest.mark.parametrize("limit", [one for one in JUDGED if "table" not in one.name], ids=lambda limit: limit.name)
def test_what_is_just_inside_a_limit_passes_but_for_slackblocks_own_rules(known: Reference, limit: Any) -> None:
    assert not [one for one in complaints(known, limit.make(limit.number)) if not one.startswith("slackblocks")]


@pytest.mark.parametrize("name", [name for name in WRONG if name not in BEYOND_THEM])
def test_what_is_wrong_is_judged(known: Reference, name: str) -> None:
    assert complaints(known, WRONG[name])


def test_a_view_holds_the_same_blocks_as_a_message(known: Reference) -> None:
    """So they are judged by themselves, in either."""
    of_views, of_messages = known.view["definitions"], known.blocks["definitions"]
    assert {name: one for name, one in of_views.items() if name in of_messages} == {
        name: one for name, one in of_messages.items() if name in of_views
    }
    blocks = {name for name in of_messages if name.endswith("Block")} - {"KnownBlock"}
    assert blocks == {one["$ref"].rpartition("/")[2] for one in of_views["KnownBlock"]["anyOf"]}
    for name in ("HomeView", "ModalView"):
        assert of_views[name]["properties"]["blocks"]["items"] == {"$ref": "#/definitions/AnyBlock"}


def test_what_differs_in_ids_and_instants_alone_reads_alike_and_ids_stay_distinct() -> None:
    one, other, third = (str(UUID(int=n)) for n in (7, 8, 9))
    assert alike([one, other, one]) == alike([other, third, other]) != alike([one, other, other])
    assert alike({"ts": "1767171600.000100"}) == alike({"ts": "1767171601.000200"}) != alike({"ts": "17671716"})
    assert len(alike([one, other])) == len(json.dumps([one, other]))


def test_slackblocks_alone_catches_a_section_that_is_too_long() -> None:
    assert not peer.judge_blocks([section(text=mrkdwn("x" * 3000))])
    assert peer.judge_blocks([section(text=mrkdwn("x" * 3001))])
    assert peer.judge_view(modal(title={"type": "plain_text", "text": "x" * 25}))


def test_every_number_is_in_the_facts(known: Reference) -> None:
    assert [number(known, rule.row, rule.pattern) for rule in RULES]
    views = known.facts.split("## Views")[1].split("\n## ")[0]
    assert all(f"{length}" in views for length in VIEW_LENGTHS.values())


TEAM = {"token": "x", "team_id": "T0", "api_app_id": "A0", "type": "event_callback", "event_id": "Ev0", "event_time": 1}
REVOKED = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0"]}}


@pytest.mark.parametrize(
    ("event", "right"),
    [(REVOKED, True), (REVOKED | {"mood": "sad"}, False), ({"type": "tokens_revoked"}, False)],
)
def test_an_event_is_judged(known: Reference, event: dict[str, Any], right: bool) -> None:
    found = judge_delivery(known, {"name": "tokens_revoked", "payload": TEAM | {"event": event}})
    assert (not found) == right, found


def test_counts_of_all_workers_are_added_up_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for worker in ("gw0", "gw1"):
        monkeypatch.setenv("PYTEST_XDIST_WORKER", worker)
        reporting.keep(tmp_path, Counter({"call chat.postMessage": 2, "view home": 1}))
    assert list(reporting.report(reporting.total(tmp_path))) == [
        "1 Web API methods, 4 times: chat.postMessage 4×",
        "1 views, 2 times: home 2×",
    ]


def test_that_nothing_could_be_judged_is_told_too() -> None:
    [line] = reporting.report(Counter({reporting.ABSENT: 3}))
    assert "NOT judged" in line
