"""`python -m simulator`: a Slack workspace on loopback, until it is interrupted."""

import asyncio
import json
import os
import socket
import sys
from pathlib import Path

import click
import uvicorn

from simulator.company import BadCompany, load
from simulator.control.desk import Order
from simulator.control.settings import facts
from simulator.jsontypes import Json
from simulator.manifest import BadManifest, Manifest, anything
from simulator.manifest import load as load_manifest
from simulator.pulse import Pulse
from simulator.slackapp import SlackApp
from simulator.web import build
from simulator.world import World

IDLE = 600
"""Seconds that a line may be idle: closed after 5, it is closed under a request on a busy machine."""


class Server(uvicorn.Server):
    """Does not wait at its end for those who wait for news."""

    def __init__(self, config: uvicorn.Config, pulse: Pulse) -> None:
        super().__init__(config)
        self._pulse = pulse

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._pulse.close()
        await super().shutdown(sockets)


@click.command()
@click.option("--port", default=0, help="Port to listen on; 0 takes a free one.")
@click.option("--manifest", "manifest_file", type=click.Path(path_type=Path), help="The app's manifest (JSON).")
@click.option("--company", "companies", multiple=True, help="A bundled company (northwind, zed) or a JSON file.")
@click.option("--events-url", default="", help="Where the app takes Slack's requests; empty: Socket Mode only.")
@click.option("--json", "as_json", is_flag=True, help="Print the facts as one line of JSON instead.")
@click.option("--no-limits", is_flag=True, help="Count no rate limits.")
@click.option("--until-stdin-closes", is_flag=True, hidden=True, help="End with the process that started this one.")
def main(
    port: int, manifest_file: Path | None, companies: tuple[str, ...], events_url: str, as_json: bool,
    no_limits: bool, until_stdin_closes: bool,
) -> None:  # fmt: skip
    """Runs a simulated Slack workspace for any Slack app."""
    try:
        world = _world(load_manifest(manifest_file) if manifest_file else anything(), companies, events_url)
    except (BadManifest, BadCompany) as error:
        raise click.UsageError(str(error)) from error
    world.rates.enabled = not no_limits
    listening = _listen(port)
    world.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    app = build(world, ready=lambda: _announce(facts(Order(world, {})), as_json=as_json))
    config = uvicorn.Config(
        app, access_log=False, log_level="warning", ws_max_size=2**22, timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_serve(Server(config, world.records.pulse), listening, with_parent=until_stdin_closes))


def _world(manifest: Manifest, companies: tuple[str, ...], events_url: str) -> World:
    world = World(SlackApp(manifest, events_url))
    for name in companies or ("northwind",):
        world.settle(load(name))
    return world


def _listen(port: int) -> socket.socket:
    # Named as TCP so that the event loop turns Nagle's algorithm off: it costs 40 ms an answer.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
    except OSError as error:
        raise click.ClickException(f"port {port} is taken: {error.strerror}") from error
    listening.listen(2048)
    return listening


async def _serve(server: uvicorn.Server, listening: socket.socket, *, with_parent: bool) -> None:
    if with_parent:
        loop = asyncio.get_running_loop()
        loop.add_reader(sys.stdin.fileno(), lambda: _orphaned(server))
    await server.serve(sockets=[listening])


def _orphaned(server: uvicorn.Server) -> None:
    if not os.read(sys.stdin.fileno(), 1024):
        asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
        server.should_exit = True


def _announce(known: Json, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(known))
    else:
        for line in _lines(known):
            click.echo(line)
    sys.stdout.flush()


def _lines(known: Json) -> list[str]:
    lines = [
        f"Simulated Slack at {known['address']} (Web API: {known['api_url']})",
        f"Signing secret: {known['signing_secret']}",
        f"App-level token: {known['app_token']}",
    ]
    lines += [f"Bot token for {one['name']} ({one['id']}): {one['bot_token']}" for one in known["workspaces"]]
    return [*lines, f"Requests go to: {known['events_url'] or 'nowhere (Socket Mode only)'}"]


if __name__ == "__main__":
    main()
