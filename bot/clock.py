"""Domain time: real time plus an offset that only demonstrations and tests set."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """`now()` for everything that people see. Signatures, leases, time-outs and rate limits use `real()`."""

    def __init__(self, offset_file: Path | None = None) -> None:
        self._offset_file = offset_file

    def now(self) -> datetime:
        """The instant, in UTC."""
        return self.real() + self._offset()

    @staticmethod
    def real() -> datetime:
        return datetime.now(UTC)

    def _offset(self) -> timedelta:
        if self._offset_file is None:
            return timedelta()
        try:
            return timedelta(seconds=float(self._offset_file.read_text() or 0))
        except (FileNotFoundError, ValueError):
            return timedelta()
