"""What a person does with messages: post, edit, delete, react, and change their profile."""

from __future__ import annotations

import base64
import binascii
from dataclasses import fields
from typing import Any

from sandbox import shared_files, talk
from sandbox.errors import PageError, SlackError
from sandbox.markup import typed
from sandbox.payloads import view_json
from sandbox.state import Channel, Json, PostedMessage, SlackFile, User
from sandbox.world import World


def person(world: World, user_id: str) -> User:
    """A person who can act: neither a bot nor deactivated."""
    user = world.state.users.get(user_id)
    if user is None or user.is_bot or user.deleted:
        raise PageError(f"{user_id} cannot act here: no such person, a bot, or deactivated.")
    return user


def room(world: World, user: User, channel_id: str) -> Channel:
    """A conversation that the person is in."""
    channel = world.state.channels.get(channel_id)
    if channel is None or user.id not in channel.members:
        raise PageError(f"{user.real_name} is not in {channel_id}.")
    if channel.archived:
        raise PageError("This channel is archived.")
    return channel


def standing(world: World, user: User, channel: Channel, ts: str) -> PostedMessage:
    """A message that the person can see."""
    try:
        message = world.message(channel, ts)
    except SlackError:
        raise PageError("This message is no longer there.") from None
    if message.only_for not in (None, user.id):
        raise PageError("This message is no longer there.")
    return message


def _own(world: World, user: User, channel: Channel, ts: str) -> PostedMessage:
    message = standing(world, user, channel, ts)
    if message.user != user.id:
        raise PageError("This is somebody else's message.")
    return message


def post(world: World, body: Json) -> Json:
    """Post a message, with files if there are any."""
    user = person(world, body["as"])
    channel = room(world, user, body["channel"])
    uploads = [_upload(world, user, each).id for each in body.get("files") or []]
    text = typed(body.get("text", ""), world.state.users, world.state.channels)
    if not text and not uploads:
        raise PageError("There is nothing to send.")
    message = PostedMessage(world.new_ts(), user.id, text, thread_ts=body.get("thread_ts") or None)
    if uploads:
        message.files, message.subtype = uploads, "file_share"
    channel.read[user.id] = message.ts
    return {"ts": shared_files.post(world, channel, message).ts}


def upload(world: World, body: Json) -> Json:
    """Choose a file in a form. The app gets it with the form; no conversation shows it."""
    file = _upload(world, person(world, body["as"]), body)
    file.in_form = True
    return {"id": file.id, "name": file.name}


def _upload(world: World, user: User, each: Json) -> SlackFile:
    try:
        content = base64.b64decode(each["content_base64"], validate=True)
    except binascii.Error:
        raise PageError("The file did not arrive whole.") from None
    file = SlackFile(world.new_id("F"), each["name"], len(content), user.id, int(world.clock()))
    file.content_base64 = each["content_base64"]
    world.state.files[file.id] = file
    return file


def edit(world: World, body: Json) -> Json:
    """Edit one's own message."""
    user = person(world, body["as"])
    channel = room(world, user, body["channel"])
    message = _own(world, user, channel, body["ts"])
    text = typed(body["text"], world.state.users, world.state.channels)
    talk.edit(world, channel, message, {"text": text}, user.id)
    return {}


def delete(world: World, body: Json) -> Json:
    """Delete one's own message, or dismiss an ephemeral one."""
    user = person(world, body["as"])
    channel = room(world, user, body["channel"])
    message = standing(world, user, channel, body["ts"])
    if message.only_for != user.id:
        _own(world, user, channel, body["ts"])
    talk.remove(world, channel, message)
    return {}


def react(world: World, body: Json) -> Json:
    """Add a reaction, or remove it if it is there."""
    user = person(world, body["as"])
    channel = room(world, user, body["channel"])
    message, name = standing(world, user, channel, body["ts"]), body["name"].strip(":")
    there = user.id in message.reactions.get(name, [])
    talk.react(world, channel, message, name, user.id, add=not there)
    return {}


def open_home(world: World, body: Json) -> Json:
    """Open the app's Home tab."""
    user = person(world, body["as"])
    home = world.state.homes.get(user.id)
    event = _opened(world, user, "home")
    world.emit({**event, "view": view_json(world, home)} if home else event)
    return {}


def open_messages(world: World, body: Json) -> Json:
    """Open the app's Messages tab."""
    world.emit(_opened(world, person(world, body["as"]), "messages"))
    return {}


def _opened(world: World, user: User, tab: str) -> Json:
    channel = world.dm(world.bot, user.id).id
    return {"type": "app_home_opened", "user": user.id, "channel": channel, "tab": tab, "event_ts": world.new_ts()}


def change_user(world: World, body: Json) -> Json:
    """Change a person, or add a new one."""
    field_names = {field.name for field in fields(User)}
    if unknown := set(body) - field_names:
        raise PageError(f"People have no {', '.join(sorted(unknown))}.")
    user = world.state.users.get(body["id"]) or User(body["id"], body["id"].lower(), body["id"])
    changes: dict[str, Any] = {name: setting for name, setting in body.items() if name != "id"}
    talk.change_user(world, user, changes)
    return {}


def change_channel(world: World, body: Json) -> Json:
    """Add or remove a channel's member, archive the channel, or convert it to a private one."""
    channel = world.channel(body["id"])
    if "join" in body:
        talk.join(world, channel, world.user(body["join"]).id)
    if "leave" in body:
        talk.leave(world, channel, body["leave"])
    if body.get("private"):
        talk.convert_to_private(world, channel)
    if "archived" in body:
        channel.archived = bool(body["archived"])
        kind = "channel_archive" if channel.archived else "channel_unarchive"
        world.emit({"type": kind, "channel": channel.id, "user": world.bot, "event_ts": world.new_ts()})
    return {}
