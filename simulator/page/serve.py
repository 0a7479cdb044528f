"""The page on which a person uses the workspace by hand: plain files, nothing from anywhere else."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from simulator.world import World

HERE = Path(__file__).parent
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
# Scripts and styles are the page's own files: text that somebody wrote can't become either.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}


async def index(_world: World, _request: Request) -> Response:
    return _file(HERE / "index.html")


async def part(_world: World, request: Request) -> Response:
    """A script or style by name. Only what lies here: a name has no slashes."""
    wanted = request.path_params["name"]
    found = next((one for one in HERE.iterdir() if one.name == wanted and one.suffix in TYPES), None)
    return _file(found) if found else PlainTextResponse("not found", 404)


def _file(path: Path) -> Response:
    return Response(path.read_bytes(), headers=HEADERS, media_type=TYPES[path.suffix])
