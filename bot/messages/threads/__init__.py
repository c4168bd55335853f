"""Messages that every dialog in a thread shares, whatever its kind."""

NOUN = "threads"
"""Its words: prompts/messages/threads.j2."""
