"""Gap reports for the command line: as JSON, whose keys are documented in docs/gaps-json.md, and as text."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from digests import prose
from digests.gaps.report import Act, Concentration, Coverage, Gap, GapReport, GroupGap, ScopeKind

VERSION = 1
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lead:
    id: UUID
    slack_id: str | None
    name: str


Reports = Sequence[tuple[Lead, GapReport]]


def as_json(reports: Reports, now: datetime) -> Json:
    """Days are ISO 8601; every figure has its numerator and its denominator."""
    return {"version": VERSION, "at": now.isoformat(), "reports": [_report(*one) for one in reports]}


def as_text(reports: Reports) -> str:
    """For people."""
    if not reports:
        return "Nobody leads anybody here yet, so there are no gaps to show."
    return "\n\n".join("\n".join(_lines(lead, report)) for lead, report in reports)


def _report(lead: Lead, report: GapReport) -> Json:
    return {
        "lead": {"slack_id": lead.slack_id, "name": lead.name},
        "scope": report.scope.kind.value,
        "team": report.scope.label or None,
        "counting_since": report.counting_since.isoformat(),
        "names": report.names,
        "coverage": [_coverage(one) for one in report.coverage],
        "bands": dict(zip(("fresh", "amber", "red"), report.bands, strict=True)),
        "newcomers": report.newcomers,
        "people": [_gap(one) for one in report.people],
        "lead_coverage": [_coverage(one) for one in report.lead_coverage],
        "sources": {**asdict(report.sources), "all": report.sources.all} if report.sources else None,
        "reciprocity": asdict(report.reciprocity) if report.reciprocity else None,
        "concentration": _concentration(report.concentration) if report.concentration else None,
        "groups": [{**asdict(one), "tells": one.tells} for one in report.groups],
        "waiting": {"decisions": report.waiting.decisions, "oldest": _day(report.waiting.oldest)},
        "giving": asdict(report.giving) if report.giving else None,
        "teams": [{"lead": one.name, **_coverage(one.coverage)} for one in report.teams],
        "teams_withheld": report.withheld,
    }


def _coverage(one: Coverage) -> Json:
    return {"working_days": one.window, "reached": one.reached, "people": one.people}


def _gap(gap: Gap) -> Json:
    return {
        "slack_id": gap.slack_user_id,
        "name": gap.name,
        "working_days": gap.days,
        "since": gap.since.isoformat(),
        "band": gap.band.value,
        "last_received": _day(gap.last_received),
        "newcomer": gap.newcomer,
        "worth_a_look": gap.worth_a_look,
        "working_days_by_lead": gap.lead_days,
        "last_received_from_lead": _day(gap.lead_last),
        "act": _act(gap.act) if gap.act else None,
    }


def _act(act: Act) -> Json:
    return {"ground": act.ground.value, "on": act.on.isoformat()}


def _concentration(one: Concentration) -> Json:
    return {**asdict(one), "beyond_chance": one.beyond_chance}


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _lines(lead: Lead, report: GapReport) -> Iterable[str]:
    yield f"{_title(lead, report)} (counting since {prose.day(report.counting_since)})"
    if not report.coverage:
        yield "  Fewer than five people, and names are off here: nothing is told."
        return
    for one in report.coverage:
        yield f"  thanked in the last {one.window} working days: {one.reached} of {one.people}"
    for one in report.lead_coverage:
        yield f"  by their own lead in the last {one.window}: {one.reached} of {one.people}"
    fresh, amber, red = report.bands
    yield f"  fresh {fresh}, amber {amber}, red {red}; newcomers whom nobody thanked: {report.newcomers}"
    yield from _figures(report)
    yield from (_person(gap) for gap in report.people if gap.worth_a_look)
    for team in report.teams:
        yield f"  team of {team.name}: {team.coverage.reached} of {team.coverage.people} in 30 working days"
    if report.withheld:
        yield f"  {prose.counted(report.withheld, 'team', 'teams')} withheld: fewer than five people would show"


def _title(lead: Lead, report: GapReport) -> str:
    match report.scope.kind:
        case ScopeKind.TEAM:
            return f"{report.scope.label}, led by {lead.name}"
        case ScopeKind.TREE:
            return f"Everybody below {lead.name}"
        case _:
            return f"The people of {lead.name}"


def _figures(report: GapReport) -> Iterable[str]:
    if report.waiting.oldest:
        since = prose.day(report.waiting.oldest)
        yield f"  decisions without an answer: {report.waiting.decisions}, the oldest of {since}"
    if report.sources:
        told = report.sources
        yield f"  from leads {told.lead}, peers {told.peers}, other teams {told.other_teams}, of {told.all}"
    if report.reciprocity:
        both = report.reciprocity
        yield f"  pairs both ways: {both.mutual} of {both.pairs}; answered within seven days: {both.quick_returns}"
    if one := report.concentration:
        verdict = "more than chance would" if one.beyond_chance else "too few to say"
        yield f"  Gini {one.gini:.2f}, by chance up to {one.chance:.2f}: {verdict}"
    yield from (_group(one) for one in report.groups)
    if report.giving:
        yield f"  leads who thanked somebody in 30 working days: {report.giving.gave} of {report.giving.leads}"


def _group(one: GroupGap) -> str:
    verdict = "" if one.tells else "; may be chance"
    interval = f"95 % interval {one.low:.1f} to {one.high:.1f}"
    return f"  {one.attribute} {one.group} ({one.people}): noticed {one.ratio:.1f} times as often, {interval}{verdict}"


def _person(gap: Gap) -> str:
    if gap.peers_only:
        return f"  {gap.name}: peers yes, their lead not for {prose.age(gap.lead_days)}"
    newcomer = "new here, " if gap.newcomer else ""
    act = f"; there is a {gap.act.ground.value} to act on" if gap.act else ""
    return f"  {gap.name}: {newcomer}nothing for {prose.age(gap.days)}{act}"
