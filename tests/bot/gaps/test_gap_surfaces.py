"""What is drawn of a gap report: of one person, of nobody, of 300; without names; with names of every script."""

from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot.home import gaps as home
from bot.surfaces import views
from bot.surfaces.gaps import fairness, gap_pages, gap_rules_form
from bot.surfaces.gaps import gap_figures as figures
from bot.surfaces.gaps import gaps as surface
from bot.surfaces.gaps.fairness import EXPLAINED, Reader
from bot.surfaces.gaps.gaps import Seen
from bot.surfaces.message import Message
from digests.figures.ages import Band
from digests.gaps.report import (
    Act,
    Concentration,
    Coverage,
    Gap,
    GapReport,
    GivingLeads,
    Ground,
    GroupGap,
    Reciprocity,
    Scope,
    ScopeKind,
    Sources,
    TeamCoverage,
    Waiting,
)
from models import words
from models.answers.said_by_lead import Away
from models.gaps.governing import Standing
from models.gaps.rules import GapRules
from models.kudos.briefly import Thanks
from models.people.persons import Person
from tests.judging.reference import reference
from tests.judging.surfaces import judge_message, judge_view

TODAY = date(2026, 3, 4)
CAROL = Person(uuid4(), "U0CAROL001", "Carol")
NAMES = ["Lee", "الزهراء بنت عبد الرحمن", "Ünal & <Söhne>", "名" * 90, "W" * 300]


def gap(name: str = "Lee", *, days: int = 20, **more: Any) -> Gap:
    band = Band.FRESH if days < 7 else Band.AMBER if days < 30 else Band.RED
    since = TODAY - timedelta(days=days)
    said: dict[str, Any] = {"last_received": since, "newcomer": False, "worth_a_look": band != Band.FRESH}
    return Gap(uuid4(), None, name, days=days, band=band, since=since, **(said | more))


def report(*people: Gap, **more: Any) -> GapReport:
    reached = sum(one.band == Band.FRESH for one in people)
    coverage = tuple(Coverage(window, reached, len(people)) for window in (7, 30, 90))
    said: dict[str, Any] = {"coverage": coverage, "people": people, "counting_since": date(2025, 6, 3)}
    return GapReport(CAROL.id, **(said | more))


def full(*people: Gap, **more: Any) -> GapReport:
    """With every figure that there is."""
    said: dict[str, Any] = {
        "bands": (4, 5, 2),
        "newcomers": 1,
        "lead_coverage": (Coverage(7, 1, 11), Coverage(30, 3, 11), Coverage(90, 8, 11)),
        "sources": Sources(5, 16, 2),
        "reciprocity": Reciprocity(12, 4, 2),
        "concentration": Concentration(24, 12, 0.61, 0.48),
        "groups": (GroupGap("shift", "night", 7, 0.4, 0.2, 0.8), GroupGap("site", "Leeds", 6, 1.1, 0.6, 2.0)),
        "waiting": Waiting(2, date(2026, 3, 3)),
        "giving": GivingLeads(14, 15),
        "teams": (TeamCoverage(uuid4(), "Dave", Coverage(30, 5, 9)),),
        "withheld": 2,
    }
    return report(*people, **(said | more))


def seen(of: GapReport, thanks: dict[UUID, Thanks] | None = None, away: tuple[Away, ...] = ()) -> Seen:
    return Seen(of, TODAY, thanks or {}, away)


def text(message: Message) -> str:
    return "\n".join(str(one.get("text", {}).get("text", one)) for one in message.payload()["blocks"])


def labels(message: Message) -> list[str]:
    rows = [one["elements"] for one in message.payload()["blocks"] if one["type"] == "actions"]
    return [one["text"]["text"] for row in rows for one in row if one["type"] == "button"]


def act(ground: Ground, giver: UUID | None = None) -> Act:
    return Act(ground, uuid4(), TODAY - timedelta(days=5), giver)


def test_each_of_three_at_most_comes_with_something_real_and_the_button_that_fits() -> None:
    bo = Person(uuid4(), "U0BO000001", "Bo")
    answer, kudos = act(Ground.DECISION), act(Ground.KUDOS, bo.id)
    people = [
        gap("Lee", days=25, act=answer),
        gap("Sam", days=3, worth_a_look=True, lead_days=25, lead_last=TODAY, act=kudos),
        gap("Ines", days=22),
        gap("Bo", days=21),
    ]
    said = surface.gaps(seen(report(*people), {kudos.subject: Thanks(bo, "for the night queue")}))
    assert "Three people to look out for" in text(said)
    assert "*Lee*: nobody for about 5 weeks.\nTheir decision of Friday waits for your answer." in text(said)
    assert "*Sam*: peers yes, you not for about 5 weeks.\n<@U0BO000001> thanked them on Friday" in text(said)
    assert "“for the night queue”" in text(said)
    assert surface.NOTHING_REAL in text(said)
    assert labels(said)[:3] == ["Answer Lee", "Add my pat", "Give Ines a pat"]
    assert "Bo" not in text(said).replace("U0BO000001", "")
    assert "1 more is among *Everyone*." in text(said)


