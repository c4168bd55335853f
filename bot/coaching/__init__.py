"""Coaching conversations in Slack: starting one, listening, steering, writing down, and the record."""
