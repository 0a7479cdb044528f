"""Whether this process can do its work: /readyz."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from models.storage import schema
from models.storage.database import Database
from models.storage.errors import BehindMigrations


class Readiness:
    """Ready once everything has started, and while the database answers at the newest migration."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.started = False

    async def route(self, _request: Request) -> Response:
        problem = self.problem()
        return JSONResponse({"ready": problem is None, "why": problem}, status_code=503 if problem else 200)

    def problem(self) -> str | None:
        """Why not; None when ready."""
        if not self.started:
            return "starting"
        try:
            schema.check(self._database)
        except BehindMigrations:
            return "the database is behind its migrations: run `backpat migrate`"
        except Exception as error:  # noqa: BLE001  (whatever a database driver raises)
            return f"the database does not answer: {type(error).__name__}"
        return None
