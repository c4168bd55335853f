"""The address of a dialog's thread, so that what comes of the dialog leads back to it."""

from slack_sdk import WebClient

from bot.sending import outcomes
from bot.turns import Turns
from storage.dialogs import threads


def learn(turns: Turns, client: WebClient, dialog_id: int) -> None:
    """Asked for once, outside any turn; where Slack does not tell, the turn that follows is taken all the same."""
    with turns.read() as turn:
        address = threads.without_address(turn.session, dialog_id)
    if address is None:
        return
    try:
        answer = client.chat_getPermalink(channel=address.channel, message_ts=address.thread_ts)
    except outcomes.TROUBLES:
        return
    with turns.write() as taken:
        threads.save_permalink(taken.session, dialog_id, answer["permalink"])
