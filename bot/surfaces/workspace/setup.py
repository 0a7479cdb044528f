"""The choices of the first hour, as the installer's message and the admins' Home show them."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ChannelSelectElement,
    InteractiveElement,
    Option,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
)

from bot.ids import ActionId
from bot.replies import setup as replies
from bot.surfaces.message import Message, button, mrkdwn
from bot.surfaces.text import channel, count, in_words, mention, person, section
from bot.surfaces.views import note
from models import words
from models.people.persons import Person
from models.workspace.onboarding import Progress

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MORE = 20
"""People of a team who are named."""


def welcome(progress: Progress) -> Message:
    """To the installer: what can be set up, and what is."""
    head = section(replies.WELCOME)
    return Message("Backpat is here, and works already.", (head, *choices(progress), note(replies.WELCOME_NOTE)))


def choices(progress: Progress, part: str | None = None) -> list[Block]:
    """The three choices. `part` tells their buttons from others of the same view."""
    return [
        _with(_channel(progress), _channels(progress.channel_id)),
        _with(_leads(progress), button("Name the leads", ActionId.OPEN_LEADS, "setup", part=part)),
        section(_digest(progress)),
        ActionsBlock(elements=[_weekdays(progress.weekday), _hours(progress.hour)]),
    ]


def introduction() -> Message:
    """In the channel for pats, once."""
    text = (
        ":wave: *I’m Backpat, and this is the place for pats on the back.*\n"
        "When somebody makes a good call, above all on the spot and for a customer, say so: type "
        "`/pat @name for …` in any channel, or choose *Pat on the back* in the menu of a message.\n"
        "Pats from open channels are seen here too, and once a week the stories of the week."
    )
    give = button("Give a pat", ActionId.OPEN_FORM, "introduction", style="primary")
    return Message("I’m Backpat, and this is the place for pats on the back.", (section(text), _row(give)))


def team_question(by: Person | None, lead_id: str, team: list[Person]) -> Message:
    """To a lead whom an admin named."""
    if team:
        named = [person(one) for one in team[:MORE]]
        others = [count(len(team) - MORE, "other", "others")] if len(team) > MORE else []
        text = f"✓ In your team: {in_words(named + others)}. Each of them sees on Home that you are their lead."
        return Message(text, (section(text), _row(button("Change", ActionId.OPEN_TEAM, lead_id))))
    who = mention(by.slack_user_id) if by and by.slack_user_id else "An admin"
    text = (
        f"{who} named you as a lead here. *Who is in your team?* Once you have said so, I tell you on Mondays, and "
        "when you type `/pat gaps`, whom nobody has thanked lately. Each of them sees on Home that you are their lead."
    )
    choose = button("Choose people", ActionId.OPEN_TEAM, lead_id, style="primary")
    return Message("Who is in your team?", (section(text), _row(choose)))


def _channel(progress: Progress) -> str:
    return f"✓ Pats go to {channel(progress.channel_id)}." if progress.channel_id else replies.CHANNEL


def _leads(progress: Progress) -> str:
    """Who is named counts at once: each is asked who is in their team, and answers when they can."""
    led = f"{progress.led} of {count(progress.people, 'person has', 'people have')} a lead."
    named = f"{count(progress.leads, 'lead is', 'leads are')} named, and asked who is in their team. "
    if not progress.led:
        return f"✓ {named}{led}" if progress.leads else f"{replies.LEADS}\n{led}"
    return f"✓ {led}"


def _digest(progress: Progress) -> str:
    at = f"{WEEKDAYS[progress.weekday]}s at {progress.hour:02}:00"
    zone = f", {words.from_plain(progress.zone)} time" if progress.zone else ""
    return f"{replies.DIGEST}\n✓ Now: {at}{zone}."


def _with(text: str, accessory: InteractiveElement) -> SectionBlock:
    return SectionBlock(text=mrkdwn(text), accessory=accessory)


def _channels(current: str | None) -> ChannelSelectElement:
    offer = PlainTextObject(text="Choose a channel")
    return ChannelSelectElement(action_id=ActionId.SETUP_CHANNEL, initial_channel=current, placeholder=offer)


def _weekdays(current: int) -> StaticSelectElement:
    return _menu(
        ActionId.SETUP_WEEKDAY, "Day of the digest", [(str(n), day) for n, day in enumerate(WEEKDAYS)], current
    )


def _hours(current: int) -> StaticSelectElement:
    return _menu(ActionId.SETUP_HOUR, "Hour of the digest", [(str(n), f"{n:02}:00") for n in range(24)], current)


def _menu(action: ActionId, label: str, choices: list[tuple[str, str]], current: int) -> StaticSelectElement:
    options = [Option(value=value, text=PlainTextObject(text=text)) for value, text in choices]
    shown = PlainTextObject(text=label)
    return StaticSelectElement(action_id=action, placeholder=shown, options=options, initial_option=options[current])


def _row(*elements: InteractiveElement) -> ActionsBlock:
    return ActionsBlock(elements=list(elements))
