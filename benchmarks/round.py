"""One weekly round in a process of its own, so that its memory is its own: `python -m benchmarks.round URL WORKSPACE`.

Everything that is due is collected, told and made into blocks, as on a Monday morning. Prints figures as JSON.
"""

import json
import sys
import time

from benchmarks.company import MONDAY
from benchmarks.databases import opened
from benchmarks.processes import memory
from benchmarks.statements import executed
from digests import rendering
from digests.scheduling import running, snapshots
from digests.weeks import Period
from models.storage.database import Database


def go(database: Database, workspace_id: int) -> dict[str, float]:
    before = memory("self", "VmRSS")
    with executed(database) as statements:
        begin = time.perf_counter()
        prepared = database.query(running.prepare, workspace_id=workspace_id, now=MONDAY)
        collected = time.perf_counter()
        runs = [one.run for one in prepared if one.run.status == "owed"]
        digests = {run.id: snapshots.load(run.snapshot, Period(run.period_start, run.period_end)) for run in runs}
        told = database.query(rendering.tell, workspace_id=workspace_id, digests=digests)
        characters = sum(len(str(one.blocks)) for one in told.values() if one)
        rendered = time.perf_counter()
    assert characters
    return {
        "digests": len(digests),
        "statements": len(statements),
        "collecting": collected - begin,
        "rendering": rendered - collected,
        "before": before,
        "peak": memory("self", "VmHWM"),
    }


if __name__ == "__main__":
    with opened(sys.argv[1]) as found:
        print(json.dumps(go(found, int(sys.argv[2]))))
