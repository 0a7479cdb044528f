"""Slack as fast as it can be: every call succeeds at once. For measuring the bot and not the simulator.

`python -m benchmarks.fake_slack PORT`. It counts posts, and when the first and the last of them came: `/api/stats`.
"""

import sys
import time
from dataclasses import asdict, dataclass
from typing import Any

from aiohttp import web

from benchmarks.load import PEOPLE, TEAM, user


@dataclass
class Posts:
    """`first` and `last`: seconds, of a clock that only differences are read from."""

    count: int = 0
    first: float = 0.0
    last: float = 0.0

    def one_more(self) -> None:
        self.last = time.perf_counter()
        self.first = self.first or self.last
        self.count += 1


def person(number: int) -> dict[str, str]:
    return {"id": user(number), "team_id": TEAM, "name": f"p{number}", "tz": "Europe/London"}


def application() -> web.Application:
    posts = {"": Posts()}

    async def call(request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if method == "stats":
            return web.json_response(asdict(posts[""]))
        if method == "forget":
            posts[""] = Posts()
        if method == "chat.postMessage":
            posts[""].one_more()
        if method == "users.info":
            return web.json_response({"ok": True, "user": {**person(0), "id": request.query["user"]}})
        return web.json_response({"ok": True, **ANSWERS.get(method, {"channel": "C0", "ts": f"{time.time():.6f}"})})

    app = web.Application(client_max_size=10_000_000)
    app.router.add_route("*", "/api/{method}", call)
    return app


ANSWERS: dict[str, dict[str, Any]] = {
    "auth.test": {"team_id": TEAM, "team": "Bench", "user_id": "U0BOT00000", "bot_id": "B0"},
    "users.list": {"members": [person(n) for n in range(PEOPLE)], "response_metadata": {"next_cursor": ""}},
    "usergroups.list": {"usergroups": []},
}

if __name__ == "__main__":
    web.run_app(application(), host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)
