"""The grammar that docs/giving.md describes, as a generator that knows what each text means."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from string import ascii_uppercase, digits

from hypothesis import strategies as st

from bot.parsing import Part

BETWEEN = (
    " ",
    ", ",
    " and ",
    " &amp; ",
    " + ",
    "/",
    "\n",
    ",",
    ", and ",
    " and also ",
    "; ",
    "\u00a0",
    " plus ",
    " und ",
)
LEADS = ("thanks ", "Thank you so much ", "great job ", "kudos to ", "a pat on the back for ", "Well done, ", "#speed ")
KEPT = ("for ", "because ")
DROPPED = (": ", " – ", " — ", " - ", " : ", "—")
"""Openers that don't belong to the words."""
CLAUSES = (", ", "; ", " and ", ", and ", " &amp; ", ",\u00a0", ", and also ", "; then ")
SENTENCES = ("\n", ". ", "! ", "…\n")
APART = (*CLAUSES, *SENTENCES, ". Also ")
WORDS = (
    "the", "late", "parcel", "night", "shift", "C++", "i++", "5 &amp; 6", "a &lt; b", "refund", "€38", "#speed",
    "#Customer-first", "`x ++ <@U0CODE>`", "<https://x.example/?q=1|a link>", "<#C0SUPPORT|support>", ":tada:", "👍🏽",
    "don’t", "v1.2", "“calm”", "(really)", "naïve", "über", "👩‍💻", "24/7", "well-known", "<!date^1^{date}|today>",
    "mail a@b.example", "12:30", "--force", "العربية", "夜勤",
)  # fmt: skip
SPOKEN_OF = ("working with {} today", "helping {} out", "covering for {} twice", "the talk with {} yesterday")
"""Somebody else is mentioned in these words, and gets nothing."""
TAGGED = {"#speed": "speed", "#Customer-first": "customer-first"}
CODES = st.text(digits + ascii_uppercase, min_size=2, max_size=10)
IDS = st.builds(str.__add__, st.sampled_from("UW"), CODES)
GROUPS = CODES.map("S".__add__)
HANDLES = st.sampled_from(["@lee-wong", "@o.neil", "@renée", "@sam_2"])
WHO = {"person": IDS, "group": GROUPS, "name": HANDLES}
KINDS = st.lists(st.sampled_from(["person"] * 6 + ["group", "name"]), min_size=1, max_size=4)
SOME_WORDS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)
QUARTER = st.integers(0, 3)
one_of = cache(st.sampled_from)
"""Made once for each choice: a strategy that is made anew in every draw is looked through anew."""

SPELLINGS = {
    "person": ("<@{}>", "<@{}>", "<@{}|lee>", "*<@{}>*", "_<@{}|lee.w>_"),
    "group": ("<!subteam^{}>", "<!subteam^{}|@night>"),
    "name": ("{}",),
}


@dataclass(frozen=True, slots=True)
class People:
    """Written in a row."""

    text: str
    people: tuple[str, ...]
    groups: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A text and what it means."""

    text: str
    parts: tuple[Part, ...]


@st.composite
def people(draw: st.DrawFn) -> People:
    """One to four, of every kind, some twice."""
    found: dict[str, dict[str, None]] = {"person": {}, "group": {}, "name": {}}
    said = []
    for kind in draw(KINDS):
        who = draw(WHO[kind])
        found[kind][who] = None
        said.append(draw(one_of(SPELLINGS[kind])).format(who))
    text = said[0] + "".join(draw(one_of(BETWEEN)) + one for one in said[1:])
    return People(text, *(tuple(names) for names in found.values()))


@st.composite
def reasons(draw: st.DrawFn) -> str:
    """Two to six words, which may mention somebody else; the last is never a pronoun."""
    said = draw(SOME_WORDS)
    if draw(one_of((False, True))):
        at = draw(one_of(range(len(said))))
        said.insert(at, draw(one_of(SPOKEN_OF)).format(f"<@{draw(IDS)}>"))
    return " ".join(["it", *said])


PEOPLE, REASONS = people(), reasons()


def tags(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(TAGGED[word] for text in texts for word in text.split() if word in TAGGED))


@st.composite
def segments(draw: st.DrawFn, *, trigger: str = "", led: bool = True) -> tuple[str, Part]:
    """People and their own reason; `trigger` stands right after the people."""
    who, reason = draw(PEOPLE), draw(REASONS)
    kept = draw(one_of((False, True)))
    opener = draw(one_of(KEPT if kept else DROPPED))
    lead = draw(one_of(LEADS)) if led and draw(QUARTER) == 0 else ""
    text = f"{lead}{who.text}{trigger}{' ' if kept else ''}{opener}{reason}"
    words = text if lead else (opener + reason if kept else reason)
    return text, Part(who.people, who.groups, who.names, words, tags(lead, reason))


@cache
def some(least: int, most: int, *, trigger: str = "", led: bool = True) -> st.SearchStrategy[list[tuple[str, Part]]]:
    return st.lists(segments(trigger=trigger, led=led), min_size=least, max_size=most)


@st.composite
def texts(draw: st.DrawFn, *, trigger: str = "", apart: Sequence[str] = APART) -> Written:
    """One to four segments."""
    several = draw(some(1, 4, trigger=trigger))
    marks = [*(draw(one_of(tuple(apart))) for _ in several[1:]), ""]
    text = "".join(text + mark for (text, _), mark in zip(several, marks, strict=True))
    parts = (replace(part, words=part.words + end(mark)) for (_, part), mark in zip(several, marks, strict=True))
    return Written(text, tuple(parts))


def end(mark: str) -> str:
    """The end of a sentence belongs to it."""
    return mark[0] if mark.startswith((".", "!", "…")) else ""


@st.composite
def listings(draw: st.DrawFn) -> Written:
    """A list of one per line, with bullets or numbers."""
    bullet = draw(one_of(("• ", "- ", "* ", "– ", "◦ ", "{}. ", "{}) ")))
    several = draw(some(2, 5, led=False))
    lines = [bullet.format(number) + text for number, (text, _) in enumerate(several, start=1)]
    return Written("\n".join(lines), tuple(part for _, part in several))
