"""A gap report, made from what was read. Pure. Formulas: docs/gaps.md."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from digests import weeks
from digests.facts.received import Received
from digests.figures import ages, concentration, coverage, group_gaps, reciprocity, sources
from digests.figures.ages import Age, Band
from digests.figures.disclosure import FLOOR
from digests.figures.sources import Source
from digests.gaps import disclosed
from digests.gaps.disclosed import Told
from digests.gaps.reading import Found
from digests.gaps.report import (
    WINDOWS,
    Concentration,
    Coverage,
    Gap,
    GapReport,
    GivingLeads,
    GroupGap,
    TeamCoverage,
    Waiting,
)
from models import ordering
from models.zones import zone_of

MONTH = WINDOWS[1]


def report(found: Found) -> GapReport:
    """Everything but what there is to act on."""
    counting = weeks.day_of(found.history.counts_from, zone_of(found.history.zone))
    told = disclosed.told(found, weeks.day_of(found.now, zone_of(found.history.zone)))
    names = found.history.rules.names
    if told.whole is None:
        return GapReport(found.lead_id, counting, (), (), found.scope, names, withheld=told.withheld)
    aged = {one: _age(found, one, found.people[one].last_before) for one in told.whole}
    got = [one for one in found.received if one.receiver in told.whole]
    return GapReport(
        lead_id=found.lead_id,
        counting_since=counting,
        coverage=_coverage(aged.values()),
        people=_people(found, [age for age in aged.values() if age.member in found.own]) if names else (),
        scope=found.scope,
        names=names,
        bands=_bands(aged.values()),
        newcomers=sum(age.newcomer for age in aged.values()),
        lead_coverage=_lead_coverage(found, told, got) if found.history.figures else (),
        sources=sources.sources(got, found.placed) if found.history.figures else None,
        reciprocity=reciprocity.reciprocity(got, told.whole),
        concentration=_concentration(told, got),
        groups=_groups(told, got),
        waiting=_waiting(found, told),
        giving=_giving(found) if found.history.figures else None,
        teams=_teams(found, told, aged),
        withheld=told.withheld,
    )


def _age(found: Found, member: UUID, last: datetime | None) -> Age:
    return ages.age(found.people[member], last, found.history, found.now)


def _coverage(aged: Iterable[Age]) -> tuple[Coverage, ...]:
    days = [age.received_days for age in aged]
    return tuple(coverage.coverage(window, days) for window in WINDOWS)


def _bands(aged: Iterable[Age]) -> tuple[int, int, int]:
    counted = Counter(age.band for age in aged)
    return counted[Band.FRESH], counted[Band.AMBER], counted[Band.RED]


def _people(found: Found, aged: list[Age]) -> tuple[Gap, ...]:
    return tuple(_gap(found, age) for age in ages.by_urgency(aged))


def _gap(found: Found, age: Age) -> Gap:
    person = found.people[age.member]
    by_lead = _by_lead(found, age.member) if found.history.figures else None
    return Gap(
        member_id=age.member,
        slack_user_id=person.slack_user_id,
        name=person.name,
        days=age.days,
        band=age.band,
        since=age.since,
        last_received=age.last_received,
        newcomer=age.newcomer,
        worth_a_look=age.worth_a_look or (by_lead is not None and by_lead.band == Band.RED and not age.settling),
        lead_days=by_lead.days if by_lead else 0,
        lead_last=by_lead.last_received if by_lead else None,
    )


def _by_lead(found: Found, member: UUID) -> Age:
    """The age of their leads' own thanks; it counts while the reader leads them."""
    led_since = found.placed.leads.since(member, found.lead_id, found.now)
    history = replace(found.history, counts_from=max(found.history.counts_from, led_since))
    return ages.age(found.people[member], found.last.from_lead.get(member), history, found.now)


def _lead_coverage(found: Found, told: Told, got: Iterable[Received]) -> tuple[Coverage, ...]:
    """Reports recognised by their own lead / reports: whoever led them when it was said."""
    last: dict[UUID, datetime] = {}
    for one in got:
        if sources.source(one.receiver, one.giver, one.at, found.placed) == Source.LEAD:
            last[one.receiver] = one.at
    days = [found.days_since(member, last.get(member)) for member in told.whole or ()]
    return tuple(coverage.coverage(window, days) for window in WINDOWS)


def _concentration(told: Told, got: Iterable[Received]) -> Concentration | None:
    counted = Counter(one.receiver for one in got)
    return concentration.concentration([counted[one] for one in told.whole or ()])


def _groups(told: Told, got: Iterable[Received]) -> tuple[GroupGap, ...]:
    counted = Counter(one.receiver for one in got)
    received = {one: counted[one] for one in told.whole or ()}
    gaps = (group_gaps.group_gap(group, members, received) for group, members in told.groups.items())
    return tuple(gap for gap in gaps if gap)


def _waiting(found: Found, told: Told) -> Waiting:
    waits = [one for one in found.waiting if one.member in (told.whole or ())]
    return Waiting(len(waits), min((one.on for one in waits), default=None))


def _giving(found: Found) -> GivingLeads | None:
    """Of the leads below who are counted; fewer than five only where the reader leads them all."""
    leads = found.last.gave.keys() & found.people.keys()
    if not leads or not (len(leads) >= FLOOR or leads <= found.own):
        return None
    days = [found.days_since(lead, found.last.gave[lead]) for lead in leads]
    return GivingLeads(coverage.coverage(MONTH, days).reached, len(leads))


def _teams(found: Found, told: Told, aged: dict[UUID, Age]) -> tuple[TeamCoverage, ...]:
    """By name: this is no ranking."""
    teams = (
        TeamCoverage(lead, found.last.names[lead], coverage.coverage(MONTH, [aged[one].received_days for one in some]))
        for lead, some in told.teams.items()
    )
    return tuple(sorted(teams, key=lambda team: (ordering.by_name(team.name), team.lead_id)))
