"""Strange payloads, as Slack may send them: nothing fails, no bot is answered, nothing counts twice."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.ingress import Ingress
from models.people.members import Kind, Member
from simulator.driver import Simulator
from tests import waiting
from tests.bot.kudos.stored import live, set_policy
from tests.bot.running import Bot
from tests.bot.strange.payloads import NAMES, WORDLESS, Strange
from tests.models import rows

FOR = "++ for the late parcel"
TEXTS = (
    "",
    "++",
    "<@U0NOBODY00|old.name> ++",
    "<!subteam^S0NOWHERE|@night> ++ for the night",
    "<!subteam^S0NOWHERE> ++",
    "<mailto:a@b.example|a@b.example> ++ <tel:+123|+123>",
    "<!date^1^{date}|x> <#C0SUPPORT0|> ++ <https://x.example|@ana> ++",
    "<@> ++ <@U ++ <!subteam^> ++ <@U0NOBODY00",
    "<@USLACKBOT> ++ thanks",
    "@\ud83d ++ \x00",
    "++ " * 8000,
    "x" * 40_000,
    "<@U0NOBODY00> ++ " * 2000,
)


async def taken(bot: Bot, bodies: list[dict[str, Any]]) -> list[str]:
    """Each sent twice, as a retry is; returns what was not answered with a plain yes."""
    door = Ingress(bot.backpat.services)
    found = []
    for body in bodies:
        for retry in (0, 1):
            response = await door.handle(body, retry=retry)
            if response.status != 200:
                found.append(f"{response.first_headers().get('x-backpat-error')}: {body['event']}"[:600])
    return found


def noise(strange: Strange, people: list[str], team_id: str) -> Iterator[dict[str, Any]]:
    """Everything that gives nothing to anyone."""
    for number, one in enumerate(people):
        yield strange.change(strange.person(one))
        yield strange.change(strange.person(f"U0STRANGE{number}"))
    for _ in range(5):
        yield strange.group([*people, "U0UNKNOWN0"])
    for text in TEXTS:
        yield (said := strange.message("U0NOBODY00", text, None))
        yield strange.changed(said, "")
        yield strange.deleted(said)
        yield strange.message(None, text, None)
        yield strange.message("W0NOBODY00", text, "thread_broadcast", root={"ts": "1.1"})
    for subtype in WORDLESS:
        yield strange.message(people[0], f"<@{people[1]}> {FOR}", subtype)
        yield strange.message(None, None, subtype)
    for bot_id in ({"bot_id": "B1"}, {"bot_id": "B1", "bot_profile": {"team_id": team_id}}):
        yield strange.message(people[0], f"<@{people[1]}> {FOR}", None, **bot_id)
    message = {"type": "message", "channel": "C0SUPPORT0", "ts": "1700000000.000001"}
    items = (message, {"type": "file", "file": "F1"}, {"type": "file_comment"}, {**message, "channel": "D0ANA"})
    for emoji in ("clap::skin-tone-4", "custom_" + "x" * 150, "👏"):
        for item in items:
            yield strange.reaction("U0NOBODY00", emoji, item)
            yield strange.reaction("U0NOBODY00", emoji, item, item_user="U0UNKNOWN0")
            yield strange.reaction("USLACKBOT", emoji, item, item_user="USLACKBOT")
    yield strange.event({"type": "app_home_opened", "user": "U0UNKNOWN0", "channel": "D1"})
    yield strange.event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}})
    yield strange.event({"type": "tokens_revoked"})
    yield strange.event({"type": "subteam_members_changed", "subteam_id": "S9", "team_id": team_id})


@pytest.mark.parametrize("seed", range(3))
async def test_nothing_strange_fails_or_gives_anything(slack: Simulator, bot: Bot, seed: int) -> None:
    await set_policy(bot, emoji=("clap",), reactions_give=True)
    team_id, before = slack.workspace()["id"], rows.count(bot.database, Member)
    people = [slack.person(name).id for name in ("ana", "bo")]
    strange = Strange(seed, team_id, bot.now())
    assert await taken(bot, list(noise(strange, people, team_id))) == []
    await waiting.becomes(lambda: live(bot), [])  # whom Slack does not know is looked up, and gives nothing
    assert rows.count(bot.database, Member) >= before
    await slack.quiet()
    for name in ("ana", "bo", "carol"):
        assert await slack.person(name).messages("app") == []


async def test_people_of_enterprise_grid_with_any_name_give_and_are_given_once(slack: Simulator, bot: Bot) -> None:
    team_id, carol = slack.workspace()["id"], slack.person("carol").id
    strange = Strange(1, team_id, bot.now())
    here: dict[str, Any] = {"team_id": "T0ELSEWHER", "enterprise_user": {"teams": [team_id]}, "tz": None}
    plain = dict.fromkeys(("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger"), False)
    for number, name in enumerate(NAMES):
        slack_id, called = f"W0GRID{number:04}", {"name": name, "real_name": name, "profile": {"display_name": name}}
        gives = strange.message(slack_id, f"<@{carol}> {FOR}", None)
        given = strange.message(carol, f"<@{slack_id}|old.name> {FOR}", "thread_broadcast")
        grid = strange.person(slack_id, **here, **plain, **called, updated=0)
        assert await taken(bot, [strange.change(grid), gives, given]) == []
        found = rows.one(bot.database, Member, Member.slack_user_id == slack_id)
        assert (found.kind, len(found.name) <= 200, bool(found.label.strip())) == (Kind.PERSON, True, True)
        assert len(await live(bot)) == 2
        assert await taken(bot, [strange.deleted(gives), strange.changed(given, "never mind")]) == []
        assert await live(bot) == []
