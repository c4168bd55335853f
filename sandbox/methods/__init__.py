"""The Web API methods of the look-alike."""

from sandbox.methods import app, chat, conversations, files, users, views
from sandbox.methods.call import ApiMethod

METHODS: dict[str, ApiMethod] = {
    **app.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **users.METHODS,
    **views.METHODS,
}
