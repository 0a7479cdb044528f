"""Home as a whole: what each of the cast sees, and who sees what is said around them."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.home import MOST_BLOCKS, _pages, header
from bot.listeners.home import SECTIONS, home_of, visitor_of
from models import giving
from models.answers import Kind as AnswerKind
from models.answers import answering
from models.answers.answering import Said
from models.delivery.outbox import Delivery, Purpose, Status
from models.giving import Gift
from models.improving.training import TrainingSignal
from models.kudos import ChannelKind, Source, moderating
from models.limits import Category
from models.limits.asking import RoomRequest
from models.people import members
from models.people.members import Circle, Member
from models.pledge import writing
from models.storage.ids import uuid7
from models.workspace import policies
from models.workspace.policies import Policy
from simulator.driver import Simulator
from tests.bot.decisions.pledged import pledge
from tests.bot.kudos.test_history import led
from tests.bot.running import Bot
from tests.models.decisions import decided

STORY = "for sitting with the angry driver"
THOUGHT = Said(AnswerKind.THOUGHT, sealed=b"sealed")
NAMES = ("carol", "dave", "finn", "gita", "eve")


async def choose(slack: Simulator, bot: Bot, circle: Circle) -> None:
    """Ana, for all pats to come."""

    def act(session: Session) -> None:
        found = members.by_slack_id(session, bot.workspace_id, [slack.person("ana").id])
        found[slack.person("ana").id].circle = circle

    await bot.database.run(act)


async def around(slack: Simulator) -> set[str]:
    """Who sees the story on Home."""
    seen = set()
    for name in NAMES:
        person = slack.person(name)
        await person.opens_home()
        home = await person.sees_home("Pats on the back")
        seen |= {name} if STORY in str(home["shown"]) else set()
    return seen


@pytest.mark.parametrize(
    ("circle", "seen"),
    [
        (Circle.EVERYONE, {"carol", "gita", "finn"}),
        (Circle.TEAM, {"carol", "gita"}),
        (Circle.LEAD, {"carol"}),
    ],
)
async def test_a_pat_is_around_whom_its_circle_lets_see_it(
    slack: Simulator, bot: Bot, circle: Circle, seen: set[str]
) -> None:
    """Bo gave it. Dave leads another team; Eve is a guest; Finn is in no team yet."""
    await led(bot, slack.person("carol"), *(slack.person(name) for name in ("ana", "bo", "gita")))
    await led(bot, slack.person("dave"), slack.person("jon"))
    await choose(slack, bot, circle)
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    await slack.quiet()
    assert await around(slack) == seen


async def test_somebody_adds_their_pat_from_home_and_sees_it_there(slack: Simulator, bot: Bot) -> None:
    await slack.person("bo").slash(f"/pat @ana {STORY}", channel="support")
    carol = slack.person("carol")
    await carol.opens_home()
    await carol.sees_home(STORY)
    await carol.click("Add my pat", in_="home")
    await carol.sees_home("Carol joined in")
    await carol.sees_modal("You joined in")


async def test_what_is_around_has_pages(slack: Simulator, bot: Bot) -> None:
    for n in range(7):
        await slack.person("bo").slash(f"/pat @ana for deed {n}", channel="support")
    carol = slack.person("carol")
    await carol.opens_home()
    assert "deed 1" not in (await carol.sees_home("deed 6"))["shown"]
    await carol.click("Older", in_="home")
    assert "deed 6" not in (await carol.sees_home("deed 1"))["shown"]
    await carol.click("Newer", in_="home")
    await carol.sees_home("deed 6")


async def test_the_first_minute_is_short_and_says_what_to_do(slack: Simulator, bot: Bot) -> None:
    for name, most in (("ana", 8), ("carol", 8), ("finn", 30)):
        person = slack.person(name)
        await person.opens_home()
        home = await person.sees_home("Your pats")
        assert len(home["blocks"]) <= most, [block["type"] for block in home["blocks"]]
    ana = slack.person("ana")
    await ana.click("How it works", in_="home")
    shown = (await ana.sees_modal("How it works"))["shown"]
    assert "/pat @" in shown
    assert "/pat history" in shown


async def test_help_names_every_way_to_give_as_it_is_set(slack: Simulator, bot: Bot) -> None:
    told = (await slack.person("ana").slash("/pat help", channel="support")).told[0]
    for way in ("`/pat @", "user group", "*Pat on the back*", "React with :clap:", "++", "`/pat privacy`"):
        assert way in told, way
    assert "any other message" not in told
    assert "/pat board" not in told

    def act(session: Session) -> None:
        policy = Policy(board=True, reactions_give=True, emoji=("tada", "clap"))
        policies.save(session, workspace_id=bot.workspace_id, policy=policy, by_id=None, now=bot.now())

    await bot.database.run(act)
    told = (await slack.person("ana").slash("/pat help", channel="support")).told[0]
    for way in ("React with one of :tada: :clap:", "on any other message it gives one", "/pat board"):
        assert way in told, way


async def test_the_fullest_home_fits(slack: Simulator, bot: Bot) -> None:
    """Finn installed it, leads people, was given much that is long, and everything is in trouble and reported."""
    finn = slack.person("finn")
    await led(bot, finn, *(slack.person(name) for name in ("ana", "bo", "carol", "dave")))
    await bot.database.run(lambda session: fill(session, bot, finn.id))
    pledge(bot.database, bot.workspace_id, bot.now(), signer="Carol", co_signers=())
    of: dict[str, Any] = {
        "workspace_id": bot.workspace_id,
        "title": "COO",
        "admin": slack.person("maya").id,
        "now": bot.now(),
    }
    await bot.database.run(writing.set_up, text="The parcel " * 50, signer=finn.id, **of)
    last_week: dict[str, Any] = {
        "workspace_id": bot.workspace_id,
        "member": finn.id,
        "now": bot.now() - timedelta(days=8),
    }
    await bot.database.run(lambda session: decided.logs(session, **last_week))
    await bot.database.run(lambda session: decide(session, bot, finn.id))
    shown = {"history.page": "10", "around": "10", "home.around_page": "5"}
    view = await bot.database.read(home_of, bot.workspace_id, finn.id, bot.now(), shown, "parcel")
    drawn = await bot.database.read(sections, bot, finn.id)
    assert min(drawn.values()) > 0, drawn
    assert max(drawn.values()) < MOST_BLOCKS, drawn
    assert len(json.dumps(view)) < 250_000
    await finn.opens_home()
    await finn.sees_home("Still to set up")
    assert "What did not arrive" not in json.dumps(await finn.home())
    await finn.click("More of your Home", in_="home")
    await finn.sees_home("What did not arrive")
    await finn.click("Back", in_="home")
    await finn.sees_home("Still to set up")


def test_what_does_not_fit_on_one_page_goes_on_on_the_next() -> None:
    pages = _pages([[header(f"{n} {m}") for m in range(size)] for n, size in enumerate((60, 30, 9, 1, 0, 99, 5))])
    assert [len(page) for page in pages] == [99, 1, 99, 5]


def decide(session: Session, bot: Bot, finn: str) -> None:
    """Eight long decisions of Ana's that Finn answers, half of them with a thought."""
    of: dict[str, Any] = {"workspace_id": bot.workspace_id, "now": bot.now()}
    long = "The parcel was late &amp; wet " * 100
    for _ in range(8):
        what: dict[str, Any] = {"situation": long, "choice": long, "outcome": long, "customer_words": long}
        outcome = decided.logs(session, **of, member="U0ANA00001", **what)
        answering.answer(session, **of, decision_id=UUID(outcome["decision"]), by=finn, said=THOUGHT)
        decided.logs(session, **of, member="U0BO000001", **what, cause="The courier was late")
    refunds = Category(workspace_id=bot.workspace_id, id=uuid7(), name="Refunds", position=0, created_at=bot.now())
    session.add(refunds)
    session.flush()
    people = members.by_slack_id(session, bot.workspace_id, ["U0ANA00001", "U0BO000001", finn])
    for asker in ("U0ANA00001", "U0BO000001"):
        between = {"member_id": people[asker].id, "lead_id": people[finn].id, "category_id": refunds.id}
        about = {"words": "The parcel " * 90, "may_announce": True, "asked_at": bot.now()}
        session.add(RoomRequest(workspace_id=bot.workspace_id, id=uuid7(), **between, **about))
    session.add(TrainingSignal(workspace_id=bot.workspace_id, category_id=refunds.id, people=5, at=bot.now()))


