"""What the judges have seen in a whole test run, over all of pytest's workers, printed at its end."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ABSENT = "absent"
"""Counts the tests in which nothing could be judged."""
TITLES = {
    "call": "Web API methods",
    "message": "messages, by where they went",
    "view": "views",
    "block": "blocks and elements",
    "event": "events that the simulator sent",
    "interaction": "commands and interactions that it sent",
}


def keep(folder: Path, covered: Counter[str]) -> None:
    """Add one test's counts to this worker's file in the folder of the run."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with (folder / f"judged-{worker}.jsonl").open("a") as file:
        file.write(json.dumps(covered) + "\n")


def total(folder: Path) -> Counter[str]:
    """All counts of the run."""
    found: Counter[str] = Counter()
    for file in folder.glob("judged-*.jsonl"):
        for line in file.read_text().splitlines():
            found.update(json.loads(line))
    return found


def report(covered: Counter[str]) -> Iterator[str]:
    """Lines for the end of the run; none when no test had anything to judge."""
    if covered[ABSENT]:
        yield f"NOT judged: what was said in {covered[ABSENT]} tests, for there is no folder ../shared"
    for kind, title in TITLES.items():
        names = {key.removeprefix(f"{kind} "): n for key, n in covered.items() if key.startswith(f"{kind} ")}
        if names:
            listed = ", ".join(f"{name} {times}×" for name, times in sorted(names.items()))
            yield f"{len(names)} {title}, {sum(names.values())} times: {listed}"
