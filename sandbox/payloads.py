"""The workspace's users, channels, messages and views in the JSON Slack gives to apps."""

from __future__ import annotations

import mimetypes
from datetime import datetime
from pathlib import PurePath
from urllib.parse import quote
from zoneinfo import ZoneInfo

from sandbox.beside import beside_account, beside_bot_profile, beside_file, beside_profile
from sandbox.markup import runs
from sandbox.state import Channel, Json, OpenView, PostedMessage, SlackFile, User
from sandbox.values import view_values
from sandbox.world import World

CHANNEL_TYPES = {"channel": "channel", "private": "group", "im": "im"}


def user_json(world: World, user: User, *, locale: bool = False) -> Json:
    """A member of the workspace. Of a deactivated one Slack leaves out the name, the role and the time zone."""
    body: Json = {
        "id": user.id,
        "team_id": team_of(world, user),
        "name": user.name,
        "deleted": user.deleted,
        "profile": _profile(world, user),
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": int(world.clock()),
        **beside_account(user),
    }
    if not user.deleted:
        body |= {"real_name": user.real_name, **account_role(user), **_time_zone(world, user)}
    if user.team:
        body |= {"is_stranger": False}
    elif world.state.enterprise:
        body |= {"enterprise_user": _enterprise_user(world, user)}
    return {**body, "locale": user.locale} if locale else body


def account_role(user: User) -> Json:
    """What the account may do in the workspace."""
    return {
        "is_admin": user.role != "member",
        "is_owner": user.role in ("owner", "primary_owner"),
        "is_primary_owner": user.role == "primary_owner",
        "is_restricted": user.guest,
        "is_ultra_restricted": False,
    }


def team_of(world: World, user: User) -> str:
    """The workspace a person belongs to; in shared channels it may be another one."""
    return user.team or world.state.team_id


def _time_zone(world: World, user: User) -> Json:
    if not user.tz:
        return {}
    try:
        offset = datetime.fromtimestamp(world.clock(), ZoneInfo(user.tz)).utcoffset()
    except (LookupError, ValueError, OSError):  # Slack may know zones that this computer does not
        offset = None
    return {"tz": user.tz, "tz_label": user.tz, "tz_offset": int(offset.total_seconds()) if offset else 0}


def _enterprise_user(world: World, user: User) -> Json:
    enterprise = {"enterprise_id": world.state.enterprise, "enterprise_name": world.state.team_name}
    return {"id": user.id, **enterprise, "is_admin": False, "is_owner": False, "teams": [world.state.team_id]}


def _profile(world: World, user: User) -> Json:
    names = {"real_name": user.real_name, "display_name": user.name}
    profile: Json = {**names, "title": user.title, "status_text": user.status}
    profile |= {"status_emoji": user.status_emoji, "status_expiration": user.status_expiration}
    profile |= beside_profile(user, world.state.team_id, world.base_url)
    return {**profile, "email": user.email} if user.email else profile


def channel_json(world: World, channel: Channel) -> Json:
    """A conversation as conversations.info returns it."""
    if channel.kind == "im":
        other = next((member for member in channel.members if member != world.bot), world.bot)
        return {
            "id": channel.id,
            "created": channel.created,
            "is_im": True,
            "is_archived": False,
            "user": other,
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": channel.created,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "private",
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.kind == "private",
        "is_archived": channel.archived,
        "is_member": world.bot in channel.members,
        "is_shared": False,
        "is_ext_shared": False,
        "num_members": len(channel.members),
        "topic": {"value": ""},
        "purpose": {"value": ""},
    }


def file_json(world: World, file: SlackFile) -> Json:
    """A file, with addresses on this computer."""
    at, name = f"{world.files_url or world.base_url}/files-pri/{world.state.team_id}-{file.id}", quote(file.name)
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": mimetype(file.name),
        "filetype": PurePath(file.name).suffix.removeprefix("."),
        "user": file.user,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "url_private": f"{at}/{name}",
        "url_private_download": f"{at}/download/{name}",
        "permalink": f"{world.base_url}/files/{file.user}/{file.id}/{name}",
        "alt_txt": file.alt,
        **_rooms(world, file),
        "shares": _shares(world, file),
        "file_access": "visible",
        **beside_file(file),
    }


def _rooms(world: World, file: SlackFile) -> Json:
    """The conversations with the file, by their kind."""
    rooms = [world.state.channels[share.channel] for share in file.shares]
    kinds = {"channels": "channel", "groups": "private", "ims": "im"}
    return {key: sorted({room.id for room in rooms if room.kind == kind}) for key, kind in kinds.items()}


