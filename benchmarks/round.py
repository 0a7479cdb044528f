"""One Monday morning in a process of its own, with a memory of its own: `python -m benchmarks.round URL WORKSPACE`.

What the bot does: schedules are brought in step, everything that is due is collected and stored, its messages are owed.
Then all of it is told and made into blocks, at once: more than the bot ever does. Prints figures as JSON.
"""

import json
import sys
import time
from typing import Any

from benchmarks.company import MONDAY
from benchmarks.databases import opened
from benchmarks.processes import memory
from benchmarks.statements import executed
from digests import rendering
from digests.scheduling import planning, running
from models.storage.database import Database


def go(database: Database, workspace_id: int) -> dict[str, float]:
    of: dict[str, Any] = {"workspace_id": workspace_id, "now": MONDAY}
    before = memory("self", "VmRSS")
    assert not database.query(planning.changes, **of)
    with executed(database) as statements:
        begin, used = time.perf_counter(), time.process_time()
        prepared = database.query(running.prepare, **of)
        collected, processor = time.perf_counter(), time.process_time() - used
        owed = sum(database.write(running.store, **of, prepared=part) for part in running.parts(prepared))
        stored, ids = time.perf_counter(), [one.id for one in prepared]
        job = memory("self", "VmHWM")
        del prepared
        told = database.query(rendering.render_all, workspace_id=workspace_id, run_ids=ids)
        characters = sum(len(str(one.blocks)) for one in told.values() if one)
    assert characters
    return {
        "digests": owed,
        "statements": len(statements),
        "collecting": collected - begin,
        "processor": processor,
        "storing": stored - collected,
        "rendering": time.perf_counter() - stored,
        "before": before,
        "job": job,
        "peak": memory("self", "VmHWM"),
    }


if __name__ == "__main__":
    with opened(sys.argv[1]) as found:
        print(json.dumps(go(found, int(sys.argv[2]))))
