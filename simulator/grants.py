"""What an interaction lets the app do for a while: a trigger opens one view, a response_url takes five answers."""

from dataclasses import dataclass, field
from itertools import count
from secrets import token_hex

TRIGGER_SECONDS = 3
ANSWERS, ANSWER_SECONDS = 5, 30 * 60


@dataclass
class Trigger:
    """`made` is real unix seconds: three seconds are three seconds, whatever the workspace's clock says."""

    id: str
    workspace: str
    person: str
    made: float
    used: bool = False


@dataclass
class ResponseUrl:
    """`made` is the workspace's time. `source` is the message the interaction sat on, if any."""

    token: str
    workspace: str
    channel: str
    person: str
    made: float
    source: str = ""
    ephemeral: bool = False
    thread_ts: str = ""
    uses: int = 0


@dataclass
class Grants:
    triggers: dict[str, Trigger] = field(default_factory=dict)
    urls: dict[str, ResponseUrl] = field(default_factory=dict)
    trigger_seconds: float = TRIGGER_SECONDS
    _numbers: "count[int]" = field(default_factory=lambda: count(100_000_001))

    def trigger(self, workspace: str, person: str, now: float) -> str:
        number = next(self._numbers)
        made = Trigger(f"{number}.{number * 7}.{token_hex(16)}", workspace, person, now)
        self.triggers[made.id] = made
        return made.id

    def use(self, trigger_id: str, workspace: str, now: float) -> Trigger | str:
        """The trigger, now used, or the code with which Slack refuses it."""
        trigger = self.triggers.get(trigger_id)
        if trigger is None or trigger.workspace != workspace:
            return "invalid_trigger_id"
        if trigger.used:
            return "exchanged_trigger_id"
        if now - trigger.made > self.trigger_seconds:
            return "expired_trigger_id"
        trigger.used = True
        return trigger

    def url(self, given: ResponseUrl) -> str:
        self.urls[given.token] = given
        return given.token

    def clear(self) -> None:
        self.triggers.clear()
        self.trigger_seconds = TRIGGER_SECONDS
        self.urls.clear()
