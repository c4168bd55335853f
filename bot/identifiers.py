"""Every action_id, block_id and callback_id, in one place."""

from enum import StrEnum

COMMAND = "/plan"


class Action(StrEnum):
    """What a button, a menu or an input is. A value carries the rest."""

    SAY_ON_TRACK = "check_in.say.on_track"
    SAY_DONE = "check_in.say.done"
    SAY_NOT_STARTED = "check_in.say.not_started"
    SAY_ALL_ON_TRACK = "check_in.say_all"
    OPEN_BEHIND = "check_in.open_behind"
    OPEN_RESULT = "check_in.open_result"
    OPEN_RISK = "check_in.open_risk"
    PAGE_BACK = "check_in.page.back"
    PAGE_NEXT = "check_in.page.next"
    REPORT_NOW = "check_in.report_now"
    STATUS_SHARE = "status.share"
    MINUTES_EDIT = "minutes.edit"
    MINUTES_HEADER = "minutes.header"
    MINUTES_PUBLISH = "minutes.publish"
    ROLES_OPEN = "roles.open"
    COACH_NEXT = "coaching.next"
    COACH_BACK = "coaching.back"
    COACH_SKIP = "coaching.skip"
    COACH_SKIP_PASS = "coaching.skip_pass"  # noqa: S105 (no password: a button)
    COACH_PROBE = "coaching.probe"
    COACH_CHOOSE = "coaching.choose"
    COACH_PAUSE = "coaching.pause"
    COACH_RESUME = "coaching.resume"
    COACH_FINISH = "coaching.finish"
    COACH_TICK = "coaching.tick"
    COACH_WHERE = "coaching.where"
    COACH_RECORD = "coaching.record"
    COACH_OPEN_PARK = "coaching.open_park"
    COACH_OPEN_QUIET = "coaching.open_quiet"
    COACH_OPEN_PART = "coaching.open_part"
    COACH_OPEN_ANSWER = "coaching.open_answer"
    COACH_OPEN_ARRANGE = "coaching.open_arrange"
    INPUT = "input"
    """The one element of an input block; the block's id says which it is."""


class View(StrEnum):
    """callback_ids of modals."""

    BEHIND = "check_in.behind"
    RESULT = "check_in.result"
    RISK = "check_in.risk"
    MINUTES_SECTION = "minutes.section"
    MINUTES_HEADER = "minutes.header"
    ROLES = "roles.assign"
    COACH_PLAN = "coaching.plan"
    COACH_START = "coaching.start"
    COACH_PARK = "coaching.park"
    COACH_QUIET = "coaching.quiet"
    COACH_PART = "coaching.part"
    COACH_ANSWER = "coaching.answer"
    COACH_ARRANGE = "coaching.arrange"
    NOTICE = "notice"


class Shortcut(StrEnum):
    """callback_ids of shortcuts."""

    START_COACHING = "coaching.start"


class Field(StrEnum):
    """block_ids of inputs."""

    CAUSE = "cause"
    RECOVERY = "recovery"
    NEW_DUE = "new_due"
    NEW_DUE_REASON = "new_due_reason"
    SUPPORT = "support"
    EVIDENCE = "evidence"
    COMPLETED_ON = "completed_on"
    RISK = "risk"
    MITIGATION = "mitigation"
    PARTICIPANTS = "participants"
    OTHERS = "others"
    HELD_ON = "held_on"
    SUBMITTED_BY = "submitted_by"
    ADDED = "added"
    LINE = "line"
    ROLE = "role"
    HOLDERS = "holders"
    PLAN = "plan"
    SCRIPT = "script"
    AUDIENCE = "audience"
    CHANNEL = "channel"
    LEADER = "leader"
    CO_LEADER = "co_leader"
    POINT = "point"
    PEOPLE = "people"
    PART = "part"
    PARENT = "parent"
    ANYWAY = "anyway"
    ANSWER = "answer"
    VOICE = "voice"
