"""The table of methods, judged by Slack's own."""

from typing import Any

import pytest

from simulator.api.table import METHODS

# Codes that any method may answer and that Slack lists for none in particular.
EVERYWHERE = {"invalid_arguments", "missing_scope", "not_authed", "invalid_auth", "ratelimited", "unknown_method"}
TIERS = {"t1": 1, "t2": 2, "t3": 3, "t4": 4, "t5": 0, None: 0}


@pytest.mark.parametrize("name", sorted(METHODS))
def test_a_row_agrees_with_slacks_table(name: str, methods: dict[str, Any]) -> None:
    row, slack = METHODS[name], methods[name]
    assert row.verb == slack["http_method"]
    assert row.json == bool(slack.get("json_input_supported"))
    assert set(row.scopes) == set((slack.get("scope") or {}).get("bot", ()))
    assert row.tier == TIERS[slack.get("rate_limits")]
    assert set(row.required) == set(slack["args"].get("required") or ()) - {"token"}
    assert set(row.errors) - EVERYWHERE <= set(slack.get("errors") or ()), "a code that Slack does not list"
