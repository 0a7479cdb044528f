"""Where a policy applies: the giver alone is told, with the numbers, and their words come back."""

from typing import Any

import pytest
from sqlalchemy import delete

from models.giving import messages
from models.people import members
from models.people.members import Member
from models.people.user_groups import UserGroup
from models.workspace import policies, values
from models.workspace.policies import Asks, Guests, Period, Policy
from simulator.driver import Message, PersonaDriver, Reply, Simulator
from tests import waiting
from tests.bot.running import Bot

STORY = "for refunding the late parcel on the spot"
DECIDED = "Refunded the late parcel on the spot."


def sets(bot: Bot, **policy: Any) -> None:
    where: dict[str, Any] = {"workspace_id": bot.workspace_id, "now": bot.now()}
    bot.database.write(policies.save, policy=Policy(**policy), by_id=None, **where)


def names(bot: Bot, *value_names: str) -> None:
    bot.database.write(values.set_values, workspace_id=bot.workspace_id, names=value_names, now=bot.now())


async def refuses(reply: Reply, *said: str) -> None:
    assert reply.ok
    (told,) = reply.told
    assert "Nothing was posted." in told
    assert "Your words:" in told
    for one in said:
        assert one in told


async def opens(giver: PersonaDriver, fields: dict[str, Any] | None = None, *, channel: str = "support") -> None:
    await giver.slash("/pat", channel=channel)
    await giver.sees_modal("What did they decide?")
    await giver.fill({"Who?": ["@ana"], "What did they decide?": DECIDED, **(fields or {})})


async def settled(bot: Bot, post: Message) -> None:
    """Wait until the bot knows what Slack called its post: a person takes longer than that to react."""
    where = (bot.workspace_id, post.channel, post.ts)
    await waiting.until(lambda: bot.database.query(messages.announced_in, *where))


def errors(reply: Reply) -> dict[str, str]:
    assert reply.modal
    return dict(reply.modal["errors"])


async def test_elsewhere_a_command_names_the_channels_and_the_form_asks_where(slack: Simulator, bot: Bot) -> None:
    bo, support = slack.person("bo"), slack.channel_id("support")
    sets(bot, channels=(support, slack.channel_id("escalations")))
    reply = await bo.slash(f"/pat @ana {STORY}", channel="random")
    await refuses(reply, f"<#{support}> and <#{slack.channel_id('escalations')}>", STORY)
    assert "stored" in (await bo.slash(f"/pat @ana {STORY}", channel="support")).told[0]
    await bo.slash("/pat", channel="random")
    asked = await bo.sees_modal("Where shall it be seen?")
    assert "Pats are given in #support and" in asked["shown"]
    await bo.fill({"Who?": ["@ana"], "What did they decide?": DECIDED, "Where shall it be seen?": "#random"})
    assert "Choose another" in errors(await bo.submit())["channel"]
    await bo.fill({"Where shall it be seen?": "#support"})
    await bo.submit()
    await slack.person("carol").sees(DECIDED, in_="support")
    await slack.person("ana").sees_nothing_of("parcel", in_="random")


async def test_a_form_in_a_channel_that_is_no_longer_allowed_asks_where_and_keeps_what_was_written(
    slack: Simulator, bot: Bot
) -> None:
    bo = slack.person("bo")
    await opens(bo, channel="random")
    sets(bot, channels=(slack.channel_id("support"),))
    await bo.submit()
    asked = await bo.sees_modal("Pats aren’t given in that channel here")
    assert DECIDED in str(asked["values"])
    await bo.fill({"Where shall it be seen?": "#support"})
    await bo.submit()
    await slack.person("carol").sees(DECIDED, in_="support")


async def test_guests_who_only_receive_are_told_so_and_are_given_pats(slack: Simulator, bot: Bot) -> None:
    bo, eve = slack.person("bo"), slack.person("eve")
    sets(bot, guests=Guests.RECEIVE)
    reply = await eve.slash(f"/pat @bo {STORY}", channel="support")
    await refuses(reply, "Guests can be given pats here, and give none", STORY)
    await opens(eve)
    assert "Guests can be given pats here" in errors(await eve.submit())["people"]
    await bo.slash(f"/pat @eve {STORY}", channel="support")
    await eve.sees(STORY, in_="app")


