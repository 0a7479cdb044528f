"""What was understood."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """Who, and for what: each part becomes one kudos."""

    people: tuple[str, ...] = ()
    """Slack ids, in order, each once."""
    groups: tuple[str, ...] = ()
    """Ids of user groups, from `<!subteam^S…|@name>`."""
    names: tuple[str, ...] = ()
    """`@name` that Slack handed over as plain text: perhaps somebody who is not in Slack."""
    words: str = ""
    """The reason in its stored form, as written."""
    tags: tuple[str, ...] = ()
    """`#customer-first` is "customer-first", casefolded; it stays in the words too."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as a whole.

    `verb` is "form" (nothing was typed), a word of `WORDS_ALONE` in `bot.parsing.commands`, one of its `WITH_WORDS`
    (whose one part holds the words), "give", or "doubtful": ask in the form, which its one part prefills. "give" and
    "doubtful" have at least one part; a part may be without people.
    """

    verb: str
    parts: tuple[Part, ...] = ()
    calls: tuple[str, ...] = ()
    """`channel`, `here` or `everyone` where people were expected."""
