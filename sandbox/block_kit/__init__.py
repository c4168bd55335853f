"""Block Kit's rules, as Slack enforces them."""
