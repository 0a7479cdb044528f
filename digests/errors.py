"""What can be wrong with a request for a digest."""

from models.storage.errors import DomainError


class BadWeek(DomainError):
    """No week of the ISO calendar. It should look like `2019-W07`; `text` is what was given instead."""

    code = "bad_week"

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no week: it should look like 2019-W07")
        self.text = text


class BadMonth(DomainError):
    """No month. It should look like `2026-10`; `text` is what was given instead."""

    code = "bad_month"

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no month: it should look like 2026-10")
        self.text = text