def test_words_that_run_from_right_to_left_keep_to_themselves() -> None:
    kudos = act(Ground.KUDOS, uuid4())
    thanks = {kudos.subject: Thanks(Person(uuid4(), "U0BO000001", "Bo"), "for \u202e the queue")}
    assert "“\u2068for \u202e the queue\u2069”" in text(surface.gaps(seen(report(gap("Lee", act=kudos)), thanks)))


def test_thanks_that_the_reader_may_not_read_any_more_are_not_named() -> None:
    kudos = act(Ground.KUDOS, uuid4())
    said = surface.gaps(seen(report(gap("Lee", act=kudos))))
    assert surface.NOTHING_REAL in text(said)
    assert "Give Lee a pat" in labels(said)


def test_someone_new_and_someone_never_thanked_are_said_so() -> None:
    new = gap("Lee", newcomer=True, last_received=None)
    assert surface.missing(new, TODAY) == "new here since 12 February, and nobody has thanked them yet"
    assert surface.missing(gap("Sam", last_received=None), TODAY) == "nobody yet, in about 4 weeks"


def test_nobody_to_look_out_for_is_good_news() -> None:
    assert "Nobody to look out for" in text(surface.gaps(seen(report(gap(days=2)))))


def test_nobody_is_said_to_have_been_thanked_who_was_not() -> None:
    """On the first day all are green, and nobody has heard anything."""
    first_day = report(
        gap(days=0, last_received=None), gap("Sam", days=0), coverage=(Coverage(7, 1, 2),), bands=(2, 0, 0)
    )
    said = text(surface.gaps(seen(first_day)))
    assert "heard a thank-you lately" not in said
    assert "Nobody to look out for yet: none of them has waited long." in said
    assert "2 under 7 working days" in figures.bands(first_day)
    assert "thanked less than" not in figures.bands(first_day)


def test_of_one_person_it_is_said_in_the_singular() -> None:
    said = surface.gaps(seen(report(gap())))
    assert "Your one person heard no thank-you in the last 7 working days." in text(said)
    assert "Your one person heard a thank-you" in text(surface.gaps(seen(report(gap(days=2)))))
    assert "One person to look out for" in text(said)


@pytest.mark.parametrize(
    ("scope", "who"),
    [
        (Scope(ScopeKind.TEAM, uuid4(), "Night shift"), "The one person of Night shift"),
        (Scope(ScopeKind.TREE), "The one person below you"),
    ],
)
def test_of_one_person_of_a_team_or_below_it_is_said_as_one_says_it(scope: Scope, who: str) -> None:
    none = figures.headline(report(gap(), scope=scope))
    assert none == f"{who} heard no thank-you in the last 7 working days."
    heard = figures.headline(report(gap(days=2), scope=scope))
    assert heard == f"{who} heard a thank-you in the last 7 working days."


def test_without_names_there_are_figures_and_nobody_is_named() -> None:
    off = full(names=False, coverage=(Coverage(7, 4, 11),))
    said = surface.gaps(seen(off))
    assert ":red_circle: 2 at 30 or more" in text(said)
    assert "Names are left out" in text(said)
    assert "Everyone" not in labels(said)
    few = surface.gaps(seen(report(names=False, coverage=())))
    assert "Fewer than five people" in text(few)


def test_of_a_team_and_of_everyone_below_the_headline_says_whose_people_they_are() -> None:
    team = report(gap(), gap(), scope=Scope(ScopeKind.TEAM, uuid4(), "R&D"))
    assert figures.headline(team).startswith("0 of the 2 people of R&amp;D heard")
    assert "below you" in figures.headline(report(gap(), gap(), scope=Scope(ScopeKind.TREE)))


@pytest.mark.parametrize("size", [0, 1, 3, 20, 21, 300])
@pytest.mark.parametrize("name", NAMES)
def test_every_page_of_any_size_is_one_that_slack_takes(size: int, name: str, shared: Path) -> None:
    bo = Person(uuid4(), None, name)
    kudos = act(Ground.KUDOS, bo.id)
    thanks = {kudos.subject: Thanks(bo, words.from_plain(name) * 20)}
    people = [gap(name, days=n % 60, act=kudos) for n in range(size)]
    teams = tuple(TeamCoverage(uuid4(), name, Coverage(30, 5, 9)) for _ in range(size))
    groups = tuple(GroupGap("site", name[:80], 7, 0.4, 0.2, 0.8) for _ in range(min(size, 60)))
    away = tuple(Away(Person(uuid4(), None, name), TODAY, said_by_lead=True) for _ in range(size))
    shown = seen(full(*people, teams=teams, groups=groups), thanks, away)
    message = surface.gaps(shown)
    assert judge_message(reference(shared), message.text, message.payload()["blocks"]) == []
    reader = Reader([bo] * 3, GapRules(), clock=True, report=shown.report)
    drawn = [
        views.showing("Recognition gaps", message),
        gap_pages.sources(shown),
        gap_pages.away(shown),
        fairness.fairness(reader),
        gap_pages.away_until(uuid4(), name, TODAY, {}),
        gap_rules_form.gap_rules(Standing(GapRules(), "1")),
        *(gap_pages.everyone(shown, page) for page in (0, 1, 14, 99) if size),
    ]
    assert [wrong for view in drawn for wrong in judge_view(reference(shared), view)] == []
    assert len(home.drawn(shown.report, TODAY)) < 6 if size else True


