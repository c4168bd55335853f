"""users.* and bots.info."""

from __future__ import annotations

from sandbox.errors import SlackError
from sandbox.methods.call import MOST_PER_PAGE, ApiMethod, Args, page_of
from sandbox.payloads import user_json
from sandbox.rates import TIER_2, TIER_3, TIER_4
from sandbox.state import Json
from sandbox.world import World


def info(world: World, args: Args) -> Json:
    """users.info."""
    return {"user": user_json(world, world.user(args.required("user")), locale=args.flag("include_locale"))}


def list_(world: World, args: Args) -> Json:
    """users.list: everyone, including deactivated members and bots."""
    locale = args.flag("include_locale")
    people = [user_json(world, each, locale=locale) for each in world.state.users.values()]
    return {**page_of(people, args, "members", default=MOST_PER_PAGE), "cache_ts": int(world.clock())}


def lookup_by_email(world: World, args: Args) -> Json:
    """users.lookupByEmail; deactivated members cannot be found."""
    email = args.required("email").lower()
    for user in world.state.users.values():
        if user.email.lower() == email and not user.deleted:
            return {"user": user_json(world, user)}
    raise SlackError("users_not_found")


def bot_info(world: World, args: Args) -> Json:
    """bots.info of the app's own bot."""
    if args.text("bot", world.state.bot_id) != world.state.bot_id:
        raise SlackError("bot_not_found")
    bot = world.user(world.bot)
    return {
        "bot": {
            "id": world.state.bot_id,
            "deleted": False,
            "name": bot.name,
            "updated": int(world.clock()),
            "app_id": world.state.app_id,
            "user_id": bot.id,
        }
    }


METHODS = {
    "users.info": ApiMethod(info, "users:read", TIER_4),
    "users.list": ApiMethod(list_, "users:read", TIER_2),
    "users.lookupByEmail": ApiMethod(lookup_by_email, "users:read.email", TIER_3),
    "bots.info": ApiMethod(bot_info, "users:read", TIER_3),
}
