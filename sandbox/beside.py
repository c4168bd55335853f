"""Keys that Slack's published types promise but nothing in this project reads."""

from __future__ import annotations

from pathlib import PurePath

from sandbox.state import Json, SlackFile, User

PICTURE_SIZES = (24, 32, 48, 72, 192, 512)
BOT_PICTURE_SIZES = (36, 48, 72)


def beside_account(user: User) -> Json:
    """Keys of a member."""
    return {
        "color": "9f69e7",
        "is_email_confirmed": bool(user.email),
        "who_can_share_contact_card": "EVERYONE",
    }


def beside_profile(user: User, team_id: str, base_url: str) -> Json:
    """Keys of a member's profile."""
    first, _, last = user.real_name.partition(" ")
    return {
        "phone": "",
        "skype": "",
        "first_name": first,
        "last_name": last,
        "real_name_normalized": user.real_name,
        "display_name_normalized": user.name,
        "status_text_canonical": "",
        "status_emoji_display_info": [],
        "avatar_hash": "0",
        "team": team_id,
        "fields": None,
        **{f"image_{size}": f"{base_url}/pictures/{user.id}/{size}" for size in PICTURE_SIZES},
    }


def beside_bot_profile(bot_id: str, base_url: str, updated: int) -> Json:
    """Keys of the bot that wrote a message."""
    icons = {f"image_{size}": f"{base_url}/pictures/{bot_id}/{size}" for size in BOT_PICTURE_SIZES}
    return {"icons": icons, "updated": updated}


def beside_file(file: SlackFile) -> Json:
    """Keys of a file."""
    return {
        "pretty_type": PurePath(file.name).suffix.removeprefix(".").upper(),
        "editable": False,
        "external_type": "",
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
    }
