"""Names in a row, and whom an expression names by standing beside them."""

import re

from bot.imports.words import PERSON, either

ID = re.compile(r"<@([UW]\w+)>")
EMOJI = r":[\w+\-']+:"
ASIDE = r"(?:\s*\([^()]{0,80}\))?"
AMONG = either(
    """to our the also of_course especially particularly in_particular then my finally lastly obviously everyone team"""
)
AND = r"(?:,\s*(?:and|&|plus)\s+|[,&/+]\s*|(?:and|n|plus|as well as|und|et|y|e)\s+)"
ROW = rf"{PERSON}(?:{ASIDE}\s*{AND}?(?:{AMONG}\s+){{0,3}}{PERSON}){{0,40}}"
"""One name or several: `<@U1>, <@U2> (the till) and especially <@U3>`."""

MARK = rf"{EMOJI}|[^\w\s<□]"
WEIGHT = either(
    """so very much a lot lots bunch ton tons million bunches again too also to you u both all guys folks everyone
    everybody team indeed really man mate dude bro buddy there go goes out our my the as always kindly dear and well
    well-deserved especially particularly in particular each friend friends colleague colleagues amazing awesome
    wonderful great beaucoup à bien sehr vielmals an mil muito mille tanto si ever ya kind sir then though of course
    whole entire crew today fellow loads heaps"""
)
FILLER = rf"(?:{MARK}|{WEIGHT}\b)"
"""What may stand between "thanks" and a name: "thanks so much to our <@U1>"."""

NAMED = re.compile(rf"(?:\s*{FILLER}){{0,8}}?\s*({ROW})", re.I)
NAMED_BY = re.compile(rf"(?:\s*(?:{FILLER}|by|from)){{0,8}}?\s*({ROW})", re.I)
NAMED_FOR = re.compile(rf"(?:\s*(?:{FILLER}|for|of|on|from\sme)){{0,8}}?\s*({ROW})", re.I)
OUR_OWN = re.compile(rf"\s*to\s+(?:our|my)\s+(?:[\w'-]+\s+){{1,3}}({ROW})", re.I)
AND_ALSO = rf"(?:,|;|\band|&|\bplus)\s*(?:also\s+)?(?:to\s+)?({ROW})\s*"
ALSO_FOR = re.compile(rf"{AND_ALSO}(?:for|who|because|as well|too|also)\b", re.I)
ALSO_ON = re.compile(rf"{AND_ALSO}on\b", re.I)
CREDIT = re.compile(rf"\s*to\s+(?:[\w'-]+\s+){{1,5}}?(?:of|by|from)\s+({ROW})", re.I)
"""Of "thanks": "to the quick work of <@U1>"."""

CLAUSE = either(
    """can could would will do did does is are please pls plz what how why when where any let have has should shall if i
    what's fyi see you we who it this that there maybe not"""
)
NEW_CLAUSE = re.compile(rf"\s*(?:{CLAUSE}\b|:)", re.I)
REQUEST = re.compile(r"\s*,?\s*(?:can|could|would|will|please|let me)\b", re.I)
JOINED = re.compile(r"(?:\band|&|\+|\bplus|/)\s*$", re.I)


def ids(text: str) -> tuple[str, ...]:
    """The ids in `text`, each once, in order."""
    return tuple(dict.fromkeys(ID.findall(text)))


def of(match: re.Match[str] | None) -> tuple[str, ...]:
    """The ids in the first group of `match`."""
    return ids(match.group(1)) if match else ()


def named_after(text: str, link: re.Pattern[str] = NAMED) -> tuple[str, ...]:
    """The people whom an expression names at once: `text` follows it."""
    match = link.match(text) or OUR_OWN.match(text)
    if match is None:
        return ()
    row, rest = match.group(1), text[match.end() :]
    pattern = ALSO_ON if re.match(r"\s*on\b", rest) else ALSO_FOR
    others = (person for also in pattern.finditer(rest) for person in of(also))
    return tuple(dict.fromkeys((*ids(_before_next_clause(row, rest)), *others)))


def _before_next_clause(row: str, rest: str) -> str:
    """The row without its last name where that begins what comes next: "thanks @a, @b can you …"."""
    *_, last = re.finditer(PERSON, row)
    first = row[: last.start()]
    if JOINED.search(first):
        return first if re.search(r",\s*and\s*$", first, re.I) and REQUEST.match(rest) else row
    return first if first and NEW_CLAUSE.match(rest) else row
