"""What is said of limits: in one line while a customer waits, of a change, of what could not be saved."""

from collections.abc import Sequence
from datetime import datetime

from bot.ids import BlockId
from bot.surfaces.text import mention, people, person, when
from models import words
from models.limits import scopes
from models.limits.categories import LONGEST_NAME, MOST
from models.limits.reading import LimitCard
from models.limits.scopes import Named
from models.limits.setting import Wanted
from models.people.persons import Person
from models.storage.requests import Outcome

LINE = 600
"""Characters of conditions that stand in one line."""
NONE_HERE = "Nobody has written this down yet."
NOT_YOURS = (
    "Limits are set by admins, for everyone; by leads, for their own people. This one isn’t yours to set. "
    "Nothing was changed."
)
GONE = "That limit has ended, or isn’t yours to read. Type `/pat limits` for what is yours to decide now."
UNWRITTEN_NOTE = "Your lead hears that you asked, not what you typed: I don’t keep that."


def line(card: LimitCard, reader: Person | None = None, *, dated: bool = True) -> str:
    """One limit in one line, for whom it holds; `dated`: and since when, by whom."""
    said = [f"*{yours(card)}*"]
    if card.conditions:
        said.append(_sentence(words.cut(words.mrkdwn(" ".join(card.conditions.split())), LINE)))
    said += _beyond(card, reader)
    if card.training_url:
        said.append(f"<{words.from_plain(card.training_url)}|Training>.")
    return " ".join([*said, *([f"_{_changed(card)}_"] if dated else [])])


def yours(card: LimitCard) -> str:
    """ "Refunds: up to €50 are yours."."""
    name = words.from_plain(card.category)
    if card.amount is None:
        return f"{name}: yours to decide."
    return f"{name}: up to {card.amount} are yours." if card.amount.minor else f"{name}: ask before each."


def brief(card: LimitCard) -> str:
    """What it allows, in a word or two."""
    if card.amount is None:
        return "yours to decide"
    return f"up to {card.amount}" if card.amount.minor else "ask before each"


def whose(named: Named) -> str:
    """For whom it holds; the reader is no matter."""
    name = words.from_plain(named.name)
    who = mention(named.slack_user_id) if named.slack_user_id else name
    return {
        scopes.EVERYONE: "everyone",
        scopes.TEAM: f"the team {name}",
        scopes.LEAD: f"those who report to {who}",
        scopes.MEMBER: who,
    }[named.scope.kind]


def plainly(named: Named, reader: Person | None = None) -> str:
    """The same for a menu: plain text."""
    if reader is not None and named.scope.kind == scopes.LEAD and named.scope.id == reader.id:
        return "Those who report to me"
    return {
        scopes.EVERYONE: "Everyone here",
        scopes.TEAM: f"The team {named.name}",
        scopes.LEAD: f"Those who report to {named.name}",
        scopes.MEMBER: named.name,
    }[named.scope.kind]


def version(card: LimitCard, before: LimitCard | None) -> str:
    """One step of a limit's history: "3 March, by Carol: €50 → €80"."""
    by = f", by {person(card.author)}" if card.author else ""
    was = f"{brief(before)} → " if before and brief(before) != brief(card) else ""
    ended = f" _Until {when(card.ends_at)}._" if card.ends_at else ""
    said = f" {words.cut(words.mrkdwn(card.conditions), 300)}" if card.conditions else ""
    return f"{when(card.starts_at)}{by}: *{was}{brief(card)}*.{said}{ended}"


def news(card: LimitCard, before: LimitCard | None, reader: Person | None, *, dated: bool = True) -> str:
    """A limit that changed, to those whom it concerns."""
    was = f" _Until now {brief(before)}._" if before and brief(before) != brief(card) else ""
    return f"• {line(card, reader, dated=dated)}{was}"


def changed_by(cards: Sequence[LimitCard]) -> str:
    """Who changed them, once for all; "" when none of them is here any more."""
    authors = {card.author.id: card.author for card in cards if card.author}
    return f"Changed by {people(list(authors.values()))}." if authors else ""


def ended(category: str, lead: Person | None) -> str:
    ask = f" Ask {person(lead)}." if lead else ""
    return f"• *{words.from_plain(category)}*: nothing is written down for you any more.{ask}"


def wanted(outcome: Outcome, lead: Person | None) -> str:
    """To whoever asked their lead."""
    if lead is None:
        return "I know of nobody who leads you, so nobody was asked. An admin can say who your lead is."
    if outcome["code"] == "again":
        return f"{person(lead)} has heard from me this week that you asked. Nothing was sent twice."
    return (
        f"{person(lead)} hears from me, in their working hours, that you would like this written down. "
        "What you typed is neither kept nor passed on: say it yourself when a customer waits."
    )


