"""Trouble on request: what Slack does on a bad day."""

from dataclasses import dataclass, field

KINDS = ("timeout", "error_500", "ratelimited", "lost_reply", "slow_reply", "error")


@dataclass
class Fault:
    """`method` (or `*`) misbehaves `times` times, or until `until` (unix seconds of real time) when times is 0.

    `timeout` never does the work nor answers; `lost_reply` does the work and hangs up; `slow_reply` does the
    work and answers after `seconds`; `error` answers `code`.
    """

    kind: str
    method: str
    times: int = 1
    until: float = 0.0
    seconds: float = 30.0
    code: str = "internal_error"


@dataclass
class Faults:
    planted: list[Fault] = field(default_factory=list)

    def plant(self, fault: Fault) -> None:
        self.planted.append(fault)

    def take(self, method: str, now: float) -> Fault | None:
        """The fault that strikes this call, used up by one; None on a good day."""
        for fault in self.planted:
            if fault.method in (method, "*"):
                return self._used(fault, now)
        return None

    def _used(self, fault: Fault, now: float) -> Fault | None:
        if fault.until:
            if now < fault.until:
                return fault
            self.planted.remove(fault)
            return None
        fault.times -= 1
        if fault.times <= 0:
            self.planted.remove(fault)
        return fault

    def clear(self) -> None:
        self.planted.clear()
