"""Pictures: the same facts as in their description, for every reader's eyes."""

import math
import re
import struct
from collections.abc import Iterator
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests import charts, png
from digests.charts import bars, card, coverage, fonts, labels, sources
from digests.charts.figures import (
    MOST_PEOPLE,
    MOST_TEAMS,
    AgesChart,
    Chart,
    CoverageChart,
    PersonAge,
    SourcesChart,
    TeamsChart,
    Week,
)
from digests.charts.palette import DARK, LIGHT, Palette
from digests.figures.ages import AMBER_FROM, RED_FROM, Band

SVG = "{http://www.w3.org/2000/svg}"
MOST_ALTERNATIVE = 2000
"""Characters that Slack takes."""
COUNTS = st.integers(0, 20_000)
NAMES = st.text(min_size=0, max_size=90)


def band(days: int) -> Band:
    return Band.FRESH if days < AMBER_FROM else Band.AMBER if days < RED_FROM else Band.RED


@st.composite
def weeks(draw: st.DrawFn) -> Week:
    people = draw(COUNTS)
    return Week("9 Feb", draw(st.none() | st.integers(0, people)), people)


@st.composite
def matrices(draw: st.DrawFn) -> TeamsChart:
    many = draw(st.integers(0, MOST_TEAMS))
    row = st.tuples(*[st.none() | COUNTS] * many)
    names = draw(st.tuples(*[NAMES] * many))
    return TeamsChart("in the eight weeks to 8 March", names, draw(st.tuples(*[row] * many)), draw(COUNTS))


PEOPLE = st.builds(lambda name, days: PersonAge(name, days, band(days)), NAMES, st.integers(0, 2000))
CHARTS: st.SearchStrategy[Chart] = st.one_of(
    st.builds(CoverageChart, st.just("your people"), st.lists(weeks(), max_size=8).map(tuple)),
    st.builds(AgesChart, st.lists(PEOPLE, max_size=MOST_PEOPLE).map(tuple), COUNTS),
    st.builds(SourcesChart, st.just("this team"), st.just("this week"), COUNTS, COUNTS, COUNTS),
    matrices(),
)


def written(svg: str) -> Iterator[str]:
    for text in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        yield "".join(text.itertext())


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:,\d{3})*", text))


@given(CHARTS)
def test_every_number_in_a_picture_is_in_its_description(chart: Chart) -> None:
    names = (
        {labels.shown(one.name, n) for n, one in enumerate(chart.people, 1)} if isinstance(chart, AgesChart) else set()
    )
    names |= {labels.shown(one, n) for n, one in enumerate(chart.teams, 1)} if isinstance(chart, TeamsChart) else set()
    told = numbers(charts.alternative(chart))
    for text in written(charts.svg(chart)):
        is_name = text in names or text.endswith(fonts.ELLIPSIS) or text.startswith("?·")
        assert is_name or numbers(text) <= told, text


SIZES = {"bp-h": card.HEAD, "bp-big": coverage.LARGE, "bp-s": card.SMALL, "bp-xs": card.SMALLEST}


@given(CHARTS)
def test_nothing_is_written_over_the_edge_of_the_card(chart: Chart) -> None:
    for text in ElementTree.fromstring(charts.svg(chart)).iter(f"{SVG}text"):
        classes, said = text.attrib["class"].split(), "".join(text.itertext())
        if "transform" in text.attrib or "style" in text.attrib:
            continue  # names of columns, and figures that are fitted into their cells
        size = next((SIZES[one] for one in classes if one in SIZES), card.TEXT)
        wide = fonts.width(said, size, bold="bp-bold" in classes)
        begin = float(text.attrib["x"]) - wide * (1 if "bp-end" in classes else 0.5 if "bp-mid" in classes else 0)
        assert begin >= 0, said
        assert begin + wide <= card.WIDTH, said


@given(st.text(alphabet="ab é", max_size=80), st.integers(40, 200))
def test_words_are_wrapped_and_none_is_lost(text: str, room: int) -> None:
    lines = fonts.wrap(text, 14, room)
    assert " ".join(lines).split() == text.split()
    assert all(fonts.width(line, 14) <= room or " " not in line for line in lines)


