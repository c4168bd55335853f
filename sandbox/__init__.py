"""A Slack look-alike on this computer, as strict as Slack, for trying the bot and for tests."""
