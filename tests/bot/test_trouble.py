"""When something goes wrong: said, kept, retried, never doubled, and never with anyone's words in a log."""

from contextlib import closing
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models.delivery.dead_letters import DeadLetter
from models.delivery.outbox import Delivery, Status
from models.storage.database import Database
from simulator.driver import Simulator
from tests import waiting
from tests.bot.process import served
from tests.bot.running import Bot

STORY = "for refunding the late parcel on the spot"


async def test_a_post_refused_for_its_rate_is_sent_later_once(slack: Simulator, bot: Bot) -> None:
    await slack.fault("chat.postMessage", "ratelimited", times=2, seconds=1)
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await slack.person("ana").sees(STORY, in_="support")
    await slack.person("ana").sees(STORY, in_="app")
    assert await slack.ledger.count(kind="message") == 2


async def test_a_database_in_trouble_is_said_and_no_log_line_holds_words_tokens_or_addresses(
    slack: Simulator, database_url: str, tmp_path: Path
) -> None:
    async with served(slack, database_url, tmp_path, BACKPAT_LOG_LEVEL="debug") as backpat:
        with closing(Database(database_url)) as database:
            database.write(lambda session: session.execute(text("ALTER TABLE requests RENAME TO elsewhere")))
        reply = await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
        assert "Something went wrong on my side" in reply.told[0]
        assert STORY in reply.told[0]
        await slack.person("bo").changes(display_name="Bo Secretname")
        await slack.quiet()
        logged = backpat.log.read_text()
    assert "request failed" in logged
    for secret in ("refunding", "Secretname", slack.bot_token, slack.signing_secret, "@northwind.example"):
        assert secret not in logged


async def test_an_event_that_fails_is_sent_again_by_slack_and_kept_as_a_dead_letter_at_last(
    slack: Simulator, bot: Bot
) -> None:
    await bot.database.run(lambda session: session.execute(text("ALTER TABLE requests RENAME TO elsewhere")))
    await slack.person("ana").changes(display_name="Ana Maria")
    await slack.quiet()
    delivery = (await slack.ledger.deliveries(name="user_change"))[0]
    [last] = await slack.resend(delivery, times=1, retry=3)
    assert last["status"] == 200
    letters = await bot.database.read(lambda session: list(session.scalars(select(DeadLetter))))
    assert {letter.event_type for letter in letters} == {"user_change"}


async def test_an_announcement_that_slack_never_answered_is_in_doubt_and_an_admin_decides(
    slack: Simulator, bot: Bot
) -> None:
    """The lease is moved into the past instead of being waited for."""
    finn = slack.person("finn")
    await slack.fault("chat.postMessage", "lost_reply", times=2)
    await slack.fault("conversations.history", "error", times=1, code="missing_scope")
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="random")
    await slack.person("ana").sees(STORY, in_="random")
    await slack.ledger.reaches(2, kind="message")
    await bot.database.run(lambda session: session.execute(text("UPDATE outbox SET lease_until = '2020-01-01'")))

    def statuses(session: Session) -> set[str]:
        return set(session.scalars(select(Delivery.status)))

    found = await waiting.until(lambda: bot.database.read(statuses), lambda found: Status.SENDING not in found)
    assert Status.IN_DOUBT in found
    await finn.opens_home()
    await finn.sees_home("What did not arrive")
    await slack.person("bo").opens_home()
    assert "What did not arrive" not in (await slack.person("bo").sees_home())["shown"]
    await finn.click("Send again", in_="home")
    await slack.ledger.reaches(3, kind="message")
