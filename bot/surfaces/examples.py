"""One made-up example of every surface, for having Slack itself look at them. Nobody's words are in here."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from bot import home
from bot.home import Visitor, around, checklist, history, pats
from bot.surfaces.decisions import pledge_form, pledge_messages
from bot.surfaces.kudos import card as kudos
from bot.surfaces.kudos import circle_form, edit_form, give_form, report_form
from bot.surfaces.kudos.give_form import NOWHERE, Filled, Offers, Place
from bot.surfaces.workspace import policies_form, setup, team_form
from digests.layout import blocks
from digests.pages import AnswerPage, DidPage, LeadPage, LinePage, LookOutPage, StoryPage, TeamPage
from digests.pages.looking_out import Do
from models.kudos import ChannelKind, Source
from models.kudos.around import Around
from models.kudos.cards import Card, Page
from models.kudos.editing import Editable
from models.kudos.histories import Which
from models.kudos.versions import Texts
from models.people.members import Circle
from models.people.persons import Person
from models.pledge.standing import Standing as PledgeStanding
from models.pledge.standing import Waiting
from models.workspace.governing import Rules, Standing
from models.workspace.onboarding import Progress
from models.workspace.policies import Policy

ID = UUID(int=1)
ANA, BO = Person(ID, "U0EXAMPLE1", "Ana"), Person(ID, "U0EXAMPLE2", "Bo")
CHANNEL = "C0EXAMPLE1"
DECISION, OUTCOME, SAID = (
    "Refunded the late parcel on the spot.",
    "The customer stayed.",
    "First shop that ever did that.",
)
CARD = Card(
    id=ID,
    source=Source.MODAL,
    giver=BO,
    entered_by=None,
    receivers=(ANA,),
    not_received=(),
    boosters=(BO,),
    values=("Customer first",),
    message=None,
    decision=DECISION,
    outcome=OUTCOME,
    customer_words=SAID,
    channel_id=CHANNEL,
    channel_kind=ChannelKind.PUBLIC,
    link=None,
    edited=False,
    circle=Circle.EVERYONE,
    given_at=datetime(2026, 3, 4, tzinfo=UTC),
    retracted=False,
    not_announced=False,
    kept_by=frozenset(),
)
RULES = Rules(Policy(channels=(CHANNEL,), allowance=5), values=("Customer first",))
PROGRESS = Progress(
    channel_id=CHANNEL,
    leads=1,
    led=1,
    people=2,
    weekday=0,
    hour=9,
    zone="Europe/London",
    values=0,
    scopes=frozenset(),
    pledged=False,
)
PLEDGE = Waiting(ID, "It costs nobody their job.", BO, "COO", CARD.given_at, ANA, proposed=False, can_sign=True)
FILLED = Filled(people=("U0EXAMPLE1",))
VISITOR = Visitor(1, "U0EXAMPLE1", None, admin=False, now=CARD.given_at)
STORY = StoryPage("Ana", "Bo", DECISION, OUTCOME, "", SAID)
TEAM = TeamPage(
    title="Pats on the back",
    headline="3 pats on the back.",
    people="2 people were thanked.",
    line=LinePage("We keep the free returns.", "Finn"),
    stories=(STORY,),
    did=(DidPage("You said", "Let parcels wait two days", "They wait two days now"),),
    did_more="",
    more="",
    values="",
)
LEAD = LeadPage(
    title="Your team",
    headline="1 of your 2 people heard a thank-you.",
    quiet=False,
    monthly="",
    line=None,
    answers=(AnswerPage(ID, "Ana", "Tuesday", DECISION),),
    answers_more="",
    answered="You gave Bo a pat.",
    room="One person asks for more room to decide.",
    ideas="One idea waits for your answer.",
    giving="You gave 1 pat.",
    look_out=(LookOutPage(ID, "Bo", "about 4 weeks. Nothing real to suggest.", Do.GIVE),),
    look_out_left=0,
    look_out_unnamed="",
    story=STORY,
    note="Only you see this.",
)


def messages() -> dict[str, list[dict[str, Any]]]:
    """The blocks of each kind of message, by what people call it."""
    ours = {
        "announcement": kudos.announcement(CARD),
        "receipt": kudos.receipt([CARD]),
        "several receipts in one": kudos.receipt([CARD, CARD]),
        "not posted": kudos.not_posted(CARD, "not_in_channel", "C0EXAMPLE2"),
        "welcome": setup.welcome(PROGRESS),
        "introduction": setup.introduction(),
        "who is in your team?": setup.team_question(BO, str(ID), []),
        "who is in your team, answered": setup.team_question(BO, str(ID), [ANA, BO]),
        "the pledge, to sign": pledge_messages.asked_to_sign(PLEDGE, admin=False),
    }
    digests = {"team digest": blocks.build(TEAM), "lead digest": blocks.build(LEAD, ID)}
    return {name: message.payload()["blocks"] for name, message in ours.items()} | digests


def views() -> dict[str, dict[str, Any]]:
    """Each form, and Home."""
    totals = {Which.RECEIVED: 7, Which.GIVEN: 1, Which.KEPT: 1}
    drawn = [*pats.drawn(totals, "Bo", VISITOR), *history.drawn(Page((CARD,), 7), 9, VISITOR, 5)]
    drawn += checklist.drawn(PROGRESS)
    drawn += around.drawn(Around((CARD,), more=True), 0)
    return {
        "form": give_form.give(Place(CHANNEL, ChannelKind.PUBLIC), Offers(((str(ID), "Customer first"),)), FILLED),
        "form in a direct message": give_form.give(NOWHERE, Offers(kudos_channel=CHANNEL)),
        "give it again?": give_form.again(str(ID), DECISION),
        "edit": edit_form.edit(CARD, Editable(Texts(decision=DECISION), ((str(ID), "Customer first"),), (), False)),
        "what it said before": edit_form.history([(Texts(decision=DECISION), CARD.given_at)]),
        "report": report_form.report(str(ID)),
        "remove": report_form.remove(CARD),
        "name the leads": team_form.leads([]),
        "the pledge": pledge_form.set_up(PledgeStanding(None, PLEDGE, None, None, 0)),
        "someone who is not in Slack": team_form.offline(None),
        "who sees it": circle_form.circle(str(ID), Circle.TEAM),
        "policies": policies_form.policies(Standing(RULES, "1", CARD.given_at, None)),
        "policies that somebody else changed": policies_form.changed_meanwhile(
            Standing(RULES, "1", CARD.given_at, None), Rules(Policy(board=True))
        ),
        "Home": home.view(drawn),
    }
