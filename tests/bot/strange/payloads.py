"""What Slack may send within its published schemas and rarely does: odd people, odd places, odd kinds of message."""

import random
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

LONG = "Wilhelmina Theodora Augusta Fredericka " * 12
NAMES = (
    "",
    "👩🏽‍🚀🎉",
    "عبد الرحمن بن محمد",
    "‮mirrored‬",
    LONG,
    "a\x00b",
    "\ud83d",
    "<b>&amp;",
    "@here",
    "*bold* _it_",
    " ",
)
ZONES = (None, "", "Mars/Olympus", "Asia/Kathmandu", "America/Argentina/Buenos_Aires")
FLAGS = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger", "is_admin", "is_workflow_bot")
PLACES = (("C0SUPPORT0", "channel"), ("G0LEADS000", "group"), ("C0ARCHIVED", "channel"), ("C0SHAREDEXT", "channel"))
WORDLESS = ("channel_join", "bot_message", "channel_topic", "me_message", "reminder_add", "ekm_access_denied")
"""Subtypes of what nobody says."""


@dataclass
class Strange:
    """Payloads from a seed, each with ids of its own."""

    seed: int
    team_id: str
    now: datetime
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)

    def ts(self) -> str:
        return f"{self.now.timestamp():.0f}.{next(self.numbers):06}"

    def event(self, event: dict[str, Any]) -> dict[str, Any]:
        """The envelope, of a workspace of Enterprise Grid or not, of a shared channel or not."""
        grid = self.dice.random() < 0.5
        enterprise = {"enterprise_id": "E0GRID0000", "context_enterprise_id": "E0GRID0000"} if grid else {}
        authorized = {"team_id": self.team_id, "user_id": "UBACKPAT", "is_bot": True, "is_enterprise_install": False}
        context = {"is_ext_shared_channel": grid, "context_team_id": self.team_id}
        number = next(self.numbers)
        body = {"type": "event_callback", "team_id": self.team_id, "api_app_id": "A0", "event_id": f"Ev{number}"}
        return {**body, **enterprise, **context, "authorizations": [authorized], "event_time": 1, "event": event}

    def person(self, slack_id: str, **said: Any) -> dict[str, Any]:
        """A user object with some of its fields, of this team or another; `said` holds for certain."""
        names = {name: self.dice.choice(NAMES) for name in ("name", "real_name") if self.dice.random() < 0.7}
        flags = {flag: self.dice.random() < 0.5 for flag in FLAGS if self.dice.random() < 0.5}
        user: dict[str, Any] = {"id": slack_id, **names, **flags}
        if self.dice.random() < 0.7:
            user["profile"] = {
                "display_name": self.dice.choice(NAMES),
                "email": self.dice.choice((None, "x@y.example")),
            }
        if self.dice.random() < 0.7:
            user["team_id"] = self.dice.choice((self.team_id, "T0ELSEWHER"))
        if self.dice.random() < 0.4:
            teams: dict[str, Any] = self.dice.choice(({}, {"teams": []}, {"teams": [self.team_id]}, {"teams": None}))
            user["enterprise_user"] = {"id": slack_id, "enterprise_id": "E0GRID0000", **teams}
        if self.dice.random() < 0.7:
            user["tz"] = self.dice.choice(ZONES)
        if self.dice.random() < 0.7:
            user["updated"] = self.dice.choice((0, 1_700_000_000, None))
        return user | said

    def change(self, user: dict[str, Any]) -> dict[str, Any]:
        """That a person changed or came; the time of it is not always there."""
        at = {"event_ts": self.ts()} if self.dice.random() < 0.5 else {}
        return self.event({"type": self.dice.choice(("user_change", "team_join")), "user": user, **at})

    def group(self, people: list[str]) -> dict[str, Any]:
        subteam: dict[str, Any] = {"id": f"S{next(self.numbers)}", "name": self.dice.choice(NAMES), "users": people}
        subteam |= {"handle": self.dice.choice(NAMES)} if self.dice.random() < 0.7 else {}
        subteam |= {"date_delete": self.dice.choice((0, None, 5))} if self.dice.random() < 0.5 else {}
        return self.event({"type": "subteam_updated", "subteam": subteam, "event_ts": self.ts()})

    def message(self, author: str | None, text: str | None, subtype: str | None, **more: Any) -> dict[str, Any]:
        """As an app hears it: `author` None and `text` None are left out."""
        channel, kind = self.dice.choice(PLACES)
        ts = self.ts()
        said = {"type": "message", "channel": channel, "channel_type": kind, "ts": ts, "event_ts": ts}
        some = {"user": author, "text": text, "subtype": subtype}
        threaded = {"thread_ts": self.ts(), "team": "T0ELSEWHER"} if self.dice.random() < 0.3 else {}
        return self.event({**said, **{name: it for name, it in some.items() if it is not None}, **threaded, **more})

    def changed(self, said: dict[str, Any], text: str) -> dict[str, Any]:
        """An edit of a message that was heard, whose former text isn't always told."""
        event, ts = said["event"], self.ts()
        now = {"type": "message", "text": text, "user": event.get("user"), "ts": event["ts"], "edited": {"ts": ts}}
        before = {"previous_message": event} if self.dice.random() < 0.5 else {}
        place = {"channel": event["channel"], "channel_type": event["channel_type"], "hidden": True}
        return self.event(
            {
                "type": "message",
                "subtype": "message_changed",
                **place,
                "message": now,
                "ts": ts,
                "event_ts": ts,
                **before,
            }
        )

    def deleted(self, said: dict[str, Any]) -> dict[str, Any]:
        event, ts = said["event"], self.ts()
        place = {"channel": event["channel"], "channel_type": event["channel_type"], "hidden": True}
        before = {"previous_message": event} if self.dice.random() < 0.5 else {}
        gone = {"deleted_ts": event["ts"], "ts": ts, "event_ts": ts}
        return self.event({"type": "message", "subtype": "message_deleted", **place, **gone, **before})

    def reaction(self, member: str, emoji: str, item: dict[str, Any], **more: Any) -> dict[str, Any]:
        kind = self.dice.choice(("reaction_added", "reaction_removed"))
        event = {"type": kind, "user": member, "reaction": emoji, "item": item, "event_ts": self.ts()}
        return self.event(event | more)
