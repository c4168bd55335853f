"""As much of Slack as a program needs to start and to send answers: it accepts everything at once."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TEAM = "T0BENCH"
PEOPLE = 220


def slack_id(number: int) -> str:
    return f"U{number:04}"


def name(number: int) -> str:
    return f"Person {number:04}"


def users() -> list[dict[str, Any]]:
    return [
        {"id": slack_id(number), "name": f"person{number}", "real_name": name(number), "tz": "America/New_York"}
        for number in range(PEOPLE)
    ]


def answer(method: str) -> dict[str, Any]:
    common: dict[str, Any] = {"ok": True, "channel": "D0", "ts": "1.000001"}
    match method:
        case "auth.test":
            return common | {"team_id": TEAM, "team": "Bench", "user_id": "UBOT", "bot_id": "BBOT", "url": "http://x/"}
        case "users.list":
            return common | {"members": users()}
        case "views.publish":
            return common | {"view": {"id": "V0"}}
    return common


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.dumps(answer(self.path.rpartition("/")[2])).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (http.server's own name for it)
        """Log nothing: a line per request would be measured too."""


def main() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
