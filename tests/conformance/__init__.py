"""Checks recorded messages between the tests' bot and the look-alike against Slack's published types and limits."""
