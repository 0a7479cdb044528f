"""Domain errors: a code and fields, no sentences (`bot/replies` has those)."""


class DomainError(Exception):
    """Something a person or the admin can be told about."""

    code = "error"


class TooLate(DomainError):
    """A write could not start before its sender was told that it failed; nothing was stored."""

    code = "too_late"


class BadDatabaseUrl(DomainError):
    """DATABASE_URL names neither SQLite nor PostgreSQL. `url` holds it without its password."""

    code = "bad_database_url"

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class BehindMigrations(DomainError):
    """The database's schema is not at the newest migration."""

    code = "behind_migrations"

    def __init__(self, current: str | None, newest: str) -> None:
        super().__init__(f"{current or 'empty'} is behind {newest}")
        self.current = current
        self.newest = newest


class NotFound(DomainError):
    """No such thing in this workspace."""

    code = "not_found"