async def test_guests_who_take_no_part_are_left_out_by_name(slack: Simulator, bot: Bot) -> None:
    bo, eve = slack.person("bo"), slack.person("eve")
    sets(bot, guests=Guests.NONE)
    await refuses(await eve.slash(f"/pat @bo {STORY}", channel="support"), "Guests take no part here")
    await refuses(await bo.slash(f"/pat @eve {STORY}", channel="support"), "is a guest", STORY)
    reply = await bo.slash("/pat @eve @ana for the night queue", channel="support")
    assert "stored" in reply.told[0]
    assert f"Left out: <@{eve.id}> is a guest" in reply.told[0]
    await opens(bo, {"Who?": ["@ana", "@eve"]})
    assert "Eve is a guest" in errors(await bo.submit())["people"]


async def test_a_guest_whom_the_directory_did_not_know_is_left_out_before_anything_is_posted(
    slack: Simulator, bot: Bot
) -> None:
    bo, eve = slack.person("bo"), slack.person("eve")
    sets(bot, guests=Guests.NONE)
    query = delete(Member).where(Member.workspace_id == bot.workspace_id, Member.slack_user_id == eve.id)
    await bot.database.run(lambda session: session.execute(query))
    assert "stored" in (await bo.slash(f"/pat @eve {STORY}", channel="support")).told[0]
    notice = await bo.sees("is a guest", in_="app")
    assert STORY in notice.shown
    await slack.person("carol").sees_nothing_of(STORY, in_="support", after=0.5)


async def test_people_of_other_companies_receive_where_an_admin_allows_it(slack: Simulator, bot: Bot) -> None:
    carol, olga = slack.person("carol"), slack.person("olga")
    await refuses(await carol.slash(f"/pat @olga {STORY}", channel="couriers"), "in another company’s workspace")
    sets(bot, external=True)
    await carol.slash(f"/pat @olga {STORY}", channel="couriers")
    await olga.sees(STORY, in_="couriers")


