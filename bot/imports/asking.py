"""Whether a sentence asks for something: a thank-you after it is then the polite end of a request."""

import re

from bot.imports.words import either

YOUR_VIEW = either("feedback input thoughts? opinion comments? reviews? advice suggestions? pointers? ideas? help")
LATER = either("eod eow cob tomorrow tonight noon (?:mon|tues|wednes|thurs|fri|satur|sun)day end_of the_end_of")
ASK = re.compile(
    rf"""(?<!\w)(?:
      (?:can|could|would|will|may|might)\ (?:you|u|ya|someone|somebody|anyone|anybody|we|i|one\ of\ you|y'?all)\b
    | please(?!\ join) | pls | plz | bitte | por\ favor | svp | ptal | lmk | asap | let\ (?:me|us)\ know | do\ you\ mind
    | need\ (?:your|you\ to|help)
    | any\ (?:{YOUR_VIEW}|hints?|chance|updates?|tips?) | your\ {YOUR_VIEW}\ (?:on|would|is|are)
    | (?:i'd|we'd|would)\ (?:like|love|appreciate|be\ (?:so\ |very\ )?grateful)
    | would\ be\ (?:great|nice|awesome|good|helpful|appreciated) | is\ it\ possible
    | (?:was|am|i'm)\ wondering | wondering\ (?:if|whether) | (?:wanted|like)\ to\ (?:ask|check|know)
    | (?:quick|a)\ question
    | (?:i|we)\ need\ (?:an?|some|this|these|the|it|my|our|more|access)\b | needs\ (?:an?\ )?(?:review|approval|look)
    | (?:ready|up|waiting|open)\ for\ (?:your\ |a\ )?(?:review|approval|feedback)
    | when\ you\ (?:get|have)\ (?:an?|the|some)\ (?:chance|moment|minute|sec\w*|time)
    | if\ (?:you|u)\ (?:can|could|have|get)\b | kindly\ \w+(?<!ed)
    | (?:help|hand|cover|assistance)\ (?:is\ )?(?:needed|wanted|required) | over\ to\ you | assigned\ (?:it\ )?to\ you
    | due\ (?:by|on|today|tomorrow|this|tonight) | by\ {LATER}
    | how\ (?:do|can|should|would)\ (?:i|we|you|one) | do(?:es)?\ (?:you|anyone|anybody|someone)\ (?:know|have)
    | (?:reminder|remember|don't\ forget|make\ sure|be\ sure)\ (?:to\b|that\b|you\b)
    | (?:i'm|i\ am|we're|we\ are)\ (?:looking\ for|trying\ to\ find|in\ need\ of)
    )(?!\w)""",
    re.I | re.X,
)
VERB = either(
    """check review look take send give update fix merge add make ping tell help share confirm approve sign fill remind
    remove restart deploy reply forward post upload bring call run show grab handle cover join vote submit book order
    schedule"""
)
NO_VERB_AFTER = either("s ed ing 's work\\w* makes sense done was is went looks has received complete\\w*")
HEY = either("hi hey hello ok okay and also so then now just kindly yo")
ORDER = re.compile(
    rf"""^\W*(?:{HEY}\W+)*
    (?:<@\w+>[\s,:&]*(?:and\ )?)*[\s,:–—-]*(?:(?:kindly|just|also|then|quickly)\ )?
    {VERB}\b(?!\s*{NO_VERB_AFTER}\b|:)""",
    re.I | re.X,
)
"""Tells somebody to do something: begins with the plain verb."""

RHETORICAL = re.compile(
    r"\b(?:why didn't i|how did i|who knew|what would (?:i|we) do|how (?:cool|great|nice|awesome) is)\b", re.I
)
ANSWER = either(
    """works? worked working fixed solved got_(?:it|that|you) makes?_sense i_see nvm never\\s?mind found did_the_trick
    helps helped anyways? all_the_same already okay ok gotcha understood exactly again perfect"""
)
ANSWERED = re.compile(rf"\b{ANSWER}\b(?!\?)", re.I)
MOVED_ON = re.compile(
    r"\b(?:i see (?:it|that|now)|see it now|found (?:it|out)|never ?mind|nvm|got it|works now|worked|that did it|solved"
    r"|figured)\b",
    re.I,
)
FAVOUR = either(
    """time help helping assistance support consider\\w* attention understanding patience looking look checking check
    reading reviewing cooperation advance any taking your feedback advice input me us"""
)
YOUR = either("your the all any you y'all taking giving")
DONE = re.compile(rf"^[^.!?]{{0,60}}?\bfor (?!(?:{YOUR}(?: the| your| a)? )?(?:all )?{FAVOUR}\b)", re.I)
"""For a particular thing, and not for the favour that was just asked: "for fixing it", "for your time"."""

HOPE = re.compile(
    rf"\b(?:thanks|thank you|thx|cheers)\b[.,!\s]+(?=(?:any|your) {YOUR_VIEW}\s(?:would|will|is|are)\b)", re.I
)
"""A thank-you that a hope follows: "Thanks. Your feedback would be great."."""


def begs(text: str) -> bool:
    """Whether it asks for more than an answer."""
    return bool(ASK.search(text) or ORDER.match(text))


def asks(text: str) -> bool:
    return begs(text) or (text.rstrip(" )\"'").endswith("?") and not RHETORICAL.search(text))


def moves_on(text: str) -> bool:
    """Whether what was asked before is answered by now."""
    return bool(MOVED_ON.search(text)) and not asks(text)


def settled(sentence: str, after: str) -> bool:
    """Whether thanks that come after a request are for something done: `after` is what follows the thanks."""
    return bool(ANSWERED.search(sentence) or DONE.match(after))
