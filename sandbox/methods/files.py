"""files.*: announce an upload, send its bytes, share it."""

from __future__ import annotations

import base64

from sandbox import shared_files, talk
from sandbox.errors import SlackError
from sandbox.markup import sent
from sandbox.methods.call import ApiMethod, Args
from sandbox.methods.chat import checked_blocks, target, thread_of
from sandbox.payloads import file_json
from sandbox.rates import TIER_3, TIER_4
from sandbox.state import Channel, FileShare, Json, PostedMessage, SlackFile
from sandbox.world import World

MOST_ALT_TEXT = 1000


def get_upload_url(world: World, args: Args) -> Json:
    """files.getUploadURLExternal."""
    name, size, alt = args.required("filename"), args.number("length", 0), args.text("alt_txt")
    if size <= 0:
        raise SlackError("invalid_arguments", ["[ERROR] length must be greater than 0 [json-pointer:/length]"])
    if len(alt) > MOST_ALT_TEXT:
        raise SlackError("invalid_arguments", ["[ERROR] must be less than 1001 characters [json-pointer:/alt_txt]"])
    file = SlackFile(world.new_id("F"), name, size, world.bot, int(world.clock()), alt=alt)
    world.state.files[file.id] = file
    return {"upload_url": f"{world.base_url}/upload/{file.id}", "file_id": file.id}


def receive(world: World, file_id: str, content: bytes) -> None:
    """Store the bytes of an announced upload; their number must match."""
    file = world.state.files.get(file_id)
    if file is None or len(content) != file.size:
        raise SlackError("file_upload_size_mismatch" if file else "file_not_found")
    file.content_base64 = base64.b64encode(content).decode()


def complete_upload(world: World, args: Args) -> Json:
    """files.completeUploadExternal: with a channel, the files appear there as one message."""
    requested = args.json("files")
    if not isinstance(requested, list) or not requested:
        raise SlackError("invalid_arguments", ["[ERROR] missing required field: files"])
    files = [world.file(each["id"]) for each in requested]
    for file, each in zip(files, requested, strict=True):
        file.title = each.get("title") or file.name
    if args.text("channel_id"):
        _share(world, files, _conversation(world, args.text("channel_id")), args)
    return {"files": [file_json(world, each) for each in files]}


def _conversation(world: World, channel_id: str) -> Channel:
    """Sharing, unlike chat.postMessage, takes no user id in place of a conversation."""
    if channel_id in world.state.users:
        raise SlackError("channel_not_found")
    return target(world, channel_id)


def _share(world: World, files: list[SlackFile], channel: Channel, args: Args) -> None:
    """Slack answers before the files appear: at once, unless a trouble delays or prevents it."""
    text, blocks = sent(args.text("initial_comment")), checked_blocks(world, args.json("blocks"))
    thread, ids = thread_of(channel, args), [file.id for file in files]
    message = PostedMessage("", world.bot, text, blocks, thread, files=ids, subtype="file_share")
    troubles = world.dice.troubles
    is_lost = troubles.never_shared == "all" or (troubles.never_shared == "with_alt" and any(f.alt for f in files))
    if not is_lost:
        due = world.clock() + troubles.share_delay_ms / 1000
        world.state.sharing.append(FileShare(due, channel.id, message))
        share_due(world)


def share_due(world: World) -> None:
    """Post the files whose time has come."""
    now = world.clock()
    due = [each for each in world.state.sharing if each.due <= now]
    world.state.sharing = [each for each in world.state.sharing if each.due > now]
    for each in due:
        channel, message = world.state.channels[each.channel], each.message
        message.files = [file_id for file_id in message.files if file_id in world.state.files]
        if not message.files:
            continue
        message.ts = world.new_ts()
        shared_files.post(world, channel, message)


def info(world: World, args: Args) -> Json:
    """files.info."""
    file = world.file(args.required("file"))
    if not shared_files.is_open_to_app(world, file):
        raise SlackError("file_not_found")
    return {"file": file_json(world, file)}


def delete(world: World, args: Args) -> Json:
    """files.delete: removes the file, and messages that contain nothing else."""
    file = world.file(args.required("file"))
    if file.user != world.bot:
        raise SlackError("cant_delete_file")
    del world.state.files[file.id]
    for share in file.shares:
        channel = world.state.channels[share.channel]
        message = world.message(channel, share.ts)
        message.files.remove(file.id)
        if not message.files and not message.text:
            talk.remove(world, channel, message)
    return {}


METHODS = {
    "files.getUploadURLExternal": ApiMethod(get_upload_url, "files:write", TIER_4),
    "files.completeUploadExternal": ApiMethod(complete_upload, "files:write", TIER_4),
    "files.info": ApiMethod(info, "files:read", TIER_4),
    "files.delete": ApiMethod(delete, "files:write", TIER_3),
}