async def test_praise_alone_gets_a_note_or_is_held_back_where_what_is_required(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    noted = await bo.slash("/pat @ana thank you so much!", channel="support")
    assert "will be posted" in noted.told[0]
    assert "a word on what they did" in noted.told[0]
    assert "a word on what" not in (await bo.slash(f"/pat @ana {STORY}", channel="support")).told[0]
    sets(bot, asks=Asks.REQUIRE)
    reply = await bo.slash("/pat @ana great job :clap:", channel="support")
    await refuses(reply, "Here a pat says what they did", "great job :clap:")
    await opens(bo, {"What did they decide?": "Thanks!"})
    assert "Here a pat says that" in errors(await bo.submit())["decision"]
    await bo.fill({"What did they decide?": DECIDED})
    assert (await bo.submit()).modal is None
    await slack.person("carol").sees(DECIDED, in_="support")


async def test_where_a_value_is_required_a_refusal_lists_the_tags_and_the_form_the_values(
    slack: Simulator, bot: Bot
) -> None:
    bo, carol = slack.person("bo"), slack.person("carol")
    names(bot, "Customer first", "Own it")
    sets(bot, values_required=True)
    reply = await bo.slash(f"/pat @ana {STORY}", channel="support")
    await refuses(reply, "`#customer-first` and `#own-it`", STORY)
    await refuses(await bo.slash(f"/pat @ana {STORY} #friday", channel="support"), "`#own-it`")
    assert "stored" in (await bo.slash(f"/pat @ana {STORY} #OwnIt", channel="support")).told[0]
    await carol.sees("Own it", in_="support")
    await opens(bo)
    assert "Please complete this required field" in str(errors(await bo.submit()))
    await bo.fill({"Which of our values does it show?": ["Customer first"]})
    await bo.submit()
    await carol.sees("Customer first", in_="support")


async def test_a_form_that_was_open_when_a_value_became_required_comes_back_with_the_field_it_lacked(
    slack: Simulator, bot: Bot
) -> None:
    bo = slack.person("bo")
    await opens(bo)
    names(bot, "Customer first")
    sets(bot, values_required=True)
    await bo.submit()
    asked = await bo.sees_modal("Here a pat names one of your company’s values")
    assert DECIDED in str(asked["values"])
    await bo.fill({"Which of our values does it show?": ["Customer first"]})
    await bo.submit()
    seen = await slack.person("carol").sees(DECIDED, in_="support")
    assert "Customer first" in seen.shown


async def test_a_value_that_was_archived_while_the_form_was_open_stays_on_the_pat(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    names(bot, "Courage")
    await opens(bo)
    await bo.fill({"Which of our values does it show?": ["Courage"]})
    names(bot)
    await bo.submit()
    seen = await slack.person("carol").sees(DECIDED, in_="support")
    assert "Courage" in seen.shown


async def test_an_allowance_says_what_is_needed_what_is_left_and_until_when(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    sets(bot, allowance=2)
    reply = await bo.slash(f"/pat @ana @carol @dave {STORY}", channel="support")
    await refuses(reply, "It needs 3 pats, one for each person, and you have 2 of 2 left this week", STORY)
    assert "You have 2 again from <!date^" in reply.told[0]
    assert "name fewer people" in reply.told[0]
    assert await slack.ledger.count(kind="message") == 0
    given = await bo.slash(f"/pat @ana {STORY}", channel="support")
    assert "You have 1 pat left of 2 this week" in given.told[0]
    refused = await bo.slash("/pat @carol @dave for the night queue", channel="support")
    await refuses(refused, "you have 1 of 2 left this week", "Name fewer people now, or all of them then")
    await opens(bo, {"Who?": ["@carol", "@dave"]})
    said = errors(await bo.submit())["people"]
    assert "It needs 2 pats" in said
    assert "You have 2 again on Monday" in said
    await bo.fill({"Who?": ["@carol"]})
    assert (await bo.submit()).modal is None
    await refuses(await bo.slash("/pat @dave for the late shift", channel="support"), "you have none of 2 left")
    await bo.slash("/pat undo", channel="support")
    assert "0 pats left of 2" in (await bo.slash("/pat @dave for the late shift", channel="support")).told[0]


async def test_a_user_group_of_three_with_two_left_is_all_or_nothing(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    sets(bot, allowance=2, period=Period.DAY)
    people = [slack.person(name).id for name in ("ana", "bo", "gita", "hugo")]
    fields: dict[str, Any] = {"handle": "frontline", "name": "Front line", "active": True, "updated": 1}
    group = UserGroup(workspace_id=bot.workspace_id, slack_id="S0FRONT001", slack_users=people, **fields)
    bot.database.write(lambda session: session.merge(group))
    reply = await bo.slash(f"/pat @frontline {STORY}", channel="support")
    await refuses(reply, "It needs 3 pats", "2 of 2 left today", "name fewer people")
    assert await slack.ledger.count(kind="message") == 0


async def test_who_is_exempt_is_told_nothing_of_an_allowance(slack: Simulator, bot: Bot) -> None:
    carol = slack.person("carol")
    member = bot.database.query(members.by_slack_user, bot.workspace_id, carol.id)
    assert member
    sets(bot, allowance=1, exempt=(member.id,))
    for who in ("ana", "bo"):
        assert "left of" not in (await carol.slash(f"/pat @{who} {STORY}", channel="support")).told[0]


async def test_whoever_left_while_the_form_was_open_is_named_under_the_field(slack: Simulator, bot: Bot) -> None:
    bo = slack.person("bo")
    await opens(bo, {"Who?": ["@ana", "@gita"]})
    await slack.person("gita").is_deactivated()
    await slack.ledger.delivered(name="user_change")
    assert "Gita has left" in errors(await bo.submit())["people"]
    await bo.fill({"Who?": ["@ana"]})
    await bo.submit()
    await slack.person("carol").sees(DECIDED, in_="support")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("for calling +49 30 1234567 back", "a phone number"),
        ("for finding ORD-2024-00123", "an order number"),
        ("for writing to mia@example.com", "an e-mail address"),
        ("for refunding 4111 1111 1111 1111", "a card number"),
        ("for refunding DE89 3704 0044 0532 0130 00", "a bank account’s number"),
    ],
)
async def test_a_customers_details_are_asked_about_before_anybody_sees_them(
    slack: Simulator, bot: Bot, words: str, what: str
) -> None:
    reply = await slack.person("bo").slash(f"/pat @ana {words}", channel="support")
    assert f"This seems to hold {what}" in reply.told[0]
    assert "Nothing is posted yet" in reply.told[0]
    assert await slack.ledger.count(kind="message") == 0


IN_A_MESSAGE: list[tuple[str, dict[str, Any], str, str]] = [
    ("channel", {"channels": ("C0PATS0001",)}, "@ana ++ for the late parcel", "Pats are given in #pats here"),
    ("what", {"asks": Asks.REQUIRE}, "@ana ++ great job", "Here a pat says what they did"),
    ("value", {"values_required": True}, "@ana ++ for the late parcel", "`#customer-first`"),
    ("allowance", {"allowance": 1}, "@ana @carol ++ for the late parcel", "It needs 2 pats, one for each person"),
    ("guest", {"guests": Guests.NONE}, "@eve ++ for the late parcel", "is a guest"),
    ("own emoji", {"emoji": ("partyparrot",)}, "@ana :clap: for the late parcel", ""),
]


@pytest.mark.parametrize(("policy", "said", "told"), [pytest.param(*case[1:], id=case[0]) for case in IN_A_MESSAGE])
async def test_a_message_keeps_to_the_policies_and_its_author_alone_is_told(
    slack: Simulator, bot: Bot, policy: dict[str, Any], said: str, told: str
) -> None:
    bo, carol = slack.person("bo"), slack.person("carol")
    names(bot, "Customer first")
    sets(bot, **policy)
    await bo.says(said, channel="support")
    if told:
        seen = (await bo.sees("Nothing was posted.", in_="support")).shown
        assert told in seen
        assert said.partition(" ++ ")[2] in seen
    await slack.quiet()
    await carol.sees_nothing_of("Nothing was posted", in_="support")
    await slack.person("ana").sees_nothing_of("gave you a pat")
    sets(bot)
    await bo.says("@ana ++ for the next parcel", channel="support")
    await slack.person("ana").sees("for the next parcel", in_="app")


async def test_an_emoji_of_ones_own_joins_in_and_the_old_one_does_not_any_more(slack: Simulator, bot: Bot) -> None:
    bo, carol, dave = slack.person("bo"), slack.person("carol"), slack.person("dave")
    await bo.slash(f"/pat @ana {STORY}", channel="support")
    seen = await carol.sees(STORY, in_="support")
    await settled(bot, seen)
    await carol.reacts("clap", seen)
    await bo.sees("Carol joined in", in_="support")
    sets(bot, emoji=("raised_hands", "+1"))
    await dave.reacts("clap", seen)
    await slack.quiet()
    await slack.person("gita").reacts("raised_hands::skin-tone-4", seen)
    after = await bo.sees("Gita", in_="support")
    assert "Carol" in after.shown
    assert "Dave" not in after.shown


async def test_a_reaction_gives_only_where_an_admin_lets_it_and_words_are_not_required(
    slack: Simulator, bot: Bot
) -> None:
    ana, bo = slack.person("ana"), slack.person("bo")
    said = await ana.says("Refunded it, she stays", channel="support")
    await bo.reacts("clap", said)
    await slack.quiet()
    await ana.sees_nothing_of("gave you a pat")
    sets(bot, reactions_give=True, asks=Asks.REQUIRE)
    more = await ana.says("And the other one too", channel="support")
    await bo.reacts("clap", more)
    await bo.sees("Here a pat needs words", in_="support")
    sets(bot, reactions_give=True, allowance=1)
    await bo.reacts("clap", await ana.says("The third as well", channel="support"))
    await ana.sees("gave you a pat", in_="app")
    await bo.reacts("clap", await ana.says("And a fourth", channel="support"))
    await bo.sees("you have none of 1 left this week", in_="support")
