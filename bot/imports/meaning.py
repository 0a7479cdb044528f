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
    | \b(?:did|have|has|does|should|shall|can|could|would|will)\ (?:you|they|he|she|we|anyone|someone|{PERSON})
      (?:\ (?:ever|already))?
    | \bplease | \b(?:remind|remember|forget|going|ought)(?:\ (?:me|us|you|him|her|them))?\ to
    | \b(?:would|will|could|should|might|may){MUCH} | '(?:ll|d){MUCH}
    | \b{SAID}(?:\ {WHOSE})* | \b(?:(?:in|with)\ )?advance,? | \bany(?:\ \w+){{1,4}} | \b{WELCOME}(?:\ (?:is|are))?
    )\s*$""",
    re.I | re.X,
)
"""Before it: declined, denied, asked, wished for, reported, said beforehand."""

HEAVEN = either("god goodness heavens? jesus christ allah (?:the_)?lord obama")
NOT_MEANT = re.compile(
    rf"""\s*(?:{HEAVEN} | me\b | but\ no\b | for\ nothing | if\b | giving\b | ahead\b | d'avance | de\ antemano
    | im\ voraus | [,.!]*\s*will\ do\b
    | (?:you\ )?for\ any\b)""",
    re.I | re.X,
)
POLITE = either("patience understanding waiting holding bearing_with_(?:me|us) cooperation")
BUSINESS = re.compile(
    rf"""(?:(?!\bfor\b).){{0,60}}\bfor\ (?:(?:all|your|the|being|so|continued)\ )*{POLITE}(?:\ and\ {POLITE})?
    (?:\ (?:here|everyone|all|guys))?\s*(?:[^\w\s]|$|(?:while|as|until|on|in|with\ (?:this|us|me))\b)""",
    re.I | re.X,
)
"""A phrase of those who serve: "for your patience"."""
BLAME = re.compile(rf"\s*to {PERSON}", re.I)
GONE_WRONG = re.compile(
    r"\b(?:(?:is|are|was|were|went)|'s|'re) (?:\w+ ){0,2}?(?:broken|down(?! to)|late|stuck|wrong|delayed|ruined)\b"
    r"|\b(?:crash(?:es|ed|ing)|fail(?:s|ed|ing)|broke|lost|an? (?:\w+ )?bug)\b",
    re.I,
)
MENDED = re.compile(
    r"\b(?:for|who|but|no|not|never|nobody|nothing|none|works?|working|fix\w*|solv\w*|back|gone|caught|found)\b|n't\b",
    re.I,
)
"""Thanks to somebody for what went wrong is irony, unless it is mended by now."""
BEFOREHAND = re.compile(r"(?:(?!\bfor \w+ing\b).){0,80}?\b(?:in advance|beforehand|im voraus)\b", re.I)
ON_ITS_OWN = re.compile(r"(?:^|[,.!;:)>\-–—□]|\b(?:and|it's|it is|this is|that is|that's|was))\s*$", re.I)
"""Before "much appreciated" of what has been done."""


def meant(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is meant: not declined, denied, reported, wished for, or said beforehand."""
    before, said, after = text[:start], text[start:end].lower(), text[end:]
    if NOT_MEANT.match(after) or BEFOREHAND.match(after) or BUSINESS.match(after):
        return False
    if BLAME.match(after) and GONE_WRONG.search(text) and not MENDED.search(text):
        return False
    if said.endswith("appreciated") and not said.startswith("your") and not ON_ITS_OWN.search(before):
        return False
    return NOT_SAID.search(before) is None