@given(CHARTS)
def test_a_description_fits_into_slack_and_stands_in_the_page(chart: Chart) -> None:
    assert 0 < len(charts.alternative(chart)) <= MOST_ALTERNATIVE
    root = ElementTree.fromstring(charts.inline(chart))
    described = (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc"))
    assert described[0] == charts.title(chart)
    assert f"{described[0]}. {described[1]}" == charts.alternative(chart)


@given(NAMES, st.integers(1, 20))
def test_a_name_is_never_nothing_and_never_an_empty_box(name: str, number: int) -> None:
    shown = labels.shown(name, number)
    assert shown.strip()
    assert fonts.covers(shown)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ana", "Ana"),
        ("Ana 🎉", "Ana"),
        ("محمد علي", "محمد علي"),
        ("שלום", "שלום"),
        ("山田 Taro", "Taro"),
        ("山A田 太B郎", "AB"),
        ("李小龍", "?·4"),
        ("🦄🦄", "?·4"),
        (" - ", "?·4"),
    ],
)
def test_what_the_font_cannot_write_falls_back(name: str, shown: str) -> None:
    assert labels.shown(name, 4) == shown


@given(st.text(alphabet="abc ÅÖاب​é👩‍👩‍👧", max_size=60), st.integers(20, 300))
def test_a_long_name_is_cut_by_its_width(name: str, room: int) -> None:
    cut = fonts.fit(name, 13, room)
    assert fonts.width(cut, 13) <= room
    assert cut == name or (cut.endswith(fonts.ELLIPSIS) and name.startswith(cut.removesuffix(fonts.ELLIPSIS)))


def test_the_fonts_widths_are_those_of_the_files() -> None:
    assert fonts.width("M", 2048) == 1767
    assert fonts.width("i", 2048) == 569
    assert fonts.width("M", 2048, bold=True) == 2038


@given(st.tuples(COUNTS, COUNTS, COUNTS))
def test_shares_sum_to_the_whole(counts: tuple[int, int, int]) -> None:
    assert sum(sources.percentages(counts)) == (100 if any(counts) else 0)


@given(st.floats(0, 1), st.integers(2, 20))
def test_a_bar_of_text_is_full_or_empty_only_when_it_is_so(share: float, width: int) -> None:
    bar = bars.bar(share, width)
    assert len(bar) == width
    assert (bars.FULL in bar) == (share > 0)
    assert (bars.EMPTY in bar) == (share < 1)


def test_a_png_is_drawn_with_the_bundled_fonts_alone() -> None:
    chart = CoverageChart("your people", (Week("2 Mar", 7, 11),))
    drawn = png.png(charts.svg(chart))
    assert drawn.startswith(b"\x89PNG")
    wide, high = struct.unpack(">II", drawn[16:24])
    assert wide == card.WIDTH * png.ZOOM
    assert wide / 2 < high < wide * 2
    without_text = re.sub(r"<text.*?</text>", "", charts.svg(chart))
    assert len(png.png(without_text)) < len(drawn) - 2000


# How different colours are: CIEDE2000 would change little; CIE76 in L*a*b* is simple, and 20 is "clearly different".
# Dichromacy as Machado, Oliveira & Fernandes (2009) simulate it, at full severity, in linear RGB.
SIGHT = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
CLEARLY = 20


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_neighbours_differ_clearly_for_every_sight(palette: Palette, sight: str) -> None:
    three = (palette.first, palette.second, palette.third)
    pairs = [*combinations(three, 2), (palette.first, palette.track)]
    for one, other in pairs:
        assert difference(one, other, sight) > CLEARLY, (one, other)
    for one, other in pairwise(palette.steps):
        assert difference(one, other, sight) > CLEARLY / 2, (one, other)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_the_contrast_that_wcag_asks_for(palette: Palette) -> None:
    for ink in (palette.ink, palette.soft):
        assert contrast(ink, palette.card) >= 4.5
    assert contrast(palette.soft, palette.track) >= 4.5
    for ink, step in zip(palette.on_steps, palette.steps, strict=True):
        assert contrast(ink, step) >= 4.5, step
    for fill in (palette.first, palette.faint, palette.third):
        assert contrast(fill, palette.card) >= 3, fill


def linear(colour: str) -> list[float]:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    lights = sorted(sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def difference(one: str, other: str, sight: str) -> float:
    return math.dist(lab(one, sight), lab(other, sight))


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    rgb = linear(colour)
    seen = [min(1.0, max(0.0, sum(w * c for w, c in zip(row, rgb, strict=True)))) for row in SIGHT[sight]]
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    x, y, z = (sum(w * c for w, c in zip(row, seen, strict=True)) for row in to_xyz)
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x / 0.9505, y, z / 1.089))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
