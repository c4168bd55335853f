"""Messages of root cause dialogs."""
