"""What is being improved: the plan, its progress, the school calendar, plan files. No Slack, SQL or clock."""
