"""Settings, from the environment or, for each NAME, from the file that NAME_FILE names."""

import os
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict


class Settings(BaseSettings):
    """What the admin sets. Descriptions say what a value looks like."""

    model_config = SettingsConfigDict(env_prefix="BACKPAT_", extra="ignore", hide_input_in_errors=True)

    database_url: str = Field(
        "sqlite:///backpat.db",
        validation_alias="DATABASE_URL",
        description="sqlite:///backpat.db or postgresql://user:password@host/name",
    )
    slack_bot_token: SecretStr | None = Field(
        None, validation_alias="SLACK_BOT_TOKEN", description="xoxb-…, from your app's page “OAuth & Permissions”"
    )
    slack_app_token: SecretStr | None = Field(
        None, validation_alias="SLACK_APP_TOKEN", description="xapp-…, from “Basic Information → App-Level Tokens”"
    )
    slack_signing_secret: SecretStr | None = Field(
        None, validation_alias="SLACK_SIGNING_SECRET", description="32 hexadecimal digits, from “Basic Information”"
    )
    slack_api_url: str = Field(
        "https://slack.com/api/",
        validation_alias="SLACK_API_URL",
        pattern=r"^https?://.+",
        description="https://slack.com/api/",
    )
    host: str = Field("127.0.0.1", validation_alias="HOST", description="an address to listen on, like 0.0.0.0")
    port: int = Field(3000, validation_alias="PORT", ge=0, le=65535, description="a port number, like 3000")
    secret_key: SecretStr | None = Field(None, description="any long random text; it encrypts stored tokens")
    installer: str | None = Field(None, pattern=r"^[UW][A-Z0-9]+$", description="the Slack id of a person: U…")
    manager_field: str | None = Field(None, description="the label or id of a profile field, like Manager or Xf…")
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$", description="debug, info, warning or error")
    send_timeout: float = Field(10, gt=0, le=60, description="seconds that one call to Slack may take, like 10")
    posts_per_minute: float = Field(295, gt=0, description="messages a minute to one workspace, like 295")
    posts_per_channel: float = Field(60, gt=0, description="messages a minute to one channel, like 60")
    profiles_per_minute: float = Field(90, gt=0, description="people's profiles read a minute, like 90")
    keep_kudos_months: int = Field(24, ge=0, le=1200, description="months that pats are kept, like 24; 0: for ever")
    keep_decisions_months: int = Field(12, ge=0, le=1200, description="months of decisions, like 12; 0: for ever")
    clock_file: Path | None = Field(None, description="a file with an offset in seconds; for demonstrations and tests")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, FileSettingsSource(settings_cls)


class FileSettingsSource(PydanticBaseSettingsSource):
    """NAME_FILE: the setting NAME is that file's text, without the line end."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        path = os.environ.get(f"{variable(field_name, field)}_FILE")
        key = str(field.validation_alias or field_name)
        return (Path(path).read_text().strip() if path else None), key, False

    def __call__(self) -> dict[str, Any]:
        values = (self.get_field_value(field, name) for name, field in self.settings_cls.model_fields.items())
        return {key: value for value, key, _ in values if value is not None}


class BadSettings(Exception):
    """One or more settings are missing or wrong; `problems` are sentences."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def variable(field_name: str, field: FieldInfo) -> str:
    """The environment variable of a field."""
    return str(field.validation_alias or f"BACKPAT_{field_name}".upper())


def load() -> Settings:
    """Read the settings. Raises `BadSettings`."""
    try:
        return Settings()
    except ValidationError as error:
        raise BadSettings([_problem(str(item["loc"][0]), item["msg"]) for item in error.errors()]) from None
    except OSError as error:
        raise BadSettings([f"{error.filename} can't be read: {error.strerror}."]) from None
    except UnicodeDecodeError:
        raise BadSettings(["A file that a NAME_FILE setting names is not text in UTF-8."]) from None


def require_slack(settings: Settings) -> None:
    """Raises `BadSettings` when something that speaking to Slack needs is missing or can't be right."""
    problems = []
    if not _starts(settings.slack_bot_token, "xoxb-"):
        problems.append(_missing("slack_bot_token", settings.slack_bot_token))
    if settings.slack_app_token is not None and not _starts(settings.slack_app_token, "xapp-"):
        problems.append(_missing("slack_app_token", settings.slack_app_token))
    if settings.slack_app_token is None and not settings.slack_signing_secret:
        problems.append(
            _missing("slack_signing_secret", None) + " Or set SLACK_APP_TOKEN to use Socket Mode, which needs none."
        )
    if problems:
        raise BadSettings(problems)


def _starts(secret: SecretStr | None, prefix: str) -> bool:
    return secret is not None and secret.get_secret_value().startswith(prefix)


def _missing(field_name: str, value: SecretStr | None) -> str:
    field = Settings.model_fields[field_name]
    state = "is missing" if value is None else "can't be right"
    return f"{variable(field_name, field)} {state}. It looks like: {field.description}."


def _problem(location: str, message: str) -> str:
    for name, field in Settings.model_fields.items():
        if location in {name, variable(name, field)}:
            return f"{variable(name, field)} can't be right ({message}). It looks like: {field.description}."
    return f"{location}: {message}."
