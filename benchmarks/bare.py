"""The floor: a Bolt app that only acks, behind the same server with the same settings as the bot."""

import os

from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk import WebClient
from waitress.server import create_server

THREADS = 16


def main() -> None:
    client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"], retry_handlers=[])
    app = App(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"], process_before_response=True)

    @app.action("check_in.say.on_track")
    def tap(ack: Ack) -> None:
        ack()

    @app.event("app_home_opened")
    def home(ack: Ack) -> None:
        ack()

    server = create_server(
        SlackRequestHandler(app, path="/slack/events"),
        host="127.0.0.1",
        port=int(os.environ["PORT"]),
        threads=THREADS,
        ident=None,
    )
    print("ready", flush=True)
    server.run()


if __name__ == "__main__":
    main()
