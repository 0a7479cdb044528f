"""10,000 direct messages on a Monday morning against Slack's limits, on a simulated clock; and a `/pat` meanwhile."""

import asyncio

from benchmarks import company
from benchmarks.company import MONDAY
from benchmarks.databases import opened
from benchmarks.digests import keep_schedules
from benchmarks.limited_slack import LimitedSlack
from benchmarks.load import SECRET, user
from benchmarks.options import Options, say
from benchmarks.skipping import SkippingClock, Time, WatchedDatabase, play
from benchmarks.verdicts import Verdict, at_least, at_most, beside
from bot.delivery.courier import Courier
from bot.delivery.limits import Limits
from bot.sealing import Seal
from bot.services import Services
from bot.settings import Settings
from bot.slack.installations import Installations
from bot.tasks import Tasks
from digests.scheduling import running
from models import giving
from models.giving import Gift
from models.kudos import ChannelKind, Source
from simulator.rates import POSTS_PER_MINUTE

MESSAGES, PATS = 10_000, 20
CHANNEL = "C0BENCH000"


def run(options: Options) -> list[Verdict]:
    kind, messages = options.kinds[0], options.scaled(MESSAGES)
    with options.databases.fresh(kind) as url:
        workspace_id = _monday(url, messages)
        time = Time()

        async def story() -> tuple[LimitedSlack, list[float]]:
            return await _fan_out(WatchedDatabase(url, time), workspace_id, messages)

        slack, announced = play(time, story)
    minutes = (slack.taken[-1][0] - slack.taken[0][0]) / 60
    share = (len(slack.taken) - 1) / minutes / POSTS_PER_MINUTE
    say(f"  {len(slack.taken):,} messages in {minutes:.1f} simulated minutes")
    what = f"{kind}: {messages:,} direct messages"
    return [
        at_least(f"{what}: share of {POSTS_PER_MINUTE} a minute", share, 0.95),
        at_most(f"{what}: 429s in a row (a loop has more than one)", slack.longest_row, 1),
        beside(f"{what}: 429s in all", str(slack.refused)),
        at_most(f"{kind}: a /pat meanwhile is announced within (the slowest of {PATS})", max(announced), 2, " s"),
        beside(f"{kind}: the median of them", f"{sorted(announced)[PATS // 2]:.2f} s"),
    ]


def _monday(url: str, messages: int) -> int:
    """A workspace in which so many leads are owed their digest. Returns its id."""
    with opened(url) as database:
        workspace_id = company.found(database, 2 * messages)
        company.lead_lines(database, workspace_id, ((2 * n + 1, 2 * n) for n in range(messages)))
        keep_schedules(database, workspace_id)
        company.settle(database)
        owed = running.run_due(database, workspace_id=workspace_id, now=MONDAY)
        assert owed == messages, owed
        return workspace_id


async def _fan_out(database: WatchedDatabase, workspace_id: int, messages: int) -> tuple[LimitedSlack, list[float]]:
    """Deliver it all. Returns what Slack took, and after how many seconds each `/pat` was announced."""
    clock = SkippingClock(MONDAY, asyncio.get_running_loop())
    slack = LimitedSlack(clock)
    installations = Installations(database, slack, Seal(company.KEY), "xoxb-1")
    await installations.load()
    settings = Settings(SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET=SECRET)
    services = Services(settings, database, clock, slack, installations, Tasks(), Seal(None))
    courier = Courier(services, Limits())
    delivering = asyncio.create_task(courier.run())
    given = await _give_meanwhile(services, workspace_id, messages / POSTS_PER_MINUTE * 60 / (PATS + 1))
    await slack.has_taken(messages + 2 * PATS)
    courier.stop()
    await delivering
    database.close()
    announced = [moment for moment, channel in slack.taken if channel == CHANNEL]
    return slack, [told - said for said, told in zip(given, announced, strict=True)]


async def _give_meanwhile(services: Services, workspace_id: int, apart: float) -> list[float]:
    """`PATS` pats, `apart` seconds: when each was committed. Each is owed an announcement and a receipt."""
    given = []
    for number in range(PATS):
        await asyncio.sleep(apart)
        gift = Gift(
            giver=user(2 * number),
            receivers=(user(2 * number + 1),),
            source=Source.COMMAND,
            channel_id=CHANNEL,
            channel_kind=ChannelKind.PUBLIC,
            message=f"for case {number}",
        )
        now = services.clock.now()
        key = f"bench:{number}"
        await services.database.run(giving.give, workspace_id=workspace_id, gifts=[gift], key=key, now=now)
        given.append(services.clock.real().timestamp())
    return given
