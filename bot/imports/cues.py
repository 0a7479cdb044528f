"""The expressions that can recognise someone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bot.imports.meaning import meant
from bot.imports.words import PERSON, either


class Kind(Enum):
    THANKS = "thanks"
    """May be the polite end of a request."""
    PRAISE = "praise"
    TRIBUTE = "tribute"
    """Is said of whoever is named after it: "kudos to", "shout-out"."""


@dataclass(frozen=True, slots=True)
class Cue:
    kind: Kind
    start: int
    end: int


APART = r"(?<![\w\-/#'.])"
"""Not the end of a longer word, a path, a channel or a name in code."""

MISSPELT = either("thansk thnaks tahnks thaks th?anx+ thn?x+ thn?ks tnx tks")
ABROAD = either(
    """merci danke(?:_?schön)? (?:vielen|besten|herzlichen)_dank gracias obrigad[oa] grazie takk tack_så_mycket bedankt
    dank_(?:je|u) kiitos dzięki dziękuję спасибо дякую teşekkürler arigatou? mahalo děkuji díky hvala
    mulțumesc shukran"""
)
EASTERN = r"ありがとう(?:ございま(?:す|した))?|谢谢|謝謝|多谢|감사합니다|고마워요?"
FOR_WHAT_IS_DONE = either("it you your all everything how this the")
STILL_TO_COME = either("feedback input thoughts opinion review comments suggestions patience understanding")
VERY = either("much greatly really very_much so highly truly deeply always well")
THANKS = re.compile(
    rf"""{APART}(?:
      thanks+ | {MISSPELT} | thank[ -]?(?:you+|u|ya|yew|yous?|y'?all) | tysm | tyvm | tyty | much\ obliged
    | cheers(?!\W*(?:{PERSON}\W*)?(?:see|talk|speak|catch|bye|later)\b)
    | thank(?:ing)?(?=\ (?:(?:both|our|my|also|especially|the|dear)\ (?:\w+\ ){{0,2}})?{PERSON})
    | thank(?=\s*(?:[,.!]|$)) | ty(?=\s*(?:[!.,:)]|{PERSON}|$|(?:for|so|very|again|guys|all)\b))
    | ta(?=\s*(?:!|{PERSON}|$))
    | (?:grateful|thankful|indebted)(?=\ (?:to|for)\b) | i\ (?:really\ )?owe\ you\ (?:one|big)\b
    | appreciate\ (?!your\ {STILL_TO_COME}){FOR_WHAT_IS_DONE}\b | appreciate(?=\ {PERSON})
    | appreciate\ that(?=\s*(?:[,.!:]|$|{PERSON}))
    | {VERY}\ appreciated | appreciated(?=\s*[!.]*$)
    | your\ (?!{STILL_TO_COME})[^.!?]{{0,80}}\b(?:is|are|was|were)\b[^.!?]{{0,20}}\bappreciated
    | {ABROAD})(?![\w\-/])|{EASTERN}""",
    re.I | re.X,
)

FINE = either(
    """great nice awesome amazing excellent fantastic brilliant superb terrific stellar incredible outstanding wonderful
    lovely beautiful solid impressive fabulous stunning phenomenal heroic tremendous exceptional top good fine"""
)
DEED = either(
    "jobs? work teamwork catch find fix bug_?fix save efforts? debugging sleuthing detective_work team_effort going"
)
WELL_DONE = rf"(?:{FINE}\ {DEED}|(?:great|awesome|amazing)\ stuff|nice\ one)"
INTO = either(
    "and such what really very truly absolutely some that's that_was this_is it's also wow yes yay yeah so again just"
)
OPENING = rf"(?:^|[,.…!?;:>)\-–—□]\s*|\b(?:{INTO}|keep\ up\ the)\ )(?:an?\ )?(?:(?:really|truly|very|super)\ )?"
DOER = either(f"you you've {PERSON} they he she both all team guys folks everyone")
DID = rf"{DOER}\ (?:\w+\ ){{0,2}}(?:did|done|doing)\ (?:an?|the|some|such\ an?)\ (?:(?:\w+ly|very)\ )?"
STAR = either(
    r"""best(?!\s(?:person|one|placed|to|at|suited)) (?:rock|super)?[_-]?stars? legends? hero(?:es)? life[_-]?savers?
    saviou?rs? angels? genius champ(?:ion)?s? gems? wizards? godsend mvps? treasure"""
)
NICKNAME = either("legend hero life[_-]?saver rock[_-]?star superstar champ champion genius wizard saint mvp")
ENDS = r"(?=\s*(?:[!.,:]|$|for\b|and\b))"
OURS = either("my our what_an? such_an? you total absolute true")
PRAISE = re.compile(
    rf"""{OPENING}(?P<deed>{WELL_DONE})(?!\w) | {DID}{WELL_DONE}(?!\w)
    | {APART}(?:(?<!it's\ )(?<!is\ )(?<!be\ )(?<!was\ )well\ (?:done|played)(?!\ (?:is|steak|on)\b) | bravo | chapeau
    | (?<!\w\ )way\ to\ go(?=\s*(?:[!.,]|$|{PERSON}))
    | (?:you|{PERSON})\ (?:(?:totally|really|absolutely|guys|all|both)\ )?(?:rocks?|rules?|rocked)
    | (?:you|{PERSON})\ (?:(?:totally|really|absolutely|guys|all|both)\ )?(?:crushed|nailed)\ it(?!\ about)
    | (?:you\ are|you're|ur|youre)\ (?:\w+\ ){{0,3}}?(?:{STAR}|awesome|amazing|incredible)(?!\ at\b)
    | {PERSON}\ (?:is|are|was|were)\ (?:an?|the|my|our|such|absolute|truly)\ (?:\w+\ ){{0,3}}?{STAR}{ENDS}
    | (?:{OURS}\ )+{NICKNAME}(?=\s*(?:[!.,]|$|{PERSON})) | {NICKNAME}(?=!|$)
    | saved?\ (?:my|our|the)\ (?:day|bacon|life|week|neck|evening|weekend|night|skin|lives)
    | (?:couldn't|could\ not)\ have\ (?:\w+\ ){{1,4}}without | what\ an?\ {DEED}
    | love\ (?:your\ work|what\ (?:you\ did|you've\ done)) | proud\ of)(?!\w)""",
    re.I | re.X,
)

PIECE = either("talk presentation demo write-?up explanation post article blog_?post")
ACHIEVED = either(
    "releas launch ship talk paper merg publish finish deliver win won fix goal deal clos work job achiev"
)
NO_KUDOS = either("points? bot app channel board system program awards? page forms? wall")
TO_SOMEONE = rf"(?=\ (?:to|for|goes|go)\b|[\s:,]*{PERSON})"
CHEERS = either("three_cheers applause high[_-]fives? big_hand standing_ovation (?:all|full|huge|big)_credits?")
TRIBUTE = re.compile(
    rf"""{APART}(?:(?<!how\ many\ )(?<!the\ )(?<!your\ )(?<!my\ )kudos(?!(?:\ (?:for|to)\ {PERSON})?\ ?{NO_KUDOS}\b)
    | props{TO_SOMEONE} | props(?=!|$) | (?:big|mad|major|huge|serious)\ props
    | shout[ -]?outs?(?!\ (?:channel|page|board|feature)) | big\ ups? | hats?\ off | hat[ -]tip | h/t
    | give\ it\ up\ for | {CHEERS}{TO_SOMEONE}
    | {FINE}\ {PIECE}(?=[\s,!.]*{PERSON})
    | congrat(?:s|z|ulations|ulate|ulating)(?=[^.!?]*\b{ACHIEVED})
    )(?!\w)""",
    re.I | re.X,
)


def cues(text: str) -> Iterator[Cue]:
    """The cues of one sentence that mean what they say, in order."""
    found = [
        Cue(kind, match.start(match.lastgroup or 0), match.end())
        for kind, pattern in ((Kind.THANKS, THANKS), (Kind.TRIBUTE, TRIBUTE), (Kind.PRAISE, PRAISE))
        for match in pattern.finditer(text)
    ]
    yield from (cue for cue in sorted(found, key=lambda cue: cue.start) if meant(text, cue.start, cue.end))
