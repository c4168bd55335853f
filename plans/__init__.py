"""The plan, its progress, the school calendar and plan files. No Slack, SQL or clock."""
