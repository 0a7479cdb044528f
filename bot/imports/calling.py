"""Whom a sentence speaks to: names that call somebody, and not those that tell of somebody."""

import re

from bot.imports.naming import EMOJI, MARK, ROW, ids, of
from bot.imports.words import either

GREETING = either(
    """hi hey hello hiya ok okay yes yeah yep yup no nope nah ah aha aah oh ooh so well also and but dear morning good
    afternoon evening sorry anyway btw you guys cool great awesome right sure hmm hm mm wow agreed true indeed hah haha
    ha lol gotcha nice perfect yay ugh damn argh really interesting fair enough exactly as usual both to team folks
    welcome back dang whoa oops alas finally i see"""
)
LEAD = re.compile(rf"^(?:(?:{GREETING}\b|{MARK})\s*){{0,6}}({ROW})", re.I)
SAYS = either("says? said told asked asks wants wanted mentioned thinks thought wrote thanked pinged")
AWAY = either("be on out off away right wrong working looking the a an also still not currently probably going coming")
MAY = either("probably also be help explain answer tell know confirm comment say")
TOLD_OF = re.compile(
    rf"""\s*(?:and\s+(?:i|me|my|we)\b | who\b | (?:knows|looks|seems)\s+(?!like)
    | {SAYS}\b | (?:is|was|will)\s+{AWAY}\b
    | (?:can|could|would|should|may|might|must)\s+{MAY}\b
    | will\s+(?!try|do|check|take|have|look|give|read|test|use|see|get|definitely|go)\w+
    | (?:has|does)\s+(?:an?|the|to|no|not|asked|already|some)\b)""",
    re.I | re.X,
)
"""What follows a name at the beginning that is the subject: "<@U1> said …"."""

LINK = either(
    """to with from by of about for at on than like via per against without after before since because behind between
    and or as is was are were be the my our not if whether when see saw met meet tell told teach let know knew thank
    give gave get got send sent miss need want hear heard trust believe bring brought show cc dm poke bug in hope make
    made think both"""
)
STEM = either(
    """help consider add invit ping tag ask tell remind loop introduc onboard mentor support cover lett includ train
    coach teach join meet host welcom nominat hir recommend mention notif[yi] contact assign interview unblock messag
    email call talk involv quot follow watch replac represent reliev believ point mak hav see chas backfill shadow
    assist engag pull bring direct refer credit congratulat thank promot appoint elect approach summon back guid tutor
    hear consult ment buzz nudg pok borrow"""
)
OBJECT = re.compile(rf"(?:\b{LINK}|\b{STEM}(?:e|ing|y?ed|ied|s|es)?)\s*$", re.I)
"""What stands before a name that is the object of a verb or a preposition."""

DEED = either(
    "help support cover follow call email talk ping invite mention host add ask point back coach message watch see"
)
NOUN = re.compile(rf"\b(?:the|your|this|that|a|for)\s+(?:\w+\s)?{DEED}\s*$", re.I)
"""But not where that verb is a noun: "thanks for the help <@U1>"."""

TAIL = re.compile(rf"({ROW})(?:\s|{MARK}|\b(?:xx?|too|again|guys)\b)*$", re.I)
AND_THEN = re.compile(r"[,;]\s*and\s*$", re.I)
AGREED = either("a ah oh ok okay big many huge special again yes so and very really much great cool")
JUST_BEFORE = re.compile(rf"({ROW})(?:\s|{MARK}|\b{AGREED}\b)*$", re.I)
PASSED = re.compile(
    rf"({ROW})(?:\s+(?:this|that|that's|it|it's|i|i'll|i'm|we|we'll|you|works?|will|looks?)\b|\s*[,;:–—])", re.I
)
ADDED = re.compile(
    rf"^\W*(?:oh\s+)?(?:and|also|plus)\s+(?:to\s+)?({ROW})\s*(?:(?:too|as well|also|of course|for)\b|[!.]*$)", re.I
)
LINE = re.compile(rf"[\w /&+()\[\]]{{1,40}}\s*[:–—-]\s*({ROW})")
ALONE = re.compile(rf"(?:{ROW}|{EMOJI}|[^\w<])+", re.I)


def leading(text: str) -> tuple[str, ...]:
    """Whom the sentence begins by addressing."""
    match = LEAD.match(text)
    told = match and TOLD_OF.match(text, match.end()) and not text.endswith("?")
    return () if told else of(match)


def trailing(text: str) -> tuple[str, ...]:
    """Whom the sentence ends by addressing."""
    return _called(TAIL.search(text), text)


def just_before(text: str) -> tuple[str, ...]:
    """Whom `text`, which ends where an expression begins, addresses last."""
    match = JUST_BEFORE.search(text)
    return of(match) if match and calls(AND_THEN.sub(",", text[: match.start()])) else ()


def in_passing(text: str) -> tuple[str, ...]:
    """Whom it addresses between two clauses: "thanks for the help @a this is great"."""
    return _called(PASSED.search(text), text)


def inserted(text: str) -> tuple[str, ...]:
    """Whom it addresses between commas: "I'm glad, @a, that …"."""
    rows = (row for row in re.finditer(ROW, text) if re.search(r"[,(]\s*$", text[: row.start()]))
    return tuple(person for row in rows if re.match(r"\s*(?:[,).!?;]|$)", text[row.end() :]) for person in ids(row[0]))


def added(text: str) -> tuple[str, ...]:
    """Whom a sentence adds to the one before it: "And @b too!"."""
    return of(ADDED.match(text))


def in_line(text: str) -> tuple[str, ...]:
    """Whom a line of a list names after its label: "Kitchen: @a @b"."""
    return of(LINE.match(text))


def nothing_else(text: str) -> bool:
    """Whether it is names and marks only."""
    return ALONE.fullmatch(text) is not None


def calls(before: str) -> bool:
    """Whether a name after `before` is a call and not the object of a verb or preposition."""
    return OBJECT.search(before) is None or NOUN.search(before) is not None


def _called(match: re.Match[str] | None, text: str) -> tuple[str, ...]:
    return of(match) if match and calls(text[: match.start()]) else ()
