"""Delivery: sending outbox messages to Slack, and what Slack's answers mean for them."""