def test_every_page_of_everyone_shows_each_person_once() -> None:
    shown = seen(report(*(gap(f"Person {n:03}", days=n) for n in range(45))))
    found = [
        row["text"]["text"]
        for page in range(3)
        for row in gap_pages.everyone(shown, page)["blocks"]
        if row["type"] == "section"
    ]
    assert len(found) == len(set(found)) == 45


def test_of_a_tree_the_list_is_of_the_readers_own_people_and_says_so() -> None:
    tree = seen(full(gap(), gap("Sam"), scope=Scope(ScopeKind.TREE)))
    assert "Your own people: the names of theirs stay with those leads." in str(gap_pages.everyone(tree, 0))
    assert "5 from 7 to 29" not in str(gap_pages.everyone(tree, 0))
    assert "5 from 7 to 29" in str(gap_pages.sources(tree))


def test_how_many_decisions_wait_is_said_whether_names_are_on_or_off() -> None:
    assert "2 decisions wait for an answer, the oldest since Tuesday." in str(gap_pages.sources(seen(full(gap()))))
    assert "2 decisions wait for an answer" in text(surface.gaps(seen(full(names=False))))


def test_beside_somebody_whose_decision_waits_there_is_no_give_a_pat() -> None:
    page = gap_pages.everyone(seen(report(gap(act=act(Ground.DECISION)))), 0)
    assert "Give a pat" not in str(page)
    assert "Away until…" in str(page)


def test_figures_speak_only_beyond_chance() -> None:
    said = str(gap_pages.sources(seen(full())))
    assert "from their leads: 5 (22 %)" in said
    assert "a Gini of 0.61, where chance stays at 0.48" in said
    assert "Night shift is noticed 0.4 times as often as the others (0.2 to 0.8; 7 people)" in said
    assert "Leeds" not in said
    assert "4 of 12 pairs went both ways" in said
    assert "14 of 15 leads below you" in said
    assert "2 teams are left out" in said
    even = full(concentration=Concentration(24, 12, 0.4, 0.48), groups=(GroupGap("site", "Leeds", 6, 1.1, 0.6, 2.0),))
    said = str(gap_pages.sources(seen(even)))
    assert "Too few to say: 24 thank-yous over 12 people" in said
    assert "0.40" not in said
    assert "no difference that chance wouldn’t make" in said
    assert "Too few to compare" in str(gap_pages.sources(seen(full(groups=()))))


def test_a_ratio_is_not_rounded_to_never_or_to_the_same() -> None:
    seldom = GroupGap("shift", "night", 7, 0.012, 0.004, 0.96)
    assert figures.group(seldom) == (
        "Night shift is noticed 0.01 times as often as the others (0.00 to 0.96; 7 people)"
    )


def test_who_meant_a_pat_gets_all_their_words_back() -> None:
    typed = "in the training of the night shift, filled by <@U0ANA00001|ana> in a weekend"
    told = surface.unknown(typed, []).text
    assert typed in told
    assert "Nothing was posted." in told
    assert "Your words" not in surface.unknown("Nights", ["Days"]).text


def test_every_figure_of_a_report_is_explained() -> None:
    explained = {name for one in EXPLAINED for name in one.figures}
    assert explained == {one.name for one in fields(GapReport)} - {"lead_id", "scope"}


def test_a_lead_reads_their_own_numbers_and_others_read_words_alone() -> None:
    lead = str(fairness.fairness(Reader([], GapRules(), clock=True, report=full(gap()))))
    assert "*Yours:* Your one person heard no thank-you" in lead
    other = str(fairness.fairness(Reader([CAROL], GapRules(), clock=True)))
    assert "Yours:" not in other
    assert "<@U0CAROL001> can see on which day somebody last thanked you" in other
    assert "0.62 with 12 thank-yous, 0.48 with 24, 0.35 with 48" in other


def test_what_is_said_about_oneself_follows_what_is_set() -> None:
    reader = Reader([CAROL], GapRules(names=False, guests=True), clock=False)
    said = str(fairness.fairness(reader))
    assert "never yours alone" in said
    assert "Names: nobody, as your company chose." in said
    assert "Guests are counted." in said
    assert "Figures about leads are switched off" in said
    assert "Nobody is set down as your lead" in fairness.about_you(replace(reader, leads=[]))
