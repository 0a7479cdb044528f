"""How often an app may call: per method and workspace, per channel, and posts over a whole workspace."""

import math
from collections import deque
from dataclasses import dataclass, field

PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
POSTS_PER_MINUTE = 300
CHANNEL_BURST = 5
EVENTS_PER_HOUR = 30_000


class Window:
    """At most `most` in any 60 seconds."""

    def __init__(self, most: int) -> None:
        self._taken: deque[float] = deque(maxlen=most)

    def wait(self, now: float) -> float:
        """Seconds until one more is allowed, 0 when it is now."""
        full = len(self._taken) == self._taken.maxlen
        return max(0.0, self._taken[0] + 60 - now) if full else 0.0

    def take(self, now: float) -> None:
        self._taken.append(now)


class Drip:
    """One a second, after a burst of `CHANNEL_BURST`."""

    def __init__(self, now: float) -> None:
        self._level, self._at = float(CHANNEL_BURST), now

    def wait(self, now: float) -> float:
        self._level = min(CHANNEL_BURST, self._level + max(0.0, now - self._at))
        self._at = now
        return max(0.0, 1 - self._level)

    def take(self) -> None:
        self._level -= 1


@dataclass
class Rates:
    """All the buckets. `enabled` false lets everything through (a load test, most scenario tests)."""

    enabled: bool = True
    _methods: dict[tuple[str, str], Window] = field(default_factory=dict)
    _posts: dict[str, Window] = field(default_factory=dict)
    _channels: dict[tuple[str, str], Drip] = field(default_factory=dict)

    def call(self, workspace: str, method: str, tier: int, now: float) -> int:
        """Seconds to wait before this call (whole, as in Retry-After); 0 when it may go."""
        if not self.enabled or not tier:
            return 0
        window = self._methods.setdefault((workspace, method), Window(PER_MINUTE[tier]))
        if wait := window.wait(now):
            return math.ceil(wait)
        window.take(now)
        return 0

    def message(self, workspace: str, channel: str, now: float) -> int:
        """The same for one message in `channel`."""
        if not self.enabled:
            return 0
        posts = self._posts.setdefault(workspace, Window(POSTS_PER_MINUTE))
        drip = self._channels.get((workspace, channel)) or self._channels.setdefault((workspace, channel), Drip(now))
        if wait := max(posts.wait(now), drip.wait(now)):
            return math.ceil(wait)
        posts.take(now)
        drip.take()
        return 0

    def clear(self) -> None:
        self._methods.clear()
        self._posts.clear()
        self._channels.clear()


@dataclass
class EventBudget:
    """Events a workspace may send the app in an hour; beyond it the app hears once a minute that some were left out."""

    most: int = EVENTS_PER_HOUR
    _hours: dict[tuple[str, int], int] = field(default_factory=dict)
    _told: set[tuple[str, int]] = field(default_factory=set)

    def take(self, workspace: str, now: float) -> bool:
        """True when one more event may go out; `now` is unix seconds."""
        hour = (workspace, int(now // 3600))
        self._hours[hour] = self._hours.get(hour, 0) + 1
        return self._hours[hour] <= self.most

    def first_of_minute(self, workspace: str, now: float) -> bool:
        """True once a minute."""
        minute = (workspace, int(now // 60))
        known = minute in self._told
        self._told.add(minute)
        return not known

    def clear(self) -> None:
        self.most = EVENTS_PER_HOUR
        self._hours.clear()
        self._told.clear()
