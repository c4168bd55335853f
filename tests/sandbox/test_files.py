"""Files that people share: what the app is told, and how it gets their bytes."""

from __future__ import annotations

import base64

import httpx
import pytest
from slack_sdk.web import WebClient

import sandbox
from sandbox.manifest import Manifest
from tests.sandbox.apps import client_of, socket_app
from tests.sandbox.test_web_api import refusal
from tests.support.inbox import Json
from tests.support.people import Person

CSV = base64.b64encode(b"Goal,Owner\n").decode()


def drop(running: sandbox.Sandbox, *, in_: str = "", by: str = "U00000ANA") -> tuple[Json, Json]:
    """Share a file. Returns the message's event and the file's."""
    person = Person(running.url, by)
    with socket_app(running) as inbox:
        ts = person.attaches("plan & people.csv", CSV, in_=in_ or person.dm(), text="Our plan")
        return inbox.event("message", ts=ts), inbox.event("file_shared")


def test_a_file_in_the_apps_messages_comes_as_a_message_and_as_an_event(running: sandbox.Sandbox) -> None:
    message, shared = drop(running)

    (file,) = message["files"]
    assert (message["subtype"], message["channel_type"], message["text"]) == ("file_share", "im", "Our plan")
    assert shared["file"] == {"id": file["id"]}
    assert (shared["file_id"], shared["channel_id"], shared["user_id"]) == (
        file["id"],
        message["channel"],
        "U00000ANA",
    )
    assert (file["name"], file["size"], file["filetype"]) == ("plan & people.csv", 11, "csv")
    assert (file["channels"], file["groups"], file["ims"]) == ([], [], [message["channel"]])


def test_the_bytes_of_a_file_are_for_the_apps_token(running: sandbox.Sandbox, app: WebClient) -> None:
    message, _ = drop(running)
    address = message["files"][0]["url_private_download"]

    signed = httpx.get(address, headers={"Authorization": f"Bearer {running.world.tokens.bot}"})
    unsigned = httpx.get(address, follow_redirects=True)
    stranger = httpx.get(address, headers={"Authorization": "Bearer xoxb-other"})

    assert signed.content == b"Goal,Owner\n"
    assert (unsigned.status_code, unsigned.headers["content-type"].split(";")[0]) == (200, "text/html")
    assert stranger.status_code == 302
    assert app.files_info(file=message["files"][0]["id"])["file"]["shares"]["private"]


def test_reading_files_takes_the_scope_for_it() -> None:
    with sandbox.serve(sandbox.World(manifest=Manifest(scopes=frozenset({"im:history"})))) as running:
        message, _ = drop(running)
        headers = {"Authorization": f"Bearer {running.world.tokens.bot}"}

        assert httpx.get(message["files"][0]["url_private"], headers=headers).status_code == 302


def test_a_file_shared_where_the_app_is_not_is_hidden_from_it(running: sandbox.Sandbox, app: WebClient) -> None:
    ana = Person(running.url, "U00000ANA")
    ana.attaches("plan.csv", CSV, in_="C0GENERAL")
    (file,) = running.world.state.files.values()
    address = f"{running.url}/files-pri/TDISTRICT-{file.id}/plan.csv"

    assert refusal(app.files_info, file=file.id)["error"] == "file_not_found"
    headers = {"Authorization": f"Bearer {running.world.tokens.bot}"}
    assert httpx.get(address, headers=headers).status_code == 404
    assert httpx.get(f"{running.url}/page/api/file/{file.id}").content == b"Goal,Owner\n"


@pytest.mark.parametrize(
    ("role", "flags"),
    [
        ("member", (False, False, False)),
        ("admin", (True, False, False)),
        ("owner", (True, True, False)),
        ("primary_owner", (True, True, True)),
    ],
)
def test_an_account_says_what_it_may_do_in_the_workspace(
    running: sandbox.Sandbox, role: str, flags: tuple[bool, ...]
) -> None:
    httpx.post(f"{running.url}/page/api/admin/user", json={"id": "U00000DEE", "role": role}).raise_for_status()

    user = client_of(running).users_info(user="U00000DEE")["user"]
    assert (user["is_admin"], user["is_owner"], user["is_primary_owner"]) == flags


def test_a_deactivated_account_has_neither_role_nor_time_zone(running: sandbox.Sandbox, app: WebClient) -> None:
    change = {"id": "U00000DEE", "role": "owner", "deleted": True}
    httpx.post(f"{running.url}/page/api/admin/user", json=change).raise_for_status()

    user = app.users_info(user="U00000DEE")["user"]
    assert user["profile"]["real_name"] == "Dee Hansen"
    assert not {"is_admin", "is_owner", "is_restricted", "real_name", "tz"} & set(user)
