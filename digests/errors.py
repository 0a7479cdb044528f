"""What can be wrong with a request for a digest."""

from models.storage.errors import DomainError


class BadWeek(DomainError):
    """No week of the ISO calendar. It should look like `2019-W07`; `text` is what was given instead."""

    code = "bad_week"

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no week: it should look like 2019-W07")
        self.text = text


class NoSuchWeek(BadWeek):
    """A `year` without a week of that number: it has `many`; None: no year has."""

    code = "no_such_week"

    def __init__(self, text: str, year: int | None = None, many: int | None = None) -> None:
        super(BadWeek, self).__init__(
            f"{text!r} is no week: {f'{year} has {many} weeks' if year else 'no year has it'}"
        )
        self.text, self.year, self.many = text, year, many


class BadMonth(DomainError):
    """No month. It should look like `2026-10`; `text` is what was given instead."""

    code = "bad_month"

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no month: it should look like 2026-10")
        self.text = text


class NoSuchMonth(BadMonth):
    """A year has 12."""

    code = "no_such_month"

    def __init__(self, text: str) -> None:
        super(BadMonth, self).__init__(f"{text!r} is no month: a year has 12")
        self.text = text
