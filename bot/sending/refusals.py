"""Slack's error codes, grouped by what they mean for the message.

From the error lists of chat.postMessage, chat.update, chat.postEphemeral, views.publish, reactions.add,
conversations.open and the files methods. A code that is in none of these groups is tried REFUSAL_TRIES times.
"""

REFUSAL_TRIES = 8
"""An unlisted refusal is final after so many tries, which take about three minutes with their pauses."""

GONE = "message_not_found"
"""Slack's code for a reaction to, or an update of, a message that does not exist."""

NEVER_SHARED = "never_shared"
"""Our own code: Slack accepted an upload twice and never showed it."""

UNTRACEABLE = "untraceable"
"""Our own code: the answer to a post was lost, and too many messages came after it to look for it."""

NOT_INSTALLED = "app_uninstalled"
"""Our own code: the workspace removed the app, and its token with it."""
TOKEN = frozenset(
    {
        "accesslimited",
        "account_inactive",
        NOT_INSTALLED,
        "invalid_auth",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)
"""Codes about the token, not the message. Delivery pauses until the token is fixed."""

MIGRATING = frozenset({"org_login_required", "team_added_to_org"})
"""Slack is moving the workspace into an organization. Delivery pauses until that is done."""

NO_PLACE = frozenset(
    {
        "channel_is_limited_access",
        "channel_not_found",
        "channel_type_not_supported",
        "ekm_access_denied",
        "external_channel_migrating",
        "invalid_channel",
        "is_archived",
        "is_inactive",
        "method_not_supported_for_channel_type",
        "no_permission",
        "not_in_channel",
        "posting_to_channel_denied",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
        "thread_locked",
        "user_not_in_channel",
    }
)
"""Codes about the channel. The message could be posted in another one."""

TOO_LONG = frozenset({"msg_blocks_too_long", "msg_too_long", "view_too_large"})

BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "only_one_table_allowed"})
"""Codes about the blocks of a message. Where table blocks are not known yet, they are refused so."""

NOBODY = frozenset(
    {
        "cannot_dm_bot",
        "cant_dm_bot",
        "invalid_user_combination",
        "invalid_users",
        "messages_tab_disabled",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
    }
)
"""Codes about a person who cannot get messages from the bot."""

NEVER = (
    NO_PLACE
    | TOO_LONG
    | BLOCKS
    | NOBODY
    | frozenset(
        {
            GONE,
            "as_user_not_supported",
            "attachment_payload_limit_exceeded",
            "bad_timestamp",
            "block_mismatch",
            "cannot_reply_to_message",
            "cant_broadcast_message",
            "cant_update_message",
            "duplicate_external_id",
            "edit_window_closed",
            "enterprise_is_restricted",
            "file_deleted",
            "file_type_not_allowed",
            "file_uploads_disabled",
            "file_uploads_except_images_disabled",
            "invalid_arg_name",
            "invalid_arguments",
            "invalid_array_arg",
            "invalid_charset",
            "invalid_form_data",
            "invalid_metadata_format",
            "invalid_metadata_schema",
            "invalid_name",
            "invalid_post_type",
            "markdown_text_conflict",
            "message_limit_exceeded",
            "metadata_must_be_sent_from_app",
            "metadata_too_large",
            "missing_post_type",
            "no_item_specified",
            "no_text",
            "not_enabled",
            "not_reactable",
            "slack_connect_blocked_file_type",
            "slack_connect_canvas_sharing_blocked",
            "slack_connect_file_upload_sharing_blocked",
            "storage_limit_reached",
            "too_many_attachments",
            "too_many_contact_cards",
            "too_many_emoji",
            "too_many_reactions",
        }
    )
)
"""Codes that no later try will change."""

MAYBE = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
"""Codes after which the message may or may not have been sent."""

LIMITED = frozenset({"rate_limited", "ratelimited"})


def pauses_everything(code: str) -> bool:
    """Whether the code pauses all messages. A missing scope pauses only the kind that needs it."""
    return code in (TOKEN | MIGRATING) - {"missing_scope"}
