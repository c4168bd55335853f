"""views.*: modals and the Home tab."""

from __future__ import annotations

from typing import Any

from sandbox import talk
from sandbox.block_kit.views import too_large, view_problems
from sandbox.errors import SlackError
from sandbox.methods.call import ApiMethod, Args
from sandbox.payloads import view_json
from sandbox.rates import TIER_4
from sandbox.state import Json, OpenView
from sandbox.world import World

TRIGGER_SECONDS = 3.0
MOST_STACKED = 3


def checked_view(world: World, view: Any, kind: str, *, replacing: OpenView | None = None) -> Json:
    """A view as Slack stores it; raises its error for an invalid one."""
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", ["[ERROR] must provide an object [json-pointer:/view]"])
    if too_large(view):
        raise SlackError("view_too_large")
    if problems := view_problems(view):
        raise SlackError("invalid_arguments", problems)
    if view["type"] != kind:
        raise SlackError("invalid_arguments", [f"[ERROR] type must be {kind} [json-pointer:/view/type]"])
    _external_id_is_free(world, view.get("external_id"), replacing)
    return {**view, "blocks": talk.with_ids(world, view["blocks"])}


def _external_id_is_free(world: World, external_id: str | None, replacing: OpenView | None) -> None:
    taken = [view for view in _all_views(world) if view is not replacing]
    if external_id and any(view.body.get("external_id") == external_id for view in taken):
        raise SlackError("duplicate_external_id")


def _all_views(world: World) -> list[OpenView]:
    return [*world.state.homes.values(), *(view for stack in world.state.stacks.values() for view in stack)]


def new_hash(world: World) -> str:
    """A new hash, which changes with every version of a view."""
    return f"{int(world.clock())}.{world.new_id('h')}"


def use_trigger(world: World, args: Args) -> str:
    """The person who may open a modal; a trigger works once and for three seconds."""
    trigger = world.state.triggers.get(args.required("trigger_id"))
    if trigger is None:
        raise SlackError("invalid_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if world.clock() - trigger.made_at > TRIGGER_SECONDS:
        raise SlackError("expired_trigger_id")
    return trigger.user


def open_(world: World, args: Args) -> Json:
    """views.open."""
    user = use_trigger(world, args)
    body = checked_view(world, args.json("view"), "modal")
    world.state.triggers[args.text("trigger_id")].used = True
    world.state.stacks[user] = []
    return {"view": view_json(world, stack_on(world, user, body))}


def push(world: World, args: Args) -> Json:
    """views.push, for a trigger that came from a modal."""
    user = use_trigger(world, args)
    body = checked_view(world, args.json("view"), "modal")
    if not world.state.stacks.get(user):
        raise SlackError("not_found")
    view = stack_on(world, user, body)
    world.state.triggers[args.text("trigger_id")].used = True
    return {"view": view_json(world, view)}


def stack_on(world: World, user: str, body: Json) -> OpenView:
    """Put a modal on top of a person's open ones."""
    stack = world.state.stacks.setdefault(user, [])
    if len(stack) >= MOST_STACKED:
        raise SlackError("push_limit_reached")
    view_id = world.new_id("V")
    root, previous = (stack[0].id, stack[-1].id) if stack else (view_id, None)
    view = OpenView(view_id, user, body, new_hash(world), root, previous)
    stack.append(view)
    world.changed("views", {user})
    return view


def replace(world: World, view: OpenView, body: Json) -> None:
    """Show a new version; typed text stays where block and action ids do."""
    view.earlier_blocks.append(view.body["blocks"])
    view.body, view.hash = body, new_hash(world)
    world.changed("home" if body["type"] == "home" else "views", {view.user})


def update(world: World, args: Args) -> Json:
    """views.update by view id or external id."""
    view_id, external = args.text("view_id"), args.text("external_id")
    for view in _all_views(world):
        if view.id == view_id or (external and view.body.get("external_id") == external):
            _same_hash(view, args)
            replace(world, view, checked_view(world, args.json("view"), view.body["type"], replacing=view))
            return {"view": view_json(world, view)}
    raise SlackError("not_found")


def _same_hash(view: OpenView, args: Args) -> None:
    if args.has("hash") and args.text("hash") != view.hash:
        raise SlackError("hash_conflict")


def publish(world: World, args: Args) -> Json:
    """views.publish: the Home tab of one person."""
    user = world.user(args.required("user_id"))
    if not world.manifest.home_tab:
        raise SlackError("not_enabled")
    home = world.state.homes.get(user.id)
    body = checked_view(world, args.json("view"), "home", replacing=home)
    if home is None:
        view_id = world.new_id("V")
        home = world.state.homes[user.id] = OpenView(view_id, user.id, body, "", view_id)
    else:
        _same_hash(home, args)
    replace(world, home, body)
    return {"view": view_json(world, home)}


METHODS = {
    "views.open": ApiMethod(open_, None, TIER_4),
    "views.push": ApiMethod(push, None, TIER_4),
    "views.update": ApiMethod(update, None, TIER_4),
    "views.publish": ApiMethod(publish, None, TIER_4),
}
