"""What an import says of itself: figures for machines, sentences for people."""

from dataclasses import dataclass
from typing import Any

from bot.imports.reading import Found, Tally
from bot.imports.recording import Recorded, Target
from bot.imports.slack_export import SlackExport
from models.giving.imports import Import


@dataclass(frozen=True, slots=True)
class Result:
    """What was stored, and where."""

    target: Target
    recorded: Recorded


@dataclass(frozen=True, slots=True)
class Report:
    """`result` is None when nothing was to be stored."""

    file: str
    export: SlackExport
    tally: Tally
    result: Result | None


def detail(found: Found) -> dict[str, Any]:
    """One recognition: names of people and channel, and never its words."""
    kudos = found.kudos
    return {"channel": found.channel, "ts": kudos.message_ts, "giver": kudos.giver, "receivers": list(kudos.receivers)}


def figures(report: Report) -> dict[str, Any]:
    tally = report.tally
    return {
        "messages": tally.messages,
        "people": report.export.people,
        "recognitions": tally.recognitions,
        "receivers": tally.receivers,
        "channels": len({day.channel for day in report.export.days}),
        "days": tally.days,
        "days_skipped": len(tally.skipped),
        "skipped": [{"file": day.file, "reason": day.reason} for day in tally.skipped],
        "dry_run": report.result is None,
    } | (_stored(report) if report.result else {})


def _stored(report: Report) -> dict[str, Any]:
    assert report.result is not None
    recorded = report.result.recorded
    return {
        "workspace": report.result.target.slack_team_id,
        "import_id": str(recorded.import_id),
        "people_changed": recorded.people,
        "recorded": recorded.kudos,
        "known_before": report.tally.recognitions - recorded.kudos,
    }


def text(report: Report) -> str:
    tally = report.tally
    lines = [
        f"{report.file}: {tally.messages:,} messages by {report.export.people:,} people on {_days(tally.days)}.",
        f"{tally.recognitions:,} of them thank someone ({tally.receivers:,} people thanked).",
        *(_stored_lines(report) if report.result else ["Nothing was stored: this was a dry run."]),
    ]
    if tally.skipped:
        lines.append(f"Skipped {_days(len(tally.skipped))}, the rest was read:")
        lines += [f"  {day.file} {day.reason}" for day in tally.skipped]
    return "\n".join(lines)


def _stored_lines(report: Report) -> list[str]:
    assert report.result is not None
    target, recorded = report.result.target, report.result.recorded
    known = report.tally.recognitions - recorded.kudos
    lines = [f"Recorded {recorded.kudos:,} kudos in {target.name}; {known:,} were there already. None is announced."]
    if target.made:
        lines.append(f"There was no workspace yet, so one was made from the export: {target.slack_team_id}.")
    elif report.export.team_id not in ("", target.slack_team_id):
        lines.append(f"Mind: the export is of {report.export.team_id}, the workspace is {target.slack_team_id}.")
    if recorded.kudos:
        lines.append(f"To take this back: backpat import undo --id {recorded.import_id}")
    return lines


def undone(run: Import) -> str:
    return f"Took back the import of {run.started_at:%Y-%m-%d %H:%M} UTC ({run.kudos:,} kudos). Its people stay."


def _days(count: int) -> str:
    return f"{count:,} day" if count == 1 else f"{count:,} days"
