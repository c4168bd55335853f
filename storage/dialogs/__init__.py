"""Coaching conversations and root cause dialogs, with their replies and private questions."""