def fill(session: Session, bot: Bot, finn: str) -> None:
    """Long pats to and around Finn, all of whose announcements failed, all reported."""
    ana, bo, now = "U0ANA00001", "U0BO000001", bot.now()
    words = "The parcel 👩‍💻&amp; " * 140
    for n in range(12):
        for receiver in (finn, ana):
            gift = Gift(bo, (receiver,), Source.COMMAND, "C0SUPPORT1", ChannelKind.PUBLIC, message=f"{n} {words}")
            at = now + timedelta(minutes=3 * n)
            given = giving.give_now(session, workspace_id=bot.workspace_id, gifts=[gift], now=at, confirmed=True)
            kudos = UUID(given["gifts"][0]["kudos"])
            if receiver == finn:
                of: dict[str, Any] = {"workspace_id": bot.workspace_id, "kudos_id": kudos, "now": now}
                moderating.report(session, **of, member=ana, words=words)
                posts = (Delivery.workspace_id == bot.workspace_id, Delivery.subject_id == kudos)
                failed = update(Delivery).where(*posts, Delivery.purpose == Purpose.ANNOUNCEMENT)
                session.execute(failed.values(status=Status.FAILED, failure="is_archived"))
    for n in range(20):
        session.add(offline(bot, n))
    policies.save(session, workspace_id=bot.workspace_id, policy=Policy(board=True), by_id=None, now=now)


def offline(bot: Bot, n: int) -> Member:
    named = {"name": f"Lee {n} of the night shift", "handle": f"lee-{n}", "kind": members.Kind.OFFLINE}
    return Member(workspace_id=bot.workspace_id, **named, active=True, verified=True, added_at=bot.now())


def sections(session: Session, bot: Bot, slack_user_id: str) -> dict[str, int]:
    """How many blocks each section draws."""
    visitor = visitor_of(session, bot.workspace_id, slack_user_id, bot.now() + timedelta(hours=1), {}, "parcel")
    return {
        f"{section.handler.__module__}.{section.handler.__name__}": len(section.handler(session, visitor))
        for section in SECTIONS
    }