def problem(outcome: Outcome) -> tuple[BlockId, str]:
    """Under which field, and what would fit; plain text."""
    said = {
        "amount": (BlockId.LIMIT_AMOUNT, "An amount is 0 or more: leave the minus out."),
        "link": (BlockId.LIMIT_TRAINING, "A link begins with https:// or http://, and has no spaces."),
        "ask_self": (BlockId.LIMIT_ASK, "That is the person whose limit this is: beyond it they ask somebody else."),
        "ask_unfit": (
            BlockId.LIMIT_ASK,
            "Choose somebody of this company who is here: no guest, nobody of another workspace, no bot.",
        ),
        "ask_whom": (BlockId.LIMIT_ASK, "Who can say yes to that amount? Choose them, or leave the amount out."),
        "ask_unbounded": (BlockId.LIMIT_ASK_AMOUNT, "Nothing is beyond a limit without an amount: leave this out."),
        "ask_currency": (BlockId.LIMIT_ASK_AMOUNT, "Use the same currency as above: I don’t convert."),
        "ask_less": (
            BlockId.LIMIT_ASK_AMOUNT,
            "It is more than what people may decide alone: a higher amount, please.",
        ),
        "no_name": (BlockId.LIMIT_CATEGORY, "Choose a category, or name a new one below."),
        "long_name": (BlockId.LIMIT_NEW_CATEGORY, f"A name has up to {LONGEST_NAME} characters."),
        "many": (BlockId.LIMIT_NEW_CATEGORY, f"There are {MOST} categories, and no more fit. An admin can retire one."),
        "gone": (BlockId.LIMIT_CATEGORY, "An admin has retired that category. Choose another."),
    }
    return said[outcome["code"]]


def exists(card: LimitCard) -> str:
    """Under the category: there is one already; plain text."""
    by = f", set by {card.author.name}" if card.author else ""
    return f"There is a limit for them already: {brief(card)}{by}. Change that one: on Home, under “Limits you set”."


def changed_meanwhile(now: LimitCard | None, wanted_line: str) -> str:
    """In place of the form: somebody was faster."""
    by = f"{person(now.author)} changed it" if now and now.author else "It changed"
    ended_ = "It has ended meanwhile." if now is None else f"{by} while you had it open. It says now:\n{line(now)}"
    return f"*I saved nothing of yours.* {ended_}\n\n*You wanted:*\n{wanted_line}"


def wished(wanted: Wanted) -> str:
    """What somebody typed who was not first: it comes back."""
    terms = wanted.terms
    amount = f"up to {terms.amount}" if terms.amount else "no amount"
    beyond = f"to {terms.ask_amount} ask somebody" if terms.ask_amount else None
    said = [
        amount,
        terms.conditions,
        terms.example,
        beyond,
        terms.training_url and words.from_plain(terms.training_url),
    ]
    return words.quote("\n".join(filter(None, said)))


def saved(card: LimitCard) -> str:
    """After a limit was set: who hears, and how it reads."""
    told = {
        scopes.EVERYONE: "Everyone without a narrower limit",
        scopes.TEAM: "The team, in its channel if it has one, else each of them",
        scopes.LEAD: "Each of them without a limit of their own",
        scopes.MEMBER: "They alone",
    }[card.whose.scope.kind]
    return (
        f"Saved for {whose(card.whose)}. They read:\n> {line(card)}\n"
        f"{told} will hear of it, in their working hours, in at most one message a day. "
        "Decisions made before today are still read against the limit of their own day."
    )


def withdrawn(card: LimitCard) -> str:
    name = words.from_plain(card.category)
    return f"Withdrawn: no limit for {name} holds for {whose(card.whose)} from now on, unless a wider one does."


def used(outcome: Outcome) -> str:
    kept = f" {outcome['kept']} were set already, and stay as they are." if outcome["kept"] else ""
    return f"Done: {outcome['set']} limits are set.{kept} Change each of them on Home, under “Limits you set”."


def category_problem(outcome: Outcome) -> tuple[BlockId, str]:
    """Under which field of a category's form; plain text."""
    return {
        "no_name": (BlockId.CATEGORY_NAME, "What is it called?"),
        "long_name": (BlockId.CATEGORY_NAME, f"A name has up to {LONGEST_NAME} characters."),
        "taken": (BlockId.CATEGORY_NAME, "There is one of that name. Choose another."),
        "link": (BlockId.CATEGORY_TRAINING, "A link begins with https:// or http://, and has no spaces."),
    }.get(outcome["code"], (BlockId.CATEGORY_NAME, "It is gone, or isn’t yours to change."))


def _beyond(card: LimitCard, reader: Person | None) -> list[str]:
    if card.ask is None:
        return []
    if reader is not None and card.ask.id == reader.id:
        return ["Beyond it people ask you."]
    if card.amount is None:
        return [f"In doubt ask {person(card.ask)}."]
    return [f"{f'To {card.ask_amount}' if card.ask_amount else 'Beyond it'} ask {person(card.ask)}."]


def _changed(card: LimitCard) -> str:
    by = f" by {person(card.author)}" if card.author else ""
    return f"Last changed {_day(card.starts_at)}{by}."


def _day(instant: datetime) -> str:
    return f"<!date^{int(instant.timestamp())}^{{date_long}}|{instant.strftime('%-d %B %Y')}>"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
