"""From the outbox to Slack: what leaves, when, and what an answer from Slack means."""
