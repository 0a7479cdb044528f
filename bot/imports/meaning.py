"""Whether an expression of thanks or praise means what it says."""

import re

from bot.imports.words import PERSON, either

MUCH = r"(?:\ (?:be|really|also|genuinely|greatly|very|much|all|have|certainly|truly))*"
SAID = either("says said replied wrote responded sends sent heard typed")
WHOSE = either("an? big many you us me him her them his their your huge to my")
WELCOME = either("help feedback thoughts ideas input reviews? comments pointers suggestions contributions prs")
NOT_SAID = re.compile(
    rf"""(?:\bno,? | \bno\ need\ (?:to|for) | \bwithout | \bnever | \b(?:didn|don|won|doesn)'t | \b(?:do|did)\ not
    | \bnot(?:\ an?|\ so|\ to)? | \bgave | \bhave\ an?\ [^.!?]{{3,40}}
    | \b(?:did|have|has|does|should|shall)\ (?:you|they|he|she|we|anyone|someone|{PERSON})(?:\ (?:ever|already))?
    | \b(?:would|will|could|should|might|may){MUCH} | '(?:ll|d){MUCH}
    | \b{SAID}(?:\ {WHOSE})* | \b(?:(?:in|with)\ )?advance,? | \bany(?:\ \w+){{1,4}} | \b{WELCOME}(?:\ (?:is|are))?
    )\s*$""",
    re.I | re.X,
)
"""Before it: declined, denied, asked, wished for, reported, said beforehand."""

INTENDED = re.compile(r"\b(?:like|want|love|have|need|must|should|me|only|just) (?:to )?(?:\w+ ){0,3}$", re.I)
"""Before it all the same: "I would like to thank"."""

HEAVEN = either("god goodness heavens? jesus christ allah (?:the_)?lord obama")
NOT_MEANT = re.compile(
    rf"""\s*(?:{HEAVEN} | me\b | but\ no\b | for\ nothing | if\b | giving\b | ahead\b | d'avance | de\ antemano
    | im\ voraus
    | (?:you\ )?for\ any\b)""",
    re.I | re.X,
)
BEFOREHAND = re.compile(r"(?!.{0,40}\bfor \w+ing\b).{0,80}?\b(?:in advance|beforehand|im voraus)\b", re.I)
ON_ITS_OWN = re.compile(r"(?:^|[,.!;:)>\-–—□]|\b(?:and|it's|it is|this is|that is|that's|was))\s*$", re.I)
"""Before "much appreciated" of what has been done."""


def meant(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is meant: not declined, denied, reported, wished for, or said beforehand."""
    before, said, after = text[:start], text[start:end].lower(), text[end:]
    if NOT_MEANT.match(after) or BEFOREHAND.match(after):
        return False
    if said.endswith("appreciated") and not said.startswith("your") and not ON_ITS_OWN.search(before):
        return False
    return INTENDED.search(before) is not None or NOT_SAID.search(before) is None