def _shares(world: World, file: SlackFile) -> Json:
    """Where the file was shared, public channels apart from others; empty until Slack shows it somewhere."""
    shares: Json = {}
    for share in file.shares:
        kind = "public" if world.state.channels[share.channel].kind == "channel" else "private"
        places = shares.setdefault(kind, {}).setdefault(share.channel, [])
        thread = {"thread_ts": share.thread_ts} if share.thread_ts else {}
        places.append({"ts": share.ts, "team_id": world.state.team_id, **thread})
    return shares


def mimetype(name: str) -> str:
    """By the file's extension, as Slack guesses first."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def message_json(world: World, channel: Channel, message: PostedMessage, *, metadata: bool = False) -> Json:
    """A message as in history and events; with `metadata` only if it was asked for."""
    body: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts}
    author = world.state.users.get(message.user)
    body["team"] = team_of(world, author) if author else world.state.team_id
    if author and author.team:
        body |= {"user_team": author.team, "source_team": author.team}
    if message.subtype:
        body["subtype"] = message.subtype
    if message.user == world.bot:
        body |= {
            "bot_id": world.state.bot_id,
            "app_id": world.state.app_id,
            "bot_profile": _bot_profile(world),
        }
    if blocks := message.blocks or _typed_blocks(world, message):
        body["blocks"] = blocks
    if message.edited:
        body["edited"] = message.edited
    if message.files:
        body["files"] = [file_json(world, world.state.files[each]) for each in message.files]
        body["upload"] = False
    if message.reactions:
        body["reactions"] = [
            {"name": name, "users": users, "count": len(users)} for name, users in message.reactions.items()
        ]
    if metadata and message.metadata:
        body["metadata"] = message.metadata
    return body | _thread_part(channel, message)


def _typed_blocks(world: World, message: PostedMessage) -> list[Json]:
    """Rich text of a typed message, which Slack's client sends beside the text."""
    if not message.text or message.user == world.bot:
        return []
    section = {"type": "rich_text_section", "elements": runs(message.text)}
    return [{"type": "rich_text", "block_id": f"b{message.ts}", "elements": [section]}]


def _bot_profile(world: World) -> Json:
    return {
        "id": world.state.bot_id,
        "app_id": world.state.app_id,
        "name": world.user(world.bot).name,
        "team_id": world.state.team_id,
        "deleted": False,
        **beside_bot_profile(world.state.bot_id, world.base_url, int(world.clock())),
    }


def _thread_part(channel: Channel, message: PostedMessage) -> Json:
    if message.thread_ts:
        parent = next((each for each in channel.messages if each.ts == message.thread_ts), None)
        return {"thread_ts": message.thread_ts, **({"parent_user_id": parent.user} if parent else {})}
    answers = replies(channel, message)
    if not answers:
        return {}
    return {
        "thread_ts": message.ts,
        "reply_count": len(answers),
        "reply_users": sorted({each.user for each in answers}),
        "latest_reply": answers[-1].ts,
    }


def replies(channel: Channel, message: PostedMessage) -> list[PostedMessage]:
    """The replies under a message, as everyone sees them."""
    return [each for each in channel.messages if each.thread_ts == message.ts and each.only_for is None]


HOME_TITLE = {"type": "plain_text", "text": "View Title", "emoji": True}
"""A Home tab has no title of its own; Slack sends this one."""


def view_json(world: World, view: OpenView) -> Json:
    """A view with all the keys Slack adds to what the app sent."""
    added: Json = {
        "id": view.id,
        "team_id": world.state.team_id,
        "state": {"values": _with_files(world, view_values(view))},
        "hash": view.hash,
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": world.state.app_id,
        "external_id": view.body.get("external_id", ""),
        "app_installed_team_id": world.state.team_id,
        "bot_id": world.state.bot_id,
    }
    absent = {"private_metadata": "", "callback_id": "", "clear_on_close": False, "notify_on_close": False}
    return {**absent, "title": HOME_TITLE, "close": None, "submit": None, **view.body, **added}


def _with_files(world: World, values: Json) -> Json:
    """A form's values, in which each chosen file is described as elsewhere."""
    return {
        block_id: {action_id: _file_state(world, state) for action_id, state in states.items()}
        for block_id, states in values.items()
    }


def _file_state(world: World, state: Json) -> Json:
    if state["type"] != "file_input":
        return state
    return {**state, "files": [file_json(world, world.file(each["id"])) for each in state["files"]]}
