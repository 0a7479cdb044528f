"""Past recognition: from the text of a public message to the people whom its author thanks or praises in it.

`docs/import.md` says what counts and how well this finds it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.imports import applause, calling, naming
from bot.imports.asking import HOPE, asks, begs, moves_on, settled
from bot.imports.cues import Cue, Kind, cues
from bot.imports.words import Sentence, sentences, spoken

People = tuple[str, ...]

EMOJI = ("clap", "pray", "raised_hands", "tada", "trophy", "bow")
"""Emoji that recognise whoever stands beside them."""

LINKS = {Kind.THANKS: naming.NAMED, Kind.PRAISE: naming.NAMED_BY, Kind.TRIBUTE: naming.NAMED_FOR}
GROUP = re.compile(
    r"\s*(?:to\s+)?(?:you\s+)?(?:all\b|everyone|everybody|folks|the team|team|anyone|anybody|those|whoever)", re.I
)
THANKS_TO = re.compile(r"\s*to\s+(?!you\b|all\b|both\b|everyone\b|everybody\b|y'all\b)", re.I)
STANDS_ALONE = re.compile(r"\s*(?:[!.,:]|for\b|on\b|$)", re.I)


def thanked(text: str, *, giver: str = "", emoji: Iterable[str] = EMOJI) -> People:
    """Slack ids of those whom `giver` thanks in `text` (as Slack stores it), each once, in order; never `giver`."""
    if "<@" not in text:
        return ()
    talk = _Talk(frozenset(emoji))
    for sentence in sentences(HOPE.sub(" ", spoken(text))):
        talk.hear(sentence)
    return tuple(person for person in talk.thanked if person != giver)


@dataclass
class _Talk:
    """What a message has said so far."""

    emoji: frozenset[str]
    thanked: dict[str, None] = field(default_factory=dict)
    grateful: bool = False
    """The sentence before thanked someone."""
    addressed: People = ()
    asked: bool = False
    asked_whom: People = ()
    begged: bool = False
    """It asked for more than an answer."""
    owed: bool = False
    """A thank-you has been said that names nobody yet."""
    list_owed: bool = False
    """Or a group was thanked, or somebody praised: names alone may follow."""
    listing: bool = False
    """A heading ("thanks to:") was said: the lines that follow begin with the people."""
    occasion: bool = False
    """It is a birthday, a welcome, a farewell: emoji celebrate that."""

    def hear(self, sentence: Sentence) -> None:
        text = sentence.text
        lead = calling.leading(text)
        known, said = len(self.thanked), 0
        self._finish_sentence_before(sentence, lead)
        self.occasion = self.occasion or applause.is_occasion(text)
        self.asked = self.asked and not moves_on(text)
        for cue in cues(text):
            self._weigh(text, cue, lead)
            said = cue.end
        self._thank(applause.plus_plus(text))
        if not self.occasion:
            self._thank(applause.by_emoji(text, self.emoji, self.addressed, asked=self.asked))
        self.grateful = len(self.thanked) > known
        called = lead or calling.inserted(text) or calling.trailing(text)
        self.addressed = called or self.addressed
        if asks(text[said:]):
            self.asked, self.begged = True, begs(text[said:])
            self.asked_whom = called or naming.ids(text) or self.addressed

    def _finish_sentence_before(self, sentence: Sentence, lead: People) -> None:
        """Names that come after the thanks: "Thanks! @a", "… And @b too!", and lists."""
        text = sentence.text
        called = lead or calling.trailing(text) or calling.inserted(text)
        if called and not asks(text) and (self.owed or (self.list_owed and calling.nothing_else(text))):
            self._thank(called)
        self.owed, self.list_owed = self.owed and not called, False
        if self.grateful:
            alone = sentence.opens_line and calling.nothing_else(text) and not asks(text)
            self._thank(naming.ids(text) if alone else calling.added(text))
        if self.listing and sentence.opens_line:
            listed = () if asks(text) else lead or calling.in_line(text)
            self.listing = bool(listed)
            self._thank(listed)

    def _weigh(self, text: str, cue: Cue, lead: People) -> None:
        before, after = text[: cue.start], text[cue.end :]
        direct = naming.ids(text[cue.start : cue.end]) or naming.named_after(after, LINKS[cue.kind])
        if cue.kind is Kind.THANKS and self._in_advance(text, before, after, direct):
            return
        if cue.kind is Kind.THANKS and not direct and THANKS_TO.match(after):
            self._thank(naming.of(naming.CREDIT.match(after)))
            self.listing = text.endswith(":")
            return
        to_group = GROUP.match(after) is not None
        people = direct or self._nearby(text, cue, lead)
        if to_group and not direct and len(people) < 2:
            people = ()
        self.listing = not people and (text.endswith(":") or to_group)
        self.owed = not people and cue.kind is Kind.THANKS and not to_group
        self.list_owed = not people and cue.kind is not Kind.TRIBUTE
        self._thank(people)

    def _nearby(self, text: str, cue: Cue, lead: People) -> People:
        """Whom a cue that names nobody is said to."""
        before, after = text[: cue.start], text[cue.end :]
        if cue.kind is Kind.TRIBUTE:
            return calling.just_before(before) or (lead if STANDS_ALONE.match(after) else ())
        led = lead if naming.ids(before)[: len(lead)] == lead else ()
        tail = tuple(person for person in calling.trailing(text) if person in naming.ids(after))
        here = calling.just_before(before) or led or tail or calling.inserted(text) or calling.in_passing(after)
        return here or self.addressed

    def _in_advance(self, text: str, before: str, after: str, direct: People) -> bool:
        """Whether thanks are the polite end of a request."""
        asks_here = begs(before)
        if not (asks_here or self.asked) or settled("" if asks_here else text, after):
            return False
        someone_else = not set(direct) & set(self.asked_whom) and (self.asked_whom or not self.begged)
        return asks_here or not (direct and someone_else)

    def _thank(self, people: Iterable[str]) -> None:
        for person in people:
            self.thanked[person] = None
            self.asked = False
