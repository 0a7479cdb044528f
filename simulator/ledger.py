"""What happened: accepted posts, calls, deliveries, and a readable line for each."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from itertools import count

from simulator.clock import Clock
from simulator.jsontypes import Json
from simulator.pulse import Pulse

KINDS = ("message", "update", "delete", "ephemeral", "home", "view_open", "view_push", "view_update", "response_url")


@dataclass(frozen=True, slots=True)
class Post:
    """One thing of the app's that Slack accepted. `received` is real unix seconds, `person` whom it is for, if one."""

    kind: str
    workspace: str
    channel: str
    ts: str
    text: str
    blocks: list[Json]
    metadata: Json | None
    person: str
    thread_ts: str
    received: float
    detail: Json

    def as_json(self) -> Json:
        return asdict(self)


@dataclass(slots=True)
class ApiCall:
    """One Web API call as it came in; `error` is empty when it went well, `more` what else a refusal said.

    `replied` are the keys of the reply; none when there was no reply.
    """

    method: str
    workspace: str
    args: Json
    error: str
    status: int
    received: float
    more: Json = field(default_factory=dict)
    replied: list[str] = field(default_factory=list)


@dataclass
class Records:
    """Everything remembered since the last reset, in order; `pulse` beats whenever something is added."""

    clock: Clock
    pulse: Pulse = field(default_factory=Pulse)
    posts: list[Post] = field(default_factory=list)
    calls: list[ApiCall] = field(default_factory=list)
    happenings: list[Json] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def post(
        self,
        kind: str,
        workspace: str,
        *,
        channel: str = "",
        ts: str = "",
        text: str = "",
        blocks: list[Json] | None = None,
        metadata: Json | None = None,
        person: str = "",
        thread_ts: str = "",
        detail: Json | None = None,
    ) -> None:
        now = self.clock.real()
        self.posts.append(
            Post(kind, workspace, channel, ts, text, blocks or [], metadata, person, thread_ts, now, detail or {})
        )
        self.pulse.beat()

    def call(
        self,
        method: str,
        workspace: str,
        args: Json,
        error: str,
        status: int,
        *,
        more: Json | None = None,
        replied: Iterable[str] = (),
    ) -> None:
        now = self.clock.real()
        self.calls.append(ApiCall(method, workspace, args, error, status, now, more or {}, sorted(replied)))
        if error:
            self.happened("refused", workspace, f"{method} → {error}", method=method, error=error)
        else:
            self.pulse.beat()

    def happened(self, kind: str, workspace: str, line: str, **facts: object) -> None:
        """A line a person can read, with the facts behind it."""
        number = next(self._numbers)
        self.happenings.append(
            {"number": number, "kind": kind, "workspace": workspace, "line": line, "at": self.clock.now(), **facts}
        )
        self.pulse.beat()

    def after(self, number: int) -> list[Json]:
        """The happenings after this number. They are numbered without gaps, so no search is needed."""
        first = self.happenings[0]["number"] if self.happenings else 1
        return self.happenings[max(0, number - first + 1) :]

    def clear(self) -> None:
        self.posts.clear()
        self.calls.clear()
        self.happenings.clear()
        self.pulse.beat()
