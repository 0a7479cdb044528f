"""Settings: a missing or wrong one is named, with what it should look like."""

from pathlib import Path

import pytest

from bot.settings import BadSettings, Settings, load, require_slack, variable
from tests.bot.command import backpat
from tests.bot.process import ROOT

GOOD = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "0" * 32}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN can't be right. It looks like: xoxb-…"),
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "SLACK_BOT_TOKEN can't be right"),
        ({"SLACK_SIGNING_SECRET": ""}, "SLACK_SIGNING_SECRET is missing"),
        ({"SLACK_APP_TOKEN": "xoxb-2"}, "SLACK_APP_TOKEN can't be right. It looks like: xapp-…"),
        ({"PORT": "many"}, "PORT can't be right"),
        ({"PORT": "70000"}, "PORT can't be right"),
        ({"BACKPAT_LOG_LEVEL": "loud"}, "BACKPAT_LOG_LEVEL can't be right"),
        ({"DATABASE_URL": "mysql://root:secret@host/db"}, "DATABASE_URL can't be mysql://root:***@host/db"),
        ({"SLACK_API_URL": "slack"}, "SLACK_API_URL can't be right"),
        ({"SLACK_BOT_TOKEN_FILE": "/nowhere/token"}, "/nowhere/token can't be read"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_looks_like_and_ends_with_2(
    tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    environment = {**GOOD, "DATABASE_URL": f"sqlite:///{tmp_path}/x.db", **changed}
    ended = backpat("serve", **{name: value for name, value in environment.items() if value})
    if not changed.get("SLACK_BOT_TOKEN", "x"):
        said = said.replace("can't be right", "is missing")
    assert said in ended.stderr
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


def test_a_database_behind_its_migrations_says_how_to_migrate(tmp_path: Path) -> None:
    database = {"DATABASE_URL": f"sqlite:///{tmp_path}/x.db"}
    ended = backpat("serve", **GOOD, **database)
    assert "Run: backpat migrate" in ended.stderr
    assert ended.returncode == 2
    assert backpat("migrate", **database).returncode == 0
    ended = backpat("serve", **GOOD, **database, SLACK_API_URL="http://127.0.0.1:9/api/")
    assert "Slack does not answer at http://127.0.0.1:9/api/" in ended.stderr
    assert ended.returncode == 2


def test_every_setting_can_be_read_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"DATABASE_URL": "sqlite:///other.db", "SLACK_BOT_TOKEN": "xoxb-file", "PORT": "4000"}
    for name, value in values.items():
        (tmp_path / name).write_text(value + "\n")
        monkeypatch.setenv(f"{name}_FILE", str(tmp_path / name))
    settings = load()
    assert settings.database_url == "sqlite:///other.db"
    assert settings.port == 4000
    assert settings.slack_bot_token
    assert settings.slack_bot_token.get_secret_value() == "xoxb-file"


def test_the_variable_wins_over_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "port").write_text("4000")
    monkeypatch.setenv("PORT_FILE", str(tmp_path / "port"))
    monkeypatch.setenv("PORT", "5000")
    assert load().port == 5000


def test_socket_mode_needs_no_signing_secret() -> None:
    require_slack(Settings(SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1"))
    with pytest.raises(BadSettings, match="SLACK_SIGNING_SECRET is missing"):
        require_slack(Settings(SLACK_BOT_TOKEN="xoxb-1"))


def test_every_setting_stands_in_the_docs() -> None:
    text = (ROOT / "docs" / "settings.md").read_text()
    for name, field in Settings.model_fields.items():
        assert f"`{variable(name, field)}`" in text, variable(name, field)


def test_secrets_are_not_printed() -> None:
    assert "xoxb-secret" not in repr(Settings(SLACK_BOT_TOKEN="xoxb-secret"))
