"""`python -m sandbox` runs the look-alike and prints its address."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Thread

from sandbox import snapshot
from sandbox.manifest import read_manifest
from sandbox.seed import read_seed
from sandbox.server import PortError, Server, bound
from sandbox.tour_plan import read_tour
from sandbox.world import World

SAVE_EVERY_SECONDS = 2.0
CANNOT_LISTEN = 2


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A Slack look-alike on this computer.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--team", type=Path, metavar="FILE", help="people and channels to begin with (JSON or YAML)")
    parser.add_argument("--manifest", type=Path, metavar="FILE", help="the app's manifest; without it all is allowed")
    parser.add_argument("--tour", type=Path, metavar="FILE", help="the page opens on this tour (JSON or YAML)")
    parser.add_argument("--request-url", metavar="URL", help="send signed HTTP there instead of Socket Mode")
    parser.add_argument("--state", type=Path, metavar="FILE", help="keep the workspace in this file")
    parser.add_argument(
        "--start-at", metavar="MOMENT", help="a moment the clock starts from: 2026-11-17T15:00:00+00:00"
    )
    parser.add_argument("--until-stdin-closes", action="store_true", help="end with the program that started this one")
    parser.add_argument("--no-rate-limits", action="store_true", help="let calls pass as fast as they come")
    return parser.parse_args()


def _world(args: argparse.Namespace) -> World:
    return World(
        read_seed(args.team) if args.team else None,
        read_manifest(args.manifest) if args.manifest else None,
        tour=read_tour(args.tour) if args.tour else None,
        state=snapshot.load(args.state) if args.state else None,
        request_url=args.request_url,
        rate_limits=not args.no_rate_limits,
        clock=_clock(args.start_at),
    )


def _clock(start_at: str | None) -> Callable[[], float]:
    """The computer's clock, or one that starts at another moment and runs at the same pace."""
    if start_at is None:
        return time.time
    ahead = datetime.fromisoformat(start_at).timestamp() - time.time()
    return lambda: time.time() + ahead


async def _save_regularly(world: World, path: Path) -> None:
    saved = None
    while True:
        await asyncio.sleep(SAVE_EVERY_SECONDS)
        version = (world.state.counter, world.state.last_ts)
        if version != saved:
            saved = version
            snapshot.save(world.state, path)


async def _run(args: argparse.Namespace) -> None:
    world, path = _world(args), args.state
    with bound(args.host, args.port) as listening:
        world.base_url = f"http://{args.host}:{listening.getsockname()[1]}"
        say = f"Page: {world.base_url}/page/\nSLACK_API_URL={world.base_url}/api/\n"
        # Save while stopping: afterwards the signal that stopped us ends the process at once.
        server = Server(
            world,
            lambda: print(say, end="", flush=True),  # noqa: T201 - a command line prints
            lambda: snapshot.save(world.state, path) if path else None,
        )
        if args.until_stdin_closes:
            Thread(target=_stop_without_stdin, args=(server,), daemon=True).start()
        keeping = asyncio.create_task(_save_regularly(world, path)) if path else None
        await server.serve([listening])
        if keeping:
            keeping.cancel()


def _stop_without_stdin(server: Server) -> None:
    while sys.stdin.buffer.read(1):
        pass
    server.stop()


def main() -> int:
    """Run until interrupted."""
    args = _arguments()
    try:
        asyncio.run(_run(args))
    except PortError as error:
        print(f"The Slack look-alike cannot listen at {args.host}:{args.port}: {error}.", file=sys.stderr)  # noqa: T201 - a command line prints
        return CANNOT_LISTEN
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
